//! Forward load (section 5 of the book): what is asked for in the next four weeks over what there will be, for a
//! squad; a tribe's and the organisation's are the sums of their squads'.
//!
//! | figure | formula | unit |
//! |---|---|---|
//! | `committed_h` | Σ what is left of the open initiatives due in the four weeks (`commitments::left` says of each) | h |
//! | `expected_maintenance_h` | 4 × mean weekly `maintenance_h` of the last 8 closed weeks | h |
//! | `capacity_h` | that of the four weeks, as in the maintenance load | h |
//! | `forward_load` | (`committed_h` + `expected_maintenance_h`) / `capacity_h` | share |
//! | `overdue_h` | Σ what is left of open initiatives due before the four weeks; in no other figure | h |
//!
//! The four weeks start with the running one: what is due this Friday counts, and so does all of this week's capacity.
//! A squad's mean is over those of the eight weeks that are not before its first week with hours; a week without
//! hours is 0 h. By activity, a week's `maintenance_h` is its `maintenance_share` of its capacity. Whose a ticket's hours are is whose the ticket is now.
//!
//! Worked: 200 h are left of what is due until the 4th Sunday; the last 8 weeks had 240 h of maintenance, so
//! 4 × 30 h = 120 h are expected; three people have 4 × 105 h = 420 h less 20 h of holidays: (200 + 120) / 400 = 80 %.
//!
//! Blind spots: work that is promised for no day, or not written down; hours already worked this week are in the
//! week's capacity, and no longer in what is left; a commitment due in the fifth week that has to be begun now.

use super::{Cube, subjects};
use crate::commitments::Commitment;
use crate::rollups::hours::HoursRow;
use crate::symbols::Symbol;
use chrono::NaiveDate;
use model::activity::Method;
use model::analyst::{AHEAD_WEEKS, ForwardRow, LeftBy, Subject, TRAILING_WEEKS};
use model::classify::Category;
use model::figure::Figure;
use model::query::Filter;
use model::time::{Micros, Week};
use std::collections::{BTreeMap, HashSet};

/// The four weeks that a day looks ahead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ahead {
    pub(crate) first: Week,
    pub(crate) last: Week,
}

impl Ahead {
    /// Those that start with the week of a day.
    pub(crate) fn of(today: NaiveDate) -> Self {
        let first = Week::of(today);
        Self {
            first,
            last: first.plus(AHEAD_WEEKS - 1),
        }
    }

    /// Whether a commitment is due in them; those due after were never asked for.
    pub(crate) fn holds(self, commitment: &Commitment) -> bool {
        commitment.due >= self.first.monday()
    }
}

/// The rows of a filter, by subject. `commitments` are those due up to the last of the four weeks.
pub(crate) fn rows(cube: &Cube<'_>, filter: &Filter, commitments: &[Commitment]) -> Vec<ForwardRow> {
    let ahead = Ahead::of(filter.today);
    subjects(cube, filter)
        .into_iter()
        .map(|(subject, squads)| of_subject(cube, ahead, subject, &squads, commitments))
        .collect()
}

fn of_subject(
    cube: &Cube<'_>,
    ahead: Ahead,
    subject: Subject,
    squads: &[Symbol],
    commitments: &[Commitment],
) -> ForwardRow {
    let own = |row: &&Commitment| squads.contains(&row.squad) && cube.projects.hold(row.project);
    let (due, overdue): (Vec<_>, Vec<_>) = commitments.iter().filter(own).partition(|row| ahead.holds(row));
    let initiatives: HashSet<_> = due.iter().map(|row| (row.source, row.initiative)).collect();
    let unknown = |row: &&&Commitment| row.by == LeftBy::Unknown;
    let committed = sum(&due);
    let expected = expected(cube, ahead, squads);
    let capacity = capacity(cube, ahead, squads);
    let asked = expected.map(|expected| committed + expected.hours);
    ForwardRow {
        subject,
        first_week: ahead.first,
        last_week: ahead.last,
        committed_h: total(&due),
        expected_maintenance_h: Figure::plain(
            expected.map(|expected| expected.hours.hours()),
            expected.map_or(0, |expected| expected.weeks),
            None,
        ),
        capacity_h: capacity.map(Micros::hours),
        forward_load: asked.map_or_else(Figure::default, |asked| {
            Figure::ratio(asked, capacity, due.len() as u64, None)
        }),
        overdue_h: total(&overdue),
        initiatives: initiatives.len() as u64,
        without_estimate: due.iter().filter(unknown).count() as u64,
    }
}

fn sum(commitments: &[&Commitment]) -> Micros {
    commitments.iter().map(|row| row.left).sum()
}

fn total(commitments: &[&Commitment]) -> Figure {
    Figure::total(sum(commitments).hours(), commitments.len() as u64, None)
}

/// Maintenance that is expected, and of how many weeks it is the mean.
#[derive(Debug, Clone, Copy)]
struct Expected {
    hours: Micros,
    weeks: u64,
}

/// The sum of what is expected of each squad; none where none of them has closed weeks with hours behind it.
fn expected(cube: &Cube<'_>, ahead: Ahead, squads: &[Symbol]) -> Option<Expected> {
    let each = squads
        .iter()
        .filter_map(|squad| expected_of_squad(cube, ahead, *squad));
    each.reduce(|a, b| Expected {
        hours: a.hours + b.hours,
        weeks: a.weeks.max(b.weeks),
    })
}

fn expected_of_squad(cube: &Cube<'_>, ahead: Ahead, squad: Symbol) -> Option<Expected> {
    let first = cube.hours(squad).map(|row| row.key.week).min()?;
    let from = first.max(ahead.first.plus(-TRAILING_WEEKS));
    let weeks = ahead.first.weeks_since(from);
    let trailing = |week: Week| from <= week && week < ahead.first;
    let rows = || cube.hours(squad).filter(|row| trailing(row.key.week));
    let maintenance = match cube.method {
        Method::Worklogs => sum_of(rows().filter(|row| is_maintenance(row))),
        Method::Activity => by_activity(cube, squad, rows()),
    };
    (weeks > 0).then(|| Expected {
        hours: Micros(maintenance * AHEAD_WEEKS / weeks),
        weeks: weeks.unsigned_abs(),
    })
}

fn is_maintenance(row: &HoursRow) -> bool {
    row.key.category == Category::Maintenance
}

fn sum_of<'a>(rows: impl Iterator<Item = &'a HoursRow>) -> i64 {
    rows.map(|row| row.micros).sum()
}

/// Without hours, a week's maintenance is its share of the person-days, of the week's capacity.
fn by_activity<'a>(cube: &Cube<'_>, squad: Symbol, rows: impl Iterator<Item = &'a HoursRow>) -> i64 {
    let mut weeks: BTreeMap<Week, (i128, i128)> = BTreeMap::new();
    for row in rows {
        let week = weeks.entry(row.key.week).or_default();
        week.1 += i128::from(row.micros);
        if is_maintenance(row) {
            week.0 += i128::from(row.micros);
        }
    }
    let capacity_of = |week| {
        let rows = cube.capacity(squad).filter(|row| row.week == week);
        rows.map(|row| i128::from(row.micros)).sum::<i128>()
    };
    let hours = weeks
        .into_iter()
        .map(|(week, (maintenance, active))| capacity_of(week) * maintenance / active.max(1));
    i64::try_from(hours.sum::<i128>()).unwrap_or(i64::MAX)
}

/// What squads will have; none without memberships.
fn capacity(cube: &Cube<'_>, ahead: Ahead, squads: &[Symbol]) -> Option<Micros> {
    let rows = squads.iter().flat_map(|squad| cube.capacity(*squad));
    let mut within = rows
        .filter(|row| ahead.first <= row.week && row.week <= ahead.last)
        .map(|row| Micros(row.micros))
        .peekable();
    within.peek()?;
    Some(within.sum())
}

/// What a reader should know: that nobody knows what squads can give, or that there were no hours of late.
pub(crate) fn notes(cube: &Cube<'_>, filter: &Filter) -> Vec<String> {
    let ahead = Ahead::of(filter.today);
    let mut notes = Vec::new();
    if filter.project.is_some() {
        notes.push("with a project there is no capacity: forward_load is not known".to_owned());
    } else {
        let names: Vec<String> = subjects(cube, filter)
            .into_iter()
            .flat_map(|(_, squads)| squads)
            .filter(|squad| capacity(cube, ahead, &[*squad]).is_none())
            .map(|squad| cube.symbols.name(squad).to_string())
            .filter(|name| name != "unattributed")
            .collect();
        if !names.is_empty() {
            let names = names.join(", ");
            notes.push(format!(
                "nobody is a member in these weeks, so forward_load is not known: {names}"
            ));
        }
    }
    let last = cube.last_day.map(Week::of);
    if let Some(last) = last.filter(|last| *last < ahead.first.previous()) {
        notes.push(format!(
            "the data end in {last}: weeks without hours count as 0 h in expected_maintenance_h"
        ));
    }
    notes
}
