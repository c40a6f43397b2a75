//! `plimsoll refresh`: brings facts, figures and alerts up to the data.

use crate::cli::Global;
use crate::failure::Outcome;
use crate::human;
use crate::jobs::deliver;
use crate::jobs::evaluate::{self, Evaluated};
use crate::jobs::refresh;
use crate::output::line;
use crate::setup::Setup;
use analytics::Warehouse;
use anyhow::Result;
use model::alert::{AlertMetric, AlertStatus, AlertTransition, Scope};
use std::collections::BTreeMap;
use store::Store;

/// So many squads or changes are told one by one.
const TOLD: usize = 10;

/// The words of `plimsoll refresh`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Write everything again, not only what changed
    #[arg(long)]
    full: bool,
}

/// Refreshes and tells what happened.
pub(crate) async fn run(args: &Args, global: &Global) -> Result<Outcome> {
    let setup = Setup::load(global)?;
    let store = setup.store().await?;
    let warehouse = setup.warehouse()?;
    refresh_and_evaluate(&setup, &store, &warehouse, args.full).await?;
    Ok(Outcome::Done)
}

/// Refreshes, evaluates the alert rules, and tells what happened.
pub(crate) async fn refresh_and_evaluate(
    setup: &Setup,
    store: &Store,
    warehouse: &Warehouse,
    full: bool,
) -> Result<()> {
    let refreshed = refresh::run(setup, store, warehouse, full).await?;
    let evaluated = evaluate::run(setup, store, warehouse).await?;
    if !setup.quiet {
        line(describe(&refreshed))?;
        line(describe_alerts(setup, &evaluated))?;
    }
    deliver::run_after(setup, store, warehouse).await;
    Ok(())
}

/// What a refresh did, in a sentence.
pub(crate) fn describe(refreshed: &refresh::Refreshed) -> String {
    let snapshot = &refreshed.snapshot;
    let span = match (snapshot.first_week, snapshot.last_week) {
        (Some(first), Some(last)) => format!("{first} to {last}"),
        _ => "no weeks yet".to_owned(),
    };
    let how = match (refreshed.months, refreshed.everything) {
        (0, _) => "nothing had changed".to_owned(),
        (months, true) => format!(
            "everything written, {}",
            human::count(months as u64, "month file")
        ),
        (months, false) => format!("{} changed", human::count(months as u64, "month file")),
    };
    format!(
        "Figures are up to date: {span}, rules {}, {how} ({:.1} s).",
        snapshot.rules_version, refreshed.seconds
    )
}

/// Who went under water or came back, and who is under water now. A first import tells of years: only the last
/// closed week of them is news.
fn describe_alerts(setup: &Setup, evaluated: &Evaluated) -> String {
    let told = evaluated.transitions.iter();
    let mut news: Vec<_> = told.filter(|transition| transition.is_news()).collect();
    news.sort_by_key(|transition| std::cmp::Reverse(transition.week));
    news.truncate(TOLD);
    let mut lines: Vec<_> = news
        .iter()
        .rev()
        .map(|transition| describe_alert(transition))
        .collect();
    let others = evaluated.transitions.len() - news.len();
    if others > 0 {
        lines.push(format!(
            "{} of alerts noted in {}.",
            human::count(others as u64, "change"),
            setup.data.alerts_log().display()
        ));
    }
    lines.push(under_water(&evaluated.statuses));
    lines.extend(others_raised(&evaluated.statuses));
    lines.join("\n")
}

fn under_water(statuses: &[AlertStatus]) -> String {
    let raised = raised(statuses);
    if raised.is_empty() {
        return "No squad is under water.".to_owned();
    }
    let mut lines = vec!["Under water:".to_owned()];
    lines.extend(
        raised
            .values()
            .take(TOLD)
            .map(|alerts| format!("  {}", describe_raised(alerts))),
    );
    if raised.len() > TOLD {
        lines.push(format!(
            "  and {} more: `plimsoll show alerts`",
            raised.len() - TOLD
        ));
    }
    lines.join("\n")
}

/// What else is raised, in a line.
fn others_raised(statuses: &[AlertStatus]) -> Option<String> {
    let others = statuses
        .iter()
        .filter(|status| status.state.is_raised() && !is_spell(status))
        .count();
    (others > 0).then(|| {
        format!(
            "{} raised besides: `plimsoll show alerts`",
            human::count(others as u64, "alert")
        )
    })
}

/// Whether it says that a squad is, or may be, under water.
fn is_spell(status: &AlertStatus) -> bool {
    status.metric == AlertMetric::MaintenanceShare && status.subject.scope == Scope::Squad
}

fn describe_raised(alerts: &[&AlertStatus]) -> String {
    let squad = alerts.first().map_or("", |alert| alert.subject.key.as_str());
    let lines: Vec<_> = alerts
        .iter()
        .map(|alert| format!("{}{}", alert.severity, since(alert)))
        .collect();
    format!("{squad}: {}", lines.join(", "))
}

/// ` since 2026-W05`, where it is known.
pub(crate) fn since(status: &AlertStatus) -> String {
    status
        .since
        .map(|week| format!(" since {week}"))
        .unwrap_or_default()
}

/// The alerts of every squad that is under water, the lowest line first.
pub(crate) fn raised(statuses: &[AlertStatus]) -> BTreeMap<&str, Vec<&AlertStatus>> {
    let mut raised: BTreeMap<&str, Vec<&AlertStatus>> = BTreeMap::new();
    for status in statuses
        .iter()
        .filter(|status| status.state.is_raised() && is_spell(status))
    {
        raised
            .entry(status.subject.key.as_str())
            .or_default()
            .push(status);
    }
    for alerts in raised.values_mut() {
        alerts.sort_by_key(|alert| alert.severity);
    }
    raised
}

/// What happened to an alert, in a sentence.
fn describe_alert(transition: &AlertTransition) -> String {
    let status = &transition.status;
    let since = status
        .since
        .map(|week| format!(" since {week}"))
        .unwrap_or_default();
    let value = status.value.map_or_else(
        || "no value".to_owned(),
        |value| human::measure(status.metric, value),
    );
    let late = transition
        .late
        .map(|late| format!(", {} by late data", late.word()))
        .unwrap_or_default();
    format!(
        "Alert {} ({}): {} {} went from {} to {}{since}{late}; {value} in {}, line {}.",
        status.rule,
        status.severity,
        status.subject.scope,
        status.subject.key,
        transition.from,
        status.state,
        status.through,
        human::measure(status.metric, status.raise)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::alert::{AlertState, Severity};

    fn status(squad: &str, severity: Severity, state: AlertState) -> AlertStatus {
        AlertStatus {
            rule: "r".parse().unwrap(),
            subject: squad.parse::<model::ids::SquadId>().unwrap().into(),
            metric: model::alert::AlertMetric::MaintenanceShare,
            severity,
            state,
            since: Some("2026-W01".parse().unwrap()),
            through: "2026-W05".parse().unwrap(),
            value: None,
            raise: 0.35,
            clear: 0.3,
            held: None,
            number: 1,
            evidence: String::new(),
        }
    }

    #[test]
    fn a_squad_is_told_once_with_all_its_alerts() {
        let statuses = [
            status("a", Severity::Critical, AlertState::Recovering),
            status("a", Severity::Warn, AlertState::Firing),
            status("b", Severity::Warn, AlertState::Pending),
        ];
        assert_eq!(
            under_water(&statuses),
            "Under water:\n  a: warn since 2026-W01, critical since 2026-W01"
        );
        assert_eq!(under_water(&statuses[2..]), "No squad is under water.");
    }
}
