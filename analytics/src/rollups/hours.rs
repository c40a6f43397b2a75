//! Hours by squad, week, month, source, project, category and maintenance type.
//!
//! A week that crosses two months has a row in each month's file: rows carry week *and* month, so that weeks and
//! months are both sums.

use super::{OfSquad, Rollup};
use crate::frame::{Columns, Reading};
use crate::symbols::{Symbol, Symbols};
use model::analyst::AnalystError;
use model::classify::{Category, MaintenanceType};
use model::time::{Month, Week};
use polars::prelude::DataFrame;
use std::collections::HashMap;

/// What hours are added up by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct HoursKey {
    pub(crate) squad: Symbol,
    pub(crate) week: Week,
    pub(crate) month: Month,
    pub(crate) source: Symbol,
    /// None for a ticket without one, and in rows that hold all projects.
    pub(crate) project: Option<Symbol>,
    pub(crate) category: Category,
    pub(crate) maintenance_type: Option<MaintenanceType>,
}

/// Hours of one key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct HoursRow {
    pub(crate) key: HoursKey,
    /// Millionths of a second.
    pub(crate) micros: i64,
    /// Rows of facts: a worklog split between squads is one in each.
    pub(crate) worklogs: i64,
}

/// Hours while they are being added up.
pub(crate) type HoursSums = HashMap<HoursKey, (i64, i64)>;

/// Sums as rows, in the order of keys.
pub(crate) fn rows(sums: HoursSums) -> Vec<HoursRow> {
    let row = |(key, (micros, worklogs))| HoursRow {
        key,
        micros,
        worklogs,
    };
    let mut rows: Vec<HoursRow> = sums.into_iter().map(row).collect();
    rows.sort_unstable_by_key(|row| row.key);
    rows
}

/// The same hours without the project.
pub(crate) fn of_all_projects(rows: &[HoursRow]) -> Vec<HoursRow> {
    let mut sums = HoursSums::new();
    for row in rows {
        let key = HoursKey {
            project: None,
            ..row.key
        };
        let sum = sums.entry(key).or_default();
        sum.0 += row.micros;
        sum.1 += row.worklogs;
    }
    self::rows(sums)
}

impl OfSquad for HoursRow {
    fn squad(&self) -> Option<Symbol> {
        Some(self.key.squad)
    }
}

impl Rollup for HoursRow {
    fn frame(rows: &[Self], symbols: &Symbols) -> Result<DataFrame, AnalystError> {
        let mut columns = Columns::default();
        let keys = || rows.iter().map(|row| row.key);
        columns.symbols("squad", symbols, keys().map(|key| Some(key.squad)));
        columns.days("week", keys().map(|key| Some(key.week.monday())));
        columns.days("month", keys().map(|key| Some(key.month.first_day())));
        columns.symbols("source", symbols, keys().map(|key| Some(key.source)));
        columns.symbols("project", symbols, keys().map(|key| key.project));
        columns.text("category", keys().map(|key| Some(key.category.word())));
        columns.text(
            "maintenance_type",
            keys().map(|key| key.maintenance_type.map(MaintenanceType::word)),
        );
        columns.ints("micros", rows.iter().map(|row| Some(row.micros)));
        columns.ints("worklogs", rows.iter().map(|row| Some(row.worklogs)));
        columns.frame()
    }

    fn rows(reading: &Reading<'_>, symbols: &Symbols) -> Result<Vec<Self>, AnalystError> {
        let squads = reading.all_symbols("squad", symbols)?;
        let weeks = reading.all_days("week")?;
        let months = reading.all_days("month")?;
        let sources = reading.all_symbols("source", symbols)?;
        let projects = reading.symbols("project", symbols)?;
        let categories = reading.all_words("category", |word| word.parse().ok())?;
        let types = reading.words("maintenance_type", |word| word.parse().ok())?;
        let micros = reading.all_ints("micros")?;
        let worklogs = reading.all_ints("worklogs")?;
        let row = |place: usize| Self {
            key: HoursKey {
                squad: squads[place],
                week: Week::of(weeks[place]),
                month: Month::of(months[place]),
                source: sources[place],
                project: projects[place],
                category: categories[place],
                maintenance_type: types[place],
            },
            micros: micros[place],
            worklogs: worklogs[place],
        };
        Ok((0..squads.len()).map(row).collect())
    }
}
