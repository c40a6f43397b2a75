//! Tables of what the store knows, with the same columns in the API and on the command line.

pub mod deliveries;
pub mod routes;

use chrono::{DateTime, Utc};
use model::alert::{AlertStatus, AlertTransition, Held, Late, Quiet};
use model::analyst::{
    DrilledActivity, DrilledCommitment, DrilledTicket, DrilledWorklog, FoundId, FoundRow, QualityCheck,
    QualityRow, TooSmall,
};
use model::classify::MaintenanceType;
use model::figure::{Cell, Column, Table, Unit, column};
use model::ids::{TicketId, WorklogId};
use model::records::Reject;
use model::ticket::Worklog;
use model::time::Week;
use std::collections::HashMap;
use store::{SourceStatus, Store, StoreError, TicketBrief};

/// Alerts: where every rule stands for every subject, and why nobody is told of it.
#[must_use]
pub fn alerts(alerts: &[(AlertStatus, Option<Quiet>)]) -> Table {
    let rows = alerts.iter().map(|(alert, quiet)| {
        let mut cells = alert_cells(alert);
        cells.push(Cell::text(quiet.as_ref().map(Quiet::word)));
        cells.push(Cell::text(quiet.as_ref().map(Quiet::by)));
        cells
    });
    Table {
        columns: alert_columns(),
        rows: rows.collect(),
    }
}

/// The columns of [`alerts`].
#[must_use]
pub fn alert_columns() -> Vec<Column> {
    let mut columns = status_columns();
    columns.extend([column("quiet", Unit::Text), column("quiet_by", Unit::Text)]);
    columns
}

fn status_columns() -> Vec<Column> {
    vec![
        column("rule", Unit::Text),
        column("scope", Unit::Text),
        column("subject", Unit::Text),
        column("metric", Unit::Text),
        column("severity", Unit::Text),
        column("state", Unit::Text),
        column("since", Unit::Text),
        column("through", Unit::Text),
        column("value", Unit::Number),
        column("raise", Unit::Number),
        column("clear", Unit::Number),
        column("held", Unit::Text),
        column("number", Unit::Count),
    ]
}

fn alert_cells(alert: &AlertStatus) -> Vec<Cell> {
    vec![
        Cell::Text(alert.rule.to_string()),
        Cell::Text(alert.subject.scope.to_string()),
        Cell::Text(alert.subject.key.clone()),
        Cell::Text(alert.metric.to_string()),
        Cell::Text(alert.severity.to_string()),
        Cell::Text(alert.state.to_string()),
        Cell::text(alert.since.map(|week: Week| week.to_string())),
        Cell::Text(alert.through.to_string()),
        Cell::float(alert.value),
        Cell::Float(alert.raise),
        Cell::Float(alert.clear),
        Cell::text(alert.held.map(Held::word)),
        Cell::Int(alert.number),
    ]
}

/// What happened to alerts.
#[must_use]
pub fn alert_history(history: &[AlertTransition]) -> Table {
    let rows = history.iter().map(|change| {
        let mut cells = vec![
            Cell::Text(instant(change.noticed_at)),
            Cell::Text(change.week.to_string()),
            Cell::Text(change.from.to_string()),
            Cell::text(change.late.map(Late::word)),
        ];
        cells.extend(alert_cells(&change.status));
        cells
    });
    Table {
        columns: alert_history_columns(),
        rows: rows.collect(),
    }
}

/// The columns of [`alert_history`].
#[must_use]
pub fn alert_history_columns() -> Vec<Column> {
    let mut columns = vec![
        column("noticed_at", Unit::Text),
        column("week", Unit::Text),
        column("from", Unit::Text),
        column("late", Unit::Text),
    ];
    columns.extend(status_columns());
    columns
}

/// Sources: what was read, and when.
#[must_use]
pub fn sources(sources: &[SourceStatus]) -> Table {
    let rows = sources.iter().map(|source| {
        vec![
            Cell::Text(source.source.to_string()),
            Cell::text(source.last_started_at.map(instant)),
            Cell::text(source.last_success_at.map(instant)),
            Cell::Int(source.tickets),
            Cell::Int(source.worklogs),
            Cell::Float(source.seconds.hours()),
            Cell::Int(source.people),
            Cell::Int(source.rejects_of_last_run),
        ]
    });
    Table {
        columns: source_columns(),
        rows: rows.collect(),
    }
}

/// The columns of [`sources`].
#[must_use]
pub fn source_columns() -> Vec<Column> {
    vec![
        column("source", Unit::Text),
        column("last_started_at", Unit::Text),
        column("last_success_at", Unit::Text),
        column("tickets", Unit::Count),
        column("worklogs", Unit::Count),
        column("logged_h", Unit::Hours),
        column("people", Unit::Count),
        column("rejected_rows", Unit::Count),
    ]
}

/// Rows that could not be taken.
#[must_use]
pub fn rejects(rejects: &[(i64, Reject)]) -> Table {
    let rows = rejects.iter().map(|(_, reject)| {
        vec![
            Cell::Text(reject.origin.clone()),
            reject
                .line
                .map_or(Cell::Null, |line| Cell::Int(line.cast_signed())),
            Cell::text(reject.column.clone()),
            Cell::text(reject.value.clone()),
            Cell::Text(reject.reason.clone()),
            Cell::text(Some(reject.raw.clone())),
        ]
    });
    Table {
        columns: reject_columns(),
        rows: rows.collect(),
    }
}

/// The columns of [`rejects`].
#[must_use]
pub fn reject_columns() -> Vec<Column> {
    ["origin", "line", "column", "value", "reason", "raw"]
        .map(|name| column(name, if name == "line" { Unit::Count } else { Unit::Text }))
        .to_vec()
}

/// What the store adds to the quality of the data: how long ago each source was read, and what could not be
/// taken. `configured` are all sources there should be: one that was never read has no freshness.
#[must_use]
pub fn quality_of_sources(sources: &[SourceStatus], now: DateTime<Utc>) -> Vec<QualityRow> {
    let mut rows = Vec::new();
    for source in sources {
        let row = |check, found: i64| QualityRow {
            source: source.source.clone(),
            squad: None,
            check,
            found: u64::try_from(found).unwrap_or(0),
            of: None,
            hours: None,
        };
        if let Some(at) = source.last_success_at {
            rows.push(row(QualityCheck::Freshness, (now - at).num_hours()));
        }
        rows.push(row(QualityCheck::RejectedRows, source.rejects_of_last_run));
    }
    rows
}

/// The columns of a list of worklogs, tickets or commitments behind a figure: those of all kinds.
#[must_use]
pub fn drilled_columns() -> Vec<Column> {
    let mut columns = drilled_worklogs(&[], false).columns;
    let more = [
        drilled_tickets(&[]).columns,
        routes::drilled_routes(&[]).columns,
        drilled_commitments(&[]).columns,
        drilled_activity(&[]).columns,
    ];
    for one in more.into_iter().flatten() {
        if !columns.contains(&one) {
            columns.push(one);
        }
    }
    columns
}

/// Worklogs behind a figure, with what the store knows of their tickets. `part_h`, in hours, adds up to it. `people`
/// adds the column of pseudonyms.
#[must_use]
pub fn drilled_worklogs(rows: &[(DrilledWorklog, Option<TicketBrief>)], people: bool) -> Table {
    let mut columns = vec![
        column("work_date", Unit::Day),
        column("source", Unit::Text),
        column("ticket", Unit::Text),
        column("title", Unit::Text),
        column("squad", Unit::Text),
        column("category", Unit::Text),
        column("maintenance_type", Unit::Text),
        column("rule", Unit::Text),
        column("logged_h", Unit::Hours),
        column("part_h", Unit::Hours),
        column("worklog", Unit::Count),
    ];
    if people {
        columns.push(column("person", Unit::Count));
    }
    let rows = rows.iter().map(|(row, ticket)| {
        let mut cells = vec![Cell::Day(row.work_date)];
        cells.extend(ticket_cells(ticket.as_ref()));
        cells.extend([
            Cell::Text(row.squad.to_string()),
            Cell::Text(row.category.to_string()),
            Cell::text(row.maintenance_type.map(MaintenanceType::word)),
            Cell::text(row.rule.as_ref().map(ToString::to_string)),
            Cell::Float(row.seconds.hours()),
            Cell::Float(row.part.hours()),
            Cell::Int(row.worklog.0),
        ]);
        if people {
            cells.push(row.person.map_or(Cell::Null, |person| Cell::Int(person.0)));
        }
        cells
    });
    Table {
        rows: rows.collect(),
        columns,
    }
}

/// Tickets behind a figure, with what the store knows of them. Their number is the figure.
#[must_use]
pub fn drilled_tickets(rows: &[(DrilledTicket, Option<TicketBrief>)]) -> Table {
    let columns = vec![
        column("day", Unit::Day),
        column("source", Unit::Text),
        column("ticket", Unit::Text),
        column("title", Unit::Text),
        column("squad", Unit::Text),
        column("reason", Unit::Text),
        column("maintenance_type", Unit::Text),
        column("created", Unit::Day),
    ];
    let rows = rows.iter().map(|(row, ticket)| {
        let mut cells = vec![Cell::Day(row.day)];
        cells.extend(ticket_cells(ticket.as_ref()));
        cells.extend([
            Cell::Text(row.squad.to_string()),
            Cell::Text(row.reason.word().to_owned()),
            Cell::text(row.maintenance_type.map(MaintenanceType::word)),
            Cell::Day(row.created),
        ]);
        cells
    });
    Table {
        rows: rows.collect(),
        columns,
    }
}

/// What is left of commitments behind hours, with what the store knows of their tickets. `left_h` adds up to the
/// figure; a row without a ticket is the initiative as a whole.
#[must_use]
pub fn drilled_commitments(rows: &[(DrilledCommitment, Option<TicketBrief>)]) -> Table {
    let columns = vec![
        column("due", Unit::Day),
        column("initiative", Unit::Text),
        column("name", Unit::Text),
        column("source", Unit::Text),
        column("ticket", Unit::Text),
        column("title", Unit::Text),
        column("squad", Unit::Text),
        column("left_by", Unit::Text),
        column("left_h", Unit::Hours),
    ];
    let rows = rows.iter().map(|(row, ticket)| {
        let mut cells = vec![
            Cell::Day(row.due),
            Cell::Text(row.initiative.clone()),
            Cell::Text(harmless(row.name.clone())),
        ];
        cells.extend(ticket_cells(ticket.as_ref()));
        cells.extend([
            Cell::Text(row.squad.to_string()),
            Cell::Text(row.by.word().to_owned()),
            Cell::Float(row.left.hours()),
        ]);
        cells
    });
    Table {
        rows: rows.collect(),
        columns,
    }
}

/// Tickets behind person-days, with what the store knows of them. `part_days` adds up to the figure.
#[must_use]
pub fn drilled_activity(rows: &[(DrilledActivity, Option<TicketBrief>)]) -> Table {
    let columns = vec![
        column("first_day", Unit::Day),
        column("last_day", Unit::Day),
        column("source", Unit::Text),
        column("ticket", Unit::Text),
        column("title", Unit::Text),
        column("squad", Unit::Text),
        column("category", Unit::Text),
        column("maintenance_type", Unit::Text),
        column("part_days", Unit::Days),
    ];
    let rows = rows.iter().map(|(row, ticket)| {
        let mut cells = vec![Cell::Day(row.first), Cell::Day(row.last)];
        cells.extend(ticket_cells(ticket.as_ref()));
        cells.extend([
            Cell::Text(row.squad.to_string()),
            Cell::Text(row.category.to_string()),
            Cell::text(row.maintenance_type.map(MaintenanceType::word)),
            Cell::Float(row.days()),
        ]);
        cells
    });
    Table {
        rows: rows.collect(),
        columns,
    }
}

/// A row of what a check of data quality found, with what the store knows of it.
#[derive(Debug, Clone)]
pub struct ListedRow {
    /// The row.
    pub found: FoundRow,
    /// Its ticket, where it is known.
    pub ticket: Option<TicketBrief>,
    /// The worklog itself.
    pub worklog: Option<Worklog>,
}

impl ListedRow {
    /// The key of its ticket, also of one that is not there.
    #[must_use]
    pub fn ticket_key(&self) -> Option<String> {
        let known = self.ticket.as_ref().map(|ticket| ticket.key.clone());
        known.or_else(|| self.worklog.as_ref()?.ticket_key.clone())
    }
}

/// The columns of [`quality_list`].
#[must_use]
pub fn quality_list_columns() -> Vec<Column> {
    vec![
        column("day", Unit::Day),
        column("source", Unit::Text),
        column("ticket", Unit::Text),
        column("title", Unit::Text),
        column("squad", Unit::Text),
        column("worklog", Unit::Text),
        column("hours", Unit::Hours),
        column("person", Unit::Count),
    ]
}

/// What a check of data quality found. Somebody without a place is told by pseudonym, with the day of a worklog.
#[must_use]
pub fn quality_list(rows: &[ListedRow]) -> Table {
    let rows = rows.iter().map(|row| {
        let person = match row.found.id {
            FoundId::Person(person) => Cell::Int(person.0),
            FoundId::Worklog(_) | FoundId::Ticket(_) => Cell::Null,
        };
        vec![
            Cell::Day(row.found.day),
            Cell::Text(row.found.source.to_string()),
            Cell::text(row.ticket_key()),
            Cell::text(row.ticket.as_ref().map(|ticket| ticket.title.clone())),
            Cell::Text(row.found.squad.to_string()),
            Cell::text(row.worklog.as_ref().map(|worklog| worklog.key.clone())),
            Cell::float(row.worklog.as_ref().map(|worklog| worklog.seconds.hours())),
            person,
        ]
    });
    Table {
        rows: rows.collect(),
        columns: quality_list_columns(),
    }
}

/// Finds in the store what rows that a check found are called.
///
/// # Errors
/// When the database fails.
pub async fn listed_rows(store: &Store, found: Vec<FoundRow>) -> Result<Vec<ListedRow>, StoreError> {
    // A person's row is of all they logged: it has no ticket of its own.
    let has_ticket = |row: &&FoundRow| !matches!(row.id, FoundId::Person(_));
    let mut tickets: Vec<TicketId> = found
        .iter()
        .filter(has_ticket)
        .filter_map(|row| row.ticket)
        .collect();
    tickets.sort_unstable();
    tickets.dedup();
    let worklogs: Vec<WorklogId> = found
        .iter()
        .filter_map(|row| match row.id {
            FoundId::Worklog(id) => Some(id),
            FoundId::Ticket(_) | FoundId::Person(_) => None,
        })
        .collect();
    let briefs = store.ticket_briefs(&tickets).await?;
    let briefs: HashMap<TicketId, TicketBrief> = briefs.into_iter().map(|brief| (brief.id, brief)).collect();
    let worklogs = store.worklogs(&worklogs).await?;
    let mut worklogs: HashMap<WorklogId, Worklog> = worklogs.into_iter().map(|one| (one.id, one)).collect();
    let row = |found: FoundRow| ListedRow {
        ticket: Some(&found)
            .filter(has_ticket)
            .and_then(|row| briefs.get(&row.ticket?).cloned()),
        worklog: match found.id {
            FoundId::Worklog(id) => worklogs.remove(&id),
            FoundId::Ticket(_) | FoundId::Person(_) => None,
        },
        found,
    };
    Ok(found.into_iter().map(row).collect())
}

/// Adds the line of squads too small to be shown to a list of rows behind a figure, so that it adds up.
pub fn add_too_small(table: &mut Table, too_small: TooSmall) {
    if too_small.rows == 0 {
        return;
    }
    let line = table.columns.iter().map(|column| match column.name {
        "title" => Cell::Text(format!("squads too small to show: {} rows", too_small.rows)),
        "part_h" | "part_days" | "left_h" => Cell::Float(too_small.total),
        _ => Cell::Null,
    });
    let line = line.collect();
    table.rows.push(line);
}

/// A text that no spreadsheet takes for a formula: whoever writes tickets writes titles.
#[must_use]
pub fn harmless(mut text: String) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        text.insert(0, '\'');
    }
    text
}

/// Source, key and title of a ticket.
fn ticket_cells(ticket: Option<&TicketBrief>) -> [Cell; 3] {
    [
        Cell::text(ticket.map(|ticket| ticket.source.to_string())),
        Cell::text(ticket.map(|ticket| ticket.key.clone())),
        Cell::text(ticket.map(|ticket| ticket.title.clone())),
    ]
}

/// An instant as RFC 3339, in whole seconds.
pub(crate) fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_no_formula() {
        assert_eq!(harmless("=1+1".to_owned()), "'=1+1");
        assert_eq!(harmless("Fix it".to_owned()), "Fix it");
    }
}
