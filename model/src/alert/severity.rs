//! How bad an alert is.

use serde::{Deserialize, Serialize};
use std::fmt;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Somebody should look.
    Warn,
    /// Somebody has to act.
    Critical,
}

impl Severity {
    /// The book's word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Warn => "warn",
            Self::Critical => "critical",
        }
    }

    /// The severity the book calls so.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Warn, Self::Critical]
            .into_iter()
            .find(|severity| severity.word() == word)
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
