//! What a server does beside answering: it asks the alert rules again when a week has closed. Figures that another
//! process made need no care: every question looks whether there are newer ones.

use crate::jobs::evaluate;
use crate::setup::Setup;
use analytics::Warehouse;
use anyhow::Result;
use model::query::Filter;
use model::time::Week;
use std::time::Duration;
use store::Store;

/// How often it looks whether a week has closed.
const EVERY: Duration = Duration::from_secs(60);

/// Looks until it is ended. What fails is logged once and tried again.
pub(crate) async fn keep_fresh(setup: Setup, store: Store, warehouse: Warehouse) {
    let mut evaluated: Option<Week> = None;
    let mut warned = false;
    loop {
        let done = look(&setup, &store, &warehouse, &mut evaluated).await;
        if let Err(error) = &done
            && !warned
        {
            tracing::warn!("alert rules are not asked: {}", crate::failure::message(error));
        }
        warned = done.is_err();
        tokio::time::sleep(EVERY).await;
    }
}

async fn look(
    setup: &Setup,
    store: &Store,
    warehouse: &Warehouse,
    evaluated: &mut Option<Week>,
) -> Result<()> {
    let closed = Filter::all(setup.today()).last_closed_week();
    if *evaluated == Some(closed) {
        return Ok(());
    }
    // Whoever imports or refreshes has the lock, and evaluates afterwards.
    if let Some(_lock) = setup.data.try_lock()? {
        evaluate::run(setup, store, warehouse).await?;
        *evaluated = Some(closed);
    }
    Ok(())
}
