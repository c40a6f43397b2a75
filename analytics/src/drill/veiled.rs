//! What the veil of section 11 leaves of the rows behind a figure.
//!
//! Rows of periods that are not shown of the subject asked for are left out: there is no figure that they are behind.
//! Rows of squads too small to be shown, in a sum above them that is, are told as one line: they add up with the
//! others. So are all rows of a project for somebody who may not see people.

use crate::figures::Cube;
use crate::figures::veil::Sight;
use crate::frame::lit_day;
use chrono::NaiveDate;
use model::query::{Filter, Level};
use model::time::{Period, Week};
use polars::prelude::{Expr, col, lit};

/// Days from one to another.
type Run = (NaiveDate, NaiveDate);

/// How a row is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// By itself.
    Told,
    /// With the others of squads too small to be shown.
    Merged,
    /// Not at all.
    LeftOut,
}

/// Which days of which squads are not told row by row.
pub(super) struct Hidden {
    left_out: Vec<(String, Vec<Run>)>,
    merged: Vec<(String, Vec<Run>)>,
    /// Nothing is told row by row.
    is_cut: bool,
}

impl Hidden {
    /// What is hidden of a filter, whose `squads` and `tribe` say what the figure is of.
    pub(super) fn new(cube: &Cube<'_>, filter: &Filter) -> Self {
        let sight = Sight {
            level: level_of(filter),
            ..cube.sight
        };
        let mut hidden = Self {
            left_out: Vec::new(),
            merged: Vec::new(),
            is_cut: sight.is_cut,
        };
        for squad in cube.squads.iter().copied() {
            let name = cube.symbols.name(squad).to_string();
            let periods = sight.hidden_weeks(squad).flat_map(|week| {
                [week.monday(), week.sunday()].map(|day| {
                    let period = Period::of(filter.grain, day);
                    (period.first_day(), period.last_day())
                })
            });
            let weeks = sight.veil.of_squad(squad).into_iter().flatten();
            let weeks = weeks.map(|week: &Week| (week.monday(), week.sunday()));
            hidden.left_out.push((name.clone(), runs(periods)));
            hidden.merged.push((name, runs(weeks)));
        }
        hidden.left_out.retain(|(_, runs)| !runs.is_empty());
        hidden.merged.retain(|(_, runs)| !runs.is_empty());
        hidden
    }

    /// The condition on rows that are told, by their squad and a column of days.
    pub(super) fn told(&self, day: &str) -> Expr {
        if self.is_cut {
            return lit(false);
        }
        let hidden = condition(&self.left_out, day).or(condition(&self.merged, day));
        hidden.not()
    }

    /// The condition on rows that are told as one; none where there are none.
    pub(super) fn merged(&self, day: &str) -> Option<Expr> {
        if !self.is_cut && self.merged.is_empty() {
            return None;
        }
        let merged = if self.is_cut {
            lit(true)
        } else {
            condition(&self.merged, day)
        };
        Some(merged.and(condition(&self.left_out, day).not()))
    }

    /// How a squad's row of a day is told.
    pub(super) fn standing(&self, squad: &str, day: NaiveDate) -> Standing {
        if holds(&self.left_out, squad, day) {
            Standing::LeftOut
        } else if self.is_cut || holds(&self.merged, squad, day) {
            Standing::Merged
        } else {
            Standing::Told
        }
    }
}

/// The level whose rows add up to all that a filter holds.
fn level_of(filter: &Filter) -> Level {
    match (filter.squads.as_slice(), &filter.tribe) {
        ([_, ..], _) => Level::Squad,
        ([], Some(_)) => Level::Tribe,
        ([], None) => Level::Organisation,
    }
}

/// Days in as few runs as can be.
fn runs(days: impl Iterator<Item = Run>) -> Vec<Run> {
    let mut days: Vec<Run> = days.collect();
    days.sort_unstable();
    let mut runs: Vec<Run> = Vec::new();
    for (first, last) in days {
        match runs.last_mut() {
            Some(run) if first <= run.1 + chrono::Days::new(1) => run.1 = run.1.max(last),
            _ => runs.push((first, last)),
        }
    }
    runs
}

fn condition(hidden: &[(String, Vec<Run>)], day: &str) -> Expr {
    let of_squad = |(squad, runs): &(String, Vec<Run>)| {
        let in_run = |(first, last): &Run| {
            let from = col(day).gt_eq(lit_day(*first));
            from.and(col(day).lt_eq(lit_day(*last)))
        };
        let in_runs = runs.iter().map(in_run).reduce(Expr::or);
        col("squad")
            .eq(lit(squad.as_str()))
            .and(in_runs.unwrap_or(lit(false)))
    };
    hidden.iter().map(of_squad).reduce(Expr::or).unwrap_or(lit(false))
}

fn holds(hidden: &[(String, Vec<Run>)], squad: &str, day: NaiveDate) -> bool {
    let of_squad = hidden.iter().filter(|(known, _)| known == squad);
    let mut runs = of_squad.flat_map(|(_, runs)| runs);
    runs.any(|(first, last)| *first <= day && day <= *last)
}
