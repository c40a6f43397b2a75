//! The way of every kind of record into its table: find, compare, insert or change.

use super::Ids;
use super::saving::Saving;
use crate::rows::{Row, Rows};
use crate::{RecordKind, StoreError, hash};
use model::records::{Located, Reject};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// What happens to a record whose key was read before in the same run, with other content. The first is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Clash {
    /// It is told: files that repeat a ticket on every row differ in harmless ways.
    Notice,
    /// It is kept as a reject: it says something that would be lost.
    Reject,
}

/// A record that has a table.
pub(crate) trait Saved: Serialize + Sync {
    /// Its kind.
    const KIND: RecordKind;
    /// Finds rows: `with incoming (n, source_id, <key columns>)`, gives n, id, hash and two numbers as they were
    /// before, which are the kind's own business.
    const FIND: &'static str;
    /// Adds or changes rows: `with incoming (id, source_id, hash, <columns>)`.
    const SAVE: &'static str;
    /// Keeps what is about to be changed: `with incoming (id, run_id)`.
    const KEEP: Option<&'static str> = None;
    /// What happens to a second one in the same run.
    const CLASH: Clash = Clash::Reject;

    /// Its key within its source, as people would write it.
    fn key(&self) -> Cow<'_, str>;
    /// Writes the key columns of FIND.
    fn write_key(&self, row: &mut Row<'_>) {
        row.text(&*self.key());
    }
    /// Writes the columns of SAVE.
    fn write(&self, ids: &Ids<'_>, row: &mut Row<'_>);
}

/// A record of a page, with its place and its hash.
pub(crate) struct Item<'p, T> {
    pub(super) record: &'p T,
    pub(super) place: &'p Located,
    pub(super) hash: i64,
}

impl<'p, T: Saved> Item<'p, T> {
    pub(super) fn new(record: &'p T, place: &'p Located) -> Self {
        Self {
            record,
            place,
            hash: hash::content(record),
        }
    }
}

/// A row as it was before the page: the two numbers of FIND.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Before(pub(super) i64, pub(super) i64);

/// A record that is new or has changed.
pub(crate) struct Stored<'p, T> {
    pub(crate) record: &'p T,
    pub(crate) id: i64,
    /// What it was; none when it is new.
    pub(super) before: Option<Before>,
}

/// A row of FIND.
type Found = (i64, i64, i64, i64, i64);

impl Saving<'_> {
    /// Saves the records of one kind; what is returned is what is new or has changed.
    pub(super) async fn upsert<'p, T: Saved>(
        &mut self,
        items: &[Item<'p, T>],
        ids: &Ids<'_>,
    ) -> Result<Vec<Stored<'p, T>>, StoreError> {
        if items.is_empty() {
            return Ok(Vec::new());
        }
        let firsts = self.first_of_each_key(items);
        let found = self.find(&firsts).await?;
        let mut counts = self.report.counts.get(&T::KIND).copied().unwrap_or_default();
        let mut stored = Vec::new();
        let mut hashes = Vec::new();
        let mut fresh = Vec::new();
        for (item, found) in firsts.into_iter().zip(found) {
            match found {
                None => fresh.push(item),
                Some((_, id, hash, ..)) if self.has_seen(T::KIND, id) => {
                    if hash != item.hash {
                        self.clash(item);
                    }
                }
                Some((_, id, hash, a, b)) => {
                    self.see(T::KIND, id);
                    if hash == item.hash {
                        counts.unchanged += 1;
                        continue;
                    }
                    // Hash 0: somebody who was known only from what they did.
                    let described = hash != 0;
                    counts.updated += u64::from(described);
                    counts.inserted += u64::from(!described);
                    hashes.push(item.hash);
                    let before = Some(Before(a, b));
                    stored.push(Stored {
                        record: item.record,
                        id,
                        before,
                    });
                }
            }
        }
        self.keep::<T>(&stored).await?;
        counts.inserted += fresh.len() as u64;
        if !fresh.is_empty() {
            let first = self.take_ids(T::KIND, fresh.len()).await?;
            for (id, item) in (first..).zip(fresh) {
                self.see(T::KIND, id);
                hashes.push(item.hash);
                stored.push(Stored {
                    record: item.record,
                    id,
                    before: None,
                });
            }
        }
        self.report.counts.insert(T::KIND, counts);
        self.changes.any |= !stored.is_empty();
        self.write(&stored, &hashes, ids).await?;
        Ok(stored)
    }

    /// The first record of each key; the others are ignored where they say the same, told where they do not.
    fn first_of_each_key<'i, 'p, T: Saved>(&mut self, items: &'i [Item<'p, T>]) -> Vec<&'i Item<'p, T>> {
        let mut by_key: HashMap<Cow<'_, str>, i64> = HashMap::with_capacity(items.len());
        let mut firsts = Vec::with_capacity(items.len());
        for item in items {
            match by_key.entry(item.record.key()) {
                Entry::Vacant(place) => {
                    place.insert(item.hash);
                    firsts.push(item);
                }
                Entry::Occupied(first) if *first.get() == item.hash => {}
                Entry::Occupied(_) => self.clash(item),
            }
        }
        firsts
    }

    /// The rows of some records, in their order.
    async fn find<T: Saved>(&mut self, items: &[&Item<'_, T>]) -> Result<Vec<Option<Found>>, StoreError> {
        let mut rows = Rows::default();
        for (n, item) in (0_i64..).zip(items) {
            let mut row = rows.row();
            row.int(n).int(self.run.source_id);
            item.record.write_key(&mut row);
        }
        let found: Vec<Found> = rows.fetch(self.tx.link(), T::FIND).await?;
        let mut by_item = vec![None; items.len()];
        for row in found {
            if let Some(place) = usize::try_from(row.0).ok().and_then(|n| by_item.get_mut(n)) {
                *place = Some(row);
            }
        }
        Ok(by_item)
    }

    async fn keep<T: Saved>(&mut self, changed: &[Stored<'_, T>]) -> Result<(), StoreError> {
        let Some(sql) = T::KEEP else { return Ok(()) };
        let mut rows = Rows::default();
        for stored in changed {
            rows.row().int(stored.id).int(self.run.id);
        }
        rows.execute(self.tx.link(), sql).await?;
        Ok(())
    }

    async fn write<T: Saved>(
        &mut self,
        stored: &[Stored<'_, T>],
        hashes: &[i64],
        ids: &Ids<'_>,
    ) -> Result<(), StoreError> {
        let mut rows = Rows::default();
        for (stored, hash) in stored.iter().zip(hashes) {
            let mut row = rows.row();
            row.int(stored.id).int(self.run.source_id).int(*hash);
            stored.record.write(ids, &mut row);
        }
        rows.execute(self.tx.link(), T::SAVE).await?;
        Ok(())
    }

    /// Tells of a record whose key was read before in this run with other content.
    fn clash<T: Saved>(&mut self, item: &Item<'_, T>) {
        let key = item.record.key().into_owned();
        let told = Reject {
            origin: item.place.origin.to_string(),
            line: Some(item.place.line),
            column: None,
            reason: format!(
                "{} {key} was already read in this run with other content, and the first was kept: make them the same, or give this one a key of its own",
                T::KIND
            ),
            value: Some(key),
            raw: serde_json::to_string(item.record).unwrap_or_default(),
        };
        match T::CLASH {
            Clash::Notice => self.report.duplicates.push(told),
            Clash::Reject => self.report.rejected.push(told),
        }
    }
}
