//! How finished maintenance tickets found their squad (section 5 of the book, "Routing and triage").
//!
//! | figure | formula | unit |
//! |---|---|---|
//! | `finished` | maintenance tickets finished for good in the period | tickets |
//! | `misrouted` | those whose owner changed after the first | tickets |
//! | `misroute_rate` | misrouted / finished; null if nothing was finished | % |
//! | `hops_mean` | Σ changes of owner / finished | a ticket |
//! | `ping_pong` | those that came back to a squad that had them before | tickets |
//! | `time_to_triage_p50/p85` | created → first instant out of `intake` and `triage` | days |
//! | `time_to_right_squad_p50/p85` | created → the squad that finished it became owner | days |
//! | `detour_days_p50/p85` | first owner → right squad, of the misrouted only | days |
//!
//! Worked: four tickets are finished: two stayed with their first squad, one changed squads after 3 days, one went to
//! another squad after 2 days and came back after 9: misrouted 2 of 4 = 50 %, hops mean (0 + 0 + 1 + 2) / 4 = 0.75,
//! ping-pong 1, detour days 3 and 9: p50 3, p85 9.
//!
//! A ticket is in the period in which it was finished, and counts for its *first owner*: "of the tickets first given to
//! this squad, how many belonged to another". So squads add up to tribes and the organisation, each ticket once.
//! Days are the distance of two days in the organisation's time zone; percentiles are exact, by nearest rank. What an
//! owner, a hop and the right squad are, [`model::routing`] says.
//!
//! Blind spots: tickets that are not finished yet are not here, the worst detours among them; neither are those that
//! nobody owned when they were finished. A source without history shows no hop at all. A ticket that the wrong squad
//! finished counts as theirs.

pub(crate) mod matrix;
pub(crate) mod suggestions;
mod wilson;

use super::percentiles::DayHistogram;
use super::{Cube, Window, subjects};
use crate::rollups::routes::RouteCount;
use crate::symbols::Symbol;
use model::analyst::{RoutingFigures, RoutingRow, Subject};
use model::figure::Figure;
use model::query::Filter;
use model::time::Period;
use std::collections::BTreeMap;

/// The rows of a filter, by subject, then by period.
pub(crate) fn rows(cube: &Cube<'_>, filter: &Filter) -> Vec<RoutingRow> {
    let window = Window::new(filter, cube.last_day);
    let mut rows = Vec::new();
    for (subject, squads) in subjects(cube, filter) {
        let mut by_period: BTreeMap<Period, Sums> = BTreeMap::new();
        for route in squads.iter().flat_map(|squad| cube.routes(*squad)) {
            let period = Period::of(filter.grain, route.key.day);
            by_period.entry(period).or_default().add(route);
        }
        for period in window.series(by_period.keys().copied()) {
            let sums = by_period.remove(&period).unwrap_or_default();
            if !window.holds(period) {
                continue;
            }
            rows.push(RoutingRow {
                subject: subject.clone(),
                period,
                provisional: !period.is_closed(filter.today),
                figures: sums.figures(),
            });
        }
    }
    rows
}

/// All periods of the filter together, by subject.
pub(crate) fn summary(cube: &Cube<'_>, filter: &Filter) -> Vec<(Subject, RoutingFigures)> {
    let window = Window::new(filter, cube.last_day);
    let of = |squads: &[Symbol]| {
        let mut sums = Sums::default();
        let routes = squads.iter().flat_map(|squad| cube.routes(*squad));
        routes
            .filter(|route| window.holds(Period::of(filter.grain, route.key.day)))
            .for_each(|route| sums.add(route));
        sums.figures()
    };
    subjects(cube, filter)
        .into_iter()
        .map(|(subject, squads)| (subject, of(&squads)))
        .collect()
}

/// Tickets while they are being added up.
#[derive(Debug, Default)]
struct Sums {
    finished: i64,
    misrouted: i64,
    hops: i64,
    ping_pong: i64,
    triage: DayHistogram,
    right: DayHistogram,
    /// Of the misrouted.
    detour: DayHistogram,
}

impl Sums {
    fn add(&mut self, RouteCount { key, tickets }: &RouteCount) {
        self.finished += tickets;
        self.hops += key.hops * tickets;
        self.triage.add(key.triage_days, *tickets);
        self.right.add(key.right_days, *tickets);
        if key.ping_pong {
            self.ping_pong += tickets;
        }
        if key.hops > 0 {
            self.misrouted += tickets;
            self.detour.add(key.detour_days, *tickets);
        }
    }

    fn figures(&self) -> RoutingFigures {
        RoutingFigures {
            finished: self.finished,
            misrouted: self.misrouted,
            misroute_rate: ratio(self.misrouted, self.finished),
            hops_mean: ratio(self.hops, self.finished),
            ping_pong: self.ping_pong,
            time_to_triage_p50: days(&self.triage, 50),
            time_to_triage_p85: days(&self.triage, 85),
            time_to_right_squad_p50: days(&self.right, 50),
            time_to_right_squad_p85: days(&self.right, 85),
            detour_days_p50: days(&self.detour, 50),
            detour_days_p85: days(&self.detour, 85),
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of tickets are far below 2^53")]
fn ratio(numerator: i64, denominator: i64) -> Figure {
    Figure {
        value: (denominator > 0).then(|| numerator as f64 / denominator as f64),
        numerator: Some(numerator as f64),
        denominator: Some(denominator as f64),
        n: denominator.unsigned_abs(),
        coverage: None,
    }
}

#[expect(clippy::cast_precision_loss, reason = "ages in days are far below 2^53")]
fn days(histogram: &DayHistogram, percent: i64) -> Figure {
    let value = histogram.percentile(percent);
    Figure::plain(value.map(|days| days as f64), histogram.n().unsigned_abs(), None)
}
