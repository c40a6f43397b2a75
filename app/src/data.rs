//! The data folder: where what is in it lies, and the lock that keeps two writers apart.

use crate::cli::Global;
use crate::failure::reason;
use anyhow::{Context, Result, anyhow};
use model::ids::SourceId;
use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

/// Where data lies if nobody says.
const USUAL: &str = "plimsoll-data";

/// The data folder.
#[derive(Debug, Clone)]
pub(crate) struct Data {
    root: PathBuf,
}

/// Held while somebody writes; let go when dropped, also by a process that was killed.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

impl Data {
    /// The folder the caller names, or the usual one.
    pub(crate) fn of(global: &Global) -> Self {
        let root = global.data.clone().unwrap_or_else(|| PathBuf::from(USUAL));
        Self { root }
    }

    /// A folder.
    pub(crate) fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The folder itself.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The embedded database.
    pub(crate) fn database(&self) -> PathBuf {
        self.root.join("plimsoll.db")
    }

    /// Facts and rollups.
    pub(crate) fn analytics(&self) -> PathBuf {
        self.root.join("analytics")
    }

    /// One line for each thing that happened to an alert.
    pub(crate) fn alerts_log(&self) -> PathBuf {
        self.root.join("alerts.log")
    }

    /// The rows of an import that could not be taken.
    pub(crate) fn rejects(&self, source: &SourceId, run: i64) -> PathBuf {
        self.root.join("rejects").join(format!("{source}-{run}.csv"))
    }

    /// The demo's files.
    pub(crate) fn demo(&self) -> PathBuf {
        self.root.join("demo")
    }

    /// Makes the folder, readable by its owner only where the system knows owners: it holds people's hours.
    pub(crate) fn create(&self) -> Result<()> {
        if self.root.is_dir() {
            return Ok(());
        }
        let mut builder = std::fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&self.root).map_err(|error| {
            anyhow!(
                "cannot make the data folder {}: {}; say where it may be with --data DIR",
                self.root.display(),
                reason(&error)
            )
        })
    }

    /// Waits until nobody else imports or refreshes in this folder, then keeps others from it.
    pub(crate) async fn lock(&self, waiting: impl FnOnce()) -> Result<Lock> {
        let file = self.lock_file()?;
        match file.try_lock() {
            Ok(()) => return Ok(Lock { _file: file }),
            Err(TryLockError::WouldBlock) => waiting(),
            Err(TryLockError::Error(error)) => return Err(self.no_lock(&error)),
        }
        let file = tokio::task::spawn_blocking(move || file.lock().map(|()| file)).await?;
        let file = file.map_err(|error| self.no_lock(&error))?;
        Ok(Lock { _file: file })
    }

    /// The same without waiting: none while somebody else has it.
    pub(crate) fn try_lock(&self) -> Result<Option<Lock>> {
        let file = self.lock_file()?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Lock { _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(self.no_lock(&error)),
        }
    }

    fn lock_file(&self) -> Result<File> {
        self.create()?;
        let file = self.root.join("plimsoll.lock");
        OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&file)
            .with_context(|| {
                format!(
                    "cannot write {}: is the data folder yours to write?",
                    file.display()
                )
            })
    }

    fn no_lock(&self, error: &std::io::Error) -> anyhow::Error {
        anyhow!(
            "cannot lock the data folder {}: {}",
            self.root.display(),
            reason(error)
        )
    }
}
