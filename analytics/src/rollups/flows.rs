//! Maintenance tickets that entered and left squads' open stock, by day, reason and day of creation.
//!
//! The day of creation makes ages exact: a backlog is a histogram of days, and a resolution is the distance of two
//! days. A file holds the flows of the tickets *created* in its month, however long their lives.

use super::{OfSquad, Rollup};
use crate::frame::{Columns, Reading};
use crate::symbols::{Symbol, Symbols};
use chrono::NaiveDate;
use model::analyst::AnalystError;
use model::classify::MaintenanceType;
use model::time::{Month, Week};
use model::timeline::FlowReason;
use polars::prelude::DataFrame;
use std::collections::HashMap;

/// What flows are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct FlowKey {
    pub(crate) squad: Symbol,
    pub(crate) day: NaiveDate,
    pub(crate) reason: FlowReason,
    /// Whether it is the ticket's finish.
    pub(crate) is_final: bool,
    pub(crate) maintenance_type: Option<MaintenanceType>,
    pub(crate) source: Symbol,
    pub(crate) project: Option<Symbol>,
    pub(crate) created: NaiveDate,
}

/// How many tickets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FlowCount {
    pub(crate) key: FlowKey,
    pub(crate) tickets: i64,
}

impl FlowCount {
    /// What it does to the stock.
    pub(crate) fn change(&self) -> i64 {
        if self.key.reason.is_arrival() {
            self.tickets
        } else {
            -self.tickets
        }
    }
}

/// Flows of a squad, project and week's part in a month: what most figures need, many times fewer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FlowWeek {
    pub(crate) squad: Symbol,
    pub(crate) project: Option<Symbol>,
    pub(crate) week: Week,
    pub(crate) month: Month,
    /// Tickets by reason, in the order of [`FlowReason::ALL`].
    pub(crate) by_reason: [i64; 8],
}

/// Adds up the days of weeks. Rows come and go in the order of squads.
pub(crate) fn by_week(rows: &[FlowCount]) -> Vec<FlowWeek> {
    let mut sums: HashMap<(Symbol, Option<Symbol>, Week, Month), [i64; 8]> = HashMap::new();
    for FlowCount { key, tickets } in rows {
        let at = (key.squad, key.project, Week::of(key.day), Month::of(key.day));
        sums.entry(at).or_default()[place_of(key.reason)] += tickets;
    }
    let mut weeks: Vec<FlowWeek> = sums
        .into_iter()
        .map(|((squad, project, week, month), by_reason)| FlowWeek {
            squad,
            project,
            week,
            month,
            by_reason,
        })
        .collect();
    weeks.sort_unstable_by_key(|row| (row.squad, row.week, row.month, row.project));
    weeks
}

/// The place of a reason in [`FlowReason::ALL`].
pub(crate) fn place_of(reason: FlowReason) -> usize {
    FlowReason::ALL
        .iter()
        .position(|known| *known == reason)
        .unwrap_or_default()
}

/// Flows while they are being counted.
pub(crate) type FlowSums = HashMap<FlowKey, i64>;

/// Counts as rows, in the order of keys.
pub(crate) fn rows(sums: FlowSums) -> Vec<FlowCount> {
    let mut rows: Vec<FlowCount> = sums
        .into_iter()
        .map(|(key, tickets)| FlowCount { key, tickets })
        .collect();
    rows.sort_unstable_by_key(|row| row.key);
    rows
}

impl OfSquad for FlowWeek {
    fn squad(&self) -> Option<Symbol> {
        Some(self.squad)
    }
}

impl OfSquad for FlowCount {
    fn squad(&self) -> Option<Symbol> {
        Some(self.key.squad)
    }
}

impl Rollup for FlowCount {
    fn frame(rows: &[Self], symbols: &Symbols) -> Result<DataFrame, AnalystError> {
        let mut columns = Columns::default();
        let keys = || rows.iter().map(|row| row.key);
        columns.symbols("squad", symbols, keys().map(|key| Some(key.squad)));
        columns.days("day", keys().map(|key| Some(key.day)));
        columns.text("reason", keys().map(|key| Some(key.reason.word())));
        columns.flags("is_final", keys().map(|key| Some(key.is_final)));
        columns.text(
            "maintenance_type",
            keys().map(|key| key.maintenance_type.map(MaintenanceType::word)),
        );
        columns.symbols("source", symbols, keys().map(|key| Some(key.source)));
        columns.symbols("project", symbols, keys().map(|key| key.project));
        columns.days("created_day", keys().map(|key| Some(key.created)));
        columns.ints("tickets", rows.iter().map(|row| Some(row.tickets)));
        columns.frame()
    }

    fn rows(reading: &Reading<'_>, symbols: &Symbols) -> Result<Vec<Self>, AnalystError> {
        let squads = reading.all_symbols("squad", symbols)?;
        let days = reading.all_days("day")?;
        let reasons = reading.all_words("reason", FlowReason::from_word)?;
        let finals = reading.all_flags("is_final")?;
        let types = reading.words("maintenance_type", |word| word.parse().ok())?;
        let sources = reading.all_symbols("source", symbols)?;
        let projects = reading.symbols("project", symbols)?;
        let created = reading.all_days("created_day")?;
        let tickets = reading.all_ints("tickets")?;
        let row = |place: usize| Self {
            key: FlowKey {
                squad: squads[place],
                day: days[place],
                reason: reasons[place],
                is_final: finals[place],
                maintenance_type: types[place],
                source: sources[place],
                project: projects[place],
                created: created[place],
            },
            tickets: tickets[place],
        };
        Ok((0..squads.len()).map(row).collect())
    }
}
