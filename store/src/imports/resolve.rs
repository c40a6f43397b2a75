//! From the outside world's keys to rows: people, who are made where they are missing, and tickets, who are not.

use super::saving::Saving;
use crate::rows::Rows;
use crate::{RecordKind, StoreError};
use model::records::{Located, Record};
use model::ticket::Field;
use std::collections::{BTreeSet, HashMap};

/// Rows by key, within the source of the run.
#[derive(Default, Clone, Copy)]
pub(crate) struct Ids<'a> {
    people: [Option<&'a HashMap<String, i64>>; 2],
    tickets: Option<&'a HashMap<String, i64>>,
}

impl<'a> Ids<'a> {
    pub(super) fn new(
        known: &'a HashMap<String, i64>,
        met: &'a HashMap<String, i64>,
        tickets: &'a HashMap<String, i64>,
    ) -> Self {
        Self {
            people: [Some(known), Some(met)],
            tickets: Some(tickets),
        }
    }

    /// Somebody's row.
    pub(crate) fn person(&self, key: Option<&str>) -> Option<i64> {
        let key = key?;
        self.people
            .iter()
            .flatten()
            .find_map(|people| people.get(key))
            .copied()
    }

    /// A ticket's row, if the store knows it.
    pub(crate) fn ticket(&self, key: Option<&str>) -> Option<i64> {
        self.tickets?.get(key?).copied()
    }
}

const FIND_PEOPLE: &str = "with incoming (source_id, key) as ({rows}) \
    select p.key, p.id from incoming cross join people p \
    where p.source_id = incoming.source_id and p.key = incoming.key";

const ADD_PEOPLE: &str = "with incoming (id, source_id, key) as ({rows}) \
    insert into people (id, source_id, key, hash, employment) \
    select id, source_id, key, 0, 'employee' from incoming";

const FIND_TICKETS: &str = "with incoming (source_id, key) as ({rows}) \
    select t.key, t.id from incoming cross join tickets t \
    where t.source_id = incoming.source_id and t.key = incoming.key";

/// The keys of everybody a record names.
fn people_of(record: &Record) -> Vec<&str> {
    let named: [Option<&String>; 3] = match record {
        Record::Ticket(ticket) => [
            ticket.fields.assignee.as_ref(),
            ticket.fields.reporter.as_ref(),
            None,
        ],
        Record::Transition(change) if change.field == Field::Assignee => {
            [change.author.as_ref(), change.from.as_ref(), change.to.as_ref()]
        }
        Record::Transition(change) => [change.author.as_ref(), None, None],
        Record::Worklog(worklog) => [worklog.person.as_ref(), None, None],
        Record::Membership(membership) => [Some(&membership.person), None, None],
        Record::Absence(absence) => [Some(&absence.person), None, None],
        Record::Rate(rate) => [rate.person.as_ref(), None, None],
        _ => [None; 3],
    };
    named.into_iter().flatten().map(String::as_str).collect()
}

/// The keys of the tickets that a record is about; a ticket's own is not among them.
fn tickets_of(record: &Record) -> Vec<&str> {
    match record {
        Record::Transition(change) => vec![&change.ticket],
        Record::Link(link) => vec![&link.from, &link.to],
        Record::Worklog(worklog) => worklog.ticket.as_deref().into_iter().collect(),
        _ => Vec::new(),
    }
}

impl Saving<'_> {
    /// Finds everybody a page names, and makes those who are not known yet.
    pub(super) async fn meet_people(&mut self, records: &[Located]) -> Result<(), StoreError> {
        let mut unknown: BTreeSet<&str> = BTreeSet::new();
        for key in records.iter().flat_map(|located| people_of(&located.record)) {
            if !self.run.people.contains_key(key) && !self.people.contains_key(key) {
                unknown.insert(key);
            }
        }
        let found = self.find_keys(&unknown, FIND_PEOPLE).await?;
        unknown.retain(|key| !found.contains_key(*key));
        self.people.extend(found);
        if unknown.is_empty() {
            return Ok(());
        }
        let first = self.take_ids(RecordKind::Person, unknown.len()).await?;
        let mut rows = Rows::default();
        for (id, key) in (first..).zip(unknown) {
            rows.row().int(id).int(self.run.source_id).text(key);
            self.people.insert(key.to_owned(), id);
        }
        rows.execute(self.tx.link(), ADD_PEOPLE).await?;
        Ok(())
    }

    /// The rows of the tickets a page is about, as far as the store knows them.
    pub(super) async fn known_tickets(
        &mut self,
        records: &[Located],
    ) -> Result<HashMap<String, i64>, StoreError> {
        let keys = records
            .iter()
            .flat_map(|located| tickets_of(&located.record))
            .collect();
        self.find_keys(&keys, FIND_TICKETS).await
    }

    async fn find_keys(
        &mut self,
        keys: &BTreeSet<&str>,
        sql: &'static str,
    ) -> Result<HashMap<String, i64>, StoreError> {
        let mut rows = Rows::default();
        for key in keys {
            rows.row().int(self.run.source_id).text(*key);
        }
        let found: Vec<(String, i64)> = rows.fetch(self.tx.link(), sql).await?;
        Ok(found.into_iter().collect())
    }
}
