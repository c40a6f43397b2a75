//! Sources and how far they can be trusted (section 12 of the book): runs, totals, freshness.

use crate::pool::on_pool;
use crate::read::source;
use crate::{Store, StoreError};
use chrono::{DateTime, Utc};
use model::ids::SourceId;
use model::time::Seconds;

/// What the store has of a source, and since when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceStatus {
    /// The source.
    pub source: SourceId,
    /// When its last run began.
    pub last_started_at: Option<DateTime<Utc>>,
    /// When its last run that came to its end did so.
    pub last_success_at: Option<DateTime<Utc>>,
    /// Its tickets.
    pub tickets: i64,
    /// Its worklogs.
    pub worklogs: i64,
    /// The sum of its worklogs, to compare with the tracker's own total.
    pub seconds: Seconds,
    /// Everybody it names.
    pub people: i64,
    /// Rows its last run could not take.
    pub rejects_of_last_run: i64,
}

/// A run, for the list of runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRunRecord {
    /// Its number.
    pub id: i64,
    /// What it imported.
    pub source: SourceId,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it came to its end; none while it runs, or when it was killed.
    pub finished_at: Option<DateTime<Utc>>,
    /// New rows.
    pub inserted: i64,
    /// Rows that changed.
    pub updated: i64,
    /// Rows that were known just so.
    pub unchanged: i64,
    /// Rows that could not be taken.
    pub rejected: i64,
}

/// Totals are kept up to date by every page, in its transaction: summing a hundred million worklogs takes too long.
const STATUSES: &str = "select s.key, r.started_at, \
    (select max(f.finished_at) from import_runs f where f.source_id = s.id) as last_success_at, \
    s.tickets, s.worklogs, s.seconds, (select count(*) from people p where p.source_id = s.id) as people, \
    coalesce(r.rejected, 0) as rejected \
    from sources s left join import_runs r \
    on r.id = (select max(l.id) from import_runs l where l.source_id = s.id) order by s.key";

const RUNS: &str = "select r.id, s.key, r.started_at, r.finished_at, r.inserted, r.updated, r.unchanged, r.rejected \
    from import_runs r join sources s on s.id = r.source_id order by r.id desc limit $1";

/// A row of STATUSES.
type StatusRow = (
    String,
    Option<DateTime<Utc>>,
    Option<DateTime<Utc>>,
    i64,
    i64,
    i64,
    i64,
    i64,
);

/// A row of RUNS.
type RunRow = (
    i64,
    String,
    DateTime<Utc>,
    Option<DateTime<Utc>>,
    i64,
    i64,
    i64,
    i64,
);

impl Store {
    /// What the store has of every source it has met, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn source_statuses(&self) -> Result<Vec<SourceStatus>, StoreError> {
        let rows: Vec<StatusRow> =
            on_pool!(self.reads(), pool => sqlx::query_as(STATUSES).fetch_all(pool).await?);
        rows.into_iter().map(status).collect()
    }

    /// The last runs, newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn import_runs(&self, limit: usize) -> Result<Vec<ImportRunRecord>, StoreError> {
        let rows: Vec<RunRow> = on_pool!(self.reads(), pool => sqlx::query_as(RUNS)
            .bind(i64::try_from(limit).unwrap_or(i64::MAX))
            .fetch_all(pool)
            .await?);
        rows.into_iter().map(run).collect()
    }
}

fn status(row: StatusRow) -> Result<SourceStatus, StoreError> {
    let (key, last_started_at, last_success_at, tickets, worklogs, seconds, people, rejects_of_last_run) =
        row;
    Ok(SourceStatus {
        source: source(key)?,
        last_started_at,
        last_success_at,
        tickets,
        worklogs,
        seconds: Seconds(seconds),
        people,
        rejects_of_last_run,
    })
}

fn run(row: RunRow) -> Result<ImportRunRecord, StoreError> {
    let (id, key, started_at, finished_at, inserted, updated, unchanged, rejected) = row;
    Ok(ImportRunRecord {
        id,
        source: source(key)?,
        started_at,
        finished_at,
        inserted,
        updated,
        unchanged,
        rejected,
    })
}
