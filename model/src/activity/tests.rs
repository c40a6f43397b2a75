//! Runs of active days, and parts of them.

use super::*;
use crate::config;
use crate::people::Membership;
use crate::records::{Allocation, TicketFields};
use crate::ticket::{Field, Ticket, TicketHistory, Transition};
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
        active = ["Doing"]
        done = ["Closed"]
    "#;
    Rules::new(&config::parse(text, "t").unwrap()).unwrap()
}

fn history(changes: &[(&str, Field, &str)]) -> TicketHistory {
    let transitions: Vec<Transition> = changes
        .iter()
        .zip(0..)
        .map(|((at, field, to), sequence)| Transition {
            ticket: crate::ids::TicketId(1),
            at: format!("{at}:00Z").parse().unwrap(),
            sequence,
            field: *field,
            from: match field {
                Field::Status => Some("New".to_owned()),
                Field::Project => Some("A".to_owned()),
                _ => None,
            },
            to: Some((*to).to_owned()),
        })
        .collect();
    let last = |field| transitions.iter().rev().find(|change| change.field == field);
    let now = |field, otherwise: &str| {
        last(field).map_or_else(|| otherwise.to_owned(), |change| change.to.clone().unwrap())
    };
    let ticket = Ticket {
        id: crate::ids::TicketId(1),
        source: "s".parse().unwrap(),
        key: "1".into(),
        title: String::new(),
        url: None,
        created_at: "2026-01-05T08:00:00Z".parse().unwrap(),
        initial_status: Some("New".into()),
        fields: TicketFields {
            project: Some(now(Field::Project, "A")),
            kind: Some("Bug".into()),
            status: now(Field::Status, "New"),
            ..TicketFields::default()
        },
        assignee: last(Field::Assignee).map(|change| PersonId(change.to.as_ref().unwrap().parse().unwrap())),
        parent: None,
        due_date: None,
        estimate: None,
        remaining: None,
    };
    TicketHistory { ticket, transitions }
}

fn told(changes: &[(&str, Field, &str)]) -> Vec<(i64, String, String, String)> {
    let rules = rules();
    let timeline = Timeline::resolve(&history(changes), None, &rules, &Memberships::default());
    let run = |run: ActiveRun| {
        let last = run.last.map_or("…".to_owned(), |last| last.to_string());
        (
            run.person.0,
            run.first.to_string(),
            last,
            run.state.squad.to_string(),
        )
    };
    runs(&timeline, &rules).into_iter().map(run).collect()
}

fn run(person: i64, first: &str, last: &str, squad: &str) -> (i64, String, String, String) {
    (person, first.into(), last.into(), squad.into())
}

#[test]
fn a_run_is_whoever_had_the_ticket_while_it_was_active() {
    use Field::{Assignee, Status};
    let changes = [
        ("2026-01-06T09:00", Assignee, "7"),
        ("2026-01-07T09:00", Status, "Doing"),
        ("2026-01-09T15:00", Assignee, "8"),
        ("2026-01-12T10:00", Status, "Closed"),
    ];
    let expected = [
        run(7, "2026-01-07", "2026-01-09", "a"),
        run(8, "2026-01-09", "2026-01-12", "a"),
    ];
    assert_eq!(told(&changes), expected, "both had it on the ninth");
    assert_eq!(told(&changes[..3])[1], run(8, "2026-01-09", "…", "a"));
    assert_eq!(told(&changes[1..2]), [], "nobody had it");
}

#[test]
fn a_day_begins_where_the_organisation_is() {
    use Field::{Assignee, Status};
    let changes = [
        ("2026-01-05T08:00", Assignee, "7"),
        ("2026-01-06T23:30", Status, "Doing"),
        ("2026-01-08T23:00", Status, "Closed"),
    ];
    assert_eq!(
        told(&changes),
        [run(7, "2026-01-07", "2026-01-08", "a")],
        "to midnight, not over it"
    );
}

#[test]
fn a_run_is_cut_where_the_ticket_is_another_squad_s_at_the_end_of_the_day() {
    use Field::{Assignee, Project, Status};
    let changes = [
        ("2026-01-05T08:00", Assignee, "7"),
        ("2026-01-06T09:00", Status, "Doing"),
        ("2026-01-08T12:00", Project, "B"),
        ("2026-01-09T12:00", Status, "Closed"),
    ];
    assert_eq!(
        told(&changes),
        [
            run(7, "2026-01-06", "2026-01-07", "a"),
            run(7, "2026-01-08", "2026-01-08", "b"),
            run(7, "2026-01-09", "2026-01-09", "b")
        ]
    );
}

/// Minutes of three days at which the ticket is taken up and put down in turn.
fn minutes() -> impl Strategy<Value = Vec<i64>> {
    prop::collection::btree_set(0..3 * 1440_i64, 2..9).prop_map(|all| all.into_iter().collect())
}

proptest! {
    #[test]
    fn runs_hold_the_days_of_every_active_minute_once(minutes in minutes()) {
        let rules = rules();
        let base: DateTime<Utc> = "2026-01-05T23:00:00Z".parse().unwrap();
        let mut history = history(&[("2026-01-05T08:00", Field::Assignee, "7")]);
        for (place, minute) in minutes.iter().enumerate() {
            let (from, to) = if place % 2 == 0 { ("New", "Doing") } else { ("Doing", "New") };
            history.transitions.push(Transition {
                at: base + Duration::minutes(*minute),
                sequence: i32::try_from(place).unwrap() + 1,
                field: Field::Status,
                from: Some(from.into()),
                to: Some(to.into()),
                ..history.transitions[0].clone()
            });
            history.ticket.fields.status = to.to_owned();
        }
        let timeline = Timeline::resolve(&history, None, &rules, &Memberships::default());
        let mut days = Vec::new();
        for run in runs(&timeline, &rules) {
            let last = run.last.unwrap_or(NaiveDate::from_ymd_opt(2026, 1, 8).unwrap());
            days.extend(run.first.iter_days().take_while(|day| *day <= last));
        }
        let mut naive = BTreeSet::new();
        let mut ends: Vec<i64> = minutes.clone();
        if ends.len() % 2 == 1 {
            ends.push(3 * 1440);
        }
        for pair in ends.chunks(2) {
            naive.extend((pair[0]..pair[1]).map(|minute| 6 + minute / 1440));
        }
        let naive: Vec<_> = naive.into_iter().map(|day| NaiveDate::from_ymd_opt(2026, 1, day as u32).unwrap()).collect();
        prop_assert_eq!(days, naive);
    }

    #[test]
    fn parts_of_a_day_add_up_over_tickets_and_squads(
        tickets in 1_usize..40,
        weights in prop::collection::vec(0_u32..=1_000_000, 0..4),
    ) {
        let places = weights.iter().enumerate().map(|(place, weight)| Membership {
            person: PersonId(1),
            squad: SquadId::new(format!("s{place}")).unwrap(),
            role: None,
            allocation: Allocation::from_millionths(*weight).unwrap(),
            from: NaiveDate::from_ymd_opt(2026, 1, 1).unwrap(),
            to: None,
        });
        let memberships = Memberships::new(places);
        let day = NaiveDate::from_ymd_opt(2026, 1, 6).unwrap();
        let of: SquadId = "x".parse().unwrap();
        let parts = (0..tickets).flat_map(|place| {
            squads_of_part(part_of_day(place, tickets), PersonId(1), day, &of, &memberships)
        });
        prop_assert_eq!(parts.map(|(_, part)| part).sum::<i64>(), PERSON_DAY);
    }
}
