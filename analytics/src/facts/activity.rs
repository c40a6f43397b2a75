//! Active runs: on which days somebody had a ticket in `active`, and what it was then. A file beside each month of
//! tickets; read when a figure is first asked for by activity.

use crate::frame::{Columns, Reading};
use crate::rollups::{OfSquad, Rollup};
use crate::symbols::{Symbol, Symbols};
use chrono::NaiveDate;
use model::analyst::AnalystError;
use model::classify::{Category, MaintenanceType};
use model::ids::PersonId;
use polars::prelude::DataFrame;

/// A run of days of somebody on a ticket (`model::activity::ActiveRun`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ActiveRow {
    pub(crate) ticket: i64,
    pub(crate) person: PersonId,
    pub(crate) first: NaiveDate,
    /// None while it lasts.
    pub(crate) last: Option<NaiveDate>,
    /// Whose the ticket was.
    pub(crate) squad: Symbol,
    pub(crate) category: Category,
    pub(crate) maintenance_type: Option<MaintenanceType>,
    pub(crate) source: Symbol,
    pub(crate) project: Option<Symbol>,
}

impl OfSquad for ActiveRow {
    fn squad(&self) -> Option<Symbol> {
        Some(self.squad)
    }
}

impl Rollup for ActiveRow {
    fn frame(rows: &[Self], symbols: &Symbols) -> Result<DataFrame, AnalystError> {
        let mut columns = Columns::default();
        columns.ints("ticket_id", rows.iter().map(|row| Some(row.ticket)));
        columns.ints("person_id", rows.iter().map(|row| Some(row.person.0)));
        columns.days("first_day", rows.iter().map(|row| Some(row.first)));
        columns.days("last_day", rows.iter().map(|row| row.last));
        columns.symbols("squad", symbols, rows.iter().map(|row| Some(row.squad)));
        columns.text("category", rows.iter().map(|row| Some(row.category.word())));
        columns.text(
            "maintenance_type",
            rows.iter()
                .map(|row| row.maintenance_type.map(MaintenanceType::word)),
        );
        columns.symbols("source", symbols, rows.iter().map(|row| Some(row.source)));
        columns.symbols("project", symbols, rows.iter().map(|row| row.project));
        columns.frame()
    }

    fn rows(reading: &Reading<'_>, symbols: &Symbols) -> Result<Vec<Self>, AnalystError> {
        let tickets = reading.all_ints("ticket_id")?;
        let people = reading.all_ints("person_id")?;
        let first = reading.all_days("first_day")?;
        let last = reading.days("last_day")?;
        let squads = reading.all_symbols("squad", symbols)?;
        let categories = reading.all_words("category", |word| word.parse().ok())?;
        let types = reading.words("maintenance_type", |word| word.parse().ok())?;
        let sources = reading.all_symbols("source", symbols)?;
        let projects = reading.symbols("project", symbols)?;
        let row = |place: usize| Self {
            ticket: tickets[place],
            person: PersonId(people[place]),
            first: first[place],
            last: last[place],
            squad: squads[place],
            category: categories[place],
            maintenance_type: types[place],
            source: sources[place],
            project: projects[place],
        };
        Ok((0..tickets.len()).map(row).collect())
    }
}
