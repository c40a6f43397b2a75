//! A small made-up company for the crate's tests and its gallery. Nothing here is random: the same on every run.

pub mod charts;
pub mod forward;
pub mod pages;
pub mod routing;
mod squad;
mod timeline;
mod week;

pub use squad::squad;
pub use timeline::timeline;
pub use week::week;

use chrono::{NaiveDate, NaiveDateTime};

use crate::{Grain, Period};

/// The moment at which the made-up data were read.
pub fn as_of() -> NaiveDateTime {
    NaiveDate::default().and_hms_opt(6, 0, 0).unwrap_or_default() + chrono::Duration::days(20_665)
}

/// The latest closed week of the made-up company.
pub fn closed_week() -> Period {
    let running = Period::of(Grain::Week, as_of().date());
    Period::of(Grain::Week, running.start() - chrono::Duration::days(7))
}

/// So many periods, the last of them `end`.
pub fn periods(grain: Grain, end: Period, count: usize) -> Vec<Period> {
    let mut all = vec![Period::of(grain, end.start())];
    while all.len() < count {
        let Some(first) = all.last().copied() else { break };
        all.push(Period::of(grain, first.start() - chrono::Duration::days(1)));
    }
    all.reverse();
    all
}

/// A number between 0 and 1 that looks random and is the same on every run.
pub(crate) fn noise(seed: u64) -> f64 {
    let mut x = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0xD1B5_4A32_D192_ED03;
    x ^= x >> 31;
    x = x.wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^= x >> 29;
    (x >> 11) as f64 / (1u64 << 53) as f64
}
