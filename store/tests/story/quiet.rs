//! Acknowledgements expire; silences hold until their end, or until somebody ends them.

use crate::Home;
use crate::records::{at, now, squad};
use chrono::TimeDelta;
use model::alert::{Acknowledgement, Silence};

pub(crate) async fn people_take_alerts_and_silence_them(home: Home) {
    let store = home.store;
    let later = now() + TimeDelta::days(3);
    let given = Acknowledgement {
        rule: "maintenance-share-warn".parse().unwrap(),
        subject: squad("core").into(),
        since: Some("2026-W05".parse().unwrap()),
        author: "ada".to_owned(),
        note: "we are on it".to_owned(),
        at: now(),
        expires_at: later,
    };
    store.acknowledge_alert(&given).await.unwrap();
    assert_eq!(store.acknowledgements(now()).await.unwrap(), [given]);
    assert_eq!(store.acknowledgements(later).await.unwrap(), []);

    let mut of_all = Silence {
        id: 0,
        rule: None,
        subject: None,
        tribe: None,
        author: "bob".to_owned(),
        reason: "holidays".to_owned(),
        created_at: now(),
        ends_at: later,
        ended: None,
    };
    of_all.id = store.silence_alerts(&of_all).await.unwrap();
    let mut of_one = Silence {
        rule: Some("logs-missing".parse().unwrap()),
        subject: Some(squad("core").into()),
        tribe: Some("pay".parse().unwrap()),
        ..of_all.clone()
    };
    of_one.id = store.silence_alerts(&of_one).await.unwrap();
    assert_ne!(of_all.id, of_one.id);
    assert_eq!(
        store.silences(now()).await.unwrap(),
        [of_all.clone(), of_one.clone()]
    );
    let noon = now() + TimeDelta::hours(4);
    assert!(store.end_silence(of_one.id, noon, "ada").await.unwrap());
    assert!(
        !store.end_silence(of_one.id, noon, "bob").await.unwrap(),
        "it is over"
    );
    assert!(
        !store.end_silence(99, noon, "bob").await.unwrap(),
        "there is none"
    );
    of_one.ended = Some((noon, "ada".to_owned()));
    assert_eq!(store.silences(noon).await.unwrap(), [of_all, of_one]);
    assert_eq!(store.silences(later).await.unwrap(), []);
    assert_eq!(store.silences(at("2027-01-01T00:00:00Z")).await.unwrap(), []);
}
