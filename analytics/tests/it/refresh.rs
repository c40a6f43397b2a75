//! Snapshots, versions, and what a caller may not do.

use crate::world::{World, day, everything, member, noon, ticket, worklog};
use model::analyst::{Analyst, AnalystError};
use model::query::Filter;
use model::time::Month;
use std::collections::{BTreeMap, BTreeSet, HashMap};

fn world() -> World {
    let mut world = World::new(vec![member(1, "a", 1.0, "2026-01-01")]);
    world.tickets = vec![ticket(1, "A", "Bug", "2026-01-05", &[])];
    world.worklogs = vec![
        worklog(1, Some(1), Some(1), "2026-01-05", 6.0),
        worklog(2, Some(1), Some(1), "2026-02-02", 7.0),
    ];
    world
}

fn total(warehouse: &analytics::Warehouse, filter: &Filter) -> f64 {
    let rows = warehouse.maintenance(filter).unwrap().rows;
    rows.iter().filter_map(|row| row.logged_h.value).sum()
}

fn january() -> BTreeSet<Month> {
    BTreeSet::from([Month::of(day("2026-01-01"))])
}

#[test]
fn nothing_is_known_before_the_first_refresh() {
    let folder = tempfile::tempdir().unwrap();
    let warehouse = world().open(&folder);
    assert!(matches!(warehouse.snapshot(), Err(AnalystError::NothingYet)));
    assert!(matches!(
        warehouse.maintenance(&everything()),
        Err(AnalystError::NothingYet)
    ));
}

#[test]
fn a_snapshot_says_what_it_is_made_of() {
    let world = world();
    let (_folder, warehouse) = world.refreshed();
    let snapshot = warehouse.snapshot().unwrap();
    assert_eq!(
        (snapshot.data_version, snapshot.rules_version),
        (1, world.rules.version.clone())
    );
    assert_eq!(
        snapshot.first_week.map(|week| week.to_string()).as_deref(),
        Some("2026-W02")
    );
    assert_eq!(
        snapshot.last_week.map(|week| week.to_string()).as_deref(),
        Some("2026-W06")
    );
    assert_eq!(snapshot.refreshed_at, noon("2026-06-01"));
}

#[test]
fn an_empty_organisation_has_a_snapshot_without_rows() {
    let world = World::new(Vec::new());
    let (_folder, warehouse) = world.refreshed();
    assert_eq!(warehouse.snapshot().unwrap().first_week, None);
    assert!(warehouse.maintenance(&everything()).unwrap().rows.is_empty());
    assert!(warehouse.flow(&everything()).unwrap().rows.is_empty());
    assert!(warehouse.quality(&everything()).unwrap().rows.is_empty());
    assert!(warehouse.spells(&everything()).unwrap().rows.is_empty());
}

#[test]
fn another_process_sees_a_commit_and_keeps_nothing_stale() {
    let mut world = world();
    let (folder, writer) = world.refreshed();
    let reader = world.open(&folder);
    assert_eq!(total(&reader, &everything()), 13.0);
    world
        .worklogs
        .push(worklog(3, Some(1), Some(1), "2026-01-06", 1.0));
    world.refresh_months(&writer, 2, &january(), &BTreeSet::new(), 10);
    assert_eq!(total(&reader, &everything()), 14.0);
    assert_eq!(reader.snapshot().unwrap().data_version, 2);
}

#[test]
fn nothing_of_a_refresh_is_seen_before_its_commit() {
    let mut world = world();
    let (_folder, warehouse) = world.refreshed();
    world.worklogs.clear();
    let refresh = world.begin(&warehouse, 2);
    world.write_worklogs(&refresh, Month::of(day("2026-01-01")), 10);
    assert_eq!(total(&warehouse, &everything()), 13.0);
    refresh.commit(noon("2026-06-02")).unwrap();
    assert_eq!(total(&warehouse, &everything()), 7.0, "January is empty now");
}

/// Each commit changes all months; a reader of the same or of another process never sees parts of two.
#[test]
fn every_answer_is_of_one_snapshot() {
    let mut world = world();
    let (folder, warehouse) = world.refreshed();
    let stop = std::sync::atomic::AtomicBool::new(false);
    let read = |reader: analytics::Warehouse| {
        let mut versions = BTreeSet::new();
        while !stop.load(std::sync::atomic::Ordering::Relaxed) {
            let answer = reader.maintenance(&everything()).unwrap();
            let hours: Vec<f64> = answer.rows.iter().filter_map(|row| row.logged_h.value).collect();
            let version = answer.provenance.data_version;
            let expected = if version == 1 {
                13.0
            } else {
                2.0 * f64::from(i32::try_from(version).unwrap())
            };
            assert_eq!(
                hours.iter().sum::<f64>(),
                expected,
                "version {version}: {hours:?}"
            );
            versions.insert(version);
        }
        versions
    };
    std::thread::scope(|scope| {
        let readers =
            [warehouse.clone(), world.open(&folder)].map(|reader| scope.spawn(move || read(reader)));
        for version in 2..8 {
            for worklog in &mut world.worklogs {
                worklog.seconds = model::time::Seconds(3600 * version);
            }
            world.refresh(&warehouse, version);
        }
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
        for reader in readers {
            assert!(reader.join().unwrap().len() > 1, "the reader saw no commit");
        }
    });
}

#[test]
fn capacity_alone_can_be_refreshed_and_stays_otherwise() {
    let world = world();
    let (_folder, warehouse) = world.refreshed();
    let capacity = || warehouse.maintenance(&everything()).unwrap().rows[0].capacity_h;
    assert_eq!(capacity(), Some(35.0));
    world.begin(&warehouse, 2).commit(noon("2026-06-02")).unwrap();
    assert_eq!(capacity(), Some(35.0));
    let refresh = world.begin(&warehouse, 3);
    refresh.capacity(&BTreeMap::new()).unwrap();
    refresh.commit(noon("2026-06-02")).unwrap();
    assert_eq!(capacity(), None);
    assert_eq!(total(&warehouse, &everything()), 13.0);
}

#[test]
fn old_rules_stay_readable_beside_new_ones() {
    let (old, new) = (
        world(),
        World::with_other_rules(vec![member(1, "a", 1.0, "2026-01-01")]),
    );
    let (_folder, warehouse) = old.refreshed();
    let mut new = World {
        worklogs: old.worklogs.clone(),
        ..new
    };
    new.tickets.clone_from(&old.tickets);
    let refresh = new.begin(&warehouse, 1);
    assert!(refresh.is_new_version());
    drop(refresh);
    new.refresh(&warehouse, 1);
    let maintenance = |version: Option<&str>| {
        let filter = Filter {
            rules_version: version.map(str::to_owned),
            ..everything()
        };
        let answer = warehouse.maintenance(&filter).unwrap();
        (
            answer.provenance.rules_version.clone(),
            answer.rows[0].maintenance_h.value,
        )
    };
    assert_eq!(maintenance(None), (new.rules.version.clone(), Some(0.0)));
    assert_eq!(
        maintenance(Some(&old.rules.version)),
        (old.rules.version.clone(), Some(6.0))
    );
    for unknown in ["0123456789ab", "..", "", "../outside"] {
        let filter = Filter {
            rules_version: Some(unknown.to_owned()),
            ..everything()
        };
        let error = warehouse.maintenance(&filter).unwrap_err();
        assert!(
            matches!(error, AnalystError::UnknownRulesVersion(..)),
            "{unknown:?}: {error}"
        );
        assert!(error.to_string().contains(&old.rules.version), "{error}");
    }
}

/// What changed while other rules were in force was written under theirs only.
#[test]
fn rules_that_come_back_are_written_anew() {
    let old = world();
    let (_folder, warehouse) = old.refreshed();
    let other = World::with_other_rules(Vec::new());
    other.refresh(&warehouse, 2);
    assert!(old.begin(&warehouse, 2).is_new_version());
    old.refresh(&warehouse, 2);
    assert!(!old.begin(&warehouse, 3).is_new_version());
    assert_eq!(total(&warehouse, &everything()), 13.0);
}

#[test]
fn rows_of_another_month_and_unknown_lives_are_refused() {
    let world = world();
    let (_folder, warehouse) = world.refreshed();
    let refresh = world.begin(&warehouse, 2);
    let mut month = refresh.worklog_month(Month::of(day("2026-03-01")));
    let error = month.push(&world.worklogs, &HashMap::new()).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("worklog 1 of 2026-01-05 was handed in with 2026-03"),
        "{error}"
    );
    let mut month = refresh.worklog_month(Month::of(day("2026-01-01")));
    let error = month.push(&world.worklogs[..1], &HashMap::new()).unwrap_err();
    assert!(
        error.to_string().contains("the life of ticket 1 is missing"),
        "{error}"
    );
    let mut month = refresh.ticket_month(Month::of(day("2026-03-01")));
    assert!(month.push(&world.tickets, &HashMap::new()).is_err());
}
