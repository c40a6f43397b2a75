//! The real tasks and hours of a software company, 2004 to 2014, against `tests/oracle/sip.py`, which computes the
//! same from the raw files with nothing but Python's standard library: every squad, every week, exactly.

use crate::support::table::{number, same};
use crate::support::{Place, Rows, installed, repository, shared, skip};
use std::path::Path;
use std::process::Command;

/// What is compared: the oracle's file, `plimsoll show`, the columns that name a row, the columns that are figures.
struct Comparison {
    oracle: &'static str,
    show: &'static str,
    key: &'static [&'static str],
    figures: &'static [&'static str],
}

const HOURS: &[&str] = &["logged_h", "maintenance_h", "maintenance_share"];
const STOCK: &[&str] = &["arrivals", "departures", "backlog"];
const FLOW: &[&str] = &[
    "arrivals",
    "departures",
    "backlog",
    "created",
    "finished",
    "dropped",
    "open_age_p50",
    "open_age_p85",
    "resolution_p50",
    "resolution_p85",
];
const RATES: &[&str] = &["arrival_rate", "departure_rate"];
const LIMITS: &[&str] = &[
    "value",
    "centre",
    "lower",
    "upper",
    "baseline_from",
    "baseline_to",
    "baseline_weeks",
    "side",
    "signal",
];
/// Figures that are no numbers.
const TEXTS: &[&str] = &["end", "baseline_from", "baseline_to", "side", "signal"];
const SPELL: &[&str] = &["end", "weeks", "peak", "mean", "hours_above_line"];

const COMPARISONS: [Comparison; 10] = [
    Comparison {
        oracle: "hours-week",
        show: "maintenance --grain week",
        key: &["squad", "week"],
        figures: HOURS,
    },
    Comparison {
        oracle: "hours-month",
        show: "maintenance --grain month",
        key: &["squad", "month"],
        figures: HOURS,
    },
    Comparison {
        oracle: "flow-week",
        show: "maintenance --grain week",
        key: &["squad", "week"],
        figures: STOCK,
    },
    Comparison {
        oracle: "flow-week",
        show: "flow --grain week",
        key: &["squad", "week"],
        figures: FLOW,
    },
    Comparison {
        oracle: "flow-week",
        show: "flow --grain week",
        key: &["squad", "week"],
        figures: RATES,
    },
    Comparison {
        oracle: "flow-month",
        show: "flow --grain month",
        key: &["squad", "month"],
        figures: FLOW,
    },
    Comparison {
        oracle: "mix-week",
        show: "mix --grain week",
        key: &["squad", "week", "category", "maintenance_type"],
        figures: &["logged_h"],
    },
    Comparison {
        oracle: "mix-month",
        show: "mix --grain month",
        key: &["squad", "month", "category", "maintenance_type"],
        figures: &["logged_h"],
    },
    Comparison {
        oracle: "spells",
        show: "spells",
        key: &["squad", "start", "severity"],
        figures: SPELL,
    },
    Comparison {
        oracle: "limits-week",
        show: "limits",
        key: &["squad", "week"],
        figures: LIMITS,
    },
];

/// Rows about the whole organisation, which the oracle calls by an empty squad.
const OF_ALL: [Comparison; 4] = [
    Comparison {
        oracle: "hours-week",
        show: "maintenance --by organisation",
        key: &["week"],
        figures: HOURS,
    },
    Comparison {
        oracle: "flow-week",
        show: "flow --by organisation",
        key: &["week"],
        figures: FLOW,
    },
    Comparison {
        oracle: "hours-month",
        show: "maintenance --by organisation --grain month",
        key: &["month"],
        figures: HOURS,
    },
    Comparison {
        oracle: "limits-week",
        show: "limits --by organisation",
        key: &["week"],
        figures: LIMITS,
    },
];

#[test]
fn every_squad_and_every_week_is_exact() {
    let Some(data) = shared("data/sip") else { return };
    let Some(python) = installed(&["python3"]) else {
        return skip("python3 is not installed");
    };
    let oracle = oracle(&python, &data);
    let place = Place::new();
    let import = format!(
        "import {0}/Sip-task-info.csv {0}/est-act-dates.csv --mapping {1}/sip.toml --config {1}/sip-plimsoll.toml",
        data.display(),
        repository().join("tests/mappings").display()
    );
    let said = place
        .run(&import)
        .ok()
        .says(&["95,001.98", "12,299", "10,266"])
        .said();
    assert!(!said.contains("could not be taken"), "{said}");

    compare(&place, &oracle);
    totals(&place, &oracle);
    drill(&place);
    let before = pictures(&place);

    place
        .run(&import)
        .ok()
        .says(&["12,299 unchanged", "10,266 unchanged", "0 inserted", "0 updated"]);
    assert_eq!(
        before,
        pictures(&place),
        "importing the same files again changed a figure"
    );
    place.run(&format!("refresh --full {}", config())).ok();
    assert_eq!(
        before,
        pictures(&place),
        "writing everything again changed a figure"
    );
}

fn config() -> String {
    format!(
        "--config {}",
        repository().join("tests/mappings/sip-plimsoll.toml").display()
    )
}

fn show(place: &Place, what: &str) -> String {
    place
        .run(&format!("show {what} --format csv {}", config()))
        .ok()
        .out
}

/// All tables, as bytes.
fn pictures(place: &Place) -> Vec<String> {
    COMPARISONS
        .iter()
        .chain(&OF_ALL)
        .map(|one| show(place, one.show))
        .collect()
}

fn oracle(python: &Path, data: &Path) -> Place {
    let place = Place::new();
    let script = repository().join("tests/oracle/sip.py");
    let run = Command::new(python)
        .arg("-B")
        .arg(script)
        .arg(data)
        .arg(place.path(""))
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    place
}

fn compare(place: &Place, oracle: &Place) {
    for one in &COMPARISONS {
        let mut expected = Rows::read(&oracle.read(&format!("{}.csv", one.oracle)));
        expected.rows.retain(|row| !row["squad"].is_empty());
        equal(one, &expected, &Rows::read(&show(place, one.show)));
    }
    for one in &OF_ALL {
        let mut expected = Rows::read(&oracle.read(&format!("{}.csv", one.oracle)));
        expected.rows.retain(|row| row["squad"].is_empty());
        equal(one, &expected, &Rows::read(&show(place, one.show)));
    }
}

fn equal(one: &Comparison, expected: &Rows, found: &Rows) {
    let (expected, found) = (expected.by(one.key), found.by(one.key));
    let mut wrong: Vec<String> = Vec::new();
    for key in expected.keys().filter(|key| !found.contains_key(*key)) {
        wrong.push(format!("{key:?} is missing"));
    }
    for key in found.keys().filter(|key| !expected.contains_key(*key)) {
        wrong.push(format!("{key:?} should not be there: {:?}", found[key]));
    }
    for (key, row) in &expected {
        let Some(other) = found.get(key) else { continue };
        for figure in one.figures {
            let (right, left) = (&row[*figure], &other[*figure]);
            let is_same = if TEXTS.contains(figure) {
                right == left
            } else {
                same(right, left)
            };
            if !is_same {
                wrong.push(format!("{key:?} {figure}: {left} instead of {right}"));
            }
        }
    }
    let first: Vec<_> = wrong.iter().take(20).cloned().collect();
    assert!(
        wrong.is_empty(),
        "show {}: {} of {} rows are wrong:\n{}",
        one.show,
        wrong.len(),
        expected.len(),
        first.join("\n")
    );
    assert!(
        expected.len() > 50,
        "the oracle computed {} rows only",
        expected.len()
    );
}

/// What the issue says of the data, and that slices add up to it.
fn totals(place: &Place, oracle: &Place) {
    let computed = Rows::read(&oracle.read("totals.csv"));
    let total = |name: &str| computed.one(&[("name", name)])["value"].parse::<f64>().unwrap();
    assert!((total("logged_h") - 95_001.98).abs() < 1e-9);
    for show_ in [
        "maintenance --grain week",
        "maintenance --grain month",
        "maintenance --grain year",
        "mix --grain week",
    ] {
        let rows = Rows::read(&show(place, show_));
        assert!(
            (rows.sum("logged_h") - 95_001.98).abs() < 1e-6,
            "show {show_}: {}",
            rows.sum("logged_h")
        );
    }
    let rows = Rows::read(&show(place, "maintenance --grain year"));
    assert!((rows.sum("maintenance_h") - total("maintenance_h")).abs() < 1e-6);
    let quality = Rows::read(&show(place, "quality"));
    let mut checked = quality.clone();
    checked
        .rows
        .retain(|row| row["check"] == "tickets_without_category" && !row["squad"].is_empty());
    assert_eq!(
        (checked.sum("of"), checked.sum("found")),
        (total("tickets"), total("uncategorised"))
    );
}

/// What is behind a figure adds up to it.
fn drill(place: &Place) {
    let rows = Rows::read(&show(place, "maintenance --grain year"));
    for row in rows.all(&[("squad", "PC2")]) {
        let year = &row["year"];
        let behind = |figure: &str| {
            let asked = format!(
                "drill {figure} --squad PC2 --grain year --from {year} --to {year} --format csv {}",
                config()
            );
            Rows::read(&place.run(&asked).ok().out)
        };
        let worklogs = behind("maintenance_h");
        let hours = number(&row["maintenance_h"]).unwrap_or_default();
        assert!(
            (worklogs.sum("part_h") - hours).abs() < 1e-6,
            "PC2 in {year}: {hours} h"
        );
        assert_eq!(
            behind("backlog").rows.len().to_string(),
            row["backlog"],
            "PC2 in {year}"
        );
    }
}
