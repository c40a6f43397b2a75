//! A squad over a line of maintenance share, by spell: `ok` → `pending` → `firing` → `recovering` → `ok`.
//!
//! Each evaluation replays all closed weeks, so that late worklogs count, and compares with what was stored:
//!
//! - transitions of weeks after the last one looked at are new, and told;
//! - where late data changed what was told of weeks before, one transition leads from the stored state to the one
//!   that holds now. If no week of the spell that was told is left, it says `withdrawn_by_late_data`;
//! - a week that proves nothing (low coverage, nothing logged) keeps the state.
//!
//! Evaluating again what was stored gives no transition: nothing is told twice. The first evaluation of a squad
//! tells its whole history, each transition with its week.
//!
//! Worked: shares 30 40 41 give `ok → pending` and `pending → firing` (since week 2). Late hours make week 2 a 20:
//! replayed, the squad is `pending` since week 3, so `firing → pending` is told, withdrawn by late data.
//!
//! Blind spot: a spell that had ended before the last evaluation and is taken back by late data is gone from the
//! list of spells, but no transition says so: the stored state is `ok` before and after.

use crate::figures::spells::{Watch, WeekPoint};
use chrono::{DateTime, Utc};
use model::alert::{AlertMetric, AlertState, AlertStatus, AlertSubject, AlertTransition, Late, SpellRule};
use model::analyst::MaintenanceRow;
use model::ids::SquadId;
use model::time::Week;
use std::collections::BTreeMap;

/// Compares the closed weeks of squads with rules and the stored statuses.
///
/// `series` are weekly rows of squads, without gaps; rows that are provisional, of no squad, or of `unattributed`
/// (on which nobody could act) are left out. Returns
/// the statuses to store, for every rule and squad, and the transitions to tell, by squad, rule and week. A stored
/// status whose squad or rule is no more goes back to `ok`.
#[must_use]
pub fn evaluate(
    series: &[MaintenanceRow],
    rules: &[SpellRule],
    before: &[AlertStatus],
    now: DateTime<Utc>,
) -> (Vec<AlertStatus>, Vec<AlertTransition>) {
    let squads = by_squad(series);
    let mut statuses = Vec::new();
    let mut transitions = Vec::new();
    for (squad, points) in &squads {
        for rule in rules {
            let stored = before
                .iter()
                .find(|status| status.rule == rule.id && status.subject.squad().as_ref() == Some(squad));
            let replay = Replay::of(squad, points, rule);
            let mut number = stored.map_or(0, |stored| stored.number);
            for mut transition in replay.news(stored, now) {
                number += 1;
                transition.status.number = number;
                transitions.push(transition);
            }
            statuses.extend(replay.last().map(|last| AlertStatus {
                number,
                ..last.clone()
            }));
        }
    }
    for status in before {
        let watched = status
            .subject
            .squad()
            .is_some_and(|squad| squads.contains_key(&squad))
            && rules.iter().any(|rule| rule.id == status.rule);
        if !watched {
            let (cleared, transition) = cleared(status, rules, now);
            statuses.push(cleared);
            transitions.extend(transition);
        }
    }
    (statuses, transitions)
}

fn by_squad(series: &[MaintenanceRow]) -> BTreeMap<SquadId, Vec<WeekPoint>> {
    let mut squads: BTreeMap<SquadId, Vec<WeekPoint>> = BTreeMap::new();
    for row in series.iter().filter(|row| !row.provisional) {
        let squad = SquadId::new(row.subject.key.as_str());
        if let (Ok(squad), Some(point)) = (squad, WeekPoint::of(row))
            && !squad.is_unattributed()
        {
            squads.entry(squad).or_default().push(point);
        }
    }
    for points in squads.values_mut() {
        points.sort_by_key(|point| point.week);
    }
    squads
}

/// The status after each closed week.
struct Replay(Vec<AlertStatus>);

impl Replay {
    fn of(squad: &SquadId, points: &[WeekPoint], rule: &SpellRule) -> Self {
        let mut watch = Watch::default();
        let status = |point: &WeekPoint| {
            watch.step(point, rule);
            AlertStatus {
                rule: rule.id.clone(),
                subject: AlertSubject::from(squad.clone()),
                metric: AlertMetric::MaintenanceShare,
                severity: rule.severity,
                state: watch.state,
                since: watch.since,
                through: point.week,
                value: point.share(),
                raise: rule.raise,
                clear: rule.clear,
                held: None,
                number: 0,
                evidence: String::new(),
            }
        };
        Self(points.iter().map(status).collect())
    }

    fn last(&self) -> Option<&AlertStatus> {
        self.0.last()
    }

    /// What has to be told, given what was stored.
    fn news(&self, stored: Option<&AlertStatus>, now: DateTime<Utc>) -> Vec<AlertTransition> {
        let mut state = AlertState::Ok;
        let mut told = Vec::new();
        if let Some(stored) = stored {
            told.extend(self.correction(stored, now));
            state = self
                .at(stored.through)
                .map_or(AlertState::Ok, |status| status.state);
        }
        let new = |status: &&AlertStatus| stored.is_none_or(|stored| stored.through < status.through);
        for status in self.0.iter().filter(new) {
            if status.state != state {
                told.push(transition(status, state, status.through, false, now));
                state = status.state;
            }
        }
        told
    }

    /// The status at a week; at the last week before it, where the series has become shorter.
    fn at(&self, week: Week) -> Option<&AlertStatus> {
        self.0.iter().rev().find(|status| status.through <= week)
    }

    /// From the stored state to what now holds for the same week, if late data (or another line) changed it.
    fn correction(&self, stored: &AlertStatus, now: DateTime<Utc>) -> Option<AlertTransition> {
        let Some(status) = self.at(stored.through) else {
            let gone = AlertStatus {
                state: AlertState::Ok,
                since: None,
                value: None,
                ..stored.clone()
            };
            let raised = stored.state.is_raised();
            let differs = stored.state != AlertState::Ok;
            return differs.then(|| transition(&gone, stored.state, stored.through, raised, now));
        };
        let same_line = stored.raise == status.raise && stored.clear == status.clear;
        let withdrawn = stored.state.is_raised() && same_line && !self.still_told(stored);
        if status.state == stored.state && !withdrawn {
            return None;
        }
        let week = if withdrawn {
            stored.through
        } else {
            self.changed_at(stored.through)
        };
        Some(transition(status, stored.state, week, withdrawn, now))
    }

    /// Whether any week of the spell that was told is one of a spell now.
    fn still_told(&self, stored: &AlertStatus) -> bool {
        let told = |week: Week| stored.since.is_none_or(|since| since <= week) && week <= stored.through;
        let spells = self.0.iter().filter(|status| status.state.is_raised());
        spells.into_iter().any(|status| {
            let from = status.since.unwrap_or(status.through);
            from.through(status.through).any(told)
        })
    }

    /// The week at which the state that holds at `week` began.
    fn changed_at(&self, week: Week) -> Week {
        let known: Vec<&AlertStatus> = self.0.iter().filter(|status| status.through <= week).collect();
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
    withdrawn: bool,
    now: DateTime<Utc>,
) -> AlertTransition {
    AlertTransition {
        status: status.clone(),
        from,
        week,
        late: withdrawn.then_some(Late::Withdrawn),
        is_history: false,
        noticed_at: now,
    }
}

/// A status whose squad has no hours left or whose rule is no more. Only the first is late data's doing.
fn cleared(
    stored: &AlertStatus,
    rules: &[SpellRule],
    now: DateTime<Utc>,
) -> (AlertStatus, Option<AlertTransition>) {
    let ok = AlertStatus {
        state: AlertState::Ok,
        since: None,
        value: None,
        ..stored.clone()
    };
    let has_rule = rules.iter().any(|rule| rule.id == stored.rule);
    let told = (stored.state != AlertState::Ok).then(|| {
        let withdrawn = stored.state.is_raised() && has_rule;
        let next = AlertStatus {
            number: stored.number + 1,
            ..ok.clone()
        };
        transition(&next, stored.state, stored.through, withdrawn, now)
    });
    let number = told.as_ref().map_or(ok.number, |told| told.status.number);
    (AlertStatus { number, ..ok }, told)
}

#[cfg(test)]
mod tests;
