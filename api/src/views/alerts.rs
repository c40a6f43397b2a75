//! The alerts: what is wrong now, and what changed when.

use crate::app::Inner;
use crate::link;
use crate::views::squads::squad_link;
use crate::views::words;
use model::alert::{AlertMetric, AlertState, AlertStatus, AlertSubject, AlertTransition, Late, Quiet, Scope};
use reports::pages::Link;
use reports::pages::alerts::{AlertRow, AlertTransition as HistoryRow, AlertsView, Hushed, Measure};

/// Fills the page. `history` is oldest first.
pub(crate) fn view(
    app: &Inner,
    alerts: &[(AlertStatus, Option<Quiet>)],
    history: &[AlertTransition],
    may_hush: bool,
) -> AlertsView {
    AlertsView {
        current: current(app, alerts),
        history: history.iter().rev().map(|change| changed(app, change)).collect(),
        next: None,
        may_hush,
    }
}

/// The alerts that are not `ok`, worst first; those that nobody is told of after the others.
pub(crate) fn current(app: &Inner, alerts: &[(AlertStatus, Option<Quiet>)]) -> Vec<AlertRow> {
    let mut raised: Vec<_> = alerts
        .iter()
        .filter(|(status, _)| status.state != AlertState::Ok)
        .collect();
    raised.sort_by(|(a, quiet_a), (b, quiet_b)| {
        let weight = |status: &AlertStatus, quiet: &Option<Quiet>| {
            (status.state.is_raised(), quiet.is_none(), status.severity)
        };
        weight(b, quiet_b)
            .cmp(&weight(a, quiet_a))
            .then_with(|| (a.since, &a.subject).cmp(&(b.since, &b.subject)))
    });
    raised
        .into_iter()
        .map(|(status, quiet)| row(app, status, quiet.as_ref()))
        .collect()
}

/// Whom an alert is about, with the way to their page.
pub(super) fn subject_link(app: &Inner, subject: &AlertSubject) -> Link {
    match (subject.squad(), subject.scope) {
        (Some(squad), _) => squad_link(app.config(), &squad),
        (None, Scope::Tribe) => Link::new(subject.key.clone(), link::tribe(&subject.key)),
        (None, _) => Link::new(subject.to_string(), "/quality".to_owned()),
    }
}

/// One alert.
pub(super) fn row(app: &Inner, status: &AlertStatus, quiet: Option<&Quiet>) -> AlertRow {
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
        measure: measure(status.metric),
        quiet: quiet.map(|quiet| match quiet {
            Quiet::Silenced {
                id,
                by,
                reason,
                until,
            } => Hushed::Silenced {
                id: *id,
                by: by.clone(),
                reason: reason.clone(),
                until: app.local(*until),
            },
            Quiet::Inhibited { subject, .. } => Hushed::Inhibited(subject_link(app, subject)),
            Quiet::Acknowledged { by, until } => Hushed::Acknowledged {
                by: by.clone(),
                until: app.local(*until),
            },
        }),
        id: status.id(),
    }
}

/// One change of an alert.
pub(super) fn changed(app: &Inner, change: &AlertTransition) -> HistoryRow {
    let to = match (change.late, change.status.state) {
        (Some(Late::Withdrawn), _) => reports::AlertState::Withdrawn,
        (Some(Late::Confirmed), _) => reports::AlertState::Confirmed,
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
        measure: measure(change.status.metric),
    }
}

/// What the values of a metric are.
fn measure(metric: AlertMetric) -> Measure {
    match metric {
        AlertMetric::MaintenanceShare => Measure::MaintenanceShare,
        AlertMetric::MaintenanceLoad => Measure::MaintenanceLoad,
        AlertMetric::Coverage => Measure::Coverage,
        AlertMetric::UndrainedFlow => Measure::UndrainedFlow,
        AlertMetric::Backlog => Measure::Backlog,
        AlertMetric::OpenAgeP85 => Measure::OpenAge,
        AlertMetric::ForwardLoad => Measure::ForwardLoad,
        AlertMetric::MisrouteRate => Measure::MisrouteRate,
        AlertMetric::SourceAge => Measure::SourceAge,
    }
}
