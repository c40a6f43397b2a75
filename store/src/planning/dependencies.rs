//! Dependencies between squads. Each state a dependency passed stays readable.

use crate::imports::{Ids, Saved, find_by_key};
use crate::pool::on_pool;
use crate::read::source;
use crate::rows::Row;
use crate::{RecordKind, Store, StoreError};
use chrono::{DateTime, NaiveDate, Utc};
use model::ids::{SourceId, SquadId};
use model::records::{DependencyRecord, DependencyState};
use std::borrow::Cow;

/// What a dependency said before an import changed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DependencyRevision {
    /// The run that changed it.
    pub run_id: i64,
    /// When that run began.
    pub started_at: DateTime<Utc>,
    /// The dependency before.
    pub before: DependencyRecord,
}

impl Saved for DependencyRecord {
    const KIND: RecordKind = RecordKind::Dependency;
    const FIND: &'static str = find_by_key!("dependencies");
    const KEEP: Option<&'static str> = Some(
        "with incoming (id, run_id) as ({rows}) \
        insert into dependency_revisions (dependency_id, run_id, initiative, provider, what, need_by, declared_at, \
        state, state_at) select t.id, incoming.run_id, t.initiative, t.provider, t.what, t.need_by, t.declared_at, \
        t.state, t.state_at from incoming cross join dependencies t where t.id = incoming.id",
    );
    const SAVE: &'static str = "with incoming (id, source_id, hash, key, initiative, provider, what, need_by, \
        declared_at, state, state_at) as ({rows}) \
        insert into dependencies (id, source_id, hash, key, initiative, provider, what, need_by, declared_at, state, \
        state_at) select id, source_id, hash, key, initiative, provider, what, need_by, declared_at, state, state_at \
        from incoming where true on conflict (id) do update set hash = excluded.hash, \
        initiative = excluded.initiative, provider = excluded.provider, what = excluded.what, \
        need_by = excluded.need_by, declared_at = excluded.declared_at, state = excluded.state, \
        state_at = excluded.state_at";

    fn key(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.key)
    }

    fn write(&self, _: &Ids<'_>, row: &mut Row<'_>) {
        row.text(self.key.as_str())
            .text(self.initiative.as_str())
            .text(self.provider.as_str())
            .text(self.what.as_str())
            .day(self.need_by)
            .instant(self.declared_at)
            .text(self.state.word())
            .instant(self.state_at);
    }
}

const ALL: &str = "select s.key as source, t.key, t.initiative, t.provider, t.what, t.need_by, t.declared_at, t.state, \
    t.state_at from dependencies t join sources s on s.id = t.source_id order by t.id";

const REVISIONS: &str = "select v.run_id, r.started_at, s.key as source, t.key, v.initiative, v.provider, v.what, \
    v.need_by, v.declared_at, v.state, v.state_at \
    from dependency_revisions v join dependencies t on t.id = v.dependency_id join sources s on s.id = t.source_id \
    join import_runs r on r.id = v.run_id where s.key = $1 and t.key = $2 order by v.id";

#[derive(sqlx::FromRow)]
struct DependencyRow {
    source: String,
    key: String,
    initiative: String,
    provider: String,
    what: String,
    need_by: Option<NaiveDate>,
    declared_at: DateTime<Utc>,
    state: String,
    state_at: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct RevisionRow {
    run_id: i64,
    started_at: DateTime<Utc>,
    #[sqlx(flatten)]
    before: DependencyRow,
}

fn dependency(row: DependencyRow) -> Result<(SourceId, DependencyRecord), StoreError> {
    use DependencyState::{Accepted, Cancelled, Delivered, Proposed, Refused};
    let all = [Proposed, Accepted, Refused, Delivered, Cancelled];
    let state = all.into_iter().find(|state| state.word() == row.state);
    let record = DependencyRecord {
        key: row.key,
        initiative: row.initiative,
        provider: SquadId::new(row.provider).map_err(|bad| StoreError::unreadable("dependencies", bad))?,
        what: row.what,
        need_by: row.need_by,
        declared_at: row.declared_at,
        state: state.ok_or_else(|| {
            StoreError::unreadable("dependencies", format_args!("{:?} is not a state", row.state))
        })?,
        state_at: row.state_at,
    };
    Ok((source(row.source)?, record))
}

impl Store {
    /// Every dependency, with its source, in the order they were first imported.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn dependencies(&self) -> Result<Vec<(SourceId, DependencyRecord)>, StoreError> {
        let rows: Vec<DependencyRow> =
            on_pool!(self.reads(), pool => sqlx::query_as(ALL).fetch_all(pool).await?);
        rows.into_iter().map(dependency).collect()
    }

    /// What a dependency said before each import that changed it, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn dependency_revisions(
        &self,
        source: &SourceId,
        key: &str,
    ) -> Result<Vec<DependencyRevision>, StoreError> {
        let rows: Vec<RevisionRow> = on_pool!(self.reads(), pool => sqlx::query_as(REVISIONS)
            .bind(source.as_str())
            .bind(key)
            .fetch_all(pool)
            .await?);
        rows.into_iter()
            .map(|row| {
                Ok(DependencyRevision {
                    run_id: row.run_id,
                    started_at: row.started_at,
                    before: dependency(row.before)?.1,
                })
            })
            .collect()
    }
}
