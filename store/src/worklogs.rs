//! Time people spent: by far the most rows there are.

use crate::imports::{Ids, Saved};
use crate::pool::on_pool;
use crate::read::SourceNames;
use crate::rows::{Row, Rows};
use crate::{RecordKind, Store, StoreError};
use chrono::NaiveDate;
use model::ids::{PersonId, SourceId, TicketId, WorklogId};
use model::records::WorklogRecord;
use model::ticket::Worklog;
use model::time::{Month, Seconds};
use std::borrow::Cow;

impl Saved for WorklogRecord {
    const KIND: RecordKind = RecordKind::Worklog;
    /// The numbers are the month of the work and the seconds.
    const FIND: &'static str = "with incoming (n, source_id, key) as ({rows}) \
        select incoming.n, w.id, w.hash, w.month, w.seconds from incoming cross join worklogs w \
        where w.source_id = incoming.source_id and w.key = incoming.key";
    const SAVE: &'static str = "with incoming (id, source_id, hash, key, ticket_key, ticket_id, person_id, work_date, \
        month, seconds, billable) as ({rows}) \
        insert into worklogs (id, source_id, hash, key, ticket_key, ticket_id, person_id, work_date, month, seconds, \
        billable) select id, source_id, hash, key, ticket_key, ticket_id, person_id, work_date, month, seconds, \
        billable from incoming where true on conflict (id) do update set hash = excluded.hash, \
        ticket_key = excluded.ticket_key, ticket_id = excluded.ticket_id, person_id = excluded.person_id, \
        work_date = excluded.work_date, month = excluded.month, seconds = excluded.seconds, \
        billable = excluded.billable";

    fn key(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.key)
    }

    fn write(&self, ids: &Ids<'_>, row: &mut Row<'_>) {
        row.text(self.key.as_str())
            .text(self.ticket.as_deref())
            .int(ids.ticket(self.ticket.as_deref()))
            .int(ids.person(self.person.as_deref()))
            .day(self.work_date)
            .int(i64::from(Month::of(self.work_date).ordinal()))
            .int(self.seconds.0)
            .bool(self.billable);
    }
}

const OF_MONTH: &str = "select id, source_id, key, ticket_id, ticket_key, person_id, work_date, seconds, billable \
    from worklogs where month = $1 and id > $2 order by id limit $3";
const OF_TICKET: &str = "select id, source_id, key, ticket_id, ticket_key, person_id, work_date, seconds, billable \
    from worklogs where ticket_id = $1 order by work_date, id";
const OF_IDS: &str = "with incoming (id) as ({rows}) select w.id, w.source_id, w.key, w.ticket_id, w.ticket_key, \
    w.person_id, w.work_date, w.seconds, w.billable \
    from incoming cross join worklogs w where w.id = incoming.id order by w.id";
const KEYS: &str = "with incoming (id) as ({rows}) select w.id, w.source_id, w.key \
    from incoming cross join worklogs w where w.id = incoming.id order by w.id";

/// A row of OF_MONTH, OF_TICKET and OF_IDS.
type WorklogRow = (
    i64,
    i64,
    String,
    Option<i64>,
    Option<String>,
    Option<i64>,
    NaiveDate,
    i64,
    Option<bool>,
);

fn worklogs(rows: Vec<WorklogRow>, sources: &SourceNames) -> Result<Vec<Worklog>, StoreError> {
    rows.into_iter()
        .map(
            |(id, source, key, ticket, ticket_key, person, work_date, seconds, billable)| {
                Ok(Worklog {
                    id: WorklogId(id),
                    source: sources.of(source)?,
                    key,
                    ticket: ticket.map(TicketId),
                    ticket_key,
                    person: person.map(PersonId),
                    work_date,
                    seconds: Seconds(seconds),
                    billable,
                })
            },
        )
        .collect()
}

impl Store {
    /// The next worklogs of a month of work, after a row and by row.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn worklogs_of_month(
        &self,
        month: Month,
        after: WorklogId,
        limit: usize,
    ) -> Result<Vec<Worklog>, StoreError> {
        let rows: Vec<WorklogRow> = on_pool!(self.reads(), pool => sqlx::query_as(OF_MONTH)
            .bind(i64::from(month.ordinal()))
            .bind(after.0)
            .bind(i64::try_from(limit).unwrap_or(i64::MAX))
            .fetch_all(pool)
            .await?);
        worklogs(rows, &self.source_names().await?)
    }

    /// All time spent on a ticket, by day.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn worklogs_of_ticket(&self, ticket: TicketId) -> Result<Vec<Worklog>, StoreError> {
        let rows: Vec<WorklogRow> = on_pool!(self.reads(), pool => sqlx::query_as(OF_TICKET)
            .bind(ticket.0)
            .fetch_all(pool)
            .await?);
        worklogs(rows, &self.source_names().await?)
    }

    /// Some worklogs, by row. Rows that are not there are left out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn worklogs(&self, ids: &[WorklogId]) -> Result<Vec<Worklog>, StoreError> {
        let ids = Rows::of_ints(ids.iter().map(|id| id.0));
        let rows = self.fetch_with(ids, OF_IDS).await?;
        worklogs(rows, &self.source_names().await?)
    }

    /// What the sources call some worklogs, by row.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn worklog_keys(
        &self,
        ids: &[WorklogId],
    ) -> Result<Vec<(WorklogId, SourceId, String)>, StoreError> {
        let ids = Rows::of_ints(ids.iter().map(|id| id.0));
        let rows: Vec<(i64, i64, String)> = self.fetch_with(ids, KEYS).await?;
        let sources = self.source_names().await?;
        rows.into_iter()
            .map(|(id, source, key)| Ok((WorklogId(id), sources.of(source)?, key)))
            .collect()
    }
}
