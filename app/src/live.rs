//! Keeps a server fresh: takes over figures that another process made, and asks the alert rules again when a week
//! has closed.

use crate::jobs::evaluate;
use crate::setup::Setup;
use analytics::Warehouse;
use model::query::Filter;
use model::time::Week;
use std::time::Duration;
use store::Store;
use tokio::sync::watch;

/// How often it looks.
const EVERY: Duration = Duration::from_secs(2);

/// Looks until it is told to stop. What fails is logged and tried again.
pub(crate) async fn keep_fresh(
    setup: Setup,
    store: Store,
    warehouse: Warehouse,
    mut stopped: watch::Receiver<bool>,
) {
    let mut evaluated: Option<Week> = None;
    let mut warned = false;
    loop {
        tokio::select! {
            _ = stopped.wait_for(|stopped| *stopped) => return,
            () = tokio::time::sleep(EVERY) => {}
        }
        let done = look(&setup, &store, &warehouse, &mut evaluated).await;
        if let Err(error) = &done
            && !warned
        {
            tracing::warn!("figures are not taken over: {}", crate::failure::message(error));
        }
        warned = done.is_err();
    }
}

async fn look(
    setup: &Setup,
    store: &Store,
    warehouse: &Warehouse,
    evaluated: &mut Option<Week>,
) -> anyhow::Result<()> {
    let reopened = warehouse.clone();
    if tokio::task::spawn_blocking(move || reopened.reload()).await?? {
        tracing::info!("new figures are in force");
    }
    let closed = Filter::all(setup.today()).last_closed_week();
    if *evaluated == Some(closed) {
        return Ok(());
    }
    // Whoever imports or refreshes evaluates afterwards.
    if let Some(_lock) = setup.data.try_lock()? {
        evaluate::run(setup, store, warehouse).await?;
        *evaluated = Some(closed);
    }
    Ok(())
}
