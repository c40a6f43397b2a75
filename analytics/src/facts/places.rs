//! Who is a member of which squad, and on which days a squad does not work: what whole person-days need to be told
//! apart. Each is one small file for all.

use crate::frame::{Columns, Reading};
use crate::rollups::{OfSquad, Rollup};
use crate::symbols::{Symbol, Symbols};
use chrono::NaiveDate;
use model::analyst::AnalystError;
use model::ids::{PersonId, SquadId};
use model::people::Membership;
use model::records::Allocation;
use polars::prelude::DataFrame;

/// Somebody's place in a squad.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PlaceRow {
    pub(crate) person: PersonId,
    pub(crate) squad: Symbol,
    /// In millionths.
    pub(crate) allocation: u32,
    pub(crate) from: NaiveDate,
    pub(crate) to: Option<NaiveDate>,
}

impl PlaceRow {
    pub(crate) fn of(place: &Membership, symbols: &Symbols) -> Self {
        Self {
            person: place.person,
            squad: symbols.intern(place.squad.as_str()),
            allocation: place.allocation.millionths(),
            from: place.from,
            to: place.to,
        }
    }

    /// The place; none where its squad or allocation is none that could have been written.
    pub(crate) fn membership(&self, symbols: &Symbols) -> Option<Membership> {
        Some(Membership {
            person: self.person,
            squad: SquadId::new(&*symbols.name(self.squad)).ok()?,
            role: None,
            allocation: Allocation::from_millionths(self.allocation)?,
            from: self.from,
            to: self.to,
        })
    }
}

/// A day on which a squad does not work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FreeDay {
    pub(crate) squad: Symbol,
    pub(crate) day: NaiveDate,
}

impl OfSquad for PlaceRow {
    fn squad(&self) -> Option<Symbol> {
        Some(self.squad)
    }
}

impl OfSquad for FreeDay {
    fn squad(&self) -> Option<Symbol> {
        Some(self.squad)
    }
}

impl Rollup for PlaceRow {
    fn frame(rows: &[Self], symbols: &Symbols) -> Result<DataFrame, AnalystError> {
        let mut columns = Columns::default();
        columns.ints("person_id", rows.iter().map(|row| Some(row.person.0)));
        columns.symbols("squad", symbols, rows.iter().map(|row| Some(row.squad)));
        columns.ints(
            "allocation",
            rows.iter().map(|row| Some(i64::from(row.allocation))),
        );
        columns.days("from", rows.iter().map(|row| Some(row.from)));
        columns.days("to", rows.iter().map(|row| row.to));
        columns.frame()
    }

    fn rows(reading: &Reading<'_>, symbols: &Symbols) -> Result<Vec<Self>, AnalystError> {
        let people = reading.all_ints("person_id")?;
        let squads = reading.all_symbols("squad", symbols)?;
        let allocations = reading.all_ints("allocation")?;
        let from = reading.all_days("from")?;
        let to = reading.days("to")?;
        let row = |place: usize| Self {
            person: PersonId(people[place]),
            squad: squads[place],
            allocation: u32::try_from(allocations[place]).unwrap_or_default(),
            from: from[place],
            to: to[place],
        };
        Ok((0..people.len()).map(row).collect())
    }
}

impl Rollup for FreeDay {
    fn frame(rows: &[Self], symbols: &Symbols) -> Result<DataFrame, AnalystError> {
        let mut columns = Columns::default();
        columns.symbols("squad", symbols, rows.iter().map(|row| Some(row.squad)));
        columns.days("day", rows.iter().map(|row| Some(row.day)));
        columns.frame()
    }

    fn rows(reading: &Reading<'_>, symbols: &Symbols) -> Result<Vec<Self>, AnalystError> {
        let squads = reading.all_symbols("squad", symbols)?;
        let days = reading.all_days("day")?;
        let row = |(squad, day)| Self { squad, day };
        Ok(squads.into_iter().zip(days).map(row).collect())
    }
}
