//! `plimsoll demo`: does Plimsoll find the stories that are hidden in it? Their truth is written beside it.

mod activity;
mod forward;
mod names;

use crate::browser::{Browser, is_drawn};
use crate::support::server::Server;
use crate::support::table::{number, same};
use crate::support::{Place, Rows, installed, repository, skip};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A demo, its truth, and what Plimsoll shows of it.
struct Demo {
    place: Place,
    truth: Value,
    weeks: Rows,
    flow: Rows,
    spells: Rows,
}

impl Demo {
    fn make(now: &str, seed: u64) -> Self {
        let place = Place::new().at(now);
        place
            .run(&format!("demo --no-serve --data demo --seed {seed}"))
            .ok();
        let truth = serde_json::from_str(&place.read("demo/demo/truth.json")).unwrap();
        let show = |what: &str| place.show(&format!("{what} --data demo"));
        Self {
            truth,
            weeks: show("maintenance"),
            flow: show("flow"),
            spells: show("spells"),
            place,
        }
    }

    fn story(&self, name: &str) -> &Value {
        let story = &self.truth["stories"][name];
        assert!(story.is_object(), "there is no story {name}");
        story
    }

    /// Closed weeks in order.
    fn closed(&self) -> Vec<String> {
        let rows = self.weeks.rows.iter().filter(|row| row["provisional"] == "false");
        rows.map(|row| row["week"].clone())
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect()
    }

    fn figure(&self, squad: &str, week: &str, name: &str) -> Option<f64> {
        number(&self.weeks.one(&[("squad", squad), ("week", week)])[name])
    }

    /// Mean of the weekly shares over some weeks.
    fn mean(&self, squad: &str, weeks: &[String]) -> f64 {
        let shares: Vec<_> = weeks
            .iter()
            .filter_map(|week| self.figure(squad, week, "maintenance_share"))
            .collect();
        shares.iter().sum::<f64>() / shares.len() as f64
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value} is not a text"))
}

#[test]
fn plimsoll_finds_every_story() {
    let demo = Demo::make("2026-03-18T09:00:00Z", 1);
    check(&demo);
    forward::every_squad_is_what_was_promised(&demo, "2026-03-18");
    forward::some_squads_have_hardly_any_room(&demo);
    activity::without_hours_shares_come_from_activity(&demo, "2026-03-18");
    again_changes_nothing(&demo);
    let names = names::of(&demo.place);
    let folder = demo.place.path("demo");
    let server = serve(demo.place);
    names::are_nowhere(&names, &server.0, &folder);
    if let (Some(browser), (server, _place)) = (Browser::find(), &server) {
        in_a_browser(&browser, server, text(&demo.truth["stories"]["sinking"]["squad"]));
    }
}

/// Another company, told at the turn of a year.
#[test]
fn plimsoll_finds_every_story_of_another_company() {
    let demo = Demo::make("2025-12-31T15:00:00Z", 7);
    check(&demo);
    forward::every_squad_is_what_was_promised(&demo, "2025-12-31");
}

fn check(demo: &Demo) {
    every_week_is_what_was_made(demo);
    spells_are_found_where_they_are_and_nowhere_else(demo);
    alerts_are_raised_where_they_should_be(demo);
    a_backlog_that_cannot_drain_is_seen(demo);
    weeks_without_logs_prove_nothing(demo);
    the_intervention_helped(demo);
    the_own_past_is_computed_twice(demo);
    what_is_wrong_with_the_data_is_counted(demo);
}

fn every_week_is_what_was_made(demo: &Demo) {
    let squads = demo.truth["weeks"]["squads"].as_object().unwrap();
    assert_eq!(squads.len(), 14);
    let found = demo.weeks.by(&["squad", "week"]);
    let mut wrong = Vec::new();
    for (squad, weeks) in squads {
        for week in weeks.as_array().unwrap() {
            let key = vec![squad.clone(), text(&week[0]).to_owned()];
            for (at, column) in [(1, "logged_h"), (2, "maintenance_h")] {
                let right = week[at].as_f64().unwrap();
                let shown = found.get(&key).and_then(|row| number(&row[column]));
                if shown.is_none_or(|shown| (shown - right).abs() > 1e-9) {
                    wrong.push(format!("{key:?} {column}: {shown:?} instead of {right}"));
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} cells are wrong:\n{}",
        wrong.len(),
        wrong[..20.min(wrong.len())].join("\n")
    );
    let logged = demo.truth["counts"]["logged_h"].as_f64().unwrap();
    assert!(
        (demo.weeks.sum("logged_h") - logged).abs() < 1e-6,
        "{} of {logged} hours",
        demo.weeks.sum("logged_h")
    );
}

fn spells_are_found_where_they_are_and_nowhere_else(demo: &Demo) {
    let mut weeks = demo.closed();
    weeks.sort();
    let place = |week: &str| {
        weeks
            .iter()
            .position(|known| known == week)
            .unwrap_or_else(|| panic!("{week}")) as i64
    };
    let mut told = 0;
    for (name, story) in demo.truth["stories"].as_object().unwrap() {
        for spell in story["spells"].as_array().unwrap() {
            told += 1;
            let (squad, severity) = (text(&story["squad"]), text(&spell["severity"]));
            let found = demo.spells.one(&[("squad", squad), ("severity", severity)]);
            let off = place(&found["start"]) - place(text(&spell["start"]));
            assert!(
                off.abs() <= 1,
                "{name}: starts in {} instead of {}",
                found["start"],
                spell["start"]
            );
            match spell["end"].as_str() {
                None => assert_eq!(found["end"], "", "{name} is not over"),
                Some(end) => {
                    let off = place(&found["end"]) - place(end);
                    assert!(
                        off.abs() <= 2,
                        "{name}: ends in {} instead of {end}",
                        found["end"]
                    );
                }
            }
        }
    }
    assert!(told >= 5, "the truth tells of {told} spells only");
    assert_eq!(
        demo.spells.rows.len(),
        told,
        "more spells than stories: {:#?}",
        demo.spells
    );
    for calm in demo.truth["calm_squads"].as_array().unwrap() {
        assert!(
            demo.spells.all(&[("squad", text(&calm["squad"]))]).is_empty(),
            "{calm} is calm"
        );
    }
}

fn alerts_are_raised_where_they_should_be(demo: &Demo) {
    let alerts = demo.place.show("alerts --data demo");
    let raised: BTreeSet<_> = alerts
        .rows
        .iter()
        .filter(|row| ["firing", "recovering"].contains(&row["state"].as_str()))
        .filter(|row| row["metric"] == "maintenance_share")
        .map(|row| row["subject"].as_str())
        .collect();
    let sinking = text(&demo.story("sinking")["squad"]);
    assert_eq!(raised, BTreeSet::from([sinking]), "{alerts:#?}");
    let log = demo.place.read("demo/alerts.log");
    for calm in demo.truth["calm_squads"].as_array().unwrap() {
        let squad = text(&calm["squad"]);
        let told = log
            .lines()
            .any(|line| line.contains(" -> firing") && line.contains(&format!(" {squad} maintenance-share")));
        assert!(!told, "{squad} is calm: {log}");
    }
}

fn a_backlog_that_cannot_drain_is_seen(demo: &Demo) {
    let story = demo.story("undrained");
    let (squad, from) = (text(&story["squad"]), text(&story["never_drains_from"]));
    let closed = demo.closed();
    for week in closed.iter().filter(|week| week.as_str() >= from) {
        let row = demo.flow.one(&[("squad", squad), ("week", week)]);
        assert!(number(&row["net_flow"]) > Some(0.0), "{row:?}");
        assert_eq!(row["drain_weeks"], "never", "{row:?}");
    }
    let last = demo.flow.rows.iter().rfind(|row| row["squad"] == squad).unwrap();
    assert_eq!(
        number(&last["backlog"]),
        story["backlog_now"].as_f64(),
        "{last:?}"
    );
    for row in &demo.flow.rows {
        let of = |column: &str| number(&row[column]).unwrap();
        assert!(of("backlog") >= 0.0, "{row:?}");
    }
    backlogs_follow_from_flows(demo);
}

/// Backlog = previous backlog + arrivals − departures, always.
fn backlogs_follow_from_flows(demo: &Demo) {
    let mut before: BTreeMap<&str, f64> = BTreeMap::new();
    for row in &demo.flow.rows {
        let of = |column: &str| number(&row[column]).unwrap();
        let backlog = before.entry(&row["squad"]).or_default();
        *backlog += of("arrivals") - of("departures");
        assert!((*backlog - of("backlog")).abs() < 1e-9, "{row:?} after {backlog}");
    }
}

fn weeks_without_logs_prove_nothing(demo: &Demo) {
    let story = demo.story("unlogged");
    let squad = text(&story["squad"]);
    let gated = story["gated_weeks"].as_array().unwrap();
    assert!(gated.len() >= 4);
    for week in gated {
        let coverage = demo.figure(squad, text(week), "coverage").unwrap();
        let share = demo.figure(squad, text(week), "maintenance_share").unwrap();
        assert!(coverage < 0.7 && share >= 0.35, "{week}: {coverage} {share}");
    }
}

fn the_intervention_helped(demo: &Demo) {
    let story = demo.story("rescued");
    let (squad, told) = (text(&story["squad"]), &story["intervention"]);
    let closed = demo.closed();
    let day = |value: &Value| text(value).parse::<chrono::NaiveDate>().unwrap();
    let week = |day: chrono::NaiveDate| day.format("%G-W%V").to_string();
    let (first, last) = (week(day(&told["from"])), week(day(&told["to"])));
    let place = |week: &str| closed.iter().position(|known| known == week).unwrap();
    let before = demo.mean(squad, &closed[place(&first) - 8..place(&first)]);
    let after = demo.mean(squad, &closed[place(&last) + 1..place(&last) + 9]);
    assert!(
        (before - told["share_8_weeks_before"].as_f64().unwrap()).abs() < 1e-9,
        "{before} {told}"
    );
    assert!(
        (after - told["share_8_weeks_after"].as_f64().unwrap()).abs() < 1e-9,
        "{after} {told}"
    );
    assert!(before - after > 0.15, "it fell from {before} to {after} only");
    let decided = demo.place.show("interventions --data demo");
    let row = decided.one(&[("scope", squad)]);
    let of = |column: &str| number(&row[column]).unwrap();
    assert!((of("before_mean") - before).abs() < 1e-9 && (of("after_mean") - after).abs() < 1e-9);
    assert!((of("effect") - (after - before)).abs() < 1e-9, "{row:?}");
    assert!(of("low") <= of("effect") && of("effect") <= of("high") && of("high") < 0.0);
    assert_eq!(row["verdict"], "helped");
    assert_eq!(
        (row["from"].as_str(), row["to"].as_str()),
        (text(&told["from"]), text(&told["to"]))
    );
}

/// Limits, signals and effects, against another reading of the book.
fn the_own_past_is_computed_twice(demo: &Demo) {
    let Some(python) = installed(&["python3"]) else {
        return skip("python3 is not installed");
    };
    let place = &demo.place;
    same_as_the_oracle(place, &python);
    let squad = text(&demo.story("sinking")["squad"]);
    let closed = demo.closed();
    let monday = |week: &str| {
        let day = chrono::NaiveDate::parse_from_str(&format!("{week}-1"), "%G-W%V-%u").unwrap();
        day.to_string()
    };
    let first = monday(&closed[closed.len() - 20]);
    let add = "intervention add rerouting --data demo --rebase --squad";
    place
        .run(&format!("{add} {squad} --from {first}"))
        .ok()
        .says(&["written down"]);
    let late = monday(&closed[closed.len() - 5]);
    place.run(&format!("{add} {squad} --from {late}")).ok();
    same_as_the_oracle(place, &python);
    let limits = place.show(&format!("limits --data demo --squad {squad}"));
    let of = |week: &str, column: &str| limits.one(&[("week", week)])[column].clone();
    assert_eq!(
        of(&closed[closed.len() - 20], "baseline_weeks"),
        "15",
        "from one beginning to the next"
    );
    assert_eq!(
        of(&closed[closed.len() - 1], "baseline_weeks"),
        "15",
        "five weeks are too few"
    );
    let decided = place.show(&format!("interventions --data demo --squad {squad}"));
    assert_eq!(decided.rows.len(), 2);
    for row in &decided.rows {
        place
            .run(&format!(
                "intervention withdraw {} --data demo --author ann",
                row["id"]
            ))
            .ok()
            .says(&["counts no more"]);
        place
            .run(&format!("intervention withdraw {} --data demo", row["id"]))
            .code(2);
    }
    assert!(
        place
            .show(&format!("interventions --data demo --squad {squad}"))
            .rows
            .is_empty()
    );
}

fn same_as_the_oracle(place: &Place, python: &std::path::Path) {
    let show = |what: &str| {
        let out = place
            .run(&format!("show {what} --format csv --data demo"))
            .ok()
            .out;
        std::fs::write(place.path(&format!("{what}.csv")), &out).unwrap();
        Rows::read(&out)
    };
    show("maintenance");
    let (decided, limits) = (show("interventions"), show("limits"));
    let run = std::process::Command::new(python)
        .arg("-B")
        .arg(repository().join("tests/oracle/past.py"))
        .args(
            ["maintenance.csv", "interventions.csv", "0.7"].map(|argument| match argument {
                "0.7" => argument.into(),
                file => place.path(file),
            }),
        )
        .arg(place.path("demo"))
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let expected = Rows::read(&place.read("demo/limits.csv"));
    let expected = expected.by(&["squad", "week"]);
    let found = limits.by(&["squad", "week"]);
    assert_eq!(expected.len(), found.len());
    let mut signals = 0;
    for (key, right) in &expected {
        let left = found[key];
        for column in ["value", "centre", "lower", "upper", "baseline_weeks"] {
            assert!(
                same(&left[column], &right[column]),
                "{key:?} {column}: {left:?}, not {right:?}"
            );
        }
        for column in ["baseline_from", "baseline_to", "side", "signal"] {
            assert_eq!(left[column], right[column], "{key:?} {column}");
        }
        signals += usize::from(!left["signal"].is_empty());
    }
    assert!(signals > 20, "{signals} signals");
    let effects = Rows::read(&place.read("demo/effects.csv"));
    assert_eq!(effects.rows.len(), decided.rows.len());
    for right in &effects.rows {
        let left = decided.one(&[("id", &right["id"])]);
        for column in [
            "weeks_before",
            "weeks_after",
            "before_mean",
            "after_mean",
            "effect",
        ] {
            assert!(
                same(&left[column], &right[column]),
                "{column}: {left:?}, not {right:?}"
            );
        }
        for end in ["low", "high"] {
            match (number(&left[end]), number(&right[end])) {
                (Some(one), Some(other)) => {
                    assert!((one - other).abs() < 0.003, "{end}: {left:?}, not {right:?}")
                }
                (one, other) => assert_eq!(one, other),
            }
        }
    }
}

/// The counts of the truth that data quality has a check for.
fn what_is_wrong_with_the_data_is_counted(demo: &Demo) {
    let quality = demo.place.show("quality --data demo");
    let found = |check: &str| -> f64 {
        let rows = quality.all(&[("check", check)]);
        let per_squad = rows.iter().filter(|row| !row["squad"].is_empty());
        let sum: f64 = per_squad.filter_map(|row| number(&row["found"])).sum();
        let whole = rows
            .iter()
            .find(|row| row["squad"].is_empty())
            .and_then(|row| number(&row["found"]));
        whole.unwrap_or(sum)
    };
    let told = &demo.truth["data_quality"];
    for (check, name) in [
        ("tickets_without_squad", "unattributed_tickets"),
        ("tickets_without_category", "uncategorised_tickets"),
    ] {
        assert_eq!(Some(found(check)), told[name].as_f64(), "{check}: {quality:#?}");
    }
    let sinking = text(&demo.story("sinking")["squad"]);
    let routed: f64 = demo
        .flow
        .all(&[("squad", sinking)])
        .iter()
        .filter_map(|row| number(&row["routed_out"]))
        .sum();
    let right = demo.story("sinking")["cause"]["finished_by_right_squad"]
        .as_f64()
        .unwrap();
    assert!(
        right > 20.0 && routed >= right,
        "{routed} tickets were routed out of {sinking}, {right} came right"
    );
}

fn again_changes_nothing(demo: &Demo) {
    demo.place.run("demo --no-serve --data demo --seed 1").ok();
    assert_eq!(demo.place.show("maintenance --data demo"), demo.weeks);
    assert_eq!(demo.place.show("spells --data demo"), demo.spells);
    let anew = Place::new().at("2026-03-18T09:00:00Z");
    anew.run("demo --no-serve --data demo --seed 1").ok();
    assert_eq!(
        anew.read("demo/demo/truth.json"),
        demo.place.read("demo/demo/truth.json"),
        "one seed, one company"
    );
    assert_eq!(anew.show("maintenance --data demo"), demo.weeks);
}

/// Serves the demo as `plimsoll serve` would.
fn serve(place: Place) -> (Server, Place) {
    let place = place.with_data("demo");
    (Server::start(&place), place)
}

fn in_a_browser(browser: &Browser, server: &Server, sinking: &str) {
    for (path, size) in [("/", "1400,1200"), ("/", "420,1200")] {
        let seen = browser.look(&server.url(path), size);
        is_drawn(&seen);
        assert!(seen.dom.contains(sinking), "the fleet does not name {sinking}");
        assert_eq!(seen.dom.matches("<h1").count(), 1, "one headline");
    }
    let seen = browser.look(&server.url(&format!("/squads/{sinking}")), "1400,1600");
    is_drawn(&seen);
    assert!(seen.dom.contains("<h1"), "{}", seen.dom);
}
