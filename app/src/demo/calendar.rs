//! The two years of the demo, day by day, and when people are away.

use super::chance::Chance;
use super::company::SQUADS;
use super::people::{Person, Place};
use chrono::{Datelike, Days, NaiveDate};
use model::calendar::Calendar;
use model::config::Config;
use model::ids::SquadId;
use model::records::CalendarDayRecord;
use model::time::{Seconds, Week};
use std::collections::BTreeMap;

/// A day, counted from the first Monday; negative before it.
pub(super) type Day = i32;

/// A minute, local time, counted from the first Monday's midnight.
pub(super) type At = i64;

/// Minutes of a day.
pub(super) const DAY: At = 24 * 60;

/// Closed weeks that are told.
pub(super) const WEEKS: usize = 104;

/// From when to when the demo is told: 104 closed weeks, and the running one up to yesterday.
#[derive(Debug, Clone, Copy)]
pub(super) struct Horizon {
    first: NaiveDate,
    /// Today, the first day of which nothing is known.
    pub(super) today: Day,
}

impl Horizon {
    /// The two years before a day.
    pub(super) fn before(today: NaiveDate) -> Self {
        let first = Week::of(today).plus(-(WEEKS as i64)).monday();
        Self {
            first,
            today: (today - first).num_days() as Day,
        }
    }

    /// A day as a date.
    pub(super) fn date(&self, day: Day) -> NaiveDate {
        self.first + chrono::Duration::days(i64::from(day))
    }

    /// A date as a day.
    pub(super) fn day(&self, date: NaiveDate) -> Day {
        (date - self.first).num_days() as Day
    }

    /// The week of so many weeks ago: 0 is the last closed one.
    pub(super) fn week_ago(&self, weeks: usize) -> Week {
        Week::of(self.first).plus((WEEKS - 1) as i64 - weeks as i64)
    }
}

/// The place of a day's week, from 0 to [`WEEKS`].
pub(super) fn week_of(day: Day) -> usize {
    (day.max(0) / 7) as usize
}

/// The same day, or the Monday after a weekend.
pub(super) fn workday(day: Day) -> Day {
    match day.rem_euclid(7) {
        5 => day + 2,
        6 => day + 1,
        _ => day,
    }
}

/// The day of an instant.
pub(super) fn day_of(at: At) -> Day {
    at.div_euclid(DAY) as Day
}

/// How long somebody is away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Away {
    /// The whole day.
    Day,
    /// 3.5 hours.
    Half,
}

/// Working time and absences of everybody.
pub(super) struct Calendars {
    /// Quarter hours of a working day, by squad and day.
    working: Vec<Vec<i32>>,
    /// Days that differ from the calendar of `plimsoll.toml`.
    pub(super) special: Vec<CalendarDayRecord>,
    /// Who is away, by person.
    pub(super) away: Vec<BTreeMap<Day, Away>>,
}

impl Calendars {
    /// Works out every working day, and draws everybody's absences.
    pub(super) fn new(
        config: &Config,
        horizon: &Horizon,
        people: &[Person],
        seed: u64,
    ) -> anyhow::Result<Self> {
        let special = short_days(horizon);
        let calendar = Calendar::new(config, &special);
        let mut working = Vec::new();
        for squad in SQUADS {
            let id = SquadId::new(squad.id)?;
            let quarters = |day| (calendar.working_time(&id, horizon.date(day)).0 / 900) as i32;
            working.push((0..horizon.today).map(quarters).collect());
        }
        let mut calendars = Self {
            working,
            special,
            away: Vec::new(),
        };
        let mut chance = Chance::new(seed, 2);
        for person in people {
            let away = calendars.draw_absences(person, horizon, &mut chance);
            calendars.away.push(away);
        }
        Ok(calendars)
    }

    /// Quarter hours of a squad's working day: 0 on a free day.
    pub(super) fn working(&self, squad: usize, day: Day) -> i32 {
        usize::try_from(day)
            .ok()
            .and_then(|day| self.working[squad].get(day))
            .copied()
            .unwrap_or(0)
    }

    /// Quarter hours a person has for one of their squads on a day.
    pub(super) fn available(&self, person: usize, places: &[Place], place: &Place, day: Day) -> i32 {
        let working = f64::from(self.working(place.squad, day));
        let all: f64 = places
            .iter()
            .filter(|other| other.holds_on(day))
            .map(|other| other.allocation)
            .sum();
        let away = match self.away[person].get(&day) {
            None => 0.0,
            Some(Away::Half) => 14.0_f64.min(working),
            Some(Away::Day) => return 0,
        };
        let quarters = working * place.allocation - away * place.allocation / all.max(place.allocation);
        quarters.max(0.0).round() as i32
    }

    /// Some weeks in summer, some days around Christmas, single days in between.
    fn draw_absences(&self, person: &Person, horizon: &Horizon, chance: &mut Chance) -> BTreeMap<Day, Away> {
        let mut away = BTreeMap::new();
        let (first, last) = (horizon.date(0).year() - 1, horizon.date(horizon.today).year());
        for year in first..=last {
            let on = |month, day| NaiveDate::from_ymd_opt(year, month, day).map(|date| horizon.day(date));
            let (Some(july), Some(december)) = (on(7, 1), on(12, 18)) else {
                continue;
            };
            let summer = workday(july + chance.between(0, 45));
            for day in summer..summer + chance.between(10, 19) {
                self.leave(person, day, Away::Day, &mut away);
            }
            let christmas = workday(december + chance.between(0, 8));
            for day in christmas..christmas + chance.between(3, 9) {
                self.leave(person, day, Away::Day, &mut away);
            }
            for _ in 0..chance.between(7, 11) {
                let day = july - 181 + chance.between(0, 364);
                let long = if chance.holds(0.15) { 3 } else { 1 };
                let part = if chance.holds(0.25) { Away::Half } else { Away::Day };
                for day in day..day + long {
                    self.leave(person, day, part, &mut away);
                }
            }
        }
        away
    }

    /// Nobody takes leave on a free day, or where they do not work.
    fn leave(&self, person: &Person, day: Day, part: Away, away: &mut BTreeMap<Day, Away>) {
        let working = person
            .places
            .iter()
            .filter(|place| place.holds_on(day))
            .map(|place| self.working(place.squad, day))
            .max();
        if working.is_some_and(|quarters| quarters > 14 || (quarters > 0 && part == Away::Day)) {
            away.insert(day, part);
        }
    }
}

/// The afternoons before Christmas and New Year are free, for everybody.
fn short_days(horizon: &Horizon) -> Vec<CalendarDayRecord> {
    let end = horizon.date(horizon.today) + Days::new(31);
    horizon
        .date(0)
        .iter_days()
        .take_while(|date| *date < end)
        .filter(|date| {
            date.month() == 12 && matches!(date.day(), 24 | 31) && date.weekday().num_days_from_monday() < 5
        })
        .map(|day| CalendarDayRecord {
            squad: None,
            day,
            seconds: Seconds(14 * 900),
        })
        .collect()
}
