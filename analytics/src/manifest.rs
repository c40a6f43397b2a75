//! The manifest: which files make a snapshot. Renaming it into place is the moment a refresh happens.

use crate::storage::{failed, replace};
use chrono::{DateTime, Utc};
use model::analyst::AnalystError;
use model::time::Month;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The shape of files that this version of Plimsoll writes. Another one is built again from the store.
pub(crate) const FORMAT: u32 = 2;

/// The manifest's name in the folder of a rules version.
pub(crate) const MANIFEST: &str = "manifest.json";

/// The file that names the rules version in force.
pub(crate) const CURRENT: &str = "current";

/// A file of a snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PartFile {
    /// Its name in the folder of the rules version.
    pub(crate) name: String,
    /// Its size: a file that was cut is found before it is read.
    pub(crate) bytes: u64,
}

/// The files of a month of worklogs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WorklogFiles {
    pub(crate) facts: PartFile,
    pub(crate) hours: PartFile,
    pub(crate) people: PartFile,
    pub(crate) project_hours: PartFile,
    pub(crate) project_people: PartFile,
    pub(crate) quality: PartFile,
}

/// The files of a month of tickets, by creation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TicketFiles {
    pub(crate) facts: PartFile,
    /// Facts: a row for each time a ticket entered or left a squad's open maintenance; none without any.
    pub(crate) flows: Option<PartFile>,
    /// Facts: on which days somebody had a ticket in `active`; none where nobody ever had.
    pub(crate) activity: Option<PartFile>,
    pub(crate) flows_by_day: PartFile,
    /// Facts: a row for each finished maintenance ticket; none without any.
    pub(crate) routes: Option<PartFile>,
    pub(crate) routes_by_day: PartFile,
    pub(crate) route_values: PartFile,
    pub(crate) quality: PartFile,
}

/// What every manifest says of itself, whatever its format.
#[derive(Deserialize)]
struct Shape {
    format: u32,
}

/// Which files make a snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Manifest {
    pub(crate) format: u32,
    pub(crate) rules_version: String,
    pub(crate) data_version: i64,
    /// Grows with every commit, so that no two commits ever use the same file name.
    pub(crate) generation: u64,
    pub(crate) refreshed_at: DateTime<Utc>,
    pub(crate) worklogs: BTreeMap<Month, WorklogFiles>,
    pub(crate) tickets: BTreeMap<Month, TicketFiles>,
    pub(crate) capacity: Option<PartFile>,
    pub(crate) initiatives: Option<PartFile>,
    pub(crate) places: Option<PartFile>,
    pub(crate) free_days: Option<PartFile>,
}

impl Manifest {
    /// Reads and checks the manifest of a rules version's folder; none if there is no such folder or nothing
    /// was ever committed to it.
    pub(crate) fn read(folder: &Path) -> Result<Option<Self>, AnalystError> {
        let path = folder.join(MANIFEST);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed(&path, error)),
        };
        let Shape { format } = serde_json::from_str(&text).map_err(|error| failed(&path, error))?;
        if format != FORMAT {
            let other = format!("it is of format {format}, this Plimsoll reads {FORMAT}");
            return Err(failed(&path, other));
        }
        let manifest: Self = serde_json::from_str(&text).map_err(|error| failed(&path, error))?;
        manifest.check_files(folder)?;
        Ok(Some(manifest))
    }

    fn files(&self) -> impl Iterator<Item = &PartFile> {
        let worklogs = self.worklogs.values().flat_map(|files| {
            [
                &files.facts,
                &files.hours,
                &files.people,
                &files.project_hours,
                &files.project_people,
                &files.quality,
            ]
        });
        let tickets = self.tickets.values().flat_map(|files| {
            [
                &files.facts,
                &files.flows_by_day,
                &files.routes_by_day,
                &files.route_values,
                &files.quality,
            ]
            .into_iter()
            .chain(&files.flows)
            .chain(&files.routes)
            .chain(&files.activity)
        });
        worklogs
            .chain(tickets)
            .chain(&self.capacity)
            .chain(&self.initiatives)
            .chain(&self.places)
            .chain(&self.free_days)
    }

    /// The files that its own refresh wrote.
    pub(crate) fn new_files(&self, folder: &Path) -> Vec<PathBuf> {
        let own = format!("-g{}.parquet", self.generation);
        let files = self.files().filter(|file| file.name.ends_with(&own));
        files.map(|file| folder.join(&file.name)).collect()
    }

    /// Every file it names has to be there, in its full length.
    fn check_files(&self, folder: &Path) -> Result<(), AnalystError> {
        for file in self.files() {
            let path = folder.join(&file.name);
            let bytes = fs::metadata(&path).map_err(|error| failed(&path, error))?.len();
            if bytes != file.bytes {
                let cut = format!("it has {bytes} bytes and should have {}", file.bytes);
                return Err(failed(&path, cut));
            }
        }
        Ok(())
    }

    /// Makes it the manifest of a folder: the old or the new one is there at any time, whole.
    pub(crate) fn write(&self, folder: &Path) -> Result<(), AnalystError> {
        let path = folder.join(MANIFEST);
        let text = serde_json::to_vec_pretty(self).map_err(|error| failed(&path, error))?;
        replace(&path, &text)
    }

    /// Removes files of the folder that it does not name: what a killed refresh left, and what the last one
    /// replaced. A file that cannot be removed is only told.
    pub(crate) fn remove_others(&self, folder: &Path) {
        let named: HashSet<&str> = self.files().map(|file| file.name.as_str()).collect();
        remove_files(folder, |name| name == MANIFEST || named.contains(name));
    }
}

/// Removes the files of a folder but for those to keep.
pub(crate) fn remove_files(folder: &Path, keep: impl Fn(&str) -> bool) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        if !keep(name)
            && path.is_file()
            && let Err(error) = fs::remove_file(&path)
        {
            tracing::warn!(file = %path.display(), %error, "a file of an old snapshot cannot be removed");
        }
    }
}

/// The rules version in force, if anything was ever committed.
pub(crate) fn read_current(root: &Path) -> Result<Option<String>, AnalystError> {
    let path = root.join(CURRENT);
    match fs::read_to_string(&path) {
        Ok(text) if is_version(text.trim()) => Ok(Some(text.trim().to_owned())),
        Ok(text) => Err(failed(&path, format!("{text:?} is no rules version"))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(failed(&path, error)),
    }
}

/// Makes a rules version the one in force.
pub(crate) fn write_current(root: &Path, version: &str) -> Result<(), AnalystError> {
    replace(&root.join(CURRENT), version.as_bytes())
}

/// The rules versions whose figures are kept, by name.
pub(crate) fn kept_versions(root: &Path) -> Vec<String> {
    let entries = fs::read_dir(root).into_iter().flatten().flatten();
    let mut kept: Vec<String> = entries
        .map(|entry| entry.path())
        .filter(|path: &PathBuf| path.join(MANIFEST).is_file())
        .filter_map(|path| Some(path.file_name()?.to_str()?.to_owned()))
        .collect();
    kept.sort();
    kept
}

/// Whether a name can be a rules version: it becomes a folder, so nothing else may.
pub(crate) fn is_version(name: &str) -> bool {
    !name.is_empty() && name.len() <= 64 && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}
