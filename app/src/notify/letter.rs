//! What is sent: who it is from, what it is known by, its words, and what programs read of it.

use chrono::{DateTime, Utc};
use model::notice::Notice;
use reports::messages::Words;

/// A message, ready for any kind of channel.
#[derive(Debug, Clone)]
pub(crate) struct Letter {
    /// What the receiver knows it by: the same however often it is sent.
    pub(crate) id: String,
    /// What it is about.
    pub(crate) notice: Notice,
    /// Its words and its chart.
    pub(crate) message: Message,
    /// The owner of the rule, where there is one.
    pub(crate) owner: Option<String>,
    /// The tribe it is about.
    pub(crate) tribe: Option<String>,
    /// When it is sent.
    pub(crate) now: DateTime<Utc>,
}

/// Words, and a chart where there is one.
#[derive(Debug, Clone)]
pub(crate) struct Message {
    /// The words.
    pub(crate) words: Words,
    /// A picture (PNG) of the trend.
    pub(crate) chart: Option<Vec<u8>>,
}
