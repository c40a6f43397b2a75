//! The list behind a check of data quality (section 12 of the book): as many rows as the check found.

use super::QualityCheck;
use crate::ids::{PersonId, SourceId, SquadId, TicketId, WorklogId};
use crate::query::Filter;
use crate::time::Seconds;
use chrono::NaiveDate;

/// Which list is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QualityAsked {
    /// Whose, and when: of it `squads` (none for sources as a whole), `from`, `to`, `today` and the rules count.
    pub filter: Filter,
    /// The check.
    pub check: QualityCheck,
    /// The source; none for all.
    pub source: Option<SourceId>,
    /// Rows up to this id are left out.
    pub after: i64,
    /// At most so many rows.
    pub limit: usize,
}

/// What a check found, in the order of ids.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct QualityList {
    /// The rows.
    pub rows: Vec<FoundRow>,
    /// Rows of this part that are of squads too small to be shown (section 11), and not among them.
    pub too_small: usize,
    /// `after` of the next rows, if there are any.
    pub next: Option<i64>,
}

/// One thing that a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundRow {
    /// What.
    pub id: FoundId,
    /// Its source.
    pub source: SourceId,
    /// The squad that has it; of a worklog split between squads the one that has most.
    pub squad: SquadId,
    /// The day of the work, or of the ticket's creation.
    pub day: NaiveDate,
    /// The ticket, if it is known.
    pub ticket: Option<TicketId>,
    /// The ticket's project.
    pub project: Option<String>,
    /// All of a worklog.
    pub seconds: Option<Seconds>,
}

/// What was found, by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FoundId {
    /// A worklog.
    Worklog(WorklogId),
    /// A ticket.
    Ticket(TicketId),
    /// Somebody, by pseudonym: shown to those only who may see people.
    Person(PersonId),
}

impl FoundId {
    /// The number of its row.
    #[must_use]
    pub fn number(self) -> i64 {
        match self {
            Self::Worklog(id) => id.0,
            Self::Ticket(id) => id.0,
            Self::Person(id) => id.0,
        }
    }
}
