//! The same key twice in one run: the first is kept, and what the second said is not lost.

use crate::Home;
use crate::records::{
    IntoRecord, all_tickets, all_worklogs, import, now, page, person, source, ticket, worklog,
};
use model::time::Seconds;
use store::RecordKind::{Ticket, Worklog};

pub(crate) async fn the_first_is_kept(home: Home) {
    let store = home.store;
    let mut run = store.begin_import(&source("jira"), now()).await.unwrap();
    let (first, hours) = (
        ticket("T-1", "2026-01-05T09:00:00Z"),
        worklog("W-1", "T-1", "ann", "2026-01-06", 3600),
    );
    let mut second = first.clone();
    second.title = "Another title".to_owned();
    let more = worklog("W-1", "T-1", "ann", "2026-01-06", 7200);

    // In one page: the same is nothing, another ticket is told, another worklog is a reject.
    let records = [
        first.clone().record(),
        first.clone().record(),
        second.clone().record(),
        hours.clone().record(),
        hours.clone().record(),
        more.clone().record(),
        person("ann", Some("support")).record(),
        person("ann", Some("sales")).record(),
    ];
    let report = store.save_page(&mut run, &page(records)).await.unwrap();
    assert_eq!(
        (report.counts[&Ticket].total(), report.counts[&Worklog].total()),
        (1, 1)
    );
    let told: Vec<_> = report
        .duplicates
        .iter()
        .map(|twice| (twice.line, twice.value.as_deref()))
        .collect();
    assert_eq!(told, [(Some(9), Some("ann")), (Some(4), Some("T-1"))]);
    assert_eq!(report.rejected.len(), 1);
    assert_eq!(
        (report.rejected[0].line, report.rejected[0].value.as_deref()),
        (Some(7), Some("W-1"))
    );
    assert!(
        report.rejected[0].reason.contains("the first was kept"),
        "{:?}",
        report.rejected
    );
    assert!(report.rejected[0].raw.contains("7200"), "what it said is kept");

    // In a later page of the run: the same.
    let later = page([
        first.record(),
        second.clone().record(),
        hours.record(),
        more.clone().record(),
    ]);
    let report = store.save_page(&mut run, &later).await.unwrap();
    assert_eq!((report.duplicates.len(), report.rejected.len()), (1, 1));
    assert!(
        report.counts.values().all(|counts| counts.total() == 0),
        "{report:?}"
    );
    let summary = store.finish_import(run, now()).await.unwrap();
    assert_eq!(
        (summary.rejected, summary.duplicates, summary.vanished),
        (2, 3, vec![])
    );
    assert_eq!(store.rejects(&source("jira"), 0, 10).await.unwrap().len(), 2);
    assert_eq!(all_worklogs(&store).await[0].seconds, Seconds(3600));
}

pub(crate) async fn in_another_run_it_is_a_correction(home: Home) {
    let store = home.store;
    let mut second = ticket("T-1", "2026-01-05T09:00:00Z");
    let mut more = worklog("W-1", "T-1", "ann", "2026-01-06", 3600);
    import(&store, [second.clone().record(), more.clone().record()]).await;
    second.title = "Another title".to_owned();
    more.seconds = Seconds(7200);
    let mut run = store.begin_import(&source("jira"), now()).await.unwrap();
    let report = store
        .save_page(&mut run, &page([second.record(), more.record()]))
        .await
        .unwrap();
    assert_eq!(
        (report.counts[&Ticket].updated, report.counts[&Worklog].updated),
        (1, 1)
    );
    assert_eq!(all_worklogs(&store).await[0].seconds, Seconds(7200));
    assert_eq!(all_tickets(&store).await[0].ticket.title, "Another title");
}
