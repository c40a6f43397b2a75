//! Versions of the rules.

use crate::Home;
use crate::records::{at, now};

pub(crate) async fn versions_of_the_rules_stay_readable(home: Home) {
    let store = home.store;
    let later = at("2026-03-09T08:00:00Z");
    store.record_rules("bbb", "{\"b\":1}", now()).await.unwrap();
    store.record_rules("aaa", "{\"a\":1}", later).await.unwrap();
    store.record_rules("bbb", "something else", later).await.unwrap();
    let versions = store.rules_versions().await.unwrap();
    assert_eq!(versions, [("bbb".to_owned(), now()), ("aaa".to_owned(), later)]);
    assert_eq!(
        store.rules_text("bbb").await.unwrap().as_deref(),
        Some("{\"b\":1}")
    );
    assert_eq!(store.rules_text("ccc").await.unwrap(), None);
}
