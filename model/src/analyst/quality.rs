//! Rows of trust in the data (section 12 of the book).

use crate::figure::{Cell, Column, Shape, Tabular, Unit, column};
use crate::ids::{SourceId, SquadId};

/// What is missing or odd in the data (section 12).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QualityCheck {
    /// Hours since the last success of the source.
    Freshness,
    /// Tickets that match no squad.
    TicketsWithoutSquad,
    /// Tickets that match no rule.
    TicketsWithoutCategory,
    /// Tickets without an estimate.
    TicketsWithoutEstimate,
    /// Tickets without a promised day.
    TicketsWithoutDueDate,
    /// Tickets whose status no stage maps.
    TicketsWithUnknownStatus,
    /// Worklogs on a ticket that is not there.
    WorklogsWithoutTicket,
    /// Worklogs that match no squad.
    WorklogsWithoutSquad,
    /// Worklogs dated after today.
    WorklogsInTheFuture,
    /// Worklogs of days on which a person logged over 24 hours.
    WorklogsOver24Hours,
    /// Worklogs that take hours back.
    WorklogsNegative,
    /// People who logged time without a place in a squad.
    PeopleWithoutMembership,
    /// Rows that could not be taken.
    RejectedRows,
}

impl QualityCheck {
    /// Every check.
    pub const ALL: [Self; 13] = [
        Self::Freshness,
        Self::TicketsWithoutSquad,
        Self::TicketsWithoutCategory,
        Self::TicketsWithoutEstimate,
        Self::TicketsWithoutDueDate,
        Self::TicketsWithUnknownStatus,
        Self::WorklogsWithoutTicket,
        Self::WorklogsWithoutSquad,
        Self::WorklogsInTheFuture,
        Self::WorklogsOver24Hours,
        Self::WorklogsNegative,
        Self::PeopleWithoutMembership,
        Self::RejectedRows,
    ];

    /// The word of tables, the API and links.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Freshness => "freshness",
            Self::TicketsWithoutSquad => "tickets_without_squad",
            Self::TicketsWithoutCategory => "tickets_without_category",
            Self::TicketsWithoutEstimate => "tickets_without_estimate",
            Self::TicketsWithoutDueDate => "tickets_without_due_date",
            Self::TicketsWithUnknownStatus => "tickets_with_unknown_status",
            Self::WorklogsWithoutTicket => "worklogs_without_ticket",
            Self::WorklogsWithoutSquad => "worklogs_without_squad",
            Self::WorklogsInTheFuture => "worklogs_in_the_future",
            Self::WorklogsOver24Hours => "worklogs_over_24_hours",
            Self::WorklogsNegative => "worklogs_negative",
            Self::PeopleWithoutMembership => "people_without_membership",
            Self::RejectedRows => "rejected_rows",
        }
    }

    /// The check of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|check| check.word() == word)
    }
}

/// One check of one source, of one squad or of all of them.
#[derive(Debug, Clone, PartialEq)]
pub struct QualityRow {
    /// The source.
    pub source: SourceId,
    /// The squad; none where the check is of the source as a whole.
    pub squad: Option<SquadId>,
    /// What was looked for.
    pub check: QualityCheck,
    /// How many were found (for freshness: whole hours since the last success).
    pub found: u64,
    /// Of how many.
    pub of: Option<u64>,
    /// Hours they hold, for worklogs.
    pub hours: Option<f64>,
}

impl QualityRow {
    /// Found over all, a fraction.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts of rows are far below 2^53")]
    pub fn share(&self) -> Option<f64> {
        self.of
            .filter(|of| *of > 0)
            .map(|of| self.found as f64 / of as f64)
    }
}

impl Tabular for QualityRow {
    fn columns(_: Shape) -> Vec<Column> {
        vec![
            column("source", Unit::Text),
            column("squad", Unit::Text),
            column("check", Unit::Text),
            column("found", Unit::Count),
            column("of", Unit::Count),
            column("share", Unit::Share),
            column("hours", Unit::Hours),
        ]
    }

    fn cells(&self, _: Shape) -> Vec<Cell> {
        vec![
            Cell::Text(self.source.to_string()),
            Cell::text(self.squad.as_ref().map(ToString::to_string)),
            Cell::Text(self.check.word().to_owned()),
            Cell::Int(self.found.cast_signed()),
            self.of.map_or(Cell::Null, |of| Cell::Int(of.cast_signed())),
            Cell::float(self.share()),
            Cell::float(self.hours),
        ]
    }
}
