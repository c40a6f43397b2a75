//! Sprints, initiatives and dependencies, and what they were before.

use crate::Home;
use crate::records::{IntoRecord, at, counts, day, import, now, source, squad};
use model::records::{DependencyRecord, DependencyState, InitiativeRecord, SprintRecord};
use model::time::Seconds;
use store::RecordKind::{Dependency, Initiative, Sprint};

pub(crate) async fn plans_and_what_they_were(home: Home) {
    let store = home.store;
    let sprint = SprintRecord {
        key: "S-1".to_owned(),
        name: "Sprint 1".to_owned(),
        squad: Some(squad("core")),
        starts_at: Some(at("2026-01-05T09:00:00Z")),
        ends_at: Some(at("2026-01-16T17:00:00Z")),
        completed_at: None,
    };
    let initiative = InitiativeRecord {
        key: "I-1".to_owned(),
        name: "Payslips in a day".to_owned(),
        squad: Some(squad("core")),
        quarter: Some("2026-Q1".parse().unwrap()),
        start_date: Some(day("2026-01-05")),
        due_date: Some(day("2026-03-31")),
        delivered_at: None,
        dropped_at: None,
        committed_at: Some(at("2025-12-15T10:00:00Z")),
        project: Some("Payroll".to_owned()),
        effort: Some(Seconds(360_000)),
        okr_impact: Some(0.3),
    };
    let dependency = DependencyRecord {
        key: "D-1".to_owned(),
        initiative: "I-1".to_owned(),
        provider: squad("edge"),
        what: "an API for bank accounts".to_owned(),
        need_by: Some(day("2026-02-15")),
        declared_at: at("2025-12-16T10:00:00Z"),
        state: DependencyState::Proposed,
        state_at: at("2025-12-16T10:00:00Z"),
    };
    let all = [
        sprint.clone().record(),
        initiative.clone().record(),
        dependency.clone().record(),
    ];
    import(&store, all.clone()).await;
    let again = import(&store, all).await;
    assert_eq!(
        [Sprint, Initiative, Dependency].map(|kind| counts(&again, kind)),
        [(0, 0, 1); 3]
    );
    assert_eq!(store.sprints().await.unwrap(), [(source("jira"), sprint)]);
    assert_eq!(
        store.initiatives().await.unwrap(),
        [(source("jira"), initiative.clone())]
    );
    assert_eq!(
        store.dependencies().await.unwrap(),
        [(source("jira"), dependency.clone())]
    );

    let mut later = initiative.clone();
    later.due_date = Some(day("2026-04-30"));
    let mut accepted = dependency.clone();
    accepted.state = DependencyState::Accepted;
    import(&store, [later.clone().record(), accepted.clone().record()]).await;
    assert_eq!(store.initiatives().await.unwrap()[0].1, later);
    assert_eq!(store.dependencies().await.unwrap()[0].1, accepted);
    let was = store.initiative_revisions(&source("jira"), "I-1").await.unwrap();
    assert_eq!((was.len(), was[0].run_id, was[0].started_at), (1, 3, now()));
    assert_eq!(was[0].before, initiative, "a promise is never overwritten");
    let was = store.dependency_revisions(&source("jira"), "D-1").await.unwrap();
    assert_eq!((was.len(), was[0].run_id, was[0].started_at), (1, 3, now()));
    assert_eq!(was[0].before, dependency);
}
