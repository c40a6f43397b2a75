//! Lives of tickets, told in spans and flows.

use super::*;
use crate::config;
use crate::ids::{SourceId, TicketId};
use crate::people::Membership;
use crate::records::Allocation;
use crate::ticket::Ticket;
use proptest::prelude::*;

fn rules() -> Rules {
    let text = r#"
        organisation = { name = "A", time_zone = "Europe/Paris" }
        squads = [{ id = "a" }, { id = "b" }]
        squad_rules = [{ squad = "a", when = { project = "A" } }, { squad = "b", when = { project = "B" } }]
        classification = [
            { id = "bug", category = "maintenance", maintenance_type = "corrective", when = { type = "Bug" } },
        ]
        [stages]
        intake = ["New"]
        queue = ["Open"]
        active = ["Doing"]
        done = ["Closed"]
        dropped = ["Rejected"]
    "#;
    Rules::new(&config::parse(text, "t").unwrap()).unwrap()
}

fn at(text: &str) -> DateTime<Utc> {
    format!("{text}T10:00:00Z").parse().unwrap()
}

fn ticket(project: &str, kind: &str, status: &str) -> Ticket {
    Ticket {
        id: TicketId(1),
        source: SourceId::new("s").unwrap(),
        key: "1".into(),
        title: "t".into(),
        url: None,
        created_at: at("2026-01-05"),
        initial_status: Some("New".into()),
        fields: TicketFields {
            project: Some(project.into()),
            kind: Some(kind.into()),
            status: status.into(),
            ..TicketFields::default()
        },
        assignee: None,
        parent: None,
        due_date: None,
        estimate: None,
        remaining: None,
    }
}

fn change(day: &str, sequence: i32, field: Field, from: Option<&str>, to: &str) -> Transition {
    Transition {
        ticket: TicketId(1),
        at: at(day),
        sequence,
        field,
        from: from.map(str::to_owned),
        to: Some(to.to_owned()),
    }
}

fn resolve(ticket: Ticket, transitions: Vec<Transition>) -> Timeline {
    let history = TicketHistory { ticket, transitions };
    Timeline::resolve(&history, None, &rules(), &Memberships::default())
}

fn told(timeline: &Timeline) -> Vec<String> {
    timeline
        .flows()
        .iter()
        .map(|flow| {
            let mark = if flow.is_final { "!" } else { "" };
            format!(
                "{} {} {}{mark}",
                rules().day_of(flow.at),
                flow.squad,
                flow.reason.word()
            )
        })
        .collect()
}

#[test]
fn a_life_is_told_in_spans_and_flows() {
    let timeline = resolve(
        ticket("B", "Bug", "Closed"),
        vec![
            change("2026-01-06", 0, Field::Project, Some("A"), "B"),
            change("2026-01-07", 0, Field::Status, Some("New"), "Doing"),
            change("2026-01-08", 0, Field::Status, Some("Doing"), "Closed"),
            change("2026-01-12", 0, Field::Status, Some("Closed"), "Doing"),
            change("2026-01-14", 0, Field::Status, Some("Doing"), "Closed"),
        ],
    );
    assert_eq!(
        told(&timeline),
        [
            "2026-01-05 a created",
            "2026-01-06 a routed_out",
            "2026-01-06 b routed_in",
            "2026-01-08 b finished",
            "2026-01-12 b reopened",
            "2026-01-14 b finished!",
        ]
    );
    assert_eq!(timeline.started_at(), Some(at("2026-01-07")));
    assert_eq!(timeline.finished_at(), Some(at("2026-01-14")));
    assert_eq!(
        timeline
            .at_end_of("2026-01-05".parse().unwrap(), &rules())
            .squad
            .as_str(),
        "a"
    );
    assert_eq!(
        timeline
            .at_end_of("2020-01-01".parse().unwrap(), &rules())
            .squad
            .as_str(),
        "a"
    );
}

#[test]
fn what_changes_at_once_is_one_step() {
    let timeline = resolve(
        ticket("B", "Task", "Doing"),
        vec![
            change("2026-01-06", 0, Field::Project, Some("A"), "B"),
            change("2026-01-06", 0, Field::Kind, Some("Bug"), "Task"),
        ],
    );
    assert_eq!(
        told(&timeline),
        ["2026-01-05 a created", "2026-01-06 a reclassified_out"]
    );
}

#[test]
fn without_history_there_is_one_span() {
    let mut closed = ticket("A", "Bug", "Closed");
    closed.initial_status = None;
    let timeline = resolve(closed, vec![]);
    assert_eq!(timeline.spans().len(), 1);
    assert!(timeline.flows().is_empty(), "it was never seen open");
}

#[test]
fn a_first_status_nobody_knows_is_intake() {
    let mut closed = ticket("A", "Bug", "Closed");
    closed.initial_status = None;
    let timeline = resolve(
        closed,
        vec![change("2026-01-06", 0, Field::Status, None, "Closed")],
    );
    assert_eq!(timeline.spans()[0].state.stage, Stage::Intake);
    assert_eq!(
        told(&timeline),
        ["2026-01-05 a created", "2026-01-06 a finished!"]
    );
}

#[test]
fn a_status_that_history_does_not_end_with_is_dated_at_the_last_change() {
    let timeline = resolve(
        ticket("A", "Bug", "Rejected"),
        vec![change("2026-01-06", 0, Field::Status, None, "Doing")],
    );
    assert_eq!(told(&timeline), ["2026-01-05 a created", "2026-01-06 a dropped"]);
}

#[test]
fn changes_before_the_creation_count_as_made_at_it() {
    let timeline = resolve(
        ticket("A", "Bug", "Doing"),
        vec![change("2026-01-02", 0, Field::Status, None, "Doing")],
    );
    assert_eq!(timeline.started_at(), Some(at("2026-01-05")));
}

#[test]
fn a_ticket_follows_its_assignee_into_another_squad() {
    let place = |squad: &str, from: &str, to: Option<&str>| Membership {
        person: PersonId(7),
        squad: SquadId::new(squad).unwrap(),
        role: None,
        allocation: Allocation::FULL,
        from: from.parse().unwrap(),
        to: to.map(|day| day.parse().unwrap()),
    };
    let memberships = Memberships::new([
        place("a", "2025-01-01", Some("2026-01-31")),
        place("b", "2026-02-01", None),
    ]);
    let mut open = ticket("X", "Bug", "New");
    open.assignee = Some(PersonId(7));
    let history = TicketHistory {
        ticket: open,
        transitions: vec![],
    };
    let timeline = Timeline::resolve(&history, None, &rules(), &memberships);
    assert_eq!(
        told(&timeline),
        [
            "2026-01-05 a created",
            "2026-02-01 a routed_out",
            "2026-02-01 b routed_in"
        ]
    );
}

proptest! {
    /// Whatever happens to a ticket, it is in each squad's stock 0 or 1 times, and at the end where it now is.
    #[test]
    fn entries_and_exits_alternate(
        changes in prop::collection::vec((0_i64..40, 0_usize..3, 0_usize..5), 0..12),
    ) {
        let mut transitions: Vec<_> = changes
            .iter()
            .enumerate()
            .map(|(place, (day, what, value))| {
                let (field, to) = match what {
                    0 => (Field::Status, ["New", "Open", "Doing", "Closed", "Rejected"][*value]),
                    1 => (Field::Project, ["A", "B", "X", "A", "B"][*value]),
                    _ => (Field::Kind, ["Bug", "Task", "Bug", "Task", "Bug"][*value]),
                };
                Transition {
                    at: at("2026-01-01") + chrono::Duration::days(*day),
                    ..change("2026-01-01", i32::try_from(place).unwrap(), field, None, to)
                }
            })
            .collect();
        transitions.sort_by_key(|change| (change.at, change.sequence));
        let timeline = resolve(ticket("A", "Bug", "Doing"), transitions);
        let mut stock = std::collections::BTreeMap::<SquadId, i32>::new();
        for flow in timeline.flows() {
            let count = stock.entry(flow.squad).or_default();
            *count += if flow.reason.is_arrival() { 1 } else { -1 };
            prop_assert!((0..=1).contains(count));
        }
        let there: Vec<_> = stock.iter().filter(|(_, count)| **count == 1).map(|(squad, _)| squad).collect();
        prop_assert_eq!(there, timeline.current().stock().into_iter().collect::<Vec<_>>());
        for pair in timeline.spans().windows(2) {
            prop_assert_eq!(pair[0].to, Some(pair[1].from));
            prop_assert!(pair[0].from <= pair[1].from);
        }
    }
}
