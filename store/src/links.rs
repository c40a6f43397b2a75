//! Ties between tickets, of which either can come later.

use crate::imports::{Ids, Saved};
use crate::pool::on_pool;
use crate::rows::Row;
use crate::{RecordKind, Store, StoreError};
use model::ids::TicketId;
use model::records::{LinkKind, LinkRecord};
use std::borrow::Cow;

/// A tie between two tickets, as the store keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The key of the ticket the tie starts from.
    pub from_key: String,
    /// Its row, if the store knows it.
    pub from: Option<TicketId>,
    /// The key of the ticket it leads to.
    pub to_key: String,
    /// Its row, if the store knows it.
    pub to: Option<TicketId>,
    /// How they are tied.
    pub kind: LinkKind,
}

impl Saved for LinkRecord {
    const KIND: RecordKind = RecordKind::Link;
    const FIND: &'static str = "with incoming (n, source_id, from_key, to_key, kind) as ({rows}) \
        select incoming.n, t.id, t.hash, cast(0 as bigint), cast(0 as bigint) from incoming cross join links t \
        where t.source_id = incoming.source_id and t.from_key = incoming.from_key and t.to_key = incoming.to_key \
        and t.kind = incoming.kind";
    const SAVE: &'static str = "with incoming (id, source_id, hash, from_key, from_id, to_key, to_id, kind) as ({rows}) \
        insert into links (id, source_id, hash, from_key, from_id, to_key, to_id, kind) \
        select id, source_id, hash, from_key, from_id, to_key, to_id, kind from incoming where true \
        on conflict (id) do update set hash = excluded.hash";

    fn key(&self) -> Cow<'_, str> {
        format!("{} {} {}", self.from, self.kind.word(), self.to).into()
    }

    fn write_key(&self, row: &mut Row<'_>) {
        row.text(self.from.as_str())
            .text(self.to.as_str())
            .text(self.kind.word());
    }

    fn write(&self, ids: &Ids<'_>, row: &mut Row<'_>) {
        row.text(self.from.as_str())
            .int(ids.ticket(Some(&self.from)))
            .text(self.to.as_str())
            .int(ids.ticket(Some(&self.to)))
            .text(self.kind.word());
    }
}

/// Two branches, so that each side uses its own index.
const OF_TICKET: &str = "select from_key, from_id, to_key, to_id, kind from links where from_id = $1 \
    union select from_key, from_id, to_key, to_id, kind from links where to_id = $1 order by 1, 3, 5";

/// A row of OF_TICKET.
type LinkRow = (String, Option<i64>, String, Option<i64>, String);

impl Store {
    /// The ties of a ticket, in both directions.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn links_of_ticket(&self, ticket: TicketId) -> Result<Vec<Link>, StoreError> {
        let rows: Vec<LinkRow> = on_pool!(self.reads(), pool => sqlx::query_as(OF_TICKET)
            .bind(ticket.0)
            .fetch_all(pool)
            .await?);
        rows.into_iter().map(link).collect()
    }
}

fn link((from_key, from, to_key, to, word): LinkRow) -> Result<Link, StoreError> {
    let all = [
        LinkKind::Blocks,
        LinkKind::Relates,
        LinkKind::Duplicates,
        LinkKind::SplitFrom,
    ];
    let kind = all.into_iter().find(|kind| kind.word() == word);
    Ok(Link {
        from_key,
        from: from.map(TicketId),
        to_key,
        to: to.map(TicketId),
        kind: kind.ok_or_else(|| StoreError::unreadable("links", format_args!("{word:?} is no tie")))?,
    })
}
