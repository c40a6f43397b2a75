//! Whom an alert is about.

use crate::ids::{SourceId, SquadId, TribeId};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What kind of thing a rule watches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// Squads.
    Squad,
    /// Tribes.
    Tribe,
    /// The organisation as a whole.
    Organisation,
    /// Sources of data.
    Source,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 4] = [Self::Squad, Self::Tribe, Self::Organisation, Self::Source];

    /// The book's word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Squad => "squad",
            Self::Tribe => "tribe",
            Self::Organisation => "organisation",
            Self::Source => "source",
        }
    }

    /// The scope the book calls so.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.word() == word)
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// Whom an alert is about: a squad, a tribe, a source, or the organisation (whose key is empty).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct AlertSubject {
    /// What kind of thing it is.
    pub scope: Scope,
    /// Its key.
    pub key: String,
}

impl AlertSubject {
    /// The organisation as a whole.
    #[must_use]
    pub fn organisation() -> Self {
        Self {
            scope: Scope::Organisation,
            key: String::new(),
        }
    }

    /// The squad, where it is one.
    #[must_use]
    pub fn squad(&self) -> Option<SquadId> {
        self.of(Scope::Squad).and_then(|key| SquadId::new(key).ok())
    }

    /// The tribe, where it is one.
    #[must_use]
    pub fn tribe(&self) -> Option<TribeId> {
        self.of(Scope::Tribe).and_then(|key| TribeId::new(key).ok())
    }

    fn of(&self, scope: Scope) -> Option<&str> {
        (self.scope == scope).then_some(self.key.as_str())
    }
}

impl From<SquadId> for AlertSubject {
    fn from(squad: SquadId) -> Self {
        Self {
            scope: Scope::Squad,
            key: squad.into(),
        }
    }
}

impl From<TribeId> for AlertSubject {
    fn from(tribe: TribeId) -> Self {
        Self {
            scope: Scope::Tribe,
            key: tribe.into(),
        }
    }
}

impl From<SourceId> for AlertSubject {
    fn from(source: SourceId) -> Self {
        Self {
            scope: Scope::Source,
            key: source.into(),
        }
    }
}

impl fmt::Display for AlertSubject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.scope {
            Scope::Squad => f.write_str(&self.key),
            Scope::Organisation => f.write_str("organisation"),
            scope => write!(f, "{scope} {}", self.key),
        }
    }
}
