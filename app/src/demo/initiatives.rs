//! What squads promise for a quarter, what they need from others for it, and what becomes of it.

use super::calendar::{At, DAY, Day, Horizon, day_of, workday};
use super::chance::Chance;
use super::company::SQUADS;
use super::simulation::Simulation;
use super::tickets::{Kind, Leg, Status, Ticket};
use chrono::{Months, NaiveDate};
use model::records::DependencyState;
use model::time::{Grain, Period};

/// A promise of a squad for a quarter.
#[derive(Debug, Clone)]
pub(super) struct Initiative {
    /// Its squad.
    pub(super) squad: usize,
    /// Its name.
    pub(super) name: String,
    /// The quarter it was planned in.
    pub(super) quarter: Period,
    /// Its planned first day.
    pub(super) start: Day,
    /// The day it was accepted in planning.
    pub(super) committed: Day,
    /// The day that was promised then.
    pub(super) baseline: Day,
    /// When the promise moved, and to which day.
    pub(super) moved: Option<(Day, Day)>,
    /// The day it was given up.
    pub(super) dropped: Option<Day>,
    /// Estimated hours.
    pub(super) hours: f64,
    /// Expected impact, 1 to 10.
    pub(super) impact: i32,
    /// When its stories are written: day and how many.
    pub(super) stories: Vec<(Day, usize)>,
    /// What it needs from others.
    pub(super) needs: Vec<Need>,
    /// A squad that will have to help although nobody asked.
    pub(super) undeclared: Option<usize>,
    /// Its epic among the tickets.
    pub(super) epic: usize,
    /// When its last ticket was done.
    pub(super) delivered: Option<At>,
}

/// What an initiative needs from another squad.
#[derive(Debug, Clone)]
pub(super) struct Need {
    /// Who provides it.
    pub(super) provider: usize,
    /// What.
    pub(super) what: &'static str,
    /// By when.
    pub(super) by: Day,
    /// When it was declared.
    pub(super) declared: Day,
    /// How far it has come.
    pub(super) state: DependencyState,
    /// Since when.
    pub(super) since: Day,
}

/// Quarters told.
const QUARTERS: i32 = 8;

const THEMES: [&str; 15] = [
    "self-service",
    "simpler set-up",
    "faster runs",
    "mobile first",
    "audit trail",
    "bulk changes",
    "partner connections",
    "manager's view",
    "smart reminders",
    "new engine",
    "multi-company",
    "open interface",
    "guided corrections",
    "archive",
    "dashboards",
];

const NEEDS: [&str; 6] = [
    "a new event on the bus",
    "an interface for reading",
    "a field in the record",
    "a permission",
    "a nightly export",
    "a calculation rule",
];

/// Draws 60 initiatives over 8 quarters, the running one included: 7 or 8 squads promise one each quarter.
pub(super) fn initiatives(horizon: &Horizon, seed: u64) -> Vec<Initiative> {
    let mut chance = Chance::new(seed, 5);
    let running = running_quarter(horizon).first_day();
    let mut all = Vec::new();
    for place in 0..QUARTERS {
        let back = Months::new((QUARTERS - 1 - place) as u32 * 3);
        let quarter = Period::of(Grain::Quarter, running - back);
        let many = 7 + (place as usize) % 2;
        for turn in 0..many {
            let squad = (place as usize * 5 + turn * 9) % SQUADS.len();
            let number = all.len();
            all.push(draw(squad, number, quarter, horizon, &mut chance));
        }
    }
    crowd(&mut all, running_quarter(horizon), horizon);
    all
}

fn running_quarter(horizon: &Horizon) -> Period {
    Period::of(Grain::Quarter, horizon.date(horizon.today))
}

/// Squads that on the last working day promised more for the next weeks than they can do: the place of their promise
/// in the running quarter, and what its new stories take of four weeks, as a fraction.
const CROWDED: [(usize, f64); 3] = [(0, 0.85), (2, 0.4), (4, 0.75)];

/// Hours of somebody in four weeks, and what a story is estimated at, without those that have no estimate.
const FOUR_WEEKS: f64 = 133.0;
const STORY: f64 = 28.0;

/// Some promises of the running quarter get more stories at the last moment, and a day within the next weeks.
fn crowd(all: &mut [Initiative], running: Period, horizon: &Horizon) {
    let last = (0..horizon.today).rev().find(|day| day % 7 < 5).unwrap_or(0);
    let mut promises: Vec<_> = all.iter_mut().filter(|of| of.quarter == running).collect();
    for (place, fraction) in CROWDED {
        let Some(of) = promises.get_mut(place).filter(|of| of.dropped.is_none()) else {
            continue;
        };
        let hours = SQUADS[of.squad].size as f64 * FOUR_WEEKS * fraction;
        of.stories.push((last, (hours / STORY).round() as usize));
        of.moved = Some((last, workday(horizon.today + 12 + place as Day)));
    }
}

fn draw(squad: usize, number: usize, quarter: Period, horizon: &Horizon, chance: &mut Chance) -> Initiative {
    let first = horizon.day(quarter.first_day());
    let last = horizon.day(quarter.last_day());
    let start = workday(first + chance.between(1, 12));
    let baseline = workday(last - chance.between(3, 20));
    let weeks = f64::from(baseline - start) / 7.0;
    // What a squad has for its promise: its people's hours less ordinary maintenance and everything else.
    let hours = SQUADS[squad].size as f64 * 26.0 * 0.48 * weeks * chance.within(0.6, 1.05);
    let stories = ((hours / 34.0).round() as usize).max(6);
    let early = stories * 3 / 4;
    let late = stories - early + usize::from(chance.holds(0.3)) * stories / 3;
    let moved = chance.holds(0.3).then(|| {
        let day = workday(first + chance.between(40, 75));
        (day, workday(baseline + chance.between(10, 40)))
    });
    let component = SQUADS[squad].components[number % SQUADS[squad].components.len()];
    let dropped = (number % 23 == 9)
        .then_some(workday(first + 55))
        .filter(|day| *day < horizon.today);
    Initiative {
        squad,
        name: format!(
            "{component}: {}",
            THEMES[(number * 4 + number / 15) % THEMES.len()]
        ),
        quarter,
        start,
        committed: workday(first - chance.between(8, 14)),
        baseline,
        moved: moved.filter(|(day, _)| (0..horizon.today).contains(day) && dropped.is_none()),
        dropped,
        hours,
        impact: chance.between(1, 10),
        stories: vec![
            (start.max(0), early),
            (start.max(0) + chance.between(15, 40), late),
        ],
        needs: needs(squad, number, start, baseline, horizon, chance),
        undeclared: (number % 10 == 3).then_some((squad + 6) % SQUADS.len()),
        epic: 0,
        delivered: None,
    }
}

/// Up to two declared needs; most are accepted and delivered, some late, some never answered.
fn needs(
    squad: usize,
    number: usize,
    start: Day,
    due: Day,
    horizon: &Horizon,
    chance: &mut Chance,
) -> Vec<Need> {
    (0..number % 3)
        .map(|place| {
            let by = workday(start + (due - start) / 3 + chance.between(0, 21));
            let declared = workday(start - chance.between(5, 30));
            let delivered = workday(by + chance.between(-12, 16));
            let state = match chance.weighted(&[0.72, 0.12, 0.08, 0.08]) {
                0 if delivered < horizon.today => (DependencyState::Delivered, delivered),
                0 | 1 => (
                    DependencyState::Accepted,
                    workday(declared + chance.between(2, 12)),
                ),
                2 => (
                    DependencyState::Refused,
                    workday(declared + chance.between(2, 12)),
                ),
                _ => (DependencyState::Proposed, declared),
            };
            Need {
                provider: (squad + 3 + place * 4) % SQUADS.len(),
                what: NEEDS[(number + place) % NEEDS.len()],
                by,
                declared,
                state: state.0,
                since: state.1.min(horizon.today - 1),
            }
        })
        .collect()
}

impl Initiative {
    /// The promised day, as it is now.
    pub(super) fn due(&self) -> Day {
        self.moved.map_or(self.baseline, |(_, day)| day)
    }

    /// Its key in the tracker, by its place.
    pub(super) fn key(place: usize) -> String {
        format!("INIT-{}", place + 1)
    }
}

impl Simulation<'_> {
    /// Every initiative is an epic in the tracker, with the history of its promised day.
    pub(super) fn open_epics(&mut self) {
        for place in 0..self.initiatives.len() {
            let of = self.initiatives[place].clone();
            let leg = Leg {
                squad: Some(of.squad),
                quarters: 0,
            };
            let at = |day: Day, hour: At| At::from(day) * DAY + hour * 60;
            let mut epic =
                Ticket::new(Kind::Epic, vec![leg], at(of.committed - 21, 10)).starting(Status::ToDo);
            epic.title.clone_from(&of.name);
            epic.component = SQUADS[of.squad].components.first().copied();
            epic.initiative = Some(place);
            epic.estimate = Some((of.hours * 4.0) as i32);
            epic.promise(at(of.committed, 11), Some(of.baseline));
            if of.start < 0 {
                epic.set_status(at(of.start, 9).max(epic.last() + 1), Status::InProgress);
            }
            self.initiatives[place].epic = self.add(epic);
        }
    }

    /// What initiatives bring on a day: stories to be done, or their end.
    pub(super) fn plan_initiatives(&mut self, day: Day) {
        for place in 0..self.initiatives.len() {
            let of = self.initiatives[place].clone();
            if of.dropped == Some(day) {
                self.drop_initiative(place, day);
            }
            if of.dropped.is_some_and(|dropped| dropped <= day) {
                continue;
            }
            for (batch, (_, many)) in of.stories.iter().enumerate().filter(|(_, (on, _))| *on == day) {
                for _ in 0..*many {
                    let ticket = self.promise(of.squad, place, Kind::Story, 34.0, day);
                    self.desks[of.squad].promised.push_back(ticket);
                }
                if let (Some(helper), 0) = (of.undeclared, batch) {
                    // The owner's ticket, done by the other squad's people.
                    let ticket = self.promise(of.squad, place, Kind::Story, 40.0, day);
                    self.desks[helper].pool.push_front(ticket);
                }
            }
            self.move_epic(place, &of, day);
        }
    }

    /// The epic is started, and promised for a later day where work is left.
    fn move_epic(&mut self, place: usize, of: &Initiative, day: Day) {
        let at = At::from(day) * DAY;
        if of.start == day {
            self.change(of.epic, |epic| {
                epic.set_status(epic.after(at + 9 * 60), Status::InProgress)
            });
        }
        if let Some((_, due)) = of.moved.filter(|(on, _)| *on == day) {
            let own = |ticket: &&Ticket| ticket.initiative == Some(place) && ticket.kind != Kind::Epic;
            if self
                .tickets
                .iter()
                .filter(own)
                .any(|ticket| ticket.status.is_open())
            {
                self.change(of.epic, |epic| epic.promise(at + 15 * 60, Some(due)));
            } else {
                self.initiatives[place].moved = None;
            }
        }
    }

    fn promise(&mut self, squad: usize, place: usize, kind: Kind, hours: f64, day: Day) -> usize {
        let ticket = self.wish(squad, kind, hours, day);
        self.tickets[ticket].initiative = Some(place);
        ticket
    }

    fn drop_initiative(&mut self, place: usize, day: Day) {
        let epic = self.initiatives[place].epic;
        for ticket in 0..self.tickets.len() {
            let of = &self.tickets[ticket];
            let waits = matches!(of.status, Status::New | Status::InTriage | Status::ToDo);
            if of.initiative == Some(place) && (ticket == epic || waits) {
                let at = self.moment(day, 10, 11);
                self.change(ticket, |ticket| {
                    ticket.set_status(ticket.after(at), Status::WontDo)
                });
            }
        }
    }

    /// An initiative is delivered when its last ticket is done.
    pub(super) fn close_epics(&mut self) {
        for place in 0..self.initiatives.len() {
            let of = self.initiatives[place].clone();
            let tickets = self.tickets.iter().enumerate();
            let others: Vec<_> = tickets
                .filter(|(ticket, other)| other.initiative == Some(place) && *ticket != of.epic)
                .map(|(_, other)| other)
                .collect();
            let open = others.iter().any(|other| other.status.is_open());
            let last = others.iter().filter_map(|other| other.done_at()).max();
            let all_written = of.stories.iter().all(|(day, _)| *day < self.horizon.today);
            if let (Some(last), false, true, None) = (last, open, all_written, of.dropped) {
                self.change(of.epic, |epic| {
                    epic.set_status(epic.after(last + 30), Status::Done)
                });
                self.initiatives[place].delivered = Some(self.tickets[of.epic].last());
            }
        }
    }

    /// Whether an initiative was delivered after the day it was promised for.
    pub(super) fn is_late(&self, place: usize) -> bool {
        let of = &self.initiatives[place];
        let day = of.delivered.map_or(self.horizon.today, day_of);
        of.dropped.is_none() && day > of.baseline
    }
}

/// A quarter's first day, for what is paid by the quarter.
pub(super) fn quarters(horizon: &Horizon) -> Vec<NaiveDate> {
    let running = running_quarter(horizon).first_day();
    (0..QUARTERS as u32)
        .rev()
        .map(|back| running - Months::new(back * 3))
        .collect()
}
