//! Every endpoint, asked by everybody: nobody, every role, and those who may no longer. What each has to get is
//! written here once more, so that a change of the table in `access.rs` does not pass unseen.

use crate::support::made::{dead_letter, decision};
use crate::support::{Harbour, PASSWORD, squad_scope};
use model::access::{AccessScope, Role};
use serde_json::json;
use std::collections::BTreeSet;

/// What the roles squad, product_ops, director, finance and admin get, and what anybody unknown does.
struct Expected {
    roles: [u16; 5],
    unknown: u16,
}

/// A figure, a list, an object: for everybody who signed in.
const DATA: Expected = Expected {
    roles: [200; 5],
    unknown: 401,
};
/// A page: those who have not signed in are led there.
const PAGE: Expected = Expected {
    roles: [200; 5],
    unknown: 303,
};
/// For everybody.
const OPEN: Expected = Expected {
    roles: [200; 5],
    unknown: 200,
};
/// For administrators.
const ADMIN: Expected = Expected {
    roles: [403, 403, 403, 403, 200],
    unknown: 401,
};
/// A way to somewhere else, for everybody.
const AWAY: Expected = Expected {
    roles: [303; 5],
    unknown: 303,
};
/// A change that administrators make.
const MADE: Expected = Expected {
    roles: [403, 403, 403, 403, 201],
    unknown: 401,
};
/// A thing that administrators take away.
const GONE: Expected = Expected {
    roles: [403, 403, 403, 403, 204],
    unknown: 401,
};
/// What those decide who answer for squads.
const DECIDED: Expected = Expected {
    roles: [403, 201, 201, 403, 201],
    unknown: 401,
};
/// What they take back.
const UNDONE: Expected = Expected {
    roles: [403, 204, 204, 403, 204],
    unknown: 401,
};
/// The same on a page.
const DECIDED_ON_A_PAGE: Expected = Expected {
    roles: [403, 303, 303, 403, 303],
    unknown: 401,
};

/// An alert that everybody but finance may acknowledge or silence.
const HUSHED: Expected = Expected {
    roles: [201, 201, 201, 403, 201],
    unknown: 401,
};
/// The end of a silence, by the same.
const HEARD: Expected = Expected {
    roles: [204, 204, 204, 403, 204],
    unknown: 401,
};

/// A form that everybody but finance may send.
const SENT: Expected = Expected {
    roles: [303, 303, 303, 403, 303],
    unknown: 401,
};

/// A page for administrators.
const ADMIN_PAGE: Expected = Expected {
    roles: [403, 403, 403, 403, 200],
    unknown: 303,
};
/// A form of theirs.
const AGAIN: Expected = Expected {
    roles: [403, 403, 403, 403, 303],
    unknown: 401,
};

/// The sign-in form: whoever has signed in is led on.
const FORM: Expected = Expected {
    roles: [303; 5],
    unknown: 200,
};
/// The same form, sent without its token.
const UNTOLD: Expected = Expected {
    roles: [403; 5],
    unknown: 403,
};

/// Method, path as it is described, what to put in its place if it cannot be asked as it is, and what it gives.
const ENDPOINTS: &[(&str, &str, &str, Expected)] = &[
    ("GET", "/healthz", "", OPEN),
    ("GET", "/readyz", "", OPEN),
    ("GET", "/metrics", "", ADMIN),
    ("GET", "/assets/{file}", "{style}", OPEN),
    ("GET", "/preferences", "/preferences?lang=fr", AWAY),
    ("GET", "/login", "", FORM),
    ("POST", "/login", "", UNTOLD),
    ("POST", "/logout", "", AWAY),
    ("GET", "/api/v1/maintenance", "", DATA),
    ("GET", "/api/v1/mix", "", DATA),
    ("GET", "/api/v1/flow", "", DATA),
    ("GET", "/api/v1/spells", "", DATA),
    ("GET", "/api/v1/routing", "", DATA),
    ("GET", "/api/v1/routing-matrix", "", DATA),
    ("GET", "/api/v1/routing-suggestions", "", DATA),
    ("GET", "/api/v1/forward", "", DATA),
    ("GET", "/api/v1/limits", "", DATA),
    ("GET", "/api/v1/interventions", "", DATA),
    ("POST", "/api/v1/interventions", "", DECIDED),
    (
        "DELETE",
        "/api/v1/interventions/{id}",
        "/api/v1/interventions/{decision}",
        UNDONE,
    ),
    ("POST", "/interventions", "", DECIDED_ON_A_PAGE),
    (
        "POST",
        "/interventions/{id}/withdraw",
        "/interventions/{decision}/withdraw",
        DECIDED_ON_A_PAGE,
    ),
    ("GET", "/api/v1/notifications", "", ADMIN),
    (
        "POST",
        "/api/v1/notifications/{id}/requeue",
        "/api/v1/notifications/{dead}/requeue",
        GONE,
    ),
    ("GET", "/notifications", "", ADMIN_PAGE),
    (
        "POST",
        "/notifications/{id}/requeue",
        "/notifications/{dead}/requeue",
        AGAIN,
    ),
    ("GET", "/api/v1/quality", "", DATA),
    ("GET", "/api/v1/alerts", "", DATA),
    ("GET", "/api/v1/alerts/history", "", DATA),
    ("GET", "/api/v1/alerts/rules", "", DATA),
    ("GET", "/api/v1/silences", "", DATA),
    (
        "POST",
        "/api/v1/alerts/{id}/ack",
        "/api/v1/alerts/maintenance-share-warn.squad.crane/ack",
        HUSHED,
    ),
    (
        "POST",
        "/api/v1/alerts/{id}/silence",
        "/api/v1/alerts/maintenance-share-warn.squad.crane/silence",
        HUSHED,
    ),
    (
        "DELETE",
        "/api/v1/silences/{id}",
        "/api/v1/silences/{silence}",
        HEARD,
    ),
    ("GET", "/api/v1/sources", "", DATA),
    ("GET", "/api/v1/organisation", "", DATA),
    ("GET", "/api/openapi.json", "", DATA),
    (
        "GET",
        "/api/v1/maintenance/drill",
        "/api/v1/maintenance/drill?figure=logged_h",
        DATA,
    ),
    (
        "GET",
        "/api/v1/mix/drill",
        "/api/v1/mix/drill?figure=logged_h",
        DATA,
    ),
    (
        "GET",
        "/api/v1/flow/drill",
        "/api/v1/flow/drill?figure=backlog",
        DATA,
    ),
    (
        "GET",
        "/api/v1/spells/drill",
        "/api/v1/spells/drill?figure=maintenance_h",
        DATA,
    ),
    (
        "GET",
        "/api/v1/routing/drill",
        "/api/v1/routing/drill?figure=misrouted",
        DATA,
    ),
    (
        "GET",
        "/api/v1/routing-matrix/drill",
        "/api/v1/routing-matrix/drill?figure=finished&first_squad=crane&right_squad=rope",
        DATA,
    ),
    (
        "GET",
        "/api/v1/routing-suggestions/drill",
        "/api/v1/routing-suggestions/drill?figure=detours&dimension=label&value=a",
        DATA,
    ),
    (
        "GET",
        "/api/v1/forward/drill",
        "/api/v1/forward/drill?figure=committed_h",
        DATA,
    ),
    (
        "GET",
        "/api/v1/quality/list",
        "/api/v1/quality/list?check=worklogs_without_ticket",
        DATA,
    ),
    (
        "GET",
        "/api/v1/tickets/{source}/{key}",
        "/api/v1/tickets/tracker/crane%2FBug",
        DATA,
    ),
    ("GET", "/charts/load-line.svg", "", DATA),
    ("GET", "/charts/load-line.png", "", DATA),
    ("GET", "/charts/hours.svg", "", DATA),
    ("GET", "/charts/hours.png", "", DATA),
    ("GET", "/charts/backlog.svg", "", DATA),
    ("GET", "/charts/backlog.png", "", DATA),
    ("GET", "/charts/ages.svg", "", DATA),
    ("GET", "/charts/ages.png", "", DATA),
    ("GET", "/charts/fleet.svg", "", DATA),
    ("GET", "/charts/fleet.png", "", DATA),
    ("GET", "/charts/forward-load.svg", "", DATA),
    ("GET", "/charts/forward-load.png", "", DATA),
    ("GET", "/charts/timeline.svg", "", DATA),
    ("GET", "/charts/timeline.png", "", DATA),
    ("GET", "/charts/routing-flows.svg", "", DATA),
    ("GET", "/charts/routing-flows.png", "", DATA),
    ("GET", "/", "", PAGE),
    ("GET", "/timeline", "", PAGE),
    ("GET", "/squads/{id}", "/squads/crane", PAGE),
    ("GET", "/squads/{id}/week", "/squads/crane/week", PAGE),
    ("GET", "/tribes/{id}", "/tribes/docks", PAGE),
    ("GET", "/quality", "", PAGE),
    (
        "GET",
        "/quality/{check}",
        "/quality/worklogs_without_ticket",
        PAGE,
    ),
    ("GET", "/forward", "", PAGE),
    ("GET", "/alerts", "", PAGE),
    ("GET", "/routing", "", PAGE),
    (
        "POST",
        "/alerts/{id}/ack",
        "/alerts/maintenance-share-warn.squad.crane/ack",
        SENT,
    ),
    (
        "POST",
        "/alerts/{id}/silence",
        "/alerts/maintenance-share-warn.squad.crane/silence",
        SENT,
    ),
    (
        "POST",
        "/alerts/silences/{id}/end",
        "/alerts/silences/{silence}/end",
        SENT,
    ),
    ("GET", "/drill", "/drill?figure=maintenance_h&squad=crane", PAGE),
    (
        "GET",
        "/tickets/{source}/{key}",
        "/tickets/tracker/crane%2FBug",
        PAGE,
    ),
    ("GET", "/how", "", PAGE),
    ("GET", "/explain", "", PAGE),
    ("GET", "/api/v1/users", "", ADMIN),
    ("GET", "/api/v1/tokens", "", ADMIN),
    (
        "GET",
        "/api/v1/sources/rejects",
        "/api/v1/sources/rejects?source=tracker",
        ADMIN,
    ),
    ("POST", "/api/v1/users", "", MADE),
    ("POST", "/api/v1/tokens", "", MADE),
    ("DELETE", "/api/v1/users/{id}", "/api/v1/users/{user}", GONE),
    ("DELETE", "/api/v1/tokens/{id}", "/api/v1/tokens/{token}", GONE),
];

/// Every endpoint with an address to ask.
fn endpoints() -> impl Iterator<Item = (&'static str, &'static str, String, &'static Expected)> {
    ENDPOINTS.iter().map(|(method, path, address, expected)| {
        let address = if address.is_empty() { path } else { address };
        let address = address.replace("{style}", reports::pages::style_path());
        (*method, *path, address, expected)
    })
}

/// The endpoints above are all there are.
#[test]
fn the_walk_passes_every_endpoint() {
    let walked: BTreeSet<_> = endpoints()
        .map(|(method, path, ..)| format!("{method} {path}"))
        .collect();
    let described = serde_json::to_value(api::openapi()).unwrap();
    let described: BTreeSet<_> = described["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, item)| {
            let methods = item.as_object().unwrap().keys();
            methods
                .map(|method| format!("{} {path}", method.to_uppercase()))
                .collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(walked, described);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_role_gets_what_the_table_says() {
    let harbour = Harbour::with_users().await;
    for (role, column) in Role::ALL.into_iter().zip(0..) {
        let (_, token) = harbour.token(role, AccessScope::default()).await;
        for (method, path, address, expected) in endpoints() {
            let answer = send(&harbour, method, &address, |ask| ask.bearer(&token)).await;
            assert_eq!(answer, expected.roles[column], "{role}: {method} {path}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_is_not_known_gets_nothing() {
    let harbour = Harbour::with_users().await;
    let (revoked, of_revoked) = harbour.token(Role::Admin, AccessScope::default()).await;
    harbour.store.revoke_token(revoked, harbour.now()).await.unwrap();
    let disabled = harbour.user("bo", Role::Admin, AccessScope::default()).await;
    let of_disabled = harbour.sign_in("bo").await;
    harbour.store.disable_user(disabled, harbour.now()).await.unwrap();
    let (_, expired) = harbour.token(Role::Admin, AccessScope::default()).await;
    harbour.user("cy", Role::Admin, AccessScope::default()).await;
    let old = harbour.sign_in("cy").await;
    harbour.wait_days(11);
    for (method, path, address, expected) in endpoints() {
        let nobody = send(&harbour, method, &address, |ask| ask).await;
        assert_eq!(nobody, expected.unknown, "nobody: {method} {path}");
        for (who, token) in [
            ("revoked", &of_revoked),
            ("expired", &expired),
            ("unknown", &"plimsoll_x".to_owned()),
        ] {
            let answer = send(&harbour, method, &address, |ask| ask.bearer(token)).await;
            assert_eq!(answer, expected.unknown, "a token {who}: {method} {path}");
        }
        for (who, cookies) in [("disabled", &of_disabled), ("expired", &old)] {
            let answer = send(&harbour, method, &address, |ask| ask.cookies(cookies)).await;
            assert_eq!(answer, expected.unknown, "a session {who}: {method} {path}");
        }
    }
    let form = harbour.get("/login").send().await;
    let fields = [
        ("name", "bo"),
        ("password", PASSWORD),
        ("csrf", &form.hidden("csrf")),
    ];
    harbour
        .post("/login")
        .cookies(&form.cookies())
        .form(&fields)
        .send()
        .await
        .is(401);
}

/// Asks an endpoint, with a body that is complete, and things to take away that are there.
async fn send<'a>(
    harbour: &'a Harbour,
    method: &str,
    address: &str,
    who: impl Fn(crate::support::Ask<'a>) -> crate::support::Ask<'a>,
) -> u16 {
    let mut address = address.to_owned();
    static COUNT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
    let name = format!("user{}", COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed));
    if address.contains("{user}") {
        let user = store::NewUser {
            name: format!("{name}-gone"),
            password_hash: "none".to_owned(),
            role: Role::Squad,
            scope: squad_scope("crane"),
        };
        let id = harbour.store.create_user(user, harbour.now()).await.unwrap();
        address = address.replace("{user}", &id.to_string());
    }
    if address.contains("{token}") {
        let (id, _) = harbour.token(Role::Squad, AccessScope::default()).await;
        address = address.replace("{token}", &id.to_string());
    }
    if address.contains("{silence}") {
        let silence = model::alert::Silence {
            id: 0,
            rule: None,
            subject: Some(model::ids::SquadId::new("crane").unwrap().into()),
            tribe: None,
            author: name.clone(),
            reason: "a test".to_owned(),
            created_at: harbour.now(),
            ends_at: harbour.now() + chrono::TimeDelta::days(1),
            ended: None,
        };
        let id = harbour.store.silence_alerts(&silence).await.unwrap();
        address = address.replace("{silence}", &id.to_string());
    }
    if address.contains("{dead}") {
        address = address.replace("{dead}", &dead_letter(harbour).await.to_string());
    }
    if address.contains("{decision}") {
        let id = harbour
            .store
            .record_intervention(&decision(), harbour.now())
            .await
            .unwrap();
        address = address.replace("{decision}", &id.to_string());
    }
    let ask = who(harbour.ask(method, &address));
    let ask = match (method, address.as_str()) {
        ("POST", "/api/v1/users") => {
            ask.json(&json!({ "name": name, "password": PASSWORD, "role": "squad" }))
        }
        ("POST", "/api/v1/tokens") => ask.json(&json!({ "name": "nightly", "role": "director" })),
        ("POST", path) if path.starts_with("/alerts") => ask.form(&[("reason", "release week")]),
        ("POST", path) if path.ends_with("/ack") => ask.json(&json!({ "note": "ours" })),
        ("POST", path) if path.ends_with("/silence") => ask.json(&json!({ "reason": "release week" })),
        ("POST", "/api/v1/interventions") => {
            ask.json(&json!({ "squad": "crane", "kind": "hiring", "from": "2026-02-02" }))
        }
        ("POST", "/interventions") => ask.form(&[
            ("scope", "squad:crane"),
            ("kind", "hiring"),
            ("from", "2026-02-02"),
            ("back", "/squads/crane"),
        ]),
        ("POST", "/login") => ask.form(&[("name", "ada"), ("password", PASSWORD)]),
        ("POST", _) => ask.form(&[]),
        _ => ask,
    };
    ask.send().await.status.as_u16()
}
