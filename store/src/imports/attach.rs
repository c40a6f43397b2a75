//! Rows that waited for a ticket: worklogs, changes, ties and subtasks can arrive before it, in any import.

use super::saving::Saving;
use super::upsert::Stored;
use crate::StoreError;
use crate::rows::Rows;
use model::records::TicketRecord;

/// Rows that wait for tickets that have just come. Each finds them through the index of waiting rows.
const WORKLOGS: &str = "with incoming (source_id, key, id) as ({rows}) \
    update worklogs set ticket_id = incoming.id from incoming \
    where worklogs.ticket_id is null and worklogs.source_id = incoming.source_id \
    and worklogs.ticket_key = incoming.key";

const TRANSITIONS: &str = "with incoming (source_id, key, id) as ({rows}) \
    update transitions set ticket_id = incoming.id from incoming \
    where transitions.ticket_id is null and transitions.source_id = incoming.source_id \
    and transitions.ticket_key = incoming.key";

const LINKS_FROM: &str = "with incoming (source_id, key, id) as ({rows}) \
    update links set from_id = incoming.id from incoming \
    where links.from_id is null and links.source_id = incoming.source_id and links.from_key = incoming.key";

const LINKS_TO: &str = "with incoming (source_id, key, id) as ({rows}) \
    update links set to_id = incoming.id from incoming \
    where links.to_id is null and links.source_id = incoming.source_id and links.to_key = incoming.key";

const CHILDREN: &str = "with incoming (source_id, key, id) as ({rows}) \
    update tickets set parent_id = incoming.id from incoming \
    where tickets.parent_id is null and tickets.source_id = incoming.source_id \
    and tickets.parent_key = incoming.key and tickets.id <> incoming.id";

/// Parents of tickets that are new or say something else now.
const PARENTS: &str = "with incoming (source_id, key, id) as ({rows}) \
    update tickets set parent_id = p.id from incoming cross join tickets p \
    where tickets.id = incoming.id and p.source_id = incoming.source_id and p.key = incoming.key \
    and p.id <> incoming.id";

impl Saving<'_> {
    /// Gives tickets their parents, and what waited for them to them.
    pub(super) async fn attach(&mut self, stored: &[Stored<'_, TicketRecord>]) -> Result<(), StoreError> {
        let mut parents = Rows::default();
        for ticket in stored {
            if let Some(parent) = &ticket.record.parent {
                parents
                    .row()
                    .int(self.run.source_id)
                    .text(parent.as_str())
                    .int(ticket.id);
            }
        }
        parents.execute(self.tx.link(), PARENTS).await?;
        for sql in [WORKLOGS, TRANSITIONS, LINKS_FROM, LINKS_TO, CHILDREN] {
            let mut rows = Rows::default();
            for ticket in stored.iter().filter(|ticket| ticket.before.is_none()) {
                rows.row()
                    .int(self.run.source_id)
                    .text(ticket.record.key.as_str())
                    .int(ticket.id);
            }
            rows.execute(self.tx.link(), sql).await?;
        }
        Ok(())
    }
}
