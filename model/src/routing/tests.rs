//! Ways of tickets, told as squads and days.

use super::*;
use crate::config;
use crate::ids::{SourceId, TicketId};
use crate::people::Memberships;
use crate::records::TicketFields;
use crate::ticket::{Field, Ticket, TicketHistory, Transition};
use proptest::prelude::*;

fn at(day: &str) -> DateTime<Utc> {
    format!("2026-01-{day}T10:00:00Z").parse().unwrap()
}

fn rules() -> Rules {
    let text = r#"
        organisation = { name = "A", time_zone = "Europe/Paris" }
        squads = [
            { id = "a" }, { id = "b" }, { id = "c" }, { id = "old", to = "2026-01-08", successors = ["b"] },
        ]
        classification = [{ id = "bug", category = "maintenance", when = { type = "Bug" } }]
        [stages]
        intake = ["New"]
        triage = ["Triage"]
        queue = ["Open"]
        done = ["Closed"]
        dropped = ["Rejected"]
    "#;
    Rules::new(&config::parse(text, "t").unwrap()).unwrap()
}

/// A bug created on the 5th in a squad, or in none, and what happened to it: `a` to `c` or `-` is a squad, the rest
/// a type (`Bug`, `Story`) or a status.
fn way(first: &str, status: &str, changes: &[(&str, &str)]) -> Option<Routing> {
    let named = |squad: &str| (squad != "-").then(|| squad.to_owned());
    let mut fields = TicketFields {
        squad: named(first),
        kind: Some("Bug".into()),
        status: status.into(),
        ..TicketFields::default()
    };
    let mut transitions = Vec::new();
    for (place, (day, to)) in changes.iter().enumerate() {
        let (field, from) = match *to {
            "a" | "b" | "c" | "old" | "-" => (Field::Squad, std::mem::replace(&mut fields.squad, named(to))),
            "Bug" | "Story" => (Field::Kind, fields.kind.replace((*to).into())),
            to => (
                Field::Status,
                Some(std::mem::replace(&mut fields.status, to.into())),
            ),
        };
        transitions.push(Transition {
            ticket: TicketId(1),
            at: at(day),
            sequence: i32::try_from(place).unwrap(),
            field,
            from,
            to: (*to != "-").then(|| (*to).to_owned()),
        });
    }
    let ticket = Ticket {
        id: TicketId(1),
        source: SourceId::new("s").unwrap(),
        key: "1".into(),
        title: String::new(),
        url: None,
        created_at: at("05"),
        initial_status: Some(status.into()),
        fields,
        assignee: None,
        parent: None,
        due_date: None,
        estimate: None,
        remaining: None,
    };
    let history = TicketHistory { ticket, transitions };
    let rules = rules();
    Routing::of(
        &Timeline::resolve(&history, None, &rules, &Memberships::default()),
        &rules,
    )
}

/// First and right squad, hops, ping-pong, and the days it was triaged and the right squad got it.
fn told(routing: Option<Routing>) -> String {
    let routing = routing.unwrap();
    let back = if routing.ping_pong { " ping-pong" } else { "" };
    format!(
        "{} > {}, {} hops{back}, triaged {}, right {}",
        routing.first,
        routing.right,
        routing.hops,
        routing.triaged_at.format("%d"),
        routing.right_at.format("%d")
    )
}

#[test]
fn the_worked_example_goes_back_and_forth() {
    let routing = way(
        "a",
        "New",
        &[
            ("06", "b"),
            ("07", "Triage"),
            ("08", "a"),
            ("09", "Open"),
            ("10", "b"),
            ("12", "Closed"),
        ],
    );
    assert!(routing.as_ref().unwrap().is_misrouted());
    assert_eq!(told(routing), "a > b, 3 hops ping-pong, triaged 09, right 10");
}

#[test]
fn a_ticket_that_stays_is_nobodys_mistake() {
    let routing = way("a", "New", &[("06", "Open"), ("09", "Closed")]);
    assert!(!routing.as_ref().unwrap().is_misrouted());
    assert_eq!(told(routing), "a > a, 0 hops, triaged 06, right 05");
}

#[test]
fn nobody_is_no_owner_and_no_hop() {
    assert_eq!(
        told(way("-", "New", &[("07", "b"), ("09", "Closed")])),
        "b > b, 0 hops, triaged 09, right 07"
    );
    assert_eq!(
        told(way("a", "New", &[("06", "-"), ("07", "a"), ("08", "Closed")])),
        "a > a, 0 hops, triaged 08, right 05",
        "the ownership was not broken by somebody else's"
    );
    assert_eq!(
        told(way("a", "New", &[("06", "-"), ("07", "b"), ("08", "Closed")])),
        "a > b, 1 hops, triaged 08, right 07"
    );
    assert_eq!(
        way("a", "New", &[("06", "-"), ("08", "Closed")]),
        None,
        "whose it is nobody knows"
    );
}

#[test]
fn a_squads_end_is_no_hop() {
    assert_eq!(
        told(way("old", "New", &[("07", "Open"), ("12", "Closed")])),
        "b > b, 0 hops, triaged 07, right 05",
        "it is b's since the 9th, which takes the place of the old one"
    );
    assert_eq!(
        told(way("a", "New", &[("06", "old"), ("12", "Closed")])),
        "a > b, 1 hops, triaged 12, right 06"
    );
}

#[test]
fn only_the_last_finish_counts_and_nothing_after_it() {
    let reopened = [
        ("06", "Closed"),
        ("08", "Open"),
        ("09", "b"),
        ("11", "Closed"),
        ("12", "c"),
    ];
    let routing = way("a", "New", &reopened).unwrap();
    assert_eq!(routing.finished_at, at("11"));
    assert_eq!(told(Some(routing)), "a > b, 1 hops, triaged 06, right 09");
    assert_eq!(way("a", "New", &reopened[..2]), None, "it is open again");
}

#[test]
fn it_has_to_be_maintenance_when_it_is_finished() {
    assert_eq!(way("a", "New", &[("06", "Story"), ("08", "Closed")]), None);
    assert_eq!(
        told(way(
            "a",
            "New",
            &[("06", "Story"), ("07", "Bug"), ("08", "Closed")]
        )),
        "a > a, 0 hops, triaged 08, right 05"
    );
    assert_eq!(
        way("a", "New", &[("08", "Rejected")]),
        None,
        "dropped is not finished"
    );
}

#[test]
fn a_ticket_created_beyond_triage_needed_no_time() {
    assert_eq!(
        told(way("a", "Open", &[("06", "Triage"), ("08", "Closed")])),
        "a > a, 0 hops, triaged 05, right 05"
    );
    let at_once = way("a", "Closed", &[]).unwrap();
    assert_eq!((at_once.finished_at, at_once.hops), (at("05"), 0));
}

proptest! {
    #[test]
    fn hops_are_changes_of_squad(squads in prop::collection::vec(0_usize..4, 0..12)) {
        let names = ["a", "b", "c", "-"];
        let days: Vec<String> = (0..squads.len()).map(|place| format!("{:02}", place + 6)).collect();
        let mut changes: Vec<(&str, &str)> =
            days.iter().zip(&squads).map(|(day, squad)| (day.as_str(), names[*squad])).collect();
        changes.push(("30", "Closed"));
        let mut known: Vec<usize> = std::iter::once(0).chain(squads.iter().copied().filter(|squad| *squad < 3)).collect();
        known.dedup();
        match way("a", "New", &changes) {
            None => prop_assert_eq!(squads.last(), Some(&3)),
            Some(routing) => {
                prop_assert_eq!(routing.hops as usize, known.len() - 1);
                prop_assert_eq!(routing.right.as_str(), names[*known.last().unwrap()]);
                let distinct: BTreeSet<_> = known.iter().collect();
                prop_assert_eq!(routing.ping_pong, distinct.len() < known.len());
                prop_assert!(routing.first_at <= routing.right_at && routing.right_at <= routing.finished_at);
            }
        }
    }
}
