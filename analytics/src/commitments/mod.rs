//! What is left of what squads promised, ticket by ticket, from the facts: what the forward load adds up, and what a
//! reader sees who opens it.
//!
//! The tickets of an initiative are those that name its key: the initiative of the ticket's own source, else that of
//! the first source by name. What was logged on them is read from all months of worklogs, so the rows are remembered
//! for a snapshot.

mod left;

use crate::facts::initiatives::InitiativeRow;
use crate::frame::{Reading, collect, scan};
use crate::symbols::{Symbol, Symbols};
use crate::warehouse::Loaded;
use chrono::NaiveDate;
use left::{Part, Whole, left};
use model::analyst::{AnalystError, LeftBy};
use model::classify::Category;
use model::ids::SquadId;
use model::stage::Stage;
use model::time::Micros;
use polars::prelude::{IntoSeries, NamedFrom, Series, col, lit};
use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// What is left of one ticket of an initiative that is open, or of the initiative as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Commitment {
    pub(crate) initiative: Symbol,
    pub(crate) source: Symbol,
    pub(crate) name: String,
    pub(crate) due: NaiveDate,
    /// None for the initiative as a whole.
    pub(crate) ticket: Option<i64>,
    pub(crate) squad: Symbol,
    pub(crate) project: Option<Symbol>,
    pub(crate) left: Micros,
    pub(crate) by: LeftBy,
}

/// Commitments of a snapshot by the last day they are due, remembered.
#[derive(Debug, Default)]
pub(crate) struct Remembered(Mutex<HashMap<NaiveDate, Arc<Vec<Commitment>>>>);

/// What is left of every open initiative that is due on a day or before, by due day, initiative and ticket.
pub(crate) fn due_by(
    loaded: &Loaded,
    symbols: &Symbols,
    last: NaiveDate,
) -> Result<Arc<Vec<Commitment>>, AnalystError> {
    let known = || {
        loaded
            .commitments
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    };
    if let Some(rows) = known().get(&last) {
        return Ok(Arc::clone(rows));
    }
    let rows = Arc::new(read(loaded, symbols, last)?);
    known().insert(last, Arc::clone(&rows));
    Ok(rows)
}

fn read(loaded: &Loaded, symbols: &Symbols, last: NaiveDate) -> Result<Vec<Commitment>, AnalystError> {
    let is_due = |row: &&InitiativeRow| row.is_open() && row.due.is_some_and(|due| due <= last);
    let due: Vec<&InitiativeRow> = loaded.parts.initiatives.iter().filter(is_due).collect();
    if due.is_empty() {
        return Ok(Vec::new());
    }
    let mut parts = parts(loaded, symbols, &due)?;
    let tickets: Vec<i64> = parts.values().flatten().map(|part| part.ticket).collect();
    let logged = logged(loaded, &tickets)?;
    for part in parts.values_mut().flatten() {
        part.logged = logged.get(&part.ticket).copied().unwrap_or_default();
    }
    let nobody = symbols.intern(SquadId::unattributed().as_str());
    let mut rows = Vec::new();
    for (place, initiative) in due.into_iter().enumerate() {
        let whole = Whole {
            squad: initiative.squad.unwrap_or(nobody),
            project: initiative.project,
            effort: initiative.effort,
        };
        let parts = parts.get(&place).map_or(&[][..], Vec::as_slice);
        rows.extend(left(whole, parts).into_iter().map(|row| Commitment {
            initiative: initiative.key,
            source: initiative.source,
            name: initiative.name.clone(),
            due: initiative.due.unwrap_or(last),
            ticket: row.ticket,
            squad: row.squad,
            project: row.project,
            left: row.left,
            by: row.by,
        }));
    }
    let words = |row: &Commitment| (symbols.name(row.initiative), symbols.name(row.source));
    rows.sort_by_cached_key(|row| (row.due, words(row), row.ticket.is_none(), row.ticket));
    Ok(rows)
}

/// The tickets of initiatives but for maintenance, by the initiative's place in the list; nothing is known yet of
/// what was logged.
fn parts(
    loaded: &Loaded,
    symbols: &Symbols,
    due: &[&InitiativeRow],
) -> Result<HashMap<usize, Vec<Part>>, AnalystError> {
    let files: Vec<PathBuf> = (loaded.manifest.tickets.values())
        .map(|files| loaded.folder.join(&files.facts.name))
        .collect();
    if files.is_empty() {
        return Ok(HashMap::new());
    }
    let keys: HashSet<Arc<str>> = due.iter().map(|row| symbols.name(row.key)).collect();
    let keys: Vec<String> = keys.into_iter().map(|key| key.to_string()).collect();
    let keys = Series::new("keys".into(), keys.as_slice()).into_series();
    let query = scan(&files)?
        .filter(col("initiative").is_in(lit(keys).implode(false), false))
        .filter(col("category").neq(lit(Category::Maintenance.word())))
        .select(COLUMNS.map(col));
    let frame = collect(query, &loaded.folder)?;
    let reading = Reading::new(&frame, &loaded.folder);
    let tickets = reading.all_ints("ticket_id")?;
    let above = reading.ints("parent_id")?;
    let sources = reading.all_symbols("source", symbols)?;
    let projects = reading.symbols("project", symbols)?;
    let squads = reading.all_symbols("squad", symbols)?;
    let stages: Vec<Stage> = reading.all_words("stage", |word| word.parse().ok())?;
    let estimates = reading.ints("estimate_seconds")?;
    let remaining = reading.ints("remaining_seconds")?;
    let initiatives = reading.all_symbols("initiative", symbols)?;
    let mut parts: HashMap<usize, Vec<Part>> = HashMap::new();
    for at in 0..tickets.len() {
        let part = Part {
            ticket: tickets[at],
            parent: above[at],
            squad: squads[at],
            project: projects[at],
            is_open: stages[at].is_open(),
            estimate: estimates[at],
            remaining: remaining[at],
            logged: Micros::ZERO,
        };
        if let Some(place) = initiative_of(loaded, symbols, due, initiatives[at], sources[at]) {
            parts.entry(place).or_default().push(part);
        }
    }
    Ok(parts)
}

/// The columns of a ticket.
const COLUMNS: [&str; 9] = [
    "ticket_id",
    "parent_id",
    "source",
    "project",
    "squad",
    "stage",
    "estimate_seconds",
    "remaining_seconds",
    "initiative",
];

/// The place of the initiative that a ticket means by a key, if it is in the list.
fn initiative_of(
    loaded: &Loaded,
    symbols: &Symbols,
    due: &[&InitiativeRow],
    key: Symbol,
    source: Symbol,
) -> Option<usize> {
    let of_key = loaded.parts.initiatives.iter().filter(|row| row.key == key);
    let meant = of_key.min_by_key(|row| (row.source != source, symbols.name(row.source)))?;
    due.iter()
        .position(|row| (row.key, row.source) == (meant.key, meant.source))
}

/// What was logged on tickets, by whomever, ever.
fn logged(loaded: &Loaded, tickets: &[i64]) -> Result<HashMap<i64, Micros>, AnalystError> {
    let files: Vec<PathBuf> = (loaded.manifest.worklogs.values())
        .map(|files| loaded.folder.join(&files.facts.name))
        .collect();
    if files.is_empty() || tickets.is_empty() {
        return Ok(HashMap::new());
    }
    let wanted = Series::new("tickets".into(), tickets).into_series();
    let sums = scan(&files)?
        .filter(col("ticket_id").is_in(lit(wanted).implode(false), false))
        .group_by([col("ticket_id")])
        .agg([col("micros").sum()]);
    let frame = collect(sums, &loaded.folder)?;
    let reading = Reading::new(&frame, &loaded.folder);
    let tickets = reading.all_ints("ticket_id")?;
    let micros = reading.all_ints("micros")?;
    Ok(tickets.into_iter().zip(micros.into_iter().map(Micros)).collect())
}
