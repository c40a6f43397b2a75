//! Importing: once, again, with rejects, and with rows missing.

use crate::Home;
use crate::records::{
    IntoRecord, all_tickets, all_worklogs, at, change, counts, day, import, import_from, now, page, source,
    telling, ticket, worklog,
};
use model::records::{Page, Record, Reject};
use model::ticket::Field;
use model::time::Seconds;
use store::RecordKind::{Ticket, Transition, Worklog};

fn small() -> Vec<Record> {
    vec![
        ticket("T-1", "2026-01-05T09:00:00Z").record(),
        ticket("T-2", "2026-02-05T09:00:00Z").record(),
        change("T-1", "2026-01-06T09:00:00Z", Field::Status, "Open", "Done").record(),
        worklog("W-1", "T-1", "ann", "2026-01-06", 3600).record(),
        worklog("W-2", "T-1", "ben", "2026-02-06", -600).record(),
    ]
}

pub(crate) async fn a_first_import_and_the_same_again(home: Home) {
    let store = home.store;
    assert_eq!(store.data_version().await.unwrap(), 0);
    let first = import(&store, small()).await;
    assert_eq!(counts(&first, Ticket), (2, 0, 0));
    assert_eq!(counts(&first, Transition), (1, 0, 0));
    assert_eq!(counts(&first, Worklog), (2, 0, 0));
    assert_eq!(first.vanished, []);
    let (version, told) = (store.data_version().await.unwrap(), telling(&store).await);
    assert_eq!(version, 1);

    store.mark_refreshed(version).await.unwrap();
    let mut run = store.begin_import(&source("jira"), now()).await.unwrap();
    assert_eq!(run.source(), &source("jira"));
    let report = store.save_page(&mut run, &page(small())).await.unwrap();
    assert!(
        report
            .counts
            .values()
            .all(|counts| counts.unchanged == counts.total()),
        "{report:?}"
    );
    assert_eq!(report.data_version, version, "the same again is no change");
    assert_eq!((report.duplicates, report.rejected), (vec![], vec![]));
    let run_id = run.id();
    let again = store.finish_import(run, now()).await.unwrap();
    assert_eq!((again.run, counts(&again, Worklog)), (run_id, (0, 0, 2)));
    assert!(store.changed().await.unwrap().is_empty());
    assert_eq!(telling(&store).await, told);

    let mut corrected = small();
    corrected[3] = worklog("W-1", "T-1", "ann", "2026-01-06", 7200).record();
    let third = import(&store, corrected).await;
    assert_eq!(counts(&third, Worklog), (0, 1, 1));
    assert_eq!(store.data_version().await.unwrap(), version + 1);

    let status = store.source_statuses().await.unwrap().remove(0);
    assert_eq!((status.tickets, status.worklogs, status.people), (2, 2, 2));
    let sum: i64 = all_worklogs(&store)
        .await
        .iter()
        .map(|worklog| worklog.seconds.0)
        .sum();
    assert_eq!((status.seconds, sum), (Seconds(6600), 6600));
}

pub(crate) async fn rejects_stay_with_their_run(home: Home) {
    let store = home.store;
    let reject = |line: u64| Reject {
        origin: "rows.csv".to_owned(),
        line: Some(line),
        column: Some("hours".to_owned()),
        value: Some("abc".to_owned()),
        reason: "\"abc\" is not a number of hours".to_owned(),
        raw: "T-1;abc".to_owned(),
    };
    let bad = Page {
        rejects: (2..5).map(reject).collect(),
        ..page(small())
    };
    let summary = import_from(&store, "jira", &[bad, page([])]).await;
    assert_eq!(summary.rejected, 3);
    import_from(&store, "other", &[page([])]).await;

    let first = store.rejects(&source("jira"), 0, 2).await.unwrap();
    assert_eq!(
        first.iter().map(|(_, row)| row.clone()).collect::<Vec<_>>(),
        [reject(2), reject(3)]
    );
    let rest = store.rejects(&source("jira"), first[1].0, 2).await.unwrap();
    assert_eq!(
        rest.iter().map(|(_, row)| row.clone()).collect::<Vec<_>>(),
        [reject(4)]
    );
    assert_eq!(store.rejects(&source("other"), 0, 2).await.unwrap(), []);

    let later = at("2026-03-03T08:00:00Z");
    let killed = store.begin_import(&source("jira"), later).await.unwrap();
    drop(killed);
    let statuses = store.source_statuses().await.unwrap();
    assert_eq!(statuses[0].source, source("jira"));
    assert_eq!(statuses[0].last_started_at, Some(later));
    assert_eq!(
        statuses[0].last_success_at,
        Some(now()),
        "a killed run is no success"
    );
    assert_eq!(statuses[0].rejects_of_last_run, 0);
    let runs = store.import_runs(10).await.unwrap();
    let told: Vec<_> = runs
        .iter()
        .map(|run| (run.source.as_str(), run.rejected, run.finished_at))
        .collect();
    assert_eq!(
        told,
        [
            ("jira", 0, None),
            ("other", 0, Some(now())),
            ("jira", 3, Some(now()))
        ]
    );
    assert_eq!((runs[2].inserted, runs[2].updated, runs[2].unchanged), (5, 0, 0));
    assert_eq!(store.import_runs(1).await.unwrap(), runs[..1]);
}

pub(crate) async fn what_vanished_is_told_and_kept(home: Home) {
    let store = home.store;
    import(&store, small()).await;
    import_from(&store, "other", &[page(small())]).await;
    let cut = import(&store, [small().remove(0), small().remove(3)]).await;
    let told: Vec<_> = cut
        .vanished
        .iter()
        .map(|gone| (gone.kind, gone.count, gone.keys.clone()))
        .collect();
    assert_eq!(
        told,
        [
            (Ticket, 1, vec!["T-2".to_owned()]),
            (Worklog, 1, vec!["W-2".to_owned()])
        ],
        "of the kinds the run brought, and of its source only"
    );
    assert_eq!(all_worklogs(&store).await.len(), 4, "nothing is deleted");

    let other = change("T-1", "2026-01-07T09:00:00Z", Field::Status, "Done", "Open").record();
    let mut empty = store.begin_import(&source("jira"), now()).await.unwrap();
    empty.brings(["worklog", "no kind at all"]);
    let gone = store.finish_import(empty, now()).await.unwrap().vanished;
    assert_eq!(gone.len(), 1, "an export that came out empty is told");
    assert_eq!(gone[0].kind, Worklog);
    let gone = import(&store, [other]).await.vanished;
    assert_eq!((gone[0].kind, gone[0].count), (Transition, 1));
    assert!(
        gone[0].keys[0].starts_with("T-1 status 2026-01-06"),
        "{:?}",
        gone[0].keys
    );
}

pub(crate) async fn odd_text_is_kept_the_same(home: Home) {
    let store = home.store;
    let mut odd = ticket("T-\u{1f6a2}'\";--", "1970-01-01T00:00:00.123456789Z");
    odd.title = "NUL \0 inside, and a \u{202e}turn".to_owned();
    odd.fields.labels = vec!["a,b".to_owned(), String::new(), "é".to_owned()];
    odd.fields.custom.insert("Key".to_owned(), "{}".to_owned());
    odd.due_date = Some(day("2199-12-31"));
    import(&store, [odd.clone().record()]).await;
    assert_eq!(
        counts(&import(&store, [odd.clone().record()]).await, Ticket),
        (0, 0, 1)
    );
    let read = all_tickets(&store).await.remove(0).ticket;
    assert_eq!(read.key, odd.key);
    assert_eq!(read.title, "NUL \u{fffd} inside, and a \u{202e}turn");
    assert_eq!(
        read.created_at,
        at("1970-01-01T00:00:00.123456Z"),
        "cut to the microsecond"
    );
    assert_eq!((read.fields, read.due_date), (odd.fields, odd.due_date));
}
