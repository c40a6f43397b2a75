//! Spells under water (section 5 of the book): who is under water, and since when.
//!
//! Over closed weeks with a raise line R, a clear line C < R and n weeks each way: a spell *starts* at the first of
//! n weeks in a row with share ≥ R; it *ends* at the last week before n weeks in a row with share < C. A week whose
//! coverage is under the gate, and one without a share (nothing logged), proves nothing: it neither starts nor ends
//! a spell, does not break a row of weeks, and belongs to the spell it lies in. Where coverage is not known, for
//! want of memberships, the gate does not apply, and four weeks in a row without an hour are silence: a spell ends
//! at the last week before them, and a row of weeks begins anew. Else a squad that nobody logs time for any more
//! would be under water for ever.
//!
//! A spell has its start, its end or none, calendar weeks, peak and mean of the weekly shares, and
//! `hours_above_line` = Σ max(0, `maintenance_h` − R × `logged_h`) over weeks with a share, in hours.
//!
//! Worked: shares 30 36 34 40 52 48 33 29 28 with R 35, C 30, n 2: one spell, weeks 4 to 7 (week 2 is alone; weeks
//! 8 and 9 are both under C), peak 52.
//!
//! Blind spots: a share of few hours counts as much as one of many, unless memberships give a coverage; weeks of
//! low coverage inside a spell are in its peak and mean.

pub use super::watch::SILENT_WEEKS;

use super::watch::{Lines, Seen, Watch};
use super::{Cube, Window, maintenance, subjects};
use crate::symbols::Symbol;
use model::activity::Method;
use model::alert::SpellRule;
use model::analyst::{MaintenanceRow, SpellRow, Subject};
use model::query::Filter;
use model::time::{Grain, Period, Week};

/// What a spell needs to know of a closed week.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WeekPoint {
    /// The week.
    pub week: Week,
    /// All hours.
    pub logged_h: f64,
    /// Hours on maintenance.
    pub maintenance_h: f64,
    /// Logged over capacity; none without memberships.
    pub coverage: Option<f64>,
}

impl WeekPoint {
    /// The point of a weekly row; none for a row of another grain.
    #[must_use]
    pub fn of(row: &MaintenanceRow) -> Option<Self> {
        let Period::Week(week) = row.period else {
            return None;
        };
        Some(Self {
            week,
            logged_h: row.logged_h.value.unwrap_or_default(),
            maintenance_h: row.maintenance_h.value.unwrap_or_default(),
            coverage: row.coverage,
        })
    }

    /// Maintenance over all hours; none where nothing was logged, or less.
    #[must_use]
    pub fn share(&self) -> Option<f64> {
        (self.logged_h > 0.0).then(|| self.maintenance_h / self.logged_h)
    }

    /// The share, if the week counts: it has one, and its coverage, if known, is not under the gate.
    #[must_use]
    pub fn counted(&self, gate: f64) -> Option<f64> {
        let gated = self.coverage.is_some_and(|coverage| coverage < gate);
        self.share().filter(|_| !gated)
    }

    /// Whether nobody logged time and nobody can say how much there could have been.
    fn is_silent(&self) -> bool {
        self.share().is_none() && self.coverage.is_none()
    }

    /// What the week says to a rule.
    fn seen(&self, rule: &SpellRule) -> Seen {
        if self.is_silent() {
            return Seen::Silence;
        }
        self.counted(rule.coverage_gate)
            .map_or(Seen::Nothing, Seen::Value)
    }
}

/// A spell under water.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spell {
    /// First week over the line.
    pub start: Week,
    /// Last week; none while it lasts.
    pub end: Option<Week>,
    /// Calendar weeks from start to end, or to the last week known.
    pub weeks: u64,
    /// Highest weekly share.
    pub peak: f64,
    /// Its week.
    pub peak_week: Week,
    /// Mean of the weekly shares.
    pub mean: f64,
    /// Σ max(0, `maintenance_h` − R × `logged_h`).
    pub hours_above_line: f64,
}

/// The spells of one squad, tribe or organisation: `weeks` are its closed weeks, in order, without gaps.
#[must_use]
pub fn spells(weeks: &[WeekPoint], rule: &SpellRule) -> Vec<Spell> {
    let lines = Lines::from(rule);
    let mut watch = Watch::default();
    let mut spells = Vec::new();
    for point in weeks {
        let since = watch.since;
        if let Some(clear_from) = watch.step(point.week, point.seen(rule), &lines) {
            spells.extend(since.and_then(|start| spell(weeks, start, Some(clear_from), rule)));
        }
    }
    if watch.state.is_raised() {
        spells.extend(watch.since.and_then(|start| spell(weeks, start, None, rule)));
    }
    spells
}

#[expect(clippy::cast_precision_loss, reason = "weeks of a spell are far below 2^53")]
fn spell(weeks: &[WeekPoint], start: Week, clear_from: Option<Week>, rule: &SpellRule) -> Option<Spell> {
    let inside = |point: &&WeekPoint| {
        start <= point.week && clear_from.is_none_or(|clear_from| point.week < clear_from)
    };
    let held: Vec<&WeekPoint> = weeks.iter().filter(inside).collect();
    let last = held.last()?.week;
    let shares: Vec<(f64, Week)> = held
        .iter()
        .filter_map(|point| Some((point.share()?, point.week)))
        .collect();
    let (peak, peak_week) = shares
        .iter()
        .copied()
        .reduce(|best, next| if next.0 > best.0 { next } else { best })?;
    let above = |point: &&WeekPoint| match point.share() {
        Some(_) => (point.maintenance_h - rule.raise * point.logged_h).max(0.0),
        None => 0.0,
    };
    Some(Spell {
        start,
        end: clear_from.map(|_| last),
        weeks: (last.weeks_since(start) + 1).unsigned_abs(),
        peak,
        peak_week,
        mean: shares.iter().map(|(share, _)| share).sum::<f64>() / shares.len() as f64,
        hours_above_line: held.iter().map(above).sum(),
    })
}

/// The spells of a filter, by subject, then by start: those that overlap its `from` and `to`. They are always
/// worked out over the whole history, so that what is asked for does not change what is found.
pub(crate) fn rows(cube: &Cube<'_>, filter: &Filter) -> Vec<SpellRow> {
    // A share by activity always sums to 100 %: it cannot show overload.
    if cube.method == Method::Activity {
        return Vec::new();
    }
    let rules = SpellRule::of(&cube.organisation.thresholds);
    let from = filter.from.map(|day| Period::of(filter.grain, day).first_day());
    let to = filter.to.map(|day| Period::of(filter.grain, day).last_day());
    let mut rows = Vec::new();
    for (subject, squads) in subjects(cube, filter) {
        let weeks = closed_weeks(cube, filter, &subject, &squads);
        let mut found: Vec<SpellRow> = Vec::new();
        for rule in &rules {
            let told = spells(&weeks, rule);
            found.extend(told.iter().map(|spell| row(spell, rule, &subject)));
        }
        found.retain(|spell| {
            to.is_none_or(|to| spell.start.monday() <= to)
                && from.is_none_or(|from| spell.end.is_none_or(|end| from <= end.sunday()))
        });
        found.sort_by_key(|spell| (spell.start, spell.severity));
        rows.extend(found);
    }
    rows
}

/// The closed weeks of some squads, from the first with data on, without gaps but for weeks that are hidden: they
/// prove nothing.
pub(super) fn closed_weeks(
    cube: &Cube<'_>,
    filter: &Filter,
    subject: &Subject,
    squads: &[Symbol],
) -> Vec<WeekPoint> {
    let whole = Filter {
        from: None,
        to: None,
        ..filter.clone()
    };
    let window = Window::of(&whole, Grain::Week, cube.last_day);
    let sums = maintenance::sums(cube, &window, squads);
    let capacity = maintenance::capacity(cube, &window, squads);
    let point = |period: Period| {
        let Period::Week(week) = period else { return None };
        let sums = sums.get(&period).copied().unwrap_or_default();
        Some(WeekPoint {
            week,
            logged_h: sums.logged.hours(),
            maintenance_h: sums.maintenance.hours(),
            coverage: maintenance::coverage(sums.logged, capacity.get(&period).copied()),
        })
    };
    let weeks = window.series(sums.keys().copied()).into_iter();
    weeks
        .filter(|week| week.is_closed(filter.today) && cube.sight.shows(subject, *week))
        .filter_map(point)
        .collect()
}

fn row(spell: &Spell, rule: &SpellRule, subject: &Subject) -> SpellRow {
    SpellRow {
        subject: subject.clone(),
        start: spell.start,
        end: spell.end,
        weeks: spell.weeks,
        peak: spell.peak,
        peak_week: spell.peak_week,
        mean: spell.mean,
        hours_above_line: spell.hours_above_line,
        severity: rule.severity,
        raise: rule.raise,
    }
}

#[cfg(test)]
mod tests;
