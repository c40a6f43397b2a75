//! What real trackers are full of: corrections, typing errors, tickets nobody knows, hours nobody owns.

use super::calendar::{Day, day_of, workday};
use super::chance::Chance;
use super::company::{SQUADS, Story};
use super::simulation::{Simulation, Worklog};
use serde::Serialize;

/// What was done to the data, and how often: what data quality has to find.
#[derive(Debug, Default, Serialize)]
pub(super) struct Quirks {
    /// Worklogs with negative time.
    pub(super) negative_worklogs: usize,
    /// Worklogs on tickets that the tracker does not know.
    pub(super) unknown_ticket_worklogs: usize,
    /// Worklogs by somebody without a membership on tickets without a squad.
    pub(super) unattributed_worklogs: usize,
    /// Their hours.
    pub(super) unattributed_hours: f64,
    /// Worklogs dated in the future.
    pub(super) future_worklogs: usize,
    /// Days with more than 24 hours by one person.
    pub(super) days_over_24_hours: usize,
    /// Worklogs on a Saturday.
    pub(super) saturday_worklogs: usize,
}

/// Somebody from outside who logs and whom no list of people knows.
const OUTSIDER: &str = "x9001";

/// Spoils the worklogs a little, and puts them in the order of days.
pub(super) fn spoil(of: &mut Simulation<'_>, seed: u64) -> Quirks {
    let mut chance = Chance::new(seed, 6);
    let mut quirks = Quirks::default();
    forget_tickets(of, &mut quirks, &mut chance);
    mistype(of, &mut quirks);
    work_on_saturdays(of, &mut quirks, &mut chance);
    correct(of, &mut quirks, &mut chance);
    log_from_outside(of, &mut quirks, &mut chance);
    log_tomorrow(of, &mut quirks);
    of.worklogs.sort_by_key(|worklog| worklog.day);
    quirks
}

/// Whether a worklog is other work of somebody in one squad only, of which no story is told.
fn is_calm(of: &Simulation<'_>, worklog: &Worklog) -> bool {
    let calm = worklog
        .squad
        .is_some_and(|squad| SQUADS[squad].story == Story::Calm);
    let alone = matches!(worklog.person, Ok(person) if of.people[person].is_in_one_squad(worklog.day));
    calm && alone && matches!(worklog.ticket, Ok(ticket) if !of.tickets[ticket].is_maintenance)
}

/// Tickets of a tracker that was switched off.
fn forget_tickets(of: &mut Simulation<'_>, quirks: &mut Quirks, chance: &mut Chance) {
    for number in 0..100 {
        let place = chance.below(of.worklogs.len());
        if is_calm(of, &of.worklogs[place]) && of.worklogs[place].quarters <= 16 {
            of.worklogs[place].ticket = Err(format!("OLD-{}", 100 + number * 7));
            quirks.unknown_ticket_worklogs += 1;
        }
    }
}

/// 27.5 hours instead of 2.75.
fn mistype(of: &mut Simulation<'_>, quirks: &mut Quirks) {
    let middle = of.worklogs.len() / 2;
    let found = (middle..of.worklogs.len())
        .find(|place| of.worklogs[*place].quarters == 11 && is_calm(of, &of.worklogs[*place]));
    if let Some(place) = found {
        of.worklogs[place].quarters = 110;
        quirks.days_over_24_hours = 1;
    }
}

/// Some work that was done on a Friday was done on the day after, on a ticket that was still open.
fn work_on_saturdays(of: &mut Simulation<'_>, quirks: &mut Quirks, chance: &mut Chance) {
    for place in 0..of.worklogs.len() {
        let Worklog { day, quarters, .. } = of.worklogs[place];
        let (Ok(person), Ok(ticket)) = (&of.worklogs[place].person, &of.worklogs[place].ticket) else {
            continue;
        };
        let can = day % 7 == 4 && quarters < 40 && day + 1 < of.horizon.today;
        let may = of.people[*person].is_in_one_squad(day + 1) && of.tickets[*ticket].is_alive_on(day + 1);
        if can && may && chance.holds(0.004) {
            of.worklogs[place].day += 1;
            quirks.saturday_worklogs += 1;
        }
    }
}

/// Corrections are worklogs of their own, with negative time.
fn correct(of: &mut Simulation<'_>, quirks: &mut Quirks, chance: &mut Chance) {
    for place in 0..of.worklogs.len() {
        if of.worklogs[place].quarters >= 6 && chance.holds(0.0005) {
            let mut correction = of.worklogs[place].clone();
            correction.quarters = -chance.between(1, 4);
            of.worklogs.push(correction);
            quirks.negative_worklogs += 1;
        }
    }
}

/// Somebody from outside works on wishes that belong to nobody.
fn log_from_outside(of: &mut Simulation<'_>, quirks: &mut Quirks, chance: &mut Chance) {
    for ticket in 0..of.tickets.len() {
        if of.tickets[ticket].squad.is_some() || of.tickets[ticket].is_maintenance {
            continue;
        }
        let day = workday(day_of(of.tickets[ticket].created) + chance.between(1, 5));
        if day < of.horizon.today && of.tickets[ticket].is_alive_on(day) {
            let quarters = chance.between(2, 10);
            of.worklogs.push(outside(ticket, day, quarters));
            quirks.unattributed_worklogs += 1;
            quirks.unattributed_hours += f64::from(quarters) / 4.0;
        }
    }
}

fn outside(ticket: usize, day: Day, quarters: i32) -> Worklog {
    Worklog {
        ticket: Ok(ticket),
        person: Err(OUTSIDER.to_owned()),
        squad: None,
        day,
        quarters,
        is_billable: false,
    }
}

/// Two people log their holidays in advance, on the team's ticket.
fn log_tomorrow(of: &mut Simulation<'_>, quirks: &mut Quirks) {
    let calm = |worklog: &&Worklog| {
        let open = matches!(worklog.ticket, Ok(ticket) if of.tickets[ticket].status.is_open());
        open && is_calm(of, worklog)
    };
    let mut early: Vec<_> = of.worklogs.iter().rev().filter(calm).take(2).cloned().collect();
    for (place, worklog) in early.iter_mut().enumerate() {
        worklog.day = of.horizon.today + 2 + place as Day;
        worklog.quarters = 4;
        quirks.future_worklogs += 1;
    }
    of.worklogs.extend(early);
}
