//! Things that requests are about, made first.

use super::Harbour;

/// A message that was given up.
pub(crate) async fn dead_letter(harbour: &Harbour) -> i64 {
    let now = harbour.now();
    let event = "test".to_owned();
    let letter = model::notice::NewDelivery {
        channel: "ops".parse().unwrap(),
        thread: event.clone(),
        event,
        notice: model::notice::Notice::Test,
        at: now,
    };
    let store = &harbour.store;
    store.plan_deliveries(&[letter]).await.unwrap();
    let later = now + chrono::Duration::minutes(1);
    let dead = store::Settled::Dead {
        error: "404".to_owned(),
    };
    for taken in store.claim_deliveries("me", now, later, 1).await.unwrap() {
        assert!(store.settle_delivery(taken.id, "me", &dead, now).await.unwrap());
    }
    store.deliveries(None, i64::MAX, 1).await.unwrap()[0].id
}

/// A decision for the whole organisation.
pub(crate) fn decision() -> model::records::InterventionRecord {
    model::records::InterventionRecord {
        key: String::new(),
        scope: model::intervention::InterventionScope::Organisation,
        kind: model::intervention::InterventionKind::Rotation,
        from: "2026-02-02".parse().unwrap(),
        to: None,
        note: None,
        rebase: false,
        author: None,
    }
}
