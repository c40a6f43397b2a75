//! The finished maintenance tickets behind figures of routing, oldest finish first.

use super::{Scope, created_by};
use crate::facts::routes::{SEPARATOR, column_of};
use crate::frame::{Reading, collect, scan};
use crate::warehouse::Loaded;
use model::analyst::{AnalystError, Drilled, DrilledRoute, DrilledRows, TooSmall};
use model::ids::{SquadId, TicketId};
use model::query::{Dimension, Drill, DrillInto};
use polars::prelude::{Expr, col, lit};
use std::path::PathBuf;

/// The columns of a row.
const COLUMNS: [&str; 10] = [
    "ticket_id",
    "finished_day",
    "created_day",
    "first_squad",
    "right_squad",
    "hops",
    "ping_pong",
    "triage_days",
    "right_days",
    "detour_days",
];

/// The tickets that were finished, misrouted, or had by another squad first. The filter's squads and tribe are those
/// of the first owners.
#[expect(clippy::cast_precision_loss, reason = "counts of tickets are far below 2^53")]
pub(super) fn drill(loaded: &Loaded, scope: &Scope, drill: &Drill) -> Result<Drilled, AnalystError> {
    let mut rows = read(loaded, files(loaded, scope), holds(scope, drill), drill)?;
    rows.sort_by_key(|row| (row.finished, row.ticket));
    let count = rows.len();
    let rows: Vec<DrilledRoute> = rows.into_iter().skip(drill.after).take(drill.limit).collect();
    let shown = drill.after + rows.len();
    Ok(Drilled {
        total: count as f64,
        count,
        too_small: TooSmall::default(),
        next: (shown < count && drill.limit > 0).then_some(shown),
        rows: DrilledRows::Routes(rows),
    })
}

fn holds(scope: &Scope, drill: &Drill) -> Expr {
    let mut holds = scope.of_whom("first_squad").and(scope.on_days("finished_day"));
    for (column, squad) in [
        ("first_squad", &drill.way.first),
        ("right_squad", &drill.way.right),
    ] {
        if let Some(squad) = squad {
            holds = holds.and(col(column).eq(lit(squad.as_str())));
        }
    }
    match drill.into {
        DrillInto::Misrouted => holds.and(col("hops").gt(lit(0_i64))),
        DrillInto::Detours => holds.and(col("first_squad").neq(col("right_squad"))),
        _ => holds,
    }
}

/// The files of tickets created up to the last day: none is finished before.
fn files(loaded: &Loaded, scope: &Scope) -> Vec<PathBuf> {
    created_by(loaded, scope.last)
        .filter_map(|files| files.routes.as_ref())
        .map(|file| loaded.folder.join(&file.name))
        .collect()
}

fn read(
    loaded: &Loaded,
    files: Vec<PathBuf>,
    holds: Expr,
    drill: &Drill,
) -> Result<Vec<DrilledRoute>, AnalystError> {
    if files.is_empty() {
        return Ok(Vec::new());
    }
    let had = Dimension::ALL.map(column_of);
    let columns: Vec<Expr> = COLUMNS.into_iter().chain(had).map(col).collect();
    let frame = collect(scan(&files)?.filter(holds).select(columns), &loaded.folder)?;
    let reading = Reading::new(&frame, &loaded.folder);
    let tickets = reading.all_ints("ticket_id")?;
    let finished = reading.all_days("finished_day")?;
    let created = reading.all_days("created_day")?;
    let first = reading.all_words("first_squad", |word| SquadId::new(word).ok())?;
    let right = reading.all_words("right_squad", |word| SquadId::new(word).ok())?;
    let hops = reading.all_ints("hops")?;
    let ping_pong = reading.all_flags("ping_pong")?;
    let triage = reading.all_ints("triage_days")?;
    let right_days = reading.all_ints("right_days")?;
    let detour = reading.all_ints("detour_days")?;
    let having = having(&reading, drill, tickets.len())?;
    let row = |place: usize| DrilledRoute {
        ticket: TicketId(tickets[place]),
        finished: finished[place],
        created: created[place],
        first: first[place].clone(),
        right: right[place].clone(),
        hops: hops[place],
        ping_pong: ping_pong[place],
        triage_days: triage[place],
        right_days: right_days[place],
        detour_days: detour[place],
    };
    Ok((0..tickets.len())
        .filter(|place| having[*place])
        .map(row)
        .collect())
}

/// Which rows had the value that is asked for when they were created.
fn having(reading: &Reading<'_>, drill: &Drill, rows: usize) -> Result<Vec<bool>, AnalystError> {
    let Some((dimension, value)) = &drill.way.having else {
        return Ok(vec![true; rows]);
    };
    let holds = |text: &str| Some(text.split(SEPARATOR).any(|one| one == value));
    let words = reading.words(column_of(*dimension), holds)?;
    Ok(words.into_iter().map(Option::unwrap_or_default).collect())
}
