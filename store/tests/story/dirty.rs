//! Marks: which months a refresh has to do again, and when everything.

use crate::Home;
use crate::records::{
    IntoRecord, absence, change, child, day, import, import_from, membership, month, page, person, ticket,
    worklog,
};
use model::records::{CalendarDayRecord, InitiativeRecord, LinkKind, LinkRecord, Record};
use model::ticket::Field;
use model::time::{Month, Seconds};
use store::{Changed, Store};

fn months(texts: &[&str]) -> Vec<Month> {
    texts.iter().map(|text| month(text)).collect()
}

/// Imports, tells what is marked, and clears the marks.
async fn marks_of(store: &Store, records: impl IntoIterator<Item = Record>) -> Changed {
    import(store, records).await;
    let changed = store.changed().await.unwrap();
    assert_eq!(changed.version, store.data_version().await.unwrap());
    store.mark_refreshed(changed.version).await.unwrap();
    assert!(store.changed().await.unwrap().is_empty());
    changed
}

fn seen(changed: &Changed) -> (Vec<Month>, Vec<Month>) {
    assert!(!changed.everything && !changed.capacity, "{changed:?}");
    (changed.worklogs.clone(), changed.tickets.clone())
}

pub(crate) async fn marks_say_which_months_to_do_again(home: Home) {
    let store = home.store;
    let hours = |date: &str, seconds| worklog("W-1", "T-1", "ann", date, seconds).record();
    let first = [
        ticket("T-1", "2026-01-31T23:30:00Z").record(),
        hours("2026-02-28", 60),
    ];
    assert_eq!(
        seen(&marks_of(&store, first).await),
        (months(&["2026-02"]), months(&["2026-01"]))
    );
    assert_eq!(
        store.all_months().await.unwrap(),
        (months(&["2026-02"]), months(&["2026-01"]))
    );

    let moved = marks_of(&store, [hours("2026-04-01", 60)]).await;
    assert_eq!(
        seen(&moved),
        (months(&["2026-02", "2026-04"]), vec![]),
        "the old month and the new"
    );
    let longer = marks_of(&store, [hours("2026-04-01", 61)]).await;
    assert_eq!(seen(&longer), (months(&["2026-04"]), vec![]));

    let again = marks_of(&store, [ticket("T-1", "2025-12-31T23:30:00Z").record()]).await;
    assert_eq!(
        seen(&again),
        (months(&["2026-04"]), months(&["2025-12", "2026-01"]))
    );
    let done = change("T-1", "2026-05-05T09:00:00Z", Field::Status, "Open", "Done").record();
    assert_eq!(
        seen(&marks_of(&store, [done]).await),
        (months(&["2026-04"]), months(&["2025-12"]))
    );

    import_from(
        &store,
        "jira",
        &[page([ticket("T-2", "2026-06-01T00:00:00Z").record()])],
    )
    .await;
    let version = store.data_version().await.unwrap();
    store.mark_refreshed(version).await.unwrap();
    let (from, to, kind) = ("T-1".to_owned(), "T-2".to_owned(), LinkKind::Blocks);
    let tied = marks_of(&store, [LinkRecord { from, to, kind }.record()]).await;
    assert_eq!(
        seen(&tied),
        (months(&["2026-04"]), months(&["2025-12", "2026-06"]))
    );
    assert_eq!(
        store.all_months().await.unwrap().1,
        months(&["2025-12", "2026-06"])
    );
    assert_eq!(tied.version, version + 1);
}

pub(crate) async fn a_subtask_is_marked_with_its_parent(home: Home) {
    let store = home.store;
    let records = [
        ticket("epic", "2025-01-05T09:00:00Z").record(),
        child("story", "epic", "2025-02-05T09:00:00Z").record(),
        child("task", "story", "2025-03-05T09:00:00Z").record(),
        ticket("other", "2025-04-05T09:00:00Z").record(),
        worklog("W-1", "task", "ann", "2025-06-05", 60).record(),
        worklog("W-2", "other", "ann", "2025-07-05", 60).record(),
    ];
    marks_of(&store, records).await;
    let mut epic = ticket("epic", "2025-01-05T09:00:00Z");
    epic.fields.kind = Some("Bug".to_owned());
    let marked = marks_of(&store, [epic.record()]).await;
    let below = months(&["2025-01", "2025-02", "2025-03"]);
    assert_eq!(
        seen(&marked),
        (months(&["2025-06"]), below.clone()),
        "a category is inherited all the way down"
    );

    // Parents in a circle: the mark goes round once.
    let circle = marks_of(&store, [child("epic", "task", "2025-01-05T09:00:00Z").record()]).await;
    assert_eq!(seen(&circle), (months(&["2025-06"]), below));
    let own = marks_of(&store, [child("own", "own", "2025-08-05T09:00:00Z").record()]).await;
    assert_eq!(seen(&own), (vec![], months(&["2025-08"])));
    let own = store
        .ticket_by_key(&"jira".parse().unwrap(), "own")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(own.ticket.parent, None, "nothing is its own parent");
}

pub(crate) async fn people_and_calendars_mark_more_than_months(home: Home) {
    let store = home.store;
    let mut reported = ticket("T-1", "2026-01-05T09:00:00Z");
    reported.fields.reporter = Some("ann".to_owned());
    marks_of(&store, [reported.record()]).await;
    let joined = marks_of(&store, [membership("ann", "core", "2026-01-01").record()]).await;
    assert!(joined.everything && !joined.capacity, "{joined:?}");
    let away = marks_of(&store, [absence("ann", "2026-01-02", None).record()]).await;
    assert!(away.capacity && !away.everything, "{away:?}");
    let closed = CalendarDayRecord {
        squad: None,
        day: day("2026-05-01"),
        seconds: Seconds(0),
    };
    assert!(marks_of(&store, [closed.record()]).await.capacity);
    let promised = marks_of(&store, [promise(None).record()]).await;
    assert!(promised.initiatives && !promised.everything, "{promised:?}");
    assert!(
        marks_of(&store, [promise(None).record()]).await.is_empty(),
        "nothing new"
    );
    assert!(
        marks_of(&store, [promise(Some(day("2026-04-01"))).record()])
            .await
            .initiatives
    );
    let described = marks_of(&store, [person("ann", None).record()]).await;
    assert!(described.is_empty(), "a name changes no figure: {described:?}");
    let grouped = marks_of(&store, [person("ann", Some("support")).record()]).await;
    assert!(grouped.everything, "the group is a field of what they reported");
}

fn promise(due_date: Option<chrono::NaiveDate>) -> InitiativeRecord {
    InitiativeRecord {
        key: "I-1".to_owned(),
        name: "Payslips in a day".to_owned(),
        squad: None,
        quarter: None,
        start_date: None,
        due_date,
        delivered_at: None,
        dropped_at: None,
        committed_at: None,
        project: None,
        effort: None,
        okr_impact: None,
    }
}

pub(crate) async fn a_change_during_a_refresh_is_not_lost(home: Home) {
    let store = home.store;
    import(&store, [worklog("W-1", "T-1", "ann", "2026-01-05", 60).record()]).await;
    let refreshing = store.changed().await.unwrap();
    import(&store, [worklog("W-2", "T-1", "ann", "2026-01-06", 60).record()]).await;
    store.mark_refreshed(refreshing.version).await.unwrap();
    let left = store.changed().await.unwrap();
    assert_eq!(
        (left.version, left.worklogs),
        (refreshing.version + 1, months(&["2026-01"]))
    );
}
