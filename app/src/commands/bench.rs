//! `plimsoll bench …`: files to measure with, and alerts to tell of. Hidden from the main help.

use crate::bench::{self, Generated};
use crate::cli::Global;
use crate::clock;
use crate::failure::Outcome;
use crate::human;
use crate::output::line;
use crate::progress::rate;
use crate::setup::Setup;
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
    /// Lets alerts of every squad happen, with their messages
    Alerts {
        /// How many of each squad
        #[arg(long, default_value_t = 1)]
        times: i64,
    },
}

/// Makes it, and says how to import it.
pub(crate) async fn run(command: Command, global: &Global) -> Result<Outcome> {
    if let Command::Alerts { times } = command {
        return happen(times, global).await;
    }
    let generated = tokio::task::spawn_blocking(move || match command {
        Command::Generate {
            dir,
            tickets,
            worklogs,
            seed,
        } => bench::generate(&dir, tickets, worklogs, seed),
        Command::Touch { dir, worklogs } => bench::touch(&dir, worklogs),
        Command::Alerts { .. } => unreachable!("it writes no files"),
    })
    .await??;
    line(describe(&generated))?;
    Ok(Outcome::Done)
}

async fn happen(times: i64, global: &Global) -> Result<Outcome> {
    let setup = Setup::load(global)?;
    let store = setup.store().await?;
    let happened = bench::alerts::happen(&setup, &store, times, clock::now()).await?;
    line(format!("{happened} alerts happened."))?;
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
