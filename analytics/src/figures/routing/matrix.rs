//! From which first owner to which right squad finished maintenance tickets went, over all periods of the filter.
//!
//! A row for each pair that has tickets, those that stayed (`from` = `to`) too: rows add up to `finished`. A ticket that
//! stayed is not misrouted, unless it left and came back (`ping_pong`).
//!
//! Worked: squad a was given 10 tickets, finished 6 of them, b 4; one of b's 5 went to a first and came back: rows
//! a → a 6, a → b 4, b → b 5 with misrouted 1 and ping-pong 1; together 15 finished, 5 misrouted.
//!
//! Blind spot: squads on the way between the first and the right one are not in it; `hops_mean` counts them.

use super::{Sums, days};
use crate::figures::{Cube, Window, subjects};
use crate::symbols::Symbol;
use model::analyst::RoutingFlowRow;
use model::query::Filter;
use model::time::Period;
use std::collections::{BTreeMap, HashMap};

/// The rows of a filter, by first owner, then by right squad, both in the order of the configuration.
pub(crate) fn rows(cube: &Cube<'_>, filter: &Filter) -> Vec<RoutingFlowRow> {
    let window = Window::new(filter, cube.last_day);
    let everybody = Filter {
        squads: Vec::new(),
        tribe: None,
        ..filter.clone()
    };
    let targets = subjects(cube, &everybody);
    let target: HashMap<Symbol, usize> = targets
        .iter()
        .enumerate()
        .flat_map(|(place, (_, squads))| squads.iter().map(move |squad| (*squad, place)))
        .collect();
    let mut rows = Vec::new();
    for (subject, squads) in subjects(cube, filter) {
        let mut flows: BTreeMap<usize, Sums> = BTreeMap::new();
        for route in squads.iter().flat_map(|squad| cube.routes(*squad)) {
            if window.holds(Period::of(filter.grain, route.key.day))
                && let Some(place) = target.get(&route.key.right)
            {
                flows.entry(*place).or_default().add(route);
            }
        }
        rows.extend(flows.into_iter().map(|(place, sums)| RoutingFlowRow {
            from: subject.key.clone(),
            to: targets[place].0.key.clone(),
            tickets: sums.finished,
            misrouted: sums.misrouted,
            ping_pong: sums.ping_pong,
            detour_days_p50: days(&sums.detour, 50),
            detour_days_p85: days(&sums.detour, 85),
        }));
    }
    rows
}
