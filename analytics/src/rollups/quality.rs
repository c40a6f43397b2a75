//! What is missing or odd, counted by source, squad and day (section 12 of the book).
//!
//! Rows without a squad count the source as a whole: a worklog split between two squads is one there and one in
//! each squad, so totals never come from adding slices that overlap.

use super::{OfSquad, Rollup};
use crate::frame::{Columns, Reading};
use crate::symbols::{Symbol, Symbols};
use chrono::NaiveDate;
use model::analyst::{AnalystError, QualityCheck};
use polars::prelude::DataFrame;
use std::collections::HashMap;

/// What is counted: everything there is, or what a check found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Counted {
    /// All worklogs.
    Worklogs,
    /// All tickets.
    Tickets,
    /// What a check found.
    Found(QualityCheck),
}

impl Counted {
    fn word(self) -> &'static str {
        match self {
            Self::Worklogs => "worklogs",
            Self::Tickets => "tickets",
            Self::Found(check) => check.word(),
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        match word {
            "worklogs" => Some(Self::Worklogs),
            "tickets" => Some(Self::Tickets),
            check => QualityCheck::from_word(check).map(Self::Found),
        }
    }
}

/// What is counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct QualityKey {
    /// None for the source as a whole.
    pub(crate) squad: Option<Symbol>,
    pub(crate) source: Symbol,
    pub(crate) counted: Counted,
    /// The day of the work or of the ticket's creation.
    pub(crate) day: NaiveDate,
}

/// How many, and the time they hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct QualityCount {
    pub(crate) key: QualityKey,
    pub(crate) found: i64,
    pub(crate) micros: i64,
}

/// Counts while they are being added up.
pub(crate) type QualitySums = HashMap<QualityKey, (i64, i64)>;

/// Counts as rows, in the order of keys.
pub(crate) fn rows(sums: QualitySums) -> Vec<QualityCount> {
    let row = |(key, (found, micros))| QualityCount { key, found, micros };
    let mut rows: Vec<QualityCount> = sums.into_iter().map(row).collect();
    rows.sort_unstable_by_key(|row| row.key);
    rows
}

impl OfSquad for QualityCount {
    fn squad(&self) -> Option<Symbol> {
        self.key.squad
    }
}

impl Rollup for QualityCount {
    fn frame(rows: &[Self], symbols: &Symbols) -> Result<DataFrame, AnalystError> {
        let mut columns = Columns::default();
        let keys = || rows.iter().map(|row| row.key);
        columns.symbols("squad", symbols, keys().map(|key| key.squad));
        columns.symbols("source", symbols, keys().map(|key| Some(key.source)));
        columns.text("counted", keys().map(|key| Some(key.counted.word())));
        columns.days("day", keys().map(|key| Some(key.day)));
        columns.ints("found", rows.iter().map(|row| Some(row.found)));
        columns.ints("micros", rows.iter().map(|row| Some(row.micros)));
        columns.frame()
    }

    fn rows(reading: &Reading<'_>, symbols: &Symbols) -> Result<Vec<Self>, AnalystError> {
        let squads = reading.symbols("squad", symbols)?;
        let sources = reading.all_symbols("source", symbols)?;
        let counted = reading.all_words("counted", Counted::from_word)?;
        let days = reading.all_days("day")?;
        let found = reading.all_ints("found")?;
        let micros = reading.all_ints("micros")?;
        let row = |place: usize| Self {
            key: QualityKey {
                squad: squads[place],
                source: sources[place],
                counted: counted[place],
                day: days[place],
            },
            found: found[place],
            micros: micros[place],
        };
        Ok((0..squads.len()).map(row).collect())
    }
}
