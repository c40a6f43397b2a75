//! Who answers questions about figures. `analytics` does; `app` gives it to `api`, which so knows no data frames.

use crate::alert::Severity;
use crate::classify::{Category, MaintenanceType};
use crate::figure::{Answer, Cell, Column, Figure, Shape, Table, Tabular, Unit, column};
use crate::ids::{PersonId, RuleId, SourceId, SquadId, TicketId, WorklogId};
use crate::query::{Drill, Filter, Level};
use crate::time::{Micros, Period, Seconds, Week};
use crate::timeline::FlowReason;
use chrono::{DateTime, NaiveDate, Utc};

/// Why a question has no answer.
#[derive(Debug, thiserror::Error)]
pub enum AnalystError {
    /// Nothing was refreshed yet.
    #[error("there are no figures yet: run `plimsoll import` and `plimsoll refresh` first")]
    NothingYet,
    /// A version of the rules that never was, or whose figures were cleaned up.
    #[error("no figures are kept for rules version {0:?}; kept: {1}")]
    UnknownRulesVersion(String, String),
    /// The figures' files cannot be read or written.
    #[error("{0}; delete the analytics folder and run `plimsoll refresh` to build it again")]
    Storage(String),
}

/// Answers questions about figures from one consistent snapshot. Calls can take a while: not for an async thread.
pub trait Analyst: Send + Sync {
    /// What there is to ask.
    ///
    /// # Errors
    /// When nothing was refreshed yet.
    fn snapshot(&self) -> Result<Snapshot, AnalystError>;

    /// Section 5: hours, shares, load, coverage and stock.
    ///
    /// # Errors
    /// When nothing was refreshed yet, or files cannot be read.
    fn maintenance(&self, filter: &Filter) -> Result<Answer<MaintenanceRow>, AnalystError>;

    /// Hours by category and maintenance type; they add up to `logged_h`.
    ///
    /// # Errors
    /// When nothing was refreshed yet, or files cannot be read.
    fn mix(&self, filter: &Filter) -> Result<Answer<MixRow>, AnalystError>;

    /// Section 5: arrivals, departures, backlog, rates and ages of maintenance tickets.
    ///
    /// # Errors
    /// When nothing was refreshed yet, or files cannot be read.
    fn flow(&self, filter: &Filter) -> Result<Answer<FlowRow>, AnalystError>;

    /// Section 5: spells under water, for each line of the thresholds.
    ///
    /// # Errors
    /// When nothing was refreshed yet, or files cannot be read.
    fn spells(&self, filter: &Filter) -> Result<Answer<SpellRow>, AnalystError>;

    /// Section 12: what is missing or odd in the data, from the facts.
    ///
    /// # Errors
    /// When nothing was refreshed yet, or files cannot be read.
    fn quality(&self, filter: &Filter) -> Result<Answer<QualityRow>, AnalystError>;

    /// The worklogs or tickets behind a figure. They add up to it exactly.
    ///
    /// # Errors
    /// When nothing was refreshed yet, or files cannot be read.
    fn drill(&self, drill: &Drill) -> Result<Drilled, AnalystError>;

    /// The tickets that took most maintenance hours, most first.
    ///
    /// # Errors
    /// When nothing was refreshed yet, or files cannot be read.
    fn heaviest_tickets(&self, filter: &Filter, limit: usize) -> Result<Vec<TicketWeight>, AnalystError>;

    /// A table as a Parquet file.
    ///
    /// # Errors
    /// When it cannot be encoded.
    fn parquet(&self, table: &Table) -> Result<Vec<u8>, AnalystError>;
}

/// The data that answers are made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// Grows with every change of the data.
    pub data_version: i64,
    /// The version of the rules in force.
    pub rules_version: String,
    /// First week with a worklog or a ticket.
    pub first_week: Option<Week>,
    /// Last week with a worklog or a ticket event.
    pub last_week: Option<Week>,
    /// When it was made.
    pub refreshed_at: DateTime<Utc>,
}

/// Whom a row speaks of: a squad's or a tribe's key, or the organisation (an empty key).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject {
    /// Its key.
    pub key: String,
    /// The tribe of a squad.
    pub tribe: Option<String>,
}

fn subject_columns(shape: Shape) -> Vec<Column> {
    match shape.level {
        Level::Squad => vec![column("squad", Unit::Text)],
        Level::Tribe => vec![column("tribe", Unit::Text)],
        Level::Organisation => vec![column("organisation", Unit::Text)],
    }
}

fn period_column(shape: Shape) -> Column {
    column(shape.grain.word(), Unit::Text)
}

/// One squad, tribe or the organisation in one period.
#[derive(Debug, Clone, PartialEq)]
pub struct MaintenanceRow {
    /// Whom it speaks of.
    pub subject: Subject,
    /// When.
    pub period: Period,
    /// Whether the period still runs: such a row never alerts.
    pub provisional: bool,
    /// All hours.
    pub logged_h: Figure,
    /// Hours on maintenance.
    pub maintenance_h: Figure,
    /// Share of the hours that were maintenance.
    pub maintenance_share: Figure,
    /// Hours there could have been; none without memberships.
    pub capacity_h: Option<f64>,
    /// Maintenance over capacity.
    pub maintenance_load: Figure,
    /// Logged over capacity, not clipped.
    pub coverage: Option<f64>,
    /// Maintenance tickets that entered.
    pub arrivals: i64,
    /// Maintenance tickets that left.
    pub departures: i64,
    /// Open maintenance tickets at the end.
    pub backlog: i64,
    /// People who logged time.
    pub people: u64,
}

impl Tabular for MaintenanceRow {
    fn columns(shape: Shape) -> Vec<Column> {
        let mut columns = subject_columns(shape);
        columns.push(period_column(shape));
        columns.extend([
            column("logged_h", Unit::Hours),
            column("maintenance_h", Unit::Hours),
            column("maintenance_share", Unit::Share),
            column("capacity_h", Unit::Hours),
            column("maintenance_load", Unit::Share),
            column("coverage", Unit::Share),
            column("arrivals", Unit::Count),
            column("departures", Unit::Count),
            column("backlog", Unit::Count),
            column("people", Unit::Count),
            column("provisional", Unit::Flag),
        ]);
        columns
    }

    fn cells(&self, _: Shape) -> Vec<Cell> {
        vec![
            Cell::Text(self.subject.key.clone()),
            Cell::Text(self.period.to_string()),
            Cell::Figure(self.logged_h),
            Cell::Figure(self.maintenance_h),
            Cell::Figure(self.maintenance_share),
            Cell::float(self.capacity_h),
            Cell::Figure(self.maintenance_load),
            Cell::float(self.coverage),
            Cell::Int(self.arrivals),
            Cell::Int(self.departures),
            Cell::Int(self.backlog),
            Cell::Int(self.people.cast_signed()),
            Cell::Flag(self.provisional),
        ]
    }
}

/// Hours of one kind of work in one period.
#[derive(Debug, Clone, PartialEq)]
pub struct MixRow {
    /// Whom it speaks of.
    pub subject: Subject,
    /// When.
    pub period: Period,
    /// What kind of work.
    pub category: Category,
    /// Which kind of maintenance.
    pub maintenance_type: Option<MaintenanceType>,
    /// Hours.
    pub logged_h: Figure,
}

impl Tabular for MixRow {
    fn columns(shape: Shape) -> Vec<Column> {
        let mut columns = subject_columns(shape);
        columns.push(period_column(shape));
        columns.extend([
            column("category", Unit::Text),
            column("maintenance_type", Unit::Text),
            column("logged_h", Unit::Hours),
        ]);
        columns
    }

    fn cells(&self, _: Shape) -> Vec<Cell> {
        vec![
            Cell::Text(self.subject.key.clone()),
            Cell::Text(self.period.to_string()),
            Cell::Text(self.category.word().to_owned()),
            Cell::text(self.maintenance_type.map(MaintenanceType::word)),
            Cell::Figure(self.logged_h),
        ]
    }
}

/// How many weeks until the open maintenance is done.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Drain {
    /// So many weeks, at the rates of the last four closed weeks.
    Weeks(f64),
    /// It does not shrink.
    Never,
}

/// Stock and flow of maintenance tickets in one period.
#[derive(Debug, Clone, PartialEq)]
pub struct FlowRow {
    /// Whom it speaks of.
    pub subject: Subject,
    /// When.
    pub period: Period,
    /// Whether the period still runs.
    pub provisional: bool,
    /// Tickets that entered or left, by reason, in the order of [`FlowReason::ALL`].
    pub by_reason: [i64; 8],
    /// Open at the end.
    pub backlog: i64,
    /// λ: mean arrivals of the last four closed weeks, a week.
    pub arrival_rate: Figure,
    /// μ: mean departures of the last four closed weeks, a week.
    pub departure_rate: Figure,
    /// λ − μ.
    pub net_flow: Option<f64>,
    /// Weeks until the backlog is done; none without four closed weeks.
    pub drain: Option<Drain>,
    /// Age of the open tickets at the end, in days: the median.
    pub open_age_p50: Figure,
    /// The same, 85 in 100 are younger.
    pub open_age_p85: Figure,
    /// Days from creation to finish of those finished: the median.
    pub resolution_p50: Figure,
    /// The same, 85 in 100 were faster.
    pub resolution_p85: Figure,
}

impl FlowRow {
    /// All that entered.
    #[must_use]
    pub fn arrivals(&self) -> i64 {
        self.by_reason[..4].iter().sum()
    }

    /// All that left.
    #[must_use]
    pub fn departures(&self) -> i64 {
        self.by_reason[4..].iter().sum()
    }
}

impl Tabular for FlowRow {
    fn columns(shape: Shape) -> Vec<Column> {
        let mut columns = subject_columns(shape);
        columns.extend([
            period_column(shape),
            column("arrivals", Unit::Count),
            column("departures", Unit::Count),
            column("backlog", Unit::Count),
        ]);
        columns.extend(FlowReason::ALL.map(|reason| column(reason.word(), Unit::Count)));
        columns.extend([
            column("arrival_rate", Unit::PerWeek),
            column("departure_rate", Unit::PerWeek),
            column("net_flow", Unit::PerWeek),
            column("drain_weeks", Unit::Weeks),
            column("open_age_p50", Unit::Days),
            column("open_age_p85", Unit::Days),
            column("resolution_p50", Unit::Days),
            column("resolution_p85", Unit::Days),
            column("provisional", Unit::Flag),
        ]);
        columns
    }

    fn cells(&self, _: Shape) -> Vec<Cell> {
        let mut cells = vec![
            Cell::Text(self.subject.key.clone()),
            Cell::Text(self.period.to_string()),
            Cell::Int(self.arrivals()),
            Cell::Int(self.departures()),
            Cell::Int(self.backlog),
        ];
        cells.extend(self.by_reason.map(Cell::Int));
        cells.extend([
            Cell::Figure(self.arrival_rate),
            Cell::Figure(self.departure_rate),
            Cell::float(self.net_flow),
            match self.drain {
                None => Cell::Null,
                // A word, as the book says: tables of numbers keep such a column as text.
                Some(Drain::Never) => Cell::Text("never".to_owned()),
                Some(Drain::Weeks(weeks)) => Cell::Text(weeks.to_string()),
            },
            Cell::Figure(self.open_age_p50),
            Cell::Figure(self.open_age_p85),
            Cell::Figure(self.resolution_p50),
            Cell::Figure(self.resolution_p85),
            Cell::Flag(self.provisional),
        ]);
        cells
    }
}

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

/// The rows behind a figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Drilled {
    /// The figure itself: what all rows add up to, not only those given.
    pub total: f64,
    /// How many rows there are in all.
    pub count: usize,
    /// The rows given, oldest first.
    pub rows: DrilledRows,
    /// `after` of the next rows, if there are any.
    pub next: Option<usize>,
}

/// Rows of one kind.
#[derive(Debug, Clone, PartialEq)]
pub enum DrilledRows {
    /// Behind hours.
    Worklogs(Vec<DrilledWorklog>),
    /// Behind arrivals, departures and backlog.
    Tickets(Vec<DrilledTicket>),
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
