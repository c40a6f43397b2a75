//! What a collector reads: the words of section 1 of the book, known by the outside world's keys.
//!
//! The store gives them identities. Every record names its own key within its source, so that reading the
//! same thing twice changes nothing.

mod intervention;
mod money;
mod people;
mod planning;
mod work;

pub use intervention::InterventionRecord;
pub use money::{BudgetAmount, BudgetRecord, ExchangeRateRecord, ExpenseRecord, RateRecord};
pub use people::{AbsenceRecord, Allocation, CalendarDayRecord, Employment, MembershipRecord, PersonRecord};
pub use planning::{DependencyRecord, DependencyState, InitiativeRecord, SprintRecord};
pub use work::{LinkKind, LinkRecord, TicketFields, TicketRecord, TransitionRecord, WorklogRecord};

use serde::{Deserialize, Serialize};

/// One thing read from a source.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "record", rename_all = "snake_case")]
#[expect(
    clippy::large_enum_variant,
    reason = "a page lives shortly; a box a ticket would cost more than the room"
)]
pub enum Record {
    /// A ticket as it stands now.
    Ticket(TicketRecord),
    /// One change in a ticket's history.
    Transition(TransitionRecord),
    /// A tie between two tickets.
    Link(LinkRecord),
    /// Time somebody spent.
    Worklog(WorklogRecord),
    /// Somebody.
    Person(PersonRecord),
    /// Somebody's place in a squad.
    Membership(MembershipRecord),
    /// Hours somebody was away; the reason is never kept.
    Absence(AbsenceRecord),
    /// A day on which a country's or a squad's working hours differ.
    CalendarDay(CalendarDayRecord),
    /// A sprint.
    Sprint(SprintRecord),
    /// A promise of a squad.
    Initiative(InitiativeRecord),
    /// What an initiative needs from another squad.
    Dependency(DependencyRecord),
    /// What was decided against maintenance.
    Intervention(InterventionRecord),
    /// What an hour costs.
    Rate(RateRecord),
    /// What may be spent.
    Budget(BudgetRecord),
    /// Money spent outside of hours.
    Expense(ExpenseRecord),
    /// What a unit of a foreign currency was worth in a month.
    ExchangeRate(ExchangeRateRecord),
}

/// Something that could not be taken, and why. Nothing is lost: it stays here until it is mended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reject {
    /// The file or address it came from.
    pub origin: String,
    /// Line in a text file, row in a sheet; counted from 1, the heading included.
    pub line: Option<u64>,
    /// The column or field.
    pub column: Option<String>,
    /// What was found there.
    pub value: Option<String>,
    /// What is wrong with it and what would be right.
    pub reason: String,
    /// The whole row as it was read.
    pub raw: String,
}

/// A stretch of what a source gave, to be saved in one transaction.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// What was read, with the place it was read from (line in the file), in order.
    pub records: Vec<Located>,
    /// What could not be taken.
    pub rejects: Vec<Reject>,
}

/// A record and where it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Located {
    /// The file or address.
    pub origin: std::sync::Arc<str>,
    /// Line or row there, counted from 1.
    pub line: u64,
    /// What was read.
    pub record: Record,
}
