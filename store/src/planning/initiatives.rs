//! Initiatives: what squads promise. A promise that changes stays readable as it was.

use crate::imports::{Ids, Saved, find_by_key};
use crate::pool::on_pool;
use crate::read::{source, squad};
use crate::rows::Row;
use crate::{RecordKind, Store, StoreError};
use chrono::{DateTime, NaiveDate, Utc};
use model::ids::SourceId;
use model::records::InitiativeRecord;
use model::time::{Period, Seconds};
use std::borrow::Cow;

/// What an initiative said before an import changed it.
#[derive(Debug, Clone, PartialEq)]
pub struct InitiativeRevision {
    /// The run that changed it.
    pub run_id: i64,
    /// When that run began.
    pub started_at: DateTime<Utc>,
    /// The initiative before.
    pub before: InitiativeRecord,
}

impl Saved for InitiativeRecord {
    const KIND: RecordKind = RecordKind::Initiative;
    const FIND: &'static str = find_by_key!("initiatives");
    const KEEP: Option<&'static str> = Some(
        "with incoming (id, run_id) as ({rows}) \
        insert into initiative_revisions (initiative_id, run_id, name, squad, quarter, start_date, due_date, \
        delivered_at, dropped_at, committed_at, project, effort_seconds, okr_impact) \
        select t.id, incoming.run_id, t.name, t.squad, t.quarter, t.start_date, t.due_date, t.delivered_at, \
        t.dropped_at, t.committed_at, t.project, t.effort_seconds, t.okr_impact \
        from incoming cross join initiatives t where t.id = incoming.id",
    );
    const SAVE: &'static str = "with incoming (id, source_id, hash, key, name, squad, quarter, start_date, due_date, \
        delivered_at, dropped_at, committed_at, project, effort_seconds, okr_impact) as ({rows}) \
        insert into initiatives (id, source_id, hash, key, name, squad, quarter, start_date, due_date, delivered_at, \
        dropped_at, committed_at, project, effort_seconds, okr_impact) \
        select id, source_id, hash, key, name, squad, quarter, start_date, due_date, delivered_at, dropped_at, \
        committed_at, project, effort_seconds, okr_impact from incoming where true \
        on conflict (id) do update set hash = excluded.hash, name = excluded.name, squad = excluded.squad, \
        quarter = excluded.quarter, start_date = excluded.start_date, due_date = excluded.due_date, \
        delivered_at = excluded.delivered_at, dropped_at = excluded.dropped_at, \
        committed_at = excluded.committed_at, project = excluded.project, \
        effort_seconds = excluded.effort_seconds, okr_impact = excluded.okr_impact";

    fn key(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.key)
    }

    fn write(&self, _: &Ids<'_>, row: &mut Row<'_>) {
        row.text(self.key.as_str())
            .text(self.name.as_str())
            .text(self.squad.as_ref().map(|squad| squad.as_str()))
            .text(self.quarter.map(|quarter| quarter.to_string()).as_deref())
            .day(self.start_date)
            .day(self.due_date)
            .instant(self.delivered_at)
            .instant(self.dropped_at)
            .instant(self.committed_at)
            .text(self.project.as_deref())
            .int(self.effort.map(|seconds| seconds.0))
            .real(self.okr_impact);
    }
}

const ALL: &str = "select s.key as source, t.key, t.name, t.squad, t.quarter, t.start_date, t.due_date, \
    t.delivered_at, t.dropped_at, t.committed_at, t.project, t.effort_seconds, t.okr_impact \
    from initiatives t join sources s on s.id = t.source_id order by t.id";

const REVISIONS: &str = "select v.run_id, r.started_at, s.key as source, t.key, v.name, v.squad, v.quarter, \
    v.start_date, v.due_date, v.delivered_at, v.dropped_at, v.committed_at, v.project, v.effort_seconds, v.okr_impact \
    from initiative_revisions v join initiatives t on t.id = v.initiative_id join sources s on s.id = t.source_id \
    join import_runs r on r.id = v.run_id where s.key = $1 and t.key = $2 order by v.id";

#[derive(sqlx::FromRow)]
struct InitiativeRow {
    source: String,
    key: String,
    name: String,
    squad: Option<String>,
    quarter: Option<String>,
    start_date: Option<NaiveDate>,
    due_date: Option<NaiveDate>,
    delivered_at: Option<DateTime<Utc>>,
    dropped_at: Option<DateTime<Utc>>,
    committed_at: Option<DateTime<Utc>>,
    project: Option<String>,
    effort_seconds: Option<i64>,
    okr_impact: Option<f64>,
}

#[derive(sqlx::FromRow)]
struct RevisionRow {
    run_id: i64,
    started_at: DateTime<Utc>,
    #[sqlx(flatten)]
    before: InitiativeRow,
}

fn initiative(row: InitiativeRow) -> Result<(SourceId, InitiativeRecord), StoreError> {
    let quarter = row.quarter.map(|text| text.parse::<Period>()).transpose();
    let record = InitiativeRecord {
        key: row.key,
        name: row.name,
        squad: squad("initiatives", row.squad)?,
        quarter: quarter.map_err(|bad| StoreError::unreadable("initiatives", bad))?,
        start_date: row.start_date,
        due_date: row.due_date,
        delivered_at: row.delivered_at,
        dropped_at: row.dropped_at,
        committed_at: row.committed_at,
        project: row.project,
        effort: row.effort_seconds.map(Seconds),
        okr_impact: row.okr_impact,
    };
    Ok((source(row.source)?, record))
}

impl Store {
    /// Every initiative, with its source, in the order they were first imported.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn initiatives(&self) -> Result<Vec<(SourceId, InitiativeRecord)>, StoreError> {
        let rows: Vec<InitiativeRow> =
            on_pool!(self.reads(), pool => sqlx::query_as(ALL).fetch_all(pool).await?);
        rows.into_iter().map(initiative).collect()
    }

    /// What an initiative said before each import that changed it, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn initiative_revisions(
        &self,
        source: &SourceId,
        key: &str,
    ) -> Result<Vec<InitiativeRevision>, StoreError> {
        let rows: Vec<RevisionRow> = on_pool!(self.reads(), pool => sqlx::query_as(REVISIONS)
            .bind(source.as_str())
            .bind(key)
            .fetch_all(pool)
            .await?);
        rows.into_iter()
            .map(|row| {
                Ok(InitiativeRevision {
                    run_id: row.run_id,
                    started_at: row.started_at,
                    before: initiative(row.before)?.1,
                })
            })
            .collect()
    }
}
