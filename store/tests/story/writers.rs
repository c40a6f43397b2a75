//! Several writers at once, of this process and of another: each waits its turn, none fails.

use crate::Home;
use crate::records::{IntoRecord, all_worklogs, import_from, page, ticket, worklog};
use model::records::Page;
use store::Store;

const PAGES: usize = 12;

fn pages() -> Vec<Page> {
    let one = |n: usize| {
        let key = format!("T-{n}");
        let hours = (0..20).map(|m| worklog(&format!("W-{n}-{m}"), &key, "ann", "2026-01-05", 60).record());
        page(hours.chain([ticket(&key, "2026-01-05T09:00:00Z").record()]))
    };
    (0..PAGES).map(one).collect()
}

pub(crate) async fn writers_wait_in_line(home: Home) {
    let elsewhere = Store::open(&home.url).await.unwrap();
    let writers: Vec<_> = ["one", "two", "three", "four"]
        .into_iter()
        .zip([&home.store, &elsewhere].into_iter().cycle())
        .map(|(name, store)| {
            let store = store.clone();
            tokio::spawn(async move { import_from(&store, name, &pages()).await })
        })
        .collect();
    let readers: Vec<_> = (0..4)
        .map(|_| {
            let store = home.store.clone();
            tokio::spawn(async move {
                let mut last = 0;
                for _ in 0..40 {
                    let changed = store.changed().await.unwrap();
                    assert!(changed.version >= last, "a version goes up only");
                    assert_eq!(
                        changed.version > 0,
                        !changed.worklogs.is_empty(),
                        "a version comes with its marks"
                    );
                    last = changed.version;
                }
            })
        })
        .collect();
    for writer in writers {
        assert_eq!(writer.await.unwrap().vanished, []);
    }
    for reader in readers {
        reader.await.unwrap();
    }
    let version = home.store.data_version().await.unwrap();
    assert_eq!(version, 4 * i64::try_from(PAGES).unwrap(), "one a page");
    let hours = all_worklogs(&home.store).await;
    assert_eq!(hours.len(), 4 * PAGES * 20);
    assert!(hours.iter().all(|worklog| worklog.ticket.is_some()));
    elsewhere.close().await;
}
