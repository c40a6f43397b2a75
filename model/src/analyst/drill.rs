//! The worklogs and tickets behind a figure.

use super::DrilledCommitment;
use crate::classify::{Category, MaintenanceType};
use crate::ids::{PersonId, RuleId, SquadId, TicketId, WorklogId};
use crate::time::{Micros, Seconds};
use crate::timeline::FlowReason;
use chrono::NaiveDate;

/// The rows behind a figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Drilled {
    /// The figure itself: what all rows add up to, not only those given.
    pub total: f64,
    /// How many rows there are in all, but for those of squads too small to be shown.
    pub count: usize,
    /// The rows of squads too small to be shown, as one: with the others they add up to the total.
    pub too_small: TooSmall,
    /// The rows given, oldest first.
    pub rows: DrilledRows,
    /// `after` of the next rows, if there are any.
    pub next: Option<usize>,
}

/// Rows that are not told one by one (section 11 of the book).
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct TooSmall {
    /// How many.
    pub rows: usize,
    /// What they add up to.
    pub total: f64,
}

/// Rows of one kind.
#[derive(Debug, Clone, PartialEq)]
pub enum DrilledRows {
    /// Behind hours.
    Worklogs(Vec<DrilledWorklog>),
    /// Behind arrivals, departures and backlog.
    Tickets(Vec<DrilledTicket>),
    /// Behind figures of routing.
    Routes(Vec<DrilledRoute>),
    /// Behind hours left of commitments.
    Commitments(Vec<DrilledCommitment>),
    /// Behind person-days.
    Activity(Vec<DrilledActivity>),
}

/// A ticket, or a squad's part of one, with the person-days it took while it was of one kind.
#[derive(Debug, Clone, PartialEq)]
pub struct DrilledActivity {
    /// The ticket.
    pub ticket: TicketId,
    /// The squad that counts the days.
    pub squad: SquadId,
    /// The first of the days.
    pub first: NaiveDate,
    /// The last of them.
    pub last: NaiveDate,
    /// What kind of work.
    pub category: Category,
    /// Which kind of maintenance.
    pub maintenance_type: Option<MaintenanceType>,
    /// Millionths of person-days.
    pub millionths: i64,
}

impl DrilledActivity {
    /// Person-days.
    #[must_use]
    pub fn days(&self) -> f64 {
        crate::activity::person_days(self.millionths)
    }
}

/// A worklog, or a squad's part of one.
#[derive(Debug, Clone, PartialEq)]
pub struct DrilledWorklog {
    /// The worklog.
    pub worklog: WorklogId,
    /// Its ticket, if it is known.
    pub ticket: Option<TicketId>,
    /// Its author's pseudonym. Shown to nobody but the author and finance.
    pub person: Option<PersonId>,
    /// The day.
    pub work_date: NaiveDate,
    /// The squad that counts it.
    pub squad: SquadId,
    /// All of it.
    pub seconds: Seconds,
    /// The squad's part.
    pub part: Micros,
    /// What kind of work.
    pub category: Category,
    /// Which kind of maintenance.
    pub maintenance_type: Option<MaintenanceType>,
    /// The rule that said so.
    pub rule: Option<RuleId>,
}

/// A ticket that entered, left, or is there.
#[derive(Debug, Clone, PartialEq)]
pub struct DrilledTicket {
    /// The ticket.
    pub ticket: TicketId,
    /// The squad.
    pub squad: SquadId,
    /// The day it entered or left; for the backlog, the day it entered.
    pub day: NaiveDate,
    /// Why.
    pub reason: FlowReason,
    /// Which kind of maintenance.
    pub maintenance_type: Option<MaintenanceType>,
    /// The day it was created.
    pub created: NaiveDate,
}

/// A finished ticket and its way to its squad. Days are whole days.
#[derive(Debug, Clone, PartialEq)]
pub struct DrilledRoute {
    /// The ticket.
    pub ticket: TicketId,
    /// The day it was finished.
    pub finished: NaiveDate,
    /// The day it was created.
    pub created: NaiveDate,
    /// The squad that had it first.
    pub first: SquadId,
    /// The squad that finished it.
    pub right: SquadId,
    /// Changes of owner after the first.
    pub hops: i64,
    /// Whether it came back to a squad that had it before.
    pub ping_pong: bool,
    /// Days from its creation to the end of triage.
    pub triage_days: i64,
    /// Days from its creation to the right squad.
    pub right_days: i64,
    /// Days from its first owner to the right squad.
    pub detour_days: i64,
}

/// A ticket and the maintenance hours it took.
#[derive(Debug, Clone, PartialEq)]
pub struct TicketWeight {
    /// The ticket; none for hours on tickets that are not there.
    pub ticket: Option<TicketId>,
    /// Hours in the period asked for.
    pub hours: f64,
    /// How many worklogs.
    pub worklogs: u64,
    /// Which kind of maintenance.
    pub maintenance_type: Option<MaintenanceType>,
    /// The rule that said so.
    pub rule: Option<RuleId>,
}
