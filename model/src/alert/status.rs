//! What a rule remembers of a subject, and what happened to it.

use super::{AlertMetric, AlertState, AlertSubject, Severity};
use crate::ids::RuleId;
use crate::time::Week;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Why a status keeps its state although weeks went by: they prove nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Held {
    /// Too few of the hours were logged.
    LowCoverage,
    /// A source was not read for too long.
    StaleSource,
    /// Nothing was there to be measured.
    NoValue,
}

impl Held {
    /// Every reason.
    pub const ALL: [Self; 3] = [Self::LowCoverage, Self::StaleSource, Self::NoValue];

    /// The word of tables and the store.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::LowCoverage => "low_coverage",
            Self::StaleSource => "stale_source",
            Self::NoValue => "no_value",
        }
    }

    /// The reason of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|held| held.word() == word)
    }
}

/// What late data did to an alert that had been told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Late {
    /// The weeks it was told of have other values now, and it still holds.
    Confirmed,
    /// It does not hold any more.
    Withdrawn,
}

impl Late {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Confirmed, Self::Withdrawn];

    /// The book's word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// What the book calls so.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|late| late.word() == word)
    }
}

/// What a rule remembers about a subject.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AlertStatus {
    /// The rule.
    pub rule: RuleId,
    /// Whom it is about.
    pub subject: AlertSubject,
    /// What it watches.
    pub metric: AlertMetric,
    /// How bad it is.
    pub severity: Severity,
    /// Where it stands.
    pub state: AlertState,
    /// First week of the spell it is in, or may be entering.
    pub since: Option<Week>,
    /// Last closed week it looked at.
    pub through: Week,
    /// The metric's value in that week, in the metric's unit.
    pub value: Option<f64>,
    /// The raise line.
    pub raise: f64,
    /// The clear line.
    pub clear: f64,
    /// Why that week kept the state, if it proved nothing.
    pub held: Option<Held>,
    /// How many transitions there have been so far: the number of the last one.
    pub number: i64,
    /// A digest of the values of its weeks since it was raised: late data change it.
    pub evidence: String,
}

impl AlertStatus {
    /// What it is called in addresses: `rule.scope.subject`; of the organisation, `rule.scope`.
    #[must_use]
    pub fn id(&self) -> String {
        let (rule, scope, key) = (&self.rule, self.subject.scope, self.subject.key.as_str());
        if key.is_empty() {
            format!("{rule}.{scope}")
        } else {
            format!("{rule}.{scope}.{key}")
        }
    }
}

/// What happened to an alert: one line of its history, never overwritten.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AlertTransition {
    /// The status it has now; its `number` is this transition's.
    pub status: AlertStatus,
    /// The state it had before.
    pub from: AlertState,
    /// The closed week that made the difference.
    pub week: Week,
    /// What late data did to what had been told.
    pub late: Option<Late>,
    /// Whether it is of weeks before anybody watched: it is kept, and nobody is told.
    pub is_history: bool,
    /// When Plimsoll noticed.
    pub noticed_at: DateTime<Utc>,
}

impl AlertTransition {
    /// What a message about it is known by: the same transition always has the same, and no other has it.
    #[must_use]
    pub fn event(&self) -> String {
        format!("{}.{}", self.status.id(), self.status.number)
    }

    /// Whether people are told: it was raised, it ended, or late data confirmed or withdrew it.
    #[must_use]
    pub fn is_news(&self) -> bool {
        let to = self.status.state;
        !self.is_history && (self.late.is_some() || self.from.is_raised() != to.is_raised())
    }
}
