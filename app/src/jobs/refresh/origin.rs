//! From which database the figures of a data folder were made. Marks of what changed mean nothing to figures of
//! another one: when the database was deleted, restored or exchanged, everything is made anew.

use crate::data::Data;
use crate::output::write_file;
use anyhow::{Context, Result};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use store::Store;

/// The file that names it.
const FILE: &str = "database";

/// Takes figures of another database away, and remembers this one.
pub(super) async fn check(data: &Data, store: &Store) -> Result<()> {
    let Some(name) = name(store).await? else {
        return Ok(());
    };
    let file = data.analytics().join(FILE);
    let known = match fs::read_to_string(&file) {
        Ok(known) => Some(known),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", file.display())),
    };
    match known {
        Some(known) if known.trim() == name => return Ok(()),
        Some(_) => {
            tracing::warn!("the figures are of another database: they are made anew");
            forget(data)?;
        }
        None => {}
    }
    let failed = || format!("cannot write {}", data.analytics().display());
    fs::create_dir_all(data.analytics()).with_context(failed)?;
    write_file(&file, name.as_bytes())
}

/// A database is known by the first rules it ever used, and when: no two have the same.
async fn name(store: &Store) -> Result<Option<String>> {
    let versions = store.rules_versions().await?;
    let first = versions
        .iter()
        .min_by_key(|(version, first_used)| (*first_used, version.clone()));
    Ok(first.map(|(version, first_used)| format!("{version} {}", first_used.timestamp_micros())))
}

fn forget(data: &Data) -> Result<()> {
    let folder = data.analytics();
    fs::remove_dir_all(&folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    // Its lines are numbered as in the other database.
    let log = data.alerts_log();
    keep_aside(&log).with_context(|| format!("cannot rename {}", log.display()))
}

fn keep_aside(log: &Path) -> std::io::Result<()> {
    match fs::rename(log, log.with_extension("old.log")) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
