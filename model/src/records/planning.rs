//! Sprints, initiatives and dependencies, as a collector reads them.

use crate::ids::SquadId;
use crate::time::{Period, Seconds};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

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
