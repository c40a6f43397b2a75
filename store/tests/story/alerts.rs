//! Alerts: where rules stand is remembered, what happened is told once.

use crate::Home;
use crate::records::{at, now, squad};
use model::alert::{AlertMetric, AlertState, AlertStatus, AlertTransition, Held, Late, Severity};
use model::ids::RuleId;

pub(crate) async fn alerts_remember_and_tell_once(home: Home) {
    let store = home.store;
    let status = |number, state, through: &str, value| AlertStatus {
        rule: RuleId::new("maintenance-share-warn").unwrap(),
        subject: squad("core").into(),
        metric: AlertMetric::MaintenanceShare,
        severity: Severity::Warn,
        state,
        since: Some("2026-W05".parse().unwrap()),
        through: through.parse().unwrap(),
        value,
        raise: 0.35,
        clear: 0.3,
        held: Some(Held::LowCoverage),
        number,
        evidence: "e".to_owned(),
    };
    let transition = |status: AlertStatus, from| AlertTransition {
        week: status.through,
        status,
        from,
        late: Some(Late::Confirmed),
        is_history: true,
        noticed_at: now(),
    };
    let pending = status(1, AlertState::Pending, "2026-W05", Some(0.4));
    let firing = status(2, AlertState::Firing, "2026-W06", None);
    let told = [
        transition(pending.clone(), AlertState::Ok),
        transition(firing.clone(), AlertState::Pending),
    ];
    store.save_alerts(&[], &[], &[]).await.unwrap();
    assert_eq!(store.alert_statuses().await.unwrap(), []);
    assert!(
        store
            .save_alerts(std::slice::from_ref(&pending), &told[..1], &[])
            .await
            .unwrap()
    );
    assert!(
        store
            .save_alerts(std::slice::from_ref(&firing), &told[1..], &[])
            .await
            .unwrap()
    );
    assert_eq!(
        store.alert_statuses().await.unwrap(),
        std::slice::from_ref(&firing)
    );
    let history = store.alert_history(0, 10).await.unwrap();
    assert_eq!(
        history.iter().map(|(_, told)| told.clone()).collect::<Vec<_>>(),
        told
    );

    let mut late = told[1].clone();
    late.noticed_at = at("2026-03-09T08:00:00Z");
    let calm = status(2, AlertState::Ok, "2026-W07", None);
    assert!(
        !store.save_alerts(&[calm], &[late], &[]).await.unwrap(),
        "another was first: nothing is remembered"
    );
    store.save_alerts(&[pending], &[], &[]).await.unwrap();
    assert_eq!(
        store.alert_statuses().await.unwrap(),
        [firing],
        "what is older does not take its place"
    );
    assert_eq!(
        store.alert_history(0, 10).await.unwrap(),
        history,
        "told before is not told again"
    );
    assert_eq!(store.alert_history(history[0].0, 10).await.unwrap(), history[1..]);
    assert_eq!(store.alert_history(0, 1).await.unwrap(), history[..1]);
    let rule = &told[0].status.rule;
    let subject = &told[0].status.subject;
    assert_eq!(store.changes_of_alert(rule, subject).await.unwrap(), told);
    let another = squad("elsewhere").into();
    assert_eq!(store.changes_of_alert(rule, &another).await.unwrap(), []);
}
