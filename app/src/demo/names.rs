//! How the simulation's places, days and hours are written outside.

use super::calendar::{At, DAY, Day};
use super::company::SQUADS;
use super::initiatives::Initiative;
use super::simulation::Simulation;

/// How the simulation's places are called outside.
pub(super) struct Names<'a> {
    pub(super) of: &'a Simulation<'a>,
    /// Tickets' keys, by place.
    pub(super) keys: Vec<String>,
    days: Vec<String>,
}

/// Days before the first Monday whose dates are kept written.
const EARLIER: Day = 200;

impl<'a> Names<'a> {
    /// Gives every ticket a key: its project and the order of creation.
    pub(super) fn new(of: &'a Simulation<'a>) -> Self {
        let mut order: Vec<_> = (0..of.tickets.len()).collect();
        order.sort_by_key(|ticket| (of.tickets[*ticket].created, *ticket));
        let mut keys = vec![String::new(); of.tickets.len()];
        let mut last = std::collections::BTreeMap::new();
        for ticket in order {
            let number: &mut u32 = last.entry(of.tickets[ticket].project).or_insert(1000);
            *number += 1;
            keys[ticket] = format!("{}-{number}", of.tickets[ticket].project);
        }
        for (place, initiative) in of.initiatives.iter().enumerate() {
            keys[initiative.epic] = Initiative::key(place);
        }
        Self {
            of,
            keys,
            days: (-EARLIER..of.horizon.today + 10)
                .map(|day| of.horizon.date(day).to_string())
                .collect(),
        }
    }

    /// A day as a date.
    pub(super) fn day(&self, day: Day) -> String {
        let kept = usize::try_from(day + EARLIER)
            .ok()
            .and_then(|place| self.days.get(place));
        kept.map_or_else(|| self.of.horizon.date(day).to_string(), Clone::clone)
    }

    /// An instant, local time.
    pub(super) fn time(&self, at: At) -> String {
        let minutes = at.rem_euclid(DAY);
        format!(
            "{} {:02}:{:02}",
            self.day(at.div_euclid(DAY) as Day),
            minutes / 60,
            minutes % 60
        )
    }

    /// A person's key; nothing for nobody.
    pub(super) fn person(&self, person: Option<usize>) -> String {
        person.map_or_else(String::new, |person| self.of.people[person].key.clone())
    }
}

/// What the tracker calls a squad; nothing for nobody's.
pub(super) fn squad(squad: Option<usize>) -> String {
    squad.map_or_else(String::new, |squad| SQUADS[squad].name.to_owned())
}

/// Quarter hours as hours.
pub(super) fn hours(quarters: i32) -> String {
    (f64::from(quarters) / 4.0).to_string()
}

/// Yes or no.
pub(super) fn yes(yes: bool) -> String {
    if yes { "yes" } else { "no" }.to_owned()
}
