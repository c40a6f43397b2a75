//! Hours by kind of work: `logged_h` by category and maintenance type. The rows of a subject and period add up to
//! its `logged_h` exactly. A period without hours of a kind has no row for it.
//!
//! Worked: 60 h logged, 15 h on bugs, 6 h for users, 39 h on new things: rows `maintenance/corrective` 15,
//! `maintenance/user_support` 6, `new` 39.
//!
//! Blind spot: tickets that match no rule are in `uncategorised`, which says nothing of what they are.

use super::maintenance::{capacity, coverage};
use super::{Cube, Window, subjects};
use model::activity::{Method, person_days};
use model::analyst::MixRow;
use model::classify::{Category, MaintenanceType};
use model::figure::Figure;
use model::query::Filter;
use model::time::{Micros, Period};
use std::collections::BTreeMap;

/// The rows of a filter, by subject, period, category and type.
pub(crate) fn rows(cube: &Cube<'_>, filter: &Filter) -> Vec<MixRow> {
    let window = Window::new(filter, cube.last_day);
    let mut rows = Vec::new();
    for (subject, squads) in subjects(cube, filter) {
        let mut kinds: BTreeMap<(Period, Category, Option<MaintenanceType>), (Micros, u64)> = BTreeMap::new();
        let mut logged: BTreeMap<Period, Micros> = BTreeMap::new();
        for row in squads.iter().flat_map(|squad| cube.hours(*squad)) {
            let period = window.period(row.key.week, row.key.month);
            if window.holds(period) {
                let kind = (period, row.key.category, row.key.maintenance_type);
                let sum = kinds.entry(kind).or_default();
                sum.0 += Micros(row.micros);
                sum.1 += row.worklogs.unsigned_abs();
                *logged.entry(period).or_default() += Micros(row.micros);
            }
        }
        let capacity = capacity(cube, &window, &squads);
        for ((period, category, maintenance_type), (micros, worklogs)) in kinds {
            let all = logged.get(&period).copied().unwrap_or_default();
            let coverage = coverage(all, capacity.get(&period).copied());
            rows.push(MixRow {
                subject: subject.clone(),
                period,
                category,
                maintenance_type,
                logged_h: match cube.method {
                    Method::Worklogs => Figure::total(micros.hours(), worklogs, coverage),
                    Method::Activity => Figure::default(),
                },
                active_days: (cube.method == Method::Activity)
                    .then(|| Figure::total(person_days(micros.0), worklogs, None)),
            });
        }
    }
    rows
}
