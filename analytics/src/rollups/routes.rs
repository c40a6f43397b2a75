//! Finished maintenance tickets by day, first owner, right squad and how long each step took.
//!
//! Days are kept as they are, so that percentiles are exact. A file holds the tickets *created* in its month.

use super::{OfSquad, Rollup};
use crate::frame::{Columns, Reading};
use crate::symbols::{Symbol, Symbols};
use chrono::NaiveDate;
use model::analyst::AnalystError;
use polars::prelude::DataFrame;
use std::collections::HashMap;

/// What routes are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct RouteKey {
    /// The first owner, for whom the ticket counts.
    pub(crate) first: Symbol,
    /// The squad that finished it.
    pub(crate) right: Symbol,
    /// The day it was finished.
    pub(crate) day: NaiveDate,
    pub(crate) project: Option<Symbol>,
    pub(crate) hops: i64,
    pub(crate) ping_pong: bool,
    /// Days from creation to the end of triage.
    pub(crate) triage_days: i64,
    /// Days from creation to the right squad.
    pub(crate) right_days: i64,
    /// Days from the first owner to the right squad.
    pub(crate) detour_days: i64,
}

/// How many tickets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RouteCount {
    pub(crate) key: RouteKey,
    pub(crate) tickets: i64,
}

/// Routes while they are being counted.
pub(crate) type RouteSums = HashMap<RouteKey, i64>;

/// Counts as rows, in the order of keys.
pub(crate) fn rows(sums: RouteSums) -> Vec<RouteCount> {
    let row = |(key, tickets)| RouteCount { key, tickets };
    let mut rows: Vec<RouteCount> = sums.into_iter().map(row).collect();
    rows.sort_unstable_by_key(|row| row.key);
    rows
}

impl OfSquad for RouteCount {
    fn squad(&self) -> Option<Symbol> {
        Some(self.key.first)
    }
}

impl Rollup for RouteCount {
    fn frame(rows: &[Self], symbols: &Symbols) -> Result<DataFrame, AnalystError> {
        let mut columns = Columns::default();
        let keys = || rows.iter().map(|row| row.key);
        columns.symbols("first_squad", symbols, keys().map(|key| Some(key.first)));
        columns.symbols("right_squad", symbols, keys().map(|key| Some(key.right)));
        columns.days("finished_day", keys().map(|key| Some(key.day)));
        columns.symbols("project", symbols, keys().map(|key| key.project));
        columns.ints("hops", keys().map(|key| Some(key.hops)));
        columns.flags("ping_pong", keys().map(|key| Some(key.ping_pong)));
        columns.ints("triage_days", keys().map(|key| Some(key.triage_days)));
        columns.ints("right_days", keys().map(|key| Some(key.right_days)));
        columns.ints("detour_days", keys().map(|key| Some(key.detour_days)));
        columns.ints("tickets", rows.iter().map(|row| Some(row.tickets)));
        columns.frame()
    }

    fn rows(reading: &Reading<'_>, symbols: &Symbols) -> Result<Vec<Self>, AnalystError> {
        let firsts = reading.all_symbols("first_squad", symbols)?;
        let rights = reading.all_symbols("right_squad", symbols)?;
        let days = reading.all_days("finished_day")?;
        let projects = reading.symbols("project", symbols)?;
        let hops = reading.all_ints("hops")?;
        let ping_pong = reading.all_flags("ping_pong")?;
        let triage = reading.all_ints("triage_days")?;
        let right = reading.all_ints("right_days")?;
        let detour = reading.all_ints("detour_days")?;
        let tickets = reading.all_ints("tickets")?;
        let row = |place: usize| Self {
            key: RouteKey {
                first: firsts[place],
                right: rights[place],
                day: days[place],
                project: projects[place],
                hops: hops[place],
                ping_pong: ping_pong[place],
                triage_days: triage[place],
                right_days: right[place],
                detour_days: detour[place],
            },
            tickets: tickets[place],
        };
        Ok((0..firsts.len()).map(row).collect())
    }
}
