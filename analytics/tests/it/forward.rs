//! The forward load: the worked example of the figure, and what is behind it.

use crate::world::{World, day, member, squad, ticket, worklog};
use analytics::Warehouse;
use chrono::NaiveDate;
use model::analyst::{Analyst, DrilledRows, ForwardRow};
use model::ids::{SourceId, TicketId};
use model::query::{Drill, DrillInto, Filter, Level};
use model::records::InitiativeRecord;
use model::ticket::TicketHistory;
use model::time::Seconds;
use proptest::prelude::*;

/// A Tuesday: the four weeks go from Monday 2026-03-02 to Sunday 2026-03-29.
const TODAY: &str = "2026-03-03";

fn initiative(key: &str, of: &str, due: &str, effort: Option<i64>) -> (SourceId, InitiativeRecord) {
    let record = InitiativeRecord {
        key: key.to_owned(),
        name: format!("{key} of {of}"),
        squad: Some(squad(of)),
        quarter: None,
        start_date: None,
        due_date: Some(day(due)),
        delivered_at: None,
        dropped_at: None,
        committed_at: None,
        project: None,
        effort: effort.map(|hours| Seconds(hours * 3600)),
        okr_impact: None,
    };
    ("s".parse().unwrap(), record)
}

/// A story of an initiative with an estimate in hours.
fn story(id: i64, project: &str, of: &str, estimate: Option<i64>) -> TicketHistory {
    let mut story = ticket(id, project, "Story", "2026-01-05", &[]);
    story.ticket.fields.initiative = Some(of.to_owned());
    story.ticket.estimate = estimate.map(|hours| Seconds(hours * 3600));
    story
}

fn refreshed(world: &World, initiatives: &[(SourceId, InitiativeRecord)]) -> (tempfile::TempDir, Warehouse) {
    let folder = tempfile::tempdir().unwrap();
    let warehouse = world.open(&folder);
    world.refresh(&warehouse, 1);
    let refresh = world.begin(&warehouse, 2);
    refresh.initiatives(initiatives).unwrap();
    refresh.commit(crate::world::noon(TODAY)).unwrap();
    (folder, warehouse)
}

fn asked(level: Level) -> Filter {
    Filter {
        level,
        ..Filter::all(day(TODAY))
    }
}

fn rows(warehouse: &Warehouse, level: Level) -> Vec<ForwardRow> {
    warehouse.forward(&asked(level)).unwrap().rows
}

fn row(warehouse: &Warehouse, level: Level, key: &str) -> ForwardRow {
    let mut rows = rows(warehouse, level);
    rows.retain(|row| row.subject.key == key);
    rows.pop().unwrap()
}

/// Three people of squad a, 7 h a day; 30 h of bugs in each of the eight weeks before.
fn busy() -> World {
    let mut world = World::new(
        (1..=3)
            .map(|person| member(person, "a", 1.0, "2025-12-01"))
            .collect(),
    );
    world.tickets = vec![
        ticket(1, "A", "Bug", "2025-12-01", &[]),
        story(2, "A", "I", Some(150)),
        story(3, "A", "I", Some(90)),
        story(4, "A", "I", None),
        story(5, "A", "late", Some(12)),
        story(6, "A", "later", Some(500)),
    ];
    let monday = day("2026-01-05");
    world.worklogs = (0..8)
        .map(|week| {
            let on = monday + chrono::Days::new(week * 7 + 1);
            worklog(
                i64::try_from(week).unwrap(),
                Some(1),
                Some(1),
                &on.to_string(),
                30.0,
            )
        })
        .collect();
    world
        .worklogs
        .push(worklog(100, Some(1), Some(1), "2025-12-30", 500.0));
    world.worklogs.push(worklog(101, Some(1), Some(1), TODAY, 500.0));
    world
        .worklogs
        .push(worklog(102, Some(2), Some(2), "2026-01-06", 40.0));
    world
}

fn promises() -> Vec<(SourceId, InitiativeRecord)> {
    let mut delivered = initiative("gone", "a", "2026-03-10", Some(1000));
    delivered.1.delivered_at = Some(crate::world::noon("2026-02-01"));
    vec![
        initiative("I", "a", "2026-03-29", Some(900)),
        initiative("late", "a", "2026-03-01", None),
        initiative("later", "a", "2026-03-30", None),
        delivered,
    ]
}

#[test]
fn the_worked_example_of_the_figure() {
    let (_folder, warehouse) = refreshed(&busy(), &promises());
    let a = row(&warehouse, Level::Squad, "a");
    assert_eq!(
        (a.first_week.to_string(), a.last_week.to_string()),
        ("2026-W10".into(), "2026-W13".into())
    );
    assert_eq!(a.committed_h.value, Some(200.0), "150 - 40 + 90 hours are left");
    assert_eq!((a.initiatives, a.without_estimate), (1, 1));
    assert_eq!(a.expected_maintenance_h.value, Some(120.0));
    assert_eq!(a.expected_maintenance_h.n, 8);
    assert_eq!(a.capacity_h, Some(420.0));
    assert_eq!(a.forward_load.value, Some(320.0 / 420.0));
    assert_eq!(a.overdue_h.value, Some(12.0), "shown beside, not in the load");
}

#[test]
fn without_hours_or_members_there_is_no_load() {
    let mut world = World::new(Vec::new());
    world.tickets = vec![story(1, "B", "I", Some(8))];
    let (_folder, warehouse) = refreshed(&world, &[initiative("I", "b", "2026-03-10", None)]);
    let b = row(&warehouse, Level::Squad, "b");
    assert_eq!(
        b.committed_h.value,
        Some(8.0),
        "a squad that only promised something has a row"
    );
    assert_eq!(
        (b.expected_maintenance_h.value, b.capacity_h, b.forward_load.value),
        (None, None, None)
    );
    let notes = warehouse.forward(&asked(Level::Squad)).unwrap().provenance.notes;
    assert!(
        notes.iter().any(|note| note.ends_with("not known: b")),
        "{notes:?}"
    );
}

#[test]
fn a_young_squad_is_expected_to_go_on_as_it_began() {
    let mut world = World::new(vec![member(1, "a", 1.0, "2026-02-16")]);
    world.tickets = vec![ticket(1, "A", "Bug", "2026-02-16", &[])];
    world.worklogs = vec![
        worklog(1, Some(1), Some(1), "2026-02-17", 10.0),
        worklog(2, Some(1), Some(1), TODAY, 99.0),
    ];
    let (_folder, warehouse) = refreshed(&world, &[]);
    let a = row(&warehouse, Level::Squad, "a");
    assert_eq!(
        a.expected_maintenance_h.value,
        Some(20.0),
        "10 h and 0 h in two weeks"
    );
    assert_eq!(a.expected_maintenance_h.n, 2);
}

#[test]
fn an_initiative_without_estimates_asks_its_owner_for_its_effort() {
    let mut world = World::new(vec![member(1, "b", 1.0, "2025-12-01")]);
    world.tickets = vec![story(1, "A", "I", None)];
    world.worklogs = vec![worklog(1, Some(1), Some(1), "2026-02-17", 10.0)];
    let (_folder, warehouse) = refreshed(&world, &[initiative("I", "b", "2026-03-10", Some(50))]);
    let (a, b) = (
        row(&warehouse, Level::Squad, "a"),
        row(&warehouse, Level::Squad, "b"),
    );
    assert_eq!((a.committed_h.value, a.without_estimate), (Some(0.0), 1));
    assert_eq!((b.committed_h.value, b.without_estimate), (Some(40.0), 0));
    assert_eq!(row(&warehouse, Level::Organisation, "").initiatives, 1);
}

#[test]
fn what_is_left_is_read_again_from_its_file() {
    let (folder, warehouse) = refreshed(&busy(), &promises());
    let again = busy().open(&folder);
    assert_eq!(rows(&again, Level::Squad), rows(&warehouse, Level::Squad));
}

fn opened(warehouse: &Warehouse, into: DrillInto, filter: Filter) -> (f64, Vec<(Option<TicketId>, i64)>) {
    let mut ids = Vec::new();
    let mut after = 0;
    loop {
        let asked = Drill {
            into,
            way: model::query::Way::default(),
            filter: filter.clone(),
            after,
            limit: 2,
        };
        let drilled = warehouse.drill(&asked).unwrap();
        let DrilledRows::Commitments(rows) = drilled.rows else {
            panic!("promises are commitments")
        };
        ids.extend(rows.iter().map(|row| (row.ticket, row.left.0)));
        match drilled.next {
            Some(next) => after = next,
            None => {
                assert_eq!(drilled.count, ids.len());
                return (drilled.total, ids);
            }
        }
    }
}

#[test]
fn overdue_and_due_open_to_their_tickets() {
    let (_folder, warehouse) = refreshed(&busy(), &promises());
    let due = opened(&warehouse, DrillInto::CommittedH, asked(Level::Squad));
    let ids: Vec<_> = due.1.iter().filter_map(|(ticket, _)| *ticket).collect();
    assert_eq!((due.0, ids), (200.0, vec![TicketId(2), TicketId(3), TicketId(4)]));
    let overdue = opened(&warehouse, DrillInto::OverdueH, asked(Level::Squad));
    assert_eq!((overdue.0, overdue.1.len()), (12.0, 1));
    let of_nobody = Filter {
        squads: vec![squad("b")],
        ..asked(Level::Squad)
    };
    assert_eq!(
        opened(&warehouse, DrillInto::CommittedH, of_nobody),
        (0.0, Vec::new())
    );
}

/// Tickets of any squad and initiative, and where each is due.
fn some_promises() -> impl Strategy<Value = (World, Vec<(SourceId, InitiativeRecord)>)> {
    let stories = prop::collection::vec((0..4_usize, 0..3_usize, prop::option::of(0..60_i64)), 0..14);
    let hours = prop::collection::vec((0..14_usize, 0..70_i64, 1..9_i64), 0..14);
    let due = prop::collection::vec((0..3_usize, -20..40_i64, prop::option::of(0..200_i64)), 3);
    (stories, hours, due).prop_map(|(stories, hours, due)| {
        let squads = ["a", "b", "c", "d"];
        let members = squads
            .iter()
            .zip(1..)
            .map(|(of, person)| member(person, of, 0.5, "2025-12-01"));
        let mut world = World::new(members.collect());
        for (id, (of, initiative, estimate)) in (1..).zip(&stories) {
            let project = squads[*of].to_uppercase();
            let mut story = story(id, &project, &format!("I{initiative}"), *estimate);
            if id % 5 == 0 {
                story.ticket.parent = Some(TicketId(id - 1));
            }
            world.tickets.push(story);
        }
        for (id, (on, back, hours)) in (1..).zip(hours) {
            let ticket = (on < stories.len()).then(|| i64::try_from(on).unwrap() + 1);
            let day: NaiveDate = day(TODAY) - chrono::Duration::days(back);
            world
                .worklogs
                .push(worklog(id, ticket, Some(1), &day.to_string(), hours as f64));
        }
        let promise = |(place, (of, ahead, effort)): (usize, (usize, i64, Option<i64>))| {
            let due = day(TODAY) + chrono::Duration::days(ahead);
            initiative(&format!("I{place}"), squads[of], &due.to_string(), effort)
        };
        (world, due.into_iter().enumerate().map(promise).collect())
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn squads_add_up_and_open_to_their_figure((world, promises) in some_promises()) {
        let (_folder, warehouse) = refreshed(&world, &promises);
        let squads = rows(&warehouse, Level::Squad);
        let sum = |rows: &[ForwardRow], value: fn(&ForwardRow) -> Option<f64>| -> f64 {
            rows.iter().filter_map(value).sum()
        };
        for level in [Level::Tribe, Level::Organisation] {
            let above = rows(&warehouse, level);
            let values: [fn(&ForwardRow) -> Option<f64>; 4] = [
                |row| row.committed_h.value,
                |row| row.overdue_h.value,
                |row| row.expected_maintenance_h.value,
                |row| row.capacity_h,
            ];
            for value in values {
                prop_assert!((sum(&above, value) - sum(&squads, value)).abs() < 1e-6);
            }
        }
        for row in &squads {
            let filter = Filter::squad(row.subject.key.parse().unwrap(), day(TODAY));
            let due = opened(&warehouse, DrillInto::CommittedH, filter.clone());
            prop_assert_eq!(Some(due.0), row.committed_h.value);
            let overdue = opened(&warehouse, DrillInto::OverdueH, filter);
            prop_assert_eq!(Some(overdue.0), row.overdue_h.value);
            let micros: i64 = due.1.iter().chain(&overdue.1).map(|(_, left)| left).sum();
            prop_assert!(micros >= 0);
        }
    }

    #[test]
    fn the_order_of_promises_does_not_matter((world, promises) in some_promises()) {
        let (_folder, warehouse) = refreshed(&world, &promises);
        let turned: Vec<_> = promises.into_iter().rev().collect();
        let (_other, other) = refreshed(&world, &turned);
        prop_assert_eq!(rows(&warehouse, Level::Squad), rows(&other, Level::Squad));
        let drill = |warehouse: &Warehouse| opened(warehouse, DrillInto::CommittedH, asked(Level::Squad));
        prop_assert_eq!(drill(&warehouse), drill(&other));
    }
}
