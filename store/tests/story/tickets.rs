//! Tickets: read as they were written, by month, by row and by key; and what they said before.

use crate::Home;
use crate::records::{
    IntoRecord, at, change, counts, day, import, import_from, month, now, page, people_keys, person, source,
    ticket, worklog,
};
use model::ids::{TicketId, WorklogId};
use model::records::TicketRecord;
use model::ticket::Field;
use model::time::Seconds;
use store::RecordKind::Ticket;

/// A ticket with every field.
fn full() -> TicketRecord {
    let mut record = ticket("T-1", "2026-01-31T23:59:59.999999Z");
    record.url = Some("https://tracker.example/T-1".to_owned());
    record.initial_status = Some("New".to_owned());
    record.fields.project = Some("Payroll".to_owned());
    record.fields.kind = Some("Bug".to_owned());
    record.fields.priority = Some("High".to_owned());
    record.fields.labels = vec!["debt".to_owned(), "api".to_owned()];
    record.fields.components = vec!["engine".to_owned()];
    record.fields.assignee = Some("ann".to_owned());
    record.fields.reporter = Some("ben".to_owned());
    record.fields.squad = Some("Core".to_owned());
    record.fields.initiative = Some("I-1".to_owned());
    record.fields.sprint = Some("S-1".to_owned());
    record.fields.custom.insert("Tier".to_owned(), "1".to_owned());
    record.due_date = Some(day("2026-03-31"));
    record.estimate = Some(Seconds(7200));
    record.remaining = Some(Seconds(3600));
    record
}

pub(crate) async fn a_ticket_is_read_as_it_was_written(home: Home) {
    let store = home.store;
    let mut record = full();
    let mut moved = change("T-1", "2026-02-02T09:00:00Z", Field::Assignee, "ben", "ann");
    moved.sequence = 2;
    let started = change("T-1", "2026-02-02T09:00:00Z", Field::Status, "New", "Open");
    import(
        &store,
        [record.clone().record(), moved.record(), started.record()],
    )
    .await;
    import(&store, [person("ben", Some("support")).record()]).await;

    let people = people_keys(&store).await;
    let january = store
        .tickets_of_month(month("2026-01"), TicketId(0), 10)
        .await
        .unwrap();
    let history = &january[0];
    let read = &history.ticket;
    record.fields.reporter_group = Some("support".to_owned());
    assert_eq!(
        read.fields, record.fields,
        "the reporter's group comes from the reporter"
    );
    assert_eq!(
        (&read.source, &read.key, &read.title),
        (&source("jira"), &record.key, &record.title)
    );
    assert_eq!((&read.url, read.created_at), (&record.url, record.created_at));
    assert_eq!(
        (&read.initial_status, read.due_date),
        (&record.initial_status, record.due_date)
    );
    assert_eq!(
        (read.estimate, read.remaining, read.parent),
        (record.estimate, record.remaining, None)
    );
    assert_eq!(people[&read.assignee.unwrap()], "ann");
    let [first, second] = history.transitions.as_slice() else {
        panic!("{:?}", history.transitions)
    };
    assert_eq!(
        (first.field, first.sequence, first.to.as_deref()),
        (Field::Status, 0, Some("Open"))
    );
    assert_eq!((second.field, second.sequence), (Field::Assignee, 2));
    assert_eq!(
        second.to,
        Some(read.assignee.unwrap().to_string()),
        "an assignee is a person's row"
    );
}

pub(crate) async fn tickets_and_their_hours_are_found(home: Home) {
    let store = home.store;
    let record = full();
    let hours = worklog("W-1", "T-1", "ann", "2026-02-02", 60);
    import(&store, [record.clone().record(), hours.record()]).await;
    let january = store
        .tickets_of_month(month("2026-01"), TicketId(0), 10)
        .await
        .unwrap();
    let history = &january[0];
    let read = &history.ticket;
    assert_eq!(
        store
            .tickets_of_month(month("2026-01"), read.id, 10)
            .await
            .unwrap(),
        []
    );
    assert_eq!(
        store
            .tickets_of_month(month("2026-02"), TicketId(0), 10)
            .await
            .unwrap(),
        []
    );
    assert_eq!(
        store.ticket_histories(&[read.id, TicketId(99)]).await.unwrap(),
        january
    );
    assert_eq!(store.ticket_histories(&[]).await.unwrap(), []);
    assert_eq!(
        store
            .ticket_by_key(&source("jira"), "T-1")
            .await
            .unwrap()
            .as_ref(),
        Some(history)
    );
    assert_eq!(store.ticket_by_key(&source("other"), "T-1").await.unwrap(), None);
    let brief = store.ticket_briefs(&[read.id]).await.unwrap().remove(0);
    assert_eq!(
        (brief.id, brief.source, brief.key),
        (read.id, source("jira"), record.key)
    );
    assert_eq!((brief.title, brief.url), (record.title, record.url));

    let spent = store.worklogs_of_ticket(read.id).await.unwrap().remove(0);
    assert_eq!(
        (spent.id, spent.source.clone(), spent.key.as_str()),
        (WorklogId(1), source("jira"), "W-1")
    );
    assert_eq!(
        (spent.work_date, spent.seconds, spent.billable),
        (day("2026-02-02"), Seconds(60), None)
    );
    assert_eq!(
        store
            .worklogs_of_month(month("2026-02"), WorklogId(0), 10)
            .await
            .unwrap(),
        std::slice::from_ref(&spent)
    );
    let some = store.worklogs(&[WorklogId(99), spent.id]).await.unwrap();
    assert_eq!(some, std::slice::from_ref(&spent));
    let keys = store.worklog_keys(&[spent.id, WorklogId(99)]).await.unwrap();
    assert_eq!(keys, [(spent.id, source("jira"), "W-1".to_owned())]);
}

pub(crate) async fn a_ticket_remembers_what_it_said(home: Home) {
    let store = home.store;
    let mut record = ticket("T-1", "2026-01-05T09:00:00Z");
    record.due_date = Some(day("2026-02-01"));
    record.estimate = Some(Seconds(3600));
    import(&store, [record.clone().record()]).await;
    record.due_date = Some(day("2026-03-01"));
    record.fields.status = "Doing".to_owned();
    assert_eq!(
        counts(&import(&store, [record.clone().record()]).await, Ticket),
        (0, 1, 0)
    );
    import_from(&store, "jira", &[page([record.clone().record()])]).await;
    let id = store
        .ticket_by_key(&source("jira"), "T-1")
        .await
        .unwrap()
        .unwrap()
        .ticket
        .id;
    let before = store.ticket_revisions(id).await.unwrap();
    assert_eq!(before.len(), 1, "the same again is no revision");
    assert_eq!((before[0].run_id, before[0].started_at), (2, now()));
    assert_eq!(
        (before[0].status.as_str(), before[0].due_date),
        ("Open", Some(day("2026-02-01")))
    );
    assert_eq!(before[0].estimate_seconds, Some(3600));
    assert!(before[0].started_at > at("2026-01-01T00:00:00Z"));
}
