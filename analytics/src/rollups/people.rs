//! Who logged time in which squad and week: people are counted by id, never by adding counts.

use super::{OfSquad, Rollup};
use crate::frame::{Columns, Reading};
use crate::symbols::{Symbol, Symbols};
use model::analyst::AnalystError;
use model::ids::PersonId;
use model::time::{Month, Week};
use polars::prelude::DataFrame;
use std::collections::HashMap;

/// Somebody who logged time in a squad, week and month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct PeopleKey {
    pub(crate) squad: Symbol,
    pub(crate) week: Week,
    pub(crate) month: Month,
    pub(crate) source: Symbol,
    /// None for a ticket without one, and in rows that hold all projects.
    pub(crate) project: Option<Symbol>,
    pub(crate) person: PersonId,
    /// Whether they had a place in a squad on the days they logged.
    pub(crate) has_place: bool,
}

/// How much they logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PeopleRow {
    pub(crate) key: PeopleKey,
    /// Millionths of a second.
    pub(crate) micros: i64,
}

/// Rows while they are being added up.
pub(crate) type PeopleSums = HashMap<PeopleKey, i64>;

/// Sums as rows, in the order of keys.
pub(crate) fn rows(sums: PeopleSums) -> Vec<PeopleRow> {
    let mut rows: Vec<PeopleRow> = sums
        .into_iter()
        .map(|(key, micros)| PeopleRow { key, micros })
        .collect();
    rows.sort_unstable_by_key(|row| row.key);
    rows
}

/// The same people without the project.
pub(crate) fn of_all_projects(rows: &[PeopleRow]) -> Vec<PeopleRow> {
    let mut sums = PeopleSums::new();
    for row in rows {
        let key = PeopleKey {
            project: None,
            ..row.key
        };
        *sums.entry(key).or_default() += row.micros;
    }
    self::rows(sums)
}

impl OfSquad for PeopleRow {
    fn squad(&self) -> Option<Symbol> {
        Some(self.key.squad)
    }
}

impl Rollup for PeopleRow {
    fn frame(rows: &[Self], symbols: &Symbols) -> Result<DataFrame, AnalystError> {
        let mut columns = Columns::default();
        let keys = || rows.iter().map(|row| row.key);
        columns.symbols("squad", symbols, keys().map(|key| Some(key.squad)));
        columns.days("week", keys().map(|key| Some(key.week.monday())));
        columns.days("month", keys().map(|key| Some(key.month.first_day())));
        columns.symbols("source", symbols, keys().map(|key| Some(key.source)));
        columns.symbols("project", symbols, keys().map(|key| key.project));
        columns.ints("person_id", keys().map(|key| Some(key.person.0)));
        columns.flags("has_place", keys().map(|key| Some(key.has_place)));
        columns.ints("micros", rows.iter().map(|row| Some(row.micros)));
        columns.frame()
    }

    fn rows(reading: &Reading<'_>, symbols: &Symbols) -> Result<Vec<Self>, AnalystError> {
        let squads = reading.all_symbols("squad", symbols)?;
        let weeks = reading.all_days("week")?;
        let months = reading.all_days("month")?;
        let sources = reading.all_symbols("source", symbols)?;
        let projects = reading.symbols("project", symbols)?;
        let people = reading.all_ints("person_id")?;
        let places = reading.all_flags("has_place")?;
        let micros = reading.all_ints("micros")?;
        let row = |place: usize| Self {
            key: PeopleKey {
                squad: squads[place],
                week: Week::of(weeks[place]),
                month: Month::of(months[place]),
                source: sources[place],
                project: projects[place],
                person: PersonId(people[place]),
                has_place: places[place],
            },
            micros: micros[place],
        };
        Ok((0..squads.len()).map(row).collect())
    }
}
