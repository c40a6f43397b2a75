//! Leases: of many who ask at once, one gets it.

use crate::Home;
use crate::records::{at, now};

pub(crate) async fn one_holder_at_a_time(home: Home) {
    let store = home.store;
    let (soon, later) = (at("2026-03-02T08:01:00Z"), at("2026-03-02T08:02:00Z"));
    let askers = (0..8).map(|n| {
        let store = store.clone();
        tokio::spawn(async move {
            store
                .take_lease("sync", &format!("replica-{n}"), now(), soon)
                .await
                .unwrap()
        })
    });
    let mut holders = Vec::new();
    for (n, asker) in askers.collect::<Vec<_>>().into_iter().enumerate() {
        if asker.await.unwrap() {
            holders.push(format!("replica-{n}"));
        }
    }
    let [holder] = holders.as_slice() else {
        panic!("{holders:?} hold one lease");
    };
    assert!(
        store.take_lease("sync", holder, now(), soon).await.unwrap(),
        "its holder may prolong it"
    );
    assert!(!store.take_lease("sync", "other", now(), soon).await.unwrap());
    assert!(
        store.take_lease("refresh", "other", now(), soon).await.unwrap(),
        "another job"
    );
    assert!(
        store.take_lease("sync", "other", soon, later).await.unwrap(),
        "it ran out"
    );
    assert!(!store.take_lease("sync", holder, soon, later).await.unwrap());
    store.release_lease("sync", holder).await.unwrap();
    assert!(
        !store.take_lease("sync", "third", soon, later).await.unwrap(),
        "only its holder gives it back"
    );
    store.release_lease("sync", "other").await.unwrap();
    assert!(store.take_lease("sync", "third", soon, later).await.unwrap());
}
