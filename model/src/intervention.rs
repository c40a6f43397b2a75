//! Interventions: what was decided against maintenance, for whom, from when to when (section 5 of the book).
//!
//! An intervention of a squad concerns that squad; one of a tribe concerns the tribe and every squad of it; one of the
//! organisation concerns everybody. It never concerns those above: what one squad decided is no new beginning for its
//! tribe. One that says so (`rebase`) lets the limits of those it concerns begin anew.

use crate::ids::{SourceId, SquadId, TribeId};
use crate::query::Level;
use crate::records::InterventionRecord;
use crate::time::Week;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// The longest note that is kept, in characters.
pub const LONGEST_NOTE: usize = 2_000;

/// What kind of thing was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InterventionKind {
    /// A stretch of time spent on technical debt.
    DebtQuarter,
    /// People take turns at maintenance.
    Rotation,
    /// More people.
    Hiring,
    /// Tickets go to another squad.
    Rerouting,
    /// Less is promised.
    ScopeCut,
    /// Something else; the note says what.
    Other,
}

impl InterventionKind {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::DebtQuarter,
        Self::Rotation,
        Self::Hiring,
        Self::Rerouting,
        Self::ScopeCut,
        Self::Other,
    ];

    /// The book's word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::DebtQuarter => "debt_quarter",
            Self::Rotation => "rotation",
            Self::Hiring => "hiring",
            Self::Rerouting => "rerouting",
            Self::ScopeCut => "scope_cut",
            Self::Other => "other",
        }
    }
}

impl fmt::Display for InterventionKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for InterventionKind {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.word() == text)
            .ok_or_else(|| {
                let words = Self::ALL.map(Self::word).join(", ");
                format!("{text:?} is not a kind of intervention: use {words}")
            })
    }
}

/// Whom an intervention is for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "level", content = "key", rename_all = "lowercase")]
pub enum InterventionScope {
    /// One squad.
    Squad(SquadId),
    /// A tribe, with all of its squads.
    Tribe(TribeId),
    /// Everybody.
    Organisation,
}

impl InterventionScope {
    /// The scope of a level and a key; the organisation has an empty key.
    ///
    /// # Errors
    /// When the key is not one.
    pub fn new(level: Level, key: &str) -> Result<Self, String> {
        match level {
            Level::Squad => SquadId::new(key).map(Self::Squad).map_err(|bad| bad.to_string()),
            Level::Tribe => TribeId::new(key).map(Self::Tribe).map_err(|bad| bad.to_string()),
            Level::Organisation if key.is_empty() => Ok(Self::Organisation),
            Level::Organisation => Err(format!("the organisation has no key, but {key:?} was given")),
        }
    }

    /// Its level.
    #[must_use]
    pub fn level(&self) -> Level {
        match self {
            Self::Squad(_) => Level::Squad,
            Self::Tribe(_) => Level::Tribe,
            Self::Organisation => Level::Organisation,
        }
    }

    /// The key of the squad or tribe; empty for the organisation.
    #[must_use]
    pub fn key(&self) -> &str {
        match self {
            Self::Squad(squad) => squad.as_str(),
            Self::Tribe(tribe) => tribe.as_str(),
            Self::Organisation => "",
        }
    }

    /// Whether it concerns a squad of a tribe or none.
    #[must_use]
    pub fn concerns_squad(&self, squad: &str, tribe: Option<&str>) -> bool {
        match self {
            Self::Squad(own) => own.as_str() == squad,
            Self::Tribe(own) => tribe == Some(own.as_str()),
            Self::Organisation => true,
        }
    }

    /// Whether it concerns a tribe as a whole.
    #[must_use]
    pub fn concerns_tribe(&self, tribe: &str) -> bool {
        match self {
            Self::Squad(_) => false,
            Self::Tribe(own) => own.as_str() == tribe,
            Self::Organisation => true,
        }
    }
}

impl fmt::Display for InterventionScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Organisation => f.write_str(self.level().word()),
            _ => write!(f, "{} {}", self.level().word(), self.key()),
        }
    }
}

/// What was decided, as the store keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intervention {
    /// Its number.
    pub id: i64,
    /// The source whose file it came from; none where somebody wrote it down here.
    pub source: Option<SourceId>,
    /// What was said.
    pub said: InterventionRecord,
    /// When it was written down here.
    pub recorded_at: DateTime<Utc>,
    /// Since when it counts no more.
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// Who withdrew it.
    pub withdrawn_by: Option<String>,
}

impl Intervention {
    /// Whether it counts.
    #[must_use]
    pub fn is_in_force(&self) -> bool {
        self.withdrawn_at.is_none()
    }

    /// The week at which limits begin anew, if it says that they do.
    #[must_use]
    pub fn rebases_at(&self) -> Option<Week> {
        self.said.rebase.then(|| Week::of(self.said.from))
    }

    /// The same for every run of the same data, and another one for every intervention: where chance starts from.
    #[must_use]
    pub fn seed(&self) -> String {
        let source = self.source.as_ref().map_or("", |source| source.as_str());
        format!("{source} {}", self.said.key)
    }
}

/// Says what is wrong with what somebody wants to write down.
///
/// # Errors
/// When it ends before it begins, or its note is too long or empty where it has to say what was decided.
pub fn check(record: &InterventionRecord) -> Result<(), String> {
    if let Some(to) = record.to
        && to < record.from
    {
        return Err(format!(
            "it ends on {to}, before it begins on {}: swap the days, or leave the end open",
            record.from
        ));
    }
    let note = record.note.as_deref().unwrap_or_default();
    if note.chars().count() > LONGEST_NOTE {
        return Err(format!(
            "the note has {} characters: keep it within {LONGEST_NOTE}",
            note.chars().count()
        ));
    }
    if record.kind == InterventionKind::Other && note.trim().is_empty() {
        return Err("say in the note what was decided: \"other\" says nothing".to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(
        kind: InterventionKind,
        from: &str,
        to: Option<&str>,
        note: Option<&str>,
    ) -> InterventionRecord {
        InterventionRecord {
            key: "1".to_owned(),
            scope: InterventionScope::new(Level::Squad, "core").unwrap(),
            kind,
            from: from.parse().unwrap(),
            to: to.map(|to| to.parse().unwrap()),
            note: note.map(str::to_owned),
            rebase: false,
            author: None,
        }
    }

    #[test]
    fn a_decision_concerns_those_below_and_never_those_above() {
        let squad = InterventionScope::new(Level::Squad, "core").unwrap();
        let tribe = InterventionScope::new(Level::Tribe, "pay").unwrap();
        let all = InterventionScope::new(Level::Organisation, "").unwrap();
        for scope in [&squad, &tribe, &all] {
            assert!(scope.concerns_squad("core", Some("pay")), "{scope}");
        }
        assert!(!squad.concerns_squad("edge", Some("pay")));
        assert!(tribe.concerns_squad("edge", Some("pay")) && !tribe.concerns_squad("edge", None));
        assert!(!squad.concerns_tribe("pay") && tribe.concerns_tribe("pay") && all.concerns_tribe("x"));
        assert!(InterventionScope::new(Level::Organisation, "x").is_err());
    }

    #[test]
    fn what_contradicts_itself_is_refused() {
        use InterventionKind::{Hiring, Other};
        assert!(check(&record(Hiring, "2026-01-05", Some("2026-01-05"), None)).is_ok());
        let backwards = check(&record(Hiring, "2026-01-05", Some("2026-01-04"), None)).unwrap_err();
        assert!(backwards.contains("swap"), "{backwards}");
        assert!(check(&record(Other, "2026-01-05", None, Some(" "))).is_err());
        assert!(check(&record(Other, "2026-01-05", None, Some("a week off"))).is_ok());
        assert!(check(&record(Hiring, "2026-01-05", None, Some(&"x".repeat(2_001)))).is_err());
    }

    #[test]
    fn every_kind_is_found_by_its_word() {
        for kind in InterventionKind::ALL {
            assert_eq!(kind.word().parse(), Ok(kind));
        }
        let error = "holiday".parse::<InterventionKind>().unwrap_err();
        assert!(error.contains("debt_quarter"), "{error}");
    }
}
