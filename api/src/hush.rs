//! Why nobody is told of alerts: the statuses, silences and acknowledgements of the store, put together.

use chrono::{DateTime, Utc};
use model::alert::{AlertStatus, Around, Quiet, quiet};
use model::config::Config;
use store::{Store, StoreError};

/// Every status with why nobody is told of it, by rule and subject.
///
/// # Errors
/// When the database fails.
pub async fn alerts(
    store: &Store,
    config: &Config,
    now: DateTime<Utc>,
) -> Result<Vec<(AlertStatus, Option<Quiet>)>, StoreError> {
    let statuses = store.alert_statuses().await?;
    let (silences, acknowledgements) = (store.silences(now).await?, store.acknowledgements(now).await?);
    let tribes = config.tribes_of_squads();
    let around = Around {
        statuses: &statuses,
        silences: &silences,
        acknowledgements: &acknowledgements,
        tribes: &tribes,
    };
    let raised = |status: &AlertStatus| status.state.is_raised();
    let reasons: Vec<_> = statuses
        .iter()
        .map(|status| quiet(status, &around, now).filter(|_| raised(status)))
        .collect();
    Ok(statuses.into_iter().zip(reasons).collect())
}
