//! What is left of an initiative: the worked example, and nothing counted twice.

use super::*;
use crate::symbols::Symbols;

const HOUR: i64 = 3600;

fn symbol() -> Symbol {
    Symbols::default().intern("a")
}

fn part(ticket: i64, parent: Option<i64>, estimate: Option<i64>, logged: i64) -> Part {
    Part {
        ticket,
        parent,
        squad: symbol(),
        project: None,
        is_open: true,
        estimate: estimate.map(|hours| hours * HOUR),
        remaining: None,
        logged: Micros::from(Seconds(logged * HOUR)),
    }
}

fn done(part: Part) -> Part {
    Part {
        is_open: false,
        ..part
    }
}

fn told(effort: Option<i64>, parts: &[Part]) -> Vec<(Option<i64>, f64, &'static str)> {
    let whole = Whole {
        squad: symbol(),
        project: None,
        effort: effort.map(|hours| hours * HOUR),
    };
    let row = |row: Left| (row.ticket, row.left.hours(), row.by.word());
    left(whole, parts).into_iter().map(row).collect()
}

#[test]
fn the_worked_example_of_the_module() {
    let stories = [
        part(1, None, Some(100), 0),
        part(2, Some(1), Some(30), 10),
        done(part(3, Some(1), Some(20), 20)),
    ];
    assert_eq!(told(Some(500), &stories), [(Some(2), 20.0, "estimate")]);
    let bare = [
        part(1, None, Some(100), 5),
        part(2, Some(1), None, 15),
        done(part(3, Some(1), None, 20)),
    ];
    assert_eq!(told(Some(500), &bare), [(Some(1), 60.0, "estimate")]);
}

#[test]
fn the_tracker_s_word_goes_before_the_estimate_and_nothing_is_less_than_nothing() {
    let said = Part {
        remaining: Some(3 * HOUR),
        ..part(1, None, Some(40), 39)
    };
    let overrun = part(2, None, Some(4), 9);
    let wrong = Part {
        remaining: Some(-HOUR),
        ..part(3, None, None, 0)
    };
    let rows = [
        (Some(1), 3.0, "remaining"),
        (Some(2), 0.0, "estimate"),
        (Some(3), 0.0, "remaining"),
    ];
    assert_eq!(told(Some(500), &[said, overrun, wrong]), rows);
}

#[test]
fn effort_stands_in_where_no_open_ticket_has_an_estimate() {
    let parts = [part(1, None, None, 10), done(part(2, None, Some(5), 20))];
    assert_eq!(
        told(Some(50), &parts),
        [(Some(1), 0.0, "unknown"), (None, 20.0, "effort")]
    );
    assert_eq!(told(None, &parts), [(Some(1), 0.0, "unknown")]);
    assert_eq!(told(Some(50), &[]), [(None, 50.0, "effort")]);
    assert_eq!(told(None, &[]), [(None, 0.0, "unknown")]);
    assert_eq!(
        told(None, &[done(part(1, None, None, 9))]),
        [],
        "all of it is done, and nobody said how much it would be"
    );
}

#[test]
fn no_ticket_is_counted_twice_however_deep() {
    let deep = [
        part(1, None, Some(100), 0),
        part(2, Some(1), None, 0),
        part(3, Some(2), Some(8), 1),
        part(4, Some(2), None, 0),
    ];
    assert_eq!(
        told(None, &deep),
        [(Some(3), 7.0, "estimate"), (Some(4), 0.0, "unknown")]
    );
    let circle = [part(1, Some(2), Some(4), 1), part(2, Some(1), None, 2)];
    assert_eq!(told(None, &circle), [(Some(1), 1.0, "estimate")]);
}
