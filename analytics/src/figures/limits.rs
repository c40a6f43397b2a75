//! Change against the own past (section 5 of the book): XmR limits of the weekly maintenance share, and signals.
//!
//! A week is *eligible* if it is closed, has a share, and its coverage is not under the gate; where coverage is not
//! known, for want of memberships, the gate does not apply. The *baseline* of a squad is its first 20 eligible weeks;
//! from 12 on there are limits, made of what there is so far; with 20 they are frozen:
//!
//! - `centre` = mean of the baseline's shares, `lower` and `upper` = centre ∓ 2.66 × mean moving range, clipped to 0
//!   and 1. A moving range is the difference between an eligible week and the eligible one before it, also where weeks
//!   that are not eligible lie between them.
//! - An intervention that re-bases begins a new *segment* at the week of its first day, with a baseline of its own.
//!   While that has fewer than 12 eligible weeks, the limits before stay in force for it.
//! - Signals: `outside`, a week over the upper or under the lower limit; `run_of_8`, the week that completes eight
//!   eligible weeks in a row on one side of the centre line, told once a run. A week on a limit is inside, and one on
//!   the centre line ends a run. Weeks that are not eligible neither signal nor break a run. A run begins anew where
//!   other limits come into force.
//! - Weeks of the baseline signal as others do: a past that is not stable should be seen.
//!
//! Worked: 12 weeks 20 30 20 30 … in percent: centre 25, every moving range is 10, limits 25 ± 26.6: 0 (clipped) to
//! 51.6. A 13th week of 52 changes the limits (there are 13 weeks now: centre 27.1, mean moving range 11.0, upper
//! 56.3) and is inside; as a 21st week it would not change them, and be outside.
//!
//! Blind spots: with 12 to 19 weeks limits still move, and what they said of a week can change; so it can when a new
//! segment gets its own limits, which then hold from its first week on. A slow drift within the baseline widens the
//! limits. Neighbouring weeks resemble each other, so the limits are a little too narrow.

use super::{Cube, maintenance, spells, subjects};
use model::analyst::{LimitRow, Limits, Side, Signal, Subject};
use model::intervention::Intervention;
use model::query::{Filter, Level};
use model::time::{Period, Week};
use spells::WeekPoint;

/// Eligible weeks from which on there are limits.
pub const FEWEST: usize = 12;
/// Eligible weeks with which limits are frozen.
pub const MOST: usize = 20;
/// Eligible weeks in a row on one side that are a signal.
pub const RUN: usize = 8;
/// Wheeler's constant: three standard deviations in mean moving ranges of two.
const WIDTH: f64 = 2.66;
/// A share this close to a line is on it.
const ON_THE_LINE: f64 = 1e-12;

/// A closed week against the own past.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// The week.
    pub week: Week,
    /// Its share; none where nothing was logged.
    pub value: Option<f64>,
    /// Whether it counts.
    pub eligible: bool,
    /// The limits in force; none while there are too few weeks.
    pub limits: Option<Limits>,
    /// Its side of the centre line, if it counts.
    pub side: Option<Side>,
    /// What it shows.
    pub signals: Vec<Signal>,
}

/// Judges the closed weeks of one squad, tribe or organisation: `weeks` are in order, without gaps. Limits begin anew
/// at each week of `rebased` (in any order).
#[must_use]
pub fn limits(weeks: &[WeekPoint], rebased: &[Week], gate: f64) -> Vec<Judged> {
    let mut judged = Vec::with_capacity(weeks.len());
    let mut in_force = None;
    let mut run = Run::default();
    for segment in segments(weeks, rebased) {
        if let Some(own) = baseline(segment, gate) {
            in_force = Some(own);
            run = Run::default();
        }
        judged.extend(segment.iter().map(|point| judge(point, in_force, gate, &mut run)));
    }
    judged
}

/// The weeks from each new beginning to the next.
fn segments<'w>(weeks: &'w [WeekPoint], rebased: &[Week]) -> Vec<&'w [WeekPoint]> {
    let mut starts: Vec<usize> = rebased
        .iter()
        .map(|week| weeks.partition_point(|point| point.week < *week))
        .collect();
    starts.extend([0, weeks.len()]);
    starts.sort_unstable();
    starts.dedup();
    starts
        .windows(2)
        .filter_map(|pair| weeks.get(pair[0]..pair[1]))
        .collect()
}

/// The limits of a segment; none while it has too few eligible weeks.
#[expect(clippy::cast_precision_loss, reason = "a baseline has at most 20 weeks")]
fn baseline(segment: &[WeekPoint], gate: f64) -> Option<Limits> {
    let eligible = segment
        .iter()
        .filter_map(|point| Some((point.week, point.counted(gate)?)));
    let base: Vec<(Week, f64)> = eligible.take(MOST).collect();
    if base.len() < FEWEST {
        return None;
    }
    let centre = base.iter().map(|(_, share)| share).sum::<f64>() / base.len() as f64;
    let ranges = base.windows(2).map(|pair| (pair[1].1 - pair[0].1).abs());
    let width = WIDTH * ranges.sum::<f64>() / (base.len() - 1) as f64;
    Some(Limits {
        centre,
        lower: (centre - width).clamp(0.0, 1.0),
        upper: (centre + width).clamp(0.0, 1.0),
        from: base.first()?.0,
        to: base.last()?.0,
        weeks: base.len() as u64,
    })
}

/// Eligible weeks in a row on one side.
#[derive(Debug, Default)]
struct Run {
    side: Option<Side>,
    weeks: usize,
}

impl Run {
    /// Takes the next eligible week; whether it completes a run.
    fn step(&mut self, side: Option<Side>) -> bool {
        if side != self.side {
            (self.side, self.weeks) = (side, 0);
        }
        self.weeks += usize::from(side.is_some());
        self.weeks == RUN
    }
}

fn judge(point: &WeekPoint, limits: Option<Limits>, gate: f64, run: &mut Run) -> Judged {
    let counted = point.counted(gate);
    let mut judged = Judged {
        week: point.week,
        value: point.share(),
        eligible: counted.is_some(),
        limits,
        side: None,
        signals: Vec::new(),
    };
    if let (Some(share), Some(limits)) = (counted, limits) {
        judged.side = if share > limits.centre + ON_THE_LINE {
            Some(Side::Above)
        } else if share < limits.centre - ON_THE_LINE {
            Some(Side::Below)
        } else {
            None
        };
        if share > limits.upper + ON_THE_LINE || share < limits.lower - ON_THE_LINE {
            judged.signals.push(Signal::Outside);
        }
        if run.step(judged.side) {
            judged.signals.push(Signal::RunOf8);
        }
    }
    judged
}

/// The closed weeks of a filter, by subject, then by week. Limits are always worked out over the whole history, so that
/// what is asked for does not change what is found.
pub(crate) fn rows(cube: &Cube<'_>, filter: &Filter, interventions: &[Intervention]) -> Vec<LimitRow> {
    let from = filter.from.map(|day| Period::of(filter.grain, day).first_day());
    let to = filter.to.map(|day| Period::of(filter.grain, day).last_day());
    let asked =
        |week: Week| from.is_none_or(|from| from <= week.sunday()) && to.is_none_or(|to| week.monday() <= to);
    let gate = cube.organisation.thresholds.coverage_gate;
    let mut rows = Vec::new();
    for (subject, squads) in subjects(cube, filter) {
        let weeks = spells::closed_weeks(cube, filter, &subject, &squads);
        let rebased: Vec<Week> = interventions
            .iter()
            .filter(|known| known.is_in_force() && concerns(known, filter.level, &subject))
            .filter_map(Intervention::rebases_at)
            .collect();
        let judged = limits(&weeks, &rebased, gate).into_iter();
        rows.extend(
            judged
                .filter(|judged| asked(judged.week))
                .map(|judged| row(&subject, judged)),
        );
    }
    rows
}

fn concerns(intervention: &Intervention, level: Level, subject: &Subject) -> bool {
    let scope = &intervention.said.scope;
    match level {
        Level::Squad => scope.concerns_squad(&subject.key, subject.tribe.as_deref()),
        Level::Tribe => scope.concerns_tribe(&subject.key),
        Level::Organisation => scope.level() == Level::Organisation,
    }
}

fn row(subject: &Subject, judged: Judged) -> LimitRow {
    LimitRow {
        subject: subject.clone(),
        week: judged.week,
        value: judged.value,
        eligible: judged.eligible,
        limits: judged.limits,
        side: judged.side,
        signals: judged.signals,
    }
}

/// What a reader of limits should know.
pub(crate) fn notes(cube: &Cube<'_>, filter: &Filter) -> Vec<String> {
    let mut notes = maintenance::notes(cube, filter);
    notes.push(format!(
        "limits are made of the first {FEWEST} to {MOST} weeks with enough coverage, and frozen with {MOST}"
    ));
    notes
}

#[cfg(test)]
mod tests;
