//! What figures need to know of the organisation: its squads in order, their tribes, and the lines of a spell.

use model::activity::Method;
use model::config::{Config, Privacy, Thresholds};
use model::ids::{SourceId, SquadId, TribeId};

/// Squads, tribes, sources and thresholds of `plimsoll.toml`. None of it changes facts: a squad that moves to
/// another tribe needs no new rules version.
#[derive(Debug, Clone, PartialEq)]
pub struct Organisation {
    /// The squads, in the order of the configuration.
    pub squads: Vec<OrganisedSquad>,
    /// The tribes, in the order of the configuration.
    pub tribes: Vec<TribeId>,
    /// The sources.
    pub sources: Vec<SourceId>,
    /// When a squad is under water.
    pub thresholds: Thresholds,
    /// How many people stand behind every figure that is shown.
    pub privacy: Privacy,
}

/// A squad and the tribe it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganisedSquad {
    /// Its key.
    pub id: SquadId,
    /// Its name.
    pub name: String,
    /// Its tribe, if it has one.
    pub tribe: Option<TribeId>,
    /// Where its shares come from if nobody asks.
    pub method: Option<Method>,
}

impl From<&Config> for Organisation {
    fn from(config: &Config) -> Self {
        let squad = |squad: &model::config::SquadConfig| OrganisedSquad {
            id: squad.id.clone(),
            name: squad.name().to_owned(),
            tribe: squad
                .tribe
                .as_ref()
                .and_then(|tribe| tribe.get_ref().parse().ok()),
            method: squad.method,
        };
        Self {
            squads: config.squads.iter().map(squad).collect(),
            tribes: config.tribes.iter().map(|tribe| tribe.id.clone()).collect(),
            sources: config.sources.keys().cloned().collect(),
            thresholds: config.thresholds,
            privacy: config.privacy,
        }
    }
}

impl Organisation {
    /// The tribe of a squad; none for a squad that the configuration does not name.
    #[must_use]
    pub fn tribe_of(&self, squad: &str) -> Option<&TribeId> {
        let found = self.squads.iter().find(|known| known.id.as_str() == squad)?;
        found.tribe.as_ref()
    }
}
