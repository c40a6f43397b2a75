//! Person-days, part by part (section 5 of the book, "No time logs?"): a pure walk over runs, places and free days.
//!
//! | what | rule |
//! |---|---|
//! | person-day | a person, and a working day on which they had at least one ticket in `active` |
//! | working day | one on which any of the person's squads works; without a squad, any of the tickets' squads |
//! | a ticket's part | 1 / tickets the person had that day, in whole millionths that add up to the day |
//! | whose part | as an hour's logged that day: the ticket's squad if the person is in it, else the person's squads |
//!
//! Worked: on a Tuesday somebody has three tickets in `active`, two of them bugs: 666,666 millionths of the day are
//! maintenance. The week's other four days were on one story: the week's share is 0.67 of 5 days, 13 %.
//!
//! Blind spots: a ticket that was left in `active` counts on every working day until today; nobody's day off is
//! known here but free days of the calendar; tickets without an assignee are nobody's.

use crate::facts::activity::ActiveRow;
use crate::symbols::{Symbol, Symbols};
use chrono::{Datelike, Days, NaiveDate, Weekday};
use model::activity::{part_of_day, squads_of_part};
use model::ids::{PersonId, SquadId};
use model::people::Memberships;
use std::collections::{HashMap, HashSet};

/// When squads work, and who is in them.
#[derive(Debug, Default)]
pub(crate) struct Places {
    pub(crate) memberships: Memberships,
    /// By squad; `unattributed` stands for squads that are not there. Nothing at all: weekends are free.
    pub(crate) free: HashMap<String, HashSet<NaiveDate>>,
}

impl Places {
    fn works(&self, squad: &str, day: NaiveDate) -> bool {
        let own = self.free.get(squad);
        match own.or_else(|| self.free.get(SquadId::unattributed().as_str())) {
            Some(free) => !free.contains(&day),
            None => !matches!(day.weekday(), Weekday::Sat | Weekday::Sun),
        }
    }

    /// Whether a day is a working day of a person with some tickets.
    fn is_worked(&self, person: PersonId, day: NaiveDate, tickets: &[(&ActiveRow, &SquadId)]) -> bool {
        let mut places = self.memberships.on(person, day).peekable();
        if places.peek().is_some() {
            return places.any(|place| self.works(place.squad.as_str(), day));
        }
        tickets.iter().any(|(_, squad)| self.works(squad.as_str(), day))
    }
}

/// A part of a person-day.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Piece<'a> {
    pub(crate) run: &'a ActiveRow,
    pub(crate) day: NaiveDate,
    /// Whose it is.
    pub(crate) squad: &'a SquadId,
    /// Millionths of a person-day.
    pub(crate) micros: i64,
}

/// Walks over the parts of all person-days up to today, person by person and day by day.
pub(crate) fn walk(
    runs: &[ActiveRow],
    places: &Places,
    symbols: &Symbols,
    today: NaiveDate,
    mut visit: impl FnMut(Piece<'_>),
) {
    let squads = squads_of(runs, symbols);
    let mut order: Vec<(&ActiveRow, &SquadId)> = runs
        .iter()
        .filter_map(|run| Some((run, squads.get(&run.squad)?)))
        .collect();
    order.sort_unstable_by_key(|(run, _)| (run.person, run.first, run.ticket));
    for runs in order.chunk_by(|a, b| a.0.person == b.0.person) {
        of_person(runs, places, today, &mut visit);
    }
}

fn squads_of(runs: &[ActiveRow], symbols: &Symbols) -> HashMap<Symbol, SquadId> {
    let mut squads = HashMap::new();
    for run in runs {
        if !squads.contains_key(&run.squad)
            && let Ok(squad) = SquadId::new(&*symbols.name(run.squad))
        {
            squads.insert(run.squad, squad);
        }
    }
    squads
}

/// The runs of one person, by first day.
fn of_person(
    runs: &[(&ActiveRow, &SquadId)],
    places: &Places,
    today: NaiveDate,
    visit: &mut impl FnMut(Piece<'_>),
) {
    let mut waiting = runs.iter().peekable();
    let mut active: Vec<(&ActiveRow, &SquadId)> = Vec::new();
    let Some((first, _)) = runs.first() else { return };
    let mut day = first.first;
    while day <= today {
        while let Some(run) = waiting.next_if(|(run, _)| run.first <= day) {
            active.push(*run);
            active.sort_unstable_by_key(|(run, _)| run.ticket);
        }
        active.retain(|(run, _)| run.last.is_none_or(|last| day <= last));
        match (active.first(), waiting.peek()) {
            (None, None) => return,
            (None, Some((next, _))) => {
                day = next.first;
                continue;
            }
            (Some((run, _)), _) if places.is_worked(run.person, day, &active) => {
                of_day(&active, places, day, visit);
            }
            _ => {}
        }
        day = day + Days::new(1);
    }
}

fn of_day(
    active: &[(&ActiveRow, &SquadId)],
    places: &Places,
    day: NaiveDate,
    visit: &mut impl FnMut(Piece<'_>),
) {
    for (place, (run, squad)) in active.iter().enumerate() {
        let part = part_of_day(place, active.len());
        for (squad, micros) in squads_of_part(part, run.person, day, squad, &places.memberships) {
            visit(Piece {
                run,
                day,
                squad: &squad,
                micros,
            });
        }
    }
}
