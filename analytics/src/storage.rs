//! What can go wrong with files, in words that say which file and what to do.

use model::analyst::AnalystError;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

/// A file that cannot be read, written or understood. [`AnalystError::Storage`] adds what to do.
pub(crate) fn failed(path: &Path, error: impl std::fmt::Display) -> AnalystError {
    AnalystError::Storage(format!("{}: {error}", path.display()))
}

/// Something a caller did that the contract forbids.
pub(crate) fn misuse(what: impl Into<String>) -> AnalystError {
    AnalystError::Storage(what.into())
}

/// Makes a folder and those above it.
pub(crate) fn make_folder(path: &Path) -> Result<(), AnalystError> {
    fs::create_dir_all(path).map_err(|error| failed(path, error))
}

/// Writes a file so that, whenever the machine stops, the old one or the new one is there, whole: a temporary
/// file beside it is written and synced, renamed over it, and the folder is synced.
pub(crate) fn replace(path: &Path, content: &[u8]) -> Result<(), AnalystError> {
    let temporary = path.with_extension("tmp");
    let write = || -> std::io::Result<()> {
        let mut file = File::create(&temporary)?;
        file.write_all(content)?;
        file.sync_all()?;
        fs::rename(&temporary, path)
    };
    write().map_err(|error| failed(path, error))?;
    path.parent().map_or(Ok(()), sync_folder)
}

/// Files synced at the same time: file systems write such batches in few steps.
const SYNCED_AT_ONCE: usize = 8;

/// Makes the content of files outlast a power cut.
pub(crate) fn sync_files(paths: &[PathBuf]) -> Result<(), AnalystError> {
    let sync = |path: &PathBuf| {
        let file = File::options().write(true).open(path);
        file.and_then(|file| file.sync_all())
            .map_err(|error| failed(path, error))
    };
    let share = paths.len().div_ceil(SYNCED_AT_ONCE).max(1);
    std::thread::scope(|scope| {
        let threads: Vec<_> = paths
            .chunks(share)
            .map(|paths| scope.spawn(move || paths.iter().try_for_each(sync)))
            .collect();
        threads.into_iter().try_for_each(|thread| {
            thread
                .join()
                .unwrap_or_else(|_| Err(misuse("syncing files failed")))
        })
    })
}

/// Makes renames and new files of a folder outlast a power cut.
pub(crate) fn sync_folder(path: &Path) -> Result<(), AnalystError> {
    // Folders cannot be opened for this everywhere; where they can, it has to work.
    #[cfg(unix)]
    File::open(path)
        .and_then(|folder| folder.sync_all())
        .map_err(|error| failed(path, error))?;
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}
