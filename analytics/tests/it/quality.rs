//! Data quality: every check on a case of its own, and each with a list as long as what it found.

use crate::world::{World, day, everything, hours, member, source, squad, ticket, worklog};
use model::analyst::{Analyst, FoundId, QualityAsked, QualityCheck, QualityRow};
use model::ids::{PersonId, WorklogId};
use model::query::{Filter, Level};
use model::time::Seconds;
use std::collections::BTreeSet;

fn world() -> World {
    let mut world = World::new(vec![
        member(1, "a", 1.0, "2026-01-01"),
        member(3, "b", 0.5, "2026-01-01"),
        member(3, "c", 0.5, "2026-01-01"),
    ]);
    let mut odd = ticket(3, "X", "Odd", "2026-01-05", &[("2026-01-06", "Elsewhere")]);
    odd.ticket.due_date = Some(day("2026-03-01"));
    let mut planned = ticket(2, "A", "Story", "2026-01-05", &[]);
    planned.ticket.estimate = Some(Seconds(3600));
    world.tickets = vec![ticket(1, "A", "Bug", "2026-01-05", &[]), planned, odd];
    world.worklogs = vec![
        worklog(1, Some(1), Some(1), "2026-01-05", 20.0),
        worklog(2, Some(2), Some(1), "2026-01-05", 5.0),
        worklog(3, Some(2), Some(1), "2026-01-06", -2.0),
        worklog(4, None, Some(3), "2026-01-07", 1.0),
        worklog(5, Some(3), Some(9), "2026-01-07", 1.5),
        worklog(6, Some(1), Some(1), "2026-07-01", 3.0),
        worklog(7, Some(3), None, "2026-01-08", 0.5),
    ];
    world.worklogs[6].source = source("t");
    world
}

fn found(rows: &[QualityRow], of: &str, check: QualityCheck) -> (u64, Option<u64>, Option<f64>) {
    rows.iter()
        .find(|row| row.check == check && row.source.as_str() == of)
        .map_or((0, None, None), |row| (row.found, row.of, row.hours))
}

#[test]
fn each_check_finds_its_case() {
    use QualityCheck as Check;
    let (_folder, warehouse) = world().refreshed();
    let filter = Filter {
        level: Level::Organisation,
        ..everything()
    };
    let rows = warehouse.quality(&filter).unwrap().rows;
    assert!(rows.iter().all(|row| row.squad.is_none()));
    for (check, expected) in [
        (Check::TicketsWithoutSquad, (1, Some(3), None)),
        (Check::TicketsWithoutCategory, (1, Some(3), None)),
        (Check::TicketsWithoutEstimate, (2, Some(3), None)),
        (Check::TicketsWithoutDueDate, (2, Some(3), None)),
        (Check::TicketsWithUnknownStatus, (1, Some(3), None)),
        (Check::WorklogsWithoutTicket, (1, Some(6), Some(1.0))),
        (Check::WorklogsWithoutSquad, (1, Some(6), Some(1.5))),
        (Check::WorklogsInTheFuture, (1, Some(6), Some(3.0))),
        (Check::WorklogsOver24Hours, (2, Some(6), Some(25.0))),
        (Check::WorklogsNegative, (1, Some(6), Some(hours(-7200)))),
        (Check::PeopleWithoutMembership, (1, Some(3), Some(1.5))),
    ] {
        assert_eq!(found(&rows, "s", check), expected, "{check:?}");
    }
    assert_eq!(
        found(&rows, "t", Check::WorklogsWithoutSquad),
        (1, Some(1), Some(0.5))
    );
    assert_eq!(
        found(&rows, "s", Check::Freshness),
        (0, None, None),
        "the store tells that"
    );
}

#[test]
fn a_split_worklog_counts_in_each_squad_and_once_in_the_source() {
    let (_folder, warehouse) = world().refreshed();
    let rows = warehouse.quality(&everything()).unwrap().rows;
    let without: Vec<_> = rows
        .iter()
        .filter(|row| row.check == QualityCheck::WorklogsWithoutTicket && row.found > 0)
        .map(|row| (row.squad.as_ref().map(ToString::to_string), row.found, row.hours))
        .collect();
    assert_eq!(
        without,
        [
            (Some("c".to_owned()), 1, Some(0.5)),
            (Some("b".to_owned()), 1, Some(0.5))
        ]
    );
}

#[test]
fn every_check_has_a_list_as_long_as_what_it_found() {
    let (_folder, warehouse) = world().refreshed();
    for level in [Level::Squad, Level::Organisation] {
        for filter in [
            Filter {
                level,
                ..everything()
            },
            Filter {
                level,
                from: Some(day("2026-01-06")),
                to: Some(day("2026-01-31")),
                ..everything()
            },
        ] {
            let rows = warehouse.quality(&filter).unwrap().rows;
            assert!(rows.iter().any(|row| row.found > 0));
            for row in rows {
                let mut ids = BTreeSet::new();
                let mut after = i64::MIN;
                loop {
                    let of_row = Filter {
                        squads: row.squad.iter().cloned().collect(),
                        ..filter.clone()
                    };
                    let asked = QualityAsked {
                        source: Some(row.source.clone()),
                        after,
                        limit: 1,
                        ..asked(row.check, of_row)
                    };
                    let list = warehouse.quality_list(&asked).unwrap();
                    ids.extend(list.rows.iter().map(|found| found.id.number()));
                    match list.next {
                        Some(next) => after = next,
                        None => break,
                    }
                }
                assert_eq!(
                    ids.len() as u64,
                    row.found,
                    "{:?} of {:?}: {ids:?}",
                    row.check,
                    row.squad
                );
            }
        }
    }
}

/// The first rows of a check in every source.
fn asked(check: QualityCheck, filter: Filter) -> QualityAsked {
    QualityAsked {
        filter,
        check,
        source: None,
        after: 0,
        limit: 10,
    }
}

#[test]
fn lists_name_the_rows() {
    let (_folder, warehouse) = world().refreshed();
    let list = |check| {
        let list = warehouse.quality_list(&asked(check, everything())).unwrap();
        list.rows.iter().map(|row| row.id).collect::<Vec<_>>()
    };
    assert_eq!(
        list(QualityCheck::WorklogsOver24Hours),
        [1, 2].map(|id| FoundId::Worklog(WorklogId(id)))
    );
    assert_eq!(
        list(QualityCheck::PeopleWithoutMembership),
        [FoundId::Person(PersonId(9))]
    );
    let of_squad = Filter {
        squads: vec![squad("b")],
        ..everything()
    };
    let of_squad = warehouse
        .quality_list(&asked(QualityCheck::WorklogsNegative, of_squad))
        .unwrap();
    assert_eq!(of_squad.rows, Vec::new());
}
