//! `plimsoll bench …`: files to measure with. Hidden from the main help.

use crate::bench::{self, Generated};
use crate::cli::Global;
use crate::failure::Outcome;
use crate::human;
use crate::output::line;
use crate::progress::rate;
use anyhow::Result;
use std::path::PathBuf;

/// What can be made.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Writes files of many tickets and worklogs, to be imported
    Generate {
        /// The folder to write to
        #[arg(long, value_name = "DIR", default_value = "plimsoll-bench")]
        dir: PathBuf,
        /// How many tickets
        #[arg(long, default_value_t = 1_000_000)]
        tickets: u64,
        /// How many worklogs
        #[arg(long, default_value_t = 10_000_000)]
        worklogs: u64,
        /// Another seed, other files
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Writes a file that changes some of the generated worklogs
    Touch {
        /// The folder that was generated
        #[arg(long, value_name = "DIR", default_value = "plimsoll-bench")]
        dir: PathBuf,
        /// How many worklogs, the latest
        #[arg(long, default_value_t = 1_000)]
        worklogs: u64,
    },
}

/// Makes it, and says how to import it.
pub(crate) async fn run(command: Command, _: &Global) -> Result<Outcome> {
    let generated = tokio::task::spawn_blocking(move || match command {
        Command::Generate {
            dir,
            tickets,
            worklogs,
            seed,
        } => bench::generate(&dir, tickets, worklogs, seed),
        Command::Touch { dir, worklogs } => bench::touch(&dir, worklogs),
    })
    .await??;
    line(describe(&generated))?;
    Ok(Outcome::Done)
}

fn describe(generated: &Generated) -> String {
    let files: Vec<_> = generated
        .files
        .iter()
        .map(|file| file.display().to_string())
        .collect();
    format!(
        "Wrote {} in {:.1} s ({} rows/s). Import them:\nplimsoll --config {} import {} --mapping {}",
        human::count(generated.rows, "row"),
        generated.seconds,
        human::grouped(&rate(generated.rows, generated.seconds).to_string()),
        generated.config.display(),
        files.join(" "),
        generated.mapping.display()
    )
}
