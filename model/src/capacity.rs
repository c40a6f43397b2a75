//! What a squad could have worked (section 5 of the book): members' allocated working time less their absences.

use crate::calendar::Calendar;
use crate::ids::{PersonId, SquadId};
use crate::people::Memberships;
use crate::records::AbsenceRecord;
use crate::time::{Micros, Seconds};
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap};

/// Somebody's absences, by person and day.
#[derive(Debug, Clone, Default)]
pub struct Absences {
    by_person_and_day: HashMap<(PersonId, NaiveDate), Option<Seconds>>,
}

impl Absences {
    /// Takes absences whose people the store knows.
    #[must_use]
    pub fn new(all: impl IntoIterator<Item = (PersonId, AbsenceRecord)>) -> Self {
        let by_person_and_day = all
            .into_iter()
            .map(|(person, absence)| ((person, absence.day), absence.seconds))
            .collect();
        Self { by_person_and_day }
    }

    /// Time away of a person on a day, never more than the working time of that day.
    fn away(&self, person: PersonId, day: NaiveDate, working: Seconds) -> Seconds {
        match self.by_person_and_day.get(&(person, day)) {
            None => Seconds(0),
            Some(None) => working,
            Some(Some(away)) => Seconds(away.0.clamp(0, working.0)),
        }
    }
}

/// A squad's capacity on a day, and how many people it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DayCapacity {
    /// Working time.
    pub time: Micros,
    /// Members that day.
    pub members: u32,
}

/// The capacity of every squad with members, for every day from `first` to `last`, both included.
///
/// An absence is taken from each of a person's squads in proportion to their allocations.
#[must_use]
pub fn capacity(
    memberships: &Memberships,
    absences: &Absences,
    calendar: &Calendar,
    first: NaiveDate,
    last: NaiveDate,
) -> BTreeMap<(SquadId, NaiveDate), DayCapacity> {
    let mut capacity: BTreeMap<_, DayCapacity> = BTreeMap::new();
    for place in memberships.iter() {
        let from = place.from.max(first);
        let to = place.to.map_or(last, |to| to.min(last));
        for day in from.iter_days().take_while(|day| *day <= to) {
            let working = calendar.working_time(&place.squad, day);
            let away = absences.away(place.person, day, working);
            let all: i64 = memberships
                .on(place.person, day)
                .map(|other| i64::from(other.allocation.millionths()))
                .sum();
            let own = i64::from(place.allocation.millionths());
            let missing = if all == 0 {
                0
            } else {
                away.0 * 1_000_000 / all * own
            };
            let time = (working.0 * own - missing).max(0);
            let entry = capacity.entry((place.squad.clone(), day)).or_default();
            entry.time += Micros(time);
            entry.members += 1;
        }
    }
    capacity
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::Membership;
    use crate::records::Allocation;

    fn place(person: i64, squad: &str, fraction: f64) -> Membership {
        Membership {
            person: PersonId(person),
            squad: SquadId::new(squad).unwrap(),
            role: None,
            allocation: Allocation::from_fraction(fraction).unwrap(),
            from: "2026-01-01".parse().unwrap(),
            to: None,
        }
    }

    #[test]
    fn capacity_is_allocation_times_working_time_less_absence() {
        let text = r#"
            organisation = { name = "A", time_zone = "Europe/Paris" }
            calendar = { country = "FR", hours_per_day = 8.0 }
            squads = [{ id = "a" }, { id = "b" }]
        "#;
        let calendar = Calendar::new(&crate::config::parse(text, "t").unwrap(), &[]);
        let memberships = Memberships::new([place(1, "a", 1.0), place(2, "a", 0.5), place(2, "b", 0.5)]);
        let absence = |day: &str, hours: Option<i64>| AbsenceRecord {
            person: "p".into(),
            day: day.parse().unwrap(),
            seconds: hours.map(|hours| Seconds(hours * 3600)),
        };
        let absences = Absences::new([
            (PersonId(2), absence("2026-01-06", Some(4))),
            (PersonId(1), absence("2026-01-07", None)),
        ]);
        let (first, last) = ("2025-12-29".parse().unwrap(), "2026-01-09".parse().unwrap());
        let capacity = capacity(&memberships, &absences, &calendar, first, last);
        let hours = |squad: &str, day: &str| {
            capacity[&(SquadId::new(squad).unwrap(), day.parse::<NaiveDate>().unwrap())]
                .time
                .hours()
        };
        assert_eq!(hours("a", "2026-01-01"), 0.0, "New Year");
        assert_eq!(hours("a", "2026-01-05"), 12.0);
        assert_eq!(hours("a", "2026-01-06"), 10.0, "half of four hours away");
        assert_eq!(hours("b", "2026-01-06"), 2.0);
        assert_eq!(hours("a", "2026-01-07"), 4.0);
        assert!(
            capacity
                .keys()
                .all(|(_, day)| *day >= "2026-01-01".parse().unwrap())
        );
    }
}
