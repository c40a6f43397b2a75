//! Alerts that happen as often as somebody wants, to see what becomes of their messages when senders are killed.

use crate::notify::plan;
use crate::setup::Setup;
use anyhow::Result;
use chrono::{DateTime, Utc};
use model::alert::{AlertMetric, AlertState, AlertStatus, AlertSubject, AlertTransition, Severity};
use model::time::Week;
use store::Store;

/// Saves a number of transitions of each squad, with their messages, as an evaluation does; their numbers follow those
/// before. How many there were.
pub(crate) async fn happen(setup: &Setup, store: &Store, times: i64, now: DateTime<Utc>) -> Result<usize> {
    let before = store.alert_statuses().await?;
    let (mut statuses, mut transitions) = (Vec::new(), Vec::new());
    for squad in &setup.config.squads {
        let subject = AlertSubject::from(squad.id.clone());
        let known = before.iter().find(|status| status.subject == subject);
        let mut state = known.map_or(AlertState::Ok, |status| status.state);
        let last = known.map_or(0, |status| status.number);
        for number in last + 1..=last + times {
            let from = state;
            state = match from.is_raised() {
                true => AlertState::Ok,
                false => AlertState::Firing,
            };
            let status = status(subject.clone(), state, number, now);
            transitions.push(AlertTransition {
                week: status.through,
                status: status.clone(),
                from,
                late: None,
                is_history: false,
                noticed_at: now,
            });
            statuses.push(status);
        }
    }
    let deliveries = plan::transitions(&setup.config, &transitions);
    store.save_alerts(&statuses, &transitions, &deliveries).await?;
    Ok(transitions.len())
}

fn status(subject: AlertSubject, state: AlertState, number: i64, now: DateTime<Utc>) -> AlertStatus {
    let through = Week::of(now.date_naive()).previous();
    AlertStatus {
        rule: "bench".parse().unwrap_or_else(|_| unreachable!("a constant key")),
        subject,
        metric: AlertMetric::MaintenanceShare,
        severity: Severity::Warn,
        state,
        since: Some(through),
        through,
        value: Some(0.4),
        raise: 0.35,
        clear: 0.3,
        held: None,
        number,
        evidence: String::new(),
    }
}
