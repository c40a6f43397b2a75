//! `plimsoll.toml`: the organisation, its calendar, its sources and its rules, as types.
//!
//! Everything a figure depends on is here, in one reviewed file; [`parse`] reads it and says where it is wrong.

mod alerts;
mod channels;
mod check;
mod error;
mod privacy;
mod tenure;

pub use alerts::{AlertEntry, EffectiveRule, RuleOrigin};
pub use channels::{
    Channel, Credentials, Digest, MailTarget, QuietHours, SecretPlace, Security, Target, UrlPlace,
};
pub use error::{ConfigError, ConfigErrors, nearest, unknown_key};
pub use privacy::Privacy;

use crate::classify::{Category, MaintenanceType};
use crate::ids::{RuleId, SourceId, SquadId, TribeId};
use crate::money::Currency;
use crate::stage::Stage;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use toml::Spanned;

/// The whole file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Whose it is.
    pub organisation: Organisation,
    /// When people work.
    #[serde(default)]
    pub calendar: CalendarConfig,
    /// Groups of squads.
    #[serde(default)]
    pub tribes: Vec<TribeConfig>,
    /// The squads.
    pub squads: Vec<SquadConfig>,
    /// Trackers and files.
    #[serde(default)]
    pub sources: BTreeMap<SourceId, SourceConfig>,
    /// Whose a ticket is; the first match wins.
    #[serde(default)]
    pub squad_rules: Vec<SquadRule>,
    /// What kind of work a ticket is; the first match wins.
    #[serde(default)]
    pub classification: Vec<ClassificationRule>,
    /// The stage of every status.
    #[serde(default)]
    pub stages: BTreeMap<Stage, Vec<String>>,
    /// When a squad is under water.
    #[serde(default)]
    pub thresholds: Thresholds,
    /// Alert rules: changes to the built-in ones, and further ones.
    #[serde(default)]
    pub alerts: Vec<AlertEntry>,
    /// How many people stand behind every figure that is shown.
    #[serde(default)]
    pub privacy: Privacy,
    /// Where people reach the server.
    #[serde(default)]
    pub server: ServerConfig,
    /// Who is told of alerts, and how.
    #[serde(default)]
    pub channels: Vec<Channel>,
}

/// `[server]`.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ServerConfig {
    /// The address under which people reach the pages, such as `https://plimsoll.example.org`: messages link to it.
    pub public_url: Option<String>,
}

/// `[organisation]`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    /// Its name, shown on every page.
    pub name: String,
    /// Where its days begin and end, such as `Europe/Paris`.
    pub time_zone: chrono_tz::Tz,
    /// The language of pages and reports where the reader has not chosen one.
    #[serde(default)]
    pub language: Language,
    /// The currency money is reported in.
    #[serde(default = "euro")]
    pub currency: Currency,
}

fn euro() -> Currency {
    Currency::try_from("EUR".to_owned()).unwrap_or_else(|_| unreachable!("EUR is three capitals"))
}

/// A language Plimsoll speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// French.
    Fr,
}

impl Language {
    /// Its code of two letters.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
        }
    }
}

/// `[calendar]`: when people work, unless a squad or an imported day says otherwise.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CalendarConfig {
    /// The country whose public holidays are free, as two capitals; none for no holidays.
    pub country: Option<String>,
    /// The days worked.
    pub working_days: Vec<Day>,
    /// Hours of a working day.
    pub hours_per_day: f64,
    /// Further days on which nobody works.
    pub closed: Vec<NaiveDate>,
    /// Public holidays on which everybody works, such as those of another region.
    pub worked: Vec<NaiveDate>,
}

impl Default for CalendarConfig {
    fn default() -> Self {
        Self {
            country: None,
            working_days: vec![Day::Mon, Day::Tue, Day::Wed, Day::Thu, Day::Fri],
            hours_per_day: 7.0,
            closed: Vec::new(),
            worked: Vec::new(),
        }
    }
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Day {
    Mon,
    Tue,
    Wed,
    Thu,
    Fri,
    Sat,
    Sun,
}

impl From<chrono::Weekday> for Day {
    fn from(day: chrono::Weekday) -> Self {
        match day {
            chrono::Weekday::Mon => Self::Mon,
            chrono::Weekday::Tue => Self::Tue,
            chrono::Weekday::Wed => Self::Wed,
            chrono::Weekday::Thu => Self::Thu,
            chrono::Weekday::Fri => Self::Fri,
            chrono::Weekday::Sat => Self::Sat,
            chrono::Weekday::Sun => Self::Sun,
        }
    }
}

/// `[[tribes]]`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TribeConfig {
    /// Its key in URLs and tables.
    pub id: TribeId,
    /// Its name.
    pub name: String,
}

/// `[[squads]]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SquadConfig {
    /// Its key in URLs and tables.
    pub id: SquadId,
    /// Its name; the key if there is none.
    pub name: Option<String>,
    /// The tribe it belongs to.
    pub tribe: Option<Spanned<String>>,
    /// What trackers call it in a squad or team field, if not by key or name.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The country of its public holidays, if not the organisation's.
    pub country: Option<String>,
    /// Its first day, if it was not always there.
    pub from: Option<NaiveDate>,
    /// Its last day, if it ended.
    pub to: Option<NaiveDate>,
    /// Who takes over after its last day: one where it was renamed or merged, several where it was split.
    #[serde(default)]
    pub successors: Vec<Spanned<String>>,
    /// Where its shares come from if nobody asks; hours where there are any, without it.
    pub method: Option<crate::activity::Method>,
}

impl SquadConfig {
    /// Its name, or its key where it has none.
    #[must_use]
    pub fn name(&self) -> &str {
        self.name.as_deref().unwrap_or(self.id.as_str())
    }
}

/// `[sources.<id>]`: a closed list of kinds.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
pub enum SourceConfig {
    /// Files read by `plimsoll import` with a mapping.
    Files {
        /// What people call it.
        title: Option<String>,
        /// Hours after the last import from which on it is stale; none for never.
        stale_after_hours: Option<u32>,
        /// Statuses that mean another stage here than elsewhere.
        #[serde(default)]
        stages: BTreeMap<Stage, Vec<String>>,
    },
}

impl SourceConfig {
    /// Statuses that mean another stage here than elsewhere.
    #[must_use]
    pub fn stages(&self) -> &BTreeMap<Stage, Vec<String>> {
        match self {
            Self::Files { stages, .. } => stages,
        }
    }

    /// Hours after the last success from which on it is stale.
    #[must_use]
    pub fn stale_after_hours(&self) -> Option<u32> {
        match self {
            Self::Files {
                stale_after_hours, ..
            } => *stale_after_hours,
        }
    }
}

/// `[[squad_rules]]`: tickets that match belong to the squad.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SquadRule {
    /// The squad.
    pub squad: Spanned<String>,
    /// What has to hold.
    pub when: Condition,
}

/// `[[classification]]`: tickets that match are this kind of work.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassificationRule {
    /// Its name, shown where somebody asks "why is this maintenance?".
    pub id: RuleId,
    /// What kind of work.
    pub category: Category,
    /// Which kind of maintenance; only with `category = "maintenance"`.
    pub maintenance_type: Option<MaintenanceType>,
    /// What has to hold.
    pub when: Condition,
}

/// What a ticket's fields must be. Every key given must hold; of a list, one value is enough.
/// An empty condition holds always.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Condition {
    /// The source's id.
    pub source: OneOrMany,
    /// The tracker's project.
    pub project: OneOrMany,
    /// The tracker's type.
    #[serde(rename = "type")]
    pub kind: OneOrMany,
    /// One of its labels.
    pub label: OneOrMany,
    /// One of its components.
    pub component: OneOrMany,
    /// Its priority.
    pub priority: OneOrMany,
    /// A regular expression found in its title.
    pub title: Option<String>,
    /// The group of its reporter.
    pub reporter_group: OneOrMany,
    /// The initiative it belongs to.
    pub initiative: OneOrMany,
    /// Any other field, by name.
    pub fields: BTreeMap<String, OneOrMany>,
}

/// One value or a list of them; none given is no condition.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "OneOrManyText", into = "Vec<String>")]
pub struct OneOrMany(pub Vec<String>);

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrManyText {
    One(String),
    Many(Vec<String>),
}

impl From<OneOrManyText> for OneOrMany {
    fn from(text: OneOrManyText) -> Self {
        match text {
            OneOrManyText::One(one) => Self(vec![one]),
            OneOrManyText::Many(many) => Self(many),
        }
    }
}

impl From<OneOrMany> for Vec<String> {
    fn from(values: OneOrMany) -> Self {
        values.0
    }
}

/// `[thresholds]`: the lines of a spell under water (section 5 of the book). Shares are fractions.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Thresholds {
    /// The line of a warning.
    pub warn: f64,
    /// The line of a critical spell.
    pub critical: f64,
    /// How far under its line a spell is over.
    pub clear_below: f64,
    /// Weeks in a row, each way.
    pub weeks: usize,
    /// Coverage under which a week proves nothing.
    pub coverage_gate: f64,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            warn: 0.35,
            critical: 0.50,
            clear_below: 0.05,
            weeks: 2,
            coverage_gate: 0.70,
        }
    }
}

/// Reads and checks `plimsoll.toml`. `file` is its name in messages.
///
/// # Errors
/// Everything that is wrong with it, each with file, line, key, and the nearest valid name.
pub fn parse(text: &str, file: &str) -> Result<Config, ConfigErrors> {
    let config: Config = toml::from_str(text).map_err(|error| ConfigErrors::from_toml(&error, text, file))?;
    let errors = check::check(&config, text, file);
    if errors.0.is_empty() {
        Ok(config)
    } else {
        Err(errors)
    }
}

#[cfg(test)]
mod tests;
