//! What a browser is told, and who can reach the server at all.

use crate::support::client::Request;
use crate::support::examples::imported;
use crate::support::server::Server;

#[test]
fn without_users_the_server_listens_on_this_machine_only() {
    let place = imported();
    for address in ["0.0.0.0:0", "[::]:0"] {
        place
            .run(&format!("serve --listen {address}"))
            .code(2)
            .says(&["user", "127.0.0.1"]);
    }
    place.run("serve --listen nowhere").code(2).says(&["nowhere"]);
}

#[test]
fn a_port_that_is_taken_is_told() {
    let place = imported();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    place
        .run(&format!("serve --listen 127.0.0.1:{port}"))
        .code(1)
        .says(&["in use", "--listen"]);
}

#[test]
fn every_answer_tells_browsers_to_be_careful() {
    let place = imported();
    let server = Server::start(&place);
    for path in [
        "/",
        "/api/v1/maintenance",
        "/nothing",
        "/charts/fleet.svg",
        "/healthz",
        "/squads/crane",
    ] {
        let answer = server.get(path);
        let policy = answer.header("content-security-policy");
        assert!(
            policy.contains("default-src 'none'") || policy.contains("default-src 'self'"),
            "{path}: {policy:?}"
        );
        assert!(policy.contains("frame-ancestors 'none'"), "{path}: {policy:?}");
        assert!(
            !policy.contains("unsafe-inline") && !policy.contains("unsafe-eval"),
            "{path}: {policy:?}"
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert!(!answer.header("referrer-policy").is_empty(), "{path}");
    }
}

#[test]
fn a_page_of_another_site_cannot_reach_the_server_by_a_name_of_its_own() {
    let place = imported();
    let server = Server::start(&place);
    let answer = server.send(&Request::get("/api/v1/maintenance").header("Host", "evil.example"));
    assert!((400..500).contains(&answer.status), "{}", answer.status);
    assert!(!answer.text().contains("crane"));
}

#[test]
fn odd_requests_are_refused_and_the_server_goes_on() {
    let place = imported();
    let server = Server::start(&place);
    let long = "x".repeat(20_000);
    for path in [
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/squads/%00",
        "/squads/<script>",
        &format!("/api/v1/maintenance?squad={long}"),
    ] {
        let answer = server.get(&path.replace('<', "%3C").replace('>', "%3E"));
        assert!(
            (400..500).contains(&answer.status),
            "{}: {}",
            &path[..20.min(path.len())],
            answer.status
        );
        assert!(!answer.text().contains("root:"), "{path}");
        assert!(!answer.text().contains("<script>"), "{path}");
    }
    let huge = Request::new("POST", "/login").form(&[("name", &"x".repeat(3_000_000))]);
    let answer = std::panic::catch_unwind(|| server.send(&huge).status);
    assert!(answer.is_err() || answer.is_ok_and(|status| (400..500).contains(&status)));
    server.get("/healthz").status(200);
}
