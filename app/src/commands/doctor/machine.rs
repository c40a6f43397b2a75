//! The machine and the files: configuration, data folder, disk, database, clock.

use super::Check;
use crate::data::Data;
use crate::database::DatabaseUrl;
use crate::failure::reason;
use crate::human::count;
use crate::setup::Setup;
use chrono::{DateTime, Utc};
use std::path::Path;
use store::{SourceStatus, Store};

/// Under so many MiB a refresh may not find the room it needs.
const LITTLE_SPACE_MIB: u64 = 1024;

/// What `plimsoll.toml` holds, and what it lacks.
pub(super) fn configuration(setup: &Setup) -> Vec<Check> {
    let config = &setup.config;
    let mut checks = vec![Check::good(format!(
        "{}: {}, {}, {}, {} in {}, rules version {}",
        setup.file.display(),
        count(config.squads.len() as u64, "squad"),
        count(config.tribes.len() as u64, "tribe"),
        count(config.sources.len() as u64, "source"),
        count(config.classification.len() as u64, "classification rule"),
        config.organisation.time_zone,
        setup.rules.version
    ))];
    let lacks = [
        (
            config.sources.is_empty(),
            "no sources: nothing can be imported",
            "add [sources.NAME] with kind = \"files\"",
        ),
        (
            config.classification.is_empty(),
            "no classification rules: every ticket is uncategorised",
            "add [[classification]] rules; `plimsoll init` shows how they look",
        ),
        (
            config.stages.is_empty() && config.sources.values().all(|source| source.stages().is_empty()),
            "no stages: every ticket counts as open",
            "say under [stages] which of your statuses is which stage",
        ),
    ];
    checks.extend(
        lacks
            .into_iter()
            .filter(|(lacks, _, _)| *lacks)
            .map(|(_, found, todo)| Check::look(found, todo)),
    );
    checks
}

/// Whether the data folder can be written, and how much room there is.
pub(super) fn folder(data: &Data) -> Vec<Check> {
    let root = data.root().display();
    let probe = data.root().join(format!("doctor-{}", std::process::id()));
    let written = data.create().and_then(|()| Ok(std::fs::write(&probe, b"x")?));
    // It may never have been there.
    let _ = std::fs::remove_file(&probe);
    match written {
        Ok(()) => vec![
            Check::good(format!("data folder {root} can be written")),
            space(data.root()),
        ],
        Err(error) => {
            let why = error.downcast_ref().map_or_else(|| error.to_string(), reason);
            vec![Check::broken(
                format!("data folder {root} cannot be written: {why}"),
                "make it yours to write, or choose another with --data DIR",
            )]
        }
    }
}

fn space(folder: &Path) -> Check {
    match free_mib(folder) {
        Some(free) if free < LITTLE_SPACE_MIB => Check::look(
            format!("{free} MiB of disk are free"),
            "make room: a refresh writes new files before it removes the old ones",
        ),
        Some(free) => Check::good(format!("{} GiB of disk are free", free / 1024)),
        None => Check::look(
            "free disk space is not known",
            "check it yourself: this system has no `df`",
        ),
    }
}

/// Free space as POSIX `df` tells it; the standard library does not.
fn free_mib(folder: &Path) -> Option<u64> {
    let told = std::process::Command::new("df")
        .arg("-Pk")
        .arg(folder)
        .output()
        .ok()?;
    parse_df(&String::from_utf8_lossy(&told.stdout))
}

fn parse_df(told: &str) -> Option<u64> {
    let kib: u64 = told.lines().nth(1)?.split_whitespace().nth(3)?.parse().ok()?;
    Some(kib / 1024)
}

/// Whether the database answers; opening it has migrated it.
pub(super) async fn database(data: &Data, store: &Store) -> Check {
    let url = DatabaseUrl::of(data);
    match store.ping().await {
        Ok(()) => Check::good(format!("database {url} answers and is up to date")),
        Err(error) => Check::broken(
            format!(
                "database {url} does not answer: {}",
                url.redact(&error.to_string())
            ),
            "start it, or check PLIMSOLL_DATABASE_URL",
        ),
    }
}

/// Whether time goes forward: figures speak of closed weeks.
pub(super) fn clock(now: DateTime<Utc>, sources: &[SourceStatus]) -> Check {
    let shown = now.format("%Y-%m-%d %H:%M UTC");
    let last = sources.iter().filter_map(|source| source.last_started_at).max();
    match last.filter(|last| *last > now + chrono::Duration::minutes(5)) {
        Some(last) => Check::broken(
            format!(
                "the clock says {shown}, yet something was imported at {}",
                last.format("%Y-%m-%d %H:%M UTC")
            ),
            "set the clock: which weeks are closed depends on it",
        ),
        None => Check::good(format!("the clock says {shown}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn df_is_understood() {
        let told =
            "Filesystem 1024-blocks Used Available Capacity Mounted on\n/dev/sda1 100 50 2097152 50% /a b\n";
        assert_eq!(parse_df(told), Some(2048));
        assert_eq!(parse_df("nonsense"), None);
    }
}
