//! `plimsoll notify`: messages about alerts.

use crate::cli::Global;
use crate::clock;
use crate::failure::{Outcome, misuse};
use crate::human;
use crate::jobs::deliver;
use crate::notify::{Explainer, Sender};
use crate::output::{data, line};
use crate::setup::Setup;
use anyhow::{Result, anyhow};
use model::notice::{DeliveryState, Notice};
use store::Store;

/// What can be done with messages.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Sends a sample on a channel
    Test {
        /// The channel's id in plimsoll.toml
        channel: String,
    },
    /// Lists messages, latest first
    List {
        /// Only of this state: pending, sending, sent, dead or dropped
        #[arg(long, value_parser = state)]
        state: Option<DeliveryState>,
        /// So many
        #[arg(long, default_value_t = 50)]
        limit: usize,
    },
    /// Lists messages that were given up
    Dead,
    /// Lets a message that was given up be tried again
    Requeue {
        /// Its number in the list
        id: i64,
    },
    /// Sends what waits, and ends
    Send,
}

fn state(word: &str) -> Result<DeliveryState, String> {
    DeliveryState::from_word(word)
        .ok_or_else(|| format!("{word:?} is not a state: use pending, sending, sent, dead or dropped"))
}

/// Does what is asked.
pub(crate) async fn run(command: Command, global: &Global) -> Result<Outcome> {
    let setup = Setup::load(global)?;
    let store = setup.store().await?;
    match command {
        Command::Test { channel } => test(&setup, &store, &channel).await?,
        Command::List { state, limit } => list(&store, state, limit).await?,
        Command::Dead => list(&store, Some(DeliveryState::Dead), usize::MAX).await?,
        Command::Requeue { id } => {
            if !store.requeue_delivery(id, clock::now()).await? {
                return Err(misuse(format!(
                    "there is no message {id} that was given up: see `plimsoll notify dead`"
                )));
            }
            line(format!(
                "Message {id} waits again; `plimsoll notify send` or the server sends it."
            ))?;
        }
        Command::Send => return send(&setup, &store).await,
    }
    Ok(Outcome::Done)
}

async fn send(setup: &Setup, store: &Store) -> Result<Outcome> {
    let warehouse = setup.warehouse()?;
    let tally = deliver::run(setup, store, &warehouse).await?;
    deliver::repeat(setup, store, &warehouse).await?;
    if !setup.quiet {
        line(format!(
            "{} sent, {} to be tried again, {} given up, {} held back.",
            human::count(tally.sent as u64, "message"),
            tally.again,
            tally.dead,
            tally.quiet
        ))?;
    }
    Ok(if tally.dead > 0 {
        Outcome::Broken
    } else {
        Outcome::Done
    })
}

async fn test(setup: &Setup, store: &Store, wanted: &str) -> Result<()> {
    let channels = &setup.config.channels;
    let Some(channel) = channels.iter().find(|channel| channel.id.as_str() == wanted) else {
        let known: Vec<_> = channels.iter().map(|channel| channel.id.as_str()).collect();
        return Err(misuse(
            match model::config::nearest(wanted, known.iter().copied()) {
                Some(near) => format!("there is no channel {wanted:?}; did you mean {near:?}?"),
                None if known.is_empty() => {
                    "there are no channels: write [[channels]] in plimsoll.toml".to_owned()
                }
                None => format!("there is no channel {wanted:?}; there are: {}", known.join(", ")),
            },
        ));
    };
    let explainer = Explainer {
        setup: setup.clone(),
        store: store.clone(),
        warehouse: setup.warehouse()?,
    };
    let now = clock::now();
    let id = format!("test.{}.{wanted}", now.timestamp_micros());
    let letter = explainer.write(id, Notice::Test, channel, now).await?;
    let sent = Sender::open(channel, setup)?.send(&letter).await;
    sent.map_err(|failure| anyhow!("channel {wanted}: {failure}"))?;
    line(format!(
        "Channel {wanted} ({}) took the message.",
        channel.target.kind()
    ))
}

async fn list(store: &Store, state: Option<DeliveryState>, limit: usize) -> Result<()> {
    let deliveries = store.deliveries(state, i64::MAX, limit).await?;
    data(human::table(&api::tables::deliveries::table(&deliveries)).as_bytes())
}
