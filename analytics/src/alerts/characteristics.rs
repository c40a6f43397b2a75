//! Operating characteristics of the alert rules, by simulation: how often they cry wolf, and how soon they see a rise.
//!
//! A calm squad's weekly share is 20 % on average, with a standard deviation of 6 points and an autocorrelation of 0.3
//! from week to week (AR(1), normal), cut to 0..100 %. 1,000 squads are watched for two years. *False alarms per
//! squad-year* are the raises of those years over the years watched. For *weeks to detection* the same squads rise by
//! some points in their 53rd week and stay there: counted from 1, the first week of the rise, to the week that raises.
//! A squad that happens to be raised already in the week before is left out.
//!
//! The signal of XmR limits (see `figures/limits.rs`, frozen after 20 weeks) is a week over the upper limit, or the
//! eighth in a row over the centre line; a false alarm is the first of signals in a row, from the 21st week on.
//!
//! Seeded, so that the same numbers come out everywhere. Blind spots: real shares are not normal, drift, and have
//! seasons; a squad's own level differs from 20 %.

use crate::figures::limits::{Judged, limits};
use crate::figures::spells::WeekPoint;
use crate::figures::watch::{Lines, Seen, Watch};
use model::analyst::Side;
use model::time::Week;
use std::fmt::Write;

/// How many squads.
const SQUADS: usize = 1000;
/// Weeks each is watched.
const WEEKS: usize = 104;
/// The weeks before the rise.
const CALM: usize = 52;
/// Weeks that limits are made from.
const BASELINE: usize = 20;
/// Rises, in points.
const RISES: [u32; 6] = [5, 10, 15, 20, 25, 30];

const MEAN: f64 = 0.20;
const DEVIATION: f64 = 0.06;
const AUTOCORRELATION: f64 = 0.3;

/// What a detector does.
#[derive(Debug, Clone, PartialEq)]
pub struct Characteristics {
    /// What it is called.
    pub name: &'static str,
    /// Raises of calm squads in a year of one.
    pub false_alarms: f64,
    /// How soon each rise is seen.
    pub detections: Vec<Detection>,
}

/// How soon a rise is seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Detection {
    /// By how many points the share rises.
    pub rise: u32,
    /// Weeks until half of the squads were found; none where fewer ever are, in 52 weeks.
    pub median: Option<usize>,
    /// Weeks until 95 in 100 were found.
    pub p95: Option<usize>,
    /// Share of the squads found within four weeks.
    pub within_four: f64,
}

/// The weeks in which a detector is raised.
type Detector<'a> = &'a dyn Fn(&[f64]) -> Vec<bool>;

/// All detectors by the same squads.
#[must_use]
pub fn characteristics() -> Vec<Characteristics> {
    let spell = |raise: f64, clear: f64| {
        move |shares: &[f64]| {
            spell_weeks(
                shares,
                &Lines {
                    raise,
                    clear,
                    periods: 2,
                    less_is_worse: false,
                },
            )
        }
    };
    vec![
        of("spell 35/30, 2 weeks", 0, &spell(0.35, 0.30)),
        of("spell 50/45, 2 weeks", 0, &spell(0.50, 0.45)),
        of("XmR, limits of 20 weeks", BASELINE, &xmr_weeks),
    ]
}

/// One detector; it says nothing of the first weeks it is made from.
fn of(name: &'static str, blind: usize, detector: Detector<'_>) -> Characteristics {
    let mut alarms = 0_usize;
    for squad in 0..SQUADS {
        let raised = detector(&shares(squad, 0));
        alarms += (blind..WEEKS)
            .filter(|week| raised[*week] && !(*week > 0 && raised[*week - 1]))
            .count();
    }
    let years = SQUADS as f64 * (WEEKS - blind) as f64 / 52.0;
    Characteristics {
        name,
        false_alarms: alarms as f64 / years,
        detections: RISES.map(|rise| detection(rise, detector)).to_vec(),
    }
}

fn detection(rise: u32, detector: Detector<'_>) -> Detection {
    let mut weeks: Vec<usize> = (0..SQUADS)
        .filter_map(|squad| {
            let raised = detector(&shares(squad, rise));
            let is_calm = !raised[CALM - 1];
            is_calm.then(|| {
                let found = raised[CALM..].iter().position(|raised| *raised);
                found.map_or(usize::MAX, |place| place + 1)
            })
        })
        .collect();
    weeks.sort_unstable();
    let rank = |part: usize| {
        let place = (weeks.len() * part).div_ceil(100).max(1) - 1;
        weeks.get(place).copied().filter(|week| *week != usize::MAX)
    };
    let early = weeks.iter().filter(|week| **week <= 4).count();
    Detection {
        rise,
        median: rank(50),
        p95: rank(95),
        within_four: early as f64 / weeks.len().max(1) as f64,
    }
}

/// The weeks in which the spell rule is raised.
fn spell_weeks(shares: &[f64], lines: &Lines) -> Vec<bool> {
    let mut watch = Watch::default();
    let mut week = Week::of(chrono::NaiveDate::default());
    let step = |share: &f64| {
        watch.step(week, Seen::Value(*share), lines);
        week = week.next();
        watch.state.is_raised()
    };
    shares.iter().map(step).collect()
}

/// The weeks in which limits of the first weeks signal a rise.
fn xmr_weeks(shares: &[f64]) -> Vec<bool> {
    let first = Week::of(chrono::NaiveDate::default());
    let weeks: Vec<WeekPoint> = (0..)
        .zip(shares)
        .map(|(place, share)| WeekPoint {
            week: first.plus(place),
            logged_h: 100.0,
            maintenance_h: share * 100.0,
            coverage: None,
        })
        .collect();
    let judged = limits(&weeks, &[], 0.0);
    let signals = |judged: &Judged| judged.side == Some(Side::Above) && !judged.signals.is_empty();
    let signalled = judged.iter().enumerate();
    signalled
        .map(|(place, judged)| place >= BASELINE && signals(judged))
        .collect()
}

/// The weekly shares of a squad that rises by some points in its 53rd week. The same squad has the same weeks for all.
fn shares(squad: usize, rise: u32) -> Vec<f64> {
    let mut chance = Chance(squad as u64 + 1);
    let own = (1.0 - AUTOCORRELATION * AUTOCORRELATION).sqrt();
    let mut deviation = chance.normal();
    let week = |week: usize| {
        let level = MEAN + if week < CALM { 0.0 } else { f64::from(rise) / 100.0 };
        let share = level + DEVIATION * deviation;
        deviation = AUTOCORRELATION * deviation + own * chance.normal();
        share.clamp(0.0, 1.0)
    };
    (0..WEEKS).map(week).collect()
}

/// Chance that is the same everywhere: SplitMix64.
struct Chance(u64);

impl Chance {
    /// From 0 to 1, without 0.
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^= bits >> 31;
        ((bits >> 11) + 1) as f64 / (1_u64 << 53) as f64
    }

    /// Normal, mean 0 and deviation 1 (Box and Muller).
    fn normal(&mut self) -> f64 {
        let radius = (-2.0 * self.uniform().ln()).sqrt();
        radius * (std::f64::consts::TAU * self.uniform()).cos()
    }
}

/// The characteristics as tables in Markdown.
#[must_use]
pub fn markdown(all: &[Characteristics]) -> String {
    let mut text = String::from("| detector | false alarms per squad-year |\n|---|---:|\n");
    for one in all {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "| {} | {:.3} |", one.name, one.false_alarms);
    }
    text.push_str("\n| detector | rise to | weeks, median | weeks, 95 in 100 | found within 4 weeks |\n|---|---:|---:|---:|---:|\n");
    let weeks = |weeks: Option<usize>| weeks.map_or_else(|| "–".to_owned(), |weeks| weeks.to_string());
    for one in all {
        for found in &one.detections {
            let _ = writeln!(
                text,
                "| {} | {} % | {} | {} | {:.1} % |",
                one.name,
                20 + found.rise,
                weeks(found.median),
                weeks(found.p95),
                100.0 * found.within_four
            );
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_calm_and_quick() {
        let all = characteristics();
        let warn = &all[0];
        assert!(warn.false_alarms <= 1.0 / 20.0, "{warn:?}");
        let to_45 = warn.detections.iter().find(|found| found.rise == 25).unwrap();
        assert!(to_45.within_four >= 0.95, "{to_45:?}");
        assert!(
            all[1].false_alarms <= warn.false_alarms,
            "a higher line is calmer"
        );
        for one in &all {
            let ordered = one
                .detections
                .windows(2)
                .all(|pair| pair[0].within_four <= pair[1].within_four);
            assert!(ordered, "a greater rise is found no later: {one:?}");
        }
    }

    #[test]
    fn simulated_squads_are_as_described() {
        let all: Vec<Vec<f64>> = (0..SQUADS).map(|squad| shares(squad, 0)).collect();
        let count = (SQUADS * WEEKS) as f64;
        let mean = all.iter().flatten().sum::<f64>() / count;
        let square = all
            .iter()
            .flatten()
            .map(|share| (share - mean).powi(2))
            .sum::<f64>()
            / count;
        let pairs = all.iter().flat_map(|weeks| weeks.windows(2));
        let together = pairs.map(|pair| (pair[0] - mean) * (pair[1] - mean)).sum::<f64>();
        let lag = together / (SQUADS * (WEEKS - 1)) as f64 / square;
        assert!((mean - MEAN).abs() < 0.002, "{mean}");
        assert!((square.sqrt() - DEVIATION).abs() < 0.002, "{square}");
        assert!((lag - AUTOCORRELATION).abs() < 0.02, "{lag}");
    }
}
