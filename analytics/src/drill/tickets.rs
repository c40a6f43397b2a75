//! The tickets behind arrivals, departures and backlog, oldest first.

use super::veiled::Standing;
use super::{Scope, created_by};
use crate::figures::{Cube, Window};
use crate::frame::{Reading, collect, lit_day, scan};
use crate::warehouse::Loaded;
use chrono::NaiveDate;
use model::analyst::{AnalystError, Drilled, DrilledRows, DrilledTicket, TooSmall};
use model::ids::{SquadId, TicketId};
use model::query::Drill;
use model::timeline::FlowReason;
use polars::prelude::{Expr, col, lit};
use std::collections::HashMap;
use std::path::PathBuf;

/// The columns of a row.
const COLUMNS: [&str; 6] = [
    "ticket_id",
    "day",
    "squad",
    "reason",
    "maintenance_type",
    "created_day",
];

/// The tickets that entered, or left, in the filter's periods.
pub(super) fn flows(
    loaded: &Loaded,
    cube: &Cube<'_>,
    scope: &Scope,
    drill: &Drill,
    arrivals: bool,
) -> Result<Drilled, AnalystError> {
    debug_assert_eq!(cube.tickets.len(), loaded.manifest.tickets.len());
    let of_reason = FlowReason::ALL
        .into_iter()
        .filter(|reason| reason.is_arrival() == arrivals)
        .map(|reason| col("reason").eq(lit(reason.word())))
        .fold(lit(false), Expr::or);
    let holds = scope.of_whom("squad").and(scope.on_days("day")).and(of_reason);
    let mut rows = read(loaded, files(loaded, scope.last), holds)?;
    rows.sort_by_key(|row| (row.day, row.ticket));
    let small = veil(&mut rows, |row| {
        scope.hidden.standing(row.squad.as_str(), row.day)
    });
    Ok(page(rows, small, drill))
}

/// Keeps the rows that are told by themselves; counts those that are told as one.
fn veil(rows: &mut Vec<DrilledTicket>, standing: impl Fn(&DrilledTicket) -> Standing) -> usize {
    let merged = rows
        .iter()
        .filter(|row| standing(row) == Standing::Merged)
        .count();
    rows.retain(|row| standing(row) == Standing::Told);
    merged
}

/// The tickets open at the end of the last period of the filter (or of the figures, where it has no end).
///
/// A ticket is open where it entered as often as not left: entries and exits of a squad alternate.
pub(super) fn backlog(
    loaded: &Loaded,
    cube: &Cube<'_>,
    scope: &Scope,
    drill: &Drill,
) -> Result<Drilled, AnalystError> {
    let window = Window::new(&drill.filter, cube.last_day);
    let last = scope.last.or_else(|| window.filled_to());
    let mut holds = scope.of_whom("squad");
    if let Some(last) = last {
        holds = holds.and(col("day").lt_eq(lit_day(last)));
    }
    // Rows of a ticket are in the order they happened: all of them are in one file.
    let mut open: HashMap<(TicketId, SquadId), DrilledTicket> = HashMap::new();
    for row in read(loaded, files(loaded, last), holds)? {
        let key = (row.ticket, row.squad.clone());
        if row.reason.is_arrival() {
            open.insert(key, row);
        } else {
            open.remove(&key);
        }
    }
    let mut rows: Vec<DrilledTicket> = open.into_values().collect();
    rows.sort_by_key(|row| (row.day, row.ticket));
    // A stock is of the day it is counted, whenever its tickets came.
    let small = last.map_or(0, |last| {
        veil(&mut rows, |row| scope.hidden.standing(row.squad.as_str(), last))
    });
    Ok(page(rows, small, drill))
}

/// The files of flows of tickets created up to a day.
fn files(loaded: &Loaded, last: Option<NaiveDate>) -> Vec<PathBuf> {
    created_by(loaded, last)
        .filter_map(|files| files.flows.as_ref())
        .map(|file| loaded.folder.join(&file.name))
        .collect()
}

fn read(loaded: &Loaded, files: Vec<PathBuf>, holds: Expr) -> Result<Vec<DrilledTicket>, AnalystError> {
    if files.is_empty() {
        return Ok(Vec::new());
    }
    let query = scan(&files)?.filter(holds).select(COLUMNS.map(col));
    let frame = collect(query, &loaded.folder)?;
    let reading = Reading::new(&frame, &loaded.folder);
    let tickets = reading.all_ints("ticket_id")?;
    let days = reading.all_days("day")?;
    let squads = reading.all_words("squad", |word| SquadId::new(word).ok())?;
    let reasons = reading.all_words("reason", FlowReason::from_word)?;
    let types = reading.words("maintenance_type", |word| word.parse().ok())?;
    let created = reading.all_days("created_day")?;
    let row = |(place, squad)| DrilledTicket {
        ticket: TicketId(tickets[place]),
        squad,
        day: days[place],
        reason: reasons[place],
        maintenance_type: types[place],
        created: created[place],
    };
    Ok(squads.into_iter().enumerate().map(row).collect())
}

#[expect(clippy::cast_precision_loss, reason = "counts of tickets are far below 2^53")]
fn page(rows: Vec<DrilledTicket>, small: usize, drill: &Drill) -> Drilled {
    let count = rows.len();
    let rows: Vec<DrilledTicket> = rows.into_iter().skip(drill.after).take(drill.limit).collect();
    let shown = drill.after + rows.len();
    Drilled {
        total: (count + small) as f64,
        count,
        too_small: TooSmall {
            rows: small,
            total: small as f64,
        },
        next: (shown < count && drill.limit > 0).then_some(shown),
        rows: DrilledRows::Tickets(rows),
    }
}
