//! Squads that begin, end, and hand over to others: renamed, merged, split (section 2 of the book).
//!
//! A squad can have a first day, a last day and successors. One successor is a new name, or one that several merge
//! into; several are a split. What would be an ended squad's is, from the day after its last on:
//!
//! - its sole successor's, and so on while that has ended too;
//! - of a split: the squad of the assignee on that day if it is one of the successors (or follows one), else nobody's;
//! - without a successor: nobody's.
//!
//! What would be a squad's before its first day is its sole predecessor's; of a merger the assignee's squad's then if
//! it is one of those that merged, else nobody's. A squad without a predecessor is asked for no day: work may be older
//! than the line that says since when it is.
//!
//! Memberships are dated by nature. One that goes on in a squad that has ended goes on in its sole successor; in a
//! split nobody knows where, so it ends.
//!
//! Worked: `pay` ends on 31 March, with the successors `pay-fr` and `pay-es`. On 1 April a bug of `pay` that somebody
//! of `pay-es` has is `pay-es`'s, one that nobody has is in `unattributed`.

use crate::config::Config;
use crate::ids::SquadId;
use crate::people::Membership;
use chrono::{Days, NaiveDate};
use std::collections::{BTreeSet, HashMap};

/// How often a squad can hand over before we stop following: [`crate::config::parse`] refuses circles.
const GENERATIONS: usize = 100;

/// The days of a squad, and who comes before and after it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tenure {
    /// Its first day.
    pub from: Option<NaiveDate>,
    /// Its last day.
    pub to: Option<NaiveDate>,
    /// Who takes over after it.
    pub successors: Vec<SquadId>,
    /// Whom it took over from.
    pub predecessors: Vec<SquadId>,
}

impl Tenure {
    /// Whether the squad had ended before a day.
    #[must_use]
    pub fn has_ended(&self, day: NaiveDate) -> bool {
        self.to.is_some_and(|to| to < day)
    }
}

/// The squads that have days or successors.
#[derive(Debug, Clone, Default)]
pub struct Succession {
    tenures: HashMap<SquadId, Tenure>,
}

impl Succession {
    /// Reads the squads of a configuration.
    #[must_use]
    pub fn new(config: &Config) -> Self {
        let mut tenures: HashMap<SquadId, Tenure> = HashMap::new();
        for squad in &config.squads {
            let successors: Vec<SquadId> = squad
                .successors
                .iter()
                .filter_map(|name| name.get_ref().parse().ok())
                .collect();
            for successor in &successors {
                let tenure = tenures.entry(successor.clone()).or_default();
                tenure.predecessors.push(squad.id.clone());
            }
            if squad.from.is_some() || squad.to.is_some() {
                let tenure = tenures.entry(squad.id.clone()).or_default();
                (tenure.from, tenure.to, tenure.successors) = (squad.from, squad.to, successors);
            }
        }
        Self { tenures }
    }

    /// The days of a squad; none if it always was and will be.
    #[must_use]
    pub fn of(&self, squad: &SquadId) -> Option<&Tenure> {
        self.tenures.get(squad)
    }

    /// The days on which squads hand over: the first days of what follows.
    pub fn days(&self) -> BTreeSet<NaiveDate> {
        let days = self.tenures.values().flat_map(|tenure| {
            let after = tenure.to.map(|to| to + Days::new(1));
            let begun = tenure.from.filter(|_| !tenure.predecessors.is_empty());
            [after, begun]
        });
        days.flatten().collect()
    }

    /// Whose something is on a day that would be a squad's if squads never ended. `home` is the assignee's squad then.
    #[must_use]
    pub fn owner(&self, squad: &SquadId, day: NaiveDate, home: Option<&SquadId>) -> SquadId {
        let mut squad = squad;
        for _ in 0..GENERATIONS {
            let Some(tenure) = self.tenures.get(squad) else {
                break;
            };
            let next = if tenure.has_ended(day) {
                &tenure.successors
            } else if tenure.from.is_some_and(|from| day < from) && !tenure.predecessors.is_empty() {
                &tenure.predecessors
            } else {
                break;
            };
            match next.as_slice() {
                [one] => squad = one,
                several => {
                    let home = home.filter(|home| several.iter().any(|one| self.follows(one, home, day)));
                    return home.cloned().unwrap_or_else(SquadId::unattributed);
                }
            }
        }
        squad.clone()
    }

    /// Whether a squad is another one, or what is left of it on a day.
    fn follows(&self, squad: &SquadId, home: &SquadId, day: NaiveDate) -> bool {
        squad == home || self.owner(squad, day, None) == *home
    }

    /// Whether what was one squad's became another's on a day only because a squad ended: nobody moved it.
    #[must_use]
    pub fn is_succession(&self, from: &SquadId, to: &SquadId, day: NaiveDate) -> bool {
        let Some(before) = day.pred_opt() else {
            return false;
        };
        from != to
            && self
                .tenures
                .get(from)
                .is_some_and(|tenure| tenure.has_ended(day) && !tenure.has_ended(before))
            && self.owner(from, day, Some(to)) == *to
    }

    /// Memberships as they go on in the squads that follow.
    #[must_use]
    pub fn memberships(&self, all: Vec<Membership>) -> Vec<Membership> {
        if self.tenures.is_empty() {
            return all;
        }
        all.into_iter().flat_map(|place| self.places(place)).collect()
    }

    /// One membership, cut where its squad ends.
    fn places(&self, place: Membership) -> Vec<Membership> {
        let mut places = Vec::new();
        let mut rest = Some(place);
        while let Some(mut place) = rest.take().filter(|_| places.len() < GENERATIONS) {
            let tenure = self.tenures.get(&place.squad);
            let ended = tenure.and_then(|tenure| Some((tenure.to?, tenure)));
            if let Some((last, tenure)) = ended
                && place.to.is_none_or(|to| last < to)
            {
                if let [heir] = tenure.successors.as_slice() {
                    rest = Some(Membership {
                        squad: heir.clone(),
                        from: place.from.max(last + Days::new(1)),
                        ..place.clone()
                    });
                }
                place.to = Some(last);
            }
            if place.to.is_none_or(|to| place.from <= to) {
                places.push(place);
            }
        }
        places
    }
}

#[cfg(test)]
mod tests;
