//! Initiatives: all of them in one small file, as they are now. Days are those of the organisation.

use crate::frame::{Columns, Reading};
use crate::rollups::{OfSquad, Rollup};
use crate::symbols::{Symbol, Symbols};
use chrono::NaiveDate;
use model::analyst::AnalystError;
use model::ids::SourceId;
use model::records::InitiativeRecord;
use model::rules::Rules;
use polars::prelude::DataFrame;

/// What a squad promised, as far as figures need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct InitiativeRow {
    pub(crate) source: Symbol,
    pub(crate) key: Symbol,
    pub(crate) name: String,
    pub(crate) squad: Option<Symbol>,
    pub(crate) project: Option<Symbol>,
    pub(crate) due: Option<NaiveDate>,
    pub(crate) delivered: Option<NaiveDate>,
    pub(crate) dropped: Option<NaiveDate>,
    /// Estimated work, in seconds.
    pub(crate) effort: Option<i64>,
}

impl InitiativeRow {
    /// Whether it still has to be delivered.
    pub(crate) fn is_open(&self) -> bool {
        self.delivered.is_none() && self.dropped.is_none()
    }
}

/// Records as rows.
pub(crate) fn rows(
    initiatives: &[(SourceId, InitiativeRecord)],
    rules: &Rules,
    symbols: &Symbols,
) -> Vec<InitiativeRow> {
    let row = |(source, record): &(SourceId, InitiativeRecord)| InitiativeRow {
        source: symbols.intern(source.as_str()),
        key: symbols.intern(&record.key),
        name: record.name.clone(),
        squad: record.squad.as_ref().map(|squad| symbols.intern(squad.as_str())),
        project: record.project.as_deref().map(|project| symbols.intern(project)),
        due: record.due_date,
        delivered: record.delivered_at.map(|at| rules.day_of(at)),
        dropped: record.dropped_at.map(|at| rules.day_of(at)),
        effort: record.effort.map(|effort| effort.0),
    };
    let mut rows: Vec<InitiativeRow> = initiatives.iter().map(row).collect();
    rows.sort_by_key(|row| row.squad);
    rows
}

impl OfSquad for InitiativeRow {
    fn squad(&self) -> Option<Symbol> {
        self.squad
    }
}

impl Rollup for InitiativeRow {
    fn frame(rows: &[Self], symbols: &Symbols) -> Result<DataFrame, AnalystError> {
        let mut columns = Columns::default();
        columns.symbols("source", symbols, rows.iter().map(|row| Some(row.source)));
        columns.symbols("key", symbols, rows.iter().map(|row| Some(row.key)));
        columns.text("name", rows.iter().map(|row| Some(row.name.as_str())));
        columns.symbols("squad", symbols, rows.iter().map(|row| row.squad));
        columns.symbols("project", symbols, rows.iter().map(|row| row.project));
        columns.days("due_day", rows.iter().map(|row| row.due));
        columns.days("delivered_day", rows.iter().map(|row| row.delivered));
        columns.days("dropped_day", rows.iter().map(|row| row.dropped));
        columns.ints("effort_seconds", rows.iter().map(|row| row.effort));
        columns.frame()
    }

    fn rows(reading: &Reading<'_>, symbols: &Symbols) -> Result<Vec<Self>, AnalystError> {
        let sources = reading.all_symbols("source", symbols)?;
        let keys = reading.all_symbols("key", symbols)?;
        let names = reading.all_words("name", |name| Some(name.to_owned()))?;
        let squads = reading.symbols("squad", symbols)?;
        let projects = reading.symbols("project", symbols)?;
        let due = reading.days("due_day")?;
        let delivered = reading.days("delivered_day")?;
        let dropped = reading.days("dropped_day")?;
        let efforts = reading.ints("effort_seconds")?;
        let row = |(place, name)| Self {
            source: sources[place],
            key: keys[place],
            name,
            squad: squads[place],
            project: projects[place],
            due: due[place],
            delivered: delivered[place],
            dropped: dropped[place],
            effort: efforts[place],
        };
        Ok(names.into_iter().enumerate().map(row).collect())
    }
}
