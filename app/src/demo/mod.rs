//! The demo: a company with hidden stories (DESIGN.md, "The demo"), made from a seed.
//!
//! A simulation lives through two years, day by day, and writes what a tracker would have exported. It knows
//! which squads go under water, since when and why, and writes this truth beside the files.
//!
//! - `company`, `people`, `calendar`: who works where, and when;
//! - `stories`: what every squad's weeks are planned to look like;
//! - `simulation`: the two years, day by day; `arrivals`, `routing`, `tickets`: what comes in and where it goes;
//!   `shifts`, `work`, `wishes`, `initiatives`: what people do;
//! - `quirks`: what real data is full of;
//! - `files`, `names`, `links`, `money`, `truth`: what is written.
//!
//! The same seed and day always write the same bytes.

mod arrivals;
mod calendar;
mod chance;
mod company;
mod files;
mod initiatives;
mod links;
mod money;
mod names;
mod people;
mod quirks;
mod routing;
mod shifts;
mod simulation;
mod stories;
mod tickets;
mod titles;
mod truth;
mod wishes;
mod work;

#[cfg(test)]
mod tests;

use anyhow::Context;
use chrono::NaiveDate;
use std::path::{Path, PathBuf};

/// The organisation of the demo: also an example of a good `plimsoll.toml`.
pub(crate) const CONFIG: &str = include_str!("plimsoll.toml");

/// What the columns of the demo's files mean.
pub(crate) const MAPPING: &str = include_str!("mapping.toml");

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Demo {
    /// `plimsoll.toml`.
    pub(crate) config: PathBuf,
    /// The mapping of the files.
    pub(crate) mapping: PathBuf,
    /// The files to import, people first.
    pub(crate) files: Vec<PathBuf>,
    /// The truth of the stories, as JSON.
    pub(crate) truth: PathBuf,
}

/// Writes the demo's two years before `today` into a folder, which is made where it is missing.
///
/// # Errors
/// When the folder or a file cannot be written.
pub(crate) fn generate(dir: &Path, today: NaiveDate, seed: u64) -> anyhow::Result<Demo> {
    std::fs::create_dir_all(dir).with_context(|| format!("cannot make the folder {}", dir.display()))?;
    let config = model::config::parse(CONFIG, "plimsoll.toml")?;
    let horizon = calendar::Horizon::before(today);
    let people = people::people(&horizon, seed);
    let calendars = calendar::Calendars::new(&config, &horizon, &people, seed)?;
    let plans = stories::plans(&horizon, seed);
    let initiatives = initiatives::initiatives(&horizon, seed);
    let mut of = simulation::Simulation::new(horizon, &people, &calendars, &plans, initiatives, seed);
    of.run();
    let quirks = quirks::spoil(&mut of, seed);
    let names = names::Names::new(&of);
    let mut folder = files::Folder::new(dir);
    let truth = truth::truth(&of, &quirks, &names.keys, seed);
    files::people(&mut folder, &names)?;
    files::initiatives(&mut folder, &names)?;
    files::interventions(&mut folder, &names)?;
    files::tickets(&mut folder, &names)?;
    files::links(&mut folder, &names)?;
    files::worklogs(&mut folder, &names)?;
    money::money(&mut folder, &horizon, &people, seed)?;
    Ok(Demo {
        config: folder.text("plimsoll.toml", CONFIG)?,
        mapping: folder.text("demo-mapping.toml", MAPPING)?,
        truth: folder.text("truth.json", &format!("{truth:#}\n"))?,
        files: folder.files,
    })
}
