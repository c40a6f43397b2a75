//! Which squads are too small to be shown, and when (section 11 of the book).

use crate::ids::SquadId;
use crate::time::Week;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// The weeks of squads that are not shown, the same for every viewer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HiddenWeeks(BTreeMap<SquadId, BTreeSet<Week>>);

impl HiddenWeeks {
    /// Takes the hidden weeks of squads.
    #[must_use]
    pub fn new(weeks: BTreeMap<SquadId, BTreeSet<Week>>) -> Self {
        Self(weeks)
    }

    /// Whether what a squad did on a day is not shown.
    #[must_use]
    pub fn hides(&self, squad: &SquadId, day: NaiveDate) -> bool {
        self.of(squad).is_some_and(|weeks| weeks.contains(&Week::of(day)))
    }

    /// The hidden weeks of a squad; none if all of them are shown.
    #[must_use]
    pub fn of(&self, squad: &SquadId) -> Option<&BTreeSet<Week>> {
        self.0.get(squad)
    }

    /// The squads that are not shown in a week.
    pub fn squads(&self, week: Week) -> impl Iterator<Item = &SquadId> {
        let hidden = self.0.iter().filter(move |(_, weeks)| weeks.contains(&week));
        hidden.map(|(squad, _)| squad)
    }
}
