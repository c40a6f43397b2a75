//! Rows the store has of a source that a run did not bring. They are reported, never deleted: a file that was cut in
//! the middle must not take two years of hours with it.

use super::ImportRun;
use crate::pool::on_pool;
use crate::rows::Rows;
use crate::{RecordKind, Store, StoreError};
use roaring::RoaringTreemap;

/// How many keys are named.
const NAMED: usize = 1000;

/// How many ids are read at once.
const STRIDE: i64 = 50_000;

/// What is missing of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vanished {
    /// The kind.
    pub kind: RecordKind,
    /// How many rows.
    pub count: u64,
    /// The keys of the first 1,000, in the order they were first imported.
    pub keys: Vec<String>,
}

impl Store {
    /// What is missing, of the kinds the run expected or brought any of.
    pub(super) async fn vanished(&self, run: &ImportRun) -> Result<Vec<Vanished>, StoreError> {
        let mut all = Vec::new();
        for (kind, seen) in &run.seen {
            let known: i64 = on_pool!(self.reads(), pool => sqlx::query_scalar(kind.count_sql())
                .bind(run.source_id)
                .fetch_one(pool)
                .await?);
            // Everything seen is there, so equal numbers mean equal sets, without reading ten million ids.
            if known.cast_unsigned() > seen.len() {
                all.push(self.vanished_of(run, *kind, seen).await?);
            }
        }
        Ok(all)
    }

    async fn vanished_of(
        &self,
        run: &ImportRun,
        kind: RecordKind,
        seen: &RoaringTreemap,
    ) -> Result<Vanished, StoreError> {
        let (mut count, mut named) = (0, Vec::new());
        let mut after = 0;
        loop {
            let ids: Vec<i64> = on_pool!(self.reads(), pool => sqlx::query_scalar(kind.ids_sql())
                .bind(run.source_id)
                .bind(after)
                .bind(STRIDE)
                .fetch_all(pool)
                .await?);
            let Some(last) = ids.last() else { break };
            after = *last;
            for id in ids.into_iter().filter(|id| !seen.contains(id.cast_unsigned())) {
                count += 1;
                if named.len() < NAMED {
                    named.push(id);
                }
            }
        }
        let keys: Vec<(String,)> = self.fetch_with(Rows::of_ints(named), kind.keys_sql()).await?;
        Ok(Vanished {
            kind,
            count,
            keys: keys.into_iter().map(|(key,)| key).collect(),
        })
    }
}
