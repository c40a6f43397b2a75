//! Tables of the rows behind a figure, with the columns of the API's drill-down. People are left out: no figure
//! compares them (section 11 of the book).

use model::analyst::{DrilledTicket, DrilledWorklog};
use model::classify::MaintenanceType;
use model::figure::{Cell, Table, Unit, column};
use model::ids::TicketId;
use std::collections::HashMap;
use store::TicketBrief;

/// What the store knows of tickets.
type Briefs = HashMap<TicketId, TicketBrief>;

/// Worklogs behind hours: `part_h` adds up to the figure.
pub(crate) fn worklogs(rows: &[DrilledWorklog], briefs: &Briefs) -> Table {
    let columns = vec![
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
    let rows = rows.iter().map(|row| {
        let mut cells = vec![Cell::Day(row.work_date)];
        cells.extend(ticket(row.ticket.and_then(|id| briefs.get(&id))));
        cells.extend([
            Cell::Text(row.squad.to_string()),
            Cell::Text(row.category.to_string()),
            Cell::text(row.maintenance_type.map(MaintenanceType::word)),
            Cell::text(row.rule.as_ref().map(ToString::to_string)),
            Cell::Float(row.seconds.hours()),
            Cell::Float(row.part.hours()),
            Cell::Int(row.worklog.0),
        ]);
        cells
    });
    Table {
        rows: rows.collect(),
        columns,
    }
}

/// Tickets behind arrivals, departures and backlog: their number is the figure.
pub(crate) fn tickets(rows: &[DrilledTicket], briefs: &Briefs) -> Table {
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
    let rows = rows.iter().map(|row| {
        let mut cells = vec![Cell::Day(row.day)];
        cells.extend(ticket(briefs.get(&row.ticket)));
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

fn ticket(brief: Option<&TicketBrief>) -> [Cell; 3] {
    [
        Cell::text(brief.map(|brief| brief.source.to_string())),
        Cell::text(brief.map(|brief| brief.key.clone())),
        Cell::text(brief.map(|brief| harmless(&brief.title))),
    ]
}

/// A title that a spreadsheet does not take for a formula: anybody who writes tickets writes titles.
fn harmless(title: &str) -> String {
    if title.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{title}")
    } else {
        title.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_api_lists_the_same_columns() {
        let of_api = api::tables::drilled_columns();
        let none = Briefs::new();
        for table in [worklogs(&[], &none), tickets(&[], &none)] {
            for column in table.columns {
                assert!(of_api.contains(&column), "{column:?}");
            }
        }
    }

    #[test]
    fn a_title_is_no_formula() {
        assert_eq!(harmless("=1+1"), "'=1+1");
        assert_eq!(harmless("Fix it"), "Fix it");
    }
}
