//! A metric of which only today's value is known (forward load, the age of a source): what was is remembered, not
//! replayed, so late data cannot take it back. One look raises, one look ends; between the lines the state stays.

use super::series::Series;
use crate::figures::watch::{Lines, Seen};
use chrono::{DateTime, Utc};
use model::alert::{AlertRule, AlertState, AlertStatus, AlertTransition, Evidence};

/// The status after a look at the last point, and what is to be told.
pub(super) fn evaluate(
    series: &Series,
    rule: &AlertRule,
    stored: Option<&AlertStatus>,
    now: DateTime<Utc>,
) -> Option<(AlertStatus, Vec<AlertTransition>)> {
    let point = series.points.last()?;
    let lines = Lines::from(rule);
    let (before, since) = stored.map_or((AlertState::Ok, None), |stored| (stored.state, stored.since));
    let (seen, held) = point.seen(rule);
    let after = match seen {
        Seen::Value(value) if lines.is_over(value) => AlertState::Firing,
        Seen::Value(value) if lines.is_clear(value) => AlertState::Ok,
        _ => before,
    };
    let since = after.is_raised().then(|| since.unwrap_or(point.week));
    let status = AlertStatus {
        evidence: Evidence::of(rule).to_string(),
        ..point.status(&series.subject, rule, (after, since), held)
    };
    let told = (before != after).then(|| AlertTransition {
        status: status.clone(),
        from: before,
        week: point.week,
        late: None,
        is_history: false,
        noticed_at: now,
    });
    Some((status, told.into_iter().collect()))
}
