//! `/api/v1/…`: the same figures as on the command line, with what is behind them.

use crate::support::Rows;
use crate::support::client::Request;
use crate::support::examples::{Harbour, IMPORT, WEEKS, imported};
use crate::support::server::Server;
use serde_json::Value;

const TABLES: [&str; 6] = ["maintenance", "mix", "flow", "spells", "quality", "alerts"];

#[test]
fn the_api_says_what_the_command_line_says() {
    let place = imported();
    let server = Server::start(&place);
    for query in [
        "maintenance",
        "mix",
        "flow",
        "spells",
        "maintenance?grain=month&by=organisation",
        "maintenance?squad=crane&from=2026-W04&to=2026-W06",
    ] {
        let arguments = query.replace(['?', '&'], " --").replace('=', " ");
        let shown = place.run(&format!("show {arguments} --format csv")).ok().out;
        let answer = server
            .send(&Request::get(&format!("/api/v1/{query}")).header("Accept", "text/csv"))
            .status(200);
        assert!(
            answer.header("content-type").starts_with("text/csv"),
            "{}",
            answer.header("content-type")
        );
        assert_eq!(answer.text(), shown, "{query}");
    }
    let answer = server.get("/api/v1/maintenance").status(200).json();
    let shown: Value = serde_json::from_str(&place.run("show maintenance --format json").ok().out).unwrap();
    for key in ["what", "as_of", "rules_version", "data_version", "method", "rows"] {
        assert_eq!(answer[key], shown[key], "{key}");
    }
    let parquet = server
        .send(&Request::get("/api/v1/maintenance").header("Accept", "application/vnd.apache.parquet"))
        .status(200);
    assert!(parquet.body.starts_with(b"PAR1") && parquet.body.ends_with(b"PAR1"));
}

#[test]
fn every_described_address_answers() {
    let place = imported();
    let server = Server::start(&place);
    let description = server.get("/api/openapi.json").status(200).json();
    assert!(
        description["openapi"]
            .as_str()
            .is_some_and(|version| version.starts_with("3.1")),
        "{description}"
    );
    let paths = description["paths"].as_object().unwrap();
    for table in TABLES {
        assert!(
            paths.contains_key(&format!("/api/v1/{table}")),
            "{table} is not described"
        );
    }
    let mut tried = 0;
    for (path, methods) in paths.iter().filter(|(path, _)| !path.contains('{')) {
        let Some(operation) = methods.get("get") else {
            continue;
        };
        let address = format!("{path}{}", required(operation));
        let answer = server.get(&address);
        assert!(
            [200, 303, 307].contains(&answer.status),
            "{address}: {} {}",
            answer.status,
            answer.text()
        );
        let described = operation["responses"]
            .as_object()
            .unwrap()
            .keys()
            .any(|status| *status == answer.status.to_string());
        assert!(
            described,
            "{address} answers {}, which is not described",
            answer.status
        );
        tried += 1;
    }
    assert!(tried >= TABLES.len() + 4, "only {tried} addresses");
}

/// A query with the parameters that have to be there.
fn required(operation: &Value) -> String {
    let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
    let wanted = parameters
        .iter()
        .filter(|parameter| parameter["required"] == true && parameter["in"] == "query");
    let pairs: Vec<_> = wanted
        .map(|parameter| {
            let name = parameter["name"].as_str().unwrap();
            let value = match name {
                "figure" => "logged_h",
                "check" => "worklogs_without_ticket",
                "source" => "tracker",
                "squad" => "crane",
                other => parameter["schema"]["enum"][0]
                    .as_str()
                    .unwrap_or_else(|| panic!("what is {other}?")),
            };
            format!("{name}={value}")
        })
        .collect();
    if pairs.is_empty() {
        String::new()
    } else {
        format!("?{}", pairs.join("&"))
    }
}

#[test]
fn an_answer_that_has_not_changed_is_not_sent_again() {
    let place = imported();
    let server = Server::start(&place);
    for table in TABLES {
        let path = format!("/api/v1/{table}");
        let first = server.get(&path).status(200);
        let tag = first.header("etag").to_owned();
        assert!(!tag.is_empty(), "{path} has no ETag");
        let again = server
            .send(&Request::get(&path).header("If-None-Match", &tag))
            .status(304);
        assert!(again.body.is_empty());
        let other = server
            .send(&Request::get(&path).header("If-None-Match", "\"other\""))
            .status(200);
        assert_eq!(other.body, first.body);
    }
    let tag = |server: &Server, path: &str| server.get(path).status(200).header("etag").to_owned();
    let before = tag(&server, "/api/v1/maintenance");
    assert_ne!(
        before,
        tag(&server, "/api/v1/maintenance?grain=month"),
        "another query, another tag"
    );
    drop(server);
    let mut files = Harbour::new();
    files.hours += "new,CRANE-Bug-1,ada,2026-01-13,1\n";
    files.write(&place);
    place.run(IMPORT).ok();
    assert_ne!(
        before,
        tag(&Server::start(&place), "/api/v1/maintenance"),
        "other data, another tag"
    );
}

#[test]
fn a_figure_opens_into_rows_that_add_up_to_it() {
    let place = imported();
    let server = Server::start(&place);
    let figures = Rows::read(&place.run("show maintenance --squad crane --format csv").ok().out);
    for (figure, column) in [
        ("logged_h", Some("part_h")),
        ("maintenance_h", Some("part_h")),
        ("arrivals", None),
        ("departures", None),
        ("backlog", None),
    ] {
        let week = WEEKS[5];
        let mut query =
            format!("/api/v1/maintenance/drill?figure={figure}&squad=crane&from={week}&to={week}&limit=3");
        let right: f64 = figures.one(&[("week", week)])[figure].parse().unwrap();
        let (mut sum, mut count, mut pages) = (0.0, 0, 0);
        let first = query.clone();
        loop {
            let page = server.get(&query).status(200).json();
            assert_eq!(page["total"].as_f64(), Some(right), "{figure}");
            for row in page["rows"].as_array().unwrap() {
                sum += column.map_or(1.0, |column| row[column].as_f64().unwrap());
                count += 1;
            }
            pages += 1;
            match page["next"].as_str() {
                Some(cursor) => query = format!("{first}&cursor={cursor}"),
                None => break assert_eq!(page["count"].as_u64(), Some(count)),
            }
        }
        assert!(
            (sum - right).abs() < 1e-9,
            "{figure}: rows add up to {sum}, the figure is {right}"
        );
        assert!(
            column.is_none() || figure == "maintenance_h" || pages > 1,
            "{figure} came in {pages} page"
        );
    }
}

#[test]
fn what_is_asked_wrongly_is_explained() {
    let place = imported();
    let server = Server::start(&place);
    for (path, status, words) in [
        ("/api/v1/maintenance?squad=crne", 400, vec!["crne", "crane"]),
        ("/api/v1/maintenance?grain=decade", 400, vec!["decade", "week"]),
        ("/api/v1/maintenance?sqad=crane", 400, vec!["sqad", "squad"]),
        ("/api/v1/maintenance?from=soon", 400, vec!["soon", "2026-W05"]),
        ("/api/v1/maintenance/drill", 400, vec!["figure"]),
        ("/api/v1/nothing", 404, vec![]),
        (
            "/api/v1/maintenance/drill?figure=logged_h&cursor=xyz",
            400,
            vec!["cursor"],
        ),
    ] {
        let answer = server.get(path);
        let text = answer.text();
        let is_wrong = (400..500).contains(&answer.status) && (status == 400 || answer.status == status);
        assert!(is_wrong, "{path}: {} {text}", answer.status);
        assert!(
            answer
                .header("content-type")
                .starts_with("application/problem+json"),
            "{path}: {text}"
        );
        let problem = answer.json();
        assert_eq!(problem["status"], answer.status, "{path}: {text}");
        assert!(problem["title"].is_string(), "{path}: {text}");
        for word in words {
            assert!(text.contains(word), "{path} does not say {word:?}: {text}");
        }
    }
    let answer = server.send(&Request::new("PUT", "/api/v1/maintenance"));
    assert_eq!(answer.status, 405);
}

#[test]
fn the_server_tells_how_it_is() {
    let place = imported();
    let server = Server::start(&place);
    server.get("/healthz").status(200);
    server.get("/readyz").status(200);
    let metrics = server.get("/metrics").status(200).text();
    assert!(
        metrics.lines().any(|line| line.starts_with("# TYPE ")),
        "{metrics}"
    );
}
