//! Series from the rows of figures. Rows that are provisional, of no week, or of `unattributed` (on which nobody could
//! act) are left out.

use super::series::{Point, Series};
use model::alert::{AlertMetric, AlertSubject, Scope};
use model::analyst::{Drain, FlowRow, ForwardRow, MaintenanceRow, RoutingRow, Subject};
use model::ids::{SquadId, TribeId};
use model::time::{Period, Week};
use std::collections::BTreeMap;

/// Weeks of finished tickets that a misroute rate is made of.
const QUARTER_WEEKS: i64 = 13;

/// The series of a metric that weekly maintenance rows of a scope hold.
#[must_use]
pub fn of_maintenance(rows: &[MaintenanceRow], metric: AlertMetric, scope: Scope) -> Vec<Series> {
    let point = |row: &MaintenanceRow| {
        let (value, n) = match metric {
            AlertMetric::MaintenanceShare => (row.maintenance_share.value, row.maintenance_share.n),
            AlertMetric::MaintenanceLoad => (row.maintenance_load.value, row.maintenance_load.n),
            AlertMetric::Coverage => (row.coverage, row.logged_h.n),
            _ => return None,
        };
        Some((value, n, row.coverage))
    };
    let known = rows.iter().filter(|row| !row.provisional);
    series(
        metric,
        known.filter_map(|row| Some((subject(&row.subject, scope)?, row.period, point(row)?))),
    )
}

/// The series of a metric that weekly flow rows of a scope hold. Undrained flow is λ − μ while the backlog cannot drain,
/// and zero while it can.
#[must_use]
pub fn of_flow(rows: &[FlowRow], metric: AlertMetric, scope: Scope) -> Vec<Series> {
    let point = |row: &FlowRow| {
        let backlog = row.backlog.unsigned_abs();
        let (value, n) = match metric {
            AlertMetric::UndrainedFlow => (undrained(row), backlog),
            AlertMetric::Backlog => (Some(backlog as f64), backlog),
            AlertMetric::OpenAgeP85 => (row.open_age_p85.value.or(Some(0.0)), row.open_age_p85.n),
            _ => return None,
        };
        Some((value, n, None))
    };
    let known = rows.iter().filter(|row| !row.provisional);
    series(
        metric,
        known.filter_map(|row| Some((subject(&row.subject, scope)?, row.period, point(row)?))),
    )
}

/// The forward load of a scope, which is known of today only: of the last closed week.
#[must_use]
pub fn of_forward(rows: &[ForwardRow], scope: Scope, closed: Week) -> Vec<Series> {
    let load = |row: &ForwardRow| (row.forward_load.value, row.forward_load.n, None);
    let known = rows.iter();
    let cells =
        known.filter_map(|row| Some((subject(&row.subject, scope)?, Period::Week(closed), load(row))));
    series(AlertMetric::ForwardLoad, cells)
}

/// The misroute rate of the weeks' last quarter: few tickets are finished in a single week. `rows` are weekly rows of a
/// scope.
#[must_use]
pub fn of_routing(rows: &[RoutingRow], scope: Scope) -> Vec<Series> {
    let mut weeks: BTreeMap<AlertSubject, Vec<(Week, i64, i64)>> = BTreeMap::new();
    for row in rows.iter().filter(|row| !row.provisional) {
        if let (Some(subject), Period::Week(week)) = (subject(&row.subject, scope), row.period) {
            let counts = (week, row.figures.misrouted, row.figures.finished);
            weeks.entry(subject).or_default().push(counts);
        }
    }
    let cells = weeks.iter().flat_map(|(subject, weeks)| {
        weeks.iter().map(move |(week, ..)| {
            let trailing = weeks
                .iter()
                .filter(|(other, ..)| *other <= *week && week.weeks_since(*other) < QUARTER_WEEKS);
            let (misrouted, finished) = trailing.fold((0, 0), |sums, (_, misrouted, finished)| {
                (sums.0 + misrouted, sums.1 + finished)
            });
            let rate = (finished > 0).then(|| misrouted as f64 / finished as f64);
            (
                subject.clone(),
                Period::Week(*week),
                (rate, finished.unsigned_abs(), None),
            )
        })
    });
    series(AlertMetric::MisrouteRate, cells)
}

fn undrained(row: &FlowRow) -> Option<f64> {
    let net = row.net_flow?;
    Some(if row.drain == Some(Drain::Never) {
        net.max(0.0)
    } else {
        0.0
    })
}

/// Whom a row of a scope speaks of, if anybody can act on it.
fn subject(of: &Subject, scope: Scope) -> Option<AlertSubject> {
    match scope {
        Scope::Squad => {
            let squad = SquadId::new(of.key.as_str()).ok()?;
            (!squad.is_unattributed()).then(|| squad.into())
        }
        Scope::Tribe => TribeId::new(of.key.as_str()).ok().map(AlertSubject::from),
        Scope::Organisation => Some(AlertSubject::organisation()),
        Scope::Source => None,
    }
}

/// Values of a week: value, rows, coverage.
type Cell = (Option<f64>, u64, Option<f64>);

fn series(metric: AlertMetric, cells: impl Iterator<Item = (AlertSubject, Period, Cell)>) -> Vec<Series> {
    let mut subjects: BTreeMap<AlertSubject, BTreeMap<Week, Point>> = BTreeMap::new();
    for (subject, period, (value, n, coverage)) in cells {
        let Period::Week(week) = period else { continue };
        let point = Point {
            week,
            value,
            n,
            coverage,
            is_stale: false,
        };
        subjects.entry(subject).or_default().insert(week, point);
    }
    // Rows go up to the last closed week for everybody: who has none there is hidden, being too few people
    // (section 11), and has no alert of its own.
    let last_of = |points: &BTreeMap<Week, Point>| points.keys().next_back().copied();
    let last = subjects.values().filter_map(last_of).max();
    subjects.retain(|_, points| last_of(points) == last);
    subjects
        .into_iter()
        .map(|(subject, points)| Series {
            metric,
            subject,
            points: points.into_values().collect(),
        })
        .collect()
}
