//! The tickets behind `active_days` and `maintenance_days`, by the first day in the filter's periods; they add up to
//! it exactly.

use super::Scope;
use super::veiled::Standing;
use crate::activity::{runs, walk};
use crate::figures::{Cube, Window};
use crate::warehouse::Loaded;
use model::activity::person_days;
use model::analyst::{AnalystError, Drilled, DrilledActivity, DrilledRows, TooSmall};
use model::classify::Category;
use model::ids::{SquadId, TicketId};
use model::query::{Drill, DrillInto};
use std::collections::BTreeMap;

/// What of a ticket is counted together.
type Key = (i64, SquadId, Category, Option<model::classify::MaintenanceType>);

/// The tickets of a filter with the person-days they took.
pub(super) fn drill(
    loaded: &Loaded,
    cube: &Cube<'_>,
    scope: &Scope,
    drill: &Drill,
) -> Result<Drilled, AnalystError> {
    let window = Window::new(&drill.filter, cube.last_day);
    let (first, last) = (window.first_day(), window.last_day());
    let runs = runs(loaded, cube.symbols)?;
    let mut tickets: BTreeMap<Key, DrilledActivity> = BTreeMap::new();
    let mut small: BTreeMap<Key, i64> = BTreeMap::new();
    walk(
        &runs.rows,
        &runs.places,
        cube.symbols,
        drill.filter.today,
        |piece| {
            let run = piece.run;
            let is_maintenance = run.category == Category::Maintenance;
            let wanted = first.is_none_or(|first| first <= piece.day)
                && last.is_none_or(|last| piece.day <= last)
                && (is_maintenance || drill.into == DrillInto::ActiveDays)
                && cube.projects.hold(run.project)
                && scope.holds(piece.squad.as_str());
            if !wanted {
                return;
            }
            let key = (
                run.ticket,
                piece.squad.clone(),
                run.category,
                run.maintenance_type,
            );
            match scope.hidden.standing(piece.squad.as_str(), piece.day) {
                Standing::Told => {}
                Standing::Merged => return *small.entry(key).or_default() += piece.micros,
                Standing::LeftOut => return,
            }
            let row = tickets.entry(key).or_insert_with(|| DrilledActivity {
                ticket: TicketId(run.ticket),
                squad: piece.squad.clone(),
                first: piece.day,
                last: piece.day,
                category: run.category,
                maintenance_type: run.maintenance_type,
                millionths: 0,
            });
            row.first = row.first.min(piece.day);
            row.last = row.last.max(piece.day);
            row.millionths += piece.micros;
        },
    );
    let mut rows: Vec<DrilledActivity> = tickets.into_values().collect();
    rows.sort_by_key(|row| (row.first, row.ticket));
    let small = (small.len(), small.values().sum());
    Ok(page(rows, small, drill))
}

fn page(rows: Vec<DrilledActivity>, small: (usize, i64), drill: &Drill) -> Drilled {
    let count = rows.len();
    let total: i64 = rows.iter().map(|row| row.millionths).sum();
    let rows: Vec<_> = rows.into_iter().skip(drill.after).take(drill.limit).collect();
    let shown = drill.after + rows.len();
    Drilled {
        total: person_days(total + small.1),
        count,
        too_small: TooSmall {
            rows: small.0,
            total: person_days(small.1),
        },
        next: (shown < count && drill.limit > 0).then_some(shown),
        rows: DrilledRows::Activity(rows),
    }
}
