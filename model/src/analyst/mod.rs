//! Who answers questions about figures. `analytics` does; `app` gives it to `api`, which so knows no data frames.
//!
//! One file a kind of row: each knows the columns that the command line, the API and the exports give it.

mod drill;
mod flow;
mod forward;
mod found;
mod limits;
mod maintenance;
mod quality;
mod routing;
mod spell;
mod subject;
mod veil;

pub use drill::{
    Drilled, DrilledActivity, DrilledRoute, DrilledRows, DrilledTicket, DrilledWorklog, TicketWeight,
    TooSmall,
};
pub use flow::{Drain, FlowRow};
pub use forward::{AHEAD_WEEKS, DrilledCommitment, FORWARD_LINE, ForwardRow, LeftBy, TRAILING_WEEKS};
pub use found::{FoundId, FoundRow, QualityAsked, QualityList};
pub use limits::{Change, Effect, InterventionRow, LimitRow, Limits, Side, Signal, Verdict};
pub use maintenance::{ActiveDays, MaintenanceRow, MixRow};
pub use quality::{QualityCheck, QualityRow};
pub use routing::{RoutingFigures, RoutingFlowRow, RoutingRow, RoutingSuggestionRow};
pub use spell::SpellRow;
pub use subject::Subject;
pub use veil::HiddenWeeks;

use crate::figure::{Answer, Table};
use crate::intervention::Intervention;
use crate::query::{Drill, Filter};
use crate::time::Week;
use chrono::{DateTime, Utc};

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

    /// Section 11: the weeks of squads that are too small to be shown. Answers hold no rows of them.
    ///
    /// # Errors
    /// When nothing was refreshed yet.
    fn hidden_weeks(&self) -> Result<HiddenWeeks, AnalystError>;

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

    /// Section 5: what is asked for in the next four weeks, over what there will be. Of the filter's days only
    /// `today` counts.
    ///
    /// # Errors
    /// When nothing was refreshed yet, or files cannot be read.
    fn forward(&self, filter: &Filter) -> Result<Answer<ForwardRow>, AnalystError>;

    /// Section 5: closed weeks against the own past, with the limits in force and the signals. Interventions in force
    /// that say so let limits begin anew.
    ///
    /// # Errors
    /// When nothing was refreshed yet, or files cannot be read.
    fn limits(
        &self,
        filter: &Filter,
        interventions: &[Intervention],
    ) -> Result<Answer<LimitRow>, AnalystError>;

    /// Section 5: interventions in force, with what each changed for those it is for. Those that concern none of the
    /// squads asked for, or lie outside of the time asked for, are left out; `level` and `grain` do not matter.
    ///
    /// # Errors
    /// When nothing was refreshed yet, or files cannot be read.
    fn interventions(
        &self,
        filter: &Filter,
        interventions: &[Intervention],
    ) -> Result<Answer<InterventionRow>, AnalystError>;

    /// Section 12: what is missing or odd in the data, from the facts.
    ///
    /// # Errors
    /// When nothing was refreshed yet, or files cannot be read.
    fn quality(&self, filter: &Filter) -> Result<Answer<QualityRow>, AnalystError>;

    /// Section 5: how finished maintenance tickets found their squad. A ticket counts for the first squad that had it.
    ///
    /// # Errors
    /// When nothing was refreshed yet, or files cannot be read.
    fn routing(&self, filter: &Filter) -> Result<Answer<RoutingRow>, AnalystError>;

    /// The same over all periods of the filter together, for each subject: percentiles of weeks do not add up.
    ///
    /// # Errors
    /// When nothing was refreshed yet, or files cannot be read.
    fn routing_summary(&self, filter: &Filter) -> Result<Vec<(Subject, RoutingFigures)>, AnalystError>;

    /// Section 5: from which first owner to which right squad tickets went, over all periods of the filter. Its squads
    /// and tribe are those of the first owners, so that rows add up to `finished`.
    ///
    /// # Errors
    /// When nothing was refreshed yet, or files cannot be read.
    fn routing_matrix(&self, filter: &Filter) -> Result<Answer<RoutingFlowRow>, AnalystError>;

    /// Section 5: whose tickets with some project, component, label or reporter group are, with the evidence. The
    /// filter's squads and tribe are those that tickets would go to.
    ///
    /// # Errors
    /// When nothing was refreshed yet, or files cannot be read.
    fn routing_suggestions(&self, filter: &Filter) -> Result<Answer<RoutingSuggestionRow>, AnalystError>;

    /// Section 12: the list behind a check, as long as what the check found, a part at a time. Checks that the store
    /// answers have none here.
    ///
    /// # Errors
    /// When nothing was refreshed yet, or files cannot be read.
    fn quality_list(&self, asked: &QualityAsked) -> Result<QualityList, AnalystError>;

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
