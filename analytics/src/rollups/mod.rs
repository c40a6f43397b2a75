//! Rollups: sums and counts that can be added (DESIGN, "the way of the data"). A file of each kind beside each
//! month's facts, rewritten only with them; in memory as plain rows, sorted by squad.
//!
//! Adding the rows of all months gives the whole: that is what makes a refresh cost what changed. Percentiles come
//! from exact histograms (a flow row carries its ticket's day of creation), people from rows of (week, person).

pub(crate) mod capacity;
pub(crate) mod flows;
pub(crate) mod hours;
mod parts;
pub(crate) mod people;
pub(crate) mod quality;
pub(crate) mod route_values;
pub(crate) mod routes;

pub(crate) use parts::{Parts, TicketPart, WorklogPart};

use crate::frame::{self, Reading};
use crate::symbols::{Symbol, Symbols};
use model::analyst::AnalystError;
use polars::prelude::DataFrame;
use std::path::Path;

/// A row that adds to a squad, in whose order rows are kept.
pub(crate) trait OfSquad {
    /// The squad; none where a row is of a source as a whole.
    fn squad(&self) -> Option<Symbol>;
}

/// A kind of rollup row that has files.
pub(crate) trait Rollup: OfSquad + Sized {
    /// Rows as columns.
    fn frame(rows: &[Self], symbols: &Symbols) -> Result<DataFrame, AnalystError>;

    /// Columns as rows.
    fn rows(reading: &Reading<'_>, symbols: &Symbols) -> Result<Vec<Self>, AnalystError>;
}

/// Writes rows as a file; returns its size in bytes.
pub(crate) fn write<R: Rollup>(path: &Path, rows: &[R], symbols: &Symbols) -> Result<u64, AnalystError> {
    let (_, bytes) = frame::write(path, &R::frame(rows, symbols)?)?;
    Ok(bytes)
}

/// Reads the rows of a file, in the order of squads.
pub(crate) fn read<R: Rollup>(path: &Path, symbols: &Symbols) -> Result<Vec<R>, AnalystError> {
    let frame = frame::read(path)?;
    let mut rows = R::rows(&Reading::new(&frame, path), symbols)?;
    rows.sort_by_key(OfSquad::squad);
    Ok(rows)
}

/// The rows of one squad (or of none), of rows in the order of squads.
pub(crate) fn of_squad<R: OfSquad>(rows: &[R], squad: Option<Symbol>) -> &[R] {
    let from = rows.partition_point(|row| row.squad() < squad);
    let len = rows[from..].partition_point(|row| row.squad() == squad);
    &rows[from..from + len]
}

/// The squads in rows that are in their order, each once.
pub(crate) fn squads_in<R: OfSquad>(rows: &[R]) -> impl Iterator<Item = Symbol> + '_ {
    rows.chunk_by(|a, b| a.squad() == b.squad())
        .filter_map(|rows| rows[0].squad())
}
