//! The same figures, computed from the raw rows without months, files or rollups.

use crate::world::World;
use chrono::{Days, NaiveDate};
use model::classify::Category;
use model::ids::{SquadId, TicketId};
use model::ownership::hours_of_worklog;
use model::ticket::Worklog;
use model::time::{Grain, Period};
use model::timeline::{Flow, FlowReason};
use std::collections::{BTreeMap, BTreeSet};

/// What a squad did in a period: micros logged, of them on maintenance, and by whom.
#[derive(Debug, Default, PartialEq, Eq, Clone)]
pub(crate) struct Load {
    pub(crate) logged: i64,
    pub(crate) maintenance: i64,
    pub(crate) people: BTreeSet<i64>,
}

/// The parts of a worklog, and what kind of work it is.
pub(crate) fn parts(world: &World, worklog: &Worklog) -> (Vec<(SquadId, i64)>, Category) {
    let life = worklog.ticket.and_then(|ticket| world.life(ticket));
    let state = life
        .as_ref()
        .map(|life| life.timeline.at_end_of(worklog.work_date, &world.rules));
    let category = state.map_or(Category::Uncategorised, |state| state.classification.category);
    let parts = hours_of_worklog(
        worklog.seconds,
        worklog.person,
        worklog.work_date,
        state.map(|state| &state.squad),
        &world.memberships,
    );
    (
        parts
            .into_iter()
            .map(|(squad, micros)| (squad, micros.0))
            .collect(),
        category,
    )
}

/// The load of every squad and period.
pub(crate) fn loads(world: &World, grain: Grain) -> BTreeMap<(String, Period), Load> {
    let mut loads: BTreeMap<(String, Period), Load> = BTreeMap::new();
    for worklog in &world.worklogs {
        let (parts, category) = parts(world, worklog);
        let period = Period::of(grain, worklog.work_date);
        for (squad, micros) in parts {
            let load = loads.entry((squad.to_string(), period)).or_default();
            load.logged += micros;
            if category == Category::Maintenance {
                load.maintenance += micros;
            }
            load.people.extend(worklog.person.map(|person| person.0));
        }
    }
    loads
}

/// Every flow there is, with its ticket and the day the ticket was created.
pub(crate) fn flows(world: &World) -> Vec<(TicketId, NaiveDate, NaiveDate, Flow)> {
    let mut all = Vec::new();
    for history in &world.tickets {
        let id = history.ticket.id;
        let created = world.rules.day_of(history.ticket.created_at);
        let life = world.life(id).unwrap();
        for flow in life.timeline.flows() {
            all.push((id, created, world.rules.day_of(flow.at), flow));
        }
    }
    all
}

/// Tickets whose state at the end of a day is open maintenance of a squad, with their ages.
pub(crate) fn open(world: &World, squad: &str, on: NaiveDate) -> BTreeMap<TicketId, i64> {
    let end = world.rules.start_of(on + Days::new(1));
    let mut open = BTreeMap::new();
    for history in &world.tickets {
        let life = world.life(history.ticket.id).unwrap();
        let state = life.timeline.at_end_of(on, &world.rules);
        if history.ticket.created_at < end && state.stock().is_some_and(|of| of.as_str() == squad) {
            let created = world.rules.day_of(history.ticket.created_at);
            open.insert(history.ticket.id, (on - created).num_days());
        }
    }
    open
}

/// Days from creation to the last finish, of tickets whose last finish was in a squad and period.
pub(crate) fn resolutions(world: &World, squad: &str, period: Period) -> Vec<i64> {
    let inside = |on: NaiveDate| period.first_day() <= on && on <= period.last_day();
    flows(world)
        .into_iter()
        .filter(|(_, _, on, flow)| flow.is_final && flow.squad.as_str() == squad && inside(*on))
        .inspect(|(_, _, _, flow)| assert_eq!(flow.reason, FlowReason::Finished))
        .map(|(_, created, on, _)| (on - created).num_days())
        .collect()
}

/// The nearest rank: the ⌈n × p / 100⌉-th smallest.
pub(crate) fn percentile(values: impl IntoIterator<Item = i64>, percent: usize) -> Option<i64> {
    let mut sorted: Vec<i64> = values.into_iter().collect();
    sorted.sort_unstable();
    let rank = (sorted.len() * percent).div_ceil(100);
    sorted.get(rank.checked_sub(1)?).copied()
}
