//! Which rows there are: each a function of the seed and its number.

use chrono::{Datelike, Days, NaiveDate};

/// Squads, five in each of eight tribes.
pub(super) const SQUADS: u64 = 40;
/// Tribes.
pub(super) const TRIBES: u64 = 8;
/// People, twenty in each squad.
pub(super) const PEOPLE: u64 = 800;
/// Days of five years, 2021 to 2025.
pub(super) const DAYS: u64 = 1826;
/// Days of the last two months.
const RECENT: u64 = 61;

/// A ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ticket {
    pub(super) number: u64,
    pub(super) squad: u64,
    pub(super) kind: &'static str,
    pub(super) created: u64,
    pub(super) started: Option<u64>,
    pub(super) resolved: Option<u64>,
    /// Minute of the day it was created.
    pub(super) minute: u64,
    /// Estimated hours.
    pub(super) estimate: Option<u64>,
}

/// A worklog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Worklog {
    pub(super) ticket: u64,
    pub(super) person: u64,
    pub(super) day: u64,
    pub(super) minutes: u64,
}

/// Everything there is.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) tickets: u64,
    worklogs: u64,
    seed: u64,
    /// Worklogs before each day, and all of them at the end.
    before: Vec<u64>,
    dates: Vec<String>,
    /// Mean minutes of a worklog, so that people log about 6.5 hours a day.
    minutes: u64,
}

impl Plan {
    /// So many tickets and worklogs.
    pub(super) fn new(tickets: u64, worklogs: u64, seed: u64) -> Self {
        let first = NaiveDate::default().with_year(2021).unwrap_or_default();
        let dates: Vec<_> = (0..DAYS).map(|day| first + Days::new(day)).collect();
        // Most on working days, a little on weekends.
        let weight = |date: &NaiveDate| {
            if date.weekday().num_days_from_monday() < 5 {
                100
            } else {
                1_u128
            }
        };
        let all: u128 = dates.iter().map(weight).sum();
        let mut sum = 0_u128;
        let mut before = vec![0];
        for date in &dates {
            sum += weight(date);
            before.push((u128::from(worklogs) * sum / all) as u64);
        }
        let person_days = PEOPLE * 1300;
        Self {
            tickets,
            worklogs,
            seed,
            before,
            dates: dates.iter().map(ToString::to_string).collect(),
            minutes: (390 * person_days / worklogs.max(1)).clamp(10, 300),
        }
    }

    /// A day as a date.
    pub(super) fn date(&self, day: u64) -> &str {
        &self.dates[day.min(DAYS - 1) as usize]
    }

    /// A draw that depends on the seed, what is drawn, and a number.
    fn draw(&self, what: u64, number: u64) -> u64 {
        mix(mix(self.seed ^ (what << 56)) ^ number)
    }

    /// The squad of a person on a day; and, for those who moved, since when it has been.
    pub(super) fn places(&self, person: u64) -> (u64, Option<(u64, u64)>) {
        let squad = person % SQUADS;
        let moved = (person % 10 == 7).then(|| {
            let day = 200 + self.draw(1, person) % (DAYS - 400);
            ((squad + 1) % SQUADS, day)
        });
        (squad, moved)
    }

    fn squad_of(&self, person: u64, day: u64) -> u64 {
        match self.places(person) {
            (_, Some((squad, since))) if day >= since => squad,
            (squad, _) => squad,
        }
    }

    /// The first ticket of a block of [`SQUADS`] tickets has a squad of its own draw; the others follow.
    fn turn(&self, block: u64) -> u64 {
        self.draw(2, block) % SQUADS
    }

    /// A ticket by its number, from 0.
    pub(super) fn ticket(&self, number: u64) -> Ticket {
        let draw = self.draw(3, number);
        let squad = (number + self.turn(number / SQUADS)) % SQUADS;
        let created = self.created(number);
        let started = created + draw % 5;
        let resolved = started + 1 + (draw >> 8) % 30;
        let is_open = (draw >> 16).is_multiple_of(50);
        Ticket {
            number,
            squad,
            kind: kind(squad, created, (draw >> 24) % 1000),
            created,
            started: (started < DAYS).then_some(started),
            resolved: (resolved < DAYS && !is_open).then_some(resolved),
            minute: 420 + (draw >> 36) % 600,
            estimate: (!(draw >> 46).is_multiple_of(3)).then_some(1 + (draw >> 48) % 40),
        }
    }

    fn created(&self, number: u64) -> u64 {
        (u128::from(number) * u128::from(DAYS) / u128::from(self.tickets)) as u64
    }

    /// A ticket of a squad that was created a while before a day, or nearly so where there are few tickets.
    fn ticket_of(&self, squad: u64, day: u64, draw: u64) -> u64 {
        let created = day.saturating_sub(draw % 24);
        let near = (u128::from(self.tickets) * u128::from(created) / u128::from(DAYS)) as u64;
        let per_day = self.tickets / DAYS;
        let block = (near + (draw >> 8) % per_day.max(1)) / SQUADS;
        let number = block * SQUADS + (squad + SQUADS - self.turn(block)) % SQUADS;
        number.min(self.tickets - 1)
    }

    /// The day of a worklog.
    fn day_of(&self, number: u64) -> u64 {
        self.before
            .partition_point(|before| *before <= number)
            .saturating_sub(1) as u64
    }

    /// A worklog by its number, from 0.
    pub(super) fn worklog(&self, number: u64) -> Worklog {
        let draw = self.draw(4, number);
        let day = self.day_of(number);
        let person = draw % PEOPLE;
        let own = self.squad_of(person, day);
        let elsewhere = (draw >> 12).is_multiple_of(20);
        let squad = if elsewhere { (draw >> 17) % SQUADS } else { own };
        Worklog {
            ticket: self.ticket_of(squad, day, mix(draw)),
            person,
            day,
            minutes: (self.minutes / 2 + (draw >> 32) % self.minutes).max(1),
        }
    }

    /// So many worklogs of the last two months, spread evenly; all of them where there are fewer.
    pub(super) fn recent(&self, many: u64) -> impl Iterator<Item = u64> + use<> {
        let first = self.before[(DAYS - RECENT) as usize];
        let there = self.worklogs - first;
        let many = many.min(there);
        (0..many).map(move |place| first + (u128::from(place) * u128::from(there) / u128::from(many)) as u64)
    }
}

/// The type of a ticket: squads differ in maintenance, and drift over the years.
fn kind(squad: u64, day: u64, draw: u64) -> &'static str {
    let drift = ((day + squad * 97) % 800).abs_diff(400) / 4;
    let maintenance = 120 + squad * 7 + drift;
    if draw < maintenance {
        ["Bug", "Bug", "Support request", "Ops task", "Incident"][(draw % 5) as usize]
    } else {
        [
            "Story",
            "Story",
            "Improvement",
            "Tooling",
            "Story",
            "Improvement",
            "Meeting",
        ][(draw % 7) as usize]
    }
}

/// The finaliser of splitmix64: every bit of the input changes every bit of the output.
fn mix(value: u64) -> u64 {
    let value = value.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}
