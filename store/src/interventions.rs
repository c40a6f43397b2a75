//! What was decided against maintenance: read from files or written down here. A change stays as a revision, and what
//! is withdrawn stays a row.

use crate::imports::{Ids, Saved, find_by_key};
use crate::instant::cut;
use crate::pool::{on_link, on_pool};
use crate::read::source;
use crate::rows::{Row, Rows};
use crate::{RecordKind, Store, StoreError};
use chrono::{DateTime, NaiveDate, Utc};
use model::ids::SourceId;
use model::intervention::{Intervention, InterventionScope};
use model::query::Level;
use model::records::InterventionRecord;
use std::borrow::Cow;

/// What an intervention said before an import changed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InterventionRevision {
    /// The run that changed it.
    pub run_id: i64,
    /// When that run began.
    pub started_at: DateTime<Utc>,
    /// The intervention before.
    pub before: InterventionRecord,
}

/// It was written down when the run that brought it began. What was withdrawn stays so, whatever a file says later.
impl Saved for InterventionRecord {
    const KIND: RecordKind = RecordKind::Intervention;
    const FIND: &'static str = find_by_key!("interventions");
    const KEEP: Option<&'static str> = Some(
        "with incoming (id, run_id) as ({rows}) \
        insert into intervention_revisions (intervention_id, run_id, level, scope, kind, first_day, last_day, note, \
        rebase, author) select t.id, incoming.run_id, t.level, t.scope, t.kind, t.first_day, t.last_day, t.note, \
        t.rebase, t.author from incoming cross join interventions t where t.id = incoming.id",
    );
    const SAVE: &'static str = "with incoming (id, source_id, hash, key, level, scope, kind, first_day, last_day, \
        note, rebase, author) as ({rows}) \
        insert into interventions (id, source_id, hash, key, level, scope, kind, first_day, last_day, note, rebase, \
        author, recorded_at) select id, source_id, hash, key, level, scope, kind, first_day, last_day, note, rebase, \
        author, (select max(r.started_at) from import_runs r where r.source_id = incoming.source_id) \
        from incoming where true on conflict (id) do update set hash = excluded.hash, level = excluded.level, \
        scope = excluded.scope, kind = excluded.kind, first_day = excluded.first_day, \
        last_day = excluded.last_day, note = excluded.note, rebase = excluded.rebase, author = excluded.author";

    fn key(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.key)
    }

    fn write(&self, _: &Ids<'_>, row: &mut Row<'_>) {
        row.text(self.key.as_str())
            .text(self.scope.level().word())
            .text(self.scope.key())
            .text(self.kind.word())
            .day(self.from)
            .day(self.to)
            .text(self.note.as_deref())
            .bool(self.rebase)
            .text(self.author.as_deref());
    }
}

const TAKE_ID: &str = "update counters set value = value + 1 where name = 'intervention' returning value";

const RECORD: &str = "with incoming (id, hash, key, level, scope, kind, first_day, last_day, note, rebase, author, \
    recorded_at) as ({rows}) \
    insert into interventions (id, hash, key, level, scope, kind, first_day, last_day, note, rebase, author, \
    recorded_at) select id, hash, key, level, scope, kind, first_day, last_day, note, rebase, author, recorded_at \
    from incoming";

const WITHDRAW: &str =
    "update interventions set withdrawn_at = $1, withdrawn_by = $2 where id = $3 and withdrawn_at is null";

const ALL: &str = "select t.id, s.key as source, t.key, t.level, t.scope, t.kind, t.first_day, t.last_day, t.note, \
    t.rebase, t.author, t.recorded_at, t.withdrawn_at, t.withdrawn_by \
    from interventions t left join sources s on s.id = t.source_id order by t.id";

const REVISIONS: &str = "select v.run_id, r.started_at, t.key, v.level, v.scope, v.kind, v.first_day, v.last_day, \
    v.note, v.rebase, v.author \
    from intervention_revisions v join interventions t on t.id = v.intervention_id \
    join import_runs r on r.id = v.run_id where t.id = $1 order by v.id";

#[derive(sqlx::FromRow)]
struct SaidRow {
    key: String,
    level: String,
    scope: String,
    kind: String,
    first_day: NaiveDate,
    last_day: Option<NaiveDate>,
    note: Option<String>,
    rebase: bool,
    author: Option<String>,
}

#[derive(sqlx::FromRow)]
struct InterventionRow {
    id: i64,
    source: Option<String>,
    #[sqlx(flatten)]
    said: SaidRow,
    recorded_at: DateTime<Utc>,
    withdrawn_at: Option<DateTime<Utc>>,
    withdrawn_by: Option<String>,
}

#[derive(sqlx::FromRow)]
struct RevisionRow {
    run_id: i64,
    started_at: DateTime<Utc>,
    #[sqlx(flatten)]
    before: SaidRow,
}

fn said(row: SaidRow) -> Result<InterventionRecord, StoreError> {
    let bad = |reason: String| StoreError::unreadable("interventions", reason);
    let level: Level = row.level.parse().map_err(bad)?;
    Ok(InterventionRecord {
        key: row.key,
        scope: InterventionScope::new(level, &row.scope).map_err(bad)?,
        kind: row.kind.parse().map_err(bad)?,
        from: row.first_day,
        to: row.last_day,
        note: row.note,
        rebase: row.rebase,
        author: row.author,
    })
}

fn intervention(row: InterventionRow) -> Result<Intervention, StoreError> {
    let source: Option<SourceId> = row.source.map(source).transpose()?;
    Ok(Intervention {
        id: row.id,
        source,
        said: said(row.said)?,
        recorded_at: row.recorded_at,
        withdrawn_at: row.withdrawn_at,
        withdrawn_by: row.withdrawn_by,
    })
}

impl Store {
    /// Every intervention, the withdrawn ones too, in the order they were first written down.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn interventions(&self) -> Result<Vec<Intervention>, StoreError> {
        let rows: Vec<InterventionRow> =
            on_pool!(self.reads(), pool => sqlx::query_as(ALL).fetch_all(pool).await?);
        rows.into_iter().map(intervention).collect()
    }

    /// Writes an intervention down; its number, which is also its key: that of the record does not matter.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn record_intervention(
        &self,
        record: &InterventionRecord,
        now: DateTime<Utc>,
    ) -> Result<i64, StoreError> {
        let mut tx = self.begin().await?;
        let id: i64 = on_link!(tx.link(), link => sqlx::query_scalar(TAKE_ID).fetch_one(link).await?);
        let mut rows = Rows::default();
        rows.row()
            .int(id)
            .int(0)
            .text(id.to_string().as_str())
            .text(record.scope.level().word())
            .text(record.scope.key())
            .text(record.kind.word())
            .day(record.from)
            .day(record.to)
            .text(record.note.as_deref())
            .bool(record.rebase)
            .text(record.author.as_deref())
            .instant(now);
        rows.execute(tx.link(), RECORD).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Withdraws an intervention, from a file or not: it stays a row and counts no more. False when it was withdrawn
    /// before, or there is none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn withdraw_intervention(
        &self,
        id: i64,
        author: &str,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let withdrawn = on_pool!(self.writes(), pool => sqlx::query(WITHDRAW)
            .bind(cut(now))
            .bind(author)
            .bind(id)
            .execute(pool)
            .await?
            .rows_affected());
        Ok(withdrawn == 1)
    }

    /// What an intervention said before each import that changed it, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn intervention_revisions(&self, id: i64) -> Result<Vec<InterventionRevision>, StoreError> {
        let rows: Vec<RevisionRow> = on_pool!(self.reads(), pool => sqlx::query_as(REVISIONS)
            .bind(id)
            .fetch_all(pool)
            .await?);
        rows.into_iter()
            .map(|row| {
                Ok(InterventionRevision {
                    run_id: row.run_id,
                    started_at: row.started_at,
                    before: said(row.before)?,
                })
            })
            .collect()
    }
}
