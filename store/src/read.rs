//! Reading with a list of rows: a connection of the pool for as long as the statement takes.

use crate::pool::{Link, Pool};
use crate::rows::{Readable, Rows};
use crate::{Store, StoreError};
use model::ids::{SourceId, SquadId};
use std::collections::HashMap;

impl Store {
    /// Runs a statement that only reads, with rows.
    pub(crate) async fn fetch_with<T: Readable>(
        &self,
        rows: Rows,
        sql: &'static str,
    ) -> Result<Vec<T>, StoreError> {
        Ok(match self.reads() {
            Pool::Sqlite(pool) => rows.fetch(Link::Sqlite(&mut *pool.acquire().await?), sql).await?,
            Pool::Postgres(pool) => {
                rows.fetch(Link::Postgres(&mut *pool.acquire().await?), sql)
                    .await?
            }
        })
    }
}

/// Sources by row: rows are read with the integer, callers get the key.
pub(crate) struct SourceNames(HashMap<i64, SourceId>);

impl SourceNames {
    pub(crate) fn new(rows: Vec<(i64, String)>) -> Result<Self, StoreError> {
        rows.into_iter()
            .map(|(id, key)| Ok((id, source(key)?)))
            .collect::<Result<_, StoreError>>()
            .map(Self)
    }

    /// The source of a row. Sources are never deleted, so a row of a source that is not there yet was added since.
    pub(crate) fn of(&self, id: i64) -> Result<SourceId, StoreError> {
        self.0
            .get(&id)
            .cloned()
            .ok_or_else(|| StoreError::unreadable("sources", format_args!("there is no source {id}")))
    }
}

/// A source's key as it was stored.
pub(crate) fn source(key: String) -> Result<SourceId, StoreError> {
    SourceId::new(key).map_err(|bad| StoreError::unreadable("sources", bad))
}

/// A squad as it was stored, if there is one.
pub(crate) fn squad(table: &'static str, key: Option<String>) -> Result<Option<SquadId>, StoreError> {
    key.map(SquadId::new)
        .transpose()
        .map_err(|bad| StoreError::unreadable(table, bad))
}
