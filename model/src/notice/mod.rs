//! What people are told, by which channel, and what became of it (section 10 of the book).
//!
//! A delivery is one message on one channel. It is written together with the transition it tells of, so that neither is
//! there without the other, and it is known by its event: a channel has one delivery of a kind and an event.

mod quiet_hours;
mod routing;

pub use quiet_hours::quiet_until;
pub use routing::{Route, wants};

use crate::alert::{AlertStatus, AlertTransition};
use crate::ids::{ChannelId, TribeId};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// Why a message is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NoticeKind {
    /// Something happened to an alert.
    Transition,
    /// An alert is still raised.
    Reminder,
    /// A tribe's alerts together.
    Digest,
    /// Somebody wants to see whether the channel works.
    Test,
}

impl NoticeKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Transition, Self::Reminder, Self::Digest, Self::Test];

    /// The word of tables and the store.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Transition => "transition",
            Self::Reminder => "reminder",
            Self::Digest => "digest",
            Self::Test => "test",
        }
    }

    /// The kind of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// What a message is about. Numbers that explain it are read when it is sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "about", rename_all = "lowercase")]
pub enum Notice {
    /// Something happened to an alert.
    Transition(Box<AlertTransition>),
    /// An alert is still raised.
    Reminder(Box<AlertStatus>),
    /// A tribe's alerts together.
    Digest(TribeDigest),
    /// A sample.
    Test,
}

/// The raised alerts of a tribe and its squads.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TribeDigest {
    /// The tribe.
    pub tribe: TribeId,
    /// The day it is of.
    pub day: NaiveDate,
    /// What is raised, worst first.
    pub raised: Vec<AlertStatus>,
}

impl Notice {
    /// Why it is sent.
    #[must_use]
    pub fn kind(&self) -> NoticeKind {
        match self {
            Self::Transition(_) => NoticeKind::Transition,
            Self::Reminder(_) => NoticeKind::Reminder,
            Self::Digest(_) => NoticeKind::Digest,
            Self::Test => NoticeKind::Test,
        }
    }

    /// The alert it is about, where it is one.
    #[must_use]
    pub fn status(&self) -> Option<&AlertStatus> {
        match self {
            Self::Transition(transition) => Some(&transition.status),
            Self::Reminder(status) => Some(status),
            Self::Digest(_) | Self::Test => None,
        }
    }
}

/// What messages of one alert have in common: they are told in order.
#[must_use]
pub fn thread(status: &AlertStatus) -> String {
    let (scope, key) = (status.subject.scope, status.subject.key.as_str());
    if key.is_empty() {
        format!("{}.{scope}", status.rule)
    } else {
        format!("{}.{scope}.{key}", status.rule)
    }
}

/// A message to be sent on a channel.
#[derive(Debug, Clone, PartialEq)]
pub struct NewDelivery {
    /// The channel.
    pub channel: ChannelId,
    /// What it is known by, within its channel and kind.
    pub event: String,
    /// Messages of one thread are sent one after the other.
    pub thread: String,
    /// What it is about.
    pub notice: Notice,
    /// When it was planned.
    pub at: DateTime<Utc>,
}

/// How far a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DeliveryState {
    /// It waits.
    Pending,
    /// Somebody is sending it.
    Sending,
    /// The receiver took it.
    Sent,
    /// It was given up.
    Dead,
    /// Nobody was to be told.
    Dropped,
}

impl DeliveryState {
    /// Every state.
    pub const ALL: [Self; 5] = [
        Self::Pending,
        Self::Sending,
        Self::Sent,
        Self::Dead,
        Self::Dropped,
    ];

    /// The word of tables and the store.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Dead => "dead",
            Self::Dropped => "dropped",
        }
    }

    /// The state of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }
}

/// A message and what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Delivery {
    /// Its number.
    pub id: i64,
    /// The channel.
    pub channel: ChannelId,
    /// What it is known by, within its channel and kind.
    pub event: String,
    /// What it is about.
    pub notice: Notice,
    /// How far it is.
    pub state: DeliveryState,
    /// Why nobody was told, where it was dropped.
    pub why: Option<String>,
    /// How often it was tried.
    pub attempts: i64,
    /// When it was planned.
    pub created_at: DateTime<Utc>,
    /// When it is tried next, while it waits.
    pub next_attempt_at: DateTime<Utc>,
    /// What went wrong the last time.
    pub last_error: Option<String>,
    /// When the receiver took it.
    pub sent_at: Option<DateTime<Utc>>,
}

impl Delivery {
    /// What receivers know the message by: the same however often it is sent.
    #[must_use]
    pub fn message_id(&self) -> String {
        let kind = self.notice.kind().word();
        format!("{kind}.{}.{}", self.event, self.channel)
    }
}
