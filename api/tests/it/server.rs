//! Headers, limits and measurements.

use crate::support::{Harbour, PASSWORD};
use model::access::{AccessScope, Role};
use serde_json::json;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_answer_tells_browsers_to_be_careful() {
    let harbour = Harbour::open().await;
    for path in [
        "/",
        "/api/v1/maintenance",
        "/nothing",
        "/charts/fleet.svg",
        "/healthz",
        "/api/v1/nothing",
    ] {
        let answer = harbour.get(path).send().await;
        let policy = answer.header("content-security-policy");
        assert!(
            policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
            "{path}"
        );
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert!(!answer.header("referrer-policy").is_empty(), "{path}");
        assert!(!answer.header("x-request-id").is_empty(), "{path}");
        assert!(
            answer.header("strict-transport-security").is_empty(),
            "{path} is not behind TLS"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn measurements_are_for_the_machine_and_administrators() {
    let harbour = Harbour::with_users().await;
    harbour.get("/metrics").send().await.is(401);
    harbour
        .get("/metrics")
        .from("127.0.0.1:5000")
        .header("x-forwarded-for", "203.0.113.9")
        .send()
        .await
        .is(401);
    harbour.get("/api/v1/maintenance").send().await.is(401);
    let text = harbour
        .get("/metrics")
        .from("127.0.0.1:5000")
        .send()
        .await
        .is(200)
        .text();
    for line in [
        "plimsoll_http_requests_total{method=\"GET\",path=\"/api/v1/maintenance\",status=\"401\"} 1",
        "plimsoll_snapshot_age_seconds 3600",
        "plimsoll_source_age_seconds{source=\"tracker\"} 0",
    ] {
        assert!(text.contains(line), "{line} is not in {text}");
    }
    assert!(text.contains("plimsoll_http_request_seconds_bucket"));
    assert!(
        text.lines()
            .any(|line| line.starts_with("plimsoll_data_version "))
    );
    assert!(text.ends_with("# EOF\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn users_are_made_and_disabled() {
    let harbour = Harbour::with_users().await;
    let (_, admin) = harbour.token(Role::Admin, AccessScope::default()).await;
    let user =
        json!({ "name": "ada", "password": PASSWORD, "role": "squad", "scope": { "squads": ["crane"] } });
    let made = harbour
        .post("/api/v1/users")
        .bearer(&admin)
        .json(&user)
        .send()
        .await
        .is(201)
        .json();
    harbour
        .post("/api/v1/users")
        .bearer(&admin)
        .json(&user)
        .send()
        .await
        .is(409);
    let session = harbour.sign_in("ada").await;
    harbour
        .get("/squads/crane")
        .cookies(&session)
        .send()
        .await
        .is(200);
    harbour.get("/squads/rope").cookies(&session).send().await.is(403);
    let listed = harbour.get("/api/v1/users").bearer(&admin).send().await.is(200);
    assert!(
        listed.text().contains("ada") && !listed.text().contains("argon2"),
        "{}",
        listed.text()
    );
    let path = format!("/api/v1/users/{}", made["id"]);
    harbour.ask("DELETE", &path).bearer(&admin).send().await.is(204);
    harbour
        .get("/squads/crane")
        .cookies(&session)
        .send()
        .await
        .is(303);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tokens_are_shown_once_and_revoked() {
    let harbour = Harbour::with_users().await;
    let (_, admin) = harbour.token(Role::Admin, AccessScope::default()).await;
    let token = json!({ "name": "nightly", "role": "director", "expires_in_days": 3 });
    let made = harbour
        .post("/api/v1/tokens")
        .bearer(&admin)
        .json(&token)
        .send()
        .await
        .is(201)
        .json();
    let secret = made["secret"].as_str().unwrap();
    harbour
        .get("/api/v1/maintenance")
        .bearer(secret)
        .send()
        .await
        .is(200);
    let listed = harbour
        .get("/api/v1/tokens")
        .bearer(&admin)
        .send()
        .await
        .is(200)
        .text();
    assert!(
        listed.contains("nightly") && !listed.contains(secret),
        "the secret is shown once"
    );
    let path = format!("/api/v1/tokens/{}", made["id"]);
    harbour.ask("DELETE", &path).bearer(&admin).send().await.is(204);
    harbour.ask("DELETE", &path).bearer(&admin).send().await.is(404);
    harbour
        .get("/api/v1/maintenance")
        .bearer(secret)
        .send()
        .await
        .is(401);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bodies_that_are_wrong_are_refused() {
    let harbour = Harbour::open().await;
    let post = |body| harbour.post("/api/v1/users").json(&body);
    for (body, words) in [
        (
            json!({ "name": "ada", "password": "short", "role": "squad" }),
            "at least 10",
        ),
        (
            json!({ "name": " ada", "password": PASSWORD, "role": "squad" }),
            "spaces",
        ),
        (
            json!({ "name": "ada", "password": PASSWORD, "role": "king" }),
            "king",
        ),
        (
            json!({ "name": "ada", "password": PASSWORD, "rol": "squad" }),
            "did you mean `role`",
        ),
        (
            json!({ "name": "ada", "password": PASSWORD, "role": "squad", "scope": { "squads": ["crne"] } }),
            "crane",
        ),
    ] {
        let answer = post(body).send().await.is(400);
        assert!(
            answer.json()["detail"].as_str().unwrap().contains(words),
            "{}",
            answer.text()
        );
    }
    let huge = "x".repeat(100_000);
    let answer = post(json!({ "name": huge, "password": PASSWORD, "role": "squad" }))
        .send()
        .await
        .is(413);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    harbour
        .post("/login")
        .form(&[("name", &huge), ("password", "x")])
        .send()
        .await
        .is(413);
    let days = json!({ "name": "nightly", "role": "director", "expires_in_days": 4000 });
    harbour.post("/api/v1/tokens").json(&days).send().await.is(400);
}
