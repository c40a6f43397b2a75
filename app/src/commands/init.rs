//! `plimsoll init`: a few questions, a commented `plimsoll.toml` and a first mapping. Never overwrites anything.

mod questions;
mod templates;

use crate::cli::Global;
use crate::config::{FILE_NAME, write_new};
use crate::failure::{Outcome, misuse};
use crate::output::line;
use anyhow::Result;
use questions::{Asker, Wanted};
use std::path::{Path, PathBuf};

/// The words of `plimsoll init`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Ask nothing, take the defaults
    #[arg(long, short)]
    yes: bool,
}

/// Asks and writes.
pub(crate) fn run(args: &Args, global: &Global) -> Result<Outcome> {
    let file = global.config.clone().unwrap_or_else(|| PathBuf::from(FILE_NAME));
    let mapping = file.with_file_name("mapping.toml");
    for existing in [&file, &mapping] {
        if existing.exists() {
            return Err(misuse(format!(
                "{} is there already and nothing was written: edit it, or write another with \
                 `plimsoll init --config OTHER/{FILE_NAME}`",
                existing.display()
            )));
        }
    }
    let mut asker = Asker::new(std::io::stdin().lock(), std::io::stderr(), args.yes);
    let wanted = Wanted::ask(&mut asker)?;
    write_both(&wanted, &file, &mapping)?;
    line(format!(
        "Wrote {} and {}.\n\
         Next: name your squads and rules in the first, your files' columns in the second, then\n\
         \x20 plimsoll import tickets.csv hours.csv --mapping {}\n\
         \x20 plimsoll show maintenance\n\
         \x20 plimsoll doctor",
        file.display(),
        mapping.display(),
        mapping.display()
    ))?;
    Ok(Outcome::Done)
}

fn write_both(wanted: &Wanted, file: &Path, mapping: &Path) -> Result<()> {
    let config = templates::config(wanted);
    // What was answered may not fit together: better to hear it now than at the first import.
    model::config::parse(&config, &file.display().to_string())?;
    write_new(file, &config)?;
    write_new(mapping, &templates::mapping(wanted))
}
