//! Users, tokens, roles and scopes, from the outside. The product's own tests walk every endpoint with every role.

use crate::support::Place;
use crate::support::client::{Request, Response};
use crate::support::examples::imported;
use crate::support::server::Server;

/// A harbour with somebody who may sign in.
fn with_user() -> Place {
    let place = imported();
    add_user(&place, "ada", "--role admin");
    place
}

fn add_user(place: &Place, name: &str, rest: &str) {
    place
        .shell(&format!(
            "echo 'correct horse battery' | \"$plimsoll\" user add {name} {rest} --password-stdin"
        ))
        .ok();
}

fn token(place: &Place, arguments: &str) -> String {
    let out = place.run(&format!("token create {arguments}")).ok().out;
    let secret = out.trim().to_owned();
    assert!(
        secret.len() >= 20 && !secret.contains(char::is_whitespace),
        "{out}"
    );
    secret
}

fn ask(server: &Server, path: &str, token: &str) -> Response {
    server.send(&Request::get(path).bearer(token))
}

fn squads(answer: &Response) -> Vec<String> {
    let answer = answer.json();
    let rows = answer["rows"].as_array().unwrap();
    let mut squads: Vec<_> = rows
        .iter()
        .map(|row| row["squad"].as_str().unwrap().to_owned())
        .collect();
    squads.sort();
    squads.dedup();
    squads
}

#[test]
fn with_users_everybody_signs_in() {
    let place = with_user();
    let server = Server::start(&place);
    for path in [
        "/api/v1/maintenance",
        "/api/openapi.json",
        "/metrics",
        "/charts/fleet.svg",
    ] {
        let answer = server.get(path);
        assert!(
            [401, 303].contains(&answer.status) || path == "/metrics",
            "{path}: {}",
            answer.status
        );
        assert!(!answer.text().contains("crane"), "{path} says too much");
    }
    let answer = server.get("/");
    assert_eq!(answer.status, 303, "a page leads to the sign-in");
    let form = server.get(answer.header("location")).status(200);
    assert!(form.text().contains("type=\"password\""), "{}", form.text());
    server.get("/healthz").status(200);
}

#[test]
fn a_browser_signs_in_and_out() {
    let place = with_user();
    let server = Server::start(&place);
    let (signed_in, session) = sign_in(&server, "correct horse battery");
    assert_eq!(signed_in.status, 303, "{}", signed_in.text());
    let home = server
        .send(&Request::get("/").header("Cookie", &session))
        .status(200);
    assert!(home.text().contains("Crane crew"), "{}", home.text());
    let attributes = signed_in.header("set-cookie").to_lowercase();
    assert!(
        attributes.contains("httponly") && attributes.contains("samesite"),
        "{attributes}"
    );
}

#[test]
fn a_wrong_password_is_refused_and_guessing_is_slowed() {
    let place = with_user();
    let server = Server::start(&place);
    let mut statuses = Vec::new();
    for _ in 0..30 {
        let (answer, _) = sign_in(&server, "wrong horse battery");
        assert_ne!(answer.status, 303, "a wrong password was taken");
        statuses.push(answer.status);
        if answer.status == 429 {
            break;
        }
    }
    assert_eq!(
        statuses.last(),
        Some(&429),
        "30 guesses were answered: {statuses:?}"
    );
}

#[test]
fn a_form_of_another_site_is_refused() {
    let place = with_user();
    let server = Server::start(&place);
    let form = server.get("/login").status(200);
    let cookie = cookies(&form);
    let fields = [("name", "ada"), ("password", "correct horse battery")];
    let without = Request::new("POST", "/login")
        .header("Cookie", &cookie)
        .form(&fields);
    let answer = server.send(&without);
    assert!(
        [400, 403].contains(&answer.status),
        "a form without its token was taken: {}",
        answer.status
    );
    let (_, from) = hidden(&form.text());
    let foreign = Request::new("POST", "/login")
        .header("Cookie", &cookie)
        .header("Origin", "https://evil.example")
        .header("Sec-Fetch-Site", "cross-site")
        .form(&[fields[0], fields[1], (&hidden(&form.text()).0, &from)]);
    assert_eq!(server.send(&foreign).status, 403, "another site's form was taken");
}

/// Signs ada in: the answer, and the cookies to send from then on.
fn sign_in(server: &Server, password: &str) -> (Response, String) {
    let form = server.get("/login").status(200);
    let (name, value) = hidden(&form.text());
    let request = Request::new("POST", "/login")
        .header("Cookie", &cookies(&form))
        .header("Origin", server.url("").trim_end_matches('/'))
        .form(&[("name", "ada"), ("password", password), (&name, &value)]);
    let answer = server.send(&request);
    let session = cookies(&answer);
    (answer, session)
}

/// What a browser sends back of the cookies it was given.
fn cookies(answer: &Response) -> String {
    let set = answer.header("set-cookie").lines();
    set.filter_map(|line| line.split(';').next())
        .collect::<Vec<_>>()
        .join("; ")
}

/// The hidden field of a form.
fn hidden(page: &str) -> (String, String) {
    let tag = page
        .split("<input")
        .find(|tag| tag.contains("type=\"hidden\""))
        .unwrap_or_else(|| panic!("{page}"));
    let attribute = |name: &str| {
        let rest = tag.split(&format!("{name}=\"")).nth(1).unwrap();
        rest.split('"').next().unwrap().to_owned()
    };
    (attribute("name"), attribute("value"))
}

#[test]
fn a_token_shows_what_its_scope_allows_and_sums_never_shrink() {
    let place = with_user();
    let all = token(&place, "everything --role director");
    let crane = token(&place, "one --role squad --squad crane");
    let docks = token(&place, "tribe --role product_ops --tribe docks");
    let server = Server::start(&place);
    assert_eq!(
        squads(&ask(&server, "/api/v1/maintenance", &all).status(200)),
        ["crane", "lamp", "rope"]
    );
    assert_eq!(
        squads(&ask(&server, "/api/v1/maintenance", &crane).status(200)),
        ["crane"]
    );
    assert_eq!(
        squads(&ask(&server, "/api/v1/maintenance", &docks).status(200)),
        ["crane", "rope"]
    );
    for path in [
        "/api/v1/maintenance?by=organisation",
        "/api/v1/flow?by=organisation&grain=month",
    ] {
        let (left, right) = (
            ask(&server, path, &all).status(200),
            ask(&server, path, &crane).status(200),
        );
        assert_eq!(
            left.json()["rows"],
            right.json()["rows"],
            "{path}: a total shrank"
        );
    }
    let other = ask(&server, "/api/v1/maintenance?squad=rope", &crane);
    let hidden =
        [403, 404].contains(&other.status) || other.json()["rows"].as_array().is_some_and(Vec::is_empty);
    assert!(hidden, "{}", other.text());
    let drill = ask(
        &server,
        "/api/v1/maintenance/drill?figure=logged_h&squad=rope",
        &crane,
    );
    assert!(
        drill.status >= 400 || drill.json()["rows"].as_array().is_some_and(Vec::is_empty),
        "{}",
        drill.text()
    );
}

#[test]
fn tokens_end() {
    let place = with_user();
    let lasting = token(&place, "lasting --role director --expires-in-days 30");
    let short = token(&place, "short --role director --expires-in-days 1");
    let revoked = token(&place, "revoked --role director");
    add_user(&place, "bo", "--role director");
    let of_user = token(&place, "of-bo --user bo");
    let server = Server::start(&place);
    for token in [&lasting, &short, &revoked, &of_user] {
        ask(&server, "/api/v1/maintenance", token).status(200);
    }
    let list = place.run("token list").ok().out;
    assert!(!list.contains(&lasting), "the list shows a secret");
    let line = list.lines().find(|line| line.contains("revoked")).unwrap();
    let id = line
        .split(|c: char| !c.is_ascii_digit())
        .find(|part| !part.is_empty())
        .unwrap()
        .to_owned();
    place.run(&format!("token revoke {id}")).ok();
    place.run("user disable bo").ok();
    ask(&server, "/api/v1/maintenance", &revoked).status(401);
    ask(&server, "/api/v1/maintenance", &of_user).status(401);
    ask(&server, "/api/v1/maintenance", "not-a-token").status(401);
    ask(&server, "/api/v1/maintenance", &lasting).status(200);
    drop(server);
    let place = place.at("2026-03-18T08:00:00Z");
    let server = Server::start(&place);
    ask(&server, "/api/v1/maintenance", &short).status(401);
    ask(&server, "/api/v1/maintenance", &lasting).status(200);
}

#[test]
fn only_admins_administer() {
    let place = with_user();
    let tokens: Vec<_> = ["squad", "product_ops", "director", "finance", "admin"]
        .map(|role| (role, token(&place, &format!("{role} --role {role}"))))
        .into();
    let server = Server::start(&place);
    let described = ask(&server, "/api/openapi.json", &tokens[4].1).status(200).json();
    let administrative = ["/api/v1/users", "/api/v1/tokens"];
    for path in administrative
        .iter()
        .filter(|path| described["paths"].get(**path).is_some())
    {
        for (role, token) in &tokens {
            let answer = ask(&server, path, token);
            assert_eq!(
                answer.status == 200,
                *role == "admin",
                "{path} as {role}: {}",
                answer.status
            );
        }
    }
}

#[test]
fn passwords_and_tokens_are_not_in_the_database() {
    let place = with_user();
    let secret = token(&place, "one --role director");
    for name in ["plimsoll-data/plimsoll.db", "plimsoll-data/plimsoll.db-wal"] {
        let Ok(bytes) = std::fs::read(place.path(name)) else {
            continue;
        };
        for word in ["correct horse battery", secret.as_str()] {
            let found = bytes.windows(word.len()).any(|window| window == word.as_bytes());
            assert!(!found, "{name} holds a secret as it is");
        }
    }
    let short = place.shell("echo short | \"$plimsoll\" user add cy --role squad --password-stdin");
    assert_eq!(short.code, 2, "{}", short.said());
}
