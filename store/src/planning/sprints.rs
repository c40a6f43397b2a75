//! Sprints: when a squad planned to do what.

use crate::imports::{Ids, Saved, find_by_key};
use crate::pool::on_pool;
use crate::read::{source, squad};
use crate::rows::Row;
use crate::{RecordKind, Store, StoreError};
use chrono::{DateTime, Utc};
use model::ids::SourceId;
use model::records::SprintRecord;
use std::borrow::Cow;

impl Saved for SprintRecord {
    const KIND: RecordKind = RecordKind::Sprint;
    const FIND: &'static str = find_by_key!("sprints");
    const SAVE: &'static str = "with incoming (id, source_id, hash, key, name, squad, starts_at, ends_at, completed_at) \
        as ({rows}) insert into sprints (id, source_id, hash, key, name, squad, starts_at, ends_at, completed_at) \
        select id, source_id, hash, key, name, squad, starts_at, ends_at, completed_at from incoming where true \
        on conflict (id) do update set hash = excluded.hash, name = excluded.name, squad = excluded.squad, \
        starts_at = excluded.starts_at, ends_at = excluded.ends_at, completed_at = excluded.completed_at";

    fn key(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.key)
    }

    fn write(&self, _: &Ids<'_>, row: &mut Row<'_>) {
        row.text(self.key.as_str())
            .text(self.name.as_str())
            .text(self.squad.as_ref().map(|squad| squad.as_str()))
            .instant(self.starts_at)
            .instant(self.ends_at)
            .instant(self.completed_at);
    }
}

const ALL: &str = "select s.key, t.key, t.name, t.squad, t.starts_at, t.ends_at, t.completed_at \
    from sprints t join sources s on s.id = t.source_id order by t.id";

/// A row of ALL.
type SprintRow = (
    String,
    String,
    String,
    Option<String>,
    Option<DateTime<Utc>>,
    Option<DateTime<Utc>>,
    Option<DateTime<Utc>>,
);

impl Store {
    /// Every sprint, with its source, in the order they were first imported.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sprints(&self) -> Result<Vec<(SourceId, SprintRecord)>, StoreError> {
        let rows: Vec<SprintRow> = on_pool!(self.reads(), pool => sqlx::query_as(ALL).fetch_all(pool).await?);
        rows.into_iter()
            .map(|(from, key, name, owner, starts_at, ends_at, completed_at)| {
                let squad = squad("sprints", owner)?;
                Ok((
                    source(from)?,
                    SprintRecord {
                        key,
                        name,
                        squad,
                        starts_at,
                        ends_at,
                        completed_at,
                    },
                ))
            })
            .collect()
    }
}
