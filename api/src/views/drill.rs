//! The rows behind a figure, and the rows that a check of data quality found.

mod route;

use crate::app::Inner;
use crate::data::drill::{self, Opened, OpenedRows, Question};
use crate::data::quality_list::Found;
use crate::error::ApiError;
use crate::guard::VisitParts;
use crate::link::{self, Href};
use crate::views::context::source_name;
use crate::views::squads::{squad_link, squad_name, sum, tribe_link};
use crate::views::{forward, quality, words};
use model::activity::Method;
use model::analyst::{Analyst, AnalystError, DrilledCommitment, FoundId, MaintenanceRow};
use model::figure::Answer;
use model::query::{DrillInto, Filter, Level, Way};
use reports::pages::Link;
use reports::pages::drill::{DrillRow, DrillSubject, DrillUnit, DrillView};
use store::TicketBrief;

/// What is asked, as far as the page says it again.
pub(crate) struct Asked {
    into: DrillInto,
    filter: Filter,
    way: Way,
}

impl Asked {
    pub(crate) fn of(question: &Question) -> Self {
        Self {
            into: question.into,
            filter: question.filter.clone(),
            way: question.way.clone(),
        }
    }
}

/// Fills the page. The figure is asked for apart from its rows, as other pages show it: the two have to agree.
pub(crate) async fn view(visit: &VisitParts, asked: &Asked, opened: &Opened) -> Result<DrillView, ApiError> {
    let app = &visit.app;
    let into = asked.into;
    let filter = Filter {
        level: level(&asked.filter),
        ..asked.filter.clone()
    };
    let figure = if into.is_routing() {
        route::figure(app, into, &asked.filter, &asked.way).await?
    } else {
        Some(app.ask(move |analyst| figure(analyst, into, &filter)).await?)
    };
    let unit = match into {
        DrillInto::Arrivals | DrillInto::Departures | DrillInto::Backlog => DrillUnit::Count,
        _ if into.is_routing() => DrillUnit::Count,
        DrillInto::ActiveDays | DrillInto::MaintenanceDays => DrillUnit::Days,
        _ => DrillUnit::Hours,
    };
    let csv = format!(
        "/api/v1/{}/drill?{}",
        subject_of(into),
        visit.uri.query().unwrap_or_default()
    );
    Ok(DrillView {
        subject: words::subject(into),
        scope: route::scope(app, &asked.way).unwrap_or_else(|| scope(app, &asked.filter)),
        range: range(into, &asked.filter),
        figure: figure.unwrap_or(opened.total),
        total: figure.is_some().then_some(opened.total),
        unit,
        row_count: (opened.count + opened.too_small.rows) as u64,
        rows: rows(visit, opened),
        too_small: (opened.too_small.rows as u64, opened.too_small.total),
        next: opened
            .next
            .as_deref()
            .map(|cursor| drill::next_page(visit, cursor)),
        csv_href: Some(Href::new(csv).with("format", "csv").finish()),
    })
}

/// The level whose rows add up to all that a filter holds.
fn level(filter: &Filter) -> Level {
    match (filter.squads.as_slice(), &filter.tribe) {
        ([_, ..], _) => Level::Squad,
        ([], Some(_)) => Level::Tribe,
        ([], None) => Level::Organisation,
    }
}

/// The table of the API that a figure is in.
fn subject_of(into: DrillInto) -> &'static str {
    match into {
        _ if into.is_routing() => "routing",
        _ if is_ahead(into) => "forward",
        _ => "maintenance",
    }
}

/// Whether a figure is of the weeks ahead, whatever periods the filter holds.
fn is_ahead(into: DrillInto) -> bool {
    matches!(into, DrillInto::CommittedH | DrillInto::OverdueH)
}

/// The figure as other pages show it.
fn figure(analyst: &dyn Analyst, into: DrillInto, filter: &Filter) -> Result<f64, AnalystError> {
    if !is_ahead(into) {
        let by_activity = matches!(into, DrillInto::ActiveDays | DrillInto::MaintenanceDays);
        let filter = Filter {
            method: Some(if by_activity {
                Method::Activity
            } else {
                Method::Worklogs
            }),
            ..filter.clone()
        };
        return Ok(figure_of(into, &analyst.maintenance(&filter)?));
    }
    let rows = analyst.forward(filter)?.rows;
    let hours = rows.iter().map(|row| match into {
        DrillInto::OverdueH => row.overdue_h.value,
        _ => row.committed_h.value,
    });
    Ok(hours.flatten().sum())
}

#[expect(clippy::cast_precision_loss, reason = "counts of tickets are far below 2^53")]
fn figure_of(into: DrillInto, answer: &Answer<MaintenanceRow>) -> f64 {
    let rows = &answer.rows;
    match into {
        DrillInto::CommittedH | DrillInto::OverdueH => 0.0,
        // Asked for with the ways of tickets.
        DrillInto::Finished | DrillInto::Misrouted | DrillInto::Detours => 0.0,
        DrillInto::ActiveDays => sum(rows, |row| row.activity?.active.value),
        DrillInto::MaintenanceDays => sum(rows, |row| row.activity?.maintenance.value),
        DrillInto::LoggedH => sum(rows, |row| row.logged_h.value),
        DrillInto::MaintenanceH => sum(rows, |row| row.maintenance_h.value),
        DrillInto::Arrivals => sum(rows, |row| Some(row.arrivals as f64)),
        DrillInto::Departures => sum(rows, |row| Some(row.departures as f64)),
        DrillInto::Backlog => {
            let last = rows.iter().map(|row| row.period.first_day()).max();
            sum(rows, |row| {
                (Some(row.period.first_day()) == last).then_some(row.backlog as f64)
            })
        }
    }
}

fn scope(app: &Inner, filter: &Filter) -> Link {
    let config = app.config();
    match (filter.squads.as_slice(), &filter.tribe) {
        ([squad], _) => squad_link(config, squad),
        ([], Some(tribe)) => tribe_link(config, tribe),
        ([], None) => Link::new(config.organisation.name.clone(), "/"),
        (squads, _) => {
            let names: Vec<_> = squads.iter().map(|squad| squad_name(config, squad)).collect();
            Link::new(names.join(", "), "/")
        }
    }
}

fn range(into: DrillInto, filter: &Filter) -> Option<(reports::Period, reports::Period)> {
    if is_ahead(into) {
        return (into == DrillInto::CommittedH).then(|| forward::range(filter.today));
    }
    words::range(filter)
}

fn rows(visit: &VisitParts, opened: &Opened) -> Vec<DrillRow> {
    let config = visit.app.config();
    match &opened.rows {
        OpenedRows::Worklogs(rows) => rows
            .iter()
            .map(|(row, ticket)| DrillRow {
                day: Some(row.work_date),
                ticket: ticket.as_ref().map(ticket_link),
                title: ticket.as_ref().and_then(title),
                squad: squad_name(config, &row.squad),
                category: Some(words::category(row.category)),
                why: row
                    .rule
                    .as_ref()
                    .map_or_else(|| reports::format::DASH.to_owned(), ToString::to_string),
                amount: row.part.hours(),
            })
            .collect(),
        OpenedRows::Tickets(rows) => rows
            .iter()
            .map(|(row, ticket)| DrillRow {
                day: Some(row.day),
                ticket: ticket.as_ref().map(ticket_link),
                title: ticket.as_ref().and_then(title),
                squad: squad_name(config, &row.squad),
                category: Some(reports::Category::Maintenance),
                why: row.reason.word().replace('_', " "),
                amount: 1.0,
            })
            .collect(),
        OpenedRows::Routes(rows) => rows
            .iter()
            .map(|(row, ticket)| DrillRow {
                day: Some(row.finished),
                ticket: ticket.as_ref().map(ticket_link),
                title: ticket.as_ref().and_then(title),
                squad: squad_name(config, &row.right),
                category: Some(reports::Category::Maintenance),
                why: route::why(visit, row),
                amount: 1.0,
            })
            .collect(),
        OpenedRows::Commitments(rows) => rows
            .iter()
            .map(|(row, ticket)| commitment(visit, row, ticket.as_ref()))
            .collect(),
        OpenedRows::Activity(rows) => rows
            .iter()
            .map(|(row, ticket)| DrillRow {
                day: Some(row.first),
                ticket: ticket.as_ref().map(ticket_link),
                title: ticket.as_ref().and_then(title),
                squad: squad_name(config, &row.squad),
                category: Some(words::category(row.category)),
                why: format!("{} → {}", row.first, row.last),
                amount: row.days(),
            })
            .collect(),
    }
}

/// What is left of a commitment: its day, its initiative as the reason.
fn commitment(visit: &VisitParts, row: &DrilledCommitment, ticket: Option<&TicketBrief>) -> DrillRow {
    DrillRow {
        day: Some(row.due),
        ticket: ticket.map(ticket_link),
        title: match ticket {
            Some(ticket) => title(ticket),
            None => Some(row.name.clone()),
        },
        squad: squad_name(visit.app.config(), &row.squad),
        category: None,
        why: format!("{} · {}", row.initiative, row.by.word()),
        amount: row.left.hours(),
    }
}

fn ticket_link(ticket: &TicketBrief) -> Link {
    Link::new(
        ticket.key.clone(),
        link::ticket(ticket.source.as_str(), &ticket.key),
    )
}

fn title(ticket: &TicketBrief) -> Option<String> {
    (!ticket.title.is_empty()).then(|| ticket.title.clone())
}

/// Fills the page of what a check found. `count` is the check's own figure.
pub(crate) fn found(visit: &VisitParts, found: &Found, count: u64) -> Option<DrillView> {
    let app = &visit.app;
    let config = app.config();
    let rows = found.rows.iter().map(|row| DrillRow {
        day: Some(row.found.day),
        // A ticket that is not there has a key and no page.
        ticket: row.ticket.as_ref().map(ticket_link),
        title: row
            .ticket
            .as_ref()
            .and_then(title)
            .or_else(|| match row.found.id {
                FoundId::Person(person) => Some(format!("#{}", person.0)),
                FoundId::Worklog(_) | FoundId::Ticket(_) => row.ticket_key(),
            }),
        squad: squad_name(config, &row.found.squad),
        category: None,
        why: source_name(app, &row.found.source),
        amount: 1.0,
    });
    let csv = Href::new(format!(
        "/api/v1/quality/list?{}",
        visit.uri.query().unwrap_or_default()
    ));
    #[expect(clippy::cast_precision_loss, reason = "counts of rows are far below 2^53")]
    let (figure, listed) = (count as f64, (found.rows.len() + found.too_small) as f64);
    // The list is read in parts, so only a whole one can be compared.
    let is_first = visit.asked.one("cursor").is_ok_and(|cursor| cursor.is_none());
    let is_whole = is_first && found.next.is_none();
    Some(DrillView {
        subject: DrillSubject::Check(quality::shown(found.check)?),
        scope: Link::new(config.organisation.name.clone(), "/quality"),
        range: None,
        figure,
        total: is_whole.then_some(listed),
        unit: DrillUnit::Count,
        row_count: count,
        rows: rows.collect(),
        too_small: (found.too_small as u64, found.too_small as f64),
        next: found
            .next
            .as_deref()
            .map(|cursor| drill::next_page(visit, cursor)),
        csv_href: Some(
            csv.with("check", found.check.word())
                .with("format", "csv")
                .finish(),
        ),
    })
}
