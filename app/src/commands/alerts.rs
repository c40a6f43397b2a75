//! `plimsoll alerts …`: where the rules stand, the rules themselves, what they would have said, and who wants quiet.

mod hush;
mod replay;
mod rules;

use super::show;
use crate::cli::Global;
use crate::failure::Outcome;
use crate::filters::FilterArgs;
use crate::output::{OutputArgs, data};
use crate::setup::Setup;
use anyhow::Result;

/// What there is to do with alerts.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Where every rule stands for every subject, and why nobody is told
    List(List),
    /// The rules in force, and where each comes from
    Rules(OutputArgs),
    /// Replays rules over history: when they would have fired, for how long, how often
    Test(replay::Args),
    /// Takes a raised alert: nobody is reminded until it expires or ends
    Ack(hush::Ack),
    /// Wants to hear nothing of some alerts for a while
    Silence(hush::Silence),
    /// Ends a silence
    Unsilence(hush::Unsilence),
    /// The silences that hold
    Silences(OutputArgs),
    /// How often the rules cry wolf and how soon they see a rise, by simulation
    Characteristics,
}

/// Which alerts, and how they are printed.
#[derive(Debug, clap::Args)]
pub(crate) struct List {
    #[command(flatten)]
    filters: FilterArgs,
    #[command(flatten)]
    output: OutputArgs,
}

/// Does what is asked.
pub(crate) async fn run(command: Command, global: &Global) -> Result<Outcome> {
    if matches!(command, Command::Characteristics) {
        let all = analytics::alerts::characteristics::characteristics();
        data(analytics::alerts::characteristics::markdown(&all).as_bytes())?;
        return Ok(Outcome::Done);
    }
    let setup = Setup::load(global)?;
    match command {
        Command::List(args) => list(&setup, &args).await?,
        Command::Rules(output) => rules::print(&setup, &output)?,
        Command::Test(args) => replay::run(&setup, &args).await?,
        Command::Ack(args) => hush::acknowledge(&setup, args).await?,
        Command::Silence(args) => hush::silence(&setup, args).await?,
        Command::Unsilence(args) => hush::unsilence(&setup, &args).await?,
        Command::Silences(output) => hush::list(&setup, &output).await?,
        Command::Characteristics => {}
    }
    Ok(Outcome::Done)
}

async fn list(setup: &Setup, args: &List) -> Result<()> {
    args.output.check()?;
    let filter = args.filters.filter(setup)?;
    let warehouse = setup.warehouse()?;
    let (table, provenance) = show::alerts(setup, &warehouse, &filter).await?;
    args.output.print("alerts", &table, &provenance, |table| {
        model::analyst::Analyst::parquet(&warehouse, table)
    })
}
