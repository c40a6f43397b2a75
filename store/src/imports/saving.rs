//! A page being saved: its transaction, and what it has changed so far.

use super::run::{ImportRun, SaveReport};
use crate::pool::{Tx, on_link};
use crate::{RecordKind, Store, StoreError};
use roaring::RoaringTreemap;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Taking this row first makes pages of several writers wait in line, so that the data version grows one by one and
/// a mark of a version is visible to whoever sees that version.
const LOCK: &str = "update counters set value = value where name = 'data_version' returning value";

const GROW: &str = "update counters set value = value + $1 where name = $2 returning value";

/// A page being saved.
pub(crate) struct Saving<'run> {
    pub(crate) tx: Tx,
    pub(crate) run: &'run ImportRun,
    pub(crate) report: SaveReport,
    /// Rows seen in this page; they join the run's once the page is committed.
    pub(super) seen: BTreeMap<RecordKind, RoaringTreemap>,
    /// People met in this page, by key; they join the run's too.
    pub(super) people: HashMap<String, i64>,
    pub(crate) changes: Changes,
}

/// What a page changed, as far as a refresh has to know.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    /// Something, anything.
    pub(crate) any: bool,
    /// Tickets that changed, got a change or a tie, or that rows were waiting for.
    pub(crate) tickets: BTreeSet<i64>,
    /// Months of creation that tickets left.
    pub(crate) ticket_months: BTreeSet<i64>,
    /// Months of work that worklogs came to or left.
    pub(crate) worklog_months: BTreeSet<i64>,
    /// Time away or working days.
    pub(crate) capacity: bool,
    /// What squads promise.
    pub(crate) initiatives: bool,
    /// Places in squads, or something else that can change every row.
    pub(crate) everything: bool,
    /// Tickets added.
    pub(super) tickets_added: i64,
    /// Worklogs added.
    pub(super) worklogs_added: i64,
    /// Seconds added; less than zero where hours went down.
    pub(super) seconds_added: i64,
}

impl<'run> Saving<'run> {
    pub(super) async fn begin(store: &Store, run: &'run ImportRun) -> Result<Self, StoreError> {
        let mut tx = store.begin().await?;
        let version: i64 = on_link!(tx.link(), link => sqlx::query_scalar(LOCK).fetch_one(link).await?);
        let report = SaveReport {
            data_version: version,
            ..SaveReport::default()
        };
        Ok(Self {
            tx,
            run,
            report,
            seen: BTreeMap::new(),
            people: HashMap::new(),
            changes: Changes::default(),
        })
    }

    /// Whether the run, or this page before, has seen a row.
    pub(super) fn has_seen(&self, kind: RecordKind, id: i64) -> bool {
        let id = id.cast_unsigned();
        [&self.run.seen, &self.seen]
            .into_iter()
            .any(|seen| seen.get(&kind).is_some_and(|ids| ids.contains(id)))
    }

    pub(super) fn see(&mut self, kind: RecordKind, id: i64) {
        self.seen.entry(kind).or_default().insert(id.cast_unsigned());
    }

    /// Takes `many` ids of a kind; the first of them.
    pub(super) async fn take_ids(&mut self, kind: RecordKind, many: usize) -> Result<i64, StoreError> {
        let many = i64::try_from(many).unwrap_or(i64::MAX);
        Ok(self.grow(kind.word(), many).await? - many + 1)
    }

    /// The next data version.
    pub(super) async fn next_version(&mut self) -> Result<i64, StoreError> {
        self.grow("data_version", 1).await
    }

    async fn grow(&mut self, counter: &str, by: i64) -> Result<i64, StoreError> {
        Ok(on_link!(self.tx.link(), link => sqlx::query_scalar(GROW)
            .bind(by)
            .bind(counter)
            .fetch_one(link)
            .await?))
    }
}
