//! People and their places in squads. Names live elsewhere (section 11 of the book).

use crate::ids::{PersonId, SquadId};
use crate::records::Allocation;
use chrono::NaiveDate;
use std::collections::HashMap;

/// Somebody's place in a squad, both days included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// Who.
    pub person: PersonId,
    /// Where.
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

impl Membership {
    /// Whether it holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }
}

/// Everybody's places, found by person.
#[derive(Debug, Clone, Default)]
pub struct Memberships {
    by_person: HashMap<PersonId, Vec<Membership>>,
}

impl Memberships {
    /// Sorts memberships by person, then by first day.
    #[must_use]
    pub fn new(all: impl IntoIterator<Item = Membership>) -> Self {
        let mut by_person: HashMap<PersonId, Vec<Membership>> = HashMap::new();
        for membership in all {
            by_person.entry(membership.person).or_default().push(membership);
        }
        for places in by_person.values_mut() {
            places.sort_by(|a, b| (a.from, &a.squad).cmp(&(b.from, &b.squad)));
        }
        Self { by_person }
    }

    /// Whether nobody has a place.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_person.is_empty()
    }

    /// All of a person's places, by first day.
    #[must_use]
    pub fn of(&self, person: PersonId) -> &[Membership] {
        self.by_person.get(&person).map_or(&[], Vec::as_slice)
    }

    /// A person's places on a day.
    pub fn on(&self, person: PersonId, day: NaiveDate) -> impl Iterator<Item = &Membership> {
        self.of(person).iter().filter(move |place| place.holds_on(day))
    }

    /// The squad a person gives most of their time on a day; among equals the first by name.
    #[must_use]
    pub fn main_squad(&self, person: PersonId, day: NaiveDate) -> Option<&SquadId> {
        self.on(person, day)
            .min_by(|a, b| {
                b.allocation
                    .cmp(&a.allocation)
                    .then_with(|| a.squad.cmp(&b.squad))
            })
            .map(|place| &place.squad)
    }

    /// Everybody with a place, in the order of their ids.
    #[must_use]
    pub fn people(&self) -> Vec<PersonId> {
        let mut people: Vec<_> = self.by_person.keys().copied().collect();
        people.sort_unstable();
        people
    }

    /// Every place there is, by person and first day.
    pub fn iter(&self) -> impl Iterator<Item = &Membership> {
        self.people().into_iter().flat_map(|person| self.of(person))
    }
}
