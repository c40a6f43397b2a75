//! Whatever is killed or damaged: the old snapshot is readable, or an error says what to do.

use crate::world::{World, day, everything, noon, ticket, worklog};
use analytics::Warehouse;
use model::analyst::Analyst;
use model::query::{Drill, DrillInto, Way};
use model::time::Month;
use std::fs;
use std::path::{Path, PathBuf};

fn world() -> World {
    let mut world = World::new(Vec::new());
    world.tickets = vec![ticket(1, "A", "Bug", "2026-01-05", &[])];
    world.worklogs = vec![
        worklog(1, Some(1), None, "2026-01-05", 6.0),
        worklog(2, Some(1), None, "2026-02-02", 7.0),
    ];
    world
}

fn total(warehouse: &Warehouse) -> f64 {
    let rows = warehouse.maintenance(&everything()).unwrap().rows;
    rows.iter().filter_map(|row| row.logged_h.value).sum()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files
}

fn named(folder: &Path, part: &str) -> PathBuf {
    let holds = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().starts_with(part);
    files(folder).into_iter().find(holds).unwrap()
}

#[test]
fn a_killed_refresh_leaves_the_old_snapshot_and_is_cleaned_up() {
    let mut world = world();
    let (folder, warehouse) = world.refreshed();
    let version = folder.path().join(&world.rules.version);
    let before = files(&version);
    world.worklogs[0].seconds = model::time::Seconds(1);
    // Killed with a whole month written, another half, and a manifest that was not renamed.
    let refresh = world.begin(&warehouse, 2);
    world.write_worklogs(&refresh, Month::of(day("2026-01-01")), 10);
    std::mem::forget(refresh);
    fs::write(
        version.join("worklogs-2026-02-v2-g2.parquet"),
        b"PAR1 and no more",
    )
    .unwrap();
    fs::write(version.join("manifest.tmp"), b"{").unwrap();
    assert!(files(&version).len() > before.len());
    let reader = world.open(&folder);
    assert_eq!((total(&reader), total(&warehouse)), (13.0, 13.0));
    let next = world.begin(&reader, 2);
    assert!(!next.is_new_version());
    assert_eq!(files(&version), before, "what no manifest names is gone");
    world.write_worklogs(&next, Month::of(day("2026-01-01")), 10);
    next.commit(noon("2026-06-02")).unwrap();
    assert!((total(&warehouse) - 7.0 - 1.0 / 3600.0).abs() < 1e-12);
}

#[test]
fn a_first_refresh_that_was_killed_is_begun_again() {
    let world = world();
    let folder = tempfile::tempdir().unwrap();
    let warehouse = world.open(&folder);
    let refresh = world.begin(&warehouse, 1);
    world.write_worklogs(&refresh, Month::of(day("2026-01-01")), 10);
    drop(refresh);
    let again = world.begin(&warehouse, 1);
    assert!(again.is_new_version());
    assert!(files(&folder.path().join(&world.rules.version)).is_empty());
}

#[test]
fn readers_of_the_old_snapshot_keep_its_files_for_a_refresh() {
    let mut world = world();
    let (folder, warehouse) = world.refreshed();
    let version = folder.path().join(&world.rules.version);
    let old = named(&version, "worklogs-2026-01");
    world.worklogs[0].seconds = model::time::Seconds(1);
    world.refresh(&warehouse, 2);
    assert!(old.exists(), "a drill may still be reading it");
    world.begin(&warehouse, 3);
    assert!(!old.exists());
}

/// Every file a snapshot has, damaged in turn: cut, emptied, overwritten, gone. The error says where and what to do,
/// and a refresh builds all of it again.
#[test]
fn a_damaged_file_is_told_and_mended_by_a_refresh() {
    let world = world();
    let (folder, _) = world.refreshed();
    let version = folder.path().join(&world.rules.version);
    for path in files(&version) {
        let whole = fs::read(&path).unwrap();
        let garbage = vec![b'x'; whole.len()];
        for damage in [
            Some(&whole[..whole.len() / 2]),
            Some(&[][..]),
            Some(&garbage[..]),
            None,
        ] {
            match damage {
                Some(bytes) => fs::write(&path, bytes).unwrap(),
                None => fs::remove_file(&path).unwrap(),
            }
            let warehouse = world.open(&folder);
            let told = first_error(&warehouse);
            let message = told.unwrap_or_else(|| panic!("{} is damaged and nobody noticed", path.display()));
            assert!(message.contains("plimsoll refresh"), "{message}");
            assert!(message.contains(&world.rules.version), "{message}");
            fs::write(&path, &whole).unwrap();
        }
    }
    fs::write(named(&version, "hours-2026-01"), b"garbage").unwrap();
    let warehouse = world.open(&folder);
    assert!(world.begin(&warehouse, 1).is_new_version());
    world.refresh(&warehouse, 1);
    assert_eq!(total(&warehouse), 13.0);
}

/// Asks everything there is to ask.
fn first_error(warehouse: &Warehouse) -> Option<String> {
    let drill = |into| Drill {
        into,
        filter: everything(),
        way: Way::default(),
        after: 0,
        limit: 10,
    };
    let of_project = model::query::Filter {
        project: Some("A".to_owned()),
        ..everything()
    };
    let by_activity = model::query::Filter {
        method: Some(model::activity::Method::Activity),
        ..everything()
    };
    let list = |check| {
        let asked = model::analyst::QualityAsked {
            filter: everything(),
            check,
            source: None,
            after: 0,
            limit: 10,
        };
        warehouse.quality_list(&asked).err()
    };
    let errors = [
        warehouse.maintenance(&everything()).err(),
        warehouse.maintenance(&of_project).err(),
        warehouse.routing_suggestions(&everything()).err(),
        warehouse.drill(&drill(DrillInto::Finished)).err(),
        warehouse.maintenance(&by_activity).err(),
        warehouse.drill(&drill(DrillInto::LoggedH)).err(),
        warehouse.drill(&drill(DrillInto::Backlog)).err(),
        list(model::analyst::QualityCheck::TicketsWithoutSquad),
    ];
    errors.into_iter().flatten().next().map(|error| error.to_string())
}

#[test]
fn a_missing_manifest_and_a_strange_pointer_are_told() {
    let world = world();
    let (folder, _) = world.refreshed();
    fs::remove_file(folder.path().join(&world.rules.version).join("manifest.json")).unwrap();
    let error = world.open(&folder).snapshot().unwrap_err().to_string();
    assert!(
        error.contains("manifest.json") && error.contains("delete the analytics folder"),
        "{error}"
    );
    fs::write(folder.path().join("current"), "../../etc").unwrap();
    let error = world.open(&folder).snapshot().unwrap_err().to_string();
    assert!(error.contains("is no rules version"), "{error}");
    let warehouse = world.open(&folder);
    world.refresh(&warehouse, 1);
    assert_eq!(total(&warehouse), 13.0, "a refresh mends both");
}

#[test]
fn a_manifest_of_another_format_is_told_and_rebuilt() {
    let world = world();
    let (folder, _) = world.refreshed();
    let path = folder.path().join(&world.rules.version).join("manifest.json");
    let text = fs::read_to_string(&path)
        .unwrap()
        .replace("\"format\": ", "\"format\": 99");
    fs::write(&path, text).unwrap();
    let warehouse = world.open(&folder);
    let error = warehouse.snapshot().unwrap_err().to_string();
    assert!(error.contains("format 99"), "{error}");
    assert!(world.begin(&warehouse, 1).is_new_version());
}
