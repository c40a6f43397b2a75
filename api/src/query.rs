//! What a query asks for, read and checked: every mistake is told with the nearest name that would have been right.

use crate::access::Sight;
use crate::error::ApiError;
use crate::parameters::{Kind, Parameter};
use crate::routes::Endpoint;
use axum::extract::Query;
use axum::http::Uri;
use chrono::NaiveDate;
use model::config::{Config, nearest};
use model::ids::{SourceId, SquadId, TribeId};
use model::query::{Filter, Level};
use model::time::Period;
use std::str::FromStr;

/// The parameters of a query, in the order given.
#[derive(Debug, Clone, Default)]
pub(crate) struct Asked(Vec<(String, String)>);

impl Asked {
    /// Reads a query and checks it against what the endpoint takes.
    pub(crate) fn read(uri: &Uri, endpoint: &Endpoint) -> Result<Self, ApiError> {
        let Query(pairs) = Query::<Vec<(String, String)>>::try_from_uri(uri)
            .map_err(|error| ApiError::BadRequest(format!("the query cannot be read: {error}")))?;
        for (name, value) in &pairs {
            let Some(parameter) = endpoint.parameters().find(|parameter| parameter.name == name) else {
                return Err(unknown_parameter(name, endpoint));
            };
            check(parameter, value)?;
        }
        Ok(Self(pairs))
    }

    /// A parameter that may be given once. Given empty is not given.
    pub(crate) fn one(&self, name: &str) -> Result<Option<&str>, ApiError> {
        let mut values = self
            .0
            .iter()
            .filter(|(known, _)| known == name)
            .map(|(_, value)| value.as_str());
        let first = values.next();
        match values.next() {
            Some(_) => Err(ApiError::BadRequest(format!(
                "{name:?} is given more than once: give it once"
            ))),
            None => Ok(first.filter(|value| !value.is_empty())),
        }
    }

    /// A parameter that may be given several times, or joined with commas.
    pub(crate) fn many(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0
            .iter()
            .filter(move |(known, _)| known == name)
            .flat_map(|(_, value)| value.split(','))
            .map(str::trim)
            .filter(|value| !value.is_empty())
    }

    /// A parameter read as a type that says what is wrong with it.
    pub(crate) fn parsed<T: FromStr<Err: ToString>>(&self, name: &str) -> Result<Option<T>, ApiError> {
        self.one(name)?
            .map(|value| {
                value
                    .parse()
                    .map_err(|error: T::Err| bad(name, &error.to_string()))
            })
            .transpose()
    }

    /// At most so many rows.
    pub(crate) fn limit(&self) -> Result<usize, ApiError> {
        Ok(self.parsed::<u16>("limit")?.map_or(100, usize::from))
    }

    /// The filter asked for. Squads and tribes that are not there are a mistake, those out of sight forbidden; so is
    /// the work of a squad or a tribe on one project, for those who may not see people.
    pub(crate) fn filter(
        &self,
        today: NaiveDate,
        config: &Config,
        sight: &Sight<'_>,
    ) -> Result<Filter, ApiError> {
        let squads = self
            .many("squad")
            .map(|key| squad(key, config, sight))
            .collect::<Result<Vec<_>, _>>()?;
        let tribe = self
            .one("tribe")?
            .map(|key| tribe(key, config, sight))
            .transpose()?;
        let project = self.one("project")?;
        if let Some(project) = project.filter(|project| !sight.project(Some(project))) {
            return Err(ApiError::Forbidden(format!(
                "project {project:?} is outside what you may see"
            )));
        }
        let level: Option<Level> = self.parsed("by")?;
        let is_cut = project.is_some() && !sight.people();
        let is_below = |level: Option<Level>| level.is_some_and(|level| level != Level::Organisation);
        if is_cut && (!squads.is_empty() || tribe.is_some() || is_below(level)) {
            return Err(ApiError::Forbidden(
                "work on one project is shown for the whole organisation: leave out squad and tribe, and ask \
                 by=organisation (finance sees it by squad)"
                    .to_owned(),
            ));
        }
        let usual = if is_cut {
            Level::Organisation
        } else {
            Level::default()
        };
        let (from, to) = (self.parsed::<Period>("from")?, self.parsed::<Period>("to")?);
        let filter = Filter {
            squads,
            tribe,
            project: project.map(str::to_owned),
            grain: self.parsed("grain")?.unwrap_or_default(),
            level: level.unwrap_or(usual),
            method: self.parsed("method")?,
            rules_version: self.one("rules")?.map(str::to_owned),
            sees_people: sight.people(),
            ..Filter::all(today)
        }
        .between(from, to);
        match (filter.from, filter.to) {
            (Some(from), Some(to)) if from > to => Err(ApiError::BadRequest(format!(
                "\"from\" begins on {from}, after \"to\" ends on {to}: swap them"
            ))),
            _ => Ok(filter),
        }
    }

    /// A source that is there.
    pub(crate) fn source(&self, config: &Config) -> Result<Option<SourceId>, ApiError> {
        self.one("source")?.map(|key| source(key, config)).transpose()
    }
}

/// A source of the configuration by its key.
pub(crate) fn source(key: &str, config: &Config) -> Result<SourceId, ApiError> {
    let known = || config.sources.keys().map(SourceId::as_str);
    config
        .sources
        .keys()
        .find(|source| source.as_str() == key)
        .cloned()
        .ok_or_else(|| bad("source", &unknown("source", key, known())))
}

/// A squad by its key, if it is there and in sight.
pub(crate) fn squad(key: &str, config: &Config, sight: &Sight<'_>) -> Result<SquadId, ApiError> {
    let unattributed = SquadId::unattributed();
    let squads = || config.squads.iter().map(|squad| &squad.id).chain([&unattributed]);
    match squads().find(|squad| squad.as_str() == key) {
        Some(squad) if sight.squad(squad) => Ok(squad.clone()),
        Some(_) => Err(ApiError::Forbidden(format!(
            "squad {key:?} is outside what you may see"
        ))),
        None => {
            let seen = squads().filter(|squad| sight.squad(squad)).map(SquadId::as_str);
            Err(bad("squad", &unknown("squad", key, seen)))
        }
    }
}

/// A tribe by its key, if it is there and in sight.
pub(crate) fn tribe(key: &str, config: &Config, sight: &Sight<'_>) -> Result<TribeId, ApiError> {
    match config.tribes.iter().find(|tribe| tribe.id.as_str() == key) {
        Some(tribe) if sight.tribe(&tribe.id) => Ok(tribe.id.clone()),
        Some(_) => Err(ApiError::Forbidden(format!(
            "tribe {key:?} is outside what you may see"
        ))),
        None => {
            let seen = config
                .tribes
                .iter()
                .map(|tribe| &tribe.id)
                .filter(|tribe| sight.tribe(tribe));
            Err(bad("tribe", &unknown("tribe", key, seen.map(TribeId::as_str))))
        }
    }
}

fn check(parameter: &Parameter, value: &str) -> Result<(), ApiError> {
    match parameter.kind {
        Kind::Word(words) if !value.is_empty() && !words.contains(&value) => Err(bad(
            parameter.name,
            &unknown("value", value, words.iter().copied()),
        )),
        Kind::Number(least, most) if !value.parse::<u32>().is_ok_and(|n| (least..=most).contains(&n)) => {
            Err(bad(
                parameter.name,
                &format!("{value:?} is not a whole number from {least} to {most}"),
            ))
        }
        _ => Ok(()),
    }
}

fn unknown_parameter(name: &str, endpoint: &Endpoint) -> ApiError {
    let names = || endpoint.parameters().map(|parameter| parameter.name);
    if names().next().is_none() {
        return ApiError::BadRequest(format!("there is no parameter {name:?}: this address takes none"));
    }
    ApiError::BadRequest(unknown("parameter", name, names()))
}

fn bad(name: &str, message: &str) -> ApiError {
    ApiError::BadRequest(format!("{name:?}: {message}"))
}

/// Says that a name is not there, and which one was most likely meant.
pub(crate) fn unknown<'a>(what: &str, found: &str, valid: impl Iterator<Item = &'a str>) -> String {
    let valid: Vec<_> = valid.collect();
    match nearest(found, valid.iter().copied()) {
        Some(near) => format!("there is no {what} {found:?}; did you mean {near:?}?"),
        None if valid.len() <= 20 => format!("there is no {what} {found:?}; there are: {}", valid.join(", ")),
        None => format!("there is no {what} {found:?}"),
    }
}
