//! The demo as a tracker without hours would tell it: shares by activity, against `tests/oracle/activity.py`, which
//! computes them from the raw transitions.

use super::Demo;
use crate::support::table::number;
use crate::support::{Rows, installed, repository, skip};
use std::process::Command;

/// Imports everything but the hours into a folder of its own, and looks at what can be told.
pub(super) fn without_hours_shares_come_from_activity(demo: &Demo, today: &str) {
    let place = &demo.place;
    let files = "people memberships absences calendar initiatives tickets transitions links";
    let files: Vec<String> = files
        .split(' ')
        .map(|name| format!("demo/demo/{name}.csv"))
        .collect();
    let config = "--config demo/demo/plimsoll.toml --data quiet";
    let files = files.join(" ");
    place
        .run(&format!(
            "import {files} --mapping demo/demo/demo-mapping.toml {config}"
        ))
        .ok();
    let weeks = place.show(&format!("maintenance {config}"));
    let logged = weeks
        .rows
        .iter()
        .filter(|row| !row["logged_h"].is_empty() || !row["coverage"].is_empty());
    assert_eq!(logged.count(), 0, "nobody knows the hours");
    assert_eq!(
        place.show(&format!("spells {config}")).rows,
        [],
        "such a share cannot show overload"
    );
    let alerts = place.show(&format!("alerts {config}"));
    for metric in ["maintenance_share", "maintenance_load", "coverage"] {
        assert_eq!(
            alerts.all(&[("state", "firing"), ("metric", metric)]).len(),
            0,
            "{metric} cannot alert without hours"
        );
    }
    let ahead = place.show(&format!("forward {config}"));
    assert!(
        ahead.rows.iter().any(|row| !row["forward_load"].is_empty()),
        "{ahead:?}"
    );
    let by_hours = place
        .run(&format!(
            "show maintenance --method worklogs --format csv {config}"
        ))
        .ok();
    assert!(!by_hours.out.contains("active_days"), "never mixed");
    every_week_is_what_was_active(demo, &weeks, today);
}

fn every_week_is_what_was_active(demo: &Demo, weeks: &Rows, today: &str) {
    let Some(python) = installed(&["python3"]) else {
        return skip("python3 is not installed");
    };
    let script = repository().join("tests/oracle/activity.py");
    let folder = demo.place.path("demo/demo");
    let mut command = Command::new(python);
    let run = command
        .arg("-B")
        .arg(script)
        .arg(folder)
        .arg(today)
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let computed = Rows::read(&String::from_utf8(run.stdout).unwrap());
    assert!(computed.rows.len() > 1_000, "{} rows only", computed.rows.len());
    let found = weeks.by(&["squad", "week"]);
    for expected in &computed.rows {
        let key = vec![expected["squad"].clone(), expected["week"].clone()];
        for figure in ["active_days", "maintenance_days"] {
            let shown = found
                .get(&key)
                .and_then(|row| number(&row[figure]))
                .unwrap_or_default();
            let right = number(&expected[figure]).unwrap();
            // A part is a whole number of millionths of a day.
            assert!(
                (shown - right).abs() < 1e-3,
                "{key:?} {figure}: {shown} instead of {right}"
            );
        }
    }
}
