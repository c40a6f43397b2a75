//! `plimsoll intervention …`: what was decided against maintenance, written down.

use super::show;
use crate::cli::Global;
use crate::clock;
use crate::failure::{Outcome, misuse};
use crate::filters::{self, FilterArgs};
use crate::output::{OutputArgs, line};
use crate::setup::Setup;
use anyhow::Result;
use chrono::NaiveDate;
use model::intervention::{InterventionKind, InterventionScope, check};
use model::query::What;
use model::records::InterventionRecord;
use store::Store;

/// Whoever works at the machine and says no name.
const SOMEBODY: &str = "command line";

/// What can be done with interventions.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Writes down what was decided, for a squad, a tribe, or everybody
    Add(Add),
    /// Lists them with what each changed; the same as `plimsoll show interventions`
    List {
        #[command(flatten)]
        filters: FilterArgs,
        #[command(flatten)]
        output: OutputArgs,
    },
    /// Withdraws one: it stays known, and counts no more
    Withdraw {
        /// Its number in the list
        id: i64,
        /// Who withdraws it
        #[arg(long, default_value = SOMEBODY)]
        author: String,
    },
}

/// An intervention to be written down.
#[derive(Debug, clap::Args)]
pub(crate) struct Add {
    /// debt_quarter, rotation, hiring, rerouting, scope_cut or other
    kind: InterventionKind,
    /// The squad it is for, by key, name or alias; without squad and tribe it is for everybody
    #[arg(long, conflicts_with = "tribe")]
    squad: Option<String>,
    /// The tribe it is for, by key or name
    #[arg(long)]
    tribe: Option<String>,
    /// Its first day: 2026-02-03
    #[arg(long, value_name = "DAY")]
    from: NaiveDate,
    /// Its last day; left out while it goes on
    #[arg(long, value_name = "DAY")]
    to: Option<NaiveDate>,
    /// A few words; needed for other
    #[arg(long)]
    note: Option<String>,
    /// The limits of those it is for begin anew at its first day
    #[arg(long)]
    rebase: bool,
    /// Who decided or writes it down
    #[arg(long, default_value = SOMEBODY)]
    author: String,
}

/// Does what is asked.
pub(crate) async fn run(command: Command, global: &Global) -> Result<Outcome> {
    let setup = Setup::load(global)?;
    match command {
        Command::Add(args) => add(&setup, &setup.store().await?, args).await?,
        Command::List { filters, output } => {
            show::figures(&setup, What::Interventions, &filters, &output).await?;
        }
        Command::Withdraw { id, author } => {
            let store = setup.store().await?;
            if !store.withdraw_intervention(id, &author, clock::now()).await? {
                return Err(misuse(format!(
                    "there is no intervention {id} that could still be withdrawn: see `plimsoll intervention list`"
                )));
            }
            line(format!("Intervention {id} counts no more."))?;
        }
    }
    Ok(Outcome::Done)
}

async fn add(setup: &Setup, store: &Store, args: Add) -> Result<()> {
    let record = InterventionRecord {
        key: String::new(),
        scope: match (&args.squad, &args.tribe) {
            (Some(name), _) => InterventionScope::Squad(filters::squad(setup, name)?),
            (None, Some(name)) => InterventionScope::Tribe(filters::tribe(setup, name)?),
            (None, None) => InterventionScope::Organisation,
        },
        kind: args.kind,
        from: args.from,
        to: args.to,
        note: args.note,
        rebase: args.rebase,
        author: Some(args.author),
    };
    check(&record).map_err(misuse)?;
    let id = store.record_intervention(&record, clock::now()).await?;
    line(format!(
        "Intervention {id} is written down: {} for the {}, from {}.",
        record.kind, record.scope, record.from
    ))
}
