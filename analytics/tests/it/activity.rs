//! Figures by activity: person-days in the place of hours, against a computation that knows nothing of runs.

use crate::world::{World, day, member, noon, squad, ticket, today, worklog};
use analytics::Warehouse;
use chrono::{Datelike, NaiveDate};
use model::activity::Method;
use model::analyst::{Analyst, DrilledRows, MaintenanceRow};
use model::classify::Category;
use model::ids::{PersonId, TicketId};
use model::ownership::hours_of_worklog;
use model::query::{Drill, DrillInto, Filter, Level};
use model::stage::Stage;
use model::ticket::{Field, TicketHistory, Transition};
use model::time::{Grain, Seconds, Week};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// A ticket of somebody from the start.
fn had(person: i64, mut history: TicketHistory) -> TicketHistory {
    history.ticket.assignee = Some(PersonId(person));
    history
}

fn asked(level: Level) -> Filter {
    Filter {
        level,
        method: Some(Method::Activity),
        ..Filter::all(today())
    }
}

fn rows(warehouse: &Warehouse, filter: &Filter) -> Vec<MaintenanceRow> {
    warehouse.maintenance(filter).unwrap().rows
}

/// The week of the module's worked example: three tickets on Tuesday, two of them bugs; a story on the other days.
fn worked() -> World {
    let mut world = World::new(vec![member(1, "a", 1.0, "2026-01-01")]);
    world.tickets = vec![
        had(
            1,
            ticket(
                1,
                "A",
                "Story",
                "2026-02-02",
                &[("2026-02-02", "Doing"), ("2026-02-06", "Closed")],
            ),
        ),
        had(
            1,
            ticket(
                2,
                "A",
                "Bug",
                "2026-02-02",
                &[("2026-02-03", "Doing"), ("2026-02-03", "Closed")],
            ),
        ),
        had(1, ticket(3, "A", "Bug", "2026-02-02", &[("2026-02-03", "Doing")])),
    ];
    world.tickets[1].transitions[1].at += chrono::Duration::hours(2);
    let closed = Transition {
        at: noon("2026-02-03") + chrono::Duration::hours(3),
        from: Some("Doing".into()),
        to: Some("Closed".into()),
        sequence: 5,
        ..world.tickets[2].transitions[0].clone()
    };
    world.tickets[2].transitions.push(closed);
    world.tickets[2].ticket.fields.status = "Closed".into();
    world
}

#[test]
fn the_worked_example_of_person_days() {
    let (_folder, warehouse) = worked().refreshed();
    let answer = warehouse.maintenance(&Filter::all(today())).unwrap();
    assert_eq!(answer.provenance.method, "activity", "nobody logged hours");
    let week: Week = "2026-W06".parse().unwrap();
    let row = answer
        .rows
        .iter()
        .find(|row| row.period.first_day() == week.monday())
        .unwrap();
    let days = row.activity.unwrap();
    assert_eq!(days.active.value, Some(5.0));
    let maintenance = days.maintenance.value.unwrap();
    assert!((maintenance - 0.666_666).abs() < 1e-9, "{maintenance}");
    assert_eq!(row.maintenance_share.value, Some(maintenance / 5.0));
    let unknown = [
        row.logged_h.value,
        row.maintenance_h.value,
        row.maintenance_load.value,
        row.capacity_h,
        row.coverage,
    ];
    assert_eq!(unknown, [None; 5], "null is not zero");
    let table = answer.table();
    assert!(table.columns.iter().any(|column| column.name == "active_days"));
}

#[test]
fn methods_are_never_mixed_and_no_spell_comes_from_activity() {
    let mut world = worked();
    world.worklogs = vec![worklog(1, Some(2), Some(1), "2026-02-03", 4.0)];
    let (_folder, warehouse) = world.refreshed();
    let usual = warehouse.maintenance(&Filter::all(today())).unwrap();
    assert_eq!(usual.provenance.method, "worklogs");
    assert!(usual.rows.iter().all(|row| row.activity.is_none()));
    assert!(
        usual
            .table()
            .columns
            .iter()
            .all(|column| column.name != "active_days")
    );
    let by_activity = warehouse.maintenance(&asked(Level::Squad)).unwrap();
    assert!(
        by_activity
            .rows
            .iter()
            .all(|row| row.activity.is_some() && row.logged_h.value.is_none())
    );
    assert_eq!(warehouse.spells(&asked(Level::Squad)).unwrap().rows, []);
}

#[test]
fn a_squad_can_be_set_to_activity() {
    let mut world = worked();
    world.worklogs = vec![worklog(1, Some(2), Some(1), "2026-02-03", 4.0)];
    for squad in &mut world.config.squads {
        squad.method = (squad.id.as_str() != "c").then_some(Method::Activity);
    }
    let (_folder, warehouse) = world.refreshed();
    let method = |filter: Filter| warehouse.maintenance(&filter).unwrap().provenance.method;
    assert_eq!(method(Filter::squad(squad("a"), today())), "activity");
    assert_eq!(method(Filter::squad(squad("c"), today())), "worklogs");
    assert_eq!(
        method(Filter::all(today())),
        "worklogs",
        "one answer has one method"
    );
    let tribe = Filter {
        tribe: "north".parse().ok(),
        level: Level::Tribe,
        ..Filter::all(today())
    };
    assert_eq!(method(tribe), "activity");
}

/// Tickets that are taken up and put down, handed over, rerouted and reclassified.
fn some_work() -> impl Strategy<Value = World> {
    let change = (0..40_u64, 0..24_i64, 0..7_usize);
    let tickets = prop::collection::vec((0..4_usize, 0..3_i64, prop::collection::vec(change, 0..6)), 1..8);
    tickets.prop_map(|tickets| {
        let mut world = World::new(vec![
            member(1, "a", 1.0, "2026-01-01"),
            member(2, "b", 0.3, "2026-01-01"),
            member(2, "c", 0.7, "2026-02-01"),
        ]);
        for (id, (project, person, changes)) in (1..).zip(tickets) {
            let project = ["A", "B", "C", "D"][project];
            let mut history = ticket(id, project, "Story", "2026-01-20", &[]);
            history.ticket.assignee = (person > 0).then_some(PersonId(person));
            let mut changes = changes;
            changes.sort_unstable();
            for (sequence, (on, hour, what)) in (1..).zip(changes) {
                apply(&mut history, sequence, on, hour, what);
            }
            world.tickets.push(history);
        }
        world
    })
}

fn apply(history: &mut TicketHistory, sequence: i32, on: u64, hour: i64, what: usize) {
    let id = history.ticket.id;
    let fields = &mut history.ticket.fields;
    let (field, from, to) = match what {
        0..=2 => {
            let to = ["Doing", "New", "Closed"][what];
            (
                Field::Status,
                Some(std::mem::replace(&mut fields.status, to.into())),
                to.to_owned(),
            )
        }
        3 => (Field::Kind, fields.kind.replace("Bug".into()), "Bug".to_owned()),
        4 => (Field::Project, fields.project.replace("B".into()), "B".to_owned()),
        _ => {
            let to = i64::try_from(what).unwrap() - 4;
            let from = history.ticket.assignee.replace(PersonId(to));
            (
                Field::Assignee,
                from.map(|person| person.0.to_string()),
                to.to_string(),
            )
        }
    };
    history.transitions.push(Transition {
        ticket: id,
        at: noon("2026-01-20")
            + chrono::Duration::days(i64::try_from(on).unwrap())
            + chrono::Duration::hours(hour),
        sequence,
        field,
        from,
        to: Some(to),
    });
}

/// By squad and week: millionths of all, and of maintenance. Minute by minute: who had what active?
fn naive(world: &World, until: NaiveDate) -> BTreeMap<(String, Week), (i64, i64)> {
    let mut active: BTreeMap<(i64, NaiveDate), BTreeSet<i64>> = BTreeMap::new();
    for history in &world.tickets {
        let life = world.life(history.ticket.id).unwrap().timeline;
        let mut at = history.ticket.created_at;
        let end = world.rules.start_of(until + chrono::Days::new(1));
        while at < end {
            let span = life.spans().iter().rev().find(|span| span.from <= at).unwrap();
            let person = life
                .assignees()
                .iter()
                .rev()
                .find(|(since, _)| *since <= at)
                .unwrap()
                .1;
            if let (Stage::Active, Some(person)) = (span.state.stage, person) {
                active
                    .entry((person.0, world.rules.day_of(at)))
                    .or_default()
                    .insert(history.ticket.id.0);
            }
            at += chrono::Duration::minutes(60);
        }
    }
    let mut sums: BTreeMap<(String, Week), (i64, i64)> = BTreeMap::new();
    for ((person, on), tickets) in active {
        if on.weekday().num_days_from_monday() > 4 {
            continue;
        }
        let count = i64::try_from(tickets.len()).unwrap();
        for (place, ticket) in (0..).zip(&tickets) {
            let micros = 1_000_000 / count + i64::from(place < 1_000_000 % count);
            let life = world.life(TicketId(*ticket)).unwrap().timeline;
            let state = life.at_end_of(on, &world.rules);
            // A part is whose a whole hour would be: weights are the same.
            let whole = hours_of_worklog(
                Seconds(1),
                Some(PersonId(person)),
                on,
                Some(&state.squad),
                &world.memberships,
            );
            let parts = split(micros, &whole);
            for (squad, part) in parts {
                let sum = sums.entry((squad, Week::of(on))).or_default();
                sum.0 += part;
                if state.classification.category == Category::Maintenance {
                    sum.1 += part;
                }
            }
        }
    }
    sums
}

fn split(micros: i64, whole: &[(model::ids::SquadId, model::time::Micros)]) -> Vec<(String, i64)> {
    let mut parts: Vec<(String, i64, i64)> = whole
        .iter()
        .map(|(squad, part)| {
            (
                squad.to_string(),
                micros * part.0 / 1_000_000,
                micros * part.0 % 1_000_000,
            )
        })
        .collect();
    let mut left = micros - parts.iter().map(|part| part.1).sum::<i64>();
    parts.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.0.cmp(&b.0)));
    for part in &mut parts {
        if left > 0 {
            part.1 += 1;
            left -= 1;
        }
    }
    parts.into_iter().map(|part| (part.0, part.1)).collect()
}

fn millionths(days: Option<f64>) -> i64 {
    (days.unwrap_or_default() * 1_000_000.0).round() as i64
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, max_shrink_iters: 40, ..ProptestConfig::default() })]

    #[test]
    fn person_days_are_the_naive_ones_and_squads_add_up(world in some_work()) {
        let (_folder, warehouse) = world.refreshed();
        let until = day("2026-03-10");
        let filter = Filter { today: until, ..asked(Level::Squad) };
        let squads = rows(&warehouse, &filter);
        let told: BTreeMap<_, _> = squads
            .iter()
            .map(|row| {
                let days = row.activity.unwrap();
                let key = (row.subject.key.clone(), Week::of(row.period.first_day()));
                (key, (millionths(days.active.value), millionths(days.maintenance.value)))
            })
            .filter(|(_, sums)| *sums != (0, 0))
            .collect();
        prop_assert_eq!(&told, &naive(&world, until));
        let whole = rows(&warehouse, &Filter { level: Level::Organisation, ..filter.clone() });
        for row in &whole {
            let days = millionths(row.activity.unwrap().active.value);
            prop_assert_eq!(days % 1_000_000, 0, "whole person-days in {}", row.period);
        }
        for grain in Grain::ALL {
            let all = rows(&warehouse, &Filter { grain, ..filter.clone() });
            let sum: i64 = all.iter().map(|row| millionths(row.activity.unwrap().active.value)).sum();
            prop_assert_eq!(sum, told.values().map(|sums| sums.0).sum::<i64>());
        }
    }

    #[test]
    fn tickets_behind_person_days_add_up_to_them(world in some_work()) {
        let (_folder, warehouse) = world.refreshed();
        for row in rows(&warehouse, &asked(Level::Squad)).iter().take(6) {
            let filter = Filter::squad(row.subject.key.parse().unwrap(), today())
                .between(Some(row.period), Some(row.period));
            let days = row.activity.unwrap();
            for (into, figure) in [(DrillInto::ActiveDays, days.active), (DrillInto::MaintenanceDays, days.maintenance)] {
                let drilled = warehouse.drill(&Drill { into, filter: filter.clone(), way: model::query::Way::default(), after: 0, limit: 99 }).unwrap();
                prop_assert_eq!(millionths(Some(drilled.total)), millionths(figure.value));
                let DrilledRows::Activity(rows) = drilled.rows else { panic!("person-days are tickets") };
                prop_assert_eq!(rows.iter().map(|row| row.millionths).sum::<i64>(), millionths(figure.value));
            }
        }
    }

    #[test]
    fn the_order_of_tickets_and_a_change_at_midnight_do_not_matter(world in some_work(), night in 0..20_i64) {
        let (_folder, warehouse) = world.refreshed();
        let mut turned = World { tickets: world.tickets.clone(), ..World::new(world.memberships.iter().cloned().collect()) };
        turned.tickets.reverse();
        // Something is changed at a midnight, to what it was.
        for history in &mut turned.tickets {
            let at = world.rules.start_of(day("2026-01-25") + chrono::Days::new(night.unsigned_abs()));
            let mut status = history.transitions.iter().filter(|change| change.at <= at && change.field == Field::Status);
            let status = status.next_back().map_or("New".to_owned(), |change| change.to.clone().unwrap());
            history.transitions.push(Transition {
                ticket: history.ticket.id,
                at,
                sequence: 99,
                field: Field::Status,
                from: Some(status.clone()),
                to: Some(status),
            });
            history.transitions.sort_by_key(|change| (change.at, change.sequence));
        }
        let (_other, other) = turned.refreshed();
        prop_assert_eq!(rows(&warehouse, &asked(Level::Squad)), rows(&other, &asked(Level::Squad)));
    }
}
