//! What was decided: from files, written down, changed, withdrawn.

use crate::Home;
use crate::records::{IntoRecord, at, counts, day, import, now, source};
use model::intervention::{InterventionKind, InterventionScope};
use model::query::Level;
use model::records::InterventionRecord;
use store::RecordKind::Intervention;

pub(crate) async fn what_was_decided_stays(home: Home) {
    let store = home.store;
    let debt = InterventionRecord {
        key: "D-1".to_owned(),
        scope: InterventionScope::new(Level::Squad, "core").unwrap(),
        kind: InterventionKind::DebtQuarter,
        from: day("2026-01-05"),
        to: Some(day("2026-03-29")),
        note: Some("half of every sprint".to_owned()),
        rebase: true,
        author: Some("ann".to_owned()),
    };
    import(&store, [debt.clone().record()]).await;
    let again = import(&store, [debt.clone().record()]).await;
    assert_eq!(counts(&again, Intervention), (0, 0, 1));
    let found = store.interventions().await.unwrap();
    assert_eq!((found.len(), found[0].id), (1, 1));
    assert_eq!((&found[0].said, &found[0].source), (&debt, &Some(source("jira"))));
    assert_eq!((found[0].recorded_at, found[0].is_in_force()), (now(), true));

    let typed = InterventionRecord {
        key: String::new(),
        scope: InterventionScope::Organisation,
        kind: InterventionKind::Hiring,
        to: None,
        note: None,
        author: None,
        rebase: false,
        ..debt.clone()
    };
    let later = at("2026-03-03T09:30:00Z");
    assert_eq!(store.record_intervention(&typed, later).await.unwrap(), 2);
    assert_eq!(store.record_intervention(&typed, later).await.unwrap(), 3);
    let found = store.interventions().await.unwrap();
    assert_eq!(
        (found[1].said.key.as_str(), found[2].said.key.as_str()),
        ("2", "3")
    );
    assert_eq!((&found[1].said.scope, &found[1].source), (&typed.scope, &None));
    assert_eq!((found[1].said.to, found[1].recorded_at), (None, later));

    assert!(store.withdraw_intervention(1, "bob", later).await.unwrap());
    assert!(
        !store.withdraw_intervention(1, "eve", later).await.unwrap(),
        "once"
    );
    assert!(!store.withdraw_intervention(99, "bob", later).await.unwrap());
    let mut longer = debt.clone();
    longer.to = None;
    let changed = import(&store, [longer.clone().record()]).await;
    assert_eq!(counts(&changed, Intervention), (0, 1, 0));
    let found = store.interventions().await.unwrap();
    assert_eq!(found[0].said, longer);
    assert_eq!(
        found[0].withdrawn_at,
        Some(later),
        "a file does not bring back what was withdrawn"
    );
    assert_eq!(found[0].withdrawn_by.as_deref(), Some("bob"));
    assert_eq!(found[0].recorded_at, now());
    let was = store.intervention_revisions(1).await.unwrap();
    assert_eq!((was.len(), was[0].run_id, was[0].started_at), (1, 3, now()));
    assert_eq!(was[0].before, debt);
    assert!(store.intervention_revisions(2).await.unwrap().is_empty());
}
