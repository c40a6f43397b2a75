//! Why nobody is told of an alert just now: somebody silenced it, another alert says it already, or somebody has taken
//! it (section 10 of the book).
//!
//! Whoever has taken an alert is not reminded of it, and still hears when it is over. A silence and another alert that
//! says more keep everything back.

use anyhow::Result;
use chrono::{DateTime, Utc};
use model::alert::{Acknowledgement, AlertStatus, Around, Quiet, Silence, Tribes, quiet};
use model::config::Config;
use store::Store;

/// What decides whether people are told.
#[derive(Debug)]
pub(crate) struct Hush {
    statuses: Vec<AlertStatus>,
    silences: Vec<Silence>,
    acknowledgements: Vec<Acknowledgement>,
    tribes: Tribes,
    now: DateTime<Utc>,
}

impl Hush {
    /// Reads what people said, as it is at an instant.
    pub(crate) async fn read(config: &Config, store: &Store, now: DateTime<Utc>) -> Result<Self> {
        Ok(Self {
            statuses: store.alert_statuses().await?,
            silences: store.silences(now).await?,
            acknowledgements: store.acknowledgements(now).await?,
            tribes: config.tribes_of_squads(),
            now,
        })
    }

    /// Why nobody is told of what happened to an alert.
    pub(crate) fn transition(&self, status: &AlertStatus) -> Option<String> {
        match self.quiet(status)? {
            Quiet::Acknowledged { .. } => None,
            quiet => Some(why(&quiet)),
        }
    }

    /// Why nobody is reminded of an alert.
    pub(crate) fn reminder(&self, status: &AlertStatus) -> Option<String> {
        self.quiet(status).map(|quiet| why(&quiet))
    }

    fn quiet(&self, status: &AlertStatus) -> Option<Quiet> {
        let around = Around {
            statuses: &self.statuses,
            silences: &self.silences,
            acknowledgements: &self.acknowledgements,
            tribes: &self.tribes,
        };
        quiet(status, &around, self.now)
    }
}

fn why(quiet: &Quiet) -> String {
    match quiet {
        Quiet::Silenced {
            by, reason, until, ..
        } => format!("silenced by {by} until {until}: {reason}"),
        Quiet::Inhibited { rule, subject } => format!("inhibited by {rule} of {subject}"),
        Quiet::Acknowledged { by, until } => format!("acknowledged by {by} until {until}"),
    }
}
