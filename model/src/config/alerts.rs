//! `[[alerts]]`: a built-in rule's id changes the keys given, another id adds a rule.

use super::{Config, Thresholds};
use crate::alert::{AlertMetric, AlertRule, Scope, Severity, Tribes, built_in};
use crate::ids::{RuleId, SquadId, TribeId};
use serde::{Deserialize, Serialize};
use toml::Spanned;

/// An entry of `[[alerts]]`; what it leaves out stays as it is built in, or takes the usual value.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlertEntry {
    /// The rule's name.
    pub id: Spanned<RuleId>,
    /// What it watches.
    pub metric: Option<AlertMetric>,
    /// Of what kind of subjects: squads, and sources where the metric is theirs.
    pub scope: Option<Scope>,
    /// Only of these squads.
    pub squads: Option<Vec<Spanned<SquadId>>>,
    /// Only of these tribes and their squads.
    pub tribes: Option<Vec<Spanned<TribeId>>>,
    /// Where it may start. Shares are fractions.
    pub raise: Option<f64>,
    /// Where it may end. Shares are fractions.
    pub clear: Option<f64>,
    /// Closed weeks in a row, each way.
    pub periods: Option<usize>,
    /// How bad it is.
    pub severity: Option<Severity>,
    /// Who has to look.
    pub owner: Option<String>,
    /// Coverage under which a week proves nothing; a fraction.
    pub coverage_gate: Option<f64>,
    /// Rows that a value must be made of.
    pub at_least: Option<u64>,
    /// Whether it is asked at all.
    pub enabled: Option<bool>,
}

/// Where a rule comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleOrigin {
    /// Plimsoll's own.
    BuiltIn,
    /// Plimsoll's own, changed by the file.
    Changed,
    /// The file's.
    File,
}

impl RuleOrigin {
    /// The word of tables.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::BuiltIn => "built_in",
            Self::Changed => "changed",
            Self::File => "file",
        }
    }
}

/// A rule as it is in force.
#[derive(Debug, Clone, PartialEq)]
pub struct EffectiveRule {
    /// The rule.
    pub rule: AlertRule,
    /// Where it comes from.
    pub origin: RuleOrigin,
    /// Whether it is asked.
    pub enabled: bool,
}

impl Config {
    /// The alert rules: the built-in ones, changed where the file says so, then the file's own.
    #[must_use]
    pub fn effective_rules(&self) -> Vec<EffectiveRule> {
        effective(&self.alerts, &self.thresholds)
    }

    /// The alert rules that are asked.
    #[must_use]
    pub fn alert_rules(&self) -> Vec<AlertRule> {
        let rules = self.effective_rules().into_iter();
        rules
            .filter(|effective| effective.enabled)
            .map(|effective| effective.rule)
            .collect()
    }

    /// The tribe of each squad that has one.
    #[must_use]
    pub fn tribes_of_squads(&self) -> Tribes {
        let tribe = |squad: &super::SquadConfig| {
            let tribe = squad.tribe.as_ref()?;
            Some((squad.id.clone(), TribeId::new(tribe.get_ref().as_str()).ok()?))
        };
        self.squads.iter().filter_map(tribe).collect()
    }
}

/// The built-in rules with what entries change and add.
fn effective(entries: &[AlertEntry], thresholds: &Thresholds) -> Vec<EffectiveRule> {
    let mut rules: Vec<EffectiveRule> = built_in(thresholds)
        .into_iter()
        .map(|rule| EffectiveRule {
            rule,
            origin: RuleOrigin::BuiltIn,
            enabled: true,
        })
        .collect();
    for entry in entries {
        let known = rules
            .iter_mut()
            .find(|known| known.rule.id == *entry.id.get_ref());
        match known {
            Some(known) => {
                known.rule = entry.over(&known.rule);
                known.enabled = entry.enabled.unwrap_or(known.enabled);
                known.origin = RuleOrigin::Changed;
            }
            None => rules.extend(entry.fresh(thresholds).map(|rule| EffectiveRule {
                rule,
                origin: RuleOrigin::File,
                enabled: entry.enabled.unwrap_or(true),
            })),
        }
    }
    rules
}

impl AlertEntry {
    /// A rule of its own; none without metric and lines, which the check has told.
    fn fresh(&self, thresholds: &Thresholds) -> Option<AlertRule> {
        let metric = self.metric?;
        let by_hours = matches!(
            metric,
            AlertMetric::MaintenanceShare | AlertMetric::MaintenanceLoad
        );
        Some(self.over(&AlertRule {
            id: self.id.get_ref().clone(),
            metric,
            scope: *metric.scopes().first()?,
            squads: Vec::new(),
            tribes: Vec::new(),
            raise: self.raise?,
            clear: self.clear?,
            periods: if metric.is_momentary() {
                1
            } else {
                thresholds.weeks
            },
            severity: Severity::Warn,
            owner: None,
            coverage_gate: by_hours.then_some(thresholds.coverage_gate),
            at_least: 0,
        }))
    }

    /// A rule with the keys given in place of its own.
    fn over(&self, rule: &AlertRule) -> AlertRule {
        let plain =
            |squads: &Vec<Spanned<SquadId>>| squads.iter().map(|squad| squad.get_ref().clone()).collect();
        let tribes =
            |tribes: &Vec<Spanned<TribeId>>| tribes.iter().map(|tribe| tribe.get_ref().clone()).collect();
        AlertRule {
            id: rule.id.clone(),
            metric: self.metric.unwrap_or(rule.metric),
            scope: self.scope.unwrap_or(rule.scope),
            squads: self.squads.as_ref().map_or_else(|| rule.squads.clone(), plain),
            tribes: self.tribes.as_ref().map_or_else(|| rule.tribes.clone(), tribes),
            raise: self.raise.unwrap_or(rule.raise),
            clear: self.clear.unwrap_or(rule.clear),
            periods: self.periods.unwrap_or(rule.periods),
            severity: self.severity.unwrap_or(rule.severity),
            owner: self.owner.clone().or_else(|| rule.owner.clone()),
            coverage_gate: self.coverage_gate.or(rule.coverage_gate),
            at_least: self.at_least.unwrap_or(rule.at_least),
        }
    }
}

#[cfg(test)]
mod tests;
