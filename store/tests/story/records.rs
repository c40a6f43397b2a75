//! Small records to import, and ways to read back all that came of them.

use chrono::{DateTime, NaiveDate, Utc};
use model::ids::{PersonId, SourceId, SquadId, TicketId, WorklogId};
use model::records::{
    AbsenceRecord, Allocation, Employment, Located, MembershipRecord, Page, PersonRecord, Record,
    TicketFields, TicketRecord, TransitionRecord, WorklogRecord,
};
use model::ticket::{Field, TicketHistory, Worklog};
use model::time::{Month, Seconds};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{Counts, ImportSummary, RecordKind, Store};

pub(crate) fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn month(text: &str) -> Month {
    text.parse().unwrap()
}

pub(crate) fn squad(key: &str) -> SquadId {
    SquadId::new(key).unwrap()
}

pub(crate) fn source(key: &str) -> SourceId {
    SourceId::new(key).unwrap()
}

/// The instant at which every story imports.
pub(crate) fn now() -> DateTime<Utc> {
    at("2026-03-02T08:00:00Z")
}

pub(crate) fn ticket(key: &str, created: &str) -> TicketRecord {
    TicketRecord {
        key: key.to_owned(),
        title: format!("The title of {key}"),
        url: None,
        created_at: at(created),
        initial_status: None,
        fields: TicketFields {
            status: "Open".to_owned(),
            ..TicketFields::default()
        },
        parent: None,
        due_date: None,
        estimate: None,
        remaining: None,
    }
}

pub(crate) fn child(key: &str, parent: &str, created: &str) -> TicketRecord {
    TicketRecord {
        parent: Some(parent.to_owned()),
        ..ticket(key, created)
    }
}

pub(crate) fn change(ticket: &str, when: &str, field: Field, from: &str, to: &str) -> TransitionRecord {
    TransitionRecord {
        ticket: ticket.to_owned(),
        at: at(when),
        sequence: 0,
        field,
        from: Some(from.to_owned()),
        to: Some(to.to_owned()),
        author: None,
    }
}

pub(crate) fn worklog(key: &str, ticket: &str, person: &str, work_date: &str, seconds: i64) -> WorklogRecord {
    WorklogRecord {
        key: key.to_owned(),
        ticket: Some(ticket.to_owned()),
        person: Some(person.to_owned()),
        work_date: day(work_date),
        seconds: Seconds(seconds),
        billable: None,
    }
}

pub(crate) fn person(key: &str, group: Option<&str>) -> PersonRecord {
    PersonRecord {
        key: key.to_owned(),
        name: Some(format!("Name of {key}")),
        email: Some(format!("{key}@example.com")),
        group: group.map(str::to_owned),
        employment: Employment::Employee,
        vendor: None,
    }
}

pub(crate) fn membership(person: &str, of: &str, from: &str) -> MembershipRecord {
    MembershipRecord {
        person: person.to_owned(),
        squad: squad(of),
        role: Some("developer".to_owned()),
        allocation: Allocation::from_fraction(0.8).unwrap(),
        from: day(from),
        to: None,
    }
}

pub(crate) fn absence(person: &str, on: &str, seconds: Option<i64>) -> AbsenceRecord {
    AbsenceRecord {
        person: person.to_owned(),
        day: day(on),
        seconds: seconds.map(Seconds),
    }
}

macro_rules! into_record {
    ($($variant:ident($type:ty)),*) => {
        /// A record of any kind.
        pub(crate) trait IntoRecord {
            fn record(self) -> Record;
        }
        $(impl IntoRecord for $type {
            fn record(self) -> Record {
                Record::$variant(self)
            }
        })*
    };
}
into_record!(
    Ticket(TicketRecord),
    Transition(TransitionRecord),
    Worklog(WorklogRecord),
    Person(PersonRecord),
    Membership(MembershipRecord),
    Absence(AbsenceRecord),
    Link(model::records::LinkRecord),
    CalendarDay(model::records::CalendarDayRecord),
    Sprint(model::records::SprintRecord),
    Initiative(model::records::InitiativeRecord),
    Dependency(model::records::DependencyRecord),
    Intervention(model::records::InterventionRecord),
    Rate(model::records::RateRecord),
    Budget(model::records::BudgetRecord),
    Expense(model::records::ExpenseRecord),
    ExchangeRate(model::records::ExchangeRateRecord)
);

/// A page of records, read from line 2 of a file on.
pub(crate) fn page(records: impl IntoIterator<Item = Record>) -> Page {
    let origin: Arc<str> = Arc::from("rows.csv");
    let records = (2..).zip(records).map(|(line, record)| Located {
        origin: origin.clone(),
        line,
        record,
    });
    Page {
        records: records.collect(),
        rejects: Vec::new(),
    }
}

/// One run of some pages.
pub(crate) async fn import_from(store: &Store, from: &str, pages: &[Page]) -> ImportSummary {
    let mut run = store.begin_import(&source(from), now()).await.unwrap();
    for page in pages {
        store.save_page(&mut run, page).await.unwrap();
    }
    store.finish_import(run, now()).await.unwrap()
}

/// One run of one page of the source `jira`.
pub(crate) async fn import(store: &Store, records: impl IntoIterator<Item = Record>) -> ImportSummary {
    import_from(store, "jira", &[page(records)]).await
}

pub(crate) fn counts(summary: &ImportSummary, kind: RecordKind) -> (u64, u64, u64) {
    let Counts {
        inserted,
        updated,
        unchanged,
    } = summary.counts.get(&kind).copied().unwrap_or_default();
    (inserted, updated, unchanged)
}

/// Every ticket, read month by month in pages of two.
pub(crate) async fn all_tickets(store: &Store) -> Vec<TicketHistory> {
    let mut all = Vec::new();
    for month in store.all_months().await.unwrap().1 {
        let mut after = TicketId(0);
        loop {
            let page = store.tickets_of_month(month, after, 2).await.unwrap();
            let Some(last) = page.last() else { break };
            after = last.ticket.id;
            all.extend(page);
        }
    }
    all
}

/// Every worklog, read month by month in pages of two.
pub(crate) async fn all_worklogs(store: &Store) -> Vec<Worklog> {
    let mut all = Vec::new();
    for month in store.all_months().await.unwrap().0 {
        let mut after = WorklogId(0);
        loop {
            let page = store.worklogs_of_month(month, after, 2).await.unwrap();
            let Some(last) = page.last() else { break };
            after = last.id;
            all.extend(page);
        }
    }
    all
}

/// The keys of everybody.
pub(crate) async fn people_keys(store: &Store) -> BTreeMap<PersonId, String> {
    let people = store.people().await.unwrap();
    people.into_iter().map(|person| (person.id, person.key)).collect()
}

/// All that is in a store, told with keys instead of rows, sorted: equal stores tell the same.
pub(crate) async fn telling(store: &Store) -> Vec<String> {
    let people = people_keys(store).await;
    let tickets = all_tickets(store).await;
    let keys: BTreeMap<TicketId, String> = tickets
        .iter()
        .map(|history| (history.ticket.id, history.ticket.key.clone()))
        .collect();
    let mut told = Vec::new();
    for history in tickets {
        let mut ticket = history.ticket;
        let parent = ticket.parent.take().map(|id| keys[&id].clone());
        assert_eq!(
            ticket.assignee.take().map(|id| people[&id].clone()),
            ticket.fields.assignee
        );
        for link in store.links_of_ticket(ticket.id).await.unwrap() {
            let end = |id: Option<TicketId>| id.map(|id| keys[&id].clone());
            let (from, to) = (end(link.from), end(link.to));
            told.push(format!(
                "link {} {from:?} {} {} {to:?}",
                link.from_key,
                link.kind.word(),
                link.to_key
            ));
        }
        for change in history.transitions {
            assert_eq!(change.ticket, ticket.id);
            let value = |value: Option<String>| match change.field {
                Field::Assignee => value.map(|id| people[&PersonId(id.parse().unwrap())].clone()),
                _ => value,
            };
            let (from, to) = (value(change.from), value(change.to));
            told.push(format!(
                "{} {} {} {from:?} {to:?}",
                ticket.key, change.field, change.at
            ));
        }
        ticket.id = TicketId(0);
        told.push(format!("{ticket:?} of {parent:?}"));
    }
    for mut worklog in all_worklogs(store).await {
        let ticket = worklog.ticket.take().map(|id| keys[&id].clone());
        let person = worklog.person.take().map(|id| people[&id].clone());
        worklog.id = WorklogId(0);
        told.push(format!("{worklog:?} on {ticket:?} by {person:?}"));
    }
    told.extend(store.memberships().await.unwrap().into_iter().map(|mut place| {
        let person = people[&std::mem::take(&mut place.person)].clone();
        format!("{person}: {place:?}")
    }));
    told.sort();
    told
}
