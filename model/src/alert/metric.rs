//! What a rule watches: figures of the book that can cross a line.

use super::Scope;
use crate::figure::Unit;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A figure that rules can watch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlertMetric {
    /// Maintenance over all hours: a spell under water.
    MaintenanceShare,
    /// Maintenance over capacity.
    MaintenanceLoad,
    /// Logged over capacity; the less, the worse.
    Coverage,
    /// λ − μ while the backlog cannot drain; zero otherwise.
    UndrainedFlow,
    /// Open maintenance tickets.
    Backlog,
    /// Age of the open maintenance tickets that 85 in 100 do not reach.
    OpenAgeP85,
    /// What the next four weeks ask for, over what can be given.
    ForwardLoad,
    /// Finished maintenance tickets that first went to another squad.
    MisrouteRate,
    /// Time since the last success of a source, in intervals of it.
    SourceAge,
}

impl AlertMetric {
    /// Every metric.
    pub const ALL: [Self; 9] = [
        Self::MaintenanceShare,
        Self::MaintenanceLoad,
        Self::Coverage,
        Self::UndrainedFlow,
        Self::Backlog,
        Self::OpenAgeP85,
        Self::ForwardLoad,
        Self::MisrouteRate,
        Self::SourceAge,
    ];

    /// The book's word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::MaintenanceShare => "maintenance_share",
            Self::MaintenanceLoad => "maintenance_load",
            Self::Coverage => "coverage",
            Self::UndrainedFlow => "undrained_flow",
            Self::Backlog => "backlog",
            Self::OpenAgeP85 => "open_age_p85",
            Self::ForwardLoad => "forward_load",
            Self::MisrouteRate => "misroute_rate",
            Self::SourceAge => "source_age",
        }
    }

    /// The metric the book calls so.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|metric| metric.word() == word)
    }

    /// What its values are.
    #[must_use]
    pub fn unit(self) -> Unit {
        match self {
            Self::MaintenanceShare
            | Self::MaintenanceLoad
            | Self::Coverage
            | Self::ForwardLoad
            | Self::MisrouteRate => Unit::Share,
            Self::UndrainedFlow => Unit::PerWeek,
            Self::Backlog | Self::SourceAge => Unit::Count,
            Self::OpenAgeP85 => Unit::Days,
        }
    }

    /// Whether less is worse: such a rule raises under its line and clears over it.
    #[must_use]
    pub fn less_is_worse(self) -> bool {
        self == Self::Coverage
    }

    /// Whether only its value of today is known: such a rule looks once and has no weeks to wait for.
    #[must_use]
    pub fn is_momentary(self) -> bool {
        matches!(self, Self::ForwardLoad | Self::SourceAge)
    }

    /// Whether it is made of hours over hours, so that many weeks without any say that nobody logs time any more.
    #[must_use]
    pub fn goes_silent(self) -> bool {
        matches!(
            self,
            Self::MaintenanceShare | Self::MaintenanceLoad | Self::Coverage
        )
    }

    /// The scopes whose subjects have it.
    #[must_use]
    pub fn scopes(self) -> &'static [Scope] {
        match self {
            Self::SourceAge => &[Scope::Source],
            _ => &[Scope::Squad, Scope::Tribe, Scope::Organisation],
        }
    }
}

impl fmt::Display for AlertMetric {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
