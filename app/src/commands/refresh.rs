//! `plimsoll refresh`: brings facts, figures and alerts up to the data.

use crate::cli::Global;
use crate::failure::Outcome;
use crate::human;
use crate::jobs::{evaluate, refresh};
use crate::output::line;
use crate::setup::Setup;
use analytics::Warehouse;
use anyhow::Result;
use model::alert::AlertTransition;
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
) -> Result<evaluate::Evaluated> {
    let refreshed = refresh::run(setup, store, warehouse, full).await?;
    let evaluated = evaluate::run(setup, store, warehouse).await?;
    if !setup.quiet {
        line(describe(&refreshed))?;
        for transition in &evaluated.transitions {
            line(describe_alert(transition))?;
        }
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

/// What happened to an alert, in a sentence.
pub(crate) fn describe_alert(transition: &AlertTransition) -> String {
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
