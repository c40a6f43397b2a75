//! Why nobody is told of an alert just now.

use anyhow::Result;
use chrono::{DateTime, Utc};
use model::alert::AlertStatus;
use model::config::Config;
use store::Store;

/// What decides whether people are told.
#[derive(Debug, Default)]
pub(crate) struct Hush {}

impl Hush {
    /// Reads what people said.
    pub(crate) async fn read(_config: &Config, _store: &Store, _now: DateTime<Utc>) -> Result<Self> {
        Ok(Self {})
    }

    /// Why nobody is told of what happened to an alert.
    pub(crate) fn transition(&self, _status: &AlertStatus) -> Option<String> {
        None
    }

    /// Why nobody is reminded of an alert.
    pub(crate) fn reminder(&self, _status: &AlertStatus) -> Option<String> {
        None
    }
}
