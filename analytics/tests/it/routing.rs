//! How tickets found their squads: the worked examples, and whatever happened against a computation from the tickets'
//! lives alone.

use crate::naive::percentile;
use crate::properties::some_world;
use crate::world::{World, everything, ticket};
use analytics::Warehouse;
use chrono::NaiveDate;
use model::analyst::{Analyst, DrilledRoute, DrilledRows, RoutingFigures, RoutingSuggestionRow};
use model::figure::Figure;
use model::ids::TicketId;
use model::query::{Dimension, Drill, DrillInto, Filter, Level, Way};
use model::routing::Routing;
use model::time::{Grain, Period};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// The four tickets of the worked example, first given to a, and a fifth of b that went to a and came back.
fn world() -> World {
    let mut world = World::new(Vec::new());
    world.tickets = vec![
        ticket(
            1,
            "A",
            "Bug",
            "2026-01-05",
            &[("2026-01-06", "Doing"), ("2026-01-20", "Closed")],
        ),
        ticket(2, "A", "Bug", "2026-01-06", &[("2026-01-22", "Closed")]),
        ticket(
            3,
            "A",
            "Help",
            "2026-01-05",
            &[("2026-01-08", "project=B"), ("2026-01-21", "Closed")],
        ),
        ticket(
            4,
            "A",
            "Bug",
            "2026-01-10",
            &[
                ("2026-01-12", "project=C"),
                ("2026-01-19", "project=A"),
                ("2026-01-23", "Closed"),
            ],
        ),
        ticket(
            5,
            "B",
            "Bug",
            "2026-01-10",
            &[
                ("2026-01-12", "project=A"),
                ("2026-01-13", "project=B"),
                ("2026-01-30", "Closed"),
            ],
        ),
        ticket(6, "A", "Story", "2026-01-05", &[("2026-01-20", "Closed")]),
        ticket(7, "A", "Bug", "2026-01-05", &[("2026-01-08", "project=B")]),
    ];
    world
}

fn drilled(warehouse: &Warehouse, into: DrillInto, filter: Filter, way: Way) -> Vec<DrilledRoute> {
    let asked = Drill {
        into,
        filter,
        way,
        after: 0,
        limit: usize::MAX,
    };
    let drilled = warehouse.drill(&asked).unwrap();
    let DrilledRows::Routes(rows) = drilled.rows else {
        panic!("routing is routes")
    };
    assert_eq!((drilled.count, drilled.total), (rows.len(), rows.len() as f64));
    rows
}

fn ids(rows: &[DrilledRoute]) -> Vec<i64> {
    rows.iter().map(|row| row.ticket.0).collect()
}

#[test]
fn the_worked_example_of_routing() {
    let (_folder, warehouse) = world().refreshed();
    let rows = warehouse.routing(&everything()).unwrap().rows;
    let row = rows
        .iter()
        .find(|row| row.subject.key == "a" && row.period.to_string() == "2026-W04")
        .map(|row| &row.figures)
        .unwrap();
    assert_eq!((row.finished, row.misrouted, row.ping_pong), (4, 2, 1));
    assert_eq!((row.misroute_rate.value, row.misroute_rate.n), (Some(0.5), 4));
    assert_eq!(row.hops_mean.value, Some(0.75));
    assert_eq!((row.detour_days_p50.value, row.detour_days_p50.n), (Some(3.0), 2));
    assert_eq!(row.detour_days_p85.value, Some(9.0));
    // Out of New: after 1 day; at the finish, after 16, 16 and 13.
    assert_eq!(
        (row.time_to_triage_p50.value, row.time_to_triage_p85.value),
        (Some(13.0), Some(16.0))
    );
    assert_eq!(
        (
            row.time_to_right_squad_p50.value,
            row.time_to_right_squad_p85.value
        ),
        (Some(0.0), Some(9.0))
    );
    let empty = rows
        .iter()
        .find(|row| row.subject.key == "a" && row.period.to_string() == "2026-W05")
        .map(|row| &row.figures)
        .unwrap();
    assert_eq!(
        (
            empty.finished,
            empty.misroute_rate.value,
            empty.time_to_triage_p50.value
        ),
        (0, None, None),
        "nothing was finished: no rate"
    );
}

#[test]
fn the_matrix_tells_who_had_whose() {
    let (_folder, warehouse) = world().refreshed();
    let told = |filter: &Filter| -> Vec<String> {
        let rows = warehouse.routing_matrix(filter).unwrap().rows;
        rows.iter()
            .map(|row| {
                format!(
                    "{} > {}: {} {} {}",
                    row.from, row.to, row.tickets, row.misrouted, row.ping_pong
                )
            })
            .collect()
    };
    assert_eq!(
        told(&everything()),
        ["b > b: 1 1 1", "a > b: 1 1 0", "a > a: 3 1 1"]
    );
    assert_eq!(
        told(&Filter::squad("b".parse().unwrap(), everything().today)),
        ["b > b: 1 1 1"]
    );
    let by = |level| Filter {
        level,
        ..everything()
    };
    assert_eq!(told(&by(Level::Tribe)), ["north > north: 5 3 2"]);
    assert_eq!(told(&by(Level::Organisation)), [" > : 5 3 2"]);
}

#[test]
fn a_cell_can_be_opened() {
    let (_folder, warehouse) = world().refreshed();
    let way = |first: &str, right: &str| Way {
        first: first.parse().ok(),
        right: right.parse().ok(),
        having: None,
    };
    let of = |into, way| ids(&drilled(&warehouse, into, everything(), way));
    assert_eq!(
        of(DrillInto::Finished, way("a", "a")),
        [1, 2, 4],
        "oldest finish first"
    );
    assert_eq!(of(DrillInto::Misrouted, way("a", "a")), [4]);
    assert_eq!(of(DrillInto::Detours, way("a", "a")), Vec::<i64>::new());
    assert_eq!(of(DrillInto::Detours, Way::default()), [3]);
    let having = Way {
        having: Some((Dimension::Project, "A".to_owned())),
        ..Way::default()
    };
    let rows = drilled(&warehouse, DrillInto::Finished, everything(), having);
    assert_eq!(ids(&rows), [1, 3, 2, 4], "as they were when they were created");
    assert_eq!(
        (rows[3].hops, rows[3].ping_pong, rows[3].detour_days),
        (2, true, 9)
    );
}

/// So many tickets with a component, first at c, of which d gets and finishes some.
fn with_component(world: &mut World, component: &str, all: i64, passed_on: i64) {
    let from = i64::try_from(world.tickets.len()).unwrap();
    for place in 0..all {
        let to_d: &[(&str, &str)] = &[("2026-01-09", "project=D"), ("2026-01-20", "Closed")];
        let stays: &[(&str, &str)] = &[("2026-01-20", "Closed")];
        let changes = if place < passed_on { to_d } else { stays };
        let mut one = ticket(from + place + 1, "C", "Bug", "2026-01-05", changes);
        one.ticket.fields.components = vec![component.to_owned(), component.to_owned()];
        one.ticket.fields.labels = vec!["odd".to_owned(), "even".to_owned()];
        world.tickets.push(one);
    }
}

fn suggestions(world: &World) -> Vec<RoutingSuggestionRow> {
    let (_folder, warehouse) = world.refreshed();
    warehouse.routing_suggestions(&everything()).unwrap().rows
}

#[test]
fn a_value_whose_tickets_nearly_all_go_one_way_is_suggested() {
    let mut world = World::new(Vec::new());
    with_component(&mut world, "Sign-in", 60, 57);
    with_component(&mut world, "Exports", 40, 30);
    with_component(&mut world, "Rare", 19, 19);
    let rows = suggestions(&world);
    let of = |value: &str| rows.iter().find(|row| row.value == value);
    let sure = of("Sign-in").unwrap();
    assert_eq!(
        (sure.dimension, sure.squad.as_str(), sure.tickets),
        (Dimension::Component, "d", 60)
    );
    assert_eq!((sure.share.numerator, sure.share.value), (Some(57.0), Some(0.95)));
    assert_eq!(format!("{:.3}", sure.lower_bound), "0.863");
    assert!(sure.suggested && sure.would_have_helped());
    assert_eq!(
        (sure.detours, sure.detour_days, sure.detour_days_p50.value),
        (57, 57 * 4, Some(4.0))
    );
    let unsure = of("Exports").unwrap();
    assert!(!unsure.suggested && !unsure.would_have_helped(), "{unsure:?}");
    assert_eq!(of("Rare"), None, "19 tickets prove nothing");
    assert_eq!(of("odd").unwrap().tickets, 119, "labels count as components do");
    let helps: Vec<bool> = rows.iter().map(RoutingSuggestionRow::would_have_helped).collect();
    assert!(
        helps.is_sorted_by(|a, b| a >= b),
        "what helps comes first: {rows:#?}"
    );
    assert!(
        rows.iter()
            .filter(|row| row.would_have_helped())
            .is_sorted_by(|a, b| a.detour_days >= b.detour_days)
    );
}

#[test]
fn a_suggestion_is_opened_and_adds_up() {
    let mut world = World::new(Vec::new());
    with_component(&mut world, "Sign-in", 30, 28);
    let (_folder, warehouse) = world.refreshed();
    let row = &warehouse.routing_suggestions(&everything()).unwrap().rows[0];
    let way = |right| Way {
        right,
        having: Some((row.dimension, row.value.clone())),
        ..Way::default()
    };
    let count = |into, right| drilled(&warehouse, into, everything(), way(right)).len() as i64;
    assert_eq!(count(DrillInto::Finished, None), row.tickets);
    assert_eq!(count(DrillInto::Finished, Some(row.squad.clone())), 28);
    assert_eq!(count(DrillInto::Detours, Some(row.squad.clone())), row.detours);
    let theirs = Filter::squad("d".parse().unwrap(), everything().today);
    assert!(!warehouse.routing_suggestions(&theirs).unwrap().rows.is_empty());
    let others = Filter::squad("c".parse().unwrap(), everything().today);
    assert!(
        warehouse.routing_suggestions(&others).unwrap().rows.is_empty(),
        "it goes to d"
    );
}

/// A finished ticket, from its life alone.
struct Route {
    ticket: TicketId,
    routing: Routing,
    created: NaiveDate,
    finished: NaiveDate,
    triage: i64,
    right: i64,
    detour: i64,
}

fn naive(world: &World) -> Vec<Route> {
    let route = |history: &model::ticket::TicketHistory| {
        let routing = Routing::of(&world.life(history.ticket.id)?.timeline, &world.rules)?;
        let day = |at| world.rules.day_of(at);
        let created = day(history.ticket.created_at);
        Some(Route {
            ticket: history.ticket.id,
            created,
            finished: day(routing.finished_at),
            triage: (day(routing.triaged_at) - created).num_days(),
            right: (day(routing.right_at) - created).num_days(),
            detour: (day(routing.right_at) - day(routing.first_at)).num_days(),
            routing,
        })
    };
    world.tickets.iter().filter_map(route).collect()
}

fn check(row: &RoutingFigures, routes: &[&Route]) -> Result<(), TestCaseError> {
    let misrouted: Vec<_> = routes.iter().filter(|route| route.routing.hops > 0).collect();
    prop_assert_eq!(row.finished as usize, routes.len());
    prop_assert_eq!(row.misrouted as usize, misrouted.len());
    prop_assert_eq!(
        row.ping_pong as usize,
        routes.iter().filter(|route| route.routing.ping_pong).count()
    );
    let hops: u32 = routes.iter().map(|route| route.routing.hops).sum();
    let part = |over: f64| (!routes.is_empty()).then(|| over / routes.len() as f64);
    prop_assert_eq!(row.hops_mean.value, part(f64::from(hops)));
    prop_assert_eq!(row.misroute_rate.value, part(misrouted.len() as f64));
    let same = |figure: &Figure, days: Vec<i64>, percent| {
        let expected = percentile(days.iter().copied(), percent).map(|days| days as f64);
        figure.value == expected && figure.n as usize == days.len()
    };
    let all = |of: fn(&Route) -> i64| routes.iter().map(|route| of(route)).collect::<Vec<_>>();
    let detours = || misrouted.iter().map(|route| route.detour).collect::<Vec<_>>();
    prop_assert!(same(&row.time_to_triage_p50, all(|route| route.triage), 50));
    prop_assert!(same(&row.time_to_triage_p85, all(|route| route.triage), 85));
    prop_assert!(same(&row.time_to_right_squad_p50, all(|route| route.right), 50));
    prop_assert!(same(&row.time_to_right_squad_p85, all(|route| route.right), 85));
    prop_assert!(same(&row.detour_days_p50, detours(), 50));
    prop_assert!(same(&row.detour_days_p85, detours(), 85));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 60, ..ProptestConfig::default() })]

    #[test]
    fn every_row_and_what_is_behind_it_is_the_naive_one(world in some_world()) {
        let (_folder, warehouse) = world.refreshed();
        let routes = naive(&world);
        for grain in [Grain::Week, Grain::Month, Grain::Quarter] {
            let filter = Filter { grain, ..everything() };
            let rows = warehouse.routing(&filter).unwrap().rows;
            prop_assert_eq!(rows.iter().map(|row| row.figures.finished as usize).sum::<usize>(), routes.len());
            for row in &rows {
                let holds = |route: &&Route| {
                    route.routing.first.as_str() == row.subject.key && Period::of(grain, route.finished) == row.period
                };
                check(&row.figures, &routes.iter().filter(holds).collect::<Vec<_>>())?;
            }
        }
        let whole = Filter { level: Level::Organisation, grain: Grain::Year, ..everything() };
        let all: Vec<&Route> = routes.iter().collect();
        check(&warehouse.routing_summary(&whole).unwrap()[0].1, &all)?;
        for row in warehouse.routing(&whole).unwrap().rows {
            let holds = |route: &&Route| Period::of(Grain::Year, route.finished) == row.period;
            check(&row.figures, &routes.iter().filter(holds).collect::<Vec<_>>())?;
        }
    }

    #[test]
    fn cells_of_the_matrix_add_up_and_open(world in some_world()) {
        let (_folder, warehouse) = world.refreshed();
        let routes = naive(&world);
        let mut cells: BTreeMap<(String, String), Vec<&Route>> = BTreeMap::new();
        for route in &routes {
            let cell = (route.routing.first.to_string(), route.routing.right.to_string());
            cells.entry(cell).or_default().push(route);
        }
        let rows = warehouse.routing_matrix(&everything()).unwrap().rows;
        prop_assert_eq!(rows.len(), cells.len());
        for row in &rows {
            let expected = &cells[&(row.from.clone(), row.to.clone())];
            prop_assert_eq!(row.tickets as usize, expected.len());
            let way = Way { first: row.from.parse().ok(), right: row.to.parse().ok(), having: None };
            let mut opened = drilled(&warehouse, DrillInto::Finished, everything(), way.clone());
            prop_assert_eq!(opened.len(), expected.len());
            let misrouted = drilled(&warehouse, DrillInto::Misrouted, everything(), way);
            prop_assert_eq!(misrouted.len(), row.misrouted as usize);
            opened.sort_by_key(|opened| opened.ticket);
            for (opened, route) in opened.iter().zip(expected) {
                prop_assert_eq!(opened.ticket, route.ticket);
                prop_assert_eq!((opened.created, opened.finished), (route.created, route.finished));
                prop_assert_eq!(opened.hops, i64::from(route.routing.hops));
                prop_assert_eq!((opened.triage_days, opened.right_days), (route.triage, route.right));
                prop_assert_eq!(opened.detour_days, route.detour);
            }
        }
        let detours = drilled(&warehouse, DrillInto::Detours, everything(), Way::default());
        let apart: i64 = rows.iter().filter(|row| row.from != row.to).map(|row| row.tickets).sum();
        prop_assert_eq!(detours.len(), apart as usize);
    }
}
