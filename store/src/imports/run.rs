//! A run of an import: how it begins, what it counts, how it ends.

use super::Vanished;
use crate::instant::cut;
use crate::pool::on_pool;
use crate::{RecordKind, Store, StoreError};
use chrono::{DateTime, Utc};
use model::ids::SourceId;
use model::records::Reject;
use roaring::RoaringTreemap;
use std::collections::{BTreeMap, HashMap};

/// What became of the records of one kind. A record read again in the same run with the same content counts once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// New rows.
    pub inserted: u64,
    /// Rows whose content is another now.
    pub updated: u64,
    /// Rows that were known just so.
    pub unchanged: u64,
}

impl Counts {
    /// Every row, whatever became of it.
    #[must_use]
    pub fn total(self) -> u64 {
        self.inserted + self.updated + self.unchanged
    }

    fn add(&mut self, other: Self) {
        self.inserted += other.inserted;
        self.updated += other.updated;
        self.unchanged += other.unchanged;
    }
}

/// What became of a page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SaveReport {
    /// Per kind.
    pub counts: BTreeMap<RecordKind, Counts>,
    /// Tickets and people that this run had read before with other content: the first was kept.
    pub duplicates: Vec<Reject>,
    /// Other records that this run had read before with other content: the first was kept, these are kept as rejects.
    pub rejected: Vec<Reject>,
    /// The data version after the page; the same as before where nothing changed.
    pub data_version: i64,
}

/// A run under way. It remembers which rows it has seen.
#[derive(Debug)]
pub struct ImportRun {
    pub(crate) id: i64,
    pub(super) source: SourceId,
    pub(crate) source_id: i64,
    pub(super) seen: BTreeMap<RecordKind, RoaringTreemap>,
    pub(super) people: HashMap<String, i64>,
    pub(super) counts: BTreeMap<RecordKind, Counts>,
    pub(super) rejected: u64,
    pub(super) duplicates: u64,
}

impl ImportRun {
    /// Its number.
    #[must_use]
    pub fn id(&self) -> i64 {
        self.id
    }

    /// What it imports.
    #[must_use]
    pub fn source(&self) -> &SourceId {
        &self.source
    }

    /// Says which kinds of records this run brings all of, by their words: what it then does not bring has vanished,
    /// also where it brings none at all. Words of no kind are passed over.
    pub fn brings<'w>(&mut self, words: impl IntoIterator<Item = &'w str>) {
        for word in words {
            let kind = RecordKind::ALL.iter().find(|kind| kind.word() == word);
            if let Some(kind) = kind {
                self.seen.entry(*kind).or_default();
            }
        }
    }

    pub(super) fn count(&mut self, report: &SaveReport, rejects: usize) {
        for (kind, counts) in &report.counts {
            self.counts.entry(*kind).or_default().add(*counts);
        }
        self.rejected += (rejects + report.rejected.len()) as u64;
        self.duplicates += report.duplicates.len() as u64;
    }
}

/// What became of a whole run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportSummary {
    /// The run's number.
    pub run: i64,
    /// What it imported.
    pub source: SourceId,
    /// Per kind.
    pub counts: BTreeMap<RecordKind, Counts>,
    /// Rows kept as rejects, by the collector or by the store.
    pub rejected: u64,
    /// Tickets and people read twice with other content.
    pub duplicates: u64,
    /// Rows the store has of this source that the run did not bring, of the kinds it expected or brought any of.
    pub vanished: Vec<Vanished>,
}

const ADD_SOURCE: &str = "insert into sources (key) values ($1) on conflict (key) do update set key = excluded.key \
    returning id";

const ADD_RUN: &str = "insert into import_runs (source_id, started_at) values ($1, $2) returning id";

const FINISH_RUN: &str = "update import_runs set finished_at = $1 where id = $2";

impl Store {
    /// Begins a run. A run before it that was killed left whole pages only; this one goes on from there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn begin_import(&self, source: &SourceId, now: DateTime<Utc>) -> Result<ImportRun, StoreError> {
        let key = source.as_str();
        let source_id: i64 = on_pool!(self.writes(), pool => sqlx::query_scalar(ADD_SOURCE)
            .bind(key)
            .fetch_one(pool)
            .await?);
        let id: i64 = on_pool!(self.writes(), pool => sqlx::query_scalar(ADD_RUN)
            .bind(source_id)
            .bind(cut(now))
            .fetch_one(pool)
            .await?);
        Ok(ImportRun {
            id,
            source: source.clone(),
            source_id,
            seen: BTreeMap::new(),
            people: HashMap::new(),
            counts: BTreeMap::new(),
            rejected: 0,
            duplicates: 0,
        })
    }

    /// Ends a run: finds what vanished, and marks the run as a success.
    ///
    /// # Errors
    /// When the database fails; the run then counts as not finished, its pages stay.
    pub async fn finish_import(
        &self,
        run: ImportRun,
        now: DateTime<Utc>,
    ) -> Result<ImportSummary, StoreError> {
        let vanished = self.vanished(&run).await?;
        on_pool!(self.writes(), pool => sqlx::query(FINISH_RUN)
            .bind(cut(now))
            .bind(run.id)
            .execute(pool)
            .await
            .map(drop))?;
        Ok(ImportSummary {
            run: run.id,
            source: run.source,
            counts: run.counts,
            rejected: run.rejected,
            duplicates: run.duplicates,
            vanished,
        })
    }
}
