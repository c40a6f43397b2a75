//! The alerts: what is wrong now, and what changed when.

use crate::app::Inner;
use crate::views::squads::squad_link;
use crate::views::words;
use model::alert::{AlertState, AlertStatus, AlertTransition};
use reports::pages::alerts::{AlertRow, AlertTransition as HistoryRow, AlertsView};

/// Fills the page. `history` is oldest first.
pub(crate) fn view(app: &Inner, statuses: &[AlertStatus], history: &[AlertTransition]) -> AlertsView {
    AlertsView {
        current: current(app, statuses),
        history: history.iter().rev().map(|change| changed(app, change)).collect(),
        next: None,
    }
}

/// The alerts that are not `ok`, worst first.
pub(crate) fn current(app: &Inner, statuses: &[AlertStatus]) -> Vec<AlertRow> {
    let mut raised: Vec<_> = statuses
        .iter()
        .filter(|status| status.state != AlertState::Ok)
        .collect();
    raised.sort_by(|a, b| {
        let weight = |status: &AlertStatus| (status.state.is_raised(), status.severity);
        weight(b)
            .cmp(&weight(a))
            .then_with(|| (a.since, &a.squad).cmp(&(b.since, &b.squad)))
    });
    raised.into_iter().map(|status| row(app, status)).collect()
}

fn row(app: &Inner, status: &AlertStatus) -> AlertRow {
    let weeks = status
        .since
        .map_or(0, |since| status.through.weeks_since(since) + 1);
    AlertRow {
        rule: status.rule.to_string(),
        scope: squad_link(app.config(), &status.squad),
        state: words::alert_state(status.state),
        severity: words::severity(status.severity),
        since: status.since.map(words::week),
        periods: u32::try_from(weeks).unwrap_or(0),
        value: status.value,
        raise: status.raise,
        acknowledged_by: None,
    }
}

fn changed(app: &Inner, change: &AlertTransition) -> HistoryRow {
    let to = match (change.withdrawn_by_late_data, change.status.state) {
        (true, _) => reports::AlertState::Withdrawn,
        (false, state) => words::alert_state(state),
    };
    HistoryRow {
        at: app.local(change.noticed_at),
        period: words::week(change.week),
        rule: change.status.rule.to_string(),
        scope: squad_link(app.config(), &change.status.squad),
        from: words::alert_state(change.from),
        to,
        value: change.status.value,
    }
}
