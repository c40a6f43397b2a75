//! What every page needs to know besides its own view.

use chrono::NaiveDateTime;

use crate::charts::Theme;
use crate::{Language, Period};

/// The frame of a page: who reads it, how, and how far the data can be trusted.
#[derive(Debug, Clone, PartialEq)]
pub struct PageContext {
    /// The language of the page.
    pub language: Language,
    /// The reader's choice of colours.
    pub theme: ThemeChoice,
    /// The organisation's name, shown in the header.
    pub organisation: String,
    /// The signed-in user's name; `None` without sign-in.
    pub user: Option<String>,
    /// The token for forms that change something (sign-out). Ignored without a user.
    pub csrf: String,
    /// Path and query of this page, to come back to after a change of language or colours.
    pub path: String,
    /// When the data were last read; `None` before the first import.
    pub as_of: Option<NaiveDateTime>,
    /// The version of the classification rules behind the figures.
    pub rules_version: String,
    /// The version of the data behind the figures.
    pub data_version: String,
    /// Warnings shown above the page.
    pub notices: Vec<Notice>,
}

/// The reader's choice of colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ThemeChoice {
    /// As the reader's device asks.
    #[default]
    Auto,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl ThemeChoice {
    /// Every choice, in the order of the switch.
    pub const ALL: [ThemeChoice; 3] = [ThemeChoice::Auto, ThemeChoice::Light, ThemeChoice::Dark];

    /// The word used in addresses and cookies.
    pub fn code(self) -> &'static str {
        match self {
            ThemeChoice::Auto => "auto",
            ThemeChoice::Light => "light",
            ThemeChoice::Dark => "dark",
        }
    }

    /// Reads `auto`, `light` or `dark`.
    pub fn parse(word: &str) -> Option<ThemeChoice> {
        ThemeChoice::ALL.into_iter().find(|choice| choice.code() == word)
    }

    /// The chosen theme; `None` when the device decides.
    pub fn theme(self) -> Option<Theme> {
        match self {
            ThemeChoice::Auto => None,
            ThemeChoice::Light => Some(Theme::Light),
            ThemeChoice::Dark => Some(Theme::Dark),
        }
    }
}

/// A warning about the data or an answer to what the reader just did, shown above the page.
#[derive(Debug, Clone, PartialEq)]
pub enum Notice {
    /// A source has not been read for twice its interval or more.
    StaleSource {
        /// The source's name.
        source: String,
        /// Its last success.
        last_success: Option<NaiveDateTime>,
    },
    /// A squad logs too little for its figures to be trusted.
    LowCoverage {
        /// The squad's name.
        squad: String,
        /// The week.
        week: Period,
        /// Its coverage, as a fraction.
        coverage: f64,
        /// The gate, as a fraction.
        gate: f64,
    },
    /// Figures come from activity, not from logged hours.
    ActivityMethod,
    /// There are no data yet.
    NoData,
    /// Words already in the reader's language.
    Said(String),
}

/// A link with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What is written.
    pub label: String,
    /// Where it leads.
    pub href: String,
}

impl Link {
    /// A link with its words.
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Link {
            label: label.into(),
            href: href.into(),
        }
    }
}
