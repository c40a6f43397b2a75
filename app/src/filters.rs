//! The filters of `show` and `drill`: the same words as in the API.

use crate::failure::misuse;
use crate::setup::Setup;
use anyhow::Result;
use clap::Args;
use model::activity::Method;
use model::config::nearest;
use model::ids::{SquadId, TribeId};
use model::query::{Filter, Level};
use model::time::{Grain, Period};

/// Which rows are asked for.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Filters")]
pub(crate) struct FilterArgs {
    /// This squad only, by key, name or alias; can be given several times
    #[arg(long, value_name = "SQUAD")]
    pub(crate) squad: Vec<String>,
    /// The squads of this tribe only, by key or name
    #[arg(long, value_name = "TRIBE")]
    pub(crate) tribe: Option<String>,
    /// Work on this project only
    #[arg(long, value_name = "PROJECT")]
    pub(crate) project: Option<String>,
    /// From this period on: 2026-W05, 2026-02, 2026-Q1, 2026 or 2026-02-03
    #[arg(long, value_name = "PERIOD")]
    pub(crate) from: Option<Period>,
    /// Up to this period
    #[arg(long, value_name = "PERIOD")]
    pub(crate) to: Option<Period>,
    /// How finely the series is cut: week, month, quarter or year
    #[arg(long, default_value_t = WordedGrain::default(), value_name = "GRAIN")]
    pub(crate) grain: WordedGrain,
    /// What a row speaks of: squad, tribe or organisation
    #[arg(long, default_value_t = WordedLevel::default(), value_name = "LEVEL")]
    pub(crate) by: WordedLevel,
    /// Where shares come from: worklogs or activity [default: what is usual for the squads]
    #[arg(long, value_name = "METHOD")]
    pub(crate) method: Option<Method>,
    /// An older version of the rules
    #[arg(long, value_name = "VERSION")]
    pub(crate) rules: Option<String>,
}

macro_rules! worded {
    ($(#[$doc:meta])* $name:ident($inner:ty)) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
        pub(crate) struct $name(pub(crate) $inner);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.0.word())
            }
        }

        impl std::str::FromStr for $name {
            type Err = String;
            fn from_str(text: &str) -> Result<Self, String> {
                text.parse().map(Self)
            }
        }
    };
}
worded!(
    /// A grain that the help can print.
    WordedGrain(Grain)
);
worded!(
    /// A level that the help can print.
    WordedLevel(Level)
);

impl FilterArgs {
    /// The filter, with names checked against the configuration.
    pub(crate) fn filter(&self, setup: &Setup) -> Result<Filter> {
        if let (Some(from), Some(to)) = (self.from, self.to)
            && from.first_day() > to.last_day()
        {
            return Err(misuse(format!("--from {from} lies after --to {to}: swap them")));
        }
        let squads = self
            .squad
            .iter()
            .map(|name| squad(setup, name))
            .collect::<Result<_>>()?;
        let filter = Filter {
            squads,
            tribe: self.tribe.as_deref().map(|name| tribe(setup, name)).transpose()?,
            project: self.project.clone(),
            grain: self.grain.0,
            level: self.by.0,
            rules_version: self.rules.clone(),
            // Whoever may read the database may see what is in it.
            sees_people: true,
            method: self.method,
            ..Filter::all(setup.today())
        };
        Ok(filter.between(self.from, self.to))
    }
}

/// A squad by key, name or alias, whatever the case.
pub(crate) fn squad(setup: &Setup, name: &str) -> Result<SquadId> {
    if SquadId::unattributed().as_str() == name {
        return Ok(SquadId::unattributed());
    }
    let known = setup.rules.squads.by_name(name).cloned();
    known.ok_or_else(|| {
        let squads = setup.config.squads.iter();
        let names = squads.flat_map(|squad| [squad.id.as_str(), squad.name()]);
        unknown("squad", name, names, setup)
    })
}

/// A tribe by key or name, whatever the case.
pub(crate) fn tribe(setup: &Setup, name: &str) -> Result<TribeId> {
    let tribes = &setup.config.tribes;
    let matches = |known: &str| known.to_lowercase() == name.to_lowercase();
    let known = tribes
        .iter()
        .find(|tribe| matches(tribe.id.as_str()) || matches(&tribe.name));
    known.map(|tribe| tribe.id.clone()).ok_or_else(|| {
        let names = tribes
            .iter()
            .flat_map(|tribe| [tribe.id.as_str(), tribe.name.as_str()]);
        unknown("tribe", name, names, setup)
    })
}

fn unknown<'a>(
    what: &str,
    found: &str,
    names: impl Iterator<Item = &'a str> + Clone,
    setup: &Setup,
) -> anyhow::Error {
    let mut known: Vec<_> = names.clone().collect();
    known.dedup();
    let hint = match nearest(found, names) {
        Some(near) => format!("did you mean {near:?}?"),
        None if known.is_empty() => "it defines none".to_owned(),
        None => format!("known: {}", known.join(", ")),
    };
    misuse(format!(
        "{what} {found:?} is not defined in {}; {hint}",
        setup.file.display()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Data;
    use model::{config, rules::Rules};
    use std::sync::Arc;

    fn setup() -> Setup {
        let text = r#"
            organisation = { name = "A", time_zone = "Europe/Paris" }
            tribes = [{ id = "pay", name = "Payroll" }]
            squads = [{ id = "pay-fr", name = "Payroll France", tribe = "pay", aliases = ["FR"] }]
        "#;
        let config = config::parse(text, "plimsoll.toml").unwrap();
        Setup {
            rules: Arc::new(Rules::new(&config).unwrap()),
            config: Arc::new(config),
            file: "plimsoll.toml".into(),
            data: Data::at("d"),
            quiet: true,
        }
    }

    #[test]
    fn names_are_found_and_unknown_ones_name_the_nearest() {
        let setup = setup();
        for name in ["pay-fr", "payroll france", "fr"] {
            assert_eq!(squad(&setup, name).unwrap().as_str(), "pay-fr");
        }
        assert_eq!(tribe(&setup, "payroll").unwrap().as_str(), "pay");
        let error = squad(&setup, "pay-rf").unwrap_err().to_string();
        assert_eq!(
            error,
            "squad \"pay-rf\" is not defined in plimsoll.toml; did you mean \"pay-fr\"?"
        );
        let error = tribe(&setup, "xyz").unwrap_err().to_string();
        assert!(error.ends_with("known: pay, Payroll"), "{error}");
    }

    #[test]
    fn periods_become_days_and_must_be_in_order() {
        let args = |from: &str, to: &str| FilterArgs {
            from: Some(from.parse().unwrap()),
            to: Some(to.parse().unwrap()),
            ..FilterArgs::default()
        };
        let filter = args("2026-W01", "2026-Q1").filter(&setup()).unwrap();
        assert_eq!(filter.from, Some("2025-12-29".parse().unwrap()));
        assert_eq!(filter.to, Some("2026-03-31".parse().unwrap()));
        let error = args("2026-W10", "2026-01").filter(&setup()).unwrap_err();
        assert!(error.to_string().contains("swap them"), "{error}");
    }
}
