//! Who uses Plimsoll, in which role, and for which part of the organisation.

use crate::ids::{SquadId, TribeId, UserId};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, fmt, str::FromStr};

/// What somebody uses Plimsoll for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Works in a squad and sees its figures.
    Squad,
    /// Plans with every squad.
    ProductOps,
    /// Answers for squads or tribes.
    Director,
    /// Answers for time and money.
    Finance,
    /// Runs Plimsoll.
    Admin,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 5] = [
        Self::Squad,
        Self::ProductOps,
        Self::Director,
        Self::Finance,
        Self::Admin,
    ];

    /// The word kept in the store and written on the command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Squad => "squad",
            Self::ProductOps => "product_ops",
            Self::Director => "director",
            Self::Finance => "finance",
            Self::Admin => "admin",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Role {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|role| role.word() == text)
            .ok_or_else(|| {
                format!("{text:?} is not a role: use squad, product_ops, director, finance or admin")
            })
    }
}

/// The part of the organisation somebody may see. Empty lists mean all of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AccessScope {
    /// Squads.
    pub squads: BTreeSet<SquadId>,
    /// Tribes, with all of their squads.
    pub tribes: BTreeSet<TribeId>,
    /// Projects.
    pub projects: BTreeSet<String>,
}

impl AccessScope {
    /// Whether nothing is kept out.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        self.squads.is_empty() && self.tribes.is_empty() && self.projects.is_empty()
    }

    /// Whether a squad, of a tribe or none, may be seen.
    #[must_use]
    pub fn sees_squad(&self, squad: &SquadId, tribe: Option<&TribeId>) -> bool {
        (self.squads.is_empty() && self.tribes.is_empty())
            || self.squads.contains(squad)
            || tribe.is_some_and(|tribe| self.tribes.contains(tribe))
    }
}

/// Somebody who signed in, or a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Viewer {
    /// The user; none on a server without users, where whoever sits at the machine may see everything.
    pub user: Option<UserId>,
    /// Their name, for the page.
    pub name: String,
    /// What they use Plimsoll for.
    pub role: Role,
    /// What they may see.
    pub scope: AccessScope,
}

impl Viewer {
    /// Whoever sits at the machine, on a server without users that listens on loopback only.
    #[must_use]
    pub fn local() -> Self {
        Self {
            user: None,
            name: "local".to_owned(),
            role: Role::Admin,
            scope: AccessScope::default(),
        }
    }
}
