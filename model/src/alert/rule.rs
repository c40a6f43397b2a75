//! Rules are data: what is watched, of whom, where the lines are, and who is told.

use super::{AlertMetric, AlertSubject, Scope, Severity, Tribes, tribe_of};
use crate::ids::{RuleId, SquadId, TribeId};
use serde::{Deserialize, Serialize};

/// A rule: a metric of subjects of one scope against two lines.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AlertRule {
    /// Its name.
    pub id: RuleId,
    /// What it watches.
    pub metric: AlertMetric,
    /// Of what kind of subjects.
    pub scope: Scope,
    /// Only of these squads; empty for all.
    pub squads: Vec<SquadId>,
    /// Only of these tribes and their squads; empty for all.
    pub tribes: Vec<TribeId>,
    /// At this value, or worse, it may start; where less is worse, under it.
    pub raise: f64,
    /// Better than this value it may end; where less is worse, at it or over it.
    pub clear: f64,
    /// Closed weeks in a row, each way.
    pub periods: usize,
    /// How bad it is.
    pub severity: Severity,
    /// Who has to look, if somebody is named.
    pub owner: Option<String>,
    /// Coverage under which a week proves nothing; none where it does not matter.
    pub coverage_gate: Option<f64>,
    /// Rows that a value must be made of to prove anything.
    pub at_least: u64,
}

impl AlertRule {
    /// Whether it is about this subject.
    #[must_use]
    pub fn watches(&self, subject: &AlertSubject, tribes: &Tribes) -> bool {
        let in_squads =
            self.squads.is_empty() || subject.squad().is_some_and(|squad| self.squads.contains(&squad));
        let in_tribes = self.tribes.is_empty()
            || tribe_of(subject, tribes).is_some_and(|tribe| self.tribes.contains(&tribe));
        self.scope == subject.scope && in_squads && in_tribes
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
