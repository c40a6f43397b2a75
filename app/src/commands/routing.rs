//! `plimsoll routing rules`: what was learned about whose tickets are, as rules for `plimsoll.toml` or for a tracker's
//! automation. What each format holds, [`model::routing::rules`] says.

use crate::cli::Global;
use crate::failure::Outcome;
use crate::filters::FilterArgs;
use crate::human;
use crate::output::{data, write_file};
use crate::setup::Setup;
use anyhow::Result;
use model::analyst::{Analyst, RoutingSuggestionRow};
use model::figure::Answer;
use model::routing::rules::{gitlab_triage, squad_rules};
use std::path::PathBuf;

/// What can be done about routing.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Prints routing suggestions as rules, with their evidence
    Rules(Rules),
}

/// Which rules, and how.
#[derive(Debug, clap::Args)]
pub(crate) struct Rules {
    /// How to write them
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Write into a file instead of stdout
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Also rules that would have spared no ticket a detour
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    filters: FilterArgs,
}

/// How rules are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
enum Format {
    /// For plimsoll.toml: [[squad_rules]], the evidence as comments
    #[default]
    Toml,
    /// For a tracker's automation, a row a rule
    Csv,
    /// For programs
    Json,
    /// Policies of gitlab-triage that label issues; rules about labels only
    GitlabTriage,
}

/// Does what is asked.
pub(crate) async fn run(command: Command, global: &Global) -> Result<Outcome> {
    let Command::Rules(args) = command;
    let setup = Setup::load(global)?;
    let filter = args.filters.filter(&setup)?;
    let warehouse = setup.warehouse()?;
    let mut answer = tokio::task::spawn_blocking(move || warehouse.routing_suggestions(&filter)).await??;
    answer
        .rows
        .retain(|row| row.suggested && (args.all || row.would_have_helped()));
    let text = written(&setup, args.format, &answer)?;
    match &args.out {
        Some(file) => write_file(file, text.as_bytes())?,
        None => data(text.as_bytes())?,
    }
    setup.say(human::count(answer.rows.len() as u64, "rule"));
    Ok(Outcome::Done)
}

fn written(setup: &Setup, format: Format, answer: &Answer<RoutingSuggestionRow>) -> Result<String> {
    Ok(match format {
        Format::Toml => squad_rules(&answer.rows),
        Format::Csv => answer.table().csv(),
        Format::Json => {
            let envelope = answer.table().json("routing-rules", &answer.provenance);
            serde_json::to_string_pretty(&envelope)? + "\n"
        }
        Format::GitlabTriage => {
            let (text, left_out) = gitlab_triage(&answer.rows);
            if left_out > 0 {
                setup.say(format!(
                    "{} left out: gitlab-triage sees labels only",
                    human::count(left_out as u64, "rule")
                ));
            }
            text
        }
    })
}
