//! Squads that are renamed, split and merged: nothing is lost and nothing is counted twice, whatever was logged.

use crate::world::{World, day, member, ticket, today, worklog};
use analytics::Warehouse;
use model::analyst::{Analyst, MaintenanceRow};
use model::people::Membership;
use model::query::{Filter, Level};
use model::time::Period;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// The first day of what follows.
const CHANGE: &str = "2026-03-04";
const BEFORE: &str = "2026-03-03";

fn config(squads: &str) -> String {
    format!(
        r#"
        organisation = {{ name = "Acme", time_zone = "Europe/Paris" }}
        privacy = {{ squad_people = 1, cell_people = 1 }}
        squads = [{squads}, {{ id = "other" }}]
        squad_rules = [
            {{ squad = "a", when = {{ project = "A" }} }},
            {{ squad = "b", when = {{ project = "B" }} }},
            {{ squad = "other", when = {{ project = "O" }} }},
        ]
        classification = [{{ id = "bug", category = "maintenance", when = {{ type = "Bug" }} }}]
        [stages]
        queue = ["New"]
        active = ["Doing"]
        done = ["Closed"]
        "#
    )
}

/// Work of four people on six tickets: whose, on which, on which day, for how long; and which tickets end when.
type Work = (Vec<(i64, i64, u64, u8)>, Vec<Option<u64>>);

fn some_work() -> impl Strategy<Value = Work> {
    let logged = (1_i64..5, 1_i64..7, 0_u64..60, 0_u8..9);
    let ends = prop::option::of(0_u64..60);
    (
        prop::collection::vec(logged, 0..40),
        prop::collection::vec(ends, 6),
    )
}

fn on(offset: u64) -> String {
    (day("2026-02-02") + chrono::Days::new(offset)).to_string()
}

fn world(squads: &str, members: Vec<Membership>, (logged, ends): &Work) -> (tempfile::TempDir, Warehouse) {
    let mut world = World::with(&config(squads), members);
    let number = |place: usize| i64::try_from(place).unwrap() + 1;
    world.worklogs = logged
        .iter()
        .enumerate()
        .map(|(place, (person, of, offset, hours))| {
            worklog(
                number(place),
                Some(*of),
                Some(*person),
                &on(*offset),
                f64::from(*hours),
            )
        })
        .collect();
    // Series go on to the last day that anything is known of.
    let last = number(world.worklogs.len());
    world.worklogs.push(worklog(last, Some(5), Some(4), &on(60), 1.0));
    for (place, end) in ends.iter().enumerate() {
        let end = end.map(on);
        let changes: Vec<_> = end.iter().map(|end| (end.as_str(), "Closed")).collect();
        let project = ["A", "A", "B", "B", "O", "A"][place];
        world
            .tickets
            .push(ticket(number(place), project, "Bug", "2026-02-02", &changes));
    }
    world.refreshed()
}

/// Three people in squad `a` (or, the third, in `b`) and one elsewhere.
fn members(third: &str) -> Vec<Membership> {
    let in_squad = |person, squad| member(person, squad, 1.0, "2026-01-01");
    vec![
        in_squad(1, "a"),
        in_squad(2, "a"),
        in_squad(3, third),
        in_squad(4, "other"),
    ]
}

/// Hours, hours of maintenance and backlog of some squads together, by week.
fn together(warehouse: &Warehouse, squads: &[&str]) -> BTreeMap<Period, [i64; 3]> {
    let mut sums: BTreeMap<Period, [i64; 3]> = BTreeMap::new();
    let rows = warehouse.maintenance(&Filter::all(today())).unwrap().rows;
    for row in rows
        .iter()
        .filter(|row| squads.contains(&row.subject.key.as_str()))
    {
        for (sum, value) in sums.entry(row.period).or_default().iter_mut().zip(figures(row)) {
            *sum += value;
        }
    }
    sums.retain(|_, sums| *sums != [0; 3]);
    sums
}

fn figures(row: &MaintenanceRow) -> [i64; 3] {
    #[expect(clippy::cast_possible_truncation, reason = "hours of a test")]
    let micros = |hours: Option<f64>| (hours.unwrap_or_default() * 3_600_000_000.0).round() as i64;
    [
        micros(row.logged_h.value),
        micros(row.maintenance_h.value),
        row.backlog,
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn a_new_name_keeps_the_series_whole(work in some_work()) {
        let (_before, one) = world(r#"{ id = "a" }, { id = "b" }"#, members("b"), &work);
        let renamed = format!(
            r#"{{ id = "a", to = "{BEFORE}", successors = ["new"] }}, {{ id = "new", from = "{CHANGE}" }}, {{ id = "b" }}"#
        );
        let (_after, two) = world(&renamed, members("b"), &work);
        prop_assert_eq!(together(&one, &["a"]), together(&two, &["a", "new"]));
        prop_assert_eq!(together(&one, &["b"]), together(&two, &["b"]));
        let late = together(&two, &["a"]).into_keys().max();
        prop_assert!(late.is_none_or(|late| late.first_day() < day(CHANGE)), "the old name ends: {:?}", late);
    }

    #[test]
    fn the_parts_of_a_split_add_up(work in some_work()) {
        let (_before, one) = world(r#"{ id = "a" }, { id = "b" }"#, members("b"), &work);
        let split = format!(
            r#"{{ id = "a", to = "{BEFORE}", successors = ["c", "d"] }},
               {{ id = "c", from = "{CHANGE}" }}, {{ id = "d", from = "{CHANGE}" }}, {{ id = "b" }}"#
        );
        let mut moved = members("b");
        for (place, to) in [(0, "c"), (1, "d")] {
            moved[place].to = Some(day(BEFORE));
            moved.push(member(moved[place].person.0, to, 1.0, CHANGE));
        }
        let (_after, two) = world(&split, moved, &work);
        prop_assert_eq!(together(&one, &["a"]), together(&two, &["a", "c", "d", "unattributed"]));
    }

    #[test]
    fn a_merger_is_the_sum_of_what_merged(work in some_work()) {
        let (_before, one) = world(r#"{ id = "a" }, { id = "b" }"#, members("b"), &work);
        let merged = format!(
            r#"{{ id = "a", to = "{BEFORE}", successors = ["new"] }}, {{ id = "b", to = "{BEFORE}", successors = ["new"] }},
               {{ id = "new", from = "{CHANGE}" }}"#
        );
        let (_after, two) = world(&merged, members("b"), &work);
        prop_assert_eq!(together(&one, &["a", "b"]), together(&two, &["a", "b", "new"]));
        let of_all = |warehouse: &Warehouse| {
            let all = Filter { level: Level::Organisation, ..Filter::all(today()) };
            warehouse.maintenance(&all).unwrap().rows.iter().map(figures).collect::<Vec<_>>()
        };
        prop_assert_eq!(of_all(&one), of_all(&two));
    }
}
