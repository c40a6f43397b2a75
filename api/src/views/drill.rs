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
use crate::views::{quality, words};
use model::analyst::{MaintenanceRow, QualityCheck};
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
    let figure = if into.is_routing() {
        route::figure(app, into, &asked.filter, &asked.way).await?
    } else {
        Some(of_maintenance(app, asked).await?)
    };
    let unit = match into {
        DrillInto::LoggedH | DrillInto::MaintenanceH => DrillUnit::Hours,
        _ => DrillUnit::Count,
    };
    let csv = format!(
        "/api/v1/{}/drill?{}",
        if into.is_routing() {
            "routing"
        } else {
            "maintenance"
        },
        visit.uri.query().unwrap_or_default()
    );
    Ok(DrillView {
        subject: words::subject(into),
        scope: route::scope(app, &asked.way).unwrap_or_else(|| scope(app, &asked.filter)),
        range: words::range(&asked.filter),
        figure: figure.unwrap_or(opened.total),
        total: figure.is_some().then_some(opened.total),
        unit,
        row_count: opened.count as u64,
        rows: rows(visit, opened),
        next: opened
            .next
            .as_deref()
            .map(|cursor| drill::next_page(visit, cursor)),
        csv_href: Some(Href::new(csv).with("format", "csv").finish()),
    })
}

async fn of_maintenance(app: &Inner, asked: &Asked) -> Result<f64, ApiError> {
    let filter = Filter {
        level: level(&asked.filter),
        ..asked.filter.clone()
    };
    let answer = app.ask(move |analyst| analyst.maintenance(&filter)).await?;
    Ok(figure(asked.into, &answer))
}

/// The level whose rows add up to all that a filter holds.
fn level(filter: &Filter) -> Level {
    match (filter.squads.as_slice(), &filter.tribe) {
        ([_, ..], _) => Level::Squad,
        ([], Some(_)) => Level::Tribe,
        ([], None) => Level::Organisation,
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of tickets are far below 2^53")]
fn figure(into: DrillInto, answer: &Answer<MaintenanceRow>) -> f64 {
    let rows = &answer.rows;
    match into {
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
        // Asked for with the ways of tickets.
        DrillInto::Finished | DrillInto::Misrouted | DrillInto::Detours => 0.0,
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
        day: Some(row.day),
        // A ticket that is not there has a key and no page.
        ticket: row
            .ticket
            .as_ref()
            .filter(|_| row.title.is_some())
            .map(|key| Link::new(key.clone(), link::ticket(row.source.as_str(), key))),
        title: row.title.clone().or_else(|| row.ticket.clone()),
        squad: squad_name(config, &row.squad),
        category: None,
        why: source_name(app, &row.source),
        amount: 1.0,
    });
    let csv = Href::new(format!(
        "/api/v1/quality/list?{}",
        visit.uri.query().unwrap_or_default()
    ));
    #[expect(clippy::cast_precision_loss, reason = "counts of rows are far below 2^53")]
    let (figure, listed) = (count as f64, found.rows.len() as f64);
    // The list is read in parts, so only a whole one can be compared; people are found by their worklogs.
    let is_first = visit.asked.one("cursor").is_ok_and(|cursor| cursor.is_none());
    let is_whole = is_first && found.next.is_none() && found.check != QualityCheck::PeopleWithoutMembership;
    Some(DrillView {
        subject: DrillSubject::Check(quality::shown(found.check)?),
        scope: Link::new(config.organisation.name.clone(), "/quality"),
        range: None,
        figure,
        total: is_whole.then_some(listed),
        unit: DrillUnit::Count,
        row_count: count,
        rows: rows.collect(),
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
