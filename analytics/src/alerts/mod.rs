//! Alerts (section 10 of the book): figures against rules and what was told before. They find; telling is somebody
//! else's. One file a kind of rule: `weekly` replays closed weeks, `momentary` looks at today's value.

mod backtest;
pub mod characteristics;
mod momentary;
mod rows;
mod series;
mod weekly;

pub use backtest::{Fired, backtest};
pub use rows::{of_flow, of_forward, of_maintenance, of_routing};
pub use series::{Point, Series};

use chrono::{DateTime, Utc};
use model::alert::{AlertRule, AlertState, AlertStatus, AlertTransition, Evidence, Late, Tribes};

/// Compares series with rules and with the stored statuses.
///
/// Returns the statuses to store, for every rule and subject, and the transitions to tell, by subject, rule and week,
/// numbered on from the stored ones. A stored status whose subject or rule is no more goes back to `ok`. Evaluating
/// again what was returned gives no transition.
#[must_use]
pub fn evaluate(
    series: &[Series],
    rules: &[AlertRule],
    before: &[AlertStatus],
    tribes: &Tribes,
    now: DateTime<Utc>,
) -> (Vec<AlertStatus>, Vec<AlertTransition>) {
    let mut statuses = Vec::new();
    let mut transitions = Vec::new();
    for series in series {
        let of_metric = |rule: &&AlertRule| {
            rule.metric == series.metric && rule.watches(&series.subject, tribes) && !series.points.is_empty()
        };
        for rule in rules.iter().filter(of_metric) {
            let stored = before
                .iter()
                .find(|status| status.rule == rule.id && status.subject == series.subject);
            let found = if rule.metric.is_momentary() {
                momentary::evaluate(series, rule, stored, now)
            } else {
                weekly::evaluate(series, rule, stored, now)
            };
            if let Some((status, told)) = found {
                let (status, told) = numbered(status, told, stored);
                statuses.push(status);
                transitions.extend(told);
            }
        }
    }
    for stored in before {
        let is_done = |done: &AlertStatus| done.rule == stored.rule && done.subject == stored.subject;
        if statuses.iter().any(is_done) {
            continue;
        }
        let rule = rules
            .iter()
            .find(|rule| rule.id == stored.rule && rule.watches(&stored.subject, tribes));
        let (status, told) = cleared(stored, rule, now);
        let (status, told) = numbered(status, told, Some(stored));
        statuses.push(status);
        transitions.extend(told);
    }
    (statuses, transitions)
}

/// Gives transitions the numbers after the last one, and the status the last of them.
fn numbered(
    status: AlertStatus,
    mut told: Vec<AlertTransition>,
    stored: Option<&AlertStatus>,
) -> (AlertStatus, Vec<AlertTransition>) {
    let mut number = stored.map_or(0, |stored| stored.number);
    for transition in &mut told {
        number += 1;
        transition.status.number = number;
    }
    (AlertStatus { number, ..status }, told)
}

/// A status whose subject has no figures left or whose rule is no more. Only the first is late data's doing.
fn cleared(
    stored: &AlertStatus,
    rule: Option<&AlertRule>,
    now: DateTime<Utc>,
) -> (AlertStatus, Vec<AlertTransition>) {
    let evidence = Evidence {
        is_gone: rule.is_none(),
        ..rule.map(Evidence::of).unwrap_or_default()
    };
    let ok = AlertStatus {
        state: AlertState::Ok,
        since: None,
        value: None,
        held: None,
        evidence: evidence.to_string(),
        ..stored.clone()
    };
    let withdrawn = stored.state.is_raised() && rule.is_some_and(|rule| !rule.metric.is_momentary());
    let told = (stored.state != AlertState::Ok).then(|| AlertTransition {
        status: ok.clone(),
        from: stored.state,
        week: stored.through,
        late: withdrawn.then_some(Late::Withdrawn),
        is_history: false,
        noticed_at: now,
    });
    (ok, told.into_iter().collect())
}

#[cfg(test)]
mod tests;
