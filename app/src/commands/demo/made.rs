//! What the demo made the last time, so that a second run on the same day is fast, and one on another day starts
//! over: the demo's dates are relative to today, and history is never overwritten.

use crate::data::Data;
use crate::database::DatabaseUrl;
use crate::demo;
use crate::failure::misuse;
use crate::output::{note, write_file};
use crate::setup::open_store;
use anyhow::{Context, Result};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// A demo: its day, its seed, its files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Made {
    today: NaiveDate,
    seed: u64,
    /// Whether all of it is in the store.
    pub(super) imported: bool,
    pub(super) config: PathBuf,
    pub(super) mapping: PathBuf,
    pub(super) files: Vec<PathBuf>,
    pub(super) truth: PathBuf,
}

impl Made {
    /// The demo of a day and a seed: the one that is there, or a new one.
    pub(super) async fn prepare(data: &Data, today: NaiveDate, seed: u64, quiet: bool) -> Result<Self> {
        match Self::read(data)? {
            Some(made) if made.today == today && made.seed == seed && made.is_complete() => return Ok(made),
            Some(_) => forget(data, quiet)?,
            None => refuse_other_data(data).await?,
        }
        if !quiet {
            note("Making a company of 14 squads and two years of its work …");
        }
        data.create()?;
        let folder = data.demo();
        let demo = tokio::task::spawn_blocking(move || demo::generate(&folder, today, seed)).await??;
        let made = Self {
            today,
            seed,
            imported: false,
            config: demo.config,
            mapping: demo.mapping,
            files: demo.files,
            truth: demo.truth,
        };
        made.remember(data)?;
        Ok(made)
    }

    /// Remembers it for the next run.
    pub(super) fn remember(&self, data: &Data) -> Result<()> {
        write_file(&note_file(data), serde_json::to_string_pretty(self)?.as_bytes())
    }

    fn read(data: &Data) -> Result<Option<Self>> {
        let file = note_file(data);
        match std::fs::read_to_string(&file) {
            Ok(text) => {
                let made = serde_json::from_str(&text);
                made.map(Some).with_context(|| {
                    format!(
                        "{} is damaged: delete the folder {}",
                        file.display(),
                        data.root().display()
                    )
                })
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).with_context(|| format!("cannot read {}", file.display())),
        }
    }

    fn is_complete(&self) -> bool {
        let single = [&self.config, &self.mapping, &self.truth];
        single.into_iter().chain(&self.files).all(|file| file.is_file())
    }
}

fn note_file(data: &Data) -> PathBuf {
    data.demo().join("made.json")
}

/// The demo never mixes with the data of a real organisation.
async fn refuse_other_data(data: &Data) -> Result<()> {
    let url = DatabaseUrl::of(data);
    if url.is_embedded() && !data.database().exists() {
        return Ok(());
    }
    let store = open_store(data).await?;
    let sources = store.source_statuses().await?;
    store.close().await;
    if sources.is_empty() {
        return Ok(());
    }
    Err(misuse(format!(
        "{url} holds data of another organisation, and the demo would mix with it: give the demo a folder of its \
         own with --data DIR"
    )))
}

/// Takes away a demo of another day: everything in the folder is made from a seed.
fn forget(data: &Data, quiet: bool) -> Result<()> {
    let url = DatabaseUrl::of(data);
    if !url.is_embedded() {
        return Err(misuse(format!(
            "{url} holds the demo of another day or seed: empty that database, delete {}, and run the demo again",
            data.root().display()
        )));
    }
    if !quiet {
        note("The demo of another day or seed is there: making it anew, relative to today.");
    }
    let database = data.database();
    for suffix in ["", "-wal", "-shm"] {
        let mut name = database.clone().into_os_string();
        name.push(suffix);
        remove(&PathBuf::from(name))?;
    }
    for path in [
        data.alerts_log(),
        data.analytics(),
        data.demo(),
        data.root().join("rejects"),
    ] {
        remove(&path)?;
    }
    Ok(())
}

fn remove(path: &Path) -> Result<()> {
    let removed = if path.is_dir() {
        std::fs::remove_dir_all(path)
    } else {
        std::fs::remove_file(path)
    };
    match removed {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", path.display()))
        }
        _ => Ok(()),
    }
}
