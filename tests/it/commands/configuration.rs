//! Errors of `plimsoll.toml` and of the mapping: file, line, key, and the nearest valid name; exit code 2.

use crate::support::Place;
use crate::support::examples::{CONFIG, Harbour, IMPORT, MAPPING};

/// Runs the import with one text changed, and gives the line that was changed.
fn with(text: &str, file: &str, right: &str, wrong: &str) -> (Place, usize) {
    assert!(text.contains(right), "the example has no {right:?}");
    let changed = text.replacen(right, wrong, 1);
    let first = wrong.lines().last().unwrap_or_default();
    let line = changed.lines().position(|line| line.contains(first)).unwrap() + 1;
    let place = Place::new();
    Harbour::new().write(&place);
    place.file(file, changed);
    (place, line)
}

fn config_error(right: &str, wrong: &str, words: &[&str]) {
    let (place, line) = with(CONFIG, "plimsoll.toml", right, wrong);
    place
        .run(IMPORT)
        .code(2)
        .says(&[&format!("plimsoll.toml:{line}:")])
        .says(words);
    place.run("refresh").code(2).says(words);
    assert!(
        !place.path("plimsoll-data/plimsoll.db").exists(),
        "a database was made with a wrong configuration"
    );
}

fn mapping_error(right: &str, wrong: &str, words: &[&str]) {
    let (place, line) = with(MAPPING, "mapping.toml", right, wrong);
    place
        .run(IMPORT)
        .code(2)
        .says(&[&format!("mapping.toml:{line}:")])
        .says(words);
}

#[test]
fn plimsoll_toml_is_refused_with_place_and_nearest_name() {
    config_error("time_zone", "timezone", &["timezone", "time_zone"]);
    config_error("Europe/Paris", "Europe/Pariss", &["Europe/Pariss"]);
    config_error(
        "tribe = \"docks\"",
        "tribe = \"dock\"",
        &["tribe", "\"dock\"", "\"docks\""],
    );
    config_error(
        "squad = \"crane\"",
        "squad = \"crne\"",
        &["squad", "crne", "crane"],
    );
    config_error(
        "category = \"maintenance\"",
        "category = \"maintenence\"",
        &["maintenence", "maintenance"],
    );
    config_error("done = [\"Done\"]", "don = [\"Done\"]", &["don", "done"]);
    config_error("kind = \"files\"", "kind = \"file\"", &["file", "files"]);
    config_error("hours_per_day = 7.0", "hours_per_day = \"7\"", &["hours_per_day"]);
    config_error("[calendar]", "[calendar", &["calendar"]);
    config_error(
        "dropped = [\"Dropped\"]",
        "dropped = [\"Done\"]",
        &["Done", "one status, one stage"],
    );
}

#[test]
fn a_mapping_is_refused_with_place_and_nearest_name() {
    mapping_error(
        "kind = \"worklog\"",
        "kind = \"worklogs\"",
        &["worklogs", "worklog"],
    );
    mapping_error("from = \"hours\"", "from = \"hour\"", &["hour", "hours"]);
    mapping_error("work_date = ", "workdate = ", &["workdate", "work_date"]);
    mapping_error("unit = \"h\"", "unit = \"hrs\"", &["hrs"]);
    mapping_error("[[inputs]]", "[[input]]", &["input", "inputs"]);
    mapping_error(
        "field = { value = \"status\" }",
        "field = { value = \"statuses\" }",
        &["statuses", "status"],
    );
}

#[test]
fn a_mapping_of_an_unknown_source_names_the_nearest() {
    let place = Place::new();
    Harbour::new().write(&place);
    place.file(
        "mapping.toml",
        MAPPING.replace("source = \"tracker\"", "source = \"traker\""),
    );
    place
        .run(IMPORT)
        .code(2)
        .says(&["mapping.toml", "traker", "tracker"]);
}

#[test]
fn a_required_field_without_a_column_is_named() {
    let place = Place::new();
    Harbour::new().write(&place);
    place.file(
        "mapping.toml",
        MAPPING.replace("seconds = { column = \"Hours\", unit = \"h\" }", ""),
    );
    place.run(IMPORT).code(2).says(&["mapping.toml:", "seconds"]);
}

#[test]
fn a_configuration_that_is_not_text_is_refused() {
    let place = Place::new();
    Harbour::new().write(&place);
    place.file("plimsoll.toml", b"[organisation]\nname = \"K\xf6ln\"\n");
    place.run(IMPORT).code(2).says(&["plimsoll.toml:2", "UTF-8"]);
}

#[test]
fn other_rules_restate_history_and_the_old_figures_stay_readable() {
    let place = crate::support::examples::imported();
    let before = place.show("maintenance --squad crane");
    let old = place.run("refresh").ok().out;
    let version = old
        .split("rules ")
        .nth(1)
        .and_then(|rest| rest.split([',', ' ', '.']).next())
        .unwrap()
        .to_owned();
    let place = place.at("2026-03-16T09:00:00Z");
    place.file(
        "plimsoll.toml",
        CONFIG
            .replace("when = { type = \"Bug\" }", "when = { type = \"Feature\" }")
            .replace(
                "category = \"new\"\nwhen = { type = \"Feature\" }",
                "category = \"new\"\nwhen = { type = \"Bug\" }",
            ),
    );
    place.run("refresh").ok();
    let after = place.show("maintenance --squad crane");
    for (old, new) in before.rows.iter().zip(&after.rows) {
        let share = |row: &std::collections::BTreeMap<String, String>| {
            row["maintenance_share"].parse::<f64>().unwrap()
        };
        assert!((share(old) + share(new) - 1.0).abs() < 1e-9, "{old:?} {new:?}");
    }
    assert_eq!(
        place.show(&format!("maintenance --squad crane --rules {version}")),
        before
    );
}
