//! Asks the alert rules about the closed weeks, remembers what they say, and writes what happened to
//! `alerts.log`: one line a transition, each once, also after a crash.

mod alerts_log;
pub(crate) mod series;

use crate::clock;
use crate::notify::plan;
use crate::setup::Setup;
use analytics::Warehouse;
use anyhow::{Result, bail};
use model::alert::{AlertStatus, AlertTransition};
use store::Store;

/// So often another process may be first.
const TRIES: usize = 10;

/// What the rules say now.
#[derive(Debug, Default)]
pub(crate) struct Evaluated {
    /// Where every rule stands for every subject.
    pub(crate) statuses: Vec<AlertStatus>,
    /// What happened since the last time.
    pub(crate) transitions: Vec<AlertTransition>,
}

/// Evaluates all rules over the series they look at. Where another process tells at the same time, the loser looks again.
pub(crate) async fn run(setup: &Setup, store: &Store, warehouse: &Warehouse) -> Result<Evaluated> {
    let rules = setup.config.alert_rules();
    let Some(series) = series::of(setup, store, warehouse, &rules).await? else {
        return Ok(Evaluated::default());
    };
    let tribes = setup.config.tribes_of_squads();
    for _ in 0..TRIES {
        let before = store.alert_statuses().await?;
        let (statuses, transitions) =
            analytics::alerts::evaluate(&series, &rules, &before, &tribes, clock::now());
        let deliveries = plan::transitions(&setup.config, &transitions);
        if !store.save_alerts(&statuses, &transitions, &deliveries).await? {
            continue;
        }
        for transition in transitions.iter().filter(|transition| transition.is_news()) {
            tracing::info!("alert: {}", alerts_log::line(transition));
        }
        tell(setup, store).await?;
        return Ok(Evaluated {
            statuses,
            transitions,
        });
    }
    bail!("alert rules were evaluated by other processes at the same time, {TRIES} times in a row: try again")
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
