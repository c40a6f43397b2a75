//! A page that is dropped in the middle, at any moment: it is there whole or not at all, and the next run goes on.

use crate::Home;
use crate::records::{
    IntoRecord, all_tickets, all_worklogs, change, import, now, page, source, ticket, worklog,
};
use model::records::{Record, Reject};
use model::ticket::Field;
use std::time::Duration;

const ROWS: usize = 300;

fn records(round: u64) -> Vec<Record> {
    (0..ROWS)
        .flat_map(|n| {
            let key = format!("T-{round}-{n}");
            [
                worklog(&format!("W-{round}-{n}"), &key, "ann", "2026-01-05", 60).record(),
                ticket(&key, "2026-01-05T09:00:00Z").record(),
                change(&key, "2026-01-06T09:00:00Z", Field::Status, "Open", "Done").record(),
            ]
        })
        .collect()
}

pub(crate) async fn a_page_is_saved_whole_or_not_at_all(home: Home) {
    let store = home.store;
    let (mut whole, mut dropped, mut patience) = (0, 0, Duration::from_micros(200));
    for round in 0.. {
        let mut run = store.begin_import(&source("jira"), now()).await.unwrap();
        let mut page = page(records(round));
        page.rejects.push(Reject {
            origin: "rows.csv".to_owned(),
            line: Some(1),
            column: None,
            value: None,
            reason: "cut in the middle".to_owned(),
            raw: String::new(),
        });
        let version = store.data_version().await.unwrap();
        let saved = tokio::time::timeout(patience, store.save_page(&mut run, &page)).await;
        patience = patience * 3 / 2;
        // A commit that was dropped on its way may have been made.
        let (there, rejects) = (
            all_worklogs(&store).await.len(),
            store.rejects(&source("jira"), 0, 9).await.unwrap(),
        );
        let grown = there - whole * ROWS;
        assert!(grown == 0 || grown == ROWS, "{grown} of {ROWS} rows");
        assert_eq!(rejects.len(), grown / ROWS, "rejects come with their page");
        let after = store.data_version().await.unwrap();
        assert_eq!(
            after - version,
            i64::from(grown == ROWS),
            "and so does the version"
        );
        whole += grown / ROWS;
        match saved {
            Ok(report) => {
                report.unwrap();
                assert_eq!(grown, ROWS);
                break;
            }
            Err(_) => dropped += 1,
        }
    }
    assert!(dropped > 3, "a page was dropped {dropped} times only");
    let tickets = all_tickets(&store).await;
    assert_eq!(tickets.len(), whole * ROWS);
    assert!(tickets.iter().all(|history| history.transitions.len() == 1));
    let status = store.source_statuses().await.unwrap().remove(0);
    assert_eq!(usize::try_from(status.worklogs).unwrap(), whole * ROWS);
    let next = import(&store, (0..dropped).flat_map(records)).await;
    assert_eq!(next.rejected + next.duplicates, 0);
    assert_eq!(
        all_worklogs(&store).await.len(),
        (usize::try_from(dropped).unwrap() + 1) * ROWS
    );
}
