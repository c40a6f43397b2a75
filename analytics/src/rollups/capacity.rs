//! What squads could have worked, by day in the file and by week and month in memory.

use super::{OfSquad, Rollup};
use crate::frame::{Columns, Reading};
use crate::symbols::{Symbol, Symbols};
use chrono::NaiveDate;
use model::analyst::AnalystError;
use model::capacity::DayCapacity;
use model::ids::SquadId;
use model::time::{Month, Week};
use polars::prelude::DataFrame;
use std::collections::BTreeMap;

/// A squad's capacity on a day. There is a row for every day on which it has members, free days too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CapacityDay {
    pub(crate) squad: Symbol,
    pub(crate) day: NaiveDate,
    /// Millionths of a second.
    pub(crate) micros: i64,
    pub(crate) members: i64,
}

/// A squad's capacity in a week's part in a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CapacityRow {
    pub(crate) squad: Symbol,
    pub(crate) week: Week,
    pub(crate) month: Month,
    /// Millionths of a second.
    pub(crate) micros: i64,
}

/// The days of `model::capacity`, in the order of squads.
pub(crate) fn days(
    capacity: &BTreeMap<(SquadId, NaiveDate), DayCapacity>,
    symbols: &Symbols,
) -> Vec<CapacityDay> {
    let mut days: Vec<CapacityDay> = capacity
        .iter()
        .map(|((squad, day), capacity)| CapacityDay {
            squad: symbols.intern(squad.as_str()),
            day: *day,
            micros: capacity.time.0,
            members: i64::from(capacity.members),
        })
        .collect();
    days.sort_unstable_by_key(|row| (row.squad, row.day));
    days
}

/// Adds up days; rows come and go in the order of squads.
pub(crate) fn by_week(days: &[CapacityDay]) -> Vec<CapacityRow> {
    let mut sums: BTreeMap<(Symbol, Week, Month), i64> = BTreeMap::new();
    for day in days.iter().filter(|day| day.members > 0) {
        let at = (day.squad, Week::of(day.day), Month::of(day.day));
        *sums.entry(at).or_default() += day.micros;
    }
    sums.into_iter()
        .map(|((squad, week, month), micros)| CapacityRow {
            squad,
            week,
            month,
            micros,
        })
        .collect()
}

impl OfSquad for CapacityRow {
    fn squad(&self) -> Option<Symbol> {
        Some(self.squad)
    }
}

impl OfSquad for CapacityDay {
    fn squad(&self) -> Option<Symbol> {
        Some(self.squad)
    }
}

impl Rollup for CapacityDay {
    fn frame(rows: &[Self], symbols: &Symbols) -> Result<DataFrame, AnalystError> {
        let mut columns = Columns::default();
        columns.symbols("squad", symbols, rows.iter().map(|row| Some(row.squad)));
        columns.days("day", rows.iter().map(|row| Some(row.day)));
        columns.ints("micros", rows.iter().map(|row| Some(row.micros)));
        columns.ints("members", rows.iter().map(|row| Some(row.members)));
        columns.frame()
    }

    fn rows(reading: &Reading<'_>, symbols: &Symbols) -> Result<Vec<Self>, AnalystError> {
        let squads = reading.all_symbols("squad", symbols)?;
        let days = reading.all_days("day")?;
        let micros = reading.all_ints("micros")?;
        let members = reading.all_ints("members")?;
        let row = |place: usize| Self {
            squad: squads[place],
            day: days[place],
            micros: micros[place],
            members: members[place],
        };
        Ok((0..squads.len()).map(row).collect())
    }
}
