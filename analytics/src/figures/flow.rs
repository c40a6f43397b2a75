//! Stock and flow of maintenance tickets (section 5 of the book).
//!
//! | figure | formula | unit |
//! |---|---|---|
//! | `arrivals`, `departures` | tickets that entered / left the open stock, by reason | tickets |
//! | `backlog` | previous backlog + arrivals − departures, always | tickets |
//! | `arrival_rate` λ, `departure_rate` μ | means over the last 4 closed weeks | tickets/week |
//! | `net_flow` | λ − μ | tickets/week |
//! | `drain_weeks` | backlog / (μ − λ) when μ > λ, else `never` | weeks |
//! | `open_age_p50/p85` | end of the period (or today, while it runs) − created, of open tickets | days |
//! | `resolution_p50/p85` | finished − created, of tickets that finished in the period for good | days |
//!
//! Worked: 4 weeks bring 8, 6, 7, 7 tickets and take 9, 9, 8, 10: λ = 28 / 4 = 7, μ = 36 / 4 = 9, net flow −2; a
//! backlog of 20 drains in 20 / (9 − 7) = 10 weeks.
//!
//! The four weeks are those up to the end of the period, the last four of a month or quarter; fewer since the first
//! data of the squad, and four of which one is hidden, give no rate. Percentiles are exact, by nearest rank of whole days. Only a finish with no later
//! exit counts as resolution: a reopened ticket's first finish does not.
//!
//! Blind spots: a source without history shows every ticket as created in, and finished from, its squad of today,
//! and one that it never showed open not at all; an age is since creation, not since the squad has it.

use super::maintenance::{Sums, first_week, sums};
use super::percentiles::{DayHistogram, OpenTickets};
use super::veil::Sight;
use super::{Cube, Window, subjects};
use crate::rollups::flows::FlowCount;
use crate::symbols::Symbol;
use chrono::NaiveDate;
use model::analyst::{Drain, FlowRow, Subject};
use model::figure::Figure;
use model::query::Filter;
use model::time::{Grain, Period, Week};
use std::collections::BTreeMap;

/// Weeks that rates are means of.
const RATE_WEEKS: i64 = 4;

/// The rows of a filter, by subject, then by period.
pub(crate) fn rows(cube: &Cube<'_>, filter: &Filter) -> Vec<FlowRow> {
    let window = Window::new(filter, cube.last_day);
    subjects(cube, filter)
        .into_iter()
        .flat_map(|(subject, squads)| of_subject(cube, filter, &window, &subject, &squads))
        .collect()
}

fn of_subject(
    cube: &Cube<'_>,
    filter: &Filter,
    window: &Window,
    subject: &Subject,
    squads: &[Symbol],
) -> Vec<FlowRow> {
    let by_period = sums(cube, window, squads);
    let rates = Rates::new(cube, filter, subject, squads);
    let mut ages = Ages::new(cube, squads);
    let resolutions = resolutions(cube, filter.grain, squads);
    let mut backlog = 0;
    let mut rows = Vec::new();
    for period in window.series(by_period.keys().copied()) {
        let sums = by_period.get(&period).copied().unwrap_or_default();
        backlog += sums.arrivals() - sums.departures();
        if !window.holds(period) {
            continue;
        }
        let provisional = !period.is_closed(filter.today);
        let seen_from = if provisional {
            period.last_day().min(filter.today)
        } else {
            period.last_day()
        };
        ages.advance(period.last_day());
        let (arrival_rate, departure_rate) = rates.at(period);
        rows.push(FlowRow {
            subject: subject.clone(),
            period,
            provisional,
            by_reason: sums.by_reason,
            backlog,
            arrival_rate,
            departure_rate,
            net_flow: net_flow(&arrival_rate, &departure_rate),
            drain: drain(backlog, &arrival_rate, &departure_rate),
            open_age_p50: ages.figure(50, seen_from),
            open_age_p85: ages.figure(85, seen_from),
            resolution_p50: resolution(resolutions.get(&period), 50),
            resolution_p85: resolution(resolutions.get(&period), 85),
        });
    }
    rows
}

fn net_flow(arrivals: &Figure, departures: &Figure) -> Option<f64> {
    Some(arrivals.value? - departures.value?)
}

#[expect(clippy::cast_precision_loss, reason = "a backlog is far below 2^53 tickets")]
fn drain(backlog: i64, arrivals: &Figure, departures: &Figure) -> Option<Drain> {
    let shrinks_by = departures.value? - arrivals.value?;
    Some(if shrinks_by > 0.0 {
        Drain::Weeks(backlog as f64 / shrinks_by)
    } else {
        Drain::Never
    })
}

/// Arrivals and departures by week, for means of four.
struct Rates<'a> {
    sight: Sight<'a>,
    subject: &'a Subject,
    weeks: BTreeMap<Period, Sums>,
    first: Option<Week>,
    last_closed: Week,
}

impl<'a> Rates<'a> {
    fn new(cube: &Cube<'a>, filter: &Filter, subject: &'a Subject, squads: &[Symbol]) -> Self {
        let by_week = Window::of(filter, Grain::Week, cube.last_day);
        Self {
            sight: cube.sight,
            subject,
            weeks: sums(cube, &by_week, squads),
            first: first_week(cube, squads),
            last_closed: filter.last_closed_week(),
        }
    }

    /// λ and μ at the end of a period; none where a week is hidden.
    fn at(&self, period: Period) -> (Figure, Figure) {
        let week = Week::of(period.last_day());
        let whole = if week.sunday() > period.last_day() {
            week.previous()
        } else {
            week
        };
        let last = whole.min(self.last_closed);
        let first = last.plus(1 - RATE_WEEKS);
        let seen = |week: Week| self.sight.shows(self.subject, Period::Week(week));
        if self.first.is_none_or(|known| known > first) || !first.through(last).all(seen) {
            return (Figure::default(), Figure::default());
        }
        let weeks = self.weeks.range(Period::Week(first)..=Period::Week(last));
        let (arrivals, departures) = weeks.fold((0, 0), |(arrivals, departures), (_, sums)| {
            (arrivals + sums.arrivals(), departures + sums.departures())
        });
        (mean(arrivals), mean(departures))
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "tickets of four weeks are far below 2^53"
)]
fn mean(tickets: i64) -> Figure {
    let weeks = RATE_WEEKS as f64;
    Figure {
        value: Some(tickets as f64 / weeks),
        numerator: Some(tickets as f64),
        denominator: Some(weeks),
        n: tickets.unsigned_abs(),
        coverage: None,
    }
}

/// Open tickets by day of creation, moved forward from period to period.
struct Ages<'a> {
    flows: std::iter::Peekable<std::vec::IntoIter<&'a FlowCount>>,
    open: Option<OpenTickets>,
}

impl<'a> Ages<'a> {
    fn new(cube: &Cube<'a>, squads: &[Symbol]) -> Self {
        let mut flows: Vec<&FlowCount> = squads.iter().flat_map(|squad| cube.flows(*squad)).collect();
        flows.sort_by_key(|flow| flow.key.day);
        let created = || flows.iter().map(|flow| flow.key.created);
        let open = created()
            .min()
            .zip(created().max())
            .map(|(first, last)| OpenTickets::new(first, last));
        Self {
            flows: flows.into_iter().peekable(),
            open,
        }
    }

    fn advance(&mut self, through: NaiveDate) {
        while let Some(flow) = self.flows.next_if(|flow| flow.key.day <= through) {
            if let Some(open) = &mut self.open {
                open.change(flow.key.created, flow.change());
            }
        }
    }

    fn figure(&self, percent: i64, today: NaiveDate) -> Figure {
        let open = self.open.as_ref();
        let n = open.map_or(0, OpenTickets::open).unsigned_abs();
        days(open.and_then(|open| open.age(percent, today)), n)
    }
}

/// Days from creation to finish, by the period of the finish.
fn resolutions(cube: &Cube<'_>, grain: Grain, squads: &[Symbol]) -> BTreeMap<Period, DayHistogram> {
    let mut by_period: BTreeMap<Period, DayHistogram> = BTreeMap::new();
    let flows = squads.iter().flat_map(|squad| cube.flows(*squad));
    for flow in flows.filter(|flow| flow.key.is_final) {
        let took = (flow.key.day - flow.key.created).num_days();
        let period = Period::of(grain, flow.key.day);
        by_period.entry(period).or_default().add(took, flow.tickets);
    }
    by_period
}

fn resolution(histogram: Option<&DayHistogram>, percent: i64) -> Figure {
    let n = histogram.map_or(0, DayHistogram::n).unsigned_abs();
    days(histogram.and_then(|histogram| histogram.percentile(percent)), n)
}

#[expect(clippy::cast_precision_loss, reason = "ages in days are far below 2^53")]
fn days(value: Option<i64>, n: u64) -> Figure {
    Figure::plain(value.map(|days| days as f64), n, None)
}
