//! Rows of spells under water (section 5 of the book).

use super::Subject;
use super::subject::subject_columns;
use crate::alert::Severity;
use crate::figure::{Cell, Column, Shape, Tabular, Unit, column};
use crate::time::Week;

/// A spell under water.
#[derive(Debug, Clone, PartialEq)]
pub struct SpellRow {
    /// The squad, tribe or organisation.
    pub subject: Subject,
    /// First week over the line.
    pub start: Week,
    /// Last week; none while it lasts.
    pub end: Option<Week>,
    /// Calendar weeks from start to end, or to the last closed week.
    pub weeks: u64,
    /// Highest weekly share, a fraction.
    pub peak: f64,
    /// The week of the highest share.
    pub peak_week: Week,
    /// Mean of the weekly shares, a fraction.
    pub mean: f64,
    /// Σ max(0, `maintenance_h` − R × `logged_h`).
    pub hours_above_line: f64,
    /// Which line it was over.
    pub severity: Severity,
    /// That line, a fraction.
    pub raise: f64,
}

impl Tabular for SpellRow {
    fn columns(shape: Shape) -> Vec<Column> {
        let mut columns = subject_columns(shape);
        columns.extend([
            column("start", Unit::Text),
            column("end", Unit::Text),
            column("weeks", Unit::Weeks),
            column("peak", Unit::Share),
            column("mean", Unit::Share),
            column("hours_above_line", Unit::Hours),
            column("severity", Unit::Text),
            column("raise", Unit::Share),
            column("peak_week", Unit::Text),
        ]);
        columns
    }

    fn cells(&self, _: Shape) -> Vec<Cell> {
        vec![
            Cell::Text(self.subject.key.clone()),
            Cell::Text(self.start.to_string()),
            Cell::text(self.end.map(|end| end.to_string())),
            Cell::Int(self.weeks.cast_signed()),
            Cell::Float(self.peak),
            Cell::Float(self.mean),
            Cell::Float(self.hours_above_line),
            Cell::Text(self.severity.word().to_owned()),
            Cell::Float(self.raise),
            Cell::Text(self.peak_week.to_string()),
        ]
    }
}
