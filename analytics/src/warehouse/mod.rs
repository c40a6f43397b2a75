//! The folder that facts and rollups live in, and the snapshot that questions are answered from.
//!
//! ```text
//! <dir>/current                       the rules version in force
//! <dir>/<rules version>/manifest.json which files make its snapshot
//! <dir>/<rules version>/*.parquet     facts and rollups; a file never changes once a manifest names it
//! ```

mod answers;
mod refresh;
mod state;

pub(crate) use refresh::Inbox;
pub use refresh::Refresh;
pub(crate) use state::Loaded;

use crate::manifest;
use crate::organisation::Organisation;
use crate::storage::make_folder;
use crate::symbols::Symbols;
use model::analyst::AnalystError;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Facts, rollups and figures in a folder. Cheap to clone; answers [`model::analyst::Analyst`].
///
/// Every question is answered from one snapshot, whole. A refresh, of this process or another, swaps a new one in;
/// a question that is under way keeps the old one.
#[derive(Clone)]
pub struct Warehouse(Arc<Shared>);

struct Shared {
    root: PathBuf,
    organisation: Arc<Organisation>,
    symbols: Symbols,
    /// Snapshots in memory, by rules version.
    loaded: Mutex<HashMap<String, Arc<Loaded>>>,
}

impl Warehouse {
    /// Opens a folder, which is made if it is not there. Nothing is read until a question is asked, so that a
    /// folder that was damaged can be refreshed all the same.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn open(dir: &Path, organisation: Arc<Organisation>) -> Result<Self, AnalystError> {
        make_folder(dir)?;
        Ok(Self(Arc::new(Shared {
            root: dir.to_owned(),
            organisation,
            symbols: Symbols::default(),
            loaded: Mutex::new(HashMap::new()),
        })))
    }

    /// The snapshot of a rules version, or of the one in force: from memory, unless its manifest has changed.
    pub(crate) fn state(&self, version: Option<&str>) -> Result<Arc<Loaded>, AnalystError> {
        let current = manifest::read_current(&self.0.root)?;
        let version = match (version, current) {
            (Some(asked), _) => self.kept(asked)?,
            (None, Some(current)) => current,
            (None, None) => return Err(AnalystError::NothingYet),
        };
        let folder = self.0.root.join(&version);
        let known = self.known(&version);
        let stamp = state::Stamp::of(&folder)?;
        if let Some(known) = &known
            && known.stamp == stamp
        {
            return Ok(Arc::clone(known));
        }
        let loaded = Loaded::read(&folder, stamp, known.as_deref(), &self.0.symbols)?;
        Ok(self.keep(version, loaded))
    }

    fn kept(&self, asked: &str) -> Result<String, AnalystError> {
        let kept = manifest::kept_versions(&self.0.root);
        if kept.iter().any(|version| version == asked) {
            Ok(asked.to_owned())
        } else {
            Err(AnalystError::UnknownRulesVersion(
                asked.to_owned(),
                kept.join(", "),
            ))
        }
    }

    fn known(&self, version: &str) -> Option<Arc<Loaded>> {
        let loaded = self.0.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        loaded.get(version).cloned()
    }

    /// Swaps a snapshot in.
    fn keep(&self, version: String, loaded: Loaded) -> Arc<Loaded> {
        let loaded = Arc::new(loaded);
        let mut all = self.0.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(version, Arc::clone(&loaded));
        loaded
    }
}
