//! The rules that exist without any configuration (section 10 of the book), in one table.
//!
//! - a squad, or a tribe, over a line of `[thresholds]`: warning and critical;
//! - a backlog that cannot drain: net flow over zero for four weeks while the drain is `never`. Rates are means of four
//!   weeks, so a quarter of a ticket a week is the least there can be;
//! - a forward load of 90 % or more;
//! - a misroute rate of 25 % or more, from 20 finished tickets on;
//! - logs missing: coverage under the gate for two weeks;
//! - a source without success for twice its interval. Of a source that is stale after so many hours, half of them are
//!   its interval.

use super::{AlertMetric, AlertRule, Scope, Severity};
use crate::config::Thresholds;
use crate::ids::RuleId;

/// Fewer finished tickets say nothing of a misroute rate.
const ENOUGH_TICKETS: u64 = 20;

/// The built-in rules, with the lines of `[thresholds]`.
#[must_use]
pub fn built_in(thresholds: &Thresholds) -> Vec<AlertRule> {
    use AlertMetric::{Coverage, ForwardLoad, MaintenanceShare, MisrouteRate, SourceAge, UndrainedFlow};
    let gate = thresholds.coverage_gate;
    let share = |id, scope, severity, raise: f64| AlertRule {
        periods: thresholds.weeks,
        severity,
        coverage_gate: Some(gate),
        ..rule(id, MaintenanceShare, scope, raise, raise - thresholds.clear_below)
    };
    let (warn, critical) = (thresholds.warn, thresholds.critical);
    vec![
        share("maintenance-share-warn", Scope::Squad, Severity::Warn, warn),
        share(
            "maintenance-share-critical",
            Scope::Squad,
            Severity::Critical,
            critical,
        ),
        share("tribe-maintenance-share-warn", Scope::Tribe, Severity::Warn, warn),
        share(
            "tribe-maintenance-share-critical",
            Scope::Tribe,
            Severity::Critical,
            critical,
        ),
        AlertRule {
            periods: 4,
            ..rule("backlog-cannot-drain", UndrainedFlow, Scope::Squad, 0.25, 0.1)
        },
        rule("forward-load", ForwardLoad, Scope::Squad, 0.90, 0.85),
        AlertRule {
            at_least: ENOUGH_TICKETS,
            ..rule("misroute-rate", MisrouteRate, Scope::Squad, 0.25, 0.20)
        },
        AlertRule {
            periods: 2,
            ..rule("logs-missing", Coverage, Scope::Squad, gate, gate + 0.05)
        },
        rule("source-stale", SourceAge, Scope::Source, 2.0, 1.0),
    ]
}

fn rule(id: &str, metric: AlertMetric, scope: Scope, raise: f64, clear: f64) -> AlertRule {
    AlertRule {
        id: RuleId::new(id).unwrap_or_else(|_| unreachable!("a constant key")),
        metric,
        scope,
        squads: Vec::new(),
        tribes: Vec::new(),
        raise,
        clear,
        periods: 1,
        severity: Severity::Warn,
        owner: None,
        coverage_gate: None,
        at_least: 0,
    }
}
