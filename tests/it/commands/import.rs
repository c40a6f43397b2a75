//! `plimsoll import`: the same again, corrected, vanished, and rows that cannot be taken.

use crate::support::examples::{CRANE, Harbour, IMPORT, WEEKS, imported};
use crate::support::table::number;
use crate::support::{Place, Rows};

/// All figures as bytes, to see whether anything changed.
fn figures(place: &Place) -> Vec<String> {
    ["maintenance", "flow", "mix", "spells", "alerts"]
        .map(|what| place.run(&format!("show {what} --format csv")).ok().out)
        .into()
}

#[test]
fn figures_are_what_the_files_say() {
    let place = imported();
    let rows = place.show("maintenance");
    assert_eq!(
        rows.rows.len(),
        3 * WEEKS.len(),
        "three squads, ten closed weeks: {rows:#?}"
    );
    for (at, week) in WEEKS.iter().enumerate() {
        let crane = rows.one(&[("squad", "crane"), ("week", week)]);
        let of = |column: &str| number(&crane[column]).unwrap();
        let share = f64::from(CRANE[at]) / 100.0;
        assert!((of("logged_h") - 60.0).abs() < 1e-9, "{crane:?}");
        assert!((of("maintenance_h") - 60.0 * share).abs() < 1e-9, "{crane:?}");
        assert!((of("maintenance_share") - share).abs() < 1e-9, "{crane:?}");
        assert!((of("capacity_h") - 70.0).abs() < 1e-9, "{crane:?}");
        assert!(
            (of("maintenance_load") - 60.0 * share / 70.0).abs() < 1e-9,
            "{crane:?}"
        );
        assert!((of("coverage") - 60.0 / 70.0).abs() < 1e-9, "{crane:?}");
        let (departures, backlog) = if at == 0 { (0.0, 1.0) } else { (1.0, 1.0) };
        assert_eq!(
            (of("arrivals"), of("departures"), of("backlog")),
            (1.0, departures, backlog),
            "{crane:?}"
        );
        let lamp = rows.one(&[("squad", "lamp"), ("week", week)]);
        assert_eq!(
            (
                &*lamp["capacity_h"],
                &*lamp["coverage"],
                &*lamp["maintenance_share"]
            ),
            ("", "", "0"),
            "{lamp:?}"
        );
    }
    let spells = place.show("spells");
    let warn = spells.one(&[("squad", "crane"), ("severity", "warn")]);
    assert_eq!(
        (&*warn["start"], &*warn["end"], &*warn["weeks"]),
        (WEEKS[2], WEEKS[6], "5")
    );
    let above: f64 = [40, 45, 50, 55, 40]
        .map(|share| 60.0 * (f64::from(share) / 100.0 - 0.35))
        .iter()
        .sum();
    assert!(
        (number(&warn["hours_above_line"]).unwrap() - above).abs() < 1e-9,
        "{warn:?}"
    );
    let critical = spells.one(&[("squad", "crane"), ("severity", "critical")]);
    assert_eq!((&*critical["start"], &*critical["end"]), (WEEKS[4], WEEKS[5]));
    assert_eq!(spells.rows.len(), 2, "nobody else is under water");
}

#[test]
fn importing_again_changes_nothing() {
    let place = imported();
    let before = figures(&place);
    place.run(IMPORT).ok().says(&["nothing had changed"]);
    let said = place.run(IMPORT).ok().out;
    for line in said.lines().filter(|line| line.contains("inserted")) {
        assert!(
            line.contains(" 0 inserted") && line.contains(" 0 updated"),
            "{line}"
        );
    }
    assert_eq!(figures(&place), before);
    place.run("refresh --full").ok();
    assert_eq!(
        figures(&place),
        before,
        "writing everything again changed a figure"
    );
}

#[test]
fn a_corrected_file_updates_what_it_corrects() {
    let place = imported();
    let mut files = Harbour::new();
    let wrong = "CRANE-Bug-4-ada,CRANE-Bug-4,ada,2026-02-02,15.00";
    assert!(files.hours.contains(wrong), "the example changed");
    files.hours = files
        .hours
        .replace(wrong, "CRANE-Bug-4-ada,CRANE-Bug-4,ada,2026-02-02,5.00");
    files.write(&place);
    place.run(IMPORT).ok().says(&["1 updated"]);
    let rows = place.show("maintenance --squad crane");
    assert_eq!(rows.one(&[("week", WEEKS[4])])["logged_h"], "50");
    assert_eq!(rows.one(&[("week", WEEKS[4])])["maintenance_h"], "20");
    assert_eq!(rows.one(&[("week", WEEKS[3])])["logged_h"], "60");

    let anew = Place::new();
    files.write(&anew);
    anew.run(IMPORT).ok();
    assert_eq!(
        figures(&place)[..4],
        figures(&anew)[..4],
        "a corrected import is not what a first import gives"
    );
}

#[test]
fn hours_that_move_leave_their_old_week() {
    let place = imported();
    let mut files = Harbour::new();
    files.hours = files.hours.replace(
        "CRANE-Bug-4-ada,CRANE-Bug-4,ada,2026-02-02",
        "CRANE-Bug-4-ada,CRANE-Bug-4,ada,2026-01-05",
    );
    files.write(&place);
    place.run(IMPORT).ok();
    let rows = place.show("maintenance --squad crane");
    assert_eq!(rows.one(&[("week", WEEKS[4])])["logged_h"], "45");
    assert_eq!(rows.one(&[("week", WEEKS[0])])["logged_h"], "75");
}

#[test]
fn rows_that_vanish_are_reported_and_kept() {
    let place = imported();
    let before = figures(&place);
    let mut files = Harbour::new();
    let gone = files
        .hours
        .lines()
        .find(|line| line.starts_with("ROPE-Bug-3-cy"))
        .unwrap()
        .to_owned();
    files.hours = files.hours.replace(&format!("{gone}\n"), "");
    files.write(&place);
    place
        .run(IMPORT)
        .ok()
        .says(&["1 worklog", "not in these files", "ROPE-Bug-3-cy"]);
    assert_eq!(figures(&place), before, "what vanished is kept");
}

#[test]
fn a_file_alone_is_imported_without_the_others() {
    let place = Place::new();
    Harbour::new().write(&place);
    place.run("import hours.csv --mapping mapping.toml").ok();
    let early = place.show("maintenance");
    assert!(
        (early.sum("logged_h") - 1000.0).abs() < 1e-9,
        "hours on tickets that are not there are kept"
    );
    place
        .run("import tickets.csv history.csv members.csv --mapping mapping.toml")
        .ok();

    let whole = imported();
    assert_eq!(
        place.show("maintenance"),
        whole.show("maintenance"),
        "the order of imports must not matter"
    );
    assert_eq!(place.show("spells"), whole.show("spells"));
}

#[test]
fn rejected_rows_are_kept_with_their_reason_and_the_rest_is_done() {
    let place = Place::new();
    let mut files = Harbour::new();
    files.hours += "bad-1,CRANE-Bug-1,ada,2026-02-31,2\nbad-2,CRANE-Bug-1,ada,2026-01-13,abc\n";
    files.write(&place);
    place.run(IMPORT).code(3).says(&[
        "2 rows could not be taken",
        "hours.csv:",
        "\"2026-02-31\"",
        "\"abc\"",
    ]);
    assert!((place.show("maintenance").sum("logged_h") - 1000.0).abs() < 1e-9);

    let rejects = rejects(&place);
    assert_eq!(
        rejects.columns,
        ["origin", "line", "column", "value", "reason", "raw"]
    );
    let date = rejects.one(&[("value", "2026-02-31")]);
    let last = files.hours.lines().count();
    assert_eq!(
        (&*date["line"], &*date["column"]),
        ((last - 1).to_string().as_str(), "Date")
    );
    assert!(
        date["origin"].ends_with("hours.csv") && !date["reason"].is_empty(),
        "{date:?}"
    );
    assert!(date["raw"].contains("bad-1"), "the whole row is kept: {date:?}");
    assert_eq!(rejects.one(&[("value", "abc")])["line"], last.to_string());
    let quality = place.show("quality");
    assert_eq!(
        quality.one(&[("check", "rejected_rows"), ("squad", "")])["found"],
        "2"
    );

    files.hours = files
        .hours
        .replace("2026-02-31", "2026-02-02")
        .replace(",abc", ",2");
    files.write(&place);
    place.run(IMPORT).ok().says(&["2 inserted"]);
    assert!((place.show("maintenance").sum("logged_h") - 1004.0).abs() < 1e-9);
    let quality = place.show("quality");
    let left = quality.all(&[("check", "rejected_rows")]);
    assert!(left.iter().all(|row| row["found"] == "0"), "{left:?}");
}

/// The rejects file of the only import that had some.
fn rejects(place: &Place) -> Rows {
    let files: Vec<_> = std::fs::read_dir(place.path("plimsoll-data/rejects"))
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    assert_eq!(files.len(), 1, "{files:?}");
    Rows::read(&std::fs::read_to_string(&files[0]).unwrap())
}
