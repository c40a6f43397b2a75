//! Sends what is to be told: plans reminders and digests, then takes messages from the outbox and sends them.
//!
//! A message is written in the transaction of what it tells of, taken with a lease, sent, and marked. Killed before the
//! mark, whoever comes next sends it once its lease has run out: with the same id, so that a receiver can know it as the
//! same. So each message is sent once, and at most once more for each time its sender was killed between the receiver's
//! yes and the mark. Two replicas never hold the same message.
//!
//! A receiver that is away is tried again after 30 s, 1 min, 2 min and so on, each up to a fifth more, no more than an
//! hour apart, or when it asked for; after [`TRIES`] times the message is given up: a dead letter, shown to
//! administrators, who can queue it again.

use crate::clock;
use crate::notify::{Explainer, Failure, Hush, Letter, Sender, plan};
use crate::setup::Setup;
use analytics::Warehouse;
use anyhow::Result;
use chrono::{DateTime, Duration, Utc};
use model::alert::Severity;
use model::config::Channel;
use model::notice::{Delivery, Notice, quiet_until};
use std::sync::Arc;
use store::{Settled, Store};
use tokio::task::JoinSet;

/// Messages taken at once. Each takes less than half a minute, all of them less than the lease.
const AT_ONCE: usize = 8;
/// Minutes that taken messages are kept from others.
const LEASE: i64 = 5;
/// So often a message is tried.
pub(crate) const TRIES: i64 = 12;
/// Seconds before the second try.
const FIRST_WAIT: i64 = 30;
/// The longest wait between two tries, in seconds.
const LONGEST_WAIT: i64 = 3_600;
/// How often a server looks for messages.
const EVERY: std::time::Duration = std::time::Duration::from_secs(5);

/// What became of the messages of a run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Receivers took them.
    pub(crate) sent: usize,
    /// They are tried again.
    pub(crate) again: usize,
    /// They were given up.
    pub(crate) dead: usize,
    /// Nobody was to be told, or not yet.
    pub(crate) quiet: usize,
}

/// Somebody who sends.
struct Postman {
    explainer: Explainer,
    channels: Vec<(Channel, Result<Sender, String>)>,
    hush: Hush,
    holder: String,
}

/// Plans what is due and sends what waits, until nothing does.
pub(crate) async fn run(setup: &Setup, store: &Store, warehouse: &Warehouse) -> Result<Tally> {
    let mut tally = Tally::default();
    if setup.config.channels.is_empty() {
        return Ok(tally);
    }
    let hush = Hush::read(&setup.config, store, clock::now()).await?;
    plan::periodic(setup, store, &hush, clock::now()).await?;
    let holder = format!("{}-{:08x}", std::process::id(), rand::random::<u32>());
    let mut taken = claim(store, &holder).await?;
    if taken.is_empty() {
        return Ok(tally);
    }
    let postman = Arc::new(Postman::new(setup, store, warehouse, hush, holder));
    while !taken.is_empty() {
        // A receiver that is slow makes only its own messages wait, and these keep their order.
        let mut rounds = JoinSet::new();
        for channel in by_channel(taken) {
            let postman = Arc::clone(&postman);
            rounds.spawn(async move { postman.round(channel).await });
        }
        while let Some(round) = rounds.join_next().await {
            let round = round??;
            tally.sent += round.sent;
            tally.again += round.again;
            tally.dead += round.dead;
            tally.quiet += round.quiet;
        }
        taken = claim(store, &postman.holder).await?;
    }
    Ok(tally)
}

async fn claim(store: &Store, holder: &str) -> Result<Vec<Delivery>> {
    let now = clock::now();
    let until = now + Duration::minutes(LEASE);
    Ok(store.claim_deliveries(holder, now, until, AT_ONCE).await?)
}

/// The same after something else was done, which a failure here does not undo: it is logged.
pub(crate) async fn run_after(setup: &Setup, store: &Store, warehouse: &Warehouse) {
    if let Err(error) = run(setup, store, warehouse).await {
        tracing::warn!("messages wait: {}", crate::failure::message(&error));
    }
}

/// Sends until it is ended, and repeats to Alertmanager what is raised. What fails is logged once and tried again.
pub(crate) async fn keep_sending(setup: Setup, store: Store, warehouse: Warehouse) {
    let mut warned = false;
    let mut repeated: Option<std::time::Instant> = None;
    loop {
        let mut done = run(&setup, &store, &warehouse).await.map(drop);
        if done.is_ok() && repeated.is_none_or(|at| at.elapsed() >= std::time::Duration::from_secs(60)) {
            done = repeat(&setup, &store, &warehouse).await;
            repeated = Some(std::time::Instant::now());
        }
        if let Err(error) = &done
            && !warned
        {
            tracing::warn!("messages wait: {}", crate::failure::message(error));
        }
        warned = done.is_err();
        tokio::time::sleep(EVERY).await;
    }
}

/// Says again what is raised, to channels that would forget it.
pub(crate) async fn repeat(setup: &Setup, store: &Store, warehouse: &Warehouse) -> Result<()> {
    let is_forgetful = |channel: &&Channel| channel.target.kind() == "alertmanager";
    if !setup.config.channels.iter().any(|channel| is_forgetful(&channel)) {
        return Ok(());
    }
    let hush = Hush::read(&setup.config, store, clock::now()).await?;
    let statuses = store.alert_statuses().await?;
    let postman = Postman::new(setup, store, warehouse, hush, String::new());
    for (channel, sender) in postman
        .channels
        .iter()
        .filter(|(channel, _)| is_forgetful(&channel))
    {
        let mut letters = Vec::new();
        for status in plan::wanted(&setup.config, channel, &statuses) {
            if postman.hush.transition(status).is_none() {
                let notice = Notice::Reminder(Box::new(status.clone()));
                letters.push(
                    postman
                        .explainer
                        .write(String::new(), notice, channel, clock::now())
                        .await?,
                );
            }
        }
        let done = match sender {
            Ok(sender) => sender
                .repeat(&letters)
                .await
                .map_err(|failure| failure.to_string()),
            Err(error) => Err(error.clone()),
        };
        if let Err(error) = done {
            tracing::warn!(channel = %channel.id, "raised alerts are not repeated: {error}");
        }
    }
    Ok(())
}

/// Messages by channel, each in order.
fn by_channel(taken: Vec<Delivery>) -> Vec<Vec<Delivery>> {
    let mut channels: std::collections::BTreeMap<_, Vec<Delivery>> = std::collections::BTreeMap::new();
    for delivery in taken {
        channels
            .entry(delivery.channel.clone())
            .or_default()
            .push(delivery);
    }
    channels.into_values().collect()
}

impl Postman {
    fn new(setup: &Setup, store: &Store, warehouse: &Warehouse, hush: Hush, holder: String) -> Self {
        let open = |channel: &Channel| {
            let sender = Sender::open(channel, setup).map_err(|error| crate::failure::message(&error));
            (channel.clone(), sender)
        };
        Self {
            explainer: Explainer {
                setup: setup.clone(),
                store: store.clone(),
                warehouse: warehouse.clone(),
            },
            channels: setup.config.channels.iter().map(open).collect(),
            hush,
            holder,
        }
    }

    async fn round(&self, deliveries: Vec<Delivery>) -> Result<Tally> {
        let mut tally = Tally::default();
        for delivery in deliveries {
            let settled = self.settle(&delivery).await;
            match &settled {
                Settled::Sent => tally.sent += 1,
                Settled::Again { .. } => tally.again += 1,
                Settled::Dead { .. } => tally.dead += 1,
                Settled::Waits { .. } | Settled::Dropped { .. } => tally.quiet += 1,
            }
            tell(&delivery, &settled);
            let store = &self.explainer.store;
            let is_ours = store
                .settle_delivery(delivery.id, &self.holder, &settled, clock::now())
                .await?;
            if !is_ours {
                tracing::warn!(
                    delivery = delivery.id,
                    "it took longer than its lease: somebody else may have sent it too"
                );
            }
        }
        Ok(tally)
    }

    /// What becomes of a message: it is sent where somebody is to be told now.
    async fn settle(&self, delivery: &Delivery) -> Settled {
        let known = self
            .channels
            .iter()
            .find(|(channel, _)| channel.id == delivery.channel);
        let Some((channel, sender)) = known else {
            let why = "the channel is no more".to_owned();
            return Settled::Dropped { why };
        };
        let now = clock::now();
        if let Some(why) = self.hushed(&delivery.notice) {
            return Settled::Dropped { why };
        }
        if let Some(until) = self.waits(channel, &delivery.notice, now) {
            return Settled::Waits { until };
        }
        let letter = match self.explainer.letter(delivery, channel, now).await {
            Ok(letter) => letter,
            Err(error) => {
                return self.failed(
                    delivery,
                    Failure::Again {
                        error: crate::failure::message(&error),
                        after: None,
                    },
                );
            }
        };
        match self.send(sender, &letter).await {
            Ok(()) => Settled::Sent,
            Err(failure) => self.failed(delivery, failure),
        }
    }

    async fn send(&self, sender: &Result<Sender, String>, letter: &Letter) -> Result<(), Failure> {
        match sender {
            Ok(sender) => sender.send(letter).await,
            Err(error) => Err(Failure::Again {
                error: error.clone(),
                after: None,
            }),
        }
    }

    fn hushed(&self, notice: &Notice) -> Option<String> {
        match notice {
            Notice::Transition(transition) => self.hush.transition(&transition.status),
            Notice::Reminder(status) => self.hush.reminder(status),
            Notice::Digest(_) | Notice::Test => None,
        }
    }

    /// Until when a message waits for the end of quiet hours.
    fn waits(&self, channel: &Channel, notice: &Notice, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let is_critical = notice
            .status()
            .is_some_and(|status| status.severity == Severity::Critical);
        if *notice == Notice::Test || (is_critical && !channel.quiet_critical) {
            return None;
        }
        let zone = self.explainer.setup.config.organisation.time_zone;
        quiet_until(&channel.quiet_hours?, zone, now)
    }

    fn failed(&self, delivery: &Delivery, failure: Failure) -> Settled {
        match failure {
            Failure::Never(error) => Settled::Dead { error },
            Failure::Again { error, .. } if delivery.attempts >= TRIES => Settled::Dead {
                error: format!("{error} (tried {} times)", delivery.attempts),
            },
            Failure::Again { error, after } => {
                let wait = wait(delivery.attempts, rand::random::<f64>());
                let asked = after.and_then(|after| Duration::from_std(after).ok());
                let at = clock::now() + wait.max(asked.unwrap_or(Duration::zero()));
                Settled::Again { at, error }
            }
        }
    }
}

/// How long a message waits after some tries: twice as long each time, and by chance up to a fifth more, so that
/// replicas do not come together.
fn wait(attempts: i64, chance: f64) -> Duration {
    let doublings = u32::try_from(attempts - 1).unwrap_or(0).min(20);
    let seconds = FIRST_WAIT.saturating_mul(1 << doublings).min(LONGEST_WAIT);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "milliseconds of at most an hour and a fifth"
    )]
    let millis = (seconds as f64 * 1_000.0 * (1.0 + chance / 5.0)) as i64;
    Duration::milliseconds(millis)
}

/// Logs what became of a message.
fn tell(delivery: &Delivery, settled: &Settled) {
    let (id, channel) = (delivery.message_id(), &delivery.channel);
    match settled {
        Settled::Sent => tracing::info!(%channel, "sent: {id}"),
        Settled::Again { at, error } => {
            tracing::warn!(%channel, "not sent, tried again at {at}: {id}: {error}")
        }
        Settled::Dead { error } => tracing::error!(%channel, "given up: {id}: {error}"),
        Settled::Waits { until } => {
            tracing::info!(%channel, "waits for the end of quiet hours at {until}: {id}")
        }
        Settled::Dropped { why } => tracing::info!(%channel, "nobody is told of {id}: {why}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_an_hour() {
        let seconds = |attempts| wait(attempts, 0.0).num_seconds();
        assert_eq!(
            [1, 2, 3, 8, 9, 40].map(seconds),
            [30, 60, 120, 3_600, 3_600, 3_600]
        );
        assert_eq!(wait(1, 1.0).num_seconds(), 36);
    }
}
