//! Signing in and out.

use crate::support::{Harbour, Kind, PASSWORD, squad_scope};
use model::access::{AccessScope, Role};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_begins_anew_with_every_sign_in() {
    let harbour = Harbour::with_users().await;
    harbour.user("ada", Role::Squad, AccessScope::default()).await;
    let first = harbour.sign_in("ada").await;
    let page = harbour.get("/").cookies(&first).send().await.is(200);
    assert!(page.text().contains("ada"), "the page says who signed in");
    // Signing in again in the same browser ends the session it had.
    let form = harbour.get("/login").send().await;
    let fields = [
        ("name", "ada"),
        ("password", PASSWORD),
        ("csrf", &form.hidden("csrf")),
        ("next", "/squads/crane"),
    ];
    let both = format!("{first}; {}", form.cookies());
    let answer = harbour
        .post("/login")
        .cookies(&both)
        .form(&fields)
        .send()
        .await
        .is(303);
    assert_eq!(answer.header("location"), "/squads/crane");
    assert_ne!(answer.cookies(), first);
    harbour.get("/").cookies(&first).send().await.is(303);
    harbour.get("/").cookies(&answer.cookies()).send().await.is(200);
    harbour.wait_days(1);
    harbour.get("/").cookies(&answer.cookies()).send().await.is(303);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refusal_does_not_say_why() {
    let harbour = Harbour::with_users().await;
    harbour.user("ada", Role::Squad, AccessScope::default()).await;
    let mut pages = Vec::new();
    for name in ["ada", "eve"] {
        let form = harbour.get("/login").send().await;
        let token = form.hidden("csrf");
        let fields = [
            ("name", name),
            ("password", "wrong horse battery"),
            ("csrf", &token),
        ];
        let answer = harbour
            .post("/login")
            .cookies(&form.cookies())
            .form(&fields)
            .send()
            .await
            .is(401);
        assert!(answer.cookies().is_empty(), "a refused browser gets no session");
        assert_eq!(answer.header("cache-control"), "no-store");
        pages.push(answer.text().replace(&token, "…").replace(name, "…"));
    }
    assert_eq!(
        pages[0], pages[1],
        "a name that exists looks like one that does not"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_is_led_away_from_here() {
    let harbour = Harbour::with_users().await;
    harbour.user("ada", Role::Squad, AccessScope::default()).await;
    for next in [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
    ] {
        let form = harbour.get("/login").send().await;
        let fields = [
            ("name", "ada"),
            ("password", PASSWORD),
            ("csrf", &form.hidden("csrf")),
            ("next", next),
        ];
        let client = format!("198.51.100.{}:1", next.len());
        let ask = harbour
            .post("/login")
            .cookies(&form.cookies())
            .from(&client)
            .form(&fields);
        assert_eq!(ask.send().await.is(303).header("location"), "/", "{next}");
    }
    let away = harbour
        .get("/preferences?lang=fr&back=%2F%2Fevil.example")
        .send()
        .await;
    assert_eq!(away.status, 400);
    let page = harbour.get("/squads/crane?window=all").send().await.is(303);
    assert_eq!(
        page.header("location"),
        "/login?next=%2Fsquads%2Fcrane%3Fwindow%3Dall"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn over_tls_cookies_stay_with_tls() {
    for tls in [false, true] {
        let harbour = Harbour::new(Kind {
            users: true,
            tls,
            ..Kind::default()
        })
        .await;
        harbour.user("ada", Role::Squad, AccessScope::default()).await;
        let form = harbour.get("/login").send().await.is(200);
        assert_eq!(form.header("strict-transport-security").is_empty(), !tls);
        let fields = [
            ("name", "ada"),
            ("password", PASSWORD),
            ("csrf", &form.hidden("csrf")),
        ];
        let answer = harbour
            .post("/login")
            .cookies(&form.cookies())
            .form(&fields)
            .send()
            .await
            .is(303);
        let set: Vec<_> = answer
            .headers
            .get_all("set-cookie")
            .iter()
            .map(|value| value.to_str().unwrap())
            .collect();
        let session = set.iter().find(|cookie| cookie.contains("session")).unwrap();
        assert!(
            session.contains("HttpOnly") && session.contains("SameSite=Lax") && session.contains("Path=/")
        );
        assert_eq!(session.contains("Secure"), tls, "{session}");
        assert_eq!(session.starts_with("__Host-"), tls, "{session}");
        let value = session.split(['=', ';']).nth(1).unwrap();
        assert_eq!(value.len(), 64, "256 bits");
        harbour.get("/").cookies(&answer.cookies()).send().await.is(200);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_works_in_one_squad_begins_with_its_week() {
    let harbour = Harbour::with_users().await;
    harbour.user("ada", Role::Squad, squad_scope("crane")).await;
    harbour.user("bea", Role::Director, squad_scope("crane")).await;
    for (name, home) in [("ada", "/squads/crane/week"), ("bea", "/")] {
        let form = harbour.get("/login").send().await;
        let fields = [
            ("name", name),
            ("password", PASSWORD),
            ("csrf", &form.hidden("csrf")),
        ];
        let request = harbour.post("/login").cookies(&form.cookies());
        let answer = request.form(&fields).send().await.is(303);
        assert_eq!(answer.header("location"), home, "{name}");
        harbour.get(home).cookies(&answer.cookies()).send().await.is(200);
    }
}
