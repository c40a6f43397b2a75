//! The words of the command line. Each command's own words stand in its file.

use crate::commands::{
    alerts, bench, demo, doctor, drill, explain, import, init, intervention, notify, refresh, routing, serve,
    show, token, user,
};
use crate::failure::Outcome;
use chrono::{DateTime, Utc};
use clap::{ArgAction, Args, Parser, Subcommand};
use std::path::PathBuf;
use tracing::level_filters::LevelFilter;

/// Shows how deep product teams are loaded with maintenance, from the trackers they already use.
#[derive(Debug, Parser)]
#[command(
    name = "plimsoll",
    version,
    arg_required_else_help = true,
    max_term_width = 100
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What every command takes.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Everywhere")]
pub(crate) struct Global {
    /// The organisation's file [default: ./plimsoll.toml, else the data folder's]
    #[arg(long, global = true, env = "PLIMSOLL_CONFIG", value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// The folder of the database, the figures and the rejected rows [default: ./plimsoll-data]
    #[arg(long, global = true, env = "PLIMSOLL_DATA", value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// Say nothing but data and errors
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Say more on stderr; twice for every detail
    #[arg(long, short, global = true, action = ArgAction::Count)]
    pub(crate) verbose: u8,
    /// The instant that counts as now, for documents and tests that must not change
    #[arg(
        long,
        global = true,
        env = "PLIMSOLL_NOW",
        hide = true,
        value_name = "INSTANT"
    )]
    pub(crate) now: Option<DateTime<Utc>>,
}

/// What there is to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// An organisation with a story, to look around in
    Demo(demo::Args),
    /// Asks a few questions and writes plimsoll.toml and a first mapping
    Init(init::Args),
    /// Takes in files of tickets, worklogs, people and more
    Import(import::Args),
    /// Brings facts, figures and alerts up to the data
    Refresh(refresh::Args),
    /// Prints figures
    Show(show::Args),
    /// Lists the worklogs or tickets behind a figure
    Drill(drill::Args),
    /// Makes rules of what was learned about routing
    #[command(subcommand)]
    Routing(routing::Command),
    /// Says why a ticket is what it is
    Explain(explain::Args),
    /// What the alert rules say, would have said, and who has taken or silenced what
    #[command(subcommand)]
    Alerts(alerts::Command),
    /// What was decided against maintenance, and whether it helped
    #[command(subcommand)]
    Intervention(intervention::Command),
    /// Serves pages, charts and the API
    Serve(serve::Args),
    /// Checks everything and says what to do
    Doctor(doctor::Args),
    /// Who may sign in
    #[command(subcommand)]
    User(user::Command),
    /// Keys for programs that use the API
    #[command(subcommand)]
    Token(token::Command),
    /// Messages about alerts: what was sent, what was not, and whether a channel works
    #[command(subcommand)]
    Notify(notify::Command),
    /// Measures
    #[command(subcommand, hide = true)]
    Bench(bench::Command),
}

impl Command {
    /// Does it.
    pub(crate) async fn run(self, global: &Global) -> anyhow::Result<Outcome> {
        match self {
            Self::Demo(args) => demo::run(args, global).await,
            Self::Init(args) => init::run(&args, global),
            Self::Import(args) => import::run(args, global).await,
            Self::Refresh(args) => refresh::run(&args, global).await,
            Self::Show(args) => show::run(args, global).await,
            Self::Drill(args) => drill::run(args, global).await,
            Self::Routing(command) => routing::run(command, global).await,
            Self::Explain(args) => explain::run(&args, global).await,
            Self::Alerts(command) => alerts::run(command, global).await,
            Self::Intervention(command) => intervention::run(command, global).await,
            Self::Serve(args) => serve::run(&args, global).await,
            Self::Doctor(args) => doctor::run(&args, global).await,
            Self::User(command) => user::run(command, global).await,
            Self::Token(command) => token::run(command, global).await,
            Self::Notify(command) => notify::run(command, global).await,
            Self::Bench(command) => bench::run(command, global).await,
        }
    }

    /// What is logged if nobody asks: a server tells what it does, a command only what went wrong.
    pub(crate) fn log_level(&self) -> LevelFilter {
        match self {
            Self::Serve(_) => LevelFilter::INFO,
            _ => LevelFilter::WARN,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn bench_is_hidden_from_the_main_help() {
        let help = Cli::command().render_help().to_string();
        assert!(help.contains("import") && !help.contains("bench"), "{help}");
    }
}
