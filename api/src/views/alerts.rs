//! The alerts: what is wrong now, and what changed when.

use crate::app::Inner;
use crate::link;
use crate::views::squads::squad_link;
use crate::views::words;
use model::alert::{AlertState, AlertStatus, AlertSubject, AlertTransition, Late, Scope};
use reports::pages::Link;
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
            .then_with(|| (a.since, &a.subject).cmp(&(b.since, &b.subject)))
    });
    raised.into_iter().map(|status| row(app, status)).collect()
}

/// Whom an alert is about, with the way to their page.
fn subject_link(app: &Inner, subject: &AlertSubject) -> Link {
    match (subject.squad(), subject.scope) {
        (Some(squad), _) => squad_link(app.config(), &squad),
        (None, Scope::Tribe) => Link::new(subject.key.clone(), link::tribe(&subject.key)),
        (None, _) => Link::new(subject.to_string(), "/quality".to_owned()),
    }
}

fn row(app: &Inner, status: &AlertStatus) -> AlertRow {
    let weeks = status
        .since
        .map_or(0, |since| status.through.weeks_since(since) + 1);
    AlertRow {
        rule: status.rule.to_string(),
        scope: subject_link(app, &status.subject),
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
    let to = match (change.late, change.status.state) {
        (Some(Late::Withdrawn), _) => reports::AlertState::Withdrawn,
        (_, state) => words::alert_state(state),
    };
    HistoryRow {
        at: app.local(change.noticed_at),
        period: words::week(change.week),
        rule: change.status.rule.to_string(),
        scope: subject_link(app, &change.status.subject),
        from: words::alert_state(change.from),
        to,
        value: change.status.value,
    }
}
