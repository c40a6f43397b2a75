//! What holds whatever was logged: rollups against naive sums, slices against totals, any order against any other.

use crate::naive;
use crate::world::{World, day, everything, member, ticket, today, worklog};
use analytics::Warehouse;
use model::analyst::{Analyst, DrilledRows, FlowRow, MaintenanceRow};
use model::ids::{PersonId, TicketId};
use model::query::{Drill, DrillInto, Filter, Level, Way};
use model::ticket::Worklog;
use model::time::{Grain, Month, Period};
use proptest::prelude::*;
use std::collections::BTreeSet;

const DAYS: u64 = 70;

fn on(offset: u64) -> String {
    (day("2026-01-19") + chrono::Days::new(offset)).to_string()
}

fn some_ticket() -> impl Strategy<Value = (usize, usize, u64, Vec<(u64, usize)>)> {
    (
        0_usize..5,
        0_usize..4,
        0..DAYS,
        prop::collection::vec((0..DAYS, 0_usize..9), 0..5),
    )
}

fn some_worklog() -> impl Strategy<Value = (Option<i64>, Option<i64>, u64, i64)> {
    let ticket = prop::option::weighted(0.85, 1_i64..13);
    (
        ticket,
        prop::option::weighted(0.9, 1_i64..6),
        0..DAYS,
        -7_200_i64..36_000,
    )
}

type Logged = (Option<i64>, Option<i64>, u64, i64);

fn logged(id: usize, (ticket, person, offset, seconds): Logged, known: usize) -> Worklog {
    let id = i64::try_from(id).unwrap() + 1;
    let known = i64::try_from(known).unwrap();
    Worklog {
        seconds: model::time::Seconds(seconds),
        ..worklog(
            id,
            ticket.filter(|ticket| *ticket <= known),
            person,
            &on(offset),
            0.0,
        )
    }
}

prop_compose! {
    /// Tickets that wander between squads, kinds and stages, and worklogs of people in one squad, in two, in none.
    pub(crate) fn some_world()(
        tickets in prop::collection::vec(some_ticket(), 1..12),
        worklogs in prop::collection::vec(some_worklog(), 0..60),
    ) -> World {
        let mut world = World::new(vec![
            member(1, "a", 1.0, "2026-01-01"),
            member(2, "b", 1.0, "2026-02-10"),
            member(3, "b", 0.3, "2026-01-01"),
            member(3, "c", 0.4, "2026-01-01"),
            member(3, "d", 0.3, "2026-02-01"),
        ]);
        for (place, (project, kind, created, changes)) in tickets.into_iter().enumerate() {
            let mut days: Vec<(String, &str)> = changes
                .into_iter()
                .map(|(later, what)| {
                    let to = [
                        "Doing", "Closed", "Rejected", "project=A", "project=B", "project=X", "type=Bug", "type=Story",
                        "Closed",
                    ][what];
                    (on(created + later), to)
                })
                .collect();
            days.sort();
            let changes: Vec<(&str, &str)> = days.iter().map(|(on, to)| (on.as_str(), *to)).collect();
            let id = i64::try_from(place).unwrap() + 1;
            let (project, kind) = (["A", "B", "C", "D", "X"][project], ["Bug", "Help", "Story", "Odd"][kind]);
            world.tickets.push(ticket(id, project, kind, &on(created), &changes));
        }
        let known = world.tickets.len();
        world.worklogs = worklogs.into_iter().enumerate().map(|(id, row)| logged(id, row, known)).collect();
        world
    }
}

fn micros(hours: Option<f64>) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "hours of a test")]
    let micros = (hours.unwrap_or_default() * 3_600_000_000.0).round() as i64;
    micros
}

fn all(warehouse: &Warehouse, grain: Grain, level: Level) -> Vec<MaintenanceRow> {
    let filter = Filter {
        grain,
        level,
        ..everything()
    };
    warehouse.maintenance(&filter).unwrap().rows
}

fn answers(warehouse: &Warehouse) -> (Vec<MaintenanceRow>, Vec<FlowRow>, String) {
    let filter = everything();
    let monthly = Filter {
        grain: Grain::Month,
        level: Level::Organisation,
        ..everything()
    };
    let of_project = Filter {
        project: Some("A".to_owned()),
        ..everything()
    };
    let rest = format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        warehouse.mix(&filter).unwrap(),
        warehouse.spells(&filter).unwrap().rows,
        warehouse.quality(&filter).unwrap().rows,
        warehouse.flow(&monthly).unwrap().rows,
        warehouse.maintenance(&of_project).unwrap().rows,
        warehouse.heaviest_tickets(&filter, 5).unwrap(),
        warehouse.routing(&filter).unwrap().rows,
        warehouse.routing_matrix(&filter).unwrap().rows,
    );
    // The data version differs between a refresh and a rebuild, and nothing else may.
    let rest = rest.replace("data_version: 2", "data_version: 1");
    (
        warehouse.maintenance(&filter).unwrap().rows,
        warehouse.flow(&filter).unwrap().rows,
        rest,
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, max_shrink_iters: 60, ..ProptestConfig::default() })]

    #[test]
    fn rollups_are_the_naive_sums_at_every_grain(world in some_world()) {
        let (_folder, warehouse) = world.refreshed();
        for grain in Grain::ALL {
            let naive = naive::loads(&world, grain);
            let rows = all(&warehouse, grain, Level::Squad);
            for row in &rows {
                let load = naive.get(&(row.subject.key.clone(), row.period)).cloned().unwrap_or_default();
                prop_assert_eq!(micros(row.logged_h.value), load.logged);
                prop_assert_eq!(micros(row.maintenance_h.value), load.maintenance);
                prop_assert_eq!(row.people, load.people.len() as u64);
            }
            let told: BTreeSet<_> = rows.iter().map(|row| (row.subject.key.clone(), row.period)).collect();
            prop_assert!(naive.keys().all(|key| told.contains(key)), "a period is missing");
        }
    }

    #[test]
    fn slices_add_up_to_the_total(world in some_world()) {
        let (_folder, warehouse) = world.refreshed();
        let total: i64 = world.worklogs.iter().map(|worklog| worklog.seconds.0 * 1_000_000).sum();
        for grain in Grain::ALL {
            let [squads, tribes, whole] = Level::ALL.map(|level| all(&warehouse, grain, level));
            for row in &whole {
                for slices in [&squads, &tribes] {
                    let of_period = || slices.iter().filter(|slice| slice.period == row.period);
                    let logged: i64 = of_period().map(|slice| micros(slice.logged_h.value)).sum();
                    prop_assert_eq!(logged, micros(row.logged_h.value));
                    let maintenance: i64 = of_period().map(|slice| micros(slice.maintenance_h.value)).sum();
                    prop_assert_eq!(maintenance, micros(row.maintenance_h.value));
                    prop_assert_eq!(of_period().map(|slice| slice.backlog).sum::<i64>(), row.backlog);
                }
                let filter = Filter { grain, level: Level::Organisation, ..everything() };
                let mix = warehouse.mix(&filter).unwrap().rows;
                let kinds = mix.iter().filter(|kind| kind.period == row.period);
                prop_assert_eq!(kinds.map(|kind| micros(kind.logged_h.value)).sum::<i64>(), micros(row.logged_h.value));
            }
            prop_assert_eq!(whole.iter().map(|row| micros(row.logged_h.value)).sum::<i64>(), total);
        }
    }

    #[test]
    fn the_backlog_identity_holds_and_the_backlog_is_what_is_open(world in some_world()) {
        let (_folder, warehouse) = world.refreshed();
        for grain in [Grain::Week, Grain::Month] {
            let rows = all(&warehouse, grain, Level::Squad);
            for squad in rows.chunk_by(|a, b| a.subject == b.subject) {
                let mut backlog = 0;
                for row in squad {
                    backlog += row.arrivals - row.departures;
                    prop_assert_eq!(row.backlog, backlog);
                    let open = naive::open(&world, &row.subject.key, row.period.last_day());
                    prop_assert_eq!(row.backlog, i64::try_from(open.len()).unwrap());
                }
            }
        }
    }

    #[test]
    fn ages_and_resolutions_are_the_nearest_ranks(world in some_world()) {
        let (_folder, warehouse) = world.refreshed();
        // The running week is seen from today, not from its end.
        for row in warehouse.flow(&everything()).unwrap().rows.into_iter().filter(|row| !row.provisional) {
            let ages = naive::open(&world, &row.subject.key, row.period.last_day());
            let resolutions = naive::resolutions(&world, &row.subject.key, row.period);
            for (percent, age, resolution) in
                [(50, row.open_age_p50, row.resolution_p50), (85, row.open_age_p85, row.resolution_p85)]
            {
                let days = |value: Option<i64>| value.map(|days| days as f64);
                prop_assert_eq!(age.value, days(naive::percentile(ages.values().copied(), percent)));
                prop_assert_eq!(resolution.value, days(naive::percentile(resolutions.clone(), percent)));
                prop_assert_eq!((age.n, resolution.n), (ages.len() as u64, resolutions.len() as u64));
            }
        }
    }

    #[test]
    fn order_and_portions_change_nothing(world in some_world(), portion in 1_usize..7) {
        let (_folder, warehouse) = world.refreshed();
        let expected = answers(&warehouse);
        let mut turned = world;
        turned.worklogs.reverse();
        turned.tickets.reverse();
        let folder = tempfile::tempdir().unwrap();
        let other = turned.open(&folder);
        turned.refresh_months(&other, 1, &turned.worklog_months(), &turned.ticket_months(), portion);
        prop_assert_eq!(answers(&other), expected);
    }

    /// Rows come, change and go; only the months they touch are written again.
    #[test]
    fn a_refresh_of_changed_months_is_a_full_rebuild(
        mut world in some_world(),
        new in prop::collection::vec(some_worklog(), 0..6),
        gone in prop::collection::vec(any::<prop::sample::Index>(), 0..6),
        moved in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let (_folder, warehouse) = world.refreshed();
        let (mut worklog_months, mut ticket_months) = (BTreeSet::new(), BTreeSet::new());
        for index in gone {
            if world.worklogs.is_empty() {
                break;
            }
            let worklog = world.worklogs.swap_remove(index.index(world.worklogs.len()));
            worklog_months.insert(Month::of(worklog.work_date));
        }
        for (place, row) in new.into_iter().enumerate() {
            let worklog = logged(1000 + place, row, world.tickets.len());
            worklog_months.insert(Month::of(worklog.work_date));
            world.worklogs.push(worklog);
        }
        if let Some(index) = moved {
            let place = index.index(world.tickets.len());
            let id = world.tickets[place].ticket.id;
            let created = world.rules.day_of(world.tickets[place].ticket.created_at).to_string();
            world.tickets[place] = ticket(id.0, "D", "Bug", &created, &[]);
            ticket_months.insert(crate::world::month_of(&world.tickets[place]));
            let touched = world.worklogs.iter().filter(|worklog| worklog.ticket == Some(id));
            worklog_months.extend(touched.map(|worklog| Month::of(worklog.work_date)));
        }
        world.refresh_months(&warehouse, 2, &worklog_months, &ticket_months, 3);
        let (_other_folder, rebuilt) = world.refreshed();
        prop_assert_eq!(answers(&warehouse), answers(&rebuilt));
    }

    #[test]
    fn what_is_behind_a_figure_adds_up_to_it(world in some_world(), limit in 1_usize..9) {
        let (_folder, warehouse) = world.refreshed();
        let rows = all(&warehouse, Grain::Week, Level::Squad);
        for row in rows.iter().rev().take(8) {
            let filter = Filter::squad(row.subject.key.parse().unwrap(), today())
                .between(Some(row.period), Some(row.period));
            for into in DrillInto::ALL {
                let expected = match into {
                    DrillInto::LoggedH => row.logged_h.value,
                    DrillInto::MaintenanceH => row.maintenance_h.value,
                    DrillInto::Arrivals => Some(row.arrivals as f64),
                    DrillInto::Departures => Some(row.departures as f64),
                    DrillInto::Backlog => Some(row.backlog as f64),
                    DrillInto::Finished | DrillInto::Misrouted | DrillInto::Detours => continue,
                    DrillInto::CommittedH | DrillInto::OverdueH => Some(0.0),
                    DrillInto::ActiveDays | DrillInto::MaintenanceDays => Some(0.0),
                };
                let (total, count, ids) = pages(&warehouse, into, &filter, limit);
                prop_assert_eq!(Some(total), expected, "{:?} of {} {}", into, row.subject.key, row.period);
                prop_assert_eq!(count, ids.len());
                if into == DrillInto::LoggedH {
                    prop_assert_eq!(count as u64, row.logged_h.n);
                }
                if into == DrillInto::Backlog {
                    let open = naive::open(&world, &row.subject.key, row.period.last_day());
                    let ids: BTreeSet<i64> = ids.into_iter().collect();
                    prop_assert_eq!(ids, open.keys().map(|ticket| ticket.0).collect::<BTreeSet<i64>>());
                }
            }
        }
    }

    #[test]
    fn heaviest_tickets_are_the_naive_ones(world in some_world()) {
        let (_folder, warehouse) = world.refreshed();
        let mut naive: std::collections::BTreeMap<Option<TicketId>, i64> = std::collections::BTreeMap::new();
        for worklog in &world.worklogs {
            let (parts, category) = naive::parts(&world, worklog);
            if category == model::classify::Category::Maintenance {
                *naive.entry(worklog.ticket).or_default() += parts.iter().map(|(_, micros)| micros).sum::<i64>();
            }
        }
        let mut naive: Vec<_> = naive.into_iter().collect();
        naive.sort_by_key(|(ticket, micros)| (-micros, *ticket));
        naive.truncate(3);
        let heaviest = warehouse.heaviest_tickets(&everything(), 3).unwrap();
        let told: Vec<_> = heaviest.iter().map(|weight| (weight.ticket, micros(Some(weight.hours)))).collect();
        prop_assert_eq!(told, naive);
    }
}

/// All pages of a drill: total, count, and the ids of all rows.
fn pages(warehouse: &Warehouse, into: DrillInto, filter: &Filter, limit: usize) -> (f64, usize, Vec<i64>) {
    let mut ids = Vec::new();
    let mut after = 0;
    loop {
        let asked = Drill {
            into,
            filter: filter.clone(),
            way: Way::default(),
            after,
            limit,
        };
        let drilled = warehouse.drill(&asked).unwrap();
        match &drilled.rows {
            DrilledRows::Worklogs(rows) => {
                assert!(rows.iter().all(|row| row.person != Some(PersonId(0))));
                ids.extend(rows.iter().map(|row| row.worklog.0));
            }
            DrilledRows::Tickets(rows) => ids.extend(rows.iter().map(|row| row.ticket.0)),
            DrilledRows::Routes(rows) => ids.extend(rows.iter().map(|row| row.ticket.0)),
            DrilledRows::Activity(rows) => assert!(rows.is_empty(), "nobody has a ticket"),
            DrilledRows::Commitments(rows) => assert!(rows.is_empty(), "nobody promised anything"),
        }
        match drilled.next {
            Some(next) => after = next,
            None => return (drilled.total, drilled.count, ids),
        }
    }
}

#[test]
fn periods_of_the_generated_worlds_cross_months_and_weeks() {
    let months: BTreeSet<Period> = (0..DAYS)
        .map(|offset| Period::of(Grain::Month, day(&on(offset))))
        .collect();
    assert_eq!(months.len(), 3, "else the properties above would say little");
}
