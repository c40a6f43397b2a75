//! `plimsoll bench …`: measures. Hidden from the main help.

use crate::cli::Global;
use crate::failure::Outcome;
use crate::output::line;
use anyhow::Result;
use std::path::PathBuf;

/// What can be measured.
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
}

/// Does what is asked.
pub(crate) async fn run(command: &Command, _: &Global) -> Result<Outcome> {
    match command {
        Command::Generate {
            dir,
            tickets,
            worklogs,
            seed,
        } => {
            let (dir, tickets, worklogs, seed) = (dir.clone(), *tickets, *worklogs, *seed);
            let generated =
                tokio::task::spawn_blocking(move || crate::bench::generate(&dir, tickets, worklogs, seed))
                    .await??;
            let files: Vec<_> = generated
                .files
                .iter()
                .map(|file| file.display().to_string())
                .collect();
            line(format!(
                "plimsoll --config {} import {} --mapping {}",
                generated.config.display(),
                files.join(" "),
                generated.mapping.display()
            ))?;
        }
    }
    Ok(Outcome::Done)
}
