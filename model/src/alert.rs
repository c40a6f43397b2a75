//! Alert rules and what they remember (section 10 of the book).

use crate::ids::{RuleId, SquadId};
use crate::time::Week;
use chrono::{DateTime, Utc};
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

/// A squad over a line of maintenance share, by spell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SpellRule {
    /// Its name.
    pub id: RuleId,
    /// How bad it is.
    pub severity: Severity,
    /// Over this share it may start; a fraction.
    pub raise: f64,
    /// Under this share it may end; a fraction.
    pub clear: f64,
    /// Weeks in a row, each way.
    pub weeks: usize,
    /// Coverage under which a week proves nothing.
    pub coverage_gate: f64,
}

impl SpellRule {
    /// The two lines of `[thresholds]`: a warning and a critical one.
    #[must_use]
    pub fn of(thresholds: &crate::config::Thresholds) -> [Self; 2] {
        let rule = |id: &str, severity, raise: f64| Self {
            id: RuleId::new(id).unwrap_or_else(|_| unreachable!("a constant key")),
            severity,
            raise,
            clear: raise - thresholds.clear_below,
            weeks: thresholds.weeks,
            coverage_gate: thresholds.coverage_gate,
        };
        [
            rule("maintenance-share-warn", Severity::Warn, thresholds.warn),
            rule(
                "maintenance-share-critical",
                Severity::Critical,
                thresholds.critical,
            ),
        ]
    }
}

/// Where a rule stands for a squad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AlertState {
    /// Under the line.
    #[default]
    Ok,
    /// Over the raise line, for fewer weeks than needed.
    Pending,
    /// Under water.
    Firing,
    /// Under the clear line, for fewer weeks than needed.
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

    /// Whether the squad is under water.
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

/// What a rule remembers about a squad.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AlertStatus {
    /// The rule.
    pub rule: RuleId,
    /// The squad.
    pub squad: SquadId,
    /// How bad it is.
    pub severity: Severity,
    /// Where it stands.
    pub state: AlertState,
    /// First week of the spell it is in, or may be entering.
    pub since: Option<Week>,
    /// Last closed week it looked at.
    pub through: Week,
    /// Maintenance share of that week, a fraction.
    pub value: Option<f64>,
    /// The raise line, a fraction.
    pub raise: f64,
    /// The clear line, a fraction.
    pub clear: f64,
}

/// What happened to an alert: one line of its history, never overwritten.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AlertTransition {
    /// The status it has now.
    pub status: AlertStatus,
    /// The state it had before.
    pub from: AlertState,
    /// The closed week that made the difference.
    pub week: Week,
    /// Whether hours that came late took back a spell that had been told.
    pub withdrawn_by_late_data: bool,
    /// When Plimsoll noticed.
    pub noticed_at: DateTime<Utc>,
}
