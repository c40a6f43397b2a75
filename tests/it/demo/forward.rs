//! The next four weeks of the demo, against `tests/oracle/forward.py`, which computes them from the raw files.

use super::Demo;
use crate::support::table::{number, same};
use crate::support::{Rows, installed, repository, skip};
use std::process::Command;

const FIGURES: [&str; 7] = [
    "committed_h",
    "expected_maintenance_h",
    "capacity_h",
    "forward_load",
    "overdue_h",
    "initiatives",
    "without_estimate",
];

/// Every squad's row is the computed one, and every one opens to what is behind it.
pub(super) fn every_squad_is_what_was_promised(demo: &Demo, today: &str) {
    let shown = demo.place.show("forward --data demo");
    opens(demo, &shown);
    let Some(python) = installed(&["python3"]) else {
        return skip("python3 is not installed");
    };
    let script = repository().join("tests/oracle/forward.py");
    let mut command = Command::new(python);
    let folder = demo.place.path("demo/demo");
    let run = command.arg("-B").arg(script).arg(folder).arg(today).output();
    let run = run.unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let computed = Rows::read(&String::from_utf8(run.stdout).unwrap());
    assert_eq!(computed.rows.len(), 14);
    for expected in &computed.rows {
        let found = shown.one(&[("squad", &expected["squad"])]);
        for figure in FIGURES {
            assert!(
                same(&expected[figure], &found[figure]),
                "{} {figure}: {:?} instead of {:?}",
                expected["squad"],
                found[figure],
                expected[figure]
            );
        }
    }
}

fn opens(demo: &Demo, shown: &Rows) {
    for figure in ["committed_h", "overdue_h"] {
        let arguments = format!("drill {figure} --format csv --data demo");
        let rows = Rows::read(&demo.place.run(&arguments).ok().out);
        for row in &shown.rows {
            let behind = rows.all(&[("squad", &row["squad"])]);
            let sum: f64 = behind.iter().filter_map(|one| number(&one["left_h"])).sum();
            let told = number(&row[figure]).unwrap();
            assert!(
                (sum - told).abs() < 1e-6,
                "{} {figure}: {sum} instead of {told}",
                row["squad"]
            );
        }
    }
}

/// The picture is one that a meeting could be about: some squads have hardly any room, most have.
pub(super) fn some_squads_have_hardly_any_room(demo: &Demo) {
    let shown = demo.place.show("forward --data demo");
    let loads: Vec<f64> = shown
        .rows
        .iter()
        .filter_map(|row| number(&row["forward_load"]))
        .collect();
    let full = loads.iter().filter(|load| **load >= 0.9).count();
    assert!(
        (1..=5).contains(&full) && loads.len() >= 14,
        "{full} of {loads:?}"
    );
}
