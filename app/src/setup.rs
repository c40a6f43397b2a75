//! What most commands start from: the configuration, its rules, the data folder, the store and the figures.

use crate::cli::Global;
use crate::data::Data;
use crate::database::DatabaseUrl;
use crate::{clock, config};
use analytics::Warehouse;
use anyhow::{Result, anyhow};
use chrono::NaiveDate;
use model::config::Config;
use model::rules::Rules;
use std::path::PathBuf;
use std::sync::Arc;
use store::Store;

/// The configuration and where things are.
#[derive(Debug, Clone)]
pub(crate) struct Setup {
    /// `plimsoll.toml`.
    pub(crate) config: Arc<Config>,
    /// Where it was found.
    pub(crate) file: PathBuf,
    /// Its rules, compiled.
    pub(crate) rules: Arc<Rules>,
    /// The data folder.
    pub(crate) data: Data,
    /// Whether only data and errors may be said.
    pub(crate) quiet: bool,
}

impl Setup {
    /// Finds and reads the configuration.
    pub(crate) fn load(global: &Global) -> Result<Self> {
        let data = Data::of(global);
        let file = config::find(global, &data)?;
        Self::of(file, data, global.quiet)
    }

    /// Reads a configuration for a data folder.
    pub(crate) fn of(file: PathBuf, data: Data, quiet: bool) -> Result<Self> {
        let config = config::load(&file)?;
        let rules = Rules::new(&config)?;
        Ok(Self {
            config: Arc::new(config),
            file,
            rules: Arc::new(rules),
            data,
            quiet,
        })
    }

    /// Opens the store; makes or migrates it where needed.
    pub(crate) async fn store(&self) -> Result<Store> {
        open_store(&self.data).await
    }

    /// Opens the figures.
    pub(crate) fn warehouse(&self) -> Result<Warehouse> {
        self.data.create()?;
        let organisation = analytics::Organisation::from(&*self.config);
        Ok(Warehouse::open(&self.data.analytics(), Arc::new(organisation))?)
    }

    /// The day it is, where the organisation is.
    pub(crate) fn today(&self) -> NaiveDate {
        clock::today(self.config.organisation.time_zone)
    }

    /// Says something that is not data, unless nobody wants to hear it.
    pub(crate) fn say(&self, message: impl std::fmt::Display) {
        if !self.quiet {
            crate::output::note(message);
        }
    }
}

/// Opens the store of a data folder; makes or migrates it where needed.
pub(crate) async fn open_store(data: &Data) -> Result<Store> {
    let url = DatabaseUrl::of(data);
    if url.is_embedded() {
        data.create()?;
    }
    Store::open(url.secret()).await.map_err(|error| {
        let cause = url.redact(&crate::failure::message(&error.into()));
        if cause.contains(&url.to_string()) {
            anyhow!(cause)
        } else {
            anyhow!("cannot open the database {url}: {cause}")
        }
    })
}
