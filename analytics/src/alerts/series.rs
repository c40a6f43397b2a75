//! What rules look at: a metric of a subject, week after week.

use crate::figures::watch::Seen;
use model::alert::{AlertMetric, AlertRule, AlertState, AlertStatus, AlertSubject, Held};
use model::time::Week;

/// A closed week of a series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// The week.
    pub week: Week,
    /// The metric's value, in its unit; none where nothing could be measured.
    pub value: Option<f64>,
    /// How many rows it was made of.
    pub n: u64,
    /// Logged over capacity; none without memberships.
    pub coverage: Option<f64>,
    /// Whether a source was not read since before the week ended: then it proves nothing.
    pub is_stale: bool,
}

/// A metric of a subject: its closed weeks in order, without gaps; of a momentary metric, the one it has now.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// What was measured.
    pub metric: AlertMetric,
    /// Of whom.
    pub subject: AlertSubject,
    /// The weeks.
    pub points: Vec<Point>,
}

impl Point {
    /// What the week says to a rule, and why if it says nothing.
    pub(super) fn seen(&self, rule: &AlertRule) -> (Seen, Option<Held>) {
        let gated = |gate: f64| self.coverage.is_some_and(|coverage| coverage < gate);
        if self.is_stale {
            return (Seen::Nothing, Some(Held::StaleSource));
        }
        if rule.metric.goes_silent() && self.value.is_none() && self.coverage.is_none() {
            return (Seen::Silence, Some(Held::NoValue));
        }
        if rule.coverage_gate.is_some_and(gated) {
            return (Seen::Nothing, Some(Held::LowCoverage));
        }
        match self.value {
            Some(value) if self.n >= rule.at_least => (Seen::Value(value), None),
            _ => (Seen::Nothing, Some(Held::NoValue)),
        }
    }

    /// A status of this week; its number and evidence are for others to say.
    pub(super) fn status(
        &self,
        subject: &AlertSubject,
        rule: &AlertRule,
        (state, since): (AlertState, Option<Week>),
        held: Option<Held>,
    ) -> AlertStatus {
        AlertStatus {
            rule: rule.id.clone(),
            subject: subject.clone(),
            metric: rule.metric,
            severity: rule.severity,
            state,
            since,
            through: self.week,
            value: self.value,
            raise: rule.raise,
            clear: rule.clear,
            held,
            number: 0,
            evidence: String::new(),
        }
    }
}
