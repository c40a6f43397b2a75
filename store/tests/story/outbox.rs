//! Messages to people: written with what they tell of, taken by one, sent in order, given up and tried again.

use crate::Home;
use crate::records::{at, now, squad};
use chrono::{DateTime, Duration, Utc};
use model::alert::{AlertMetric, AlertState, AlertStatus, AlertTransition, Severity};
use model::ids::{ChannelId, RuleId};
use model::notice::{DeliveryState, NewDelivery, Notice, thread};
use store::Settled;

fn transition(number: i64) -> AlertTransition {
    AlertTransition {
        status: AlertStatus {
            rule: RuleId::new("maintenance-share-warn").unwrap(),
            subject: squad("core").into(),
            metric: AlertMetric::MaintenanceShare,
            severity: Severity::Warn,
            state: AlertState::Firing,
            since: Some("2026-W05".parse().unwrap()),
            through: "2026-W06".parse().unwrap(),
            value: Some(0.4),
            raise: 0.35,
            clear: 0.3,
            held: None,
            number,
            evidence: String::new(),
        },
        from: AlertState::Pending,
        week: "2026-W06".parse().unwrap(),
        late: None,
        is_history: false,
        noticed_at: now(),
    }
}

fn told(transition: &AlertTransition) -> NewDelivery {
    NewDelivery {
        channel: channel(),
        event: transition.event(),
        thread: thread(&transition.status),
        notice: Notice::Transition(Box::new(transition.clone())),
        at: now(),
    }
}

fn channel() -> ChannelId {
    "ops".parse().unwrap()
}

fn later(minutes: i64) -> DateTime<Utc> {
    now() + Duration::minutes(minutes)
}

pub(crate) async fn a_message_is_taken_by_one_and_sent_in_order(home: Home) {
    let store = home.store;
    let (one, two) = (transition(1), transition(2));
    let deliveries = [told(&one), told(&two)];
    let status = [two.status.clone()];
    store
        .save_alerts(&status, &[one.clone(), two], &deliveries)
        .await
        .unwrap();
    assert_eq!(
        store.plan_deliveries(&deliveries).await.unwrap(),
        0,
        "planned before"
    );

    // Many ask at once: one has the first message, nobody has the second while the first is under way.
    let askers = (0..8).map(|n| {
        let store = store.clone();
        tokio::spawn(async move {
            let holder = format!("replica-{n}");
            let taken = store
                .claim_deliveries(&holder, now(), later(1), 10)
                .await
                .unwrap();
            (holder, taken)
        })
    });
    let mut holders = Vec::new();
    for asker in askers.collect::<Vec<_>>() {
        let (holder, taken) = asker.await.unwrap();
        holders.extend(taken.into_iter().map(|delivery| (holder.clone(), delivery)));
    }
    let [(holder, first)] = holders.as_slice() else {
        panic!("{holders:?} were taken");
    };
    assert_eq!(first.event, one.event());
    assert_eq!((first.state, first.attempts), (DeliveryState::Sending, 1));
    assert_eq!(first.notice, Notice::Transition(Box::new(one.clone())));

    let sent = Settled::Sent;
    assert!(
        !store
            .settle_delivery(first.id, "other", &sent, now())
            .await
            .unwrap()
    );
    assert!(
        store
            .settle_delivery(first.id, holder, &sent, later(0))
            .await
            .unwrap()
    );
    assert!(
        !store
            .settle_delivery(first.id, holder, &sent, now())
            .await
            .unwrap()
    );
    let second = store.claim_deliveries("b", now(), later(1), 10).await.unwrap();
    assert_eq!(second.len(), 1, "the next of the thread follows");

    // Its sender is killed: when the lease has run out somebody else takes it, and the first can say nothing any more.
    assert!(
        store
            .claim_deliveries("c", now(), later(9), 10)
            .await
            .unwrap()
            .is_empty()
    );
    let again = store.claim_deliveries("c", later(1), later(9), 10).await.unwrap();
    assert_eq!((again[0].id, again[0].attempts), (second[0].id, 2));
    assert!(
        !store
            .settle_delivery(again[0].id, "b", &sent, later(1))
            .await
            .unwrap()
    );
    assert!(
        store
            .settle_delivery(again[0].id, "c", &sent, later(1))
            .await
            .unwrap()
    );
    let history = store
        .deliveries(Some(DeliveryState::Sent), i64::MAX, 10)
        .await
        .unwrap();
    assert_eq!(
        history.iter().map(|sent| sent.sent_at).collect::<Vec<_>>(),
        [Some(later(1)), Some(now())]
    );
    assert_eq!(
        store.last_told(&channel()).await.unwrap()[&thread(&one.status)].id,
        again[0].id
    );
    assert_eq!(
        store
            .last_noticed()
            .await
            .unwrap()
            .into_values()
            .collect::<Vec<_>>(),
        [now()]
    );
}

pub(crate) async fn what_fails_is_tried_again_or_given_up(home: Home) {
    let store = home.store;
    let test = |event: &str| NewDelivery {
        channel: channel(),
        event: event.to_owned(),
        thread: event.to_owned(),
        notice: Notice::Test,
        at: at("2026-03-02T07:00:00Z"),
    };
    let planned = [test("a"), test("b"), test("c")];
    assert_eq!(store.plan_deliveries(&planned).await.unwrap(), 3);
    let claim = async |minutes: i64| {
        store
            .claim_deliveries("me", later(minutes), later(minutes + 1), 10)
            .await
            .unwrap()
    };
    let taken = claim(0).await;
    let error = || "503".to_owned();
    let fates = [
        Settled::Again {
            at: later(5),
            error: error(),
        },
        Settled::Waits { until: later(5) },
        Settled::Dropped {
            why: "silenced".to_owned(),
        },
    ];
    for (delivery, fate) in taken.iter().zip(&fates) {
        assert!(
            store
                .settle_delivery(delivery.id, "me", fate, now())
                .await
                .unwrap()
        );
    }
    assert!(claim(4).await.is_empty());
    let taken = claim(5).await;
    assert_eq!(
        taken.iter().map(|again| again.attempts).collect::<Vec<_>>(),
        [2, 1],
        "waiting is no attempt"
    );
    assert_eq!(taken[0].last_error, Some(error()));
    let dead = Settled::Dead {
        error: "404".to_owned(),
    };
    assert!(
        store
            .settle_delivery(taken[0].id, "me", &dead, now())
            .await
            .unwrap()
    );
    assert!(
        store
            .settle_delivery(taken[1].id, "me", &Settled::Sent, now())
            .await
            .unwrap()
    );
    let counts = store.delivery_counts().await.unwrap();
    let expected = [
        (DeliveryState::Sent, 1),
        (DeliveryState::Dead, 1),
        (DeliveryState::Dropped, 1),
    ];
    assert_eq!(counts.into_iter().collect::<Vec<_>>(), expected);
    let dropped = store
        .deliveries(Some(DeliveryState::Dropped), i64::MAX, 10)
        .await
        .unwrap();
    assert_eq!(dropped[0].why.as_deref(), Some("silenced"));

    assert!(
        !store.requeue_delivery(taken[1].id, now()).await.unwrap(),
        "it was sent"
    );
    assert!(store.requeue_delivery(taken[0].id, later(6)).await.unwrap());
    let taken = claim(6).await;
    assert_eq!((taken.len(), taken[0].attempts), (1, 1));
    assert_eq!(store.deliveries(None, taken[0].id, 10).await.unwrap(), []);
}
