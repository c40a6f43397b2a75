//! Which channel is told of which alert: by tribe, severity and owner. What a channel names must all fit; what it does
//! not name fits always.
//!
//! Worked: a channel with `tribes = ["pay"]` and `severities = ["critical"]` is told of a critical alert of a squad of
//! the tribe, and of the tribe itself; not of a warning, nor of the organisation as a whole.

use crate::alert::{AlertStatus, Severity};
use crate::config::{Channel, Config};
use crate::ids::TribeId;

/// What decides where a message goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// The tribe it is about, or whose squad it is about.
    pub tribe: Option<TribeId>,
    /// How bad it is.
    pub severity: Severity,
    /// Who has to look.
    pub owner: Option<String>,
}

impl Route {
    /// The way of an alert whose rule has an owner or none.
    #[must_use]
    pub fn of(status: &AlertStatus, config: &Config, owner: Option<String>) -> Self {
        let squad = status.subject.squad();
        let known = |squad| config.squads.iter().find(|known| known.id == squad);
        let of_squad = squad
            .and_then(known)
            .and_then(|squad| TribeId::new(squad.tribe.as_ref()?.get_ref().clone()).ok());
        Self {
            tribe: of_squad.or_else(|| status.subject.tribe()),
            severity: status.severity,
            owner,
        }
    }
}

/// Whether a channel is told.
#[must_use]
pub fn wants(channel: &Channel, route: &Route) -> bool {
    let tribe = channel.tribes.is_empty()
        || route
            .tribe
            .as_ref()
            .is_some_and(|tribe| channel.tribes.contains(tribe));
    let severity = channel.severities.is_empty() || channel.severities.contains(&route.severity);
    let owner = channel.owners.is_empty()
        || route
            .owner
            .as_ref()
            .is_some_and(|owner| channel.owners.contains(owner));
    tribe && severity && owner
}

#[cfg(test)]
mod tests {
    use super::*;

    fn channel(keys: &str) -> Channel {
        let text = format!(
            "organisation = {{ name = \"A\", time_zone = \"Europe/Paris\" }}\n\
             tribes = [{{ id = \"pay\", name = \"Pay\" }}, {{ id = \"hr\", name = \"HR\" }}]\n\
             squads = [{{ id = \"core\", tribe = \"pay\" }}]\n\
             [[channels]]\nid = \"w\"\nkind = \"webhook\"\nurl = \"http://localhost\"\n{keys}"
        );
        crate::config::parse(&text, "t").unwrap().channels.remove(0)
    }

    #[test]
    fn everything_named_must_fit() {
        let route = |tribe: &str, severity, owner: Option<&str>| Route {
            tribe: (!tribe.is_empty()).then(|| tribe.parse().unwrap()),
            severity,
            owner: owner.map(str::to_owned),
        };
        let warn = || route("pay", Severity::Warn, Some("ops"));
        assert!(wants(&channel(""), &warn()));
        assert!(wants(&channel(""), &route("", Severity::Warn, None)));
        assert!(wants(&channel("tribes = [\"pay\"]"), &warn()));
        assert!(!wants(&channel("tribes = [\"hr\"]"), &warn()));
        assert!(!wants(
            &channel("tribes = [\"pay\"]"),
            &route("", Severity::Warn, None)
        ));
        assert!(!wants(&channel("severities = [\"critical\"]"), &warn()));
        assert!(wants(&channel("owners = [\"ops\", \"qa\"]"), &warn()));
        assert!(!wants(
            &channel("owners = [\"ops\"]"),
            &route("pay", Severity::Warn, None)
        ));
        assert!(!wants(
            &channel("tribes = [\"pay\"]\nseverities = [\"critical\"]"),
            &warn()
        ));
    }
}
