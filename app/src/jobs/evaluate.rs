//! Asks the alert rules about the closed weeks, remembers what they say, and writes what happened to
//! `alerts.log`: one line a transition, each once, also after a crash.

mod alerts_log;

use crate::clock;
use crate::setup::Setup;
use analytics::Warehouse;
use anyhow::Result;
use model::activity::Method;
use model::alert::{AlertStatus, AlertTransition, SpellRule};
use model::analyst::{Analyst, AnalystError, MaintenanceRow};
use model::query::Filter;
use store::Store;

/// What the rules say now.
#[derive(Debug, Default)]
pub(crate) struct Evaluated {
    /// Where every rule stands for every squad.
    pub(crate) statuses: Vec<AlertStatus>,
    /// What happened since the last time.
    pub(crate) transitions: Vec<AlertTransition>,
    /// Whether nothing was remembered before: then all of history is news.
    pub(crate) is_first: bool,
}

/// Evaluates all rules over all squads' weeks.
pub(crate) async fn run(setup: &Setup, store: &Store, warehouse: &Warehouse) -> Result<Evaluated> {
    let Some(rows) = weeks(setup, warehouse).await? else {
        return Ok(Evaluated::default());
    };
    let rules = SpellRule::of(&setup.config.thresholds);
    let before = store.alert_statuses().await?;
    let (statuses, transitions) = analytics::alerts::evaluate(&rows, &rules, &before, clock::now());
    store.save_alerts(&statuses, &transitions).await?;
    for transition in &transitions {
        tracing::info!("alert: {}", alerts_log::line(transition));
    }
    tell(setup, store).await?;
    Ok(Evaluated {
        statuses,
        transitions,
        is_first: before.is_empty(),
    })
}

/// Every squad's weeks; none while there are no figures.
async fn weeks(setup: &Setup, warehouse: &Warehouse) -> Result<Option<Vec<MaintenanceRow>>> {
    // Shares by activity cannot show overload: no rule asks for them.
    let filter = Filter {
        method: Some(Method::Worklogs),
        ..Filter::all(setup.today())
    };
    let warehouse = warehouse.clone();
    match tokio::task::spawn_blocking(move || warehouse.maintenance(&filter)).await? {
        Ok(answer) => Ok(Some(answer.rows)),
        Err(AnalystError::NothingYet) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Writes to `alerts.log` what the store remembers and the log has not.
async fn tell(setup: &Setup, store: &Store) -> Result<()> {
    let mut log = alerts_log::AlertsLog::open(&setup.data.alerts_log())?;
    loop {
        let history = store.alert_history(log.last(), 1_000).await?;
        if history.is_empty() {
            return Ok(());
        }
        log.append(&history)?;
    }
}
