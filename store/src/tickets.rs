//! Tickets as they stand, what they said before, and their histories for the facts.

use crate::imports::{Clash, Ids, Saved, joined_key};
use crate::instant::month_of;
use crate::pool::on_pool;
use crate::read::SourceNames;
use crate::rows::{Row, Rows};
use crate::{RecordKind, Store, StoreError};
use chrono::{DateTime, NaiveDate, Utc};
use model::ids::{PersonId, SourceId, TicketId};
use model::records::{TicketFields, TicketRecord};
use model::ticket::{Ticket, TicketHistory};
use model::time::{Month, Seconds};
use std::borrow::Cow;

/// Enough of a ticket to list it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketBrief {
    /// Its row.
    pub id: TicketId,
    /// Where it came from.
    pub source: SourceId,
    /// Its key there.
    pub key: String,
    /// What it is called.
    pub title: String,
    /// Where people open it.
    pub url: Option<String>,
}

/// What a ticket said before an import changed it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct TicketRevision {
    /// The run that changed it.
    pub run_id: i64,
    /// When that run began.
    pub started_at: DateTime<Utc>,
    /// Its status before.
    pub status: String,
    /// Its squad field before.
    pub squad: Option<String>,
    /// Its type before.
    pub kind: Option<String>,
    /// Its project before.
    pub project: Option<String>,
    /// Its priority before.
    pub priority: Option<String>,
    /// Its sprint before.
    pub sprint: Option<String>,
    /// Its initiative before.
    pub initiative: Option<String>,
    /// Its assignee before, as a person's row.
    pub assignee_id: Option<i64>,
    /// The promised day before.
    pub due_date: Option<NaiveDate>,
    /// Its estimate before, in seconds.
    pub estimate_seconds: Option<i64>,
    /// Its estimated work left before, in seconds.
    pub remaining_seconds: Option<i64>,
}

impl Saved for TicketRecord {
    const KIND: RecordKind = RecordKind::Ticket;
    const CLASH: Clash = Clash::Notice;
    /// The first number is the month of creation.
    const FIND: &'static str = "with incoming (n, source_id, key) as ({rows}) \
        select incoming.n, t.id, t.hash, t.created_month, cast(0 as bigint) from incoming cross join tickets t \
        where t.source_id = incoming.source_id and t.key = incoming.key";
    const KEEP: Option<&'static str> = Some(
        "with incoming (id, run_id) as ({rows}) \
        insert into ticket_revisions (ticket_id, run_id, status, squad, kind, project, priority, sprint, initiative, \
        assignee_id, due_date, estimate_seconds, remaining_seconds) \
        select t.id, incoming.run_id, t.status, t.squad, t.kind, t.project, t.priority, t.sprint, t.initiative, \
        t.assignee_id, t.due_date, t.estimate_seconds, t.remaining_seconds \
        from incoming cross join tickets t where t.id = incoming.id",
    );
    /// The parent is found again after this.
    const SAVE: &'static str = "with incoming (id, source_id, hash, key, title, url, created_at, created_month, \
        initial_status, project, kind, status, priority, labels, components, assignee_id, reporter_id, reporter_group, \
        squad, initiative, sprint, custom, parent_key, due_date, estimate_seconds, remaining_seconds) as ({rows}) \
        insert into tickets (id, source_id, hash, key, title, url, created_at, created_month, initial_status, project, \
        kind, status, priority, labels, components, assignee_id, reporter_id, reporter_group, squad, initiative, \
        sprint, custom, parent_key, due_date, estimate_seconds, remaining_seconds) \
        select id, source_id, hash, key, title, url, created_at, created_month, initial_status, project, kind, status, \
        priority, labels, components, assignee_id, reporter_id, reporter_group, squad, initiative, sprint, custom, \
        parent_key, due_date, estimate_seconds, remaining_seconds from incoming where true \
        on conflict (id) do update set hash = excluded.hash, title = excluded.title, url = excluded.url, \
        created_at = excluded.created_at, created_month = excluded.created_month, \
        initial_status = excluded.initial_status, project = excluded.project, kind = excluded.kind, \
        status = excluded.status, priority = excluded.priority, labels = excluded.labels, \
        components = excluded.components, assignee_id = excluded.assignee_id, reporter_id = excluded.reporter_id, \
        reporter_group = excluded.reporter_group, squad = excluded.squad, initiative = excluded.initiative, \
        sprint = excluded.sprint, custom = excluded.custom, parent_key = excluded.parent_key, parent_id = null, \
        due_date = excluded.due_date, estimate_seconds = excluded.estimate_seconds, \
        remaining_seconds = excluded.remaining_seconds";

    fn key(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.key)
    }

    fn write(&self, ids: &Ids<'_>, row: &mut Row<'_>) {
        let fields = &self.fields;
        row.text(self.key.as_str())
            .text(self.title.as_str())
            .text(self.url.as_deref())
            .instant(self.created_at)
            .int(month_of(self.created_at))
            .text(self.initial_status.as_deref())
            .text(fields.project.as_deref())
            .text(fields.kind.as_deref())
            .text(fields.status.as_str())
            .text(fields.priority.as_deref())
            .text(joined_key(&fields.labels).as_str())
            .text(joined_key(&fields.components).as_str())
            .int(ids.person(fields.assignee.as_deref()))
            .int(ids.person(fields.reporter.as_deref()))
            .text(fields.reporter_group.as_deref())
            .text(fields.squad.as_deref())
            .text(fields.initiative.as_deref())
            .text(fields.sprint.as_deref())
            .text(joined_key(&fields.custom).as_str())
            .text(self.parent.as_deref())
            .day(self.due_date)
            .int(self.estimate.map(|seconds| seconds.0))
            .int(self.remaining.map(|seconds| seconds.0));
    }
}

/// A ticket as it is read. People come with their keys; a reporter's group comes from the reporter where the ticket
/// does not tell.
macro_rules! select_tickets {
    ($from:literal, $rest:literal) => {
        concat!(
            $from,
            "t.id, t.source_id, t.key, t.title, t.url, t.created_at, t.initial_status, t.project, t.kind, t.status, \
             t.priority, t.labels, t.components, t.assignee_id, a.key as assignee, r.key as reporter, \
             coalesce(t.reporter_group, r.reporter_group) as reporter_group, t.squad, t.initiative, t.sprint, \
             t.custom, t.parent_id, t.due_date, t.estimate_seconds, t.remaining_seconds ",
            $rest
        )
    };
}

const OF_MONTH: &str = select_tickets!(
    "select ",
    "from tickets t left join people a on a.id = t.assignee_id left join people r on r.id = t.reporter_id \
    where t.created_month = $1 and t.id > $2 order by t.id limit $3"
);
const OF_IDS: &str = select_tickets!(
    "with incoming (id) as ({rows}) select ",
    "from incoming cross join tickets t left join people a on a.id = t.assignee_id \
    left join people r on r.id = t.reporter_id where t.id = incoming.id order by t.id"
);
const ID_OF_KEY: &str =
    "select t.id from tickets t join sources s on s.id = t.source_id where s.key = $1 and t.key = $2";
const BRIEFS: &str = "with incoming (id) as ({rows}) select t.id, t.source_id, t.key, t.title, t.url \
    from incoming cross join tickets t where t.id = incoming.id order by t.id";
const REVISIONS: &str = "select v.run_id, i.started_at, v.status, v.squad, v.kind, v.project, v.priority, v.sprint, \
    v.initiative, v.assignee_id, v.due_date, v.estimate_seconds, v.remaining_seconds \
    from ticket_revisions v join import_runs i on i.id = v.run_id where v.ticket_id = $1 order by v.id";

#[derive(sqlx::FromRow)]
struct TicketRow {
    id: i64,
    source_id: i64,
    key: String,
    title: String,
    url: Option<String>,
    created_at: DateTime<Utc>,
    initial_status: Option<String>,
    project: Option<String>,
    kind: Option<String>,
    status: String,
    priority: Option<String>,
    labels: String,
    components: String,
    assignee_id: Option<i64>,
    assignee: Option<String>,
    reporter: Option<String>,
    reporter_group: Option<String>,
    squad: Option<String>,
    initiative: Option<String>,
    sprint: Option<String>,
    custom: String,
    parent_id: Option<i64>,
    due_date: Option<NaiveDate>,
    estimate_seconds: Option<i64>,
    remaining_seconds: Option<i64>,
}

fn json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|bad| StoreError::unreadable("tickets", bad))
}

fn ticket(row: TicketRow, sources: &SourceNames) -> Result<Ticket, StoreError> {
    Ok(Ticket {
        id: TicketId(row.id),
        source: sources.of(row.source_id)?,
        key: row.key,
        title: row.title,
        url: row.url,
        created_at: row.created_at,
        initial_status: row.initial_status,
        fields: TicketFields {
            project: row.project,
            kind: row.kind,
            status: row.status,
            priority: row.priority,
            labels: json(&row.labels)?,
            components: json(&row.components)?,
            assignee: row.assignee,
            reporter: row.reporter,
            reporter_group: row.reporter_group,
            squad: row.squad,
            initiative: row.initiative,
            sprint: row.sprint,
            custom: json(&row.custom)?,
        },
        assignee: row.assignee_id.map(PersonId),
        parent: row.parent_id.map(TicketId),
        due_date: row.due_date,
        estimate: row.estimate_seconds.map(Seconds),
        remaining: row.remaining_seconds.map(Seconds),
    })
}

impl Store {
    /// The next tickets created in a UTC month, with all that happened to them, after a row and by row.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tickets_of_month(
        &self,
        month: Month,
        after: TicketId,
        limit: usize,
    ) -> Result<Vec<TicketHistory>, StoreError> {
        let rows: Vec<TicketRow> = on_pool!(self.reads(), pool => sqlx::query_as(OF_MONTH)
            .bind(i64::from(month.ordinal()))
            .bind(after.0)
            .bind(i64::try_from(limit).unwrap_or(i64::MAX))
            .fetch_all(pool)
            .await?);
        self.histories(rows).await
    }

    /// Some tickets, with all that happened to them, by row. Rows that are not there are left out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn ticket_histories(&self, ids: &[TicketId]) -> Result<Vec<TicketHistory>, StoreError> {
        let ids = Rows::of_ints(ids.iter().map(|id| id.0));
        let rows = self.fetch_with(ids, OF_IDS).await?;
        self.histories(rows).await
    }

    /// A ticket by its key.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn ticket_by_key(
        &self,
        source: &SourceId,
        key: &str,
    ) -> Result<Option<TicketHistory>, StoreError> {
        let id: Option<i64> = on_pool!(self.reads(), pool => sqlx::query_scalar(ID_OF_KEY)
            .bind(source.as_str())
            .bind(key)
            .fetch_optional(pool)
            .await?);
        let ids: Vec<TicketId> = id.map(TicketId).into_iter().collect();
        Ok(self.ticket_histories(&ids).await?.pop())
    }

    /// Enough of some tickets to list them, by row.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn ticket_briefs(&self, ids: &[TicketId]) -> Result<Vec<TicketBrief>, StoreError> {
        let ids = Rows::of_ints(ids.iter().map(|id| id.0));
        let rows: Vec<(i64, i64, String, String, Option<String>)> = self.fetch_with(ids, BRIEFS).await?;
        let sources = self.source_names().await?;
        rows.into_iter()
            .map(|(id, source, key, title, url)| {
                let (id, source) = (TicketId(id), sources.of(source)?);
                Ok(TicketBrief {
                    id,
                    source,
                    key,
                    title,
                    url,
                })
            })
            .collect()
    }

    /// What a ticket said before each import that changed it, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn ticket_revisions(&self, ticket: TicketId) -> Result<Vec<TicketRevision>, StoreError> {
        Ok(on_pool!(self.reads(), pool => sqlx::query_as(REVISIONS).bind(ticket.0).fetch_all(pool).await?))
    }

    /// Adds what happened to tickets that are ordered by row.
    async fn histories(&self, rows: Vec<TicketRow>) -> Result<Vec<TicketHistory>, StoreError> {
        let sources = self.source_names().await?;
        let ids = Rows::of_ints(rows.iter().map(|row| row.id));
        let mut transitions = self.transitions_of(ids).await?.into_iter().peekable();
        let mut histories = Vec::with_capacity(rows.len());
        for row in rows {
            let ticket = ticket(row, &sources)?;
            let mut own = Vec::new();
            while let Some(change) = transitions.next_if(|change| change.ticket <= ticket.id) {
                own.push(change);
            }
            histories.push(TicketHistory {
                ticket,
                transitions: own,
            });
        }
        Ok(histories)
    }
}
