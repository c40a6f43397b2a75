//! A scope hides rows and never shrinks sums.

use crate::support::{Harbour, squad_scope};
use model::access::{AccessScope, Role};
use model::ids::TribeId;
use serde_json::Value;
use std::collections::BTreeSet;

fn keys(rows: &[Value], column: &str) -> BTreeSet<String> {
    rows.iter()
        .map(|row| row[column].as_str().unwrap_or("–").to_owned())
        .collect()
}

fn set(keys: &[&str]) -> BTreeSet<String> {
    keys.iter().map(|key| (*key).to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tables_show_the_rows_within_the_scope() {
    let harbour = Harbour::with_users().await;
    let tribe = AccessScope {
        tribes: [TribeId::new("docks").unwrap()].into(),
        ..AccessScope::default()
    };
    let (_, crane) = harbour.token(Role::Squad, squad_scope("crane")).await;
    let (_, docks) = harbour.token(Role::Director, tribe).await;
    let (_, all) = harbour.token(Role::Director, AccessScope::default()).await;
    for what in ["maintenance", "mix", "flow"] {
        for (token, squads) in [
            (&crane, &["crane"][..]),
            (&docks, &["crane", "rope"]),
            (&all, &["crane", "lamp", "rope", "unattributed"]),
        ] {
            let answer = harbour
                .get(&format!("/api/v1/{what}"))
                .bearer(token)
                .send()
                .await
                .is(200);
            assert_eq!(keys(&answer.rows(), "squad"), set(squads), "{what}");
        }
    }
    let alerts = harbour.get("/api/v1/alerts").bearer(&docks).send().await.is(200);
    assert_eq!(keys(&alerts.rows(), "subject"), set(&["crane"]));
    let history = harbour
        .get("/api/v1/alerts/history")
        .bearer(&crane)
        .send()
        .await
        .is(200);
    assert_eq!(keys(&history.rows(), "subject"), set(&["crane"]));
    let quality = harbour.get("/api/v1/quality").bearer(&crane).send().await.is(200);
    assert_eq!(
        keys(&quality.rows(), "squad"),
        set(&["–", "crane"]),
        "a source's own rows are everybody's"
    );
    let organisation = harbour
        .get("/api/v1/organisation")
        .bearer(&crane)
        .send()
        .await
        .is(200)
        .json();
    assert_eq!(organisation["squads"].as_array().unwrap().len(), 1);
    assert_eq!(organisation["tribes"][0]["id"], "docks");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sums_are_the_same_for_everybody() {
    let harbour = Harbour::with_users().await;
    let (_, crane) = harbour.token(Role::Squad, squad_scope("crane")).await;
    let (_, all) = harbour.token(Role::Director, AccessScope::default()).await;
    for query in [
        "maintenance?by=organisation",
        "mix?by=organisation&grain=month",
        "maintenance?by=tribe&tribe=docks",
    ] {
        let path = format!("/api/v1/{query}");
        let mine = harbour.get(&path).bearer(&crane).send().await.is(200).rows();
        let whole = harbour.get(&path).bearer(&all).send().await.is(200).rows();
        assert_eq!(mine, whole, "{query}");
        assert!(!mine.is_empty(), "{query}");
    }
    let tribes = harbour
        .get("/api/v1/maintenance?by=tribe")
        .bearer(&crane)
        .send()
        .await
        .is(200);
    assert_eq!(
        keys(&tribes.rows(), "tribe"),
        set(&["docks"]),
        "another tribe's total is not theirs to see"
    );
    let path = "/api/v1/maintenance/drill?figure=logged_h&tribe=docks&limit=1000";
    let mine = harbour.get(path).bearer(&crane).send().await.is(200).json();
    let whole = harbour.get(path).bearer(&all).send().await.is(200).json();
    assert_eq!(
        (&mine["total"], &mine["count"]),
        (&whole["total"], &whole["count"])
    );
    assert_eq!(whole["hidden"], 0);
    let shown = mine["rows"].as_array().unwrap();
    assert_eq!(keys(shown, "squad"), set(&["crane"]));
    assert_eq!(
        mine["hidden"].as_u64().unwrap() + shown.len() as u64,
        mine["count"].as_u64().unwrap()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_out_of_scope_is_forbidden_by_name() {
    let harbour = Harbour::with_users().await;
    let (_, crane) = harbour.token(Role::Squad, squad_scope("crane")).await;
    for path in [
        "/api/v1/maintenance?squad=lamp",
        "/api/v1/maintenance?squad=crane,lamp",
        "/api/v1/flow?tribe=light",
        "/api/v1/maintenance/drill?figure=logged_h&squad=rope",
        "/api/v1/alerts?squad=lamp",
        "/api/v1/tickets/tracker/lamp%2FBug",
        "/charts/load-line.svg?squad=lamp",
        "/charts/fleet.png?tribe=light",
        "/squads/lamp",
        "/squads/unattributed",
        "/tribes/light",
        "/?tribe=light",
        "/drill?figure=logged_h&squad=lamp",
        "/tickets/tracker/lamp%2FBug",
    ] {
        let answer = harbour.get(path).bearer(&crane).send().await.is(403);
        assert!(!answer.text().contains("Bug <b>"), "{path} says too much");
    }
    for path in [
        "/",
        "/tribes/docks",
        "/quality",
        "/alerts",
        "/charts/timeline.svg",
        "/charts/fleet.svg",
    ] {
        let answer = harbour.get(path).bearer(&crane).send().await.is(200);
        assert!(
            !answer.text().contains("lamp"),
            "{path} shows another tribe's squad"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pseudonyms_are_for_finance_and_administrators() {
    let harbour = Harbour::with_users().await;
    for role in Role::ALL {
        let (_, token) = harbour.token(role, AccessScope::default()).await;
        let path = "/api/v1/maintenance/drill?figure=logged_h";
        let rows = harbour.get(path).bearer(&token).send().await.is(200).rows();
        let told = rows[0].get("person").is_some();
        assert_eq!(told, matches!(role, Role::Finance | Role::Admin), "{role}");
        let csv = harbour
            .get(&format!("{path}&format=csv"))
            .bearer(&token)
            .send()
            .await
            .is(200)
            .text();
        assert_eq!(csv.lines().next().unwrap().contains("person"), told, "{role}");
        let ticket = harbour
            .get("/api/v1/tickets/tracker/crane%2FBug")
            .bearer(&token)
            .send()
            .await
            .is(200);
        assert!(
            !ticket.text().contains("person"),
            "a ticket never says who worked on it"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_project_scope_opens_its_projects_only() {
    let harbour = Harbour::with_users().await;
    let projects = AccessScope {
        projects: ["P-crane".to_owned()].into(),
        ..AccessScope::default()
    };
    let (_, token) = harbour.token(Role::Finance, projects).await;
    for (path, status) in [
        ("/api/v1/maintenance?project=P-crane", 200),
        ("/api/v1/maintenance?project=P-lamp", 403),
        ("/api/v1/maintenance/drill?figure=logged_h", 403),
        ("/api/v1/maintenance/drill?figure=logged_h&project=P-crane", 200),
        ("/api/v1/tickets/tracker/crane%2FBug", 200),
        ("/api/v1/tickets/tracker/lamp%2FBug", 403),
    ] {
        harbour.get(path).bearer(&token).send().await.is(status);
    }
}
