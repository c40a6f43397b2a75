//! The binary `plimsoll`: the command line, the jobs, and everything that touches the world around
//! (configuration, environment, clock, terminal). One file a command under [`commands`].

mod bench;
mod cli;
mod clock;
mod commands;
mod config;
mod data;
mod database;
mod demo;
mod failure;
mod filters;
mod human;
mod jobs;
mod live;
mod logging;
mod notify;
mod output;
mod progress;
mod setup;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    failure::explain_faults();
    let cli = cli::Cli::parse();
    clock::start(cli.global.now);
    logging::start(&cli.global, cli.command.log_level());
    let outcome = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(anyhow::Error::from)
        .and_then(|runtime| runtime.block_on(cli.command.run(&cli.global)));
    failure::exit_code(outcome)
}
