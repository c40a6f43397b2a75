//! What an intervention changed (section 5 of the book): did what we decided help?
//!
//! `effect` = mean share of the 8 closed weeks after − mean share of the 8 before, in points of share. Of the 8 calendar
//! weeks on each side those count that have a share and enough coverage (as for [`super::limits`]); with fewer than 4
//! on a side it is `too_early` and there is no number.
//!
//! - *Before* are the 8 weeks before the week of the first day. *After* are the 8 weeks after the week of the last day,
//!   or, while the end is open, after the week of the first day. The weeks of the intervention itself are on neither
//!   side: a debt quarter is maintenance too, and looks worse before it gets better.
//! - The 95 % interval is a bootstrap: each side is resampled with replacement 10,000 times, and the interval goes from
//!   the 250th to the 9,750th of the differences in order (percentile method, nearest rank). Chance is seeded with the
//!   intervention's source and key: the same data give the same interval.
//! - `helped` where the whole interval is under zero, `hurt` where it is over, else `no_clear_effect`.
//!
//! Worked: 8 weeks at 48 % before, 8 weeks at 20 % after: effect −28 points, the interval is [−28, −28], helped. Seven
//! weeks after instead of eight: the same. Three: too early.
//!
//! Blind spots: whatever else happened at the same time is in it too; weeks that resemble their neighbours make the
//! interval a little too narrow; with four weeks a side it rests on little.

use super::spells::WeekPoint;
use chrono::NaiveDate;
use model::analyst::{Change, Effect};
use model::time::Week;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// Weeks looked at on each side.
pub const WEEKS: i64 = 8;
/// Weeks needed on each side.
pub const FEWEST: usize = 4;
/// How often each side is drawn anew.
const DRAWS: usize = 10_000;

/// What an intervention from a day to a day, or open, changed. `weeks` are the closed weeks of those it is for, in
/// order; `seed` is where chance starts from.
#[must_use]
pub fn effect(weeks: &[WeekPoint], from: NaiveDate, to: Option<NaiveDate>, gate: f64, seed: &str) -> Effect {
    let first = Week::of(from);
    let last = to.map_or(first, Week::of);
    let before = shares(weeks, first.plus(-WEEKS), first.previous(), gate);
    let after = shares(weeks, last.next(), last.plus(WEEKS), gate);
    let enough = before.len() >= FEWEST && after.len() >= FEWEST;
    Effect {
        before_mean: mean(&before),
        after_mean: mean(&after),
        weeks_before: before.len() as u64,
        weeks_after: after.len() as u64,
        change: enough.then(|| change(&before, &after, seed)).flatten(),
    }
}

/// The shares of the weeks that count, from a week to a week.
fn shares(weeks: &[WeekPoint], first: Week, last: Week, gate: f64) -> Vec<f64> {
    let inside = weeks
        .iter()
        .filter(|point| first <= point.week && point.week <= last);
    inside.filter_map(|point| point.counted(gate)).collect()
}

#[expect(clippy::cast_precision_loss, reason = "a side has at most 8 weeks")]
fn mean(shares: &[f64]) -> Option<f64> {
    (!shares.is_empty()).then(|| shares.iter().sum::<f64>() / shares.len() as f64)
}

fn change(before: &[f64], after: &[f64], seed: &str) -> Option<Change> {
    let mut chance = ChaCha8Rng::seed_from_u64(number(seed));
    let mut draws: Vec<f64> = (0..DRAWS)
        .map(|_| drawn(after, &mut chance) - drawn(before, &mut chance))
        .collect();
    draws.sort_by(f64::total_cmp);
    Some(Change {
        effect: mean(after)? - mean(before)?,
        low: *draws.get(DRAWS / 40 - 1)?,
        high: *draws.get(DRAWS - DRAWS / 40 - 1)?,
    })
}

/// The mean of as many weeks as there are, each drawn from all of them.
#[expect(clippy::cast_precision_loss, reason = "a side has at most 8 weeks")]
fn drawn(shares: &[f64], chance: &mut ChaCha8Rng) -> f64 {
    let many = shares.len() as u64;
    let sum: f64 = (0..many)
        .filter_map(|_| {
            let place = (u128::from(chance.next_u64()) * u128::from(many)) >> 64;
            shares.get(usize::try_from(place).ok()?)
        })
        .sum();
    sum / many as f64
}

/// A text as a number (FNV-1a): the same on every machine and in every version.
fn number(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests;
