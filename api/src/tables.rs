//! Tables of what the store knows, with the same columns in the API and on the command line.

pub mod deliveries;
mod drilled;

pub use drilled::*;

use chrono::{DateTime, Utc};
use model::alert::{AlertStatus, AlertTransition, Held, Late, Quiet};
use model::analyst::{QualityCheck, QualityRow};
use model::figure::{Cell, Column, Table, Unit, column};
use model::records::Reject;
use model::time::Week;
use store::SourceStatus;

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

/// A text that no spreadsheet takes for a formula: whoever writes tickets writes titles.
#[must_use]
pub fn harmless(mut text: String) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        text.insert(0, '\'');
    }
    text
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
