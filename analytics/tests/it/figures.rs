//! The book's words on a small world that can be reckoned by hand.

use crate::world::{World, day, everything, member, squad, ticket, worklog};
use model::analyst::{Analyst, Drain, FlowRow, MaintenanceRow};
use model::classify::Category;
use model::query::{Filter, Level};
use model::time::{Grain, Period};

/// A squad of two with 35 h a week each; W02 is 5 to 11 January 2026.
fn world() -> World {
    let mut world = World::new(vec![
        member(1, "a", 1.0, "2026-01-01"),
        member(2, "a", 1.0, "2026-01-01"),
        member(3, "b", 0.5, "2026-01-01"),
        member(3, "c", 0.5, "2026-01-01"),
    ]);
    world.tickets = vec![
        ticket(1, "A", "Bug", "2026-01-05", &[("2026-01-09", "Closed")]),
        ticket(2, "A", "Story", "2026-01-05", &[]),
        ticket(3, "A", "Help", "2026-01-06", &[]),
    ];
    world.worklogs = vec![
        worklog(1, Some(1), Some(1), "2026-01-05", 15.0),
        worklog(2, Some(2), Some(1), "2026-01-06", 20.0),
        worklog(3, Some(2), Some(2), "2026-01-07", 19.0),
        worklog(4, Some(3), Some(2), "2026-01-08", 6.0),
        worklog(5, Some(2), Some(2), "2026-01-31", 2.0),
        worklog(6, Some(2), Some(2), "2026-02-01", 3.0),
        worklog(7, None, Some(3), "2026-01-20", 1.0),
    ];
    world
}

fn row<'a>(rows: &'a [MaintenanceRow], key: &str, period: &str) -> &'a MaintenanceRow {
    rows.iter()
        .find(|row| row.subject.key == key && row.period.to_string() == period)
        .unwrap_or_else(|| panic!("no row of {key} {period}"))
}

#[test]
fn the_worked_example_of_the_maintenance_load() {
    let (_folder, warehouse) = world().refreshed();
    let answer = warehouse.maintenance(&everything()).unwrap();
    let week = row(&answer.rows, "a", "2026-W02");
    assert_eq!((week.logged_h.value, week.logged_h.n), (Some(60.0), 4));
    assert_eq!((week.maintenance_h.value, week.maintenance_h.n), (Some(21.0), 2));
    let share = week.maintenance_share;
    assert_eq!(
        (share.value, share.numerator, share.denominator),
        (Some(0.35), Some(21.0), Some(60.0))
    );
    assert_eq!(week.capacity_h, Some(70.0));
    assert_eq!(week.maintenance_load.value, Some(0.3));
    assert_eq!(week.coverage, Some(60.0 / 70.0));
    assert_eq!(
        (week.arrivals, week.departures, week.backlog, week.people),
        (2, 1, 1, 2)
    );
    assert!(!week.provisional);
    assert_eq!(week.subject.tribe.as_deref(), Some("north"));
    assert_eq!(answer.provenance.method, "worklogs");
    assert_eq!(
        (answer.provenance.data_version, answer.provenance.as_of),
        (1, day("2026-06-01"))
    );
}

#[test]
fn empty_weeks_are_zero_and_carry_the_backlog() {
    let (_folder, warehouse) = world().refreshed();
    let rows = warehouse
        .maintenance(&Filter::squad(squad("a"), day("2026-06-01")))
        .unwrap()
        .rows;
    let periods: Vec<String> = rows.iter().map(|row| row.period.to_string()).collect();
    assert_eq!(periods, ["2026-W02", "2026-W03", "2026-W04", "2026-W05"]);
    let empty = row(&rows, "a", "2026-W03");
    assert_eq!(
        (empty.logged_h.value, empty.maintenance_share.value, empty.backlog),
        (Some(0.0), None, 1)
    );
    assert_eq!((empty.capacity_h, empty.coverage), (Some(70.0), Some(0.0)));
}

#[test]
fn a_week_over_two_months_is_whole_and_its_months_hold_their_own_days() {
    let (_folder, warehouse) = world().refreshed();
    let weekly = warehouse.maintenance(&everything()).unwrap().rows;
    assert_eq!(row(&weekly, "a", "2026-W05").logged_h.value, Some(5.0));
    let by = |grain| {
        let filter = Filter {
            grain,
            ..everything()
        };
        warehouse.maintenance(&filter).unwrap().rows
    };
    let monthly = by(Grain::Month);
    assert_eq!(row(&monthly, "a", "2026-01").logged_h.value, Some(62.0));
    assert_eq!(row(&monthly, "a", "2026-02").logged_h.value, Some(3.0));
    assert_eq!(row(&monthly, "a", "2026-01").people, 2);
    assert_eq!(
        row(&by(Grain::Quarter), "a", "2026-Q1").logged_h.value,
        Some(65.0)
    );
    assert_eq!(row(&by(Grain::Year), "a", "2026").backlog, 1);
}

#[test]
fn split_hours_give_each_squad_its_part_and_the_organisation_the_whole() {
    let (_folder, warehouse) = world().refreshed();
    let rows = warehouse.maintenance(&everything()).unwrap().rows;
    let keys: Vec<&str> = rows
        .chunk_by(|a, b| a.subject == b.subject)
        .map(|rows| rows[0].subject.key.as_str())
        .collect();
    assert_eq!(
        keys,
        ["c", "b", "a"],
        "the order of the configuration; d never had data"
    );
    assert_eq!(row(&rows, "b", "2026-W04").logged_h.value, Some(0.5));
    let above = |level| {
        let filter = Filter {
            level,
            ..everything()
        };
        warehouse.maintenance(&filter).unwrap().rows
    };
    let whole = above(Level::Organisation);
    let week = row(&whole, "", "2026-W04");
    assert_eq!((week.logged_h.value, week.people), (Some(1.0), 1));
    assert_eq!(week.capacity_h, Some(105.0));
    let tribes = above(Level::Tribe);
    assert_eq!(row(&tribes, "north", "2026-W04").logged_h.value, Some(0.5));
    assert_eq!(row(&tribes, "unattributed", "2026-W04").logged_h.value, Some(0.5));
}

#[test]
fn filters_cut_squads_and_never_the_organisations_sum() {
    let (_folder, warehouse) = world().refreshed();
    let filter = Filter {
        squads: vec![squad("b")],
        from: Some(day("2026-01-20")),
        to: Some(day("2026-01-20")),
        ..everything()
    };
    let rows = warehouse.maintenance(&filter).unwrap().rows;
    assert_eq!(rows.len(), 1);
    assert_eq!(
        (rows[0].subject.key.as_str(), rows[0].period.to_string().as_str()),
        ("b", "2026-W04")
    );
    let whole = Filter {
        level: Level::Organisation,
        ..filter
    };
    assert_eq!(
        warehouse.maintenance(&whole).unwrap().rows[0].logged_h.value,
        Some(1.0)
    );
}

#[test]
fn a_project_has_hours_and_flows_but_no_capacity() {
    let (_folder, warehouse) = world().refreshed();
    let of = |project: &str| {
        let filter = Filter {
            project: Some(project.to_owned()),
            ..everything()
        };
        warehouse.maintenance(&filter).unwrap()
    };
    let answer = of("A");
    assert!(
        answer.rows.iter().all(|row| row.subject.key == "a"),
        "the hour without a ticket is in no project"
    );
    let week = row(&answer.rows, "a", "2026-W02");
    assert_eq!(
        (week.logged_h.value, week.people, week.backlog),
        (Some(60.0), 2, 1)
    );
    assert_eq!(
        (week.capacity_h, week.coverage, week.maintenance_load.value),
        (None, None, None)
    );
    assert!(!answer.provenance.notes.is_empty());
    assert!(of("nothing of that name").rows.is_empty());
}

#[test]
fn without_memberships_coverage_is_null_and_said_so() {
    let mut world = World::new(Vec::new());
    world.worklogs = vec![worklog(1, None, Some(1), "2026-01-05", 1.0)];
    let (_folder, warehouse) = world.refreshed();
    let answer = warehouse.maintenance(&everything()).unwrap();
    assert_eq!(
        (answer.rows[0].subject.key.as_str(), answer.rows[0].coverage),
        ("unattributed", None)
    );
    world.tickets = vec![ticket(1, "A", "Bug", "2026-01-05", &[])];
    let (_folder, warehouse) = world.refreshed();
    let notes = warehouse.maintenance(&everything()).unwrap().provenance.notes;
    assert!(notes[0].ends_with("want of memberships: a"), "{notes:?}");
}

#[test]
fn the_running_week_is_provisional_and_the_future_has_no_gaps_filled() {
    let mut world = world();
    world
        .worklogs
        .push(worklog(8, Some(2), Some(1), "2199-01-01", 4.0));
    let (_folder, warehouse) = world.refreshed();
    let filter = Filter::squad(squad("a"), day("2026-01-21"));
    let rows = warehouse.maintenance(&filter).unwrap().rows;
    let told: Vec<(String, bool)> = rows
        .iter()
        .map(|row| (row.period.to_string(), row.provisional))
        .collect();
    let expected = [
        ("2026-W02", false),
        ("2026-W03", false),
        ("2026-W04", true),
        ("2026-W05", true),
        ("2199-W01", true),
    ];
    assert_eq!(
        told,
        expected.map(|(week, provisional)| (week.to_owned(), provisional))
    );
    assert_eq!(
        rows.iter().filter_map(|row| row.logged_h.value).sum::<f64>(),
        69.0,
        "nothing is lost"
    );
}

#[test]
fn the_mix_adds_up_to_the_hours() {
    let (_folder, warehouse) = world().refreshed();
    let rows = warehouse
        .mix(&Filter::squad(squad("a"), day("2026-06-01")))
        .unwrap()
        .rows;
    let told: Vec<(String, &str, Option<f64>)> = rows
        .iter()
        .filter(|row| row.period.to_string() == "2026-W02")
        .map(|row| {
            let kind = row.maintenance_type.map_or("", |kind| kind.word());
            (row.category.word().to_owned(), kind, row.logged_h.value)
        })
        .collect();
    assert_eq!(
        told,
        [
            ("maintenance".to_owned(), "corrective", Some(15.0)),
            ("maintenance".to_owned(), "user_support", Some(6.0)),
            ("new".to_owned(), "", Some(39.0)),
        ]
    );
    assert!(rows.iter().all(|row| row.category != Category::Uncategorised));
}

/// λ = (8 + 6 + 7 + 7) / 4 = 7, μ = (9 + 9 + 8 + 10) / 4 = 9: a backlog of 20 drains in 10 weeks.
#[test]
fn the_worked_example_of_the_flow() {
    let mut world = World::new(Vec::new());
    let weeks = ["2026-02-02", "2026-02-09", "2026-02-16", "2026-02-23"];
    let closed = |on: &'static str| vec![(on, "Closed")];
    let add = |created: &str, changes: &[(&str, &str)], world: &mut World| {
        let id = i64::try_from(world.tickets.len()).unwrap() + 1;
        world.tickets.push(ticket(id, "A", "Bug", created, changes));
    };
    // 28 are there before; of them and of those that come, 9, 9, 8 and 10 are closed.
    for (week, leave) in weeks.into_iter().zip([9, 9, 8, 10]) {
        (0..leave).for_each(|_| {
            if world.tickets.len() < 28 {
                add("2026-01-05", &closed(week), &mut world);
            } else {
                add("2026-02-02", &closed(week), &mut world);
            }
        });
    }
    // 28 came in the four weeks: 8 in the first are those closed later; 20 stay.
    for (week, come) in weeks.into_iter().zip([0, 6, 7, 7]) {
        (0..come).for_each(|_| add(week, &[], &mut world));
    }
    let (_folder, warehouse) = world.refreshed();
    let rows = warehouse
        .flow(&Filter::squad(squad("a"), day("2026-06-01")))
        .unwrap()
        .rows;
    let last: &FlowRow = rows.last().unwrap();
    assert_eq!(last.period.to_string(), "2026-W09");
    assert_eq!(
        (last.arrival_rate.value, last.departure_rate.value),
        (Some(7.0), Some(9.0))
    );
    assert_eq!(
        (last.arrival_rate.numerator, last.arrival_rate.denominator),
        (Some(28.0), Some(4.0))
    );
    assert_eq!(
        (last.net_flow, last.backlog, last.drain),
        (Some(-2.0), 20, Some(Drain::Weeks(10.0)))
    );
    assert_eq!(
        (rows[3].period.to_string().as_str(), rows[3].drain),
        ("2026-W05", Some(Drain::Never))
    );
    assert_eq!(
        (rows[2].arrival_rate.value, rows[2].drain),
        (None, None),
        "three weeks since the first"
    );
    // On 1 March the 20 are 20 days (6), 13 (7) and 6 (7) old: the 10th is 13, the 17th is 20.
    assert_eq!(
        (
            last.open_age_p50.value,
            last.open_age_p85.value,
            last.open_age_p50.n
        ),
        (Some(13.0), Some(20.0), 20)
    );
    // Of the 10 closed on 23 February 2 came on 5 January (49 days), 8 on 2 February (21 days).
    assert_eq!(
        (
            last.resolution_p50.value,
            last.resolution_p85.value,
            last.resolution_p50.n
        ),
        (Some(21.0), Some(49.0), 10)
    );
}

#[test]
fn flows_say_why() {
    let mut world = World::new(Vec::new());
    world.tickets = vec![
        ticket(
            1,
            "A",
            "Bug",
            "2026-01-05",
            &[
                ("2026-01-06", "project=B"),
                ("2026-01-07", "Closed"),
                ("2026-01-12", "Doing"),
                ("2026-01-13", "type=Story"),
            ],
        ),
        ticket(
            2,
            "B",
            "Story",
            "2026-01-05",
            &[("2026-01-06", "type=Help"), ("2026-01-07", "Rejected")],
        ),
    ];
    let (_folder, warehouse) = world.refreshed();
    let rows = warehouse.flow(&everything()).unwrap().rows;
    let told = |key: &str, period: &str| {
        let row = rows
            .iter()
            .find(|row| row.subject.key == key && row.period.to_string() == period)
            .unwrap();
        (row.by_reason, row.backlog)
    };
    assert_eq!(told("a", "2026-W02"), ([1, 0, 0, 0, 0, 0, 1, 0], 0));
    assert_eq!(told("b", "2026-W02"), ([0, 0, 1, 1, 1, 1, 0, 0], 0));
    assert_eq!(told("b", "2026-W03"), ([0, 1, 0, 0, 0, 0, 0, 1], 0));
    let row = rows
        .iter()
        .find(|row| row.subject.key == "b" && row.period.to_string() == "2026-W02")
        .unwrap();
    assert_eq!(
        (row.resolution_p50.value, row.resolution_p50.n),
        (None, 0),
        "it was opened again"
    );
}

/// Shares 30 36 34 40 52 48 33 29 28 over weeks 2 to 10.
fn under_water() -> World {
    let mut world = World::new(Vec::new());
    world.tickets = vec![
        ticket(1, "A", "Bug", "2026-01-05", &[]),
        ticket(2, "A", "Story", "2026-01-05", &[]),
    ];
    let mut on = day("2026-01-05");
    for share in [30.0, 36.0, 34.0, 40.0, 52.0, 48.0, 33.0, 29.0, 28.0] {
        let id = i64::try_from(world.worklogs.len()).unwrap();
        world
            .worklogs
            .push(worklog(id + 1, Some(1), None, &on.to_string(), share));
        world
            .worklogs
            .push(worklog(id + 2, Some(2), None, &on.to_string(), 100.0 - share));
        on = on + chrono::Days::new(7);
    }
    world
}

#[test]
fn the_worked_example_of_a_spell() {
    let (_folder, warehouse) = under_water().refreshed();
    for level in Level::ALL {
        let filter = Filter {
            level,
            ..everything()
        };
        let rows = warehouse.spells(&filter).unwrap().rows;
        let warned: Vec<_> = rows.iter().filter(|row| row.raise == 0.35).collect();
        assert_eq!(warned.len(), 1);
        assert_eq!(
            (warned[0].start.to_string().as_str(), warned[0].weeks),
            ("2026-W05", 4)
        );
        assert_eq!(
            warned[0].end.map(|end| end.to_string()).as_deref(),
            Some("2026-W08")
        );
        assert_eq!(
            (warned[0].peak, warned[0].peak_week.to_string().as_str()),
            (0.52, "2026-W06")
        );
        assert!((warned[0].hours_above_line - 35.0).abs() < 1e-9);
        assert!(
            rows.iter().all(|row| row.raise != 0.5),
            "52 is alone over the critical line"
        );
    }
}

#[test]
fn spells_are_found_over_the_whole_history_and_told_where_they_overlap() {
    let (_folder, warehouse) = under_water().refreshed();
    let told = |from: &str, to: &str| {
        let week = |text: &str| Some(text.parse::<Period>().unwrap());
        let filter = everything().between(week(from), week(to));
        warehouse.spells(&filter).unwrap().rows.len()
    };
    assert_eq!(
        (told("2026-W01", "2026-W04"), told("2026-W01", "2026-W05")),
        (0, 1)
    );
    assert_eq!(
        (told("2026-W08", "2026-W20"), told("2026-W09", "2026-W20")),
        (1, 0)
    );
    assert_eq!(
        told("2026-W06", "2026-W06"),
        1,
        "its start lies before what is asked for"
    );
}

#[test]
fn only_closed_weeks_make_a_spell() {
    let (_folder, warehouse) = under_water().refreshed();
    let spells = |today: &str| warehouse.spells(&Filter::all(day(today))).unwrap().rows;
    assert!(spells("2026-02-08").is_empty(), "W06 still runs");
    let rows = spells("2026-02-09");
    assert_eq!((rows.len(), rows[0].end, rows[0].weeks), (1, None, 2));
}
