//! The table of finished tickets and their ways to their squads.

use super::ticket_cells;
use model::analyst::DrilledRoute;
use model::figure::{Cell, Table, Unit, column};
use store::TicketBrief;

/// Finished tickets behind a figure of routing, with what the store knows of them. Their number is the figure.
#[must_use]
pub fn drilled_routes(rows: &[(DrilledRoute, Option<TicketBrief>)]) -> Table {
    let columns = vec![
        column("finished", Unit::Day),
        column("source", Unit::Text),
        column("ticket", Unit::Text),
        column("title", Unit::Text),
        column("from", Unit::Text),
        column("to", Unit::Text),
        column("hops", Unit::Count),
        column("ping_pong", Unit::Flag),
        column("time_to_triage", Unit::Days),
        column("time_to_right_squad", Unit::Days),
        column("detour_days", Unit::Days),
        column("created", Unit::Day),
    ];
    let rows = rows.iter().map(|(row, ticket)| {
        let mut cells = vec![Cell::Day(row.finished)];
        cells.extend(ticket_cells(ticket.as_ref()));
        cells.extend([
            Cell::Text(row.first.to_string()),
            Cell::Text(row.right.to_string()),
            Cell::Int(row.hops),
            Cell::Flag(row.ping_pong),
            Cell::Int(row.triage_days),
            Cell::Int(row.right_days),
            Cell::Int(row.detour_days),
            Cell::Day(row.created),
        ]);
        cells
    });
    Table {
        rows: rows.collect(),
        columns,
    }
}
