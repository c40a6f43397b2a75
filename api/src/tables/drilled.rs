//! Tables of the rows behind a figure, and of what a check of data quality found.

use super::harmless;
use model::analyst::{
    DrilledActivity, DrilledCommitment, DrilledRoute, DrilledTicket, DrilledWorklog, FoundId, FoundRow,
    TooSmall,
};
use model::classify::MaintenanceType;
use model::figure::{Cell, Column, Table, Unit, column};
use model::ids::{TicketId, WorklogId};
use model::ticket::Worklog;
use std::collections::HashMap;
use store::{Store, StoreError, TicketBrief};

/// The columns of a list of worklogs, tickets or commitments behind a figure: those of all kinds.
#[must_use]
pub fn drilled_columns() -> Vec<Column> {
    let mut columns = drilled_worklogs(&[], false).columns;
    for more in [
        drilled_tickets(&[]).columns,
        drilled_routes(&[]).columns,
        drilled_commitments(&[]).columns,
        drilled_activity(&[]).columns,
    ] {
        for one in more {
            if !columns.contains(&one) {
                columns.push(one);
            }
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

/// Source, key and title of a ticket.
fn ticket_cells(ticket: Option<&TicketBrief>) -> [Cell; 3] {
    [
        Cell::text(ticket.map(|ticket| ticket.source.to_string())),
        Cell::text(ticket.map(|ticket| ticket.key.clone())),
        Cell::text(ticket.map(|ticket| ticket.title.clone())),
    ]
}
