//! `plimsoll show` and `plimsoll drill`: formats, filters, levels, and sums that agree.

use crate::support::examples::{Harbour, IMPORT, NOW, WEEKS, imported};
use crate::support::table::{number, same};
use crate::support::{Place, Rows};
use serde_json::Value;

/// The columns of the issue.
const CONTRACT: [&str; 10] = [
    "squad",
    "week",
    "logged_h",
    "maintenance_h",
    "maintenance_share",
    "capacity_h",
    "coverage",
    "arrivals",
    "departures",
    "backlog",
];

#[test]
fn columns_are_the_books_names() {
    let place = imported();
    let rows = place.show("maintenance --grain week");
    for column in CONTRACT {
        assert!(
            rows.columns.iter().any(|name| name == column),
            "{column} is missing: {:?}",
            rows.columns
        );
    }
    let spells = place.show("spells");
    for column in [
        "squad",
        "start",
        "end",
        "weeks",
        "peak",
        "mean",
        "hours_above_line",
        "severity",
    ] {
        assert!(
            spells.columns.iter().any(|name| name == column),
            "{column} is missing: {:?}",
            spells.columns
        );
    }
}

#[test]
fn four_formats_say_the_same() {
    let place = imported();
    let csv = place.show("maintenance");
    let json: Value = serde_json::from_str(&place.run("show maintenance --format json").ok().out).unwrap();
    assert_eq!(json["what"], "maintenance");
    assert_eq!(json["as_of"], NOW[..10]);
    for key in ["rules_version", "data_version", "method"] {
        assert!(!json[key].is_null(), "{key} is missing: {json}");
    }
    let rows = json["rows"].as_array().unwrap();
    assert_eq!(rows.len(), csv.rows.len());
    for (object, row) in rows.iter().zip(&csv.rows) {
        for column in ["logged_h", "maintenance_share", "coverage"] {
            let shown = object[column]
                .as_f64()
                .map(|value| value.to_string())
                .unwrap_or_default();
            assert!(same(&shown, &row[column]), "{column} of {row:?}: {shown}");
        }
        let share = &object["figures"]["maintenance_share"];
        for part in ["value", "numerator", "denominator", "n", "coverage"] {
            assert!(share.get(part).is_some(), "{part} is missing: {share}");
        }
    }
    let table = place.run("show maintenance").ok().out;
    assert!(table.contains("2026-W05") && table.contains("45"), "{table}");
    place
        .run("show maintenance --format parquet --out rows.parquet")
        .ok();
    let bytes = std::fs::read(place.path("rows.parquet")).unwrap();
    assert!(
        bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"),
        "not a Parquet file"
    );
    place.run("show maintenance --format csv --out rows.csv").ok();
    assert_eq!(Rows::read(&place.read("rows.csv")), csv);
}

#[test]
fn every_table_has_every_format() {
    let place = imported();
    for what in ["maintenance", "mix", "flow", "spells", "quality", "alerts"] {
        for format in ["table", "csv", "json"] {
            assert!(
                !place
                    .run(&format!("show {what} --format {format}"))
                    .ok()
                    .out
                    .is_empty(),
                "{what} {format}"
            );
        }
        place
            .run(&format!("show {what} --format parquet --out {what}.parquet"))
            .ok();
        assert!(place.path(&format!("{what}.parquet")).exists());
    }
}

#[test]
fn slices_add_up_to_the_total() {
    let place = imported();
    let all = place.show("maintenance");
    for (grain, by) in [
        ("month", "squad"),
        ("quarter", "squad"),
        ("year", "squad"),
        ("week", "tribe"),
        ("week", "organisation"),
        ("month", "organisation"),
    ] {
        let rows = place.show(&format!("maintenance --grain {grain} --by {by}"));
        for column in ["logged_h", "maintenance_h", "arrivals", "departures"] {
            assert!(
                (rows.sum(column) - all.sum(column)).abs() < 1e-9,
                "{column} by {grain} and {by}"
            );
        }
    }
    assert!((place.show("mix").sum("logged_h") - all.sum("logged_h")).abs() < 1e-9);
    let by_project: f64 = ["CRANE", "ROPE", "LAMP"]
        .map(|project| {
            place
                .show(&format!("maintenance --project {project}"))
                .sum("logged_h")
        })
        .iter()
        .sum();
    assert!(
        (by_project - all.sum("logged_h")).abs() < 1e-9,
        "projects give {by_project}"
    );
    let docks = place.show("maintenance --tribe docks");
    assert!(
        docks.rows.iter().all(|row| row["squad"] != "lamp"),
        "lamp is of no tribe"
    );
}

#[test]
fn filters_keep_what_they_name() {
    let place = imported();
    let rows = place.show(&format!(
        "maintenance --squad crane --from {} --to {}",
        WEEKS[2], WEEKS[4]
    ));
    let weeks: Vec<_> = rows.rows.iter().map(|row| row["week"].as_str()).collect();
    assert_eq!(weeks, &WEEKS[2..=4]);
    assert_eq!(
        place.show("maintenance --squad crane"),
        place.show("maintenance --squad Crane"),
        "any case"
    );
    place
        .run("show maintenance --squad crne")
        .code(2)
        .says(&["crne", "crane"]);
    place
        .run("show maintenance --tribe dok")
        .code(2)
        .says(&["dok", "docks"]);
    place
        .run("show maintenance --from 2026-W99")
        .code(2)
        .says(&["2026-W99"]);
    place.run("show maintenance --rules nonesuch").says(&["nonesuch"]);
    assert_eq!(place.show("maintenance --project NONE").sum("logged_h"), 0.0);
}

#[test]
fn the_running_week_is_provisional_and_never_alerts() {
    let place = imported().at("2026-02-19T12:00:00Z");
    place.run("refresh").ok();
    let rows = place.show("maintenance --squad crane");
    assert_eq!(rows.one(&[("week", "2026-W08")])["provisional"], "true");
    assert_eq!(rows.one(&[("week", "2026-W07")])["provisional"], "false");
    let spells = place.show("spells");
    let warn = spells.one(&[("severity", "warn")]);
    assert_eq!(
        (&*warn["start"], &*warn["end"], &*warn["weeks"]),
        ("2026-W04", "", "4"),
        "through the last closed week"
    );
}

#[test]
fn alerts_are_remembered_and_told_once() {
    let place = Place::new().at("2026-02-02T12:00:00Z");
    Harbour::new().write(&place);
    place.run(IMPORT).ok().says(&["under water", "crane", "2026-W04"]);
    let alerts = place.show("alerts");
    let warn = alerts.one(&[("subject", "crane"), ("rule", "maintenance-share-warn")]);
    assert_eq!(
        (&*warn["state"], &*warn["since"]),
        ("firing", "2026-W04"),
        "{warn:?}"
    );
    let log = place.read("plimsoll-data/alerts.log");
    assert!(log.contains("crane") && log.contains("firing"), "{log}");
    assert!(
        !log.contains("rope maintenance") && !log.contains("lamp maintenance"),
        "a calm squad raised an alert: {log}"
    );
    place.run("refresh").ok();
    place.run("refresh --full").ok();
    assert_eq!(place.read("plimsoll-data/alerts.log"), log, "told twice");

    let place = place.at(NOW);
    place
        .run("refresh")
        .ok()
        .says(&["alerts.log", "no squad is under water"]);
    let later = place.read("plimsoll-data/alerts.log");
    assert!(
        later.starts_with(&log) && later.len() > log.len(),
        "history is never rewritten:\n{later}"
    );
    let warn_is_over = place
        .show("alerts")
        .all(&[
            ("subject", "crane"),
            ("metric", "maintenance_share"),
            ("state", "firing"),
        ])
        .is_empty();
    assert!(warn_is_over, "the harbour is calm again");
    let lines: std::collections::BTreeSet<_> = later.lines().collect();
    assert_eq!(lines.len(), later.lines().count(), "told twice:\n{later}");
}

#[test]
fn what_is_behind_a_figure_adds_up_to_it() {
    let place = imported();
    let all = place.show("maintenance --squad crane");
    let range = format!("--squad crane --from {0} --to {0}", WEEKS[4]);
    let week = all.one(&[("week", WEEKS[4])]);
    for (figure, column) in [("logged_h", "part_h"), ("maintenance_h", "part_h")] {
        let rows = Rows::read(
            &place
                .run(&format!("drill {figure} {range} --format csv"))
                .ok()
                .out,
        );
        assert!(
            (rows.sum(column) - number(&week[figure]).unwrap()).abs() < 1e-9,
            "{figure}: {rows:#?}"
        );
    }
    for figure in ["arrivals", "departures", "backlog"] {
        let rows = Rows::read(
            &place
                .run(&format!("drill {figure} {range} --format csv"))
                .ok()
                .out,
        );
        assert_eq!(
            Some(rows.rows.len() as f64),
            number(&week[figure]),
            "{figure}: {rows:#?}"
        );
    }
}

#[test]
fn a_reader_who_leaves_early_is_no_failure() {
    let place = imported();
    let run = place
        .shell("\"$plimsoll\" show maintenance --format csv | head -n 1")
        .ok();
    assert!(!run.err.contains("error"), "{}", run.err);
}
