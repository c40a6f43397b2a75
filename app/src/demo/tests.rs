//! The demo keeps its promises: same bytes, names that exist, and a history that could have happened.

use super::company::SQUADS;
use super::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;

/// A day in the middle of a week and of a quarter.
fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 2, 11).unwrap()
}

/// The demo of a day and a seed: every file's name and text, and the truth.
fn written(name: &str, seed: u64) -> (BTreeMap<String, String>, serde_json::Value) {
    let dir = std::env::temp_dir().join(format!("plimsoll-demo-{name}-{}", std::process::id()));
    let demo = generate(&dir, today(), seed).unwrap();
    let texts = demo
        .files
        .iter()
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (name, std::fs::read_to_string(path).unwrap())
        })
        .collect();
    let truth = serde_json::from_str(&std::fs::read_to_string(demo.truth).unwrap()).unwrap();
    std::fs::remove_dir_all(&dir).unwrap();
    (texts, truth)
}

fn demo() -> &'static (BTreeMap<String, String>, serde_json::Value) {
    static DEMO: OnceLock<(BTreeMap<String, String>, serde_json::Value)> = OnceLock::new();
    DEMO.get_or_init(|| written("one", 1))
}

/// The rows of a file, by column.
fn rows(file: &str) -> Vec<HashMap<String, String>> {
    let text = &demo().0[file];
    csv::Reader::from_reader(text.as_bytes())
        .deserialize()
        .map(|row| row.unwrap())
        .collect()
}

#[test]
fn squads_are_those_of_the_configuration() {
    let config = model::config::parse(CONFIG, "plimsoll.toml").unwrap();
    let told: Vec<_> = SQUADS
        .iter()
        .map(|squad| {
            (
                squad.id,
                squad.name,
                (squad.country != "FR").then_some(squad.country),
            )
        })
        .collect();
    let written: Vec<_> = config
        .squads
        .iter()
        .map(|squad| (squad.id.as_str(), squad.name(), squad.country.as_deref()))
        .collect();
    assert_eq!(told, written);
    assert_eq!(config.thresholds, model::config::Thresholds::default());
}

#[test]
fn the_same_seed_writes_the_same_bytes_and_another_one_others() {
    let (again, truth) = written("two", 1);
    assert!(again == demo().0, "the files differ");
    assert_eq!(truth, demo().1);
    assert_ne!(written("three", 2).0["worklogs"], again["worklogs"]);
}

#[test]
fn every_column_the_mapping_names_is_there() {
    let mapping: toml::Table = MAPPING.parse().unwrap();
    for record in mapping["records"].as_array().unwrap() {
        let text = &demo().0[record["from"].as_str().unwrap()];
        let heading: BTreeSet<_> = text.lines().next().unwrap().split(',').collect();
        for (field, column) in record["columns"].as_table().unwrap() {
            let name = column.as_str().or_else(|| column["column"].as_str()).unwrap();
            assert!(heading.contains(name), "{field} of {record:?}");
        }
    }
}

#[test]
fn every_status_has_a_stage_and_every_type_but_two_a_rule() {
    let config = model::config::parse(CONFIG, "plimsoll.toml").unwrap();
    let rules = model::rules::Rules::new(&config).unwrap();
    let source = model::ids::SourceId::new("tracker").unwrap();
    let tickets = rows("tickets");
    for ticket in &tickets {
        assert!(rules.stage(&source, &ticket["Status"]).is_some(), "{ticket:?}");
    }
    let types: BTreeSet<_> = tickets.iter().map(|ticket| ticket["Type"].as_str()).collect();
    let ruled: BTreeSet<_> = config
        .classification
        .iter()
        .flat_map(|rule| rule.when.kind.0.iter().map(String::as_str))
        .collect();
    let unruled: Vec<_> = types.difference(&ruled).copied().collect();
    assert_eq!(unruled, ["Sub-task", "Task"]);
}

#[test]
fn histories_are_in_order_and_end_with_what_is() {
    let mut before: HashMap<String, (String, String)> = rows("tickets")
        .into_iter()
        .map(|ticket| {
            (
                ticket["Key"].clone(),
                (ticket["Created"].clone(), ticket["First status"].clone()),
            )
        })
        .collect();
    let end = today().to_string();
    for change in rows("transitions") {
        let (at, status) = before.get_mut(&change["Ticket"]).unwrap();
        assert!(*at <= change["At"] && change["At"] < end, "{change:?} after {at}");
        at.clone_from(&change["At"]);
        if change["Field"] == "status" {
            assert_eq!(*status, change["From"], "{change:?}");
            status.clone_from(&change["To"]);
        }
    }
    for ticket in rows("tickets") {
        assert_eq!(before[&ticket["Key"]].1, ticket["Status"], "{ticket:?}");
    }
}

#[test]
fn people_log_while_they_are_employed_on_tickets_that_were_there() {
    let mut places: HashMap<String, Vec<(String, String)>> = HashMap::new();
    for place in rows("memberships") {
        let to = match place["To"].as_str() {
            "" => "9999-12-31",
            to => to,
        };
        let places = places.entry(place["Account"].clone()).or_default();
        places.push((place["From"].clone(), to.to_owned()));
    }
    let tickets: HashMap<_, _> = rows("tickets")
        .into_iter()
        .map(|ticket| (ticket["Key"].clone(), ticket["Created"][..10].to_owned()))
        .collect();
    let (mut unknown, mut outside) = (0, 0);
    for worklog in rows("worklogs") {
        let day = &worklog["Day"];
        match tickets.get(&worklog["Ticket"]) {
            Some(created) => assert!(created <= day, "{worklog:?} before {created}"),
            None => unknown += 1,
        }
        match places.get(&worklog["Account"]) {
            Some(places) => assert!(
                places.iter().any(|(from, to)| from <= day && day <= to),
                "{worklog:?} outside of {places:?}"
            ),
            None => outside += 1,
        }
    }
    let quality = &demo().1["data_quality"];
    assert_eq!(quality["unknown_ticket_worklogs"], unknown);
    assert_eq!(quality["unattributed_worklogs"], outside);
    assert!(unknown > 0 && outside > 0);
}

#[test]
fn stories_happen_and_calm_squads_stay_calm() {
    let truth = &demo().1;
    let calm = truth["calm_squads"].as_array().unwrap();
    assert!(calm.len() >= 8);
    for squad in calm {
        let figure = |name: &str| squad[name].as_f64().unwrap();
        assert!((0.12..=0.25).contains(&figure("mean")), "{squad}");
        assert!(figure("sd") <= 0.05 && figure("max") < 0.35, "{squad}");
    }
    let sinking = &truth["stories"]["sinking"];
    let start = sinking["spells"][1]["start"].as_str().unwrap();
    let weeks = truth["weeks"]["squads"]["payroll-es"].as_array().unwrap();
    let share = |week: &serde_json::Value| week[2].as_f64().unwrap() / week[1].as_f64().unwrap();
    for week in weeks {
        let over = share(week) >= 0.35;
        assert_eq!(over, week[0].as_str().unwrap() >= start, "{week}");
    }
    let cause = &sinking["cause"];
    assert_eq!(cause["finished"], cause["finished_by_right_squad"]);
    assert!(cause["finished"].as_u64().unwrap() >= 100);
    let intervention = &truth["stories"]["rescued"]["intervention"];
    assert!(intervention["share_8_weeks_before"].as_f64().unwrap() > 0.44);
    assert!(intervention["share_8_weeks_after"].as_f64().unwrap() < 0.25);
}
