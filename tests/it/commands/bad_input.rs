//! The list of bad input: a clear message, nothing lost, nothing doubled, the next run goes on.

use crate::support::examples::{CONFIG, Harbour, IMPORT, MAPPING, imported};
use crate::support::table::number;
use crate::support::{Place, Rows};

/// A place with the harbour's files and others over them; nothing is imported yet.
fn place(over: &[(&str, &str)]) -> Place {
    let place = Place::new();
    Harbour::new().write(&place);
    for (name, text) in over {
        place.file(name, text);
    }
    place
}

const HEAD: &str = "Id,Issue,Login,Date,Hours\n";

/// An import of one hours file alone.
fn hours(text: &str) -> (Place, crate::support::place::Run) {
    let place = place(&[("hours.csv", text)]);
    let run = place.run(IMPORT);
    (place, run)
}

fn logged(place: &Place) -> f64 {
    place.show("maintenance").sum("logged_h")
}

#[test]
fn a_file_in_another_encoding_is_not_taken_for_utf_8() {
    let place = place(&[]);
    let mut bytes = b"Key,Summary,Project,Type,Status,Created\n".to_vec();
    bytes.extend(b"CRANE-Bug-0,Gr\xfce aus K\xf6ln,CRANE,Bug,Open,2026-01-05\n");
    place.file("tickets.csv", &bytes);
    let run = place.run(IMPORT);
    assert_ne!(run.code, 0, "{}", run.said());
    run.says(&["tickets.csv", "utf-8", "encoding"]);

    place.file(
        "mapping.toml",
        MAPPING.replace(
            "file = \"tickets.csv\"",
            "file = \"tickets.csv\"\nencoding = \"latin1\"",
        ),
    );
    place.run(IMPORT).ok();
    place
        .run("explain tracker CRANE-Bug-0")
        .ok()
        .says(&["Grüe aus Köln"]);
}

#[test]
fn a_missing_column_is_named_before_anything_is_read() {
    let place = place(&[(
        "hours.csv",
        "Id,Issue,Login,Day,Hours\n1,CRANE-Bug-0,ada,2026-01-05,1\n",
    )]);
    place.run(IMPORT).code(2).says(&["hours.csv", "Date", "Day"]);
    let run = place.run("show maintenance");
    assert_ne!(
        run.code, 0,
        "nothing was imported, yet there are figures: {}",
        run.out
    );
}

#[test]
fn a_mapping_that_names_what_is_not_there_says_where() {
    for (wrong, right, line) in [
        ("Loggin", "Login", "person = \"Login\""),
        ("Summry", "Summary", "title = \"Summary\""),
    ] {
        let text = MAPPING.replace(&format!("\"{right}\""), &format!("\"{wrong}\""));
        let place = place(&[("mapping.toml", &text)]);
        let at = MAPPING.lines().position(|known| known == line).unwrap() + 1;
        place
            .run(IMPORT)
            .code(2)
            .says(&[&format!("mapping.toml:{at}"), wrong, right]);
    }
}

#[test]
fn a_day_that_is_not_in_the_calendar_is_a_reject() {
    let (place, run) = hours(&format!(
        "{HEAD}1,CRANE-Bug-0,ada,2026-02-31,1\n2,CRANE-Bug-0,ada,2026-01-06,2\n"
    ));
    run.code(3).says(&["hours.csv:2", "\"Date\"", "2026-02-31"]);
    assert_eq!(logged(&place), 2.0);
}

#[test]
fn hours_that_cannot_be_are_rejects() {
    let text = format!(
        "{HEAD}1,CRANE-Bug-0,ada,2026-01-06,abc\n2,CRANE-Bug-0,ada,2026-01-06,1e9\n3,CRANE-Bug-0,ada,2026-01-06,2\n"
    );
    let (place, run) = hours(&text);
    run.code(3)
        .says(&["hours.csv:2", "\"abc\"", "hours.csv:3", "\"1e9\"", "\"Hours\""]);
    assert_eq!(logged(&place), 2.0);
}

#[test]
fn negative_hours_correct_and_are_counted() {
    let (place, run) = hours(&format!(
        "{HEAD}1,CRANE-Bug-0,ada,2026-01-06,5\n2,CRANE-Bug-0,ada,2026-01-06,-1.5\n"
    ));
    run.ok();
    assert_eq!(logged(&place), 3.5);
    let quality = place.show("quality");
    let found: u64 = quality
        .all(&[("check", "worklogs_negative"), ("squad", "crane")])
        .iter()
        .map(|row| row["found"].parse::<u64>().unwrap())
        .sum();
    assert_eq!(found, 1);
}

#[test]
fn a_week_of_corrections_only_has_no_share() {
    let (place, run) = hours(&format!("{HEAD}1,CRANE-Bug-0,ada,2026-01-06,-2\n"));
    run.ok();
    let rows = place.show("maintenance --squad crane");
    let week = rows.one(&[("week", "2026-W02")]);
    assert_eq!(
        (number(&week["logged_h"]), number(&week["maintenance_share"])),
        (Some(-2.0), None),
        "{week:?}"
    );
}

#[test]
fn hours_on_an_unknown_ticket_are_kept_and_visible() {
    let (place, run) = hours(&format!(
        "{HEAD}1,NOWHERE-1,ada,2026-01-06,2\n2,NOWHERE-2,zed,2026-01-06,3\n"
    ));
    run.ok();
    let rows = place.show("maintenance");
    assert_eq!(
        rows.one(&[("squad", "crane"), ("week", "2026-W02")])["logged_h"],
        "2",
        "ada's squad has her hours"
    );
    assert_eq!(
        rows.one(&[("squad", "unattributed"), ("week", "2026-W02")])["logged_h"],
        "3"
    );
    let mix = place.show("mix");
    assert_eq!(
        mix.one(&[("squad", "unattributed"), ("category", "uncategorised")])["logged_h"],
        "3"
    );
    let quality = place.show("quality");
    let found: u64 = quality
        .all(&[("check", "worklogs_without_ticket")])
        .iter()
        .filter(|row| !row["squad"].is_empty())
        .map(|row| row["found"].parse::<u64>().unwrap())
        .sum();
    assert_eq!(found, 2, "{quality:#?}");
}

#[test]
fn the_same_row_twice_counts_once() {
    let (place, run) = hours(&format!(
        "{HEAD}1,CRANE-Bug-0,ada,2026-01-06,2\n1,CRANE-Bug-0,ada,2026-01-06,2\n"
    ));
    run.ok();
    assert_eq!(logged(&place), 2.0);
}

#[test]
fn one_key_with_two_contents_keeps_the_first_and_rejects_the_second() {
    let (place, run) = hours(&format!(
        "{HEAD}1,CRANE-Bug-0,ada,2026-01-06,2\n1,CRANE-Bug-0,ada,2026-01-06,7\n"
    ));
    run.code(3).says(&["hours.csv:3"]);
    assert_eq!(logged(&place), 2.0);

    let twice = "Key,Summary,Project,Type,Status,Created\nCRANE-Bug-0,one,CRANE,Bug,Open,2026-01-05\nCRANE-Bug-0,two,CRANE,Bug,Open,2026-01-05\n";
    let place = self::place(&[("tickets.csv", twice)]);
    place.run(IMPORT).ok();
    place.run("explain tracker CRANE-Bug-0").ok().says(&["one"]);
}

#[test]
fn an_empty_file_is_told_and_a_heading_alone_is_fine() {
    let place = place(&[("hours.csv", "")]);
    place.run(IMPORT).code(2).says(&["hours.csv", "empty"]);
    place.file("hours.csv", HEAD);
    place.run(IMPORT).ok();
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let place = place(&[]);
    place
        .run("import tickets.csv hous.csv --mapping mapping.toml")
        .code(2)
        .says(&["hous.csv"]);
    place
        .run("import tickets.csv --mapping maping.toml")
        .code(2)
        .says(&["maping.toml"]);
    place.file("other.csv", "a,b\n1,2\n");
    place
        .run("import other.csv --mapping mapping.toml")
        .code(2)
        .says(&["other.csv", "hours.csv"]);
}

#[test]
fn a_file_cut_in_the_middle_loses_its_last_row_only() {
    let whole = Harbour::new().hours;
    let rows = whole.lines().count() - 1;
    // In the middle of the last row's hours: "…,2026-03-10,8.00" becomes "…,2026-03-".
    let place = place(&[("hours.csv", &whole[..whole.len() - 9])]);
    place
        .run(IMPORT)
        .code(3)
        .says(&["1 row could not be taken", &format!("hours.csv:{}", rows + 1)]);
    assert_eq!(logged(&place), 1000.0 - 8.0);
    place.file("hours.csv", &whole);
    place.run(IMPORT).ok();
    assert_eq!(place.show("maintenance"), imported().show("maintenance"));
}

#[test]
fn windows_files_are_read_like_others() {
    let files = Harbour::new();
    let place = place(&[]);
    place.file(
        "hours.csv",
        format!("\u{feff}{}", files.hours.replace('\n', "\r\n")),
    );
    place.run(IMPORT).ok();
    assert_eq!(place.show("maintenance"), imported().show("maintenance"));
}

#[test]
fn an_endless_or_broken_row_does_not_stop_the_others() {
    let long = "x".repeat(200_000);
    let text = format!(
        "{HEAD}1,CRANE-Bug-0,ada,2026-01-06,2\n2,CRANE-Bug-0,ada,2026-01-06\n3,CRANE-Bug-0,ada,2026-01-06,2,more\n\
         4,{long},ada,2026-01-06,1\n5,CRANE-Bug-0,\"ada\",2026-01-06,4\n"
    );
    let (place, run) = hours(&text);
    run.code(3).says(&["hours.csv:3"]);
    assert!(logged(&place) >= 6.0, "the good rows are there");
    let rejects = std::fs::read_dir(place.path("plimsoll-data/rejects"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let rejects = Rows::read(&std::fs::read_to_string(rejects).unwrap());
    let kept = logged(&place);
    let taken = if kept > 8.5 { 2.0 } else { 0.0 } + if (kept % 2.0 - 1.0).abs() < 0.1 { 1.0 } else { 0.0 };
    assert_eq!(
        rejects.rows.len() as f64,
        3.0 - taken,
        "every row is taken or kept with its reason: {rejects:#?}"
    );
}

#[test]
fn a_ticket_of_no_squad_and_no_rule_is_visible() {
    let tickets = "Key,Summary,Project,Type,Status,Created\nZ-1,odd,ZED,Odd,Somewhere,2026-01-05\n";
    let hours = format!("{HEAD}1,Z-1,zed,2026-01-06,2\n");
    let history = "Issue,At,From,To\n";
    let place = place(&[
        ("tickets.csv", tickets),
        ("hours.csv", &hours),
        ("history.csv", history),
    ]);
    place.run(IMPORT).ok();
    let mix = place.show("mix");
    assert_eq!(
        mix.one(&[("squad", "unattributed"), ("category", "uncategorised")])["logged_h"],
        "2"
    );
    let quality = place.show("quality");
    for check in [
        "tickets_without_squad",
        "tickets_without_category",
        "tickets_with_unknown_status",
    ] {
        let found = quality
            .all(&[("check", check)])
            .iter()
            .any(|row| row["found"] == "1");
        assert!(found, "{check} is not found: {quality:#?}");
    }
}

#[test]
fn the_configuration_of_the_examples_is_valid() {
    let place = Place::new();
    place.file("plimsoll.toml", CONFIG);
    place.run("doctor").ok().says(&["✓ plimsoll.toml", "3 squads"]);
}
