//! A refresh: new files under new names, then one rename that makes them the snapshot.
//!
//! Killed anywhere before the rename, the old snapshot is what it was, and the next refresh removes the files that
//! no manifest names. Files that a commit replaced stay until the refresh after it, for readers of the old snapshot.

use super::Warehouse;
use super::state::{Loaded, Stamp};
use crate::facts::initiatives::{self, InitiativeRow};
use crate::facts::names::Naming;
use crate::facts::places::{FreeDay, PlaceRow};
use crate::facts::{TicketMonth, WorklogMonth};
use crate::manifest::{
    FORMAT, MANIFEST, Manifest, PartFile, is_version, read_current, remove_files, write_current,
};
use crate::rollups::capacity::{self, CapacityRow};
use crate::rollups::{Parts, TicketPart, WorklogPart};
use crate::storage::{make_folder, misuse, sync_files, sync_folder};
use crate::symbols::Symbols;
use chrono::{DateTime, NaiveDate, Utc};
use model::analyst::{AnalystError, Snapshot};
use model::capacity::DayCapacity;
use model::ids::{SourceId, SquadId};
use model::people::Memberships;
use model::records::InitiativeRecord;
use model::rules::Rules;
use model::time::Month;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What the months being written share: how to resolve facts, where to put them, and what is done so far.
pub(crate) struct Inbox {
    pub(crate) rules: Arc<Rules>,
    pub(crate) memberships: Arc<Memberships>,
    pub(crate) symbols: Symbols,
    pub(crate) naming: Naming,
    changes: Mutex<Changes>,
}

/// Months written; none for a month that is empty now.
#[derive(Default)]
struct Changes {
    worklogs: BTreeMap<Month, Option<WorklogPart>>,
    tickets: BTreeMap<Month, Option<TicketPart>>,
    capacity: Option<(PartFile, Vec<CapacityRow>)>,
    initiatives: Option<(PartFile, Vec<InitiativeRow>)>,
    free_days: Option<PartFile>,
}

/// The files of a snapshot that are not of a month.
struct WholeFiles {
    capacity: Option<PartFile>,
    initiatives: Option<PartFile>,
    places: Option<PartFile>,
    free_days: Option<PartFile>,
}

impl Inbox {
    fn changes(&self) -> MutexGuard<'_, Changes> {
        self.changes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a month of worklogs.
    pub(crate) fn put_worklogs(&self, month: Month, part: Option<WorklogPart>) {
        self.changes().worklogs.insert(month, part);
    }

    /// Takes a month of tickets.
    pub(crate) fn put_tickets(&self, month: Month, part: Option<TicketPart>) {
        self.changes().tickets.insert(month, part);
    }
}

/// A refresh under way. Nothing is seen of it until [`commit`](Self::commit); dropped before, nothing happened.
pub struct Refresh {
    warehouse: Warehouse,
    inbox: Arc<Inbox>,
    base: Option<Arc<Loaded>>,
}

impl Warehouse {
    /// Starts a refresh. Files that no manifest names, left by a refresh that was killed or replaced by the last
    /// one, are removed now. One refresh at a time: the store's lease sees to that.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn begin(
        &self,
        rules: Arc<Rules>,
        memberships: Arc<Memberships>,
        data_version: i64,
    ) -> Result<Refresh, AnalystError> {
        if !is_version(&rules.version) {
            return Err(misuse(format!("{:?} is no rules version", rules.version)));
        }
        let folder = self.0.root.join(&rules.version);
        make_folder(&folder)?;
        let base = self.base(&rules.version, data_version);
        match &base {
            Some(base) => base.manifest.remove_others(&folder),
            // Of a version without a manifest there are no readers; of a damaged one there may be.
            None if !folder.join(MANIFEST).exists() => remove_files(&folder, |_| false),
            None => {}
        }
        let used = base.as_ref().map_or(0, |base| base.manifest.generation);
        let naming = Naming {
            generation: used.max(highest_generation(&folder)) + 1,
            folder,
            data_version,
        };
        Ok(Refresh {
            warehouse: self.clone(),
            inbox: Arc::new(Inbox {
                rules,
                memberships,
                symbols: self.0.symbols.clone(),
                naming,
                changes: Mutex::default(),
            }),
            base,
        })
    }

    /// The snapshot that a refresh adds to: that of the version in force, or of another one that missed nothing.
    /// A version that was in force once and no longer missed what changed since; a damaged one cannot be read.
    /// Both are written anew.
    fn base(&self, version: &str, data_version: i64) -> Option<Arc<Loaded>> {
        let in_force = read_current(&self.0.root).ok().flatten().as_deref() == Some(version);
        if !self.0.root.join(version).join(MANIFEST).exists() {
            return None;
        }
        match self.state(Some(version)) {
            Ok(base) => (in_force || base.manifest.data_version == data_version).then_some(base),
            Err(error) => {
                tracing::warn!(%error, "the figures' files are damaged: all of them are built again");
                None
            }
        }
    }
}

/// The highest generation in the names of a folder's files.
fn highest_generation(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let generation = |name: &str| name.strip_suffix(".parquet")?.rsplit_once("-g")?.1.parse().ok();
    entries
        .filter_map(|entry| generation(entry.file_name().to_str()?))
        .max()
        .unwrap_or_default()
}

impl Refresh {
    /// Whether there are no partitions yet for these rules (or none that can be read): everything has to be
    /// written, not only what changed.
    #[must_use]
    pub fn is_new_version(&self) -> bool {
        self.base.is_none()
    }

    /// Starts writing a month of worklogs, by work date. All of the month's worklogs have to be pushed.
    #[must_use]
    pub fn worklog_month(&self, month: Month) -> WorklogMonth {
        WorklogMonth::new(month, Arc::clone(&self.inbox))
    }

    /// Starts writing a month of tickets, by creation in UTC. All of the month's tickets have to be pushed.
    #[must_use]
    pub fn ticket_month(&self, month: Month) -> TicketMonth {
        TicketMonth::new(month, Arc::clone(&self.inbox))
    }

    /// Replaces all capacity. Without this call the one of the last refresh stays.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn capacity(
        &self,
        capacity: &BTreeMap<(SquadId, NaiveDate), DayCapacity>,
    ) -> Result<(), AnalystError> {
        let (naming, symbols) = (&self.inbox.naming, &self.inbox.symbols);
        let days = capacity::days(capacity, symbols);
        let file = naming.rollup(naming.whole("capacity"), &days, symbols)?;
        self.inbox.changes().capacity = Some((file, capacity::by_week(&days)));
        Ok(())
    }

    /// Replaces all initiatives, in the order they were first imported. Without this call those of the last refresh
    /// stay.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn initiatives(&self, initiatives: &[(SourceId, InitiativeRecord)]) -> Result<(), AnalystError> {
        let Inbox {
            rules,
            naming,
            symbols,
            ..
        } = &*self.inbox;
        let rows = initiatives::rows(initiatives, rules, symbols);
        let file = naming.rollup(naming.whole("initiatives"), &rows, symbols)?;
        self.inbox.changes().initiatives = Some((file, rows));
        Ok(())
    }

    /// Replaces the days on which squads do not work; `unattributed` stands for squads that have none here. Without
    /// this call those of the last refresh stay; without any, weekends are free.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn free_days(
        &self,
        days: impl IntoIterator<Item = (SquadId, NaiveDate)>,
    ) -> Result<(), AnalystError> {
        let (naming, symbols) = (&self.inbox.naming, &self.inbox.symbols);
        let row = |(squad, day): (SquadId, NaiveDate)| FreeDay {
            squad: symbols.intern(squad.as_str()),
            day,
        };
        let rows: Vec<FreeDay> = days.into_iter().map(row).collect();
        let file = naming.rollup(naming.whole("free-days"), &rows, symbols)?;
        self.inbox.changes().free_days = Some(file);
        Ok(())
    }

    /// Places in squads change rarely, and are few: every refresh writes them.
    fn places(&self) -> Result<PartFile, AnalystError> {
        let (naming, symbols) = (&self.inbox.naming, &self.inbox.symbols);
        let places = self.inbox.memberships.iter();
        let rows: Vec<PlaceRow> = places.map(|place| PlaceRow::of(place, symbols)).collect();
        naming.rollup(naming.whole("places"), &rows, symbols)
    }

    /// Makes what was written, with what did not change, the snapshot. After an error the old one still is.
    ///
    /// # Errors
    /// When files cannot be synced or renamed.
    pub fn commit(self, refreshed_at: DateTime<Utc>) -> Result<Snapshot, AnalystError> {
        let naming = &self.inbox.naming;
        let places = self.places()?;
        let (parts, whole) = self.parts(places);
        let manifest = Manifest {
            format: FORMAT,
            rules_version: self.inbox.rules.version.clone(),
            data_version: naming.data_version,
            generation: naming.generation,
            refreshed_at,
            worklogs: parts
                .worklogs
                .iter()
                .map(|(month, part)| (*month, part.files.clone()))
                .collect(),
            tickets: parts
                .tickets
                .iter()
                .map(|(month, part)| (*month, part.files.clone()))
                .collect(),
            capacity: whole.capacity,
            initiatives: whole.initiatives,
            places: whole.places,
            free_days: whole.free_days,
        };
        sync_files(&manifest.new_files(&naming.folder))?;
        sync_folder(&naming.folder)?;
        manifest.write(&naming.folder)?;
        write_current(&self.warehouse.0.root, &manifest.rules_version)?;
        let stamp = Stamp::of(&naming.folder)?;
        let version = manifest.rules_version.clone();
        let loaded = Loaded::new(naming.folder.clone(), stamp, manifest, parts);
        Ok(self.warehouse.keep(version, loaded).snapshot())
    }

    /// The parts of the new snapshot, and the files that are not of a month.
    fn parts(&self, places: PartFile) -> (Parts, WholeFiles) {
        let base = self.base.as_deref();
        let mut parts = base.map(|base| base.parts.clone()).unwrap_or_default();
        let mut whole = WholeFiles {
            capacity: base.and_then(|base| base.manifest.capacity.clone()),
            initiatives: base.and_then(|base| base.manifest.initiatives.clone()),
            places: Some(places),
            free_days: base.and_then(|base| base.manifest.free_days.clone()),
        };
        let mut changes = self.inbox.changes();
        for (month, part) in std::mem::take(&mut changes.worklogs) {
            match part {
                Some(part) => parts.worklogs.insert(month, Arc::new(part)),
                None => parts.worklogs.remove(&month),
            };
        }
        for (month, part) in std::mem::take(&mut changes.tickets) {
            match part {
                Some(part) => parts.tickets.insert(month, Arc::new(part)),
                None => parts.tickets.remove(&month),
            };
        }
        if let Some((new, rows)) = changes.capacity.take() {
            parts.capacity = Arc::new(rows);
            whole.capacity = Some(new);
        }
        if let Some((new, rows)) = changes.initiatives.take() {
            parts.initiatives = Arc::new(rows);
            whole.initiatives = Some(new);
        }
        if let Some(new) = changes.free_days.take() {
            whole.free_days = Some(new);
        }
        (parts, whole)
    }
}
