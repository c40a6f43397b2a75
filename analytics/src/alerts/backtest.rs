//! A rule over history: when it would have been raised, of whom, and for how long. The same replay as an evaluation
//! makes, without anything told before.

use super::series::Series;
use super::weekly::Replay;
use model::alert::{AlertRule, AlertSubject, Tribes};
use model::time::Week;

/// An alert that would have been raised.
#[derive(Debug, Clone, PartialEq)]
pub struct Fired {
    /// Whom it is about.
    pub subject: AlertSubject,
    /// First week over the line.
    pub start: Week,
    /// The week in which it was raised: the first that anybody would have been told of.
    pub raised: Week,
    /// Last week before it was better; none while it lasts.
    pub end: Option<Week>,
    /// Calendar weeks from start to end, or to the last week known.
    pub weeks: u64,
    /// The worst value of those weeks.
    pub peak: f64,
}

/// What a rule would have raised, by subject, then by start. A momentary metric has no history: it gives what holds now.
#[must_use]
pub fn backtest(series: &[Series], rule: &AlertRule, tribes: &Tribes) -> Vec<Fired> {
    let of_rule = |series: &&Series| series.metric == rule.metric && rule.watches(&series.subject, tribes);
    let mut fired: Vec<Fired> = series
        .iter()
        .filter(of_rule)
        .flat_map(|series| of_subject(series, rule))
        .collect();
    fired.sort_by(|a, b| (&a.subject, a.start).cmp(&(&b.subject, b.start)));
    fired
}

fn of_subject(series: &Series, rule: &AlertRule) -> Vec<Fired> {
    let replay = Replay::of(series, rule);
    let spell = |(start, raised_through): (&Week, &Week)| {
        let end = replay.ends.get(start).copied();
        let last = end.unwrap_or(*raised_through);
        Some(Fired {
            subject: series.subject.clone(),
            start: *start,
            raised: replay.raised_in(*start)?,
            end,
            weeks: (last.weeks_since(*start) + 1).unsigned_abs(),
            peak: peak(series, rule, *start, last)?,
        })
    };
    replay.spells.iter().filter_map(spell).collect()
}

fn peak(series: &Series, rule: &AlertRule, start: Week, last: Week) -> Option<f64> {
    let inside = series
        .points
        .iter()
        .filter(|point| start <= point.week && point.week <= last);
    inside.filter_map(|point| point.value).reduce(|worst, next| {
        if rule.metric.less_is_worse() {
            worst.min(next)
        } else {
            worst.max(next)
        }
    })
}
