//! What the types cannot say: names that must exist, and rules that must not contradict each other.

mod alerts;

use super::{Condition, Config, ConfigError, ConfigErrors, Target, UrlPlace, nearest};
use crate::calendar;
use crate::classify::Category;
use std::collections::{BTreeMap, BTreeSet};

/// Everything that is wrong, in the order of lines.
pub(super) fn check(config: &Config, text: &str, file: &str) -> ConfigErrors {
    let mut found = Findings {
        text,
        file,
        errors: Vec::new(),
    };
    names(config, &mut found);
    super::tenure::check(config, &mut found);
    rules(config, &mut found);
    stages(config, &mut found);
    numbers(config, &mut found);
    alerts::check(config, &mut found);
    channels(config, &mut found);
    found.errors.sort_by_key(|error| (error.line, error.column));
    ConfigErrors(found.errors)
}

pub(super) struct Findings<'a> {
    text: &'a str,
    file: &'a str,
    errors: Vec<ConfigError>,
}

impl Findings<'_> {
    pub(super) fn at(&mut self, offset: usize, message: String) {
        self.errors
            .push(ConfigError::at(self.file, self.text, offset, message));
    }

    /// For values whose place the reader does not keep: the first line that holds them.
    pub(super) fn near(&mut self, value: &str, message: String) {
        let offset = self
            .text
            .find(&format!("\"{value}\""))
            .or_else(|| self.text.find(value));
        self.at(offset.unwrap_or(0), message);
    }

    /// The same, for a value that stands twice: the last line that holds it.
    fn near_last(&mut self, value: &str, message: String) {
        let offset = self
            .text
            .rfind(&format!("\"{value}\""))
            .or_else(|| self.text.rfind(value));
        self.at(offset.unwrap_or(0), message);
    }

    pub(super) fn unknown<'n>(
        &mut self,
        offset: usize,
        what: &str,
        value: &str,
        valid: impl Iterator<Item = &'n str> + Clone,
    ) {
        let hint = match nearest(value, valid.clone()) {
            Some(near) => format!("; did you mean \"{near}\"?"),
            None => format!("; known: {}", valid.collect::<Vec<_>>().join(", ")),
        };
        self.at(
            offset,
            format!("{what} \"{value}\" is not defined in this file{hint}"),
        );
    }
}

fn names(config: &Config, found: &mut Findings<'_>) {
    let tribes: Vec<_> = config.tribes.iter().map(|tribe| tribe.id.as_str()).collect();
    let squads: Vec<_> = config.squads.iter().map(|squad| squad.id.as_str()).collect();
    twice(&tribes, "tribe", found);
    twice(&squads, "squad", found);
    for squad in &config.squads {
        if squad.id.is_unattributed() {
            found.near(
                "unattributed",
                "\"unattributed\" is Plimsoll's own squad: choose another id".into(),
            );
        }
        if let Some(tribe) = &squad.tribe
            && !tribes.contains(&tribe.get_ref().as_str())
        {
            found.unknown(
                tribe.span().start,
                "tribe",
                tribe.get_ref(),
                tribes.iter().copied(),
            );
        }
    }
    for rule in &config.squad_rules {
        if !squads.contains(&rule.squad.get_ref().as_str()) {
            found.unknown(
                rule.squad.span().start,
                "squad",
                rule.squad.get_ref(),
                squads.iter().copied(),
            );
        }
    }
    let countries = config.squads.iter().filter_map(|squad| squad.country.as_ref());
    for country in countries.chain(&config.calendar.country) {
        if !calendar::knows_country(country) {
            found.near(
                country,
                format!(
                    "no public holidays are known for country \"{country}\"; known: {}; \
                     leave it out and list free days under calendar.closed",
                    calendar::countries().collect::<Vec<_>>().join(", ")
                ),
            );
        }
    }
}

fn twice(ids: &[&str], what: &str, found: &mut Findings<'_>) {
    let mut seen = BTreeSet::new();
    for id in ids {
        if !seen.insert(id) {
            found.near(id, format!("{what} \"{id}\" is defined twice"));
        }
    }
}

fn rules(config: &Config, found: &mut Findings<'_>) {
    let ids: Vec<_> = config
        .classification
        .iter()
        .map(|rule| rule.id.as_str())
        .collect();
    twice(&ids, "classification rule", found);
    let sources: Vec<_> = config.sources.keys().map(|source| source.as_str()).collect();
    for rule in &config.classification {
        if rule.maintenance_type.is_some() && rule.category != Category::Maintenance {
            found.near(
                rule.id.as_str(),
                format!(
                    "rule \"{}\" has a maintenance_type but category \"{}\": \
                     only category \"maintenance\" has types",
                    rule.id, rule.category
                ),
            );
        }
        condition(&rule.when, &sources, found);
    }
    for rule in &config.squad_rules {
        condition(&rule.when, &sources, found);
    }
}

fn condition(condition: &Condition, sources: &[&str], found: &mut Findings<'_>) {
    if let Some(pattern) = &condition.title
        && let Err(error) = regex::Regex::new(pattern)
    {
        found.near(
            pattern,
            format!("title pattern is not a regular expression: {error}"),
        );
    }
    for source in &condition.source.0 {
        if !sources.is_empty() && !sources.contains(&source.as_str()) {
            let offset = found.text.find(&format!("\"{source}\"")).unwrap_or(0);
            found.unknown(offset, "source", source, sources.iter().copied());
        }
    }
}

fn stages(config: &Config, found: &mut Findings<'_>) {
    let own = config.sources.values().map(super::SourceConfig::stages);
    for stages in own.chain([&config.stages]) {
        let mut seen = BTreeMap::new();
        for (stage, statuses) in stages {
            for status in statuses {
                if let Some(other) = seen.insert(status.as_str(), stage) {
                    found.near_last(
                        status,
                        format!(
                            "status \"{status}\" is both \"{other}\" and \"{stage}\": one status, one stage"
                        ),
                    );
                }
            }
        }
    }
}

fn channels(config: &Config, found: &mut Findings<'_>) {
    let ids: Vec<_> = config
        .channels
        .iter()
        .map(|channel| channel.id.as_str())
        .collect();
    twice(&ids, "channel", found);
    let tribes: Vec<_> = config.tribes.iter().map(|tribe| tribe.id.as_str()).collect();
    for channel in &config.channels {
        for tribe in &channel.tribes {
            if !tribes.contains(&tribe.as_str()) {
                let offset = found.text.find(&format!("\"{tribe}\"")).unwrap_or(0);
                found.unknown(offset, "tribe", tribe.as_str(), tribes.iter().copied());
            }
        }
        if let Target::Webhook {
            url: UrlPlace::Plain(url),
            ..
        }
        | Target::Alertmanager { url, .. } = &channel.target
        {
            address(url, found);
        }
    }
    if let Some(url) = &config.server.public_url {
        address(url, found);
    }
}

fn address(url: &str, found: &mut Findings<'_>) {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    if rest.is_none_or(|rest| rest.is_empty() || rest.starts_with('/')) {
        found.near(
            url,
            format!("\"{url}\" is not an address: it begins with https:// or http://, and names a host"),
        );
    }
}

fn numbers(config: &Config, found: &mut Findings<'_>) {
    let lines = &config.thresholds;
    for (key, value) in [
        ("warn", lines.warn),
        ("critical", lines.critical),
        ("clear_below", lines.clear_below),
        ("coverage_gate", lines.coverage_gate),
    ] {
        if !(0.0..=1.0).contains(&value) {
            found.near(
                key,
                format!("thresholds.{key} is {value}: write a fraction, 35 % is 0.35"),
            );
        }
    }
    if lines.warn > lines.critical {
        found.near(
            "warn",
            format!(
                "thresholds.warn ({}) lies over thresholds.critical ({})",
                lines.warn, lines.critical
            ),
        );
    }
    if lines.weeks == 0 {
        found.near(
            "weeks",
            "thresholds.weeks is 0: a spell needs at least 1 week".into(),
        );
    }
    for (key, people) in [
        ("squad_people", config.privacy.squad_people),
        ("cell_people", config.privacy.cell_people),
    ] {
        if people == 0 {
            found.near(
                key,
                format!("privacy.{key} is 0: write at least 1, which hides nothing"),
            );
        }
    }
    if !(config.calendar.hours_per_day > 0.0 && config.calendar.hours_per_day <= 24.0) {
        found.near(
            "hours_per_day",
            format!(
                "calendar.hours_per_day is {}: write hours, from 0 to 24",
                config.calendar.hours_per_day
            ),
        );
    }
}
