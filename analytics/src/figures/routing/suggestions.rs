//! Whose tickets with some project, component, label or reporter group are: what a tracker's automation could know when
//! a ticket is created (section 5 of the book, `routing_suggestions`).
//!
//! For each value with n ≥ 20 finished maintenance tickets: the squad that finished most of them (of equals the first
//! by key), its share, and the lower end of the share's 95 % interval. It is *suggested* where that is 0.8 or more.
//! `detours` are the tickets that this squad finished and another one had first: a rule would have spared them the
//! `detour_days`. A ticket that went away from this squad and came back is none of them: no rule would have helped.
//!
//! Worked: of 60 tickets with the component *Sign-in*, 57 were finished by *identity*: share 95 %, lower bound 86 %:
//! suggested. 20 of the 57 had been at *exports* first, 9 days each in the median: 20 detours.
//!
//! First come those that are suggested and would have spared somebody something, by days; then the others that are
//! suggested; then those that are not sure enough.
//!
//! Blind spots: values that are as they were on the day of creation, as far as the source's history goes. One value at a
//! time: that Spanish tickets of a component go one way and French ones another is not seen. Who finished a ticket is
//! taken for whose it was.

use super::{days, ratio, wilson};
use crate::figures::percentiles::DayHistogram;
use crate::figures::{Cube, Window, squads_of_filter};
use crate::rollups::route_values::ValueCount;
use crate::symbols::Symbol;
use model::analyst::RoutingSuggestionRow;
use model::ids::SquadId;
use model::query::{Dimension, Filter};
use model::time::Period;
use std::cmp::Reverse;
use std::collections::HashMap;

/// Finished tickets that a value needs.
const TICKETS: i64 = 20;

/// The lower bound that a suggestion needs.
const SURE: f64 = 0.8;

/// What one squad finished of the tickets with one value.
#[derive(Debug, Default)]
struct Part {
    tickets: i64,
    /// Of those that another squad had first.
    detours: DayHistogram,
}

/// The rows of a filter. `values` are the rollups of values, a list a month.
pub(crate) fn rows(cube: &Cube<'_>, values: &[&[ValueCount]], filter: &Filter) -> Vec<RoutingSuggestionRow> {
    let window = Window::new(filter, cube.last_day);
    let mut by_value: HashMap<(Dimension, Symbol), HashMap<Symbol, Part>> = HashMap::new();
    for ValueCount { key, tickets } in values.iter().copied().flatten() {
        if !cube.projects.hold(key.project) || !window.holds(Period::of(filter.grain, key.day)) {
            continue;
        }
        let parts = by_value.entry((key.dimension, key.value)).or_default();
        let part = parts.entry(key.right).or_default();
        part.tickets += tickets;
        if key.first != key.right {
            part.detours.add(key.detour_days, *tickets);
        }
    }
    let wanted = squads_of_filter(cube, filter);
    let mut rows: Vec<_> = by_value
        .into_iter()
        .filter_map(|((dimension, value), parts)| row(cube, dimension, value, &parts, wanted.as_deref()))
        .collect();
    rows.sort_by(|a, b| {
        let rank = |row: &RoutingSuggestionRow| {
            (
                Reverse(row.would_have_helped()),
                Reverse(row.suggested),
                Reverse(row.detour_days),
                Reverse(row.detours),
                Reverse(row.tickets),
            )
        };
        rank(a)
            .cmp(&rank(b))
            .then_with(|| (a.dimension, &a.value).cmp(&(b.dimension, &b.value)))
    });
    rows
}

fn row(
    cube: &Cube<'_>,
    dimension: Dimension,
    value: Symbol,
    parts: &HashMap<Symbol, Part>,
    wanted: Option<&[Symbol]>,
) -> Option<RoutingSuggestionRow> {
    let tickets = parts.values().map(|part| part.tickets).sum();
    if tickets < TICKETS {
        return None;
    }
    let most = |(squad, part): &(&Symbol, &Part)| (part.tickets, Reverse(cube.symbols.name(**squad)));
    let (squad, part) = parts.iter().max_by_key(most)?;
    if wanted.is_some_and(|wanted| !wanted.contains(squad)) {
        return None;
    }
    let lower_bound = wilson::lower_bound(part.tickets, tickets)?;
    Some(RoutingSuggestionRow {
        dimension,
        value: cube.symbols.name(value).to_string(),
        tickets,
        squad: SquadId::new(&*cube.symbols.name(*squad)).ok()?,
        share: ratio(part.tickets, tickets),
        lower_bound,
        suggested: lower_bound >= SURE,
        detours: part.detours.n(),
        detour_days: part.detours.total(),
        detour_days_p50: days(&part.detours, 50),
    })
}
