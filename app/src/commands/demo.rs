//! `plimsoll demo`: a company with a story, taken in by the ordinary path and served.

mod made;
mod story;

use super::import::{import_files, load_mapping};
use super::refresh::describe;
use super::serve::{self, Address, USUAL_ADDRESS};
use crate::cli::Global;
use crate::clock;
use crate::data::Data;
use crate::failure::Outcome;
use crate::jobs::{evaluate, refresh};
use crate::output::{data as print, note};
use crate::setup::{Setup, open_store};
use anyhow::Result;
use made::Made;
use store::Store;

/// Where the demo lies if nobody says: apart from the data of a real organisation.
const USUAL_DATA: &str = "plimsoll-demo";

/// The words of `plimsoll demo`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Address and port to listen on
    #[arg(long, default_value = USUAL_ADDRESS, value_name = "ADDRESS:PORT")]
    listen: String,
    /// Port to listen on, on this machine
    #[arg(long, conflicts_with = "listen")]
    port: Option<u16>,
    /// Make it and stop
    #[arg(long)]
    no_serve: bool,
    /// Another seed, another company
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Makes the demo, tells its story, serves it.
pub(crate) async fn run(args: Args, global: &Global) -> Result<Outcome> {
    let data = Data::at(global.data.clone().unwrap_or_else(|| USUAL_DATA.into()));
    let address = Address {
        listen: args.port.map_or(args.listen, |port| format!("127.0.0.1:{port}")),
    };
    let today = clock::today(chrono_tz::Europe::Paris);
    let mut made = Made::prepare(&data, today, args.seed, global.quiet).await?;
    let setup = Setup::of(made.config.clone(), data.clone(), global.quiet)?;
    let store = open_store(&data).await?;
    // A port that is taken is better known before the work than after it.
    let listener = if args.no_serve {
        None
    } else {
        Some(serve::listen(&address, &store).await?)
    };
    fill(&setup, &store, &mut made, &data).await?;
    match listener {
        Some(listener) => serve::serve(&setup, store, listener, false).await?,
        None => store.close().await,
    }
    Ok(Outcome::Done)
}

/// Imports what was made, unless it is there already; refreshes, evaluates, tells.
async fn fill(setup: &Setup, store: &Store, made: &mut Made, data: &Data) -> Result<()> {
    if !made.imported {
        let mapping = load_mapping(setup, &made.mapping)?;
        let imported = import_files(setup, store, &mapping, &made.files).await?;
        if imported.rejected == 0 {
            made.imported = true;
            made.remember(data)?;
        }
    }
    let warehouse = setup.warehouse()?;
    let refreshed = refresh::run(setup, store, &warehouse, false).await?;
    let evaluated = evaluate::run(setup, store, &warehouse).await?;
    if !setup.quiet {
        note(describe(&refreshed));
    }
    print(story::tell(setup, &evaluated.statuses, made).as_bytes())?;
    if !setup.quiet {
        note(format!(
            "The files are in {}; the truth of each story is in {}.",
            data.demo().display(),
            made.truth.display()
        ));
    }
    Ok(())
}
