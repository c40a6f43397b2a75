//! Guessing is slowed.

use crate::support::{Harbour, PASSWORD};
use model::access::{AccessScope, Role};

async fn guess(harbour: &Harbour, name: &str, password: &str, client: &str) -> crate::support::Answer {
    let form = harbour.get("/login").send().await;
    let fields = [
        ("name", name),
        ("password", password),
        ("csrf", &form.hidden("csrf")),
    ];
    harbour
        .post("/login")
        .cookies(&form.cookies())
        .from(client)
        .form(&fields)
        .send()
        .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_name_is_guessed_a_few_times_only_from_wherever() {
    let harbour = Harbour::with_users().await;
    harbour.user("ada", Role::Admin, AccessScope::default()).await;
    for n in 1..=5 {
        guess(
            &harbour,
            "ada",
            "wrong horse battery",
            &format!("203.0.113.{n}:1"),
        )
        .await
        .is(401);
    }
    let answer = guess(&harbour, "ada", PASSWORD, "203.0.113.77:1").await.is(429);
    let wait: u64 = answer.header("retry-after").parse().unwrap();
    assert!((1..=31).contains(&wait), "{wait}");
    assert!(
        answer.text().contains("type=\"password\""),
        "the form is shown again"
    );
    guess(&harbour, "grace", "wrong horse battery", "203.0.113.77:1")
        .await
        .is(401);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_guesses_a_few_names_only() {
    let harbour = Harbour::with_users().await;
    let mut statuses = Vec::new();
    for n in 0..21 {
        // Names that nobody has: they are refused like any other.
        statuses.push(
            guess(&harbour, &format!("user{n}"), "x", "198.51.100.7:1")
                .await
                .status
                .as_u16(),
        );
    }
    assert_eq!(statuses[..20], [401; 20]);
    assert_eq!(statuses[20], 429);
}
