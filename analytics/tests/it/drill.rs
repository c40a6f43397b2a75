//! What a drill tells of each row.

use crate::world::{World, day, everything, member, squad, ticket, worklog};
use model::analyst::{Analyst, DrilledRows};
use model::ids::{RuleId, TicketId, WorklogId};
use model::query::{Drill, DrillInto, Filter, Way};
use model::time::{Grain, Micros, Seconds};
use model::timeline::FlowReason;

fn world() -> World {
    let mut world = World::new(vec![
        member(3, "b", 0.25, "2026-01-01"),
        member(3, "c", 0.75, "2026-01-01"),
    ]);
    world.tickets = vec![
        ticket(1, "A", "Bug", "2026-01-05", &[("2026-02-09", "project=B")]),
        ticket(2, "A", "Help", "2026-01-06", &[("2026-02-10", "Closed")]),
    ];
    world.worklogs = vec![
        worklog(1, Some(1), Some(1), "2026-02-02", 2.0),
        worklog(2, Some(1), Some(3), "2026-02-02", 4.0),
        worklog(3, Some(2), Some(1), "2026-01-30", -1.0),
    ];
    world
}

fn asked(into: DrillInto, filter: Filter) -> Drill {
    Drill {
        into,
        filter,
        way: Way::default(),
        after: 0,
        limit: 10,
    }
}

#[test]
fn a_row_of_hours_says_whose_part_and_why() {
    let (_folder, warehouse) = world().refreshed();
    let drilled = warehouse
        .drill(&asked(DrillInto::MaintenanceH, everything()))
        .unwrap();
    assert_eq!((drilled.total, drilled.count, drilled.next), (5.0, 4, None));
    let DrilledRows::Worklogs(rows) = drilled.rows else {
        panic!("hours are worklogs")
    };
    let ids: Vec<(WorklogId, &str)> = rows.iter().map(|row| (row.worklog, row.squad.as_str())).collect();
    assert_eq!(
        ids,
        [
            (WorklogId(3), "a"),
            (WorklogId(1), "a"),
            (WorklogId(2), "b"),
            (WorklogId(2), "c")
        ]
    );
    assert_eq!(
        (rows[2].seconds, rows[2].part),
        (Seconds(14_400), Micros(3_600_000_000))
    );
    assert_eq!(rows[2].rule, RuleId::new("bug").ok());
    let of_tribe = Filter {
        tribe: "north".parse().ok(),
        ..everything()
    };
    assert_eq!(
        warehouse
            .drill(&asked(DrillInto::LoggedH, of_tribe))
            .unwrap()
            .total,
        2.0
    );
}

#[test]
fn periods_of_a_drill_are_whole_as_in_the_answers() {
    let (_folder, warehouse) = world().refreshed();
    let from = Filter {
        from: Some(day("2026-02-03")),
        ..everything()
    };
    assert_eq!(
        warehouse
            .drill(&asked(DrillInto::LoggedH, from.clone()))
            .unwrap()
            .count,
        3,
        "from Monday on"
    );
    let monthly = Filter {
        from: Some(day("2026-01-31")),
        grain: Grain::Month,
        ..from
    };
    assert_eq!(
        warehouse
            .drill(&asked(DrillInto::LoggedH, monthly))
            .unwrap()
            .count,
        4
    );
    let backwards = Filter {
        from: Some(day("2026-03-01")),
        to: Some(day("2026-01-01")),
        ..everything()
    };
    for into in DrillInto::ALL {
        assert_eq!(
            warehouse.drill(&asked(into, backwards.clone())).unwrap().count,
            0,
            "{into:?}"
        );
    }
}

#[test]
fn tickets_say_why_they_came_and_are_there() {
    let (_folder, warehouse) = world().refreshed();
    let of = |into, filter| match warehouse.drill(&asked(into, filter)).unwrap().rows {
        DrilledRows::Tickets(rows) => rows,
        other => panic!("stock is tickets, not {other:?}"),
    };
    let came = of(DrillInto::Arrivals, everything());
    let told: Vec<_> = came
        .iter()
        .map(|row| (row.ticket, row.squad.as_str(), row.reason))
        .collect();
    assert_eq!(
        told,
        [
            (TicketId(1), "a", FlowReason::Created),
            (TicketId(2), "a", FlowReason::Created),
            (TicketId(1), "b", FlowReason::RoutedIn),
        ]
    );
    let there = of(DrillInto::Backlog, everything());
    assert_eq!(there.len(), 1);
    assert_eq!(
        (there[0].squad.as_str(), there[0].day, there[0].created),
        ("b", day("2026-02-09"), day("2026-01-05"))
    );
    let then = Filter {
        to: Some(day("2026-02-08")),
        ..Filter::squad(squad("a"), day("2026-06-01"))
    };
    assert_eq!(of(DrillInto::Backlog, then).len(), 2);
}

#[test]
fn pages_follow_each_other() {
    let (_folder, warehouse) = world().refreshed();
    let page = |after, limit| {
        warehouse
            .drill(&Drill {
                after,
                limit,
                ..asked(DrillInto::LoggedH, everything())
            })
            .unwrap()
    };
    let (first, second) = (page(0, 3), page(3, 3));
    assert_eq!((first.next, second.next), (Some(3), None));
    assert_eq!(
        (first.total, second.total),
        (5.0, 5.0),
        "the figure, not the page"
    );
    let DrilledRows::Worklogs(rows) = second.rows else {
        panic!("hours are worklogs")
    };
    assert_eq!(rows.len(), 1);
    assert_eq!(page(99, 3).count, 4);
}
