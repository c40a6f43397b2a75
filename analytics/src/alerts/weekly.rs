//! A metric with a history of closed weeks: `ok` → `pending` → `firing` → `recovering` → `ok`.
//!
//! Each evaluation replays all closed weeks, so that late data count, and compares with what was stored:
//!
//! - transitions of weeks after the last one looked at are new, and told;
//! - where late data changed what was told of weeks before, one transition leads from the stored state to the one
//!   that holds now. If no week of the spell that was told is left, it is *withdrawn*; if it is still raised and its
//!   weeks have other values, it is *confirmed*, from its state to itself where that did not change;
//! - a spell that was told and had ended, and of which late data leave no week, is withdrawn from `ok` to `ok`;
//! - a week that proves nothing (low coverage, a stale source, too few rows, no value) keeps the state, and the status
//!   says why.
//!
//! Evaluating again what was stored gives no transition: nothing is told twice. The first evaluation of a subject finds
//! its history, which nobody is told, but for the transition that raised what is raised now. Other lines than those of
//! the last evaluation lead to the state that holds by them, and are not late data.
//!
//! Worked: shares 30 40 41 give `ok → pending` and `pending → firing` (since week 2). Late hours make week 2 a 20:
//! replayed, the squad is `pending` since week 3, so `firing → pending` is told, withdrawn by late data. Had they made
//! it a 45, `firing → firing` would be told, confirmed by late data.
//!
//! Blind spots: only the last eight spells that ended are remembered; one of them that is taken back while a later one
//! is raised is forgotten without a word.

use super::series::Series;
use crate::figures::watch::{Lines, Watch};
use chrono::{DateTime, Utc};
use model::alert::{AlertRule, AlertState, AlertStatus, AlertTransition, Evidence, Late, digest};
use model::time::Week;
use std::collections::BTreeMap;

/// The status after the last closed week, and what is to be told.
pub(super) fn evaluate(
    series: &Series,
    rule: &AlertRule,
    stored: Option<&AlertStatus>,
    now: DateTime<Utc>,
) -> Option<(AlertStatus, Vec<AlertTransition>)> {
    let replay = Replay::of(series, rule);
    let last = replay.statuses.last()?.clone();
    let mut evidence: Evidence = stored.map_or_else(Evidence::default, |stored| {
        stored.evidence.parse().unwrap_or_else(|never| match never {})
    });
    let told = replay.news(stored, &mut evidence, now);
    let evidence = Evidence {
        values: replay.values(last.through),
        is_gone: false,
        told: evidence.told,
        ..Evidence::of(rule)
    };
    let status = AlertStatus {
        evidence: evidence.to_string(),
        ..last
    };
    Some((status, told))
}

/// A series watched by a rule.
pub(super) struct Replay<'a> {
    series: &'a Series,
    rule: &'a AlertRule,
    /// The status after each closed week.
    pub(super) statuses: Vec<AlertStatus>,
    /// First and last week in which each spell was raised.
    pub(super) spells: BTreeMap<Week, Week>,
    /// Last week of each spell that ended, by its first: the weeks that ended it are not in it.
    pub(super) ends: BTreeMap<Week, Week>,
}

impl<'a> Replay<'a> {
    /// Watches all weeks.
    pub(super) fn of(series: &'a Series, rule: &'a AlertRule) -> Self {
        let lines = Lines::from(rule);
        let mut watch = Watch::default();
        let (mut spells, mut ends) = (BTreeMap::new(), BTreeMap::new());
        let mut statuses = Vec::new();
        for point in &series.points {
            let (seen, held) = point.seen(rule);
            let since = watch.since;
            if let (Some(clear_from), Some(start)) = (watch.step(point.week, seen, &lines), since) {
                ends.insert(start, clear_from.previous());
            }
            if watch.state.is_raised() {
                spells.insert(watch.since.unwrap_or(point.week), point.week);
            }
            statuses.push(point.status(&series.subject, rule, (watch.state, watch.since), held));
        }
        Self {
            series,
            rule,
            statuses,
            spells,
            ends,
        }
    }

    /// The week in which the spell that starts in one was raised.
    pub(super) fn raised_in(&self, start: Week) -> Option<Week> {
        let raised = |status: &&AlertStatus| status.state.is_raised() && status.since == Some(start);
        self.statuses.iter().find(raised).map(|status| status.through)
    }

    /// What has to be told, given what was stored; tells `evidence` which spells ended.
    fn news(
        &self,
        stored: Option<&AlertStatus>,
        evidence: &mut Evidence,
        now: DateTime<Utc>,
    ) -> Vec<AlertTransition> {
        let mut told = Vec::new();
        let mut state = AlertState::Ok;
        let is_history = stored.is_none() || evidence.is_gone;
        if let Some(stored) = stored {
            told.extend(self.taken_back(stored, evidence, now));
            told.extend(
                self.correction(stored, evidence, now)
                    .map(|told| AlertTransition { is_history, ..told }),
            );
            state = self
                .at(stored.through)
                .map_or(AlertState::Ok, |status| status.state);
        }
        let mut since = stored.and_then(|stored| self.at(stored.through)?.since);
        let new = |status: &&AlertStatus| stored.is_none_or(|stored| stored.through < status.through);
        for status in self.statuses.iter().filter(new) {
            if status.state != state {
                if state.is_raised() && !status.state.is_raised() && !is_history {
                    evidence.tell(since.unwrap_or(status.through), status.through);
                }
                told.push(AlertTransition {
                    is_history,
                    ..transition(status, state, status.through, None, now)
                });
                state = status.state;
            }
            since = status.since;
        }
        if is_history && state.is_raised() {
            let raised = told
                .iter_mut()
                .rfind(|told| told.status.state.is_raised() && !told.from.is_raised());
            raised.into_iter().for_each(|told| told.is_history = false);
        }
        told
    }

    /// The status at a week; at the last week before it, where the series has become shorter.
    fn at(&self, week: Week) -> Option<&AlertStatus> {
        self.statuses.iter().rev().find(|status| status.through <= week)
    }

    /// The values of the weeks up to one since it was raised, in short; none where it is not.
    fn values(&self, through: Week) -> Option<String> {
        let status = self.at(through).filter(|status| status.state.is_raised())?;
        let since = status.since?;
        let weeks = self.series.points.iter();
        let inside = weeks.filter(|point| since <= point.week && point.week <= through);
        Some(digest(inside.map(|point| (point.week, point.value))))
    }

    /// Spells that were told and ended, and of which no week is left: forgotten, and told where nothing is raised.
    fn taken_back(
        &self,
        stored: &AlertStatus,
        evidence: &mut Evidence,
        now: DateTime<Utc>,
    ) -> Vec<AlertTransition> {
        let same_rule = self.is_same_rule(stored, evidence);
        let (left, gone): (Vec<_>, Vec<_>) = evidence
            .told
            .drain(..)
            .partition(|(start, end)| self.overlaps(*start, *end));
        evidence.told = left;
        let tells = same_rule && !stored.state.is_raised();
        let tell = |(start, end): (Week, Week)| {
            let status = AlertStatus {
                since: Some(start),
                ..stored.clone()
            };
            transition(&status, stored.state, end, Some(Late::Withdrawn), now)
        };
        gone.into_iter().filter(|_| tells).map(tell).collect()
    }

    /// From the stored state to what now holds for the same week, if late data (or another line) changed it.
    fn correction(
        &self,
        stored: &AlertStatus,
        evidence: &mut Evidence,
        now: DateTime<Utc>,
    ) -> Option<AlertTransition> {
        let same_rule = self.is_same_rule(stored, evidence);
        let Some(status) = self.at(stored.through) else {
            let (gone, _) = super::cleared(stored, Some(self.rule), now);
            let late = (stored.state.is_raised() && same_rule).then_some(Late::Withdrawn);
            let differs = stored.state != AlertState::Ok;
            return differs.then(|| transition(&gone, stored.state, stored.through, late, now));
        };
        let start = stored.since.unwrap_or(stored.through);
        let withdrawn = stored.state.is_raised() && same_rule && !self.overlaps(start, stored.through);
        let other_values = evidence.values.is_some() && evidence.values != self.values(stored.through);
        let confirmed = stored.state.is_raised() && status.state.is_raised() && same_rule && other_values;
        let late = if withdrawn {
            Some(Late::Withdrawn)
        } else {
            confirmed.then_some(Late::Confirmed)
        };
        if status.state == stored.state && late.is_none() {
            return None;
        }
        if stored.state.is_raised() && !status.state.is_raised() && !withdrawn {
            evidence.tell(start, stored.through);
        }
        let week = if late.is_some() {
            stored.through
        } else {
            self.changed_at(stored.through)
        };
        Some(transition(status, stored.state, week, late, now))
    }

    /// Whether the stored status is of these lines, so that a difference is late data's doing.
    fn is_same_rule(&self, stored: &AlertStatus, evidence: &Evidence) -> bool {
        let same_lines = stored.raise == self.rule.raise && stored.clear == self.rule.clear;
        same_lines && (evidence.rule.is_empty() || evidence.rule == Evidence::of(self.rule).rule)
    }

    /// Whether any spell has a week of these.
    fn overlaps(&self, start: Week, end: Week) -> bool {
        self.spells
            .iter()
            .any(|(first, last)| *first <= end && start <= *last)
    }

    /// The week at which the state that holds at `week` began.
    fn changed_at(&self, week: Week) -> Week {
        let known: Vec<&AlertStatus> = self
            .statuses
            .iter()
            .filter(|status| status.through <= week)
            .collect();
        let same = known
            .iter()
            .rev()
            .take_while(|status| known.last().is_some_and(|last| last.state == status.state));
        same.last().map_or(week, |status| status.through)
    }
}

fn transition(
    status: &AlertStatus,
    from: AlertState,
    week: Week,
    late: Option<Late>,
    now: DateTime<Utc>,
) -> AlertTransition {
    AlertTransition {
        status: status.clone(),
        from,
        week,
        late,
        is_history: false,
        noticed_at: now,
    }
}
