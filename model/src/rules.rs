//! All of the configuration that figures depend on, compiled once, with a version that changes when it does.

use crate::classify::Classifier;
use crate::config::Config;
use crate::ids::SourceId;
use crate::ownership::SquadMap;
use crate::stage::Stage;
use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use chrono_tz::Tz;
use serde::Serialize;
use std::collections::HashMap;

/// The rules of one version of `plimsoll.toml`.
#[derive(Debug, Clone)]
pub struct Rules {
    /// A short name of this version: the same rules always have the same.
    pub version: String,
    /// The rules as text, kept by the store so that an old version can be read again.
    pub text: String,
    /// Where days begin and end.
    pub time_zone: Tz,
    /// Whose a ticket is.
    pub squads: SquadMap,
    /// What kind of work it is.
    pub classifier: Classifier,
    stages: HashMap<String, Stage>,
    stages_of_source: HashMap<SourceId, HashMap<String, Stage>>,
}

/// A squad's first and last day, and its successors.
type Tenure<'a> = (&'a str, Option<NaiveDate>, Option<NaiveDate>, Vec<&'a str>);

/// What of the configuration makes figures: names, titles and thresholds do not.
#[derive(Serialize)]
struct Versioned<'a> {
    time_zone: Tz,
    calendar: &'a crate::config::CalendarConfig,
    squads: Vec<(&'a str, &'a str, &'a [String], Option<&'a str>)>,
    /// Squads that begin or end. Left out where there are none, so that versions made before they could still hold.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tenures: Vec<Tenure<'a>>,
    squad_rules: Vec<(&'a str, &'a crate::config::Condition)>,
    classification: &'a [crate::config::ClassificationRule],
    stages: &'a std::collections::BTreeMap<Stage, Vec<String>>,
    stages_of_source: Vec<(&'a SourceId, &'a std::collections::BTreeMap<Stage, Vec<String>>)>,
}

impl Rules {
    /// Compiles the rules of a configuration.
    ///
    /// # Errors
    /// When a title pattern is not a regular expression; [`crate::config::parse`] has refused it before.
    pub fn new(config: &Config) -> Result<Self, regex::Error> {
        let versioned = Versioned {
            time_zone: config.organisation.time_zone,
            calendar: &config.calendar,
            squads: config
                .squads
                .iter()
                .map(|squad| {
                    (
                        squad.id.as_str(),
                        squad.name(),
                        squad.aliases.as_slice(),
                        squad.country.as_deref(),
                    )
                })
                .collect(),
            tenures: tenures(config),
            squad_rules: config
                .squad_rules
                .iter()
                .map(|rule| (rule.squad.get_ref().as_str(), &rule.when))
                .collect(),
            classification: &config.classification,
            stages: &config.stages,
            stages_of_source: config
                .sources
                .iter()
                .map(|(id, source)| (id, source.stages()))
                .collect(),
        };
        let text = serde_json::to_string(&versioned)
            .unwrap_or_else(|error| unreachable!("plain data with text keys is JSON: {error}"));
        let version = blake3::hash(text.as_bytes()).to_hex()[..12].to_owned();
        Ok(Self {
            version,
            text,
            time_zone: config.organisation.time_zone,
            squads: SquadMap::new(config)?,
            classifier: Classifier::new(&config.classification)?,
            stages: by_status(&config.stages),
            stages_of_source: config
                .sources
                .iter()
                .map(|(id, source)| (id.clone(), by_status(source.stages())))
                .collect(),
        })
    }

    /// The stage of a status; none for a status that `plimsoll.toml` does not map.
    #[must_use]
    pub fn stage(&self, source: &SourceId, status: &str) -> Option<Stage> {
        let status = status.to_lowercase();
        let own = self
            .stages_of_source
            .get(source)
            .and_then(|stages| stages.get(&status));
        own.or_else(|| self.stages.get(&status)).copied()
    }

    /// The day an instant lies in, where the organisation is.
    #[must_use]
    pub fn day_of(&self, at: DateTime<Utc>) -> NaiveDate {
        at.with_timezone(&self.time_zone).date_naive()
    }

    /// The first instant of a day, where the organisation is.
    #[must_use]
    pub fn start_of(&self, day: NaiveDate) -> DateTime<Utc> {
        start_of_day(self.time_zone, day)
    }
}

fn tenures(config: &Config) -> Vec<Tenure<'_>> {
    let dated = config
        .squads
        .iter()
        .filter(|squad| squad.from.is_some() || squad.to.is_some());
    dated
        .map(|squad| {
            let successors = squad.successors.iter().map(|name| name.get_ref().as_str());
            (squad.id.as_str(), squad.from, squad.to, successors.collect())
        })
        .collect()
}

/// The first instant of a day in a time zone, also where clocks jump over midnight.
#[must_use]
pub fn start_of_day(time_zone: Tz, day: NaiveDate) -> DateTime<Utc> {
    let midnight = day.and_time(chrono::NaiveTime::MIN);
    (0..4)
        .find_map(|hour| {
            time_zone
                .from_local_datetime(&(midnight + chrono::Duration::hours(hour)))
                .earliest()
        })
        .map_or_else(|| midnight.and_utc(), |local| local.with_timezone(&Utc))
}

fn by_status(stages: &std::collections::BTreeMap<Stage, Vec<String>>) -> HashMap<String, Stage> {
    stages
        .iter()
        .flat_map(|(stage, statuses)| statuses.iter().map(|status| (status.to_lowercase(), *stage)))
        .collect()
}
