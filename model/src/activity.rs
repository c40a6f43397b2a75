//! Active spans, for trackers without hours (section 5 of the book): on which days somebody had a ticket in `active`.
//!
//! A person-day is one person on one working day with at least one active ticket. It is split evenly over the tickets
//! that the person had in `active` at any moment of that day; each part is whose an hour logged that day on that
//! ticket would be, and of the kind the ticket was at the end of the day.

use crate::ids::{PersonId, SquadId};
use crate::people::Memberships;
use crate::rules::Rules;
use crate::stage::Stage;
use crate::time::Micros;
use crate::timeline::{TicketState, Timeline};
use chrono::{DateTime, Days, Duration, NaiveDate, Utc};
use std::collections::{BTreeSet, HashMap};
use std::{fmt, str::FromStr};

/// Where a share comes from. One figure has one method; the two are never mixed.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Method {
    /// Logged hours.
    #[default]
    Worklogs,
    /// Person-days, split over the tickets that were active.
    Activity,
}

impl Method {
    /// Both methods.
    pub const ALL: [Self; 2] = [Self::Worklogs, Self::Activity];

    /// The book's word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Worklogs => "worklogs",
            Self::Activity => "activity",
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Method {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|method| method.word() == text)
            .ok_or_else(|| format!("{text:?} is not a method: use worklogs or activity"))
    }
}

/// A stretch of days on which somebody had a ticket in `active`, and what it was at the end of each of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActiveRun {
    /// Who had it.
    pub person: PersonId,
    /// The first day.
    pub first: NaiveDate,
    /// The last day; none while it lasts.
    pub last: Option<NaiveDate>,
    /// What the ticket was. Its stage can be another one: it may have left `active` in the course of the day.
    pub state: TicketState,
}

/// The runs of a ticket, in order. Those of one person have no day in common.
#[must_use]
pub fn runs(timeline: &Timeline, rules: &Rules) -> Vec<ActiveRun> {
    let mut runs = Vec::new();
    let mut done: HashMap<PersonId, Option<NaiveDate>> = HashMap::new();
    for span in timeline
        .spans()
        .iter()
        .filter(|span| span.state.stage == Stage::Active)
    {
        for (person, from, to) in held_within(timeline, span.from, span.to) {
            let last = to.map(|to| rules.day_of(to - Duration::microseconds(1)));
            let first = match done.get(&person) {
                None => rules.day_of(from),
                Some(None) => continue,
                Some(Some(before)) => rules.day_of(from).max(*before + Days::new(1)),
            };
            if last.is_some_and(|last| last < first) {
                continue;
            }
            done.insert(person, last);
            cut(timeline, rules, (person, first, last), &mut runs);
        }
    }
    runs
}

/// Who had the ticket between two instants, from when to when; empty stretches are left out.
fn held_within(
    timeline: &Timeline,
    from: DateTime<Utc>,
    to: Option<DateTime<Utc>>,
) -> Vec<(PersonId, DateTime<Utc>, Option<DateTime<Utc>>)> {
    let all = timeline.assignees();
    let next = all.iter().skip(1).map(|(at, _)| Some(*at)).chain([None]);
    let earlier = |a: Option<DateTime<Utc>>, b: Option<DateTime<Utc>>| match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    all.iter()
        .zip(next)
        .filter_map(|((since, person), until)| Some(((*person)?, from.max(*since), earlier(to, until))))
        .filter(|(_, from, to)| to.is_none_or(|to| *from < to))
        .collect()
}

/// Cuts a run where the ticket was something else at the end of the day.
fn cut(
    timeline: &Timeline,
    rules: &Rules,
    (person, first, last): (PersonId, NaiveDate, Option<NaiveDate>),
    runs: &mut Vec<ActiveRun>,
) {
    let within = |day: &NaiveDate| *day > first && last.is_none_or(|last| *day <= last);
    let changes: BTreeSet<NaiveDate> = (timeline.spans().iter())
        .map(|span| rules.day_of(span.from))
        .filter(within)
        .collect();
    let mut run = ActiveRun {
        person,
        first,
        last,
        state: timeline.at_end_of(first, rules).clone(),
    };
    for day in changes {
        let state = timeline.at_end_of(day, rules);
        if (&state.squad, &state.classification) != (&run.state.squad, &run.state.classification) {
            let before = ActiveRun {
                last: day.pred_opt(),
                ..run
            };
            runs.push(before);
            run = ActiveRun {
                person,
                first: day,
                last,
                state: state.clone(),
            };
        }
    }
    runs.push(run);
}

/// Millionths of a person-day.
pub const PERSON_DAY: i64 = 1_000_000;

/// Millionths as person-days.
#[must_use]
#[expect(
    clippy::cast_precision_loss,
    reason = "millionths of person-days are far below 2^53"
)]
pub fn person_days(millionths: i64) -> f64 {
    millionths as f64 / PERSON_DAY as f64
}

/// A part of so many of a person-day, the parts as even as whole millionths allow; they add up to it exactly.
#[must_use]
pub fn part_of_day(place: usize, tickets: usize) -> i64 {
    let tickets = i64::try_from(tickets.max(1)).unwrap_or(i64::MAX);
    let place = i64::try_from(place).unwrap_or(i64::MAX);
    PERSON_DAY / tickets + i64::from(place < PERSON_DAY % tickets)
}

/// Whose a part of a person-day is, in millionths: as an hour's (section 2), so that squads add up.
#[must_use]
pub fn squads_of_part(
    part: i64,
    person: PersonId,
    day: NaiveDate,
    ticket_squad: &SquadId,
    memberships: &Memberships,
) -> Vec<(SquadId, i64)> {
    let parts = crate::ownership::parts_of(Micros(part), Some(person), day, Some(ticket_squad), memberships);
    parts.into_iter().map(|(squad, part)| (squad, part.0)).collect()
}

#[cfg(test)]
mod tests;
