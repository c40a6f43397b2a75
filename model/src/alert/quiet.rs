//! Why nobody is told of an alert that is raised: it is silenced, another alert says it already, or somebody has taken
//! it (section 10 of the book).
//!
//! - A *silence* holds from when it was made to its end, or until somebody ends it, for what it names: a rule, a
//!   subject, a tribe with its squads. What it does not name it holds for all of.
//! - An alert is *inhibited* by a raised one that says more: a tribe's over its squads', of the same metric and at least
//!   as severe; a stale source's over all but those of sources.
//! - An *acknowledgement* holds until it expires, for the spell it was given in: an alert that ended and was raised
//!   again has not been acknowledged.
//!
//! The first of these that holds is the reason. The state of an alert does not depend on any of them.

use super::{AlertMetric, AlertStatus, AlertSubject, Scope};
use crate::ids::{RuleId, SquadId, TribeId};
use crate::time::Week;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Somebody wants to hear nothing for a while.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Silence {
    /// Its number.
    pub id: i64,
    /// Of this rule; none for all.
    pub rule: Option<RuleId>,
    /// Of this subject; none for all.
    pub subject: Option<AlertSubject>,
    /// Of this tribe and its squads; none for all.
    pub tribe: Option<TribeId>,
    /// Who wants it.
    pub author: String,
    /// Why.
    pub reason: String,
    /// From when on.
    pub created_at: DateTime<Utc>,
    /// Until when.
    pub ends_at: DateTime<Utc>,
    /// When somebody ended it early, and who.
    pub ended: Option<(DateTime<Utc>, String)>,
}

impl Silence {
    /// Whether it holds at an instant.
    #[must_use]
    pub fn holds(&self, now: DateTime<Utc>) -> bool {
        let ended = self.ended.as_ref().is_some_and(|(at, _)| *at <= now);
        self.created_at <= now && now < self.ends_at && !ended
    }

    /// Whether it is about this alert.
    #[must_use]
    pub fn covers(&self, rule: &RuleId, subject: &AlertSubject, tribes: &Tribes) -> bool {
        self.rule.as_ref().is_none_or(|named| named == rule)
            && self.subject.as_ref().is_none_or(|named| named == subject)
            && self
                .tribe
                .as_ref()
                .is_none_or(|named| tribe_of(subject, tribes).as_ref() == Some(named))
    }
}

/// Somebody has taken an alert.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acknowledgement {
    /// The rule.
    pub rule: RuleId,
    /// Whom the alert is about.
    pub subject: AlertSubject,
    /// First week of the spell it was given in.
    pub since: Option<Week>,
    /// Who has taken it.
    pub author: String,
    /// What they say.
    pub note: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Until when it holds.
    pub expires_at: DateTime<Utc>,
}

impl Acknowledgement {
    fn holds(&self, status: &AlertStatus, now: DateTime<Utc>) -> bool {
        self.rule == status.rule
            && self.subject == status.subject
            && self.since == status.since
            && self.at <= now
            && now < self.expires_at
    }
}

/// The tribe of each squad that has one.
pub type Tribes = BTreeMap<SquadId, TribeId>;

/// The tribe a subject is, or belongs to.
#[must_use]
pub fn tribe_of(subject: &AlertSubject, tribes: &Tribes) -> Option<TribeId> {
    match subject.squad() {
        Some(squad) => tribes.get(&squad).cloned(),
        None => subject.tribe(),
    }
}

/// Why nobody is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quiet {
    /// Somebody wants to hear nothing.
    Silenced {
        /// Number of the silence.
        id: i64,
        /// Who.
        by: String,
        /// Why.
        reason: String,
        /// Until when.
        until: DateTime<Utc>,
    },
    /// Another alert says it.
    Inhibited {
        /// Its rule.
        rule: RuleId,
        /// Whom it is about.
        subject: AlertSubject,
    },
    /// Somebody has taken it.
    Acknowledged {
        /// Who.
        by: String,
        /// Until when.
        until: DateTime<Utc>,
    },
}

impl Quiet {
    /// The word of tables.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Silenced { .. } => "silenced",
            Self::Inhibited { .. } => "inhibited",
            Self::Acknowledged { .. } => "acknowledged",
        }
    }

    /// Who, or which other alert.
    #[must_use]
    pub fn by(&self) -> String {
        match self {
            Self::Silenced { by, .. } | Self::Acknowledged { by, .. } => by.clone(),
            Self::Inhibited { rule, subject } => format!("{rule}, {subject}"),
        }
    }
}

/// What is around an alert: the others, and what people said.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    /// Where every rule stands for every subject.
    pub statuses: &'a [AlertStatus],
    /// Every silence; those that are over do nothing.
    pub silences: &'a [Silence],
    /// Every acknowledgement; those that are over do nothing.
    pub acknowledgements: &'a [Acknowledgement],
    /// The tribe of each squad.
    pub tribes: &'a Tribes,
}

/// Why nobody is told of this alert at this instant; none where people are told.
#[must_use]
pub fn quiet(status: &AlertStatus, around: &Around<'_>, now: DateTime<Utc>) -> Option<Quiet> {
    silenced(status, around, now)
        .or_else(|| inhibited(status, around))
        .or_else(|| acknowledged(status, around, now))
}

/// The silence that holds longest.
fn silenced(status: &AlertStatus, around: &Around<'_>, now: DateTime<Utc>) -> Option<Quiet> {
    let holding = around
        .silences
        .iter()
        .filter(|silence| silence.holds(now) && silence.covers(&status.rule, &status.subject, around.tribes));
    holding
        .max_by_key(|silence| (silence.ends_at, silence.id))
        .map(|silence| Quiet::Silenced {
            id: silence.id,
            by: silence.author.clone(),
            reason: silence.reason.clone(),
            until: silence.ends_at,
        })
}

/// The raised alert that says more: a stale source first, then the tribe's.
fn inhibited(status: &AlertStatus, around: &Around<'_>) -> Option<Quiet> {
    if status.subject.scope == Scope::Source {
        return None;
    }
    let raised = || around.statuses.iter().filter(|other| other.state.is_raised());
    let source = raised().find(|other| other.metric == AlertMetric::SourceAge);
    let tribe = status
        .subject
        .squad()
        .and_then(|squad| around.tribes.get(&squad).cloned());
    let over = tribe.map(AlertSubject::from).and_then(|tribe| {
        raised().find(|other| {
            other.subject == tribe && other.metric == status.metric && status.severity <= other.severity
        })
    });
    source.or(over).map(|other| Quiet::Inhibited {
        rule: other.rule.clone(),
        subject: other.subject.clone(),
    })
}

/// The acknowledgement that holds longest.
fn acknowledged(status: &AlertStatus, around: &Around<'_>, now: DateTime<Utc>) -> Option<Quiet> {
    let holding = around
        .acknowledgements
        .iter()
        .filter(|given| given.holds(status, now));
    holding
        .max_by_key(|given| given.expires_at)
        .map(|given| Quiet::Acknowledged {
            by: given.author.clone(),
            until: given.expires_at,
        })
}

#[cfg(test)]
mod tests;
