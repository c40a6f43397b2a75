//! Messages to people: an alert that explains itself, a tribe's alerts together, a sample.
//!
//! `alert`, `digest` and `sample` give the [`Words`]; `html` and `text` lay them out as mail, and whoever
//! sends to a chat lays them out as that chat wants them. People are never named.

mod alert;
mod digest;
mod html;
mod text;

pub use alert::{About, AlertNotice, Measure, Point, Ticket, alert};
pub use digest::{DigestLine, DigestNotice, digest};
pub use html::html;
pub use text::text;

use crate::Language;
use crate::text::Text;

/// A message in one language, ready to be laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The language.
    pub language: Language,
    /// One line that says it all, for lists of messages.
    pub subject: String,
    /// The heading.
    pub title: String,
    /// What happened, in a sentence.
    pub summary: String,
    /// Numbers with their names.
    pub facts: Vec<(String, String)>,
    /// What the rule says.
    pub rule: Option<String>,
    /// The last weeks, oldest first: what they are called, and their values.
    pub trend: Vec<(String, String)>,
    /// The name of the trend.
    pub trend_name: String,
    /// Tickets, or the alerts of a tribe.
    pub items: Vec<Item>,
    /// The name of the items.
    pub items_name: String,
    /// What to do.
    pub action: Option<String>,
    /// The name of what to do.
    pub action_name: String,
    /// The words of the link, and where it leads.
    pub link: Option<(String, String)>,
    /// Why the reader gets this.
    pub footer: String,
}

/// A line of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What it is.
    pub label: String,
    /// Where it leads.
    pub href: Option<String>,
    /// What it is called.
    pub title: String,
    /// Its number.
    pub value: String,
}

/// A sample, to see whether messages arrive.
#[must_use]
pub fn sample(language: Language, organisation: &str, channel: &str, link: Option<&str>) -> Words {
    let words = Text::new(language);
    let arguments = [("channel", channel.into()), ("organisation", organisation.into())];
    Words {
        subject: words.with("notify-test-subject", &arguments),
        title: words.t("notify-test-title"),
        summary: words.with("notify-test-summary", &arguments),
        link: link.map(|href| (words.t("notify-link"), href.to_owned())),
        ..Words::empty(language, organisation, channel)
    }
}

impl Words {
    fn empty(language: Language, organisation: &str, channel: &str) -> Self {
        let words = Text::new(language);
        let footer = [("organisation", organisation.into()), ("channel", channel.into())];
        Self {
            language,
            subject: String::new(),
            title: String::new(),
            summary: String::new(),
            facts: Vec::new(),
            rule: None,
            trend: Vec::new(),
            trend_name: words.t("alert-trend"),
            items: Vec::new(),
            items_name: words.t("alert-heaviest"),
            action: None,
            action_name: words.t("alert-what-to-do"),
            link: None,
            footer: words.with("notify-footer", &footer),
        }
    }
}
