//! Maintenance load (section 5 of the book), for a squad; for a tribe and the organisation from the same hours.
//!
//! | figure | formula | unit |
//! |---|---|---|
//! | `logged_h` | Σ worklog time | h |
//! | `maintenance_h` | the same over category `maintenance` | h |
//! | `maintenance_share` | `maintenance_h` / `logged_h`; none if `logged_h` ≤ 0 | share |
//! | `capacity_h` | Σ members: allocation × working time − absences; none without members in the period | h |
//! | `maintenance_load` | `maintenance_h` / `capacity_h` | share |
//! | `coverage` | `logged_h` / `capacity_h`, not clipped | share |
//! | `arrivals`, `departures` | maintenance tickets that entered and left the open stock | tickets |
//! | `backlog` | previous backlog + arrivals − departures, always | tickets |
//! | `people` | distinct people who logged time, by id | people |
//!
//! Worked: a squad of two at 35 h logs 60 h, 21 h of it on bugs: share 21 / 60 = 35 %, load 21 / 70 = 30 %,
//! coverage 60 / 70 = 86 %.
//!
//! `n` counts rows of facts: a worklog split between two squads is one in each, as in the list behind the figure.
//! A month's hours are those worked in it; a week that crosses two months is whole as a week and split by work date
//! between the months. A tribe's and the organisation's arrivals and departures hold tickets that moved between
//! their own squads (routed out of one, into the other); their backlog is right all the same.
//!
//! By activity (`activity::days` says how person-days are told), `active_days` and `maintenance_days` stand in the
//! place of hours, `maintenance_share` is the one over the other, and load and coverage are not known.
//!
//! Blind spots: hours that nobody logged; a share of few hours says little (see coverage); where only some squads
//! of a tribe have memberships, the tribe's coverage counts all hours and only the known capacity (a note says so).

use super::cube::{PeopleByPeriod, Projects};
use super::{Cube, Window, subjects};
use crate::symbols::Symbol;
use model::activity::{Method, person_days};
use model::analyst::{ActiveDays, MaintenanceRow, Subject};
use model::classify::Category;
use model::figure::Figure;
use model::query::Filter;
use model::time::{Micros, Period, Week};
use std::collections::BTreeMap;

/// What one period holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Sums {
    pub(crate) logged: Micros,
    pub(crate) logged_n: u64,
    pub(crate) maintenance: Micros,
    pub(crate) maintenance_n: u64,
    /// Tickets by reason, in the order of `FlowReason::ALL`.
    pub(crate) by_reason: [i64; 8],
}

impl Sums {
    pub(crate) fn arrivals(&self) -> i64 {
        self.by_reason[..4].iter().sum()
    }

    pub(crate) fn departures(&self) -> i64 {
        self.by_reason[4..].iter().sum()
    }
}

/// The rows of a filter, by subject, then by period.
pub(crate) fn rows(cube: &Cube<'_>, filter: &Filter) -> Vec<MaintenanceRow> {
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
) -> Vec<MaintenanceRow> {
    let sums = sums(cube, window, squads);
    let capacity = capacity(cube, window, squads);
    let people = people(cube, window, squads);
    let mut backlog = 0;
    let mut rows = Vec::new();
    for period in window.series(sums.keys().copied()) {
        let sums = sums.get(&period).copied().unwrap_or_default();
        backlog += sums.arrivals() - sums.departures();
        if !window.holds(period) {
            continue;
        }
        let work = match cube.method {
            Method::Worklogs => Work::by_worklogs(sums, capacity.get(&period).copied()),
            Method::Activity => Work::by_activity(sums),
        };
        rows.push(MaintenanceRow {
            subject: subject.clone(),
            period,
            provisional: !period.is_closed(filter.today),
            logged_h: work.logged_h,
            maintenance_h: work.maintenance_h,
            maintenance_share: work.maintenance_share,
            capacity_h: work.capacity_h,
            maintenance_load: work.maintenance_load,
            coverage: work.coverage,
            activity: work.activity,
            arrivals: sums.arrivals(),
            departures: sums.departures(),
            backlog,
            people: people.get(&period).copied().unwrap_or_default(),
        });
    }
    rows
}

/// What a period says of work, by one method; the other's figures are not known.
#[derive(Default)]
struct Work {
    logged_h: Figure,
    maintenance_h: Figure,
    maintenance_share: Figure,
    capacity_h: Option<f64>,
    maintenance_load: Figure,
    coverage: Option<f64>,
    activity: Option<ActiveDays>,
}

impl Work {
    fn by_worklogs(sums: Sums, capacity: Option<Micros>) -> Self {
        let coverage = coverage(sums.logged, capacity);
        Self {
            logged_h: Figure::total(sums.logged.hours(), sums.logged_n, coverage),
            maintenance_h: Figure::total(sums.maintenance.hours(), sums.maintenance_n, coverage),
            maintenance_share: Figure::ratio(sums.maintenance, Some(sums.logged), sums.logged_n, coverage),
            capacity_h: capacity.map(Micros::hours),
            maintenance_load: Figure::ratio(sums.maintenance, capacity, sums.maintenance_n, coverage),
            coverage,
            activity: None,
        }
    }

    /// Sums are millionths of person-days.
    fn by_activity(sums: Sums) -> Self {
        let (active, maintenance) = (person_days(sums.logged.0), person_days(sums.maintenance.0));
        Self {
            maintenance_share: Figure {
                value: (active > 0.0).then(|| maintenance / active),
                numerator: Some(maintenance),
                denominator: Some(active),
                n: sums.logged_n,
                coverage: None,
            },
            activity: Some(ActiveDays {
                active: Figure::total(active, sums.logged_n, None),
                maintenance: Figure::total(maintenance, sums.maintenance_n, None),
            }),
            ..Self::default()
        }
    }
}

/// Hours and flows of squads by period.
pub(crate) fn sums(cube: &Cube<'_>, window: &Window, squads: &[Symbol]) -> BTreeMap<Period, Sums> {
    let mut sums: BTreeMap<Period, Sums> = BTreeMap::new();
    for row in squads.iter().flat_map(|squad| cube.hours(*squad)) {
        let sum = sums
            .entry(window.period(row.key.week, row.key.month))
            .or_default();
        let worklogs = row.worklogs.unsigned_abs();
        sum.logged += Micros(row.micros);
        sum.logged_n += worklogs;
        if row.key.category == Category::Maintenance {
            sum.maintenance += Micros(row.micros);
            sum.maintenance_n += worklogs;
        }
    }
    for row in squads.iter().flat_map(|squad| cube.flow_weeks(*squad)) {
        let sum = sums.entry(window.period(row.week, row.month)).or_default();
        for (total, tickets) in sum.by_reason.iter_mut().zip(row.by_reason) {
            *total += tickets;
        }
    }
    sums
}

/// Capacity of squads by period; nothing for periods without members.
pub(crate) fn capacity(cube: &Cube<'_>, window: &Window, squads: &[Symbol]) -> BTreeMap<Period, Micros> {
    let mut sums: BTreeMap<Period, Micros> = BTreeMap::new();
    for row in squads.iter().flat_map(|squad| cube.capacity(*squad)) {
        *sums.entry(window.period(row.week, row.month)).or_default() += Micros(row.micros);
    }
    sums
}

/// Logged over capacity, not clipped; none without capacity.
pub(crate) fn coverage(logged: Micros, capacity: Option<Micros>) -> Option<f64> {
    Figure::ratio(logged, capacity, 0, None).value
}

/// Distinct people of squads by period.
fn people(cube: &Cube<'_>, window: &Window, squads: &[Symbol]) -> PeopleByPeriod {
    let count = || count_people(cube, window, squads);
    match cube.projects {
        Projects::All => cube
            .people_counts
            .of(cube.sight.level, window.grain(), squads, count),
        Projects::One(_) => PeopleByPeriod::new(count()),
    }
}

fn count_people(cube: &Cube<'_>, window: &Window, squads: &[Symbol]) -> BTreeMap<Period, u64> {
    let mut seen: Vec<(Period, i64)> = squads
        .iter()
        .flat_map(|squad| cube.people(*squad))
        .map(|row| (window.period(row.key.week, row.key.month), row.key.person.0))
        .collect();
    seen.sort_unstable();
    seen.dedup();
    let mut counts = BTreeMap::new();
    for (period, _) in seen {
        *counts.entry(period).or_default() += 1;
    }
    counts
}

/// The first week with hours or flows of some squads.
pub(crate) fn first_week(cube: &Cube<'_>, squads: &[Symbol]) -> Option<Week> {
    let hours = squads.iter().flat_map(|squad| cube.hours(*squad));
    let flows = squads.iter().flat_map(|squad| cube.flow_weeks(*squad));
    hours
        .map(|row| row.key.week)
        .chain(flows.map(|row| row.week))
        .min()
}

/// Squads with hours whose capacity is not known, by name: a reader of coverage should know.
pub(crate) fn notes(cube: &Cube<'_>, filter: &Filter) -> Vec<String> {
    if cube.method == Method::Activity {
        return vec![
            "by activity: person-days over the tickets that were active. Such shares always sum to 100 % and cannot \
             show overload; hours, load and coverage are not known"
                .to_owned(),
        ];
    }
    if filter.project.is_some() {
        return vec!["with a project there is no capacity: coverage and load are not known".to_owned()];
    }
    let unknown = |squad: &&Symbol| cube.capacity(**squad).next().is_none();
    let names = subjects(cube, filter)
        .into_iter()
        .flat_map(|(_, squads)| squads)
        .filter(|squad| cube.squads.contains(squad) && unknown(&squad))
        .map(|squad| cube.symbols.name(squad).to_string())
        .filter(|name| name != "unattributed");
    let names: Vec<String> = names.collect();
    if names.is_empty() {
        return Vec::new();
    }
    let names = names.join(", ");
    vec![format!(
        "coverage is not known and its gate does not apply for want of memberships: {names}"
    )]
}
