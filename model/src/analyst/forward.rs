//! Rows of the forward load, and what is left of commitments (section 5 of the book).

use super::Subject;
use super::subject::subject_columns;
use crate::figure::{Cell, Column, Figure, Shape, Tabular, Unit, column};
use crate::ids::{SquadId, TicketId};
use crate::time::{Micros, Week};
use chrono::NaiveDate;

/// Weeks that are looked ahead, the running one among them.
pub const AHEAD_WEEKS: i64 = 4;
/// Closed weeks whose maintenance is expected to go on.
pub const TRAILING_WEEKS: i64 = 8;
/// From which load on a squad has hardly any room left, as a fraction (section 10 of the book).
pub const FORWARD_LINE: f64 = 0.9;

/// What one squad, tribe or the organisation is asked for in the four weeks that start with the running one.
#[derive(Debug, Clone, PartialEq)]
pub struct ForwardRow {
    /// Whom it speaks of.
    pub subject: Subject,
    /// The running week.
    pub first_week: Week,
    /// The last of the four.
    pub last_week: Week,
    /// Hours left of the commitments due in these weeks.
    pub committed_h: Figure,
    /// Four times the mean weekly `maintenance_h` of the last eight closed weeks; none without any hours before.
    pub expected_maintenance_h: Figure,
    /// Hours there will be; none without memberships.
    pub capacity_h: Option<f64>,
    /// Committed and expected hours over capacity.
    pub forward_load: Figure,
    /// Hours left of commitments that were due before these weeks and are still open. Not in the load.
    pub overdue_h: Figure,
    /// Commitments due in these weeks that ask something of the subject.
    pub initiatives: u64,
    /// Their open tickets of which nobody said how much is left, and initiatives of which nobody said anything.
    pub without_estimate: u64,
}

impl Tabular for ForwardRow {
    fn columns(shape: Shape) -> Vec<Column> {
        let mut columns = subject_columns(shape);
        columns.extend([
            column("first_week", Unit::Text),
            column("last_week", Unit::Text),
            column("committed_h", Unit::Hours),
            column("expected_maintenance_h", Unit::Hours),
            column("capacity_h", Unit::Hours),
            column("forward_load", Unit::Share),
            column("overdue_h", Unit::Hours),
            column("initiatives", Unit::Count),
            column("without_estimate", Unit::Count),
        ]);
        columns
    }

    fn cells(&self, _: Shape) -> Vec<Cell> {
        vec![
            Cell::Text(self.subject.key.clone()),
            Cell::Text(self.first_week.to_string()),
            Cell::Text(self.last_week.to_string()),
            Cell::Figure(self.committed_h),
            Cell::Figure(self.expected_maintenance_h),
            Cell::float(self.capacity_h),
            Cell::Figure(self.forward_load),
            Cell::Figure(self.overdue_h),
            Cell::Int(self.initiatives.cast_signed()),
            Cell::Int(self.without_estimate.cast_signed()),
        ]
    }
}

/// How it is known how much is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LeftBy {
    /// The tracker says how much is left.
    Remaining,
    /// The estimate less what was logged.
    Estimate,
    /// The initiative's effort less what was logged on its tickets.
    Effort,
    /// Nobody said anything.
    Unknown,
}

impl LeftBy {
    /// The word of tables.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Remaining => "remaining",
            Self::Estimate => "estimate",
            Self::Effort => "effort",
            Self::Unknown => "unknown",
        }
    }
}

/// What is left of a commitment: of one of its open tickets, or of the initiative as a whole.
#[derive(Debug, Clone, PartialEq)]
pub struct DrilledCommitment {
    /// The initiative's key.
    pub initiative: String,
    /// Its name.
    pub name: String,
    /// Its promised day, as it is now.
    pub due: NaiveDate,
    /// The ticket; none for the initiative as a whole.
    pub ticket: Option<TicketId>,
    /// Whose the ticket is now; for the initiative as a whole, who promised it.
    pub squad: SquadId,
    /// What is left, never less than zero.
    pub left: Micros,
    /// How that is known.
    pub by: LeftBy,
}
