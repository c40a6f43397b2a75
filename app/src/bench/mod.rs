//! Data of any size, to measure with (`plimsoll bench generate`): 40 squads in 8 tribes, 800 people, five years.
//!
//! Every row is a function of the seed and its number ([`plan`]), so rows are written as they are made: memory
//! does not grow with them, the same seed writes the same bytes, and [`touch`] knows again which rows there are.

pub(crate) mod alerts;
mod plan;
mod rows;
mod texts;

#[cfg(test)]
mod tests;

use anyhow::Context;
use plan::Plan;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// What was written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Generated {
    /// `plimsoll.toml`; only where the organisation was written too.
    pub(crate) config: PathBuf,
    /// The mapping of the files.
    pub(crate) mapping: PathBuf,
    /// The files to import, people first.
    pub(crate) files: Vec<PathBuf>,
    /// Rows of all files, headings not counted.
    pub(crate) rows: u64,
    /// How long it took.
    pub(crate) seconds: f64,
}

/// What makes a data set: kept beside it, so that it can be changed later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Size {
    tickets: u64,
    worklogs: u64,
    seed: u64,
}

const SIZE: &str = "bench.json";

/// Writes an organisation and its five years into a folder, which is made where it is missing.
///
/// # Errors
/// When the folder or a file cannot be written, or there are worklogs and no tickets.
pub(crate) fn generate(dir: &Path, tickets: u64, worklogs: u64, seed: u64) -> anyhow::Result<Generated> {
    anyhow::ensure!(tickets > 0, "a data set needs tickets: ask for one or more");
    let begun = Instant::now();
    std::fs::create_dir_all(dir).with_context(|| format!("cannot make the folder {}", dir.display()))?;
    let size = Size {
        tickets,
        worklogs,
        seed,
    };
    let plan = Plan::new(tickets, worklogs, seed);
    let mut rows = rows::people(&dir.join("people.csv"), &plan)?;
    rows += rows::memberships(&dir.join("memberships.csv"), &plan)?;
    rows += rows::tickets(&dir.join("tickets.csv"), &plan)?;
    rows += rows::worklogs(&dir.join("worklogs.csv"), &plan, 0..worklogs, 0)?;
    text(dir, SIZE, &serde_json::to_string(&size)?)?;
    Ok(Generated {
        config: text(dir, "plimsoll.toml", &texts::config())?,
        mapping: text(dir, "bench-mapping.toml", texts::MAPPING)?,
        files: ["people.csv", "memberships.csv", "tickets.csv", "worklogs.csv"]
            .map(|name| dir.join(name))
            .to_vec(),
        rows,
        seconds: begun.elapsed().as_secs_f64(),
    })
}

/// Writes a second file with `many` worklogs of the last two months, each five minutes longer than it was, and
/// a mapping for this file alone.
///
/// # Errors
/// When the folder holds no data set, or a file cannot be written.
pub(crate) fn touch(dir: &Path, many: u64) -> anyhow::Result<Generated> {
    let begun = Instant::now();
    let path = dir.join(SIZE);
    let known = std::fs::read_to_string(&path).with_context(|| {
        format!(
            "cannot read {}: write a data set there first with `plimsoll bench generate`",
            path.display()
        )
    })?;
    let size: Size = serde_json::from_str(&known)
        .with_context(|| format!("{} is no size of a data set: generate it again", path.display()))?;
    let plan = Plan::new(size.tickets, size.worklogs, size.seed);
    let file = dir.join("worklogs-changed.csv");
    let rows = rows::worklogs(&file, &plan, plan.recent(many), 300)?;
    Ok(Generated {
        config: dir.join("plimsoll.toml"),
        mapping: text(dir, "bench-touch-mapping.toml", texts::TOUCH_MAPPING)?,
        files: vec![file],
        rows,
        seconds: begun.elapsed().as_secs_f64(),
    })
}

fn text(dir: &Path, name: &str, text: &str) -> anyhow::Result<PathBuf> {
    let path = dir.join(name);
    std::fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(path)
}
