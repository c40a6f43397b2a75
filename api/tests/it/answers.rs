//! Forms of answers: JSON, CSV, Parquet, ETags, problem details, parts of long lists.

use crate::support::{Harbour, Kind, squad_scope};
use model::access::{AccessScope, Role};

const TABLES: [&str; 6] = ["maintenance", "mix", "flow", "spells", "quality", "alerts"];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn json_says_where_it_came_from() {
    let harbour = Harbour::open().await;
    for what in TABLES {
        let answer = harbour.get(&format!("/api/v1/{what}")).send().await.is(200);
        assert_eq!(answer.header("content-type"), "application/json");
        let json = answer.json();
        assert_eq!(json["what"], what);
        assert_eq!(
            (&json["as_of"], &json["data_version"]),
            (&"2026-02-24".into(), &7.into())
        );
        assert_eq!(json["rules_version"].as_str().unwrap().len(), 12);
        assert!(!answer.rows().is_empty(), "{what} is empty");
    }
    let row = &harbour.get("/api/v1/maintenance?squad=crane").send().await.rows()[0];
    assert_eq!(
        (&row["week"], &row["maintenance_share"]),
        (&"2026-W03".into(), &0.6.into())
    );
    assert_eq!(row["figures"]["maintenance_share"]["numerator"], 6.0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn csv_and_parquet_are_there_for_the_asking() {
    let harbour = Harbour::open().await;
    for what in TABLES {
        let path = format!("/api/v1/{what}");
        let csv = harbour
            .get(&path)
            .header("accept", "text/csv")
            .send()
            .await
            .is(200);
        assert!(csv.header("content-type").starts_with("text/csv"), "{what}");
        assert!(
            csv.header("content-disposition")
                .contains(&format!("plimsoll-{what}.csv"))
        );
        assert_eq!(csv.header("plimsoll-data-version"), "7");
        let again = harbour.get(&format!("{path}?format=csv")).send().await.is(200);
        assert_eq!(csv.body, again.body, "{what}");
        let kind = "application/vnd.apache.parquet";
        let parquet = harbour.get(&path).header("accept", kind).send().await.is(200);
        assert_eq!(parquet.header("content-type"), kind);
        assert!(parquet.body.starts_with(b"PAR1"), "{what}");
        harbour
            .get(&format!("{path}?format=parquet"))
            .send()
            .await
            .is(200);
        let neither = harbour
            .get(&path)
            .header("accept", "image/png")
            .send()
            .await
            .is(406);
        assert!(neither.text().contains("text/csv"));
    }
    let text = harbour
        .get("/api/v1/maintenance?format=csv&squad=crane")
        .send()
        .await
        .text();
    let mut lines = text.lines();
    assert!(
        lines
            .next()
            .unwrap()
            .starts_with("squad,week,logged_h,maintenance_h,maintenance_share")
    );
    assert!(lines.next().unwrap().starts_with("crane,2026-W03,10,6,0.6,35,"));
    let drilled = harbour
        .get("/api/v1/maintenance/drill?figure=logged_h&squad=rope&format=csv")
        .send()
        .await;
    assert!(
        drilled.text().contains(",'=1+1,"),
        "a title is no formula: {}",
        drilled.text()
    );
}

/// Addresses of every kind.
const KEPT: [&str; 12] = [
    "/api/v1/maintenance",
    "/api/v1/alerts",
    "/api/v1/organisation",
    "/api/v1/maintenance/drill?figure=logged_h",
    "/api/openapi.json",
    "/charts/load-line.svg?squad=crane",
    "/charts/hours.png?squad=crane",
    "/",
    "/squads/crane",
    "/quality",
    "/how",
    "/healthz",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_did_not_change_is_not_sent_again() {
    let harbour = Harbour::with_users().await;
    let (_, all) = harbour.token(Role::Director, AccessScope::default()).await;
    for path in KEPT.into_iter().chain([reports::pages::style_path()]) {
        let first = harbour.get(path).bearer(&all).send().await.is(200);
        let tag = first.header("etag").to_owned();
        assert!(tag.starts_with('"'), "{path} has no ETag");
        let caching = first.header("cache-control");
        assert!(
            caching.starts_with("private") || path.starts_with("/assets/"),
            "{path}: {caching}"
        );
        for known in [
            tag.clone(),
            format!("W/{tag}"),
            format!("\"x\", {tag}"),
            "*".to_owned(),
        ] {
            let same = harbour
                .get(path)
                .bearer(&all)
                .header("if-none-match", &known)
                .send()
                .await
                .is(304);
            assert!(same.body.is_empty());
            assert_eq!(same.header("etag"), tag);
        }
        let other = harbour
            .get(path)
            .bearer(&all)
            .header("if-none-match", "\"x\"")
            .send()
            .await
            .is(200);
        assert_eq!(other.body, first.body, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_question_has_another_tag() {
    let harbour = Harbour::with_users().await;
    let (_, all) = harbour.token(Role::Director, AccessScope::default()).await;
    let (_, crane) = harbour.token(Role::Director, squad_scope("crane")).await;
    let tag = async |path: &str, token: &str, accept: &str| {
        let answer = harbour
            .get(path)
            .bearer(token)
            .header("accept", accept)
            .send()
            .await
            .is(200);
        answer.header("etag").to_owned()
    };
    let path = "/api/v1/maintenance";
    let tags = [
        tag(path, &all, "*/*").await,
        tag(path, &crane, "*/*").await,
        tag(path, &all, "text/csv").await,
        tag("/api/v1/maintenance?grain=month", &all, "*/*").await,
    ];
    harbour.wait_days(1);
    let tomorrow = tag(path, &all, "*/*").await;
    let different: std::collections::BTreeSet<_> = tags.iter().chain([&tomorrow]).collect();
    assert_eq!(
        different.len(),
        5,
        "scope, form, query and day each make another tag: {tags:?}"
    );
}

/// Wrong questions, and what the answer has to say.
const MISTAKES: [(&str, &[&str]); 19] = [
    (
        "/api/v1/maintenance?sqad=crane",
        &["sqad", "did you mean \"squad\""],
    ),
    (
        "/api/v1/maintenance?squad=crne",
        &["crne", "did you mean \"crane\""],
    ),
    ("/api/v1/maintenance?tribe=dock", &["did you mean \"docks\""]),
    ("/api/v1/maintenance?grain=decade", &["decade", "week"]),
    ("/api/v1/maintenance?by=squads", &["did you mean \"squad\""]),
    ("/api/v1/maintenance?from=soon", &["soon", "2026-W05"]),
    ("/api/v1/maintenance?from=2026-02-31", &["2026-02-31"]),
    ("/api/v1/maintenance?from=2026-W08&to=2026-W07", &["swap them"]),
    (
        "/api/v1/maintenance?from=2026-W01&from=2026-W02",
        &["more than once"],
    ),
    ("/api/v1/maintenance?rules=none", &["none"]),
    ("/api/v1/maintenance?format=xlsx", &["xlsx", "csv"]),
    ("/api/v1/maintenance/drill", &["figure"]),
    (
        "/api/v1/maintenance/drill?figure=loged_h",
        &["did you mean \"logged_h\""],
    ),
    (
        "/api/v1/maintenance/drill?figure=logged_h&cursor=xyz",
        &["cursor"],
    ),
    (
        "/api/v1/maintenance/drill?figure=logged_h&limit=5000",
        &["1 to 1000"],
    ),
    (
        "/api/v1/quality/list?check=worklogs_without_tickets",
        &["did you mean \"worklogs_without_ticket\""],
    ),
    ("/api/v1/organisation?squad=crane", &["takes none"]),
    ("/charts/load-line.svg?squad=crane,rope", &["one squad"]),
    ("/charts/load-line.svg?width=10", &["480 to 4000"]),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mistakes_are_told_with_what_would_be_right() {
    let harbour = Harbour::open().await;
    for (path, words) in MISTAKES {
        let answer = harbour.get(path).send().await.is(400);
        assert_eq!(
            answer.header("content-type"),
            "application/problem+json",
            "{path}"
        );
        let problem = answer.json();
        assert_eq!(
            (&problem["status"], &problem["title"]),
            (&400.into(), &"Bad Request".into())
        );
        assert_eq!(problem["instance"], path.split('?').next().unwrap());
        assert_eq!(problem["request_id"], answer.header("x-request-id"));
        let detail = problem["detail"].as_str().unwrap();
        for word in words {
            assert!(detail.contains(word), "{path}: {detail}");
        }
    }
    harbour.get("/api/v1/nothing").send().await.is(404).json();
    harbour
        .get("/api/v1/tickets/tracker/none")
        .send()
        .await
        .is(404)
        .json();
    harbour
        .get("/api/v1/tickets/trackr/none")
        .send()
        .await
        .is(404)
        .json();
    let answer = harbour.ask("PUT", "/api/v1/maintenance").send().await.is(405);
    assert_eq!(answer.header("content-type"), "application/problem+json");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_list_is_read_in_parts_that_add_up() {
    let harbour = Harbour::open().await;
    let first = "/api/v1/maintenance/drill?figure=maintenance_h&squad=crane&limit=4".to_owned();
    let (mut path, mut sum, mut parts) = (first, 0.0, 0);
    loop {
        let answer = harbour.get(&path).send().await.is(200);
        let json = answer.json();
        assert_eq!((&json["total"], &json["count"]), (&36.0.into(), &6.into()));
        sum += answer
            .rows()
            .iter()
            .map(|row| row["part_h"].as_f64().unwrap())
            .sum::<f64>();
        parts += 1;
        let Some(link) = answer.header("link").strip_suffix(">; rel=\"next\"") else {
            assert!(json["next"].is_null());
            break;
        };
        path = link.trim_start_matches('<').to_owned();
        assert!(path.ends_with(&format!("cursor={}", json["next"].as_str().unwrap())));
    }
    assert_eq!((sum, parts), (36.0, 2));
    let row = &harbour
        .get("/api/v1/maintenance/drill?figure=maintenance_h&squad=crane")
        .send()
        .await
        .rows()[0];
    assert_eq!(
        (&row["ticket"], &row["source"]),
        (&"crane/Bug".into(), &"tracker".into())
    );
    assert_eq!(
        (&row["rule"], &row["category"]),
        (&"bug".into(), &"maintenance".into())
    );
    let backlog = harbour
        .get("/api/v1/flow/drill?figure=backlog&tribe=docks")
        .send()
        .await
        .is(200)
        .json();
    assert_eq!(
        (&backlog["total"], backlog["rows"].as_array().unwrap().len()),
        (&2.0.into(), 2)
    );
    let old = "/api/v1/maintenance/drill?figure=logged_h&cursor=6-4";
    assert!(
        harbour
            .get(old)
            .send()
            .await
            .is(409)
            .text()
            .contains("open it again")
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_check_lists_what_it_found() {
    let harbour = Harbour::open().await;
    let list = async |check: &str| {
        harbour
            .get(&format!("/api/v1/quality/list?check={check}"))
            .send()
            .await
            .is(200)
    };
    let lost = list("worklogs_without_ticket").await.rows();
    assert_eq!(
        (lost.len(), &lost[0]["ticket"], &lost[0]["hours"]),
        (1, &"gone".into(), &(-1.0).into())
    );
    assert_eq!(list("worklogs_negative").await.rows(), lost);
    assert_eq!(list("worklogs_without_squad").await.rows(), lost);
    assert_eq!(list("tickets_without_estimate").await.rows().len(), 6);
    assert_eq!(list("tickets_without_category").await.rows().len(), 0);
    let people = list("people_without_membership").await.rows();
    assert_eq!(
        (people.len(), people[0]["hours"].is_null()),
        (4, true),
        "people, not what they logged"
    );
    let part = harbour
        .get("/api/v1/quality/list?check=tickets_without_estimate&limit=4")
        .send()
        .await;
    let next = part.json()["next"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/quality/list?check=tickets_without_estimate&limit=4&cursor={next}");
    assert_eq!(
        part.rows().len() + harbour.get(&path).send().await.is(200).rows().len(),
        6
    );
    let rejects = harbour
        .get("/api/v1/sources/rejects?source=tracker")
        .send()
        .await
        .is(200)
        .rows();
    assert_eq!(
        (&rejects[0]["line"], &rejects[0]["value"]),
        (&7.into(), &"abc".into())
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_ticket_says_why_it_is_maintenance() {
    let harbour = Harbour::open().await;
    let ticket = harbour
        .get("/api/v1/tickets/tracker/crane%2FBug")
        .send()
        .await
        .is(200)
        .json();
    assert_eq!(
        (&ticket["stage"], &ticket["squad"]),
        (&"active".into(), &"crane".into())
    );
    let why = &ticket["classification"];
    assert_eq!(
        (&why["category"], &why["rule"], &why["matches"]),
        (&"maintenance".into(), &"bug".into(), &"type = Bug".into())
    );
    assert_eq!(
        (&ticket["logged_h"], &ticket["hidden"]),
        (&36.0.into(), &0.into())
    );
    let spans = ticket["spans"].as_array().unwrap();
    assert_eq!(
        (&spans[0]["stage"], &spans[1]["stage"]),
        (&"queue".into(), &"active".into())
    );
    assert_eq!(spans[0]["to"], "2026-01-13T08:00:00Z");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn before_the_first_refresh_nothing_is_made_up() {
    let harbour = Harbour::new(Kind {
        nothing_refreshed: true,
        ..Kind::default()
    })
    .await;
    let answer = harbour.get("/api/v1/maintenance").send().await.is(503);
    assert!(answer.text().contains("plimsoll refresh"), "{}", answer.text());
    harbour.get("/charts/load-line.svg").send().await.is(503);
    harbour.get("/squads/crane").send().await.is(503);
    for path in [
        "/",
        "/quality",
        "/how",
        "/alerts",
        "/readyz",
        "/metrics",
        "/api/v1/sources",
    ] {
        harbour.get(path).send().await.is(200);
    }
}
