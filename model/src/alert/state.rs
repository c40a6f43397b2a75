//! The state machine of an alert: `ok` → `pending` → `firing` → `recovering` → `ok`.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Where a rule stands for a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AlertState {
    /// Under the line.
    #[default]
    Ok,
    /// Over the raise line, for fewer periods than needed.
    Pending,
    /// Raised: for a spell, under water.
    Firing,
    /// Under the clear line, for fewer periods than needed.
    Recovering,
}

impl AlertState {
    /// Every state, in the order a spell passes them.
    pub const ALL: [Self; 4] = [Self::Ok, Self::Pending, Self::Firing, Self::Recovering];

    /// The book's word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Pending => "pending",
            Self::Firing => "firing",
            Self::Recovering => "recovering",
        }
    }

    /// The state the book calls so.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }

    /// Whether the alert is raised: for a spell, whether the squad is under water.
    #[must_use]
    pub fn is_raised(self) -> bool {
        matches!(self, Self::Firing | Self::Recovering)
    }
}

impl fmt::Display for AlertState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
