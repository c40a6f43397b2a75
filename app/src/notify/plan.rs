//! What is to be told, and on which channels: transitions when they happen, reminders while nothing does, digests at
//! their hour.
//!
//! Each message has an event of its own, so that planning twice plans once: a transition its number, a reminder the
//! message that was last told before it, a digest its tribe and day.

use super::Hush;
use crate::setup::Setup;
use anyhow::Result;
use chrono::{DateTime, Datelike, Duration, Timelike, Utc};
use model::alert::{AlertStatus, AlertTransition};
use model::config::{Channel, Config, Day, Digest};
use model::ids::TribeId;
use model::notice::{NewDelivery, Notice, Route, TribeDigest, thread, wants};
use store::Store;

/// The messages of transitions that are news.
pub(crate) fn transitions(config: &Config, happened: &[AlertTransition]) -> Vec<NewDelivery> {
    let mut planned = Vec::new();
    for transition in happened.iter().filter(|transition| transition.is_news()) {
        let status = &transition.status;
        for channel in told(config, status) {
            planned.push(NewDelivery {
                channel: channel.id.clone(),
                event: transition.event(),
                thread: thread(status),
                notice: Notice::Transition(Box::new(transition.clone())),
                at: transition.noticed_at,
            });
        }
    }
    planned
}

/// The raised alerts that a channel is told of.
pub(crate) fn wanted<'a>(
    config: &Config,
    channel: &Channel,
    statuses: &'a [AlertStatus],
) -> impl Iterator<Item = &'a AlertStatus> {
    statuses.iter().filter(move |status| {
        status.state.is_raised() && wants(channel, &Route::of(status, config, owner(config, status)))
    })
}

/// The channels that are told of an alert.
fn told<'a>(config: &'a Config, status: &AlertStatus) -> impl Iterator<Item = &'a Channel> {
    let route = Route::of(status, config, owner(config, status));
    let channels = config.channels.iter();
    channels.filter(move |channel| wants(channel, &route))
}

/// Who has to look at a rule's alerts.
pub(crate) fn owner(config: &Config, status: &AlertStatus) -> Option<String> {
    let rules = config.alert_rules().into_iter();
    let mut of_status = rules.filter(|rule| rule.id == status.rule);
    of_status.next()?.owner
}

/// Plans reminders of what has been raised for long, and the digests whose hour has come. How many were new.
pub(crate) async fn periodic(setup: &Setup, store: &Store, hush: &Hush, now: DateTime<Utc>) -> Result<u64> {
    let config = &setup.config;
    if config.channels.is_empty() {
        return Ok(0);
    }
    let statuses = store.alert_statuses().await?;
    let mut planned = reminders(config, store, hush, &statuses, now).await?;
    planned.extend(digests(config, hush, &statuses, now));
    match planned.is_empty() {
        true => Ok(0),
        false => Ok(store.plan_deliveries(&planned).await?),
    }
}

async fn reminders(
    config: &Config,
    store: &Store,
    hush: &Hush,
    statuses: &[AlertStatus],
    now: DateTime<Utc>,
) -> Result<Vec<NewDelivery>> {
    let noticed = store.last_noticed().await?;
    let mut planned = Vec::new();
    for channel in config.channels.iter().filter(|channel| channel.reminder > 0) {
        let last_told = store.last_told(&channel.id).await?;
        for status in statuses.iter().filter(|status| status.state.is_raised()) {
            let (thread, subject) = (thread(status), &status.subject);
            let key = (
                status.rule.to_string(),
                subject.scope.word().to_owned(),
                subject.key.clone(),
            );
            let last = last_told.get(&thread);
            let since = last.map(|last| last.at).max(noticed.get(&key).copied());
            let due = since.is_some_and(|since| now - since >= Duration::days(i64::from(channel.reminder)));
            let route = Route::of(status, config, owner(config, status));
            if due && wants(channel, &route) && hush.reminder(status).is_none() {
                planned.push(NewDelivery {
                    channel: channel.id.clone(),
                    event: format!(
                        "{thread}.{}.after-{}",
                        status.number,
                        last.map_or(0, |last| last.id)
                    ),
                    thread,
                    notice: Notice::Reminder(Box::new(status.clone())),
                    at: now,
                });
            }
        }
    }
    Ok(planned)
}

fn digests(config: &Config, hush: &Hush, statuses: &[AlertStatus], now: DateTime<Utc>) -> Vec<NewDelivery> {
    let mut planned = Vec::new();
    let local = now.with_timezone(&config.organisation.time_zone).naive_local();
    for channel in &config.channels {
        if !channel.digest.is_some_and(|digest| is_due(digest, local)) {
            continue;
        }
        let wanted = |tribe: &&TribeId| channel.tribes.is_empty() || channel.tribes.contains(tribe);
        for tribe in config.tribes.iter().map(|tribe| &tribe.id).filter(wanted) {
            planned.push(NewDelivery {
                channel: channel.id.clone(),
                event: format!("digest.{tribe}.{}", local.date()),
                thread: format!("digest.{tribe}"),
                notice: Notice::Digest(TribeDigest {
                    tribe: tribe.clone(),
                    day: local.date(),
                    raised: raised(config, channel, hush, statuses, tribe),
                }),
                at: now,
            });
        }
    }
    planned
}

/// On its day from its hour on.
fn is_due(digest: Digest, local: chrono::NaiveDateTime) -> bool {
    let is_day = digest.day.is_none_or(|day| day == Day::from(local.weekday()));
    is_day && local.hour() >= digest.hour
}

/// What is raised of a tribe and its squads, worst first. What was silenced or taken is left out.
fn raised(
    config: &Config,
    channel: &Channel,
    hush: &Hush,
    statuses: &[AlertStatus],
    tribe: &TribeId,
) -> Vec<AlertStatus> {
    let of_tribe = |status: &&AlertStatus| {
        let route = Route::of(status, config, owner(config, status));
        status.state.is_raised()
            && route.tribe.as_ref() == Some(tribe)
            && wants(channel, &route)
            && hush.transition(status).is_none()
    };
    let mut raised: Vec<_> = statuses.iter().filter(of_tribe).cloned().collect();
    raised.sort_by(|a, b| {
        b.severity
            .cmp(&a.severity)
            .then_with(|| (a.since, &a.subject).cmp(&(b.since, &b.subject)))
    });
    raised
}
