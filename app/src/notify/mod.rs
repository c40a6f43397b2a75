//! Telling people: one file a kind of channel. A channel takes a letter and says whether its receiver took it.

mod alertmanager;
mod chart;
mod chat;
mod explain;
mod http;
mod hush;
mod letter;
mod mail;
pub(crate) mod plan;
mod secret;
mod slack;
mod smtp;
mod teams;
mod tls;
mod webhook;

pub(crate) use explain::Explainer;
pub(crate) use hush::Hush;
pub(crate) use letter::{Letter, Message};

use crate::setup::Setup;
use alertmanager::Alertmanager;
use anyhow::{Context, Result};
use chat::Chat;
use mail::Mail;
use model::config::{Channel, Target};
use std::path::Path;
use std::time::Duration;
use webhook::Webhook;

/// Why a receiver did not take a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Failure {
    /// It may later: it was away, slow, or asked for patience.
    Again {
        /// What went wrong.
        error: String,
        /// How long it asked for.
        after: Option<Duration>,
    },
    /// It never will: what was sent, or where, is wrong.
    Never(String),
}

impl Failure {
    fn again(error: impl Into<String>) -> Self {
        Self::Again {
            error: error.into(),
            after: None,
        }
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Again { error, .. } | Self::Never(error) => f.write_str(error),
        }
    }
}

/// A channel that is ready to send: its secrets were read.
#[derive(Debug)]
pub(crate) enum Sender {
    /// Mail over SMTP.
    Mail(Mail),
    /// Slack or Microsoft Teams.
    Chat(Chat),
    /// A program that takes JSON.
    Webhook(Webhook),
    /// Prometheus' Alertmanager.
    Alertmanager(Alertmanager),
}

impl Sender {
    /// Reads a channel's secrets. Files are looked for beside `plimsoll.toml`.
    pub(crate) fn open(channel: &Channel, setup: &Setup) -> Result<Self> {
        let beside = setup.file.parent().unwrap_or(Path::new(""));
        let opened = match &channel.target {
            Target::Mail(target) => Mail::open(target, beside).map(Self::Mail),
            Target::Slack { url } => Chat::open(url, beside, slack::payload).map(Self::Chat),
            Target::Teams { url } => Chat::open(url, beside, teams::payload).map(Self::Chat),
            Target::Webhook { url, secret, ca_file } => {
                Webhook::open(url, secret.as_ref(), ca_file.as_deref(), beside).map(Self::Webhook)
            }
            Target::Alertmanager {
                url,
                credentials,
                ca_file,
                hold_minutes,
            } => Alertmanager::open(
                url,
                credentials.as_ref(),
                ca_file.as_deref(),
                *hold_minutes,
                beside,
            )
            .map(Self::Alertmanager),
        };
        opened.with_context(|| format!("channel {}", channel.id))
    }

    /// Sends a letter.
    ///
    /// # Errors
    /// When the receiver did not take it.
    pub(crate) async fn send(&self, letter: &Letter) -> Result<(), Failure> {
        match self {
            Self::Mail(mail) => mail.send(letter).await,
            Self::Chat(chat) => chat.send(letter).await,
            Self::Webhook(webhook) => webhook.send(letter).await,
            Self::Alertmanager(alertmanager) => alertmanager.send(letter).await,
        }
    }

    /// Says again what is raised, where it would be forgotten otherwise: Alertmanager ends what nobody repeats.
    pub(crate) async fn repeat(&self, letters: &[Letter]) -> Result<(), Failure> {
        match self {
            Self::Alertmanager(alertmanager) => alertmanager.repeat(letters).await,
            _ => Ok(()),
        }
    }

    /// Where it connects to: a host and a port.
    pub(crate) fn peer(&self) -> Option<(String, u16)> {
        match self {
            Self::Mail(mail) => Some(mail.peer()),
            Self::Chat(chat) => chat.peer(),
            Self::Webhook(webhook) => webhook.peer(),
            Self::Alertmanager(alertmanager) => alertmanager.peer(),
        }
    }
}
