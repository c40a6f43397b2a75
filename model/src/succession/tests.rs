//! Whose things are, day by day, while squads come and go.

use super::*;
use crate::ids::PersonId;
use crate::records::Allocation;

const SQUADS: &str = r#"
    organisation = { name = "A", time_zone = "Europe/Paris" }
    squads = [
        { id = "old", to = "2025-12-31", successors = ["pay"] },
        { id = "pay", from = "2026-01-01", to = "2026-03-31", successors = ["fr", "es"] },
        { id = "fr", from = "2026-04-01", to = "2026-06-30", successors = ["all"] },
        { id = "es", from = "2026-04-01", to = "2026-06-30", successors = ["all"] },
        { id = "all", from = "2026-07-01" },
        { id = "gone", to = "2026-02-28" },
        { id = "young", from = "2026-05-01" },
    ]
"#;

fn squads() -> Succession {
    Succession::new(&crate::config::parse(SQUADS, "t").unwrap())
}

fn id(name: &str) -> SquadId {
    name.parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn owner(squad: &str, on: &str, home: Option<&str>) -> String {
    squads()
        .owner(&id(squad), day(on), home.map(id).as_ref())
        .to_string()
}

#[test]
fn the_worked_example() {
    assert_eq!(owner("pay", "2026-03-31", None), "pay", "its last day");
    assert_eq!(owner("pay", "2026-04-01", Some("es")), "es");
    assert_eq!(owner("pay", "2026-04-01", None), "unattributed");
    assert_eq!(
        owner("pay", "2026-04-01", Some("young")),
        "unattributed",
        "a squad that did not follow"
    );
}

#[test]
fn what_is_renamed_or_merged_is_followed_both_ways() {
    assert_eq!(owner("old", "2026-02-01", None), "pay");
    assert_eq!(owner("pay", "2025-06-01", None), "old", "before its first day");
    assert_eq!(owner("fr", "2026-08-01", None), "all", "merged");
    assert_eq!(owner("all", "2026-05-01", Some("fr")), "fr", "before the merger");
    assert_eq!(owner("all", "2026-05-01", None), "unattributed");
    assert_eq!(
        owner("gone", "2026-03-01", None),
        "unattributed",
        "nobody took over"
    );
    assert_eq!(
        owner("young", "2026-01-01", None),
        "young",
        "nobody was there before"
    );
}

#[test]
fn a_change_of_owner_because_a_squad_ended_is_told_apart() {
    let squads = squads();
    assert!(squads.is_succession(&id("old"), &id("pay"), day("2026-01-01")));
    assert!(squads.is_succession(&id("pay"), &id("es"), day("2026-04-01")));
    assert!(squads.is_succession(&id("pay"), &SquadId::unattributed(), day("2026-04-01")));
    assert!(
        !squads.is_succession(&id("pay"), &id("es"), day("2026-04-02")),
        "a day later somebody moved it"
    );
    assert!(!squads.is_succession(&id("pay"), &id("young"), day("2026-04-01")));
    assert!(!squads.is_succession(&id("pay"), &id("pay"), day("2026-04-01")));
}

#[test]
fn memberships_go_on_in_what_follows() {
    let place = |squad: &str, from: &str, to: Option<&str>| Membership {
        person: PersonId(1),
        squad: id(squad),
        role: None,
        allocation: Allocation::from_fraction(1.0).unwrap(),
        from: day(from),
        to: to.map(day),
    };
    let went = |all: Vec<Membership>| {
        let places = squads().memberships(all);
        let told = places.into_iter().map(|place| {
            let to = place.to.map_or_else(|| "…".to_owned(), |to| to.to_string());
            format!("{} {}–{to}", place.squad, place.from)
        });
        told.collect::<Vec<_>>().join(", ")
    };
    assert_eq!(
        went(vec![place("old", "2025-01-01", None)]),
        "old 2025-01-01–2025-12-31, pay 2026-01-01–2026-03-31",
        "where it went after the split nobody said"
    );
    assert_eq!(
        went(vec![place("fr", "2026-05-01", None)]),
        "fr 2026-05-01–2026-06-30, all 2026-07-01–…"
    );
    assert_eq!(went(vec![place("fr", "2026-09-01", None)]), "all 2026-09-01–…");
    assert_eq!(
        went(vec![place("young", "2026-01-01", Some("2026-03-31"))]),
        "young 2026-01-01–2026-03-31"
    );
}
