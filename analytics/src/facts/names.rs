//! Names of files: kind, month, version of the data and generation, so that no name is ever used twice.

use crate::frame::Writing;
use crate::manifest::PartFile;
use crate::rollups::{self, Rollup};
use crate::symbols::Symbols;
use model::analyst::AnalystError;
use model::time::Month;
use std::path::PathBuf;

/// Where the files of a refresh go and what they are called.
#[derive(Debug, Clone)]
pub(crate) struct Naming {
    pub(crate) folder: PathBuf,
    pub(crate) data_version: i64,
    pub(crate) generation: u64,
}

impl Naming {
    /// The name of a month's file of some kind.
    pub(crate) fn of(&self, kind: &str, month: Month) -> String {
        format!(
            "{kind}-{month}-v{}-g{}.parquet",
            self.data_version, self.generation
        )
    }

    /// The name of a file that holds all months.
    pub(crate) fn whole(&self, kind: &str) -> String {
        format!("{kind}-v{}-g{}.parquet", self.data_version, self.generation)
    }

    /// Starts a file of facts.
    pub(crate) fn start(&self, kind: &str, month: Month) -> Result<(String, Writing), AnalystError> {
        let name = self.of(kind, month);
        let writing = Writing::create(self.folder.join(&name))?;
        Ok((name, writing))
    }

    /// Writes a file of rollups.
    pub(crate) fn rollup<R: Rollup>(
        &self,
        name: String,
        rows: &[R],
        symbols: &Symbols,
    ) -> Result<PartFile, AnalystError> {
        let bytes = rollups::write(&self.folder.join(&name), rows, symbols)?;
        Ok(PartFile { name, bytes })
    }
}
