//! What changed in tickets, and when: history, added to and never replaced but by a correction of the same change.

use crate::imports::{Ids, Saved};
use crate::instant::cut;
use crate::rows::{Row, Rows};
use crate::{RecordKind, Store, StoreError};
use chrono::{DateTime, Utc};
use model::ids::TicketId;
use model::records::TransitionRecord;
use model::ticket::{Field, Transition};
use std::borrow::Cow;

impl Saved for TransitionRecord {
    const KIND: RecordKind = RecordKind::Transition;
    const FIND: &'static str = "with incoming (n, source_id, ticket_key, changed_at, sequence, field) as ({rows}) \
        select incoming.n, t.id, t.hash, cast(0 as bigint), cast(0 as bigint) from incoming cross join transitions t \
        where t.source_id = incoming.source_id and t.ticket_key = incoming.ticket_key \
        and t.changed_at = incoming.changed_at and t.sequence = incoming.sequence and t.field = incoming.field";
    const SAVE: &'static str = "with incoming (id, source_id, hash, ticket_key, ticket_id, changed_at, sequence, field, \
        from_value, to_value, author_id) as ({rows}) \
        insert into transitions (id, source_id, hash, ticket_key, ticket_id, changed_at, sequence, field, from_value, \
        to_value, author_id) select id, source_id, hash, ticket_key, ticket_id, changed_at, sequence, field, \
        from_value, to_value, author_id from incoming where true on conflict (id) do update set hash = excluded.hash, \
        from_value = excluded.from_value, to_value = excluded.to_value, author_id = excluded.author_id";

    fn key(&self) -> Cow<'_, str> {
        let (ticket, at) = (&self.ticket, cut(self.at).to_rfc3339());
        format!("{ticket} {} at {at} ({})", self.field, self.sequence).into()
    }

    fn write_key(&self, row: &mut Row<'_>) {
        row.text(self.ticket.as_str())
            .instant(self.at)
            .int(i64::from(self.sequence))
            .text(self.field.word());
    }

    /// An assignee becomes a person's row, as text: keys of people stand in `people` only.
    fn write(&self, ids: &Ids<'_>, row: &mut Row<'_>) {
        let value = |value: Option<&str>| match self.field {
            Field::Assignee => ids.person(value).map(|id| id.to_string()),
            _ => value.map(str::to_owned),
        };
        row.text(self.ticket.as_str())
            .int(ids.ticket(Some(&self.ticket)))
            .instant(self.at)
            .int(i64::from(self.sequence))
            .text(self.field.word())
            .text(value(self.from.as_deref()).as_deref())
            .text(value(self.to.as_deref()).as_deref())
            .int(ids.person(self.author.as_deref()));
    }
}

const OF_TICKETS: &str = "with incoming (id) as ({rows}) \
    select t.ticket_id, t.changed_at, t.sequence, t.field, t.from_value, t.to_value \
    from incoming cross join transitions t where t.ticket_id = incoming.id \
    order by t.ticket_id, t.changed_at, t.sequence, t.field";

/// A row of OF_TICKETS.
type TransitionRow = (i64, DateTime<Utc>, i64, String, Option<String>, Option<String>);

impl Store {
    /// The changes of tickets, by ticket, instant and sequence. `tickets` has their rows in order.
    pub(crate) async fn transitions_of(&self, tickets: Rows) -> Result<Vec<Transition>, StoreError> {
        let rows: Vec<TransitionRow> = self.fetch_with(tickets, OF_TICKETS).await?;
        rows.into_iter().map(transition).collect()
    }
}

fn transition((ticket, at, sequence, field, from, to): TransitionRow) -> Result<Transition, StoreError> {
    Ok(Transition {
        ticket: TicketId(ticket),
        at,
        sequence: i32::try_from(sequence).map_err(|bad| StoreError::unreadable("transitions", bad))?,
        field: field
            .parse()
            .map_err(|bad: String| StoreError::unreadable("transitions", bad))?,
        from,
        to,
    })
}
