//! No other site's page makes a browser change anything.

use crate::support::{Harbour, PASSWORD};
use model::access::{AccessScope, Role};
use serde_json::json;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_needs_the_token_of_its_browser() {
    let harbour = Harbour::with_users().await;
    harbour.user("ada", Role::Admin, AccessScope::default()).await;
    let form = harbour.get("/login").send().await.is(200);
    let other = harbour.get("/login").send().await.is(200);
    let fields = |token: &str| {
        [
            ("name", "ada".to_owned()),
            ("password", PASSWORD.to_owned()),
            ("csrf", token.to_owned()),
        ]
    };
    let tries = [
        ("no token", String::new(), form.cookies()),
        ("another browser's token", other.hidden("csrf"), form.cookies()),
        ("no cookie", form.hidden("csrf"), "a=b".to_owned()),
        ("a made-up token", "0".repeat(64), form.cookies()),
    ];
    for (what, token, cookies) in tries {
        let fields = fields(&token);
        let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
        let answer = harbour
            .post("/login")
            .cookies(&cookies)
            .form(&fields)
            .send()
            .await;
        assert_eq!(answer.status, 403, "{what}");
    }
    let good = fields(&form.hidden("csrf"));
    let good = good.each_ref().map(|(name, value)| (*name, value.as_str()));
    for (name, value) in [
        ("origin", "https://evil.example"),
        ("origin", "null"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
    ] {
        let ask = harbour
            .post("/login")
            .cookies(&form.cookies())
            .header(name, value);
        ask.form(&good).send().await.is(403);
    }
    let own = harbour
        .post("/login")
        .cookies(&form.cookies())
        .header("origin", "http://localhost:8080");
    own.header("sec-fetch-site", "same-origin")
        .form(&good)
        .send()
        .await
        .is(303);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn signing_out_needs_the_sessions_token() {
    let harbour = Harbour::with_users().await;
    harbour.user("ada", Role::Admin, AccessScope::default()).await;
    let session = harbour.sign_in("ada").await;
    let page = harbour.get("/").cookies(&session).send().await.is(200);
    harbour
        .post("/logout")
        .cookies(&session)
        .form(&[("csrf", "")])
        .send()
        .await
        .is(403);
    harbour.get("/").cookies(&session).send().await.is(200);
    let token = page.hidden("csrf");
    harbour
        .post("/logout")
        .cookies(&session)
        .form(&[("csrf", &token)])
        .send()
        .await
        .is(303);
    harbour.get("/").cookies(&session).send().await.is(303);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_changes_nothing_through_the_api_without_its_token() {
    let harbour = Harbour::with_users().await;
    harbour.user("ada", Role::Admin, AccessScope::default()).await;
    let session = harbour.sign_in("ada").await;
    let token = harbour.get("/").cookies(&session).send().await.hidden("csrf");
    let body = json!({ "name": "nightly", "role": "director" });
    let ask = harbour.post("/api/v1/tokens").cookies(&session).json(&body);
    ask.clone().send().await.is(403);
    ask.clone()
        .header("x-csrf-token", &"0".repeat(64))
        .send()
        .await
        .is(403);
    let other_site = ask
        .clone()
        .header("x-csrf-token", &token)
        .header("origin", "https://evil.example");
    other_site.send().await.is(403);
    let made = ask.header("x-csrf-token", &token).send().await.is(201).json();
    let delete = harbour
        .ask("DELETE", &format!("/api/v1/tokens/{}", made["id"]))
        .cookies(&session);
    delete.clone().send().await.is(403);
    delete.header("x-csrf-token", &token).send().await.is(204);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_sign_in_other_sites_change_and_read_nothing() {
    let harbour = Harbour::open().await;
    let body = json!({ "name": "nightly", "role": "director" });
    for (name, value) in [
        ("origin", "https://evil.example"),
        ("sec-fetch-site", "cross-site"),
    ] {
        harbour
            .post("/api/v1/tokens")
            .header(name, value)
            .json(&body)
            .send()
            .await
            .is(403);
    }
    for host in ["evil.example", "10.0.0.7:8080", "localhost.evil.example"] {
        let answer = harbour
            .get("/api/v1/maintenance")
            .header("host", host)
            .send()
            .await
            .is(421);
        assert!(!answer.text().contains("crane"));
        harbour.get("/").header("host", host).send().await.is(421);
    }
    harbour.get("/").header("host", "[::1]:8080").send().await.is(200);
    // A form's content type is what other sites can send without being asked: it is not taken for JSON.
    let form = harbour
        .post("/api/v1/tokens")
        .form(&[("name", "x")])
        .send()
        .await
        .is(415);
    assert_eq!(form.header("content-type"), "application/problem+json");
}
