//! `plimsoll refresh`: brings facts, figures and alerts up to the data.

use crate::cli::Global;
use crate::failure::Outcome;
use crate::human;
use crate::jobs::evaluate::{self, Evaluated};
use crate::jobs::refresh;
use crate::output::line;
use crate::setup::Setup;
use analytics::Warehouse;
use anyhow::Result;
use model::alert::{AlertStatus, AlertTransition};
use std::collections::BTreeMap;
use store::Store;

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
) -> Result<Evaluated> {
    let refreshed = refresh::run(setup, store, warehouse, full).await?;
    let evaluated = evaluate::run(setup, store, warehouse).await?;
    if !setup.quiet {
        line(describe(&refreshed))?;
        line(describe_alerts(setup, &evaluated))?;
    }
    Ok(evaluated)
}

fn describe(refreshed: &refresh::Refreshed) -> String {
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

/// What happened in the last closed week, and who is under water now. A first import tells of years: those are in
/// the log.
fn describe_alerts(setup: &Setup, evaluated: &Evaluated) -> String {
    let last = evaluated.statuses.iter().map(|status| status.through).max();
    let is_new = |transition: &&AlertTransition| {
        Some(transition.week) == last && transition.from.is_raised() != transition.status.state.is_raised()
    };
    let news: Vec<_> = evaluated.transitions.iter().filter(is_new).collect();
    let mut lines: Vec<_> = news.iter().map(|transition| describe_alert(transition)).collect();
    let older = evaluated.transitions.len() - news.len();
    if older > 0 {
        lines.push(format!(
            "{} of alerts noted in {}.",
            human::count(older as u64, "change"),
            setup.data.alerts_log().display()
        ));
    }
    lines.push(under_water(&evaluated.statuses));
    lines.join("\n")
}

fn under_water(statuses: &[AlertStatus]) -> String {
    let raised: Vec<_> = worst(statuses)
        .values()
        .map(|status| describe_status(status))
        .collect();
    if raised.is_empty() {
        return "No squad is under water.".to_owned();
    }
    format!("Under water: {}.", raised.join(", "))
}

fn describe_status(status: &AlertStatus) -> String {
    let since = status
        .since
        .map(|week| format!(" since {week}"))
        .unwrap_or_default();
    format!("{}{since} ({})", status.squad, status.severity)
}

/// The most severe alert of every squad that is under water.
pub(crate) fn worst(statuses: &[AlertStatus]) -> BTreeMap<&str, &AlertStatus> {
    let mut worst: BTreeMap<&str, &AlertStatus> = BTreeMap::new();
    for status in statuses.iter().filter(|status| status.state.is_raised()) {
        let entry = worst.entry(status.squad.as_str()).or_insert(status);
        if status.severity > entry.severity {
            *entry = status;
        }
    }
    worst
}

/// What happened to an alert, in a sentence.
fn describe_alert(transition: &AlertTransition) -> String {
    let status = &transition.status;
    let since = status
        .since
        .map(|week| format!(" since {week}"))
        .unwrap_or_default();
    let share = status.value.map_or_else(|| "no share".to_owned(), human::percent);
    format!(
        "Alert ({}): squad {} went from {} to {}{since}; {share} of its hours in {}, line {}.",
        status.severity,
        status.squad,
        transition.from,
        status.state,
        status.through,
        human::percent(status.raise)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::alert::{AlertState, Severity};

    fn status(squad: &str, severity: Severity, state: AlertState) -> AlertStatus {
        AlertStatus {
            rule: "r".parse().unwrap(),
            squad: squad.parse().unwrap(),
            severity,
            state,
            since: Some("2026-W01".parse().unwrap()),
            through: "2026-W05".parse().unwrap(),
            value: None,
            raise: 0.35,
            clear: 0.3,
        }
    }

    #[test]
    fn a_squad_is_told_once_with_its_worst_alert() {
        let statuses = [
            status("a", Severity::Warn, AlertState::Firing),
            status("a", Severity::Critical, AlertState::Recovering),
            status("b", Severity::Warn, AlertState::Pending),
        ];
        assert_eq!(
            under_water(&statuses),
            "Under water: a since 2026-W01 (critical)."
        );
        assert_eq!(under_water(&statuses[2..]), "No squad is under water.");
    }
}
