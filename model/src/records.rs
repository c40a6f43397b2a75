//! What a collector reads: the words of section 1 of the book, known by the outside world's keys.
//!
//! The store gives them identities. Every record names its own key within its source, so that reading the
//! same thing twice changes nothing.

use crate::ids::SquadId;
use crate::money::{Currency, Minor};
use crate::ticket::Field;
use crate::time::{Period, Seconds};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
    /// What an hour costs.
    Rate(RateRecord),
    /// What may be spent.
    Budget(BudgetRecord),
    /// Money spent outside of hours.
    Expense(ExpenseRecord),
    /// What a unit of a foreign currency was worth in a month.
    ExchangeRate(ExchangeRateRecord),
}

/// A ticket as it stands now, with the field values of its tracker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TicketRecord {
    /// Its key in the source.
    pub key: String,
    /// What it is called.
    pub title: String,
    /// Where people open it.
    pub url: Option<String>,
    /// The instant it was created.
    pub created_at: DateTime<Utc>,
    /// Its status when it was created, where the source knows it; else the first transition tells.
    pub initial_status: Option<String>,
    /// The fields that rules match on, as they are now.
    pub fields: TicketFields,
    /// The key of its parent ticket.
    pub parent: Option<String>,
    /// The promised day, as it is now.
    pub due_date: Option<NaiveDate>,
    /// Estimated work.
    pub estimate: Option<Seconds>,
    /// Estimated work left.
    pub remaining: Option<Seconds>,
}

/// The fields of a ticket that squad mapping, classification and stages look at.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TicketFields {
    /// The tracker's project.
    pub project: Option<String>,
    /// The tracker's type: bug, story, task.
    pub kind: Option<String>,
    /// The tracker's word for where it stands.
    pub status: String,
    /// The tracker's priority.
    pub priority: Option<String>,
    /// Its labels, in the source's order.
    pub labels: Vec<String>,
    /// Its components, in the source's order.
    pub components: Vec<String>,
    /// The key of the person it is assigned to.
    pub assignee: Option<String>,
    /// The key of the person who reported it.
    pub reporter: Option<String>,
    /// The group of the person who reported it.
    pub reporter_group: Option<String>,
    /// The squad or team field, where the tracker has one.
    pub squad: Option<String>,
    /// The key of the initiative it belongs to.
    pub initiative: Option<String>,
    /// The sprint it is in.
    pub sprint: Option<String>,
    /// Any other field a rule may match on, by name.
    pub custom: BTreeMap<String, String>,
}

/// One change of one field. Changes that were made at once carry the same instant and sequence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransitionRecord {
    /// The ticket's key.
    pub ticket: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The order among changes of the same instant.
    pub sequence: i32,
    /// What changed.
    pub field: Field,
    /// The value before, if the source tells.
    pub from: Option<String>,
    /// The value after. Lists are joined with commas.
    pub to: Option<String>,
    /// The key of the person who changed it.
    pub author: Option<String>,
}

/// How two tickets are tied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// The first keeps the second from going on.
    Blocks,
    /// They have to do with each other.
    Relates,
    /// The first says what the second says.
    Duplicates,
    /// The first was split from the second.
    SplitFrom,
}

impl LinkKind {
    /// The word kept in the store and written in mappings.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Blocks => "blocks",
            Self::Relates => "relates",
            Self::Duplicates => "duplicates",
            Self::SplitFrom => "split_from",
        }
    }
}

/// A tie between two tickets of one source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkRecord {
    /// The ticket the tie starts from.
    pub from: String,
    /// The ticket it leads to.
    pub to: String,
    /// How they are tied.
    pub kind: LinkKind,
}

/// Time somebody spent on a ticket on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorklogRecord {
    /// Its key in the source.
    pub key: String,
    /// The ticket's key. A ticket the source does not know is kept and shown as such.
    pub ticket: Option<String>,
    /// The person's key. Somebody unknown becomes a person without a membership.
    pub person: Option<String>,
    /// The day the work was done.
    pub work_date: NaiveDate,
    /// How long; negative for a correction.
    pub seconds: Seconds,
    /// Whether the customer pays for it.
    pub billable: Option<bool>,
}

/// How somebody is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Employment {
    /// On the payroll.
    #[default]
    Employee,
    /// By invoice.
    Contractor,
}

/// Somebody. The name lives apart from everything else (section 11).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRecord {
    /// Their key in the source.
    pub key: String,
    /// Their name, kept apart.
    pub name: Option<String>,
    /// Their address, kept apart.
    pub email: Option<String>,
    /// The group they report tickets from, for rules on the reporter group.
    pub group: Option<String>,
    /// How they are paid.
    pub employment: Employment,
    /// Who sends the invoice of a contractor.
    pub vendor: Option<String>,
}

/// Part of a person's time, in millionths: from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Allocation(u32);

impl Allocation {
    /// All of it.
    pub const FULL: Self = Self(1_000_000);

    /// An allocation in millionths, if it is not over the whole.
    #[must_use]
    pub fn from_millionths(millionths: u32) -> Option<Self> {
        (millionths <= 1_000_000).then_some(Self(millionths))
    }

    /// An allocation as a fraction from 0 to 1.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the range is checked one line above"
    )]
    pub fn from_fraction(fraction: f64) -> Option<Self> {
        (0.0..=1.0)
            .contains(&fraction)
            .then(|| Self((fraction * 1_000_000.0).round() as u32))
    }

    /// The same in millionths.
    #[must_use]
    pub fn millionths(self) -> u32 {
        self.0
    }
}

/// Somebody's place in a squad, from a first day to a last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MembershipRecord {
    /// The person's key.
    pub person: String,
    /// The squad.
    pub squad: SquadId,
    /// What they do there.
    pub role: Option<String>,
    /// How much of their time.
    pub allocation: Allocation,
    /// Their first day.
    pub from: NaiveDate,
    /// Their last day, if they left.
    pub to: Option<NaiveDate>,
}

/// Hours somebody was away on a day. Why is nobody's business and is never stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AbsenceRecord {
    /// The person's key.
    pub person: String,
    /// The day.
    pub day: NaiveDate,
    /// How long; none for the whole working day.
    pub seconds: Option<Seconds>,
}

/// A day whose working hours differ from the calendar of `plimsoll.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarDayRecord {
    /// The squad it holds for; none for everybody.
    pub squad: Option<SquadId>,
    /// The day.
    pub day: NaiveDate,
    /// Working time of that day; zero when closed.
    pub seconds: Seconds,
}

/// A sprint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SprintRecord {
    /// Its key in the source.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Its squad, where the source tells.
    pub squad: Option<SquadId>,
    /// When it starts.
    pub starts_at: Option<DateTime<Utc>>,
    /// When it should end.
    pub ends_at: Option<DateTime<Utc>>,
    /// When it was closed.
    pub completed_at: Option<DateTime<Utc>>,
}

/// What a squad promises for a quarter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InitiativeRecord {
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Who promises it.
    pub squad: Option<SquadId>,
    /// The quarter it was planned in.
    pub quarter: Option<Period>,
    /// Its planned first day.
    pub start_date: Option<NaiveDate>,
    /// Its promised day, as it is now.
    pub due_date: Option<NaiveDate>,
    /// When it was delivered.
    pub delivered_at: Option<DateTime<Utc>>,
    /// When it was given up.
    pub dropped_at: Option<DateTime<Utc>>,
    /// When it was accepted in planning.
    pub committed_at: Option<DateTime<Utc>>,
    /// What finance books it on.
    pub project: Option<String>,
    /// Estimated work.
    pub effort: Option<Seconds>,
    /// Expected impact on the objectives.
    pub okr_impact: Option<f64>,
}

/// How far a dependency has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DependencyState {
    /// Asked for.
    Proposed,
    /// Promised.
    Accepted,
    /// Said no.
    Refused,
    /// There.
    Delivered,
    /// Not needed any more.
    Cancelled,
}

impl DependencyState {
    /// The book's word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Accepted => "accepted",
            Self::Refused => "refused",
            Self::Delivered => "delivered",
            Self::Cancelled => "cancelled",
        }
    }
}

/// What an initiative needs from another squad.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DependencyRecord {
    /// Its key.
    pub key: String,
    /// The initiative that needs it.
    pub initiative: String,
    /// The squad that provides it.
    pub provider: SquadId,
    /// What is needed.
    pub what: String,
    /// By when.
    pub need_by: Option<NaiveDate>,
    /// When it was declared.
    pub declared_at: DateTime<Utc>,
    /// How far it has come.
    pub state: DependencyState,
    /// Since when.
    pub state_at: DateTime<Utc>,
}

/// What an hour costs from a first day on. The most precise one wins (section 9 of the book).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RateRecord {
    /// The project it holds for; none for all.
    pub project: Option<String>,
    /// The person it holds for; none for all.
    pub person: Option<String>,
    /// The role it holds for; none for all.
    pub role: Option<String>,
    /// Its first day.
    pub from: NaiveDate,
    /// Minor units an hour.
    pub hourly: Minor,
    /// Of which currency.
    pub currency: Currency,
}

/// What may be spent on a project; a revision never overwrites the one before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BudgetRecord {
    /// The project.
    pub project: String,
    /// The first day it may be spent.
    pub from: Option<NaiveDate>,
    /// The last day it may be spent.
    pub to: Option<NaiveDate>,
    /// The amount.
    pub amount: BudgetAmount,
    /// The order of revisions: the highest is in force.
    pub revision: i32,
    /// Who revised it.
    pub author: Option<String>,
    /// The day of the revision.
    pub revised_on: Option<NaiveDate>,
    /// Why.
    pub reason: Option<String>,
}

/// A budget in money or in hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "unit", rename_all = "lowercase")]
pub enum BudgetAmount {
    /// Money.
    Money {
        /// Minor units.
        amount: Minor,
        /// Of which currency.
        currency: Currency,
    },
    /// Time.
    Time {
        /// Seconds.
        seconds: Seconds,
    },
}

/// Money spent outside of hours: an expense or an invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpenseRecord {
    /// Its key.
    pub key: String,
    /// The project.
    pub project: String,
    /// Who was paid.
    pub vendor: Option<String>,
    /// The day.
    pub day: NaiveDate,
    /// How much, in minor units.
    pub amount: Minor,
    /// Of which currency.
    pub currency: Currency,
    /// Whether it is an invoice for hours (which may be counted already).
    pub is_invoice: bool,
}

/// What a unit of a foreign currency was worth in a month, in millionths of the other's unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExchangeRateRecord {
    /// The foreign currency.
    pub from: Currency,
    /// The currency it is converted to.
    pub to: Currency,
    /// The month.
    pub month: crate::time::Month,
    /// Millionths of the other's unit for one unit.
    pub millionths: i64,
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
