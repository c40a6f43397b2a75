//! Whether the demo's misrouted tickets are found, and every figure of routing against `tests/oracle/routing.py`, which
//! computes the same from the demo's raw files with nothing but Python's standard library.

use crate::support::server::Server;
use crate::support::table::{number, same};
use crate::support::{Place, Rows, installed, repository, skip};
use serde_json::Value;
use std::process::Command;

const FIGURES: &[&str] = &[
    "finished",
    "misrouted",
    "misroute_rate",
    "hops_mean",
    "ping_pong",
    "time_to_triage_p50",
    "time_to_triage_p85",
    "time_to_right_squad_p50",
    "time_to_right_squad_p85",
    "detour_days_p50",
    "detour_days_p85",
];

#[test]
fn the_demos_routing_is_found_and_exact() {
    let place = Place::new().at("2026-03-18T09:00:00Z");
    place.run("demo --no-serve --data demo --seed 1").ok();
    let truth: Value = serde_json::from_str(&place.read("demo/demo/truth.json")).unwrap();
    let cause = &truth["stories"]["sinking"]["cause"];
    let place = place.with_data("demo");
    the_suggestion_names_the_right_squad(&place, cause);
    the_rules_can_be_used(&place, cause);
    what_is_behind_a_figure_adds_up(&place);
    every_row_is_the_oracles(&place);
    pages_say_it(place, cause);
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value} is not a text"))
}

fn the_suggestion_names_the_right_squad(place: &Place, cause: &Value) {
    let (component, right, told) = (
        text(&cause["component"]),
        text(&cause["right_squad"]),
        &cause["suggestion"],
    );
    let rows = place.show("routing-suggestions");
    let row = rows.one(&[("dimension", "component"), ("value", component)]);
    assert_eq!(
        (&rows.rows[0]["value"], row["squad"].as_str()),
        (&component.to_owned(), right),
        "it would have saved most"
    );
    let of = |name: &str| told[name].as_f64().unwrap();
    let shown = |name: &str| number(&row[name]).unwrap();
    assert_eq!(
        (
            shown("tickets"),
            shown("detours"),
            shown("detour_days"),
            shown("detour_days_p50")
        ),
        (
            of("tickets"),
            of("detours"),
            of("detour_days"),
            of("detour_days_p50")
        )
    );
    assert!(
        (shown("share") - of("by_right_squad") / of("tickets")).abs() < 1e-12,
        "{row:?}"
    );
    assert!(
        shown("lower_bound") >= 0.8 && row["suggested"] == "true",
        "{row:?}"
    );
    assert!(
        of("detours") >= cause["finished_by_right_squad"].as_f64().unwrap(),
        "{cause}"
    );
}

fn the_rules_can_be_used(place: &Place, cause: &Value) {
    let component = text(&cause["component"]);
    let rules = place.run("routing rules").ok().out;
    assert!(
        rules.contains(&format!("when = {{ component = [\"{component}\"] }}")),
        "{rules}"
    );
    let before = place.read("demo/demo/plimsoll.toml");
    place.file("with-rules.toml", format!("{before}\n{rules}"));
    place.run("show sources --config with-rules.toml").ok();
    let csv = Rows::read(&place.run("routing rules --format csv").ok().out);
    assert!(
        csv.rows
            .iter()
            .all(|row| row["suggested"] == "true" && row["detours"] != "0"),
        "{csv:#?}"
    );
    let json: Value = serde_json::from_str(&place.run("routing rules --format json").ok().out).unwrap();
    assert_eq!(json["rows"].as_array().unwrap().len(), csv.rows.len());
    let all = Rows::read(&place.run("routing rules --format csv --all").ok().out);
    assert!(all.rows.len() >= csv.rows.len());
    let policies = place.run("routing rules --format gitlab-triage --all").ok();
    assert!(policies.out.starts_with("resource_rules:"), "{}", policies.out);
    place.run("routing rules --out rules.toml").ok();
    assert_eq!(place.read("rules.toml"), rules);
}

/// Squads, cells and suggestions, each opened.
fn what_is_behind_a_figure_adds_up(place: &Place) {
    let drill = |asked: &str| {
        Rows::read(&place.run(&format!("drill {asked} --format csv")).ok().out)
            .rows
            .len()
    };
    let years = place.show("routing --grain year");
    for row in years
        .rows
        .iter()
        .filter(|row| row["squad"].starts_with("payroll"))
    {
        let of = format!(
            "--squad {} --grain year --from {1} --to {1}",
            row["squad"], row["year"]
        );
        for figure in ["finished", "misrouted"] {
            assert_eq!(
                drill(&format!("{figure} {of}")).to_string(),
                row[figure],
                "{row:?}"
            );
        }
    }
    let matrix = place.show("routing-matrix");
    let whole = place.show("routing --by organisation --grain year");
    assert_eq!(matrix.sum("tickets"), whole.sum("finished"));
    assert_eq!(matrix.sum("misrouted"), whole.sum("misrouted"));
    for row in matrix.all(&[("from", "payroll-es")]) {
        let way = format!("--first-squad payroll-es --right-squad {}", row["to"]);
        assert_eq!(
            drill(&format!("finished {way}")).to_string(),
            row["tickets"],
            "{row:?}"
        );
        assert_eq!(
            drill(&format!("misrouted {way}")).to_string(),
            row["misrouted"],
            "{row:?}"
        );
    }
    let suggestion = &place.show("routing-suggestions").rows[0];
    let detours = place.plimsoll(&[
        "drill",
        "detours",
        "--dimension",
        &suggestion["dimension"],
        "--value",
        &suggestion["value"],
        "--right-squad",
        &suggestion["squad"],
        "--format",
        "csv",
    ]);
    let detours = Rows::read(&detours.ok().out);
    assert_eq!(detours.rows.len().to_string(), suggestion["detours"]);
    assert_eq!(detours.sum("detour_days").to_string(), suggestion["detour_days"]);
    place
        .run("drill arrivals --right-squad declarations")
        .code(2)
        .says(&["finished, misrouted and detours"]);
}

fn every_row_is_the_oracles(place: &Place) {
    let Some(python) = installed(&["python3"]) else {
        return skip("python3 is not installed");
    };
    let oracle = Place::new();
    let run = Command::new(python)
        .arg("-B")
        .arg(repository().join("tests/oracle/routing.py"))
        .args([place.path("demo/demo"), oracle.path("")])
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    for grain in ["week", "month", "quarter", "year"] {
        let mut expected = Rows::read(&oracle.read(&format!("routing-{grain}.csv")));
        // Squads that are too small to be shown are hidden here as everywhere.
        let shown = place.show(&format!("flow --grain {grain}"));
        let shown = shown.by(&["squad", grain]);
        expected.rows.retain(|row| {
            row["squad"].is_empty() || shown.contains_key(&vec![row["squad"].clone(), row[grain].clone()])
        });
        let mut found = place.show(&format!("routing --grain {grain}"));
        let mut whole = place.show(&format!("routing --by organisation --grain {grain}"));
        for row in &mut whole.rows {
            row.insert("squad".to_owned(), String::new());
        }
        found.rows.extend(whole.rows);
        found.rows.retain(|row| row["finished"] != "0");
        equal(&expected, &found, &["squad", grain], FIGURES);
    }
    let cell = &[
        "tickets",
        "misrouted",
        "ping_pong",
        "detour_days_p50",
        "detour_days_p85",
    ];
    let expected = Rows::read(&oracle.read("matrix.csv"));
    equal(&expected, &place.show("routing-matrix"), &["from", "to"], cell);
    let expected = Rows::read(&oracle.read("suggestions.csv"));
    let figures = &[
        "tickets",
        "share",
        "lower_bound",
        "detours",
        "detour_days",
        "detour_days_p50",
    ];
    let key = &["dimension", "value", "squad", "suggested"];
    equal(&expected, &place.show("routing-suggestions"), key, figures);
}

fn equal(expected: &Rows, found: &Rows, key: &[&str], figures: &[&str]) {
    let (expected, found) = (expected.by(key), found.by(key));
    let mut wrong: Vec<String> = Vec::new();
    wrong.extend(
        expected
            .keys()
            .filter(|key| !found.contains_key(*key))
            .map(|key| format!("{key:?} is missing")),
    );
    wrong.extend(
        found
            .keys()
            .filter(|key| !expected.contains_key(*key))
            .map(|key| format!("{key:?} is too much")),
    );
    for (key, row) in &expected {
        let Some(other) = found.get(key) else { continue };
        for figure in figures
            .iter()
            .filter(|figure| !same(&row[**figure], &other[**figure]))
        {
            wrong.push(format!(
                "{key:?} {figure}: {} instead of {}",
                other[*figure], row[*figure]
            ));
        }
    }
    let first = wrong[..20.min(wrong.len())].join("\n");
    assert!(
        wrong.is_empty(),
        "{} of {} rows by {key:?} are wrong:\n{first}",
        wrong.len(),
        expected.len()
    );
    assert!(
        expected.len() > 10,
        "the oracle computed {} rows only",
        expected.len()
    );
}

fn pages_say_it(place: Place, cause: &Value) {
    let (component, right) = (text(&cause["component"]), text(&cause["right_squad"]));
    let server = Server::start(&place);
    let page = server.get("/routing?window=year").status(200).text();
    assert!(
        page.contains(component) && page.contains("changed squads before they were finished"),
        "{page}"
    );
    let links: Vec<String> = page
        .split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|href| href.starts_with("/drill?"))
        .map(|href| href.replace("&amp;", "&"))
        .collect();
    assert!(links.len() > 20, "{links:?}");
    for link in links.iter().take(6).chain(links.iter().rev().take(6)) {
        let list = server.get(link).status(200).text();
        assert!(
            list.contains("class=\"agrees\""),
            "{link} does not add up: {list}"
        );
    }
    let chart = server
        .get("/charts/routing-flows.svg?from=2025-W12&to=2026-W11")
        .status(200)
        .text();
    assert!(
        chart.contains("Payroll Spain") && chart.contains("Declarations"),
        "{chart}"
    );
    let squad = server.get(&format!("/squads/{right}")).status(200).text();
    assert!(
        squad.contains("went elsewhere first") && squad.contains("Payroll Spain"),
        "{squad}"
    );
    let rows = server
        .get("/api/v1/routing?by=organisation&grain=year")
        .status(200)
        .json();
    let figures = &rows["rows"][0]["figures"]["misroute_rate"];
    assert!(
        figures["numerator"].as_f64() <= figures["denominator"].as_f64(),
        "{rows}"
    );
}
