//! Finished maintenance tickets by what they had when they were created (project, component, label, reporter group),
//! who finished them, and who had them first. A ticket with three labels is in three rows: these are for rates of one
//! value, not for totals over values.

use super::{OfSquad, Rollup};
use crate::frame::{Columns, Reading};
use crate::symbols::{Symbol, Symbols};
use chrono::NaiveDate;
use model::analyst::AnalystError;
use model::query::Dimension;
use polars::prelude::DataFrame;
use std::collections::HashMap;

/// What values are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ValueKey {
    /// The squad that finished the ticket.
    pub(crate) right: Symbol,
    /// The squad that had it first.
    pub(crate) first: Symbol,
    /// The day it was finished.
    pub(crate) day: NaiveDate,
    /// Its project now, as filters mean it.
    pub(crate) project: Option<Symbol>,
    pub(crate) dimension: Dimension,
    pub(crate) value: Symbol,
    /// Days from the first owner to the right squad.
    pub(crate) detour_days: i64,
}

/// How many tickets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ValueCount {
    pub(crate) key: ValueKey,
    pub(crate) tickets: i64,
}

/// Values while they are being counted.
pub(crate) type ValueSums = HashMap<ValueKey, i64>;

/// Counts as rows, in the order of keys.
pub(crate) fn rows(sums: ValueSums) -> Vec<ValueCount> {
    let row = |(key, tickets)| ValueCount { key, tickets };
    let mut rows: Vec<ValueCount> = sums.into_iter().map(row).collect();
    rows.sort_unstable_by_key(|row| row.key);
    rows
}

impl OfSquad for ValueCount {
    fn squad(&self) -> Option<Symbol> {
        Some(self.key.right)
    }
}

impl Rollup for ValueCount {
    fn frame(rows: &[Self], symbols: &Symbols) -> Result<DataFrame, AnalystError> {
        let mut columns = Columns::default();
        let keys = || rows.iter().map(|row| row.key);
        columns.symbols("right_squad", symbols, keys().map(|key| Some(key.right)));
        columns.symbols("first_squad", symbols, keys().map(|key| Some(key.first)));
        columns.days("finished_day", keys().map(|key| Some(key.day)));
        columns.symbols("project", symbols, keys().map(|key| key.project));
        columns.text("dimension", keys().map(|key| Some(key.dimension.word())));
        columns.symbols("value", symbols, keys().map(|key| Some(key.value)));
        columns.ints("detour_days", keys().map(|key| Some(key.detour_days)));
        columns.ints("tickets", rows.iter().map(|row| Some(row.tickets)));
        columns.frame()
    }

    fn rows(reading: &Reading<'_>, symbols: &Symbols) -> Result<Vec<Self>, AnalystError> {
        let rights = reading.all_symbols("right_squad", symbols)?;
        let firsts = reading.all_symbols("first_squad", symbols)?;
        let days = reading.all_days("finished_day")?;
        let projects = reading.symbols("project", symbols)?;
        let dimensions = reading.all_words("dimension", |word| word.parse().ok())?;
        let values = reading.all_symbols("value", symbols)?;
        let detour = reading.all_ints("detour_days")?;
        let tickets = reading.all_ints("tickets")?;
        let row = |place: usize| Self {
            key: ValueKey {
                right: rights[place],
                first: firsts[place],
                day: days[place],
                project: projects[place],
                dimension: dimensions[place],
                value: values[place],
                detour_days: detour[place],
            },
            tickets: tickets[place],
        };
        Ok((0..rights.len()).map(row).collect())
    }
}
