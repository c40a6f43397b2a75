//! Stages: where a ticket stands, whatever its tracker calls it (section 4 of the book).

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// Where a ticket stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// Reported, nobody looked yet.
    Intake,
    /// Somebody decides whose it is.
    Triage,
    /// Waits for its turn.
    Queue,
    /// Worked on.
    Active,
    /// Cannot go on.
    Blocked,
    /// Waits for somebody's look.
    Review,
    /// Finished.
    Done,
    /// Given up.
    Dropped,
}

impl Stage {
    /// Every stage, in the order a ticket passes them.
    pub const ALL: [Self; 8] = [
        Self::Intake,
        Self::Triage,
        Self::Queue,
        Self::Active,
        Self::Blocked,
        Self::Review,
        Self::Done,
        Self::Dropped,
    ];

    /// The book's word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Intake => "intake",
            Self::Triage => "triage",
            Self::Queue => "queue",
            Self::Active => "active",
            Self::Blocked => "blocked",
            Self::Review => "review",
            Self::Done => "done",
            Self::Dropped => "dropped",
        }
    }

    /// Whether the ticket is still somebody's to do.
    #[must_use]
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Done | Self::Dropped)
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Stage {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|stage| stage.word() == text)
            .ok_or_else(|| format!("{text:?} is not a stage"))
    }
}
