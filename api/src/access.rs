//! Who may see what: the only place that decides it.
//!
//! [`TABLE`] gives every role a [`Grant`] on every [`Resource`]; [`Sight`] says which rows a viewer's scope shows.
//! A scope hides rows and never shrinks sums: a tribe's total is the same for all who see the tribe, the
//! organisation's for everybody (section 11 of the book).

use model::access::{AccessScope, Role};
use model::alert::{AlertSubject, Scope};
use model::config::Config;
use model::ids::{SquadId, TribeId};
use model::intervention::InterventionScope;
use model::query::Level;

/// What can be asked for. Every route belongs to one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Resource {
    /// Whether the server lives; says nothing about anybody.
    Health,
    /// Signing in and out.
    SignIn,
    /// Stylesheet and mark, language and colours of pages.
    Appearance,
    /// The description of the API, and how figures are computed.
    Description,
    /// Figures, charts and pages of squads, tribes and the organisation.
    Figures,
    /// The worklogs and tickets behind a figure, and tickets one by one.
    Rows,
    /// Pseudonyms of the people behind worklogs.
    People,
    /// What is missing or odd in the data.
    Quality,
    /// Rows that could not be taken, as they came: they can hold names.
    Rejects,
    /// Writing down what was decided, and withdrawing it.
    Interventions,
    /// Alerts and their history.
    Alerts,
    /// Acknowledging and silencing alerts.
    Hush,
    /// Messages about alerts, and what became of them.
    Notifications,
    /// Sources and their freshness.
    Sources,
    /// Tribes and squads.
    Organisation,
    /// Users.
    Users,
    /// API tokens.
    Tokens,
    /// Measurements of the server itself. Also open to the machine it runs on.
    Metrics,
}

/// How much of a resource a role gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grant {
    /// Nothing.
    No,
    /// The rows within the viewer's scope.
    Within,
    /// All of it.
    All,
}

use Grant::{All, No, Within};
use Resource as R;

/// The columns of [`TABLE`] after the first.
pub const ROLES: [Role; 5] = [
    Role::Squad,
    Role::ProductOps,
    Role::Director,
    Role::Finance,
    Role::Admin,
];

/// Resource × role. The first column is for whoever has not signed in, the others are [`ROLES`].
#[rustfmt::skip]
pub const TABLE: [(Resource, [Grant; 6]); 18] = [
    //                  anonymous  squad   product_ops  director  finance  admin
    (R::Health,       [All,       All,    All,         All,      All,     All]),
    (R::SignIn,       [All,       All,    All,         All,      All,     All]),
    (R::Appearance,   [All,       All,    All,         All,      All,     All]),
    (R::Description,  [No,        All,    All,         All,      All,     All]),
    (R::Figures,      [No,        Within, Within,      Within,   Within,  Within]),
    (R::Rows,         [No,        Within, Within,      Within,   Within,  Within]),
    (R::People,       [No,        No,     No,          No,       Within,  Within]),
    (R::Quality,      [No,        Within, Within,      Within,   Within,  Within]),
    (R::Rejects,      [No,        No,     No,          No,       No,      All]),
    (R::Interventions, [No,       No,     Within,      Within,   No,      Within]),
    (R::Alerts,       [No,        Within, Within,      Within,   Within,  Within]),
    (R::Hush,         [No,        Within, Within,      Within,   No,      Within]),
    (R::Notifications, [No,       No,     No,          No,       No,      All]),
    (R::Sources,      [No,        All,    All,         All,      All,     All]),
    (R::Organisation, [No,        Within, Within,      Within,   Within,  Within]),
    (R::Users,        [No,        No,     No,          No,       No,      All]),
    (R::Tokens,       [No,        No,     No,          No,       No,      All]),
    (R::Metrics,      [No,        No,     No,          No,       No,      All]),
];

/// What a role, or none, gets of a resource.
#[must_use]
pub fn grant(resource: Resource, role: Option<Role>) -> Grant {
    let column = role.map_or(0, |role| {
        1 + ROLES
            .iter()
            .position(|known| *known == role)
            .unwrap_or(ROLES.len())
    });
    TABLE
        .iter()
        .find(|(known, _)| *known == resource)
        .and_then(|(_, grants)| grants.get(column).copied())
        .unwrap_or(No)
}

/// Which rows somebody sees.
#[derive(Debug, Clone, Copy)]
pub struct Sight<'a> {
    scope: Option<&'a AccessScope>,
    config: &'a Config,
    people: bool,
}

impl<'a> Sight<'a> {
    /// The rows that a grant shows to a scope.
    #[must_use]
    pub fn new(grant: Grant, scope: &'a AccessScope, config: &'a Config) -> Self {
        let scope = (grant != All).then_some(scope);
        Self {
            scope,
            config,
            people: false,
        }
    }

    /// The same for somebody who may see people, or not.
    #[must_use]
    pub fn of_people(self, people: bool) -> Self {
        Self { people, ..self }
    }

    /// Whether people may be seen, and so what reaches them: work on one project.
    #[must_use]
    pub fn people(&self) -> bool {
        self.people
    }

    /// Whether a squad's rows are shown.
    #[must_use]
    pub fn squad(&self, squad: &SquadId) -> bool {
        self.scope
            .is_none_or(|scope| scope.sees_squad(squad, tribe_of(self.config, squad).as_ref()))
    }

    /// Whether a tribe's rows are shown: it is in the scope, or one of its squads is.
    #[must_use]
    pub fn tribe(&self, tribe: &TribeId) -> bool {
        self.scope.is_none_or(|scope| {
            (scope.squads.is_empty() && scope.tribes.is_empty())
                || scope.tribes.contains(tribe)
                || scope
                    .squads
                    .iter()
                    .any(|squad| tribe_of(self.config, squad).as_ref() == Some(tribe))
        })
    }

    /// Whether work on a project, or on none, is shown row by row.
    #[must_use]
    pub fn project(&self, project: Option<&str>) -> bool {
        self.scope.is_none_or(|scope| {
            scope.projects.is_empty() || project.is_some_and(|project| scope.projects.contains(project))
        })
    }

    /// Whether a row of a table is shown, by its level and key. The organisation is everybody's.
    #[must_use]
    pub fn subject(&self, level: Level, key: &str) -> bool {
        match level {
            Level::Squad => SquadId::new(key).is_ok_and(|squad| self.squad(&squad)),
            Level::Tribe => TribeId::new(key).is_ok_and(|tribe| self.tribe(&tribe)),
            Level::Organisation => true,
        }
    }

    /// Whether an alert is shown: its squad or tribe is, and sources and the organisation are everybody's.
    #[must_use]
    pub fn alert(&self, subject: &AlertSubject) -> bool {
        match subject.scope {
            Scope::Squad => self.subject(Level::Squad, &subject.key),
            Scope::Tribe => self.subject(Level::Tribe, &subject.key),
            Scope::Organisation | Scope::Source => true,
        }
    }

    /// Whether what was decided for somebody is shown.
    #[must_use]
    pub fn sees(&self, scope: &InterventionScope) -> bool {
        match scope {
            InterventionScope::Squad(squad) => self.squad(squad),
            InterventionScope::Tribe(tribe) => self.tribe(tribe),
            InterventionScope::Organisation => true,
        }
    }

    /// Whether the viewer may decide for somebody: all of them have to be in the scope.
    #[must_use]
    pub fn decides(&self, whom: &InterventionScope) -> bool {
        self.scope.is_none_or(|scope| match whom {
            _ if scope.squads.is_empty() && scope.tribes.is_empty() => true,
            InterventionScope::Squad(squad) => self.squad(squad),
            InterventionScope::Tribe(tribe) => scope.tribes.contains(tribe),
            InterventionScope::Organisation => false,
        })
    }

    /// Whether nothing is hidden.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        self.scope.is_none_or(AccessScope::is_everything)
    }
}

/// The tribe of a squad.
#[must_use]
pub fn tribe_of(config: &Config, squad: &SquadId) -> Option<TribeId> {
    let squad = config.squads.iter().find(|known| known.id == *squad)?;
    TribeId::new(squad.tribe.as_ref()?.get_ref().clone()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORGANISATION: &str = r#"
        organisation = { name = "A", time_zone = "Europe/Paris" }
        tribes = [{ id = "t1", name = "One" }, { id = "t2", name = "Two" }]
        squads = [{ id = "a", tribe = "t1" }, { id = "b", tribe = "t1" }, { id = "c", tribe = "t2" }, { id = "d" }]
    "#;

    fn sees(scope: &str, level: Level, key: &str) -> bool {
        let config = model::config::parse(ORGANISATION, "t").unwrap();
        let scope: AccessScope = serde_json::from_str(scope).unwrap();
        Sight::new(Within, &scope, &config).subject(level, key)
    }

    #[test]
    fn every_resource_is_in_the_table_once() {
        let mut resources: Vec<_> = TABLE.iter().map(|(resource, _)| *resource).collect();
        resources.sort_unstable();
        resources.dedup();
        assert_eq!(resources.len(), TABLE.len());
        assert_eq!(ROLES, Role::ALL);
    }

    #[test]
    fn anonymous_sees_nothing_that_speaks_of_the_organisation() {
        let open = TABLE
            .iter()
            .filter(|(_, grants)| grants[0] != No)
            .map(|(resource, _)| *resource);
        assert_eq!(open.collect::<Vec<_>>(), [R::Health, R::SignIn, R::Appearance]);
    }

    #[test]
    fn a_scope_shows_its_squads_their_tribe_and_the_organisation() {
        let scope = r#"{ "squads": ["a"] }"#;
        assert!(sees(scope, Level::Squad, "a"));
        assert!(!sees(scope, Level::Squad, "b"), "a neighbour");
        assert!(!sees(scope, Level::Squad, "unattributed"));
        assert!(
            sees(scope, Level::Tribe, "t1"),
            "the tribe's total is the same for everybody in it"
        );
        assert!(!sees(scope, Level::Tribe, "t2"));
        assert!(sees(scope, Level::Organisation, ""));
    }

    #[test]
    fn one_decides_for_those_one_answers_for_as_a_whole() {
        let config = model::config::parse(ORGANISATION, "t").unwrap();
        let decides = |scope: &str, level: Level, key: &str| {
            let scope: AccessScope = serde_json::from_str(scope).unwrap();
            let whom = InterventionScope::new(level, key).unwrap();
            Sight::new(Within, &scope, &config).decides(&whom)
        };
        assert!(decides(r#"{ "squads": ["a"] }"#, Level::Squad, "a"));
        assert!(!decides(r#"{ "squads": ["a"] }"#, Level::Squad, "b"));
        assert!(
            !decides(r#"{ "squads": ["a"] }"#, Level::Tribe, "t1"),
            "b is of it too"
        );
        assert!(decides(r#"{ "tribes": ["t1"] }"#, Level::Tribe, "t1"));
        assert!(decides(r#"{ "tribes": ["t1"] }"#, Level::Squad, "b"));
        assert!(!decides(r#"{ "tribes": ["t1"] }"#, Level::Organisation, ""));
        assert!(decides("{}", Level::Organisation, ""));
    }

    #[test]
    fn a_tribe_shows_all_its_squads_and_an_empty_scope_everything() {
        assert!(sees(r#"{ "tribes": ["t1"] }"#, Level::Squad, "b"));
        assert!(!sees(r#"{ "tribes": ["t1"] }"#, Level::Squad, "d"));
        assert!(sees("{}", Level::Squad, "unattributed"));
    }
}
