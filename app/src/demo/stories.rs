//! The hidden stories: what each squad's weeks are planned to look like.
//!
//! A plan says which share of the logged hours is maintenance; [`super::work`] keeps to it to the quarter of an
//! hour. Noise is autocorrelated, as real weeks are, and is kept away from the lines where a story crosses one:
//! so the week in which a spell starts is known, and a test can ask for it.

use super::calendar::{Horizon, WEEKS};
use super::chance::Chance;
use super::company::{SQUADS, Story};
use chrono::Datelike;
use std::ops::RangeInclusive;

/// What a squad's week is planned to look like.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct WeekPlan {
    /// Part of the logged hours that is maintenance.
    pub(super) share: f64,
    /// Part of the capacity that is logged.
    pub(super) coverage: f64,
    /// Part of the maintenance hours that goes to another squad's tickets.
    pub(super) misrouted: f64,
    /// Part of the new maintenance that is technical debt.
    pub(super) debt: f64,
    /// Part of the new maintenance that follows a change of the law.
    pub(super) legal: f64,
    /// Open maintenance tickets it drifts to.
    pub(super) backlog: f64,
    /// Tickets by which arrivals exceed departures.
    pub(super) growth: f64,
}

/// Weeks, counted back from the last closed one (0), first and last.
pub(super) type Ago = RangeInclusive<usize>;

/// The sinking squad: the first misrouted tickets.
pub(super) const SINKING_FROM: usize = 30;
/// The sinking squad: first week over the warning line; it is still open.
pub(super) const SINKING_WARN: usize = 20;
/// The sinking squad: first week over the critical line; it is still open.
pub(super) const SINKING_CRITICAL: usize = 9;
/// The rescued squad: last and first week under water.
pub(super) const RESCUED: Ago = 54..=75;
/// The rescued squad: last and first week of the quarter of technical debt.
pub(super) const INTERVENTION: Ago = 50..=62;
/// The burst: last and first week over the critical line.
pub(super) const BURST: Ago = 37..=40;
/// The backlog that cannot drain: first week.
pub(super) const UNDRAINED_FROM: usize = 24;
/// Bad logging: last and first week in which the logged share would look like a spell.
pub(super) const UNLOGGED: Ago = 22..=27;
/// Further weeks of bad logging, with an ordinary share.
pub(super) const BADLY_LOGGED: [usize; 5] = [12, 45, 66, 79, 80];

/// The planned weeks of every squad: 104 closed ones and the running one.
pub(super) fn plans(horizon: &Horizon, seed: u64) -> Vec<Vec<WeekPlan>> {
    let mut chance = Chance::new(seed, 3);
    (0..SQUADS.len())
        .map(|squad| {
            let mut noise = 0.03 * chance.normal();
            (0..=WEEKS)
                .map(|week| {
                    // Autocorrelation 0.45, standard deviation 3 points.
                    noise = 0.45 * noise + 0.0268 * chance.normal();
                    plan(squad, week, noise, horizon, &mut chance)
                })
                .collect()
        })
        .collect()
}

fn plan(squad: usize, week: usize, noise: f64, horizon: &Horizon, chance: &mut Chance) -> WeekPlan {
    let of = &SQUADS[squad];
    // The running week goes on like the last closed one.
    let ago = (WEEKS - 1).saturating_sub(week);
    let date = horizon.date(week as i32 * 7);
    let new_year = if date.month() == 1 && of.project != "PLT" {
        0.02
    } else {
        0.0
    };
    let calm = (of.share + new_year + noise).clamp(of.share - 0.08, 0.31);
    let ordinary = WeekPlan {
        share: calm,
        coverage: chance.within(0.88, 0.96),
        misrouted: 0.0,
        debt: 0.12,
        legal: 0.03,
        backlog: of.size as f64 * 1.8,
        growth: 0.0,
    };
    match of.story {
        Story::Calm => ordinary,
        Story::Sinking => sinking(ago, noise, ordinary),
        Story::Rescued => rescued(ago, noise, ordinary),
        Story::Burst => burst(ago, noise, ordinary),
        Story::Undrained => undrained(ago, ordinary),
        Story::Unlogged => unlogged(ago, noise, ordinary, chance),
    }
}

/// From 22 % to 55 % in 24 weeks, and on.
fn sinking(ago: usize, noise: f64, ordinary: WeekPlan) -> WeekPlan {
    if ago > SINKING_FROM {
        return WeekPlan {
            share: ordinary.share.min(0.29),
            ..ordinary
        };
    }
    let own = 0.22;
    let gone = ((SINKING_FROM - ago) as f64 / 24.0).min(1.0);
    let path = own + 0.33 * gone + 0.6 * noise;
    let share = match ago {
        0..=SINKING_CRITICAL => path.clamp(0.52, 0.60),
        _ if ago <= SINKING_WARN => path.clamp(0.37, 0.48),
        _ => path.clamp(0.20, 0.33),
    };
    WeekPlan {
        share,
        misrouted: ((share - own) / share).clamp(0.05, 0.62),
        backlog: ordinary.backlog + 24.0 * gone,
        ..ordinary
    }
}

/// 48 %, then a quarter of technical debt, then 20 %. The debt is maintenance too: it helps after it has hurt.
fn rescued(ago: usize, noise: f64, ordinary: WeekPlan) -> WeekPlan {
    let under = 0.475 + 0.4 * noise;
    let share = match ago {
        76.. => ordinary.share.min(0.30),
        75 => 0.40,
        74 => 0.43,
        57..=73 => under.clamp(0.44, 0.488),
        56 => 0.44,
        55 => 0.40,
        54 => 0.37,
        53 => 0.27,
        52 => 0.25,
        51 => 0.23,
        _ => (0.20 + noise).clamp(0.12, 0.28),
    };
    let debt = if INTERVENTION.contains(&ago) { 0.62 } else { 0.08 };
    let backlog = match ago {
        54..=75 => ordinary.backlog + 14.0,
        _ => ordinary.backlog,
    };
    WeekPlan {
        share,
        debt,
        backlog,
        ..ordinary
    }
}

fn burst(ago: usize, noise: f64, ordinary: WeekPlan) -> WeekPlan {
    let share = match ago {
        40 => 0.57,
        39 => 0.62,
        38 => 0.60,
        37 => 0.54,
        35 | 36 => 0.25,
        _ => {
            return WeekPlan {
                share: (ordinary.share + 0.2 * noise).min(0.29),
                ..ordinary
            };
        }
    };
    let during = BURST.contains(&ago);
    WeekPlan {
        share,
        legal: if during { 0.65 } else { 0.10 },
        backlog: ordinary.backlog + if during { 10.0 } else { 0.0 },
        ..ordinary
    }
}

fn undrained(ago: usize, ordinary: WeekPlan) -> WeekPlan {
    let weeks = (UNDRAINED_FROM + 1).saturating_sub(ago) as f64;
    WeekPlan {
        share: ordinary.share.min(0.28),
        backlog: ordinary.backlog + 5.2 * weeks,
        growth: if ago <= UNDRAINED_FROM { 5.2 } else { 0.0 },
        ..ordinary
    }
}

/// Where little is logged, support is logged first: the share of what is logged is high, and means nothing.
fn unlogged(ago: usize, noise: f64, ordinary: WeekPlan, chance: &mut Chance) -> WeekPlan {
    let share = ordinary.share.min(0.29);
    let (share, coverage) = if UNLOGGED.contains(&ago) {
        ((0.47 + 0.5 * noise).clamp(0.40, 0.55), chance.within(0.40, 0.50))
    } else if BADLY_LOGGED.contains(&ago) {
        (share, chance.within(0.55, 0.62))
    } else {
        (share, chance.within(0.80, 0.88))
    };
    WeekPlan {
        share,
        coverage,
        ..ordinary
    }
}
