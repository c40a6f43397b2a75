//! One ticket: what it is, why it counts as it does, where it has been, and the hours it took.

use crate::data::tickets::Explained;
use crate::guard::VisitParts;
use crate::link;
use crate::views::context::{language_of, source_name};
use crate::views::rules::matches;
use crate::views::squads::{squad_link, squad_name};
use crate::views::words;
use model::ticket::Ticket;
use reports::format::Format;
use reports::pages::Link;
use reports::pages::ticket::{Classification, FieldName, SpanRow, TicketField, TicketView, WorklogRow};

/// Fills the page.
pub(crate) fn view(visit: &VisitParts, explained: &Explained) -> TicketView {
    let app = &visit.app;
    let config = app.config();
    let (ticket, timeline) = (&explained.life.history.ticket, &explained.life.timeline);
    let now = timeline.current();
    TicketView {
        key: ticket.key.clone(),
        title: (!ticket.title.is_empty()).then(|| ticket.title.clone()),
        source: source_name(app, &ticket.source),
        source_url: ticket.url.clone().filter(|url| is_web_address(url)),
        squad: squad_link(config, &now.squad),
        stage: words::stage(now.stage),
        fields: fields(visit, explained),
        classification: classification(visit, explained),
        spans: timeline
            .spans()
            .iter()
            .map(|span| SpanRow {
                stage: words::stage(span.state.stage),
                squad: squad_name(config, &span.state.squad),
                from: app.local(span.from),
                to: span.to.map(|to| app.local(to)),
            })
            .collect(),
        worklogs: explained
            .hours
            .iter()
            .map(|row| WorklogRow {
                day: row.worklog.work_date,
                squad: squad_name(config, &row.squad),
                hours: row.part.hours(),
            })
            .collect(),
        total_h: explained.logged.hours(),
    }
}

/// Trackers' addresses come from outside: nothing but a web address becomes a link.
fn is_web_address(url: &str) -> bool {
    ["https://", "http://"]
        .iter()
        .any(|scheme| url.to_ascii_lowercase().starts_with(scheme))
}

fn fields(visit: &VisitParts, explained: &Explained) -> Vec<TicketField> {
    let app = &visit.app;
    let format = Format::new(language_of(visit));
    let (ticket, timeline): (&Ticket, _) = (&explained.life.history.ticket, &explained.life.timeline);
    let fields = &ticket.fields;
    let stamp = |at| format.stamp(app.local(at));
    let list = |values: &[String]| (!values.is_empty()).then(|| values.join(", "));
    let all = [
        (FieldName::Type, fields.kind.clone()),
        (
            FieldName::Status,
            Some(fields.status.clone()).filter(|status| !status.is_empty()),
        ),
        (FieldName::Project, fields.project.clone()),
        (FieldName::Component, list(&fields.components)),
        (FieldName::Priority, fields.priority.clone()),
        (FieldName::Labels, list(&fields.labels)),
        (FieldName::Created, Some(stamp(ticket.created_at))),
        (FieldName::Started, timeline.started_at().map(stamp)),
        (FieldName::Finished, timeline.finished_at().map(stamp)),
        (FieldName::Due, ticket.due_date.map(|day| format.day(day))),
        (
            FieldName::Estimate,
            ticket
                .estimate
                .map(|estimate| format.hours(Some(estimate.hours()))),
        ),
        (
            FieldName::Parent,
            explained.parent.as_ref().map(|parent| parent.key.clone()),
        ),
    ];
    all.into_iter()
        .filter_map(|(name, value)| Some(TicketField { name, value: value? }))
        .collect()
}

fn classification(visit: &VisitParts, explained: &Explained) -> Classification {
    let now = &explained.life.timeline.current().classification;
    let rules = &visit.app.config().classification;
    let rule = rules.iter().find(|rule| Some(&rule.id) == now.rule.as_ref());
    let parent = explained.parent.as_ref().filter(|_| now.inherited);
    Classification {
        category: words::category(now.category),
        maintenance_type: now.maintenance_type.map(words::maintenance_type),
        rule: now.rule.as_ref().map(ToString::to_string),
        matched: rule.map(|rule| matches(&rule.when)).unwrap_or_default(),
        inherited_from: parent.map(|parent| {
            Link::new(
                parent.key.clone(),
                link::ticket(parent.source.as_str(), &parent.key),
            )
        }),
        rules_version: visit.app.rules().version.clone(),
    }
}
