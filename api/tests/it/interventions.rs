//! What was decided: who may write it down, who sees it, and that it is taken back without being lost.

use crate::support::{Answer, Harbour, squad_scope};
use model::access::{AccessScope, Role};
use model::ids::TribeId;
use serde_json::{Value, json};

fn docks() -> AccessScope {
    AccessScope {
        tribes: [TribeId::new("docks").unwrap()].into(),
        ..AccessScope::default()
    }
}

async fn decide(harbour: &Harbour, token: &str, whom: &Value) -> Answer {
    let mut body = json!({ "kind": "rotation", "from": "2026-02-02" });
    for (name, value) in whom.as_object().unwrap() {
        body[name] = value.clone();
    }
    let ask = harbour.post("/api/v1/interventions");
    let ask = if token.is_empty() { ask } else { ask.bearer(token) };
    ask.json(&body).send().await
}

async fn seen(harbour: &Harbour, token: &str) -> Vec<String> {
    let answer = harbour
        .get("/api/v1/interventions")
        .bearer(token)
        .send()
        .await
        .is(200);
    answer
        .rows()
        .iter()
        .map(|row| {
            format!(
                "{} {}",
                row["level"].as_str().unwrap(),
                row["scope"].as_str().unwrap()
            )
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_decides_within_ones_scope_and_sees_what_concerns_one() {
    let harbour = Harbour::with_users().await;
    let (_, crane) = harbour.token(Role::Director, squad_scope("crane")).await;
    let (_, lamp) = harbour.token(Role::Director, squad_scope("lamp")).await;
    let (_, tribe) = harbour.token(Role::ProductOps, docks()).await;
    let (_, all) = harbour.token(Role::Admin, AccessScope::default()).await;
    let (squad, of_tribe, everybody) = (
        json!({ "squad": "crane" }),
        json!({ "tribe": "docks" }),
        json!({}),
    );
    for (who, token, may) in [
        ("of crane", &crane, [201, 403, 403]),
        ("of lamp", &lamp, [403, 403, 403]),
        ("of docks", &tribe, [201, 201, 403]),
        ("of everybody", &all, [201, 201, 201]),
    ] {
        for (whom, status) in [&squad, &of_tribe, &everybody].into_iter().zip(may) {
            let answer = decide(&harbour, token, whom).await;
            assert_eq!(
                answer.status,
                status,
                "the one {who} for {whom}: {}",
                answer.text()
            );
        }
    }
    assert_eq!(seen(&harbour, &lamp).await, ["organisation "]);
    assert_eq!(
        seen(&harbour, &crane).await,
        [
            "squad crane",
            "squad crane",
            "tribe docks",
            "squad crane",
            "tribe docks",
            "organisation "
        ]
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_contradicts_itself_is_refused_with_what_to_do() {
    let harbour = Harbour::open().await;
    for (whom, says) in [
        (json!({ "squad": "crain" }), "did you mean \\\"crane\\\"?"),
        (json!({ "squad": "crane", "tribe": "docks" }), "give one of them"),
        (json!({ "squad": "unattributed" }), "is no squad"),
        (json!({ "to": "2026-01-01" }), "swap the days"),
        (json!({ "kind": "other" }), "say in the note"),
        (json!({ "kind": "holiday" }), "debt_quarter"),
        (json!({ "from": "soon" }), "from"),
        (json!({ "rebased": true }), "rebase"),
        (json!({ "note": "x".repeat(2_001) }), "2000"),
    ] {
        let answer = decide(&harbour, "", &whom).await;
        assert_eq!(answer.status, 400, "{whom}: {}", answer.text());
        assert!(answer.text().contains(says), "{whom}: {}", answer.text());
    }
    assert!(harbour.store.interventions().await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_withdrawn_counts_no_more_and_stays_known() {
    let harbour = Harbour::with_users().await;
    let (_, crane) = harbour.token(Role::Director, squad_scope("crane")).await;
    let (_, lamp) = harbour.token(Role::Director, squad_scope("lamp")).await;
    let (_, all) = harbour.token(Role::Admin, AccessScope::default()).await;
    let id = decide(&harbour, &crane, &json!({ "squad": "crane" }))
        .await
        .is(201)
        .json()["id"]
        .clone();
    let everybody = decide(&harbour, &all, &json!({})).await.is(201).json()["id"].clone();
    let take_back = async |token: &str, id: &Value| {
        let ask = harbour.ask("DELETE", &format!("/api/v1/interventions/{id}"));
        ask.bearer(token).send().await.status.as_u16()
    };
    assert_eq!(take_back(&lamp, &id).await, 404, "out of sight");
    assert_eq!(
        take_back(&crane, &everybody).await,
        403,
        "seen, and others' to decide"
    );
    let before = harbour.get("/api/v1/limits").bearer(&crane).send().await.is(200);
    assert_eq!(take_back(&crane, &id).await, 204);
    assert_eq!(take_back(&crane, &id).await, 409, "once");
    assert_eq!(take_back(&crane, &json!(99)).await, 404);
    let after = harbour
        .get("/api/v1/limits")
        .bearer(&crane)
        .header("if-none-match", before.header("etag"))
        .send()
        .await;
    assert_eq!(after.status, 200, "limits depend on what was decided");
    let known = harbour.store.interventions().await.unwrap();
    assert_eq!(known[0].withdrawn_by.as_deref(), Some("a director's"));
    assert_eq!(known[0].said.author.as_deref(), Some("a director's"));
    assert_eq!(seen(&harbour, &crane).await, ["organisation "]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_squads_page_has_the_form_for_those_who_may() {
    let harbour = Harbour::with_users().await;
    harbour.user("ada", Role::Director, squad_scope("crane")).await;
    harbour.user("bo", Role::Squad, squad_scope("crane")).await;
    let (ada, bo) = (harbour.sign_in("ada").await, harbour.sign_in("bo").await);
    let page = harbour.get("/squads/crane").cookies(&ada).send().await.is(200);
    assert!(page.text().contains("value=\"squad:crane\"") && !page.text().contains("value=\"tribe:docks\""));
    let fields = |csrf: &str| {
        [
            ("scope", "squad:crane".to_owned()),
            ("kind", "other".to_owned()),
            ("from", "2026-02-02".to_owned()),
            ("to", String::new()),
            ("note", "<b>less</b> & better".to_owned()),
            ("rebase", "yes".to_owned()),
            ("csrf", csrf.to_owned()),
            ("back", "/squads/crane?window=all".to_owned()),
        ]
    };
    let send = async |path: &str, cookies: &str, csrf: &str| {
        let fields = fields(csrf);
        let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
        harbour.post(path).cookies(cookies).form(&fields).send().await
    };
    send("/interventions", &ada, "").await.is(403);
    send("/interventions", &bo, &page.hidden("csrf")).await.is(403);
    assert!(harbour.store.interventions().await.unwrap().is_empty());
    let done = send("/interventions", &ada, &page.hidden("csrf")).await.is(303);
    assert_eq!(done.header("location"), "/squads/crane?window=all#interventions");
    let known = harbour.store.interventions().await.unwrap();
    assert_eq!(
        (known.len(), known[0].said.rebase, known[0].said.to),
        (1, true, None)
    );
    assert_eq!(known[0].said.author.as_deref(), Some("ada"));

    let page = harbour.get("/squads/crane").cookies(&ada).send().await.is(200);
    assert!(page.text().contains("&lt;b&gt;less&lt;/b&gt; &amp; better"));
    let others = harbour.get("/squads/crane").cookies(&bo).send().await.is(200);
    assert!(others.text().contains("&lt;b&gt;less") && !others.text().contains("/withdraw"));
    let withdraw = format!("/interventions/{}/withdraw", known[0].id);
    assert!(page.text().contains(&withdraw));
    send(&withdraw, &ada, "").await.is(403);
    send(&withdraw, &ada, &page.hidden("csrf")).await.is(303);
    assert!(!harbour.store.interventions().await.unwrap()[0].is_in_force());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_timeline_shows_squads_in_sight_and_what_was_decided_for_them() {
    let harbour = Harbour::with_users().await;
    let (_, lamp) = harbour.token(Role::Squad, squad_scope("lamp")).await;
    let (_, all) = harbour.token(Role::Director, AccessScope::default()).await;
    decide(&harbour, &all, &json!({ "squad": "crane", "kind": "hiring" }))
        .await
        .is(201);
    let page = |token: &str, address: &'static str| {
        let ask = harbour.get(address).bearer(token);
        async move { ask.send().await.is(200).text() }
    };
    let whole = page(&all, "/timeline").await;
    assert!(
        whole.contains("Crane crew") && whole.contains("Hiring") && whole.contains("/charts/timeline.svg")
    );
    let part = page(&lamp, "/timeline?window=all").await;
    assert!(part.contains("lamp") && !part.contains("Crane crew") && !part.contains("Hiring"));
    let docks = page(&all, "/timeline?tribe=docks&window=year").await;
    assert!(docks.contains("Crane crew") && !docks.contains("squads/lamp"));
    harbour
        .get("/timeline?tribe=light")
        .bearer(&lamp)
        .send()
        .await
        .is(200);
    harbour
        .get("/timeline?tribe=docks")
        .bearer(&lamp)
        .send()
        .await
        .is(403);
    for address in [
        "/charts/timeline.svg",
        "/charts/load-line.svg?squad=crane&limits=hide",
    ] {
        let svg = page(&all, address).await;
        assert!(svg.contains("</svg>") && !svg.contains('⟦'), "{address}");
    }
}
