//! SQLite and PostgreSQL answer the same, byte for byte, through every command that reads or writes.

use crate::support::Place;
use crate::support::examples::{Harbour, IMPORT};
use crate::support::postgres::Postgres;

const TABLES: [&str; 6] = ["maintenance", "mix", "flow", "spells", "quality", "alerts"];

/// A life in short: import, import again, correct, reject; and all tables after each.
fn life(place: &Place) -> Vec<String> {
    let mut seen = Vec::new();
    let look = |seen: &mut Vec<String>| {
        for table in TABLES {
            seen.push(place.run(&format!("show {table} --format csv")).ok().out);
        }
    };
    let mut files = Harbour::new();
    files.write(place);
    place.run(IMPORT).ok();
    look(&mut seen);
    place.run(IMPORT).ok().says(&["0 inserted", "0 updated"]);
    look(&mut seen);
    files.hours = files.hours.replace(
        "CRANE-Bug-4-ada,CRANE-Bug-4,ada,2026-02-02,15.00",
        "CRANE-Bug-4-ada,NEW-1,ada,2026-03-02,1.25",
    );
    files.hours += "bad,CRANE-Bug-4,ada,2026-02-30,1\nnew,NEW-2,zed,2026-03-03,-0.5\n";
    files.write(place);
    place
        .run(IMPORT)
        .code(3)
        .says(&["1 updated", "1 row could not be taken"]);
    look(&mut seen);
    seen.push(place.run("explain tracker CRANE-Bug-4").ok().out);
    for figure in ["logged_h", "backlog"] {
        seen.push(place.run(&format!("drill {figure} --format csv")).ok().out);
    }
    place.run("refresh --full").ok();
    look(&mut seen);
    seen
}

#[test]
fn both_databases_answer_the_same() {
    let Some(server) = Postgres::start() else { return };
    let (sqlite, postgres) = (life(&Place::new()), life(&Place::with_database(&server.url())));
    assert_eq!(sqlite.len(), postgres.len());
    for (at, (left, right)) in sqlite.iter().zip(&postgres).enumerate() {
        assert_eq!(left, right, "answer {at} differs");
    }
}

#[test]
fn a_database_that_is_not_there_is_told_without_its_password() {
    let place = Place::with_database("postgres://somebody:secret-word@127.0.0.1:1/none");
    Harbour::new().write(&place);
    let run = place.run(IMPORT).code(1);
    assert!(!run.said().contains("secret-word"), "{}", run.said());
    run.says(&["127.0.0.1"]);
}
