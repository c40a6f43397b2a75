//! People, their places in squads and their time away, as a collector reads them.

use crate::ids::SquadId;
use crate::time::Seconds;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// How somebody is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Employment {
    /// On the payroll.
    #[default]
    Employee,
    /// By invoice.
    Contractor,
}

/// Somebody. The name lives apart from everything else (section 11).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRecord {
    /// Their key in the source.
    pub key: String,
    /// Their name, kept apart.
    pub name: Option<String>,
    /// Their address, kept apart.
    pub email: Option<String>,
    /// The group they report tickets from, for rules on the reporter group.
    pub group: Option<String>,
    /// How they are paid.
    pub employment: Employment,
    /// Who sends the invoice of a contractor.
    pub vendor: Option<String>,
}

/// Part of a person's time, in millionths: from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Allocation(u32);

impl Allocation {
    /// All of it.
    pub const FULL: Self = Self(1_000_000);

    /// An allocation in millionths, if it is not over the whole.
    #[must_use]
    pub fn from_millionths(millionths: u32) -> Option<Self> {
        (millionths <= 1_000_000).then_some(Self(millionths))
    }

    /// An allocation as a fraction from 0 to 1.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the range is checked one line above"
    )]
    pub fn from_fraction(fraction: f64) -> Option<Self> {
        (0.0..=1.0)
            .contains(&fraction)
            .then(|| Self((fraction * 1_000_000.0).round() as u32))
    }

    /// The same in millionths.
    #[must_use]
    pub fn millionths(self) -> u32 {
        self.0
    }
}

/// Somebody's place in a squad, from a first day to a last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MembershipRecord {
    /// The person's key.
    pub person: String,
    /// The squad.
    pub squad: SquadId,
    /// What they do there.
    pub role: Option<String>,
    /// How much of their time.
    pub allocation: Allocation,
    /// Their first day.
    pub from: NaiveDate,
    /// Their last day, if they left.
    pub to: Option<NaiveDate>,
}

/// Hours somebody was away on a day. Why is nobody's business and is never stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AbsenceRecord {
    /// The person's key.
    pub person: String,
    /// The day.
    pub day: NaiveDate,
    /// How long; none for the whole working day.
    pub seconds: Option<Seconds>,
}

/// A day whose working hours differ from the calendar of `plimsoll.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarDayRecord {
    /// The squad it holds for; none for everybody.
    pub squad: Option<SquadId>,
    /// The day.
    pub day: NaiveDate,
    /// Working time of that day; zero when closed.
    pub seconds: Seconds,
}
