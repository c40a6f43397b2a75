//! Ways of tickets to their squads: every squad's bugs were crane's first, and took four days to get there.

use super::analyst::Sums;
use model::analyst::{
    DrilledRoute, RoutingFigures, RoutingFlowRow, RoutingRow, RoutingSuggestionRow, Subject,
};
use model::figure::Figure;
use model::ids::{SquadId, TicketId};
use model::query::{Dimension, Drill, DrillInto, Filter, Level};
use model::time::Period;
use std::collections::BTreeMap;

/// Days of a detour.
const DAYS: i64 = 4;

fn crane() -> SquadId {
    "crane".parse().unwrap()
}

fn days(days: i64, n: i64) -> Figure {
    Figure::plain((n > 0).then_some(days as f64), n as u64, None)
}

impl Sums {
    /// Bugs that crane had first, if that is asked for, with the squad whose they are.
    fn routes(&self, filter: &Filter) -> BTreeMap<TicketId, SquadId> {
        let whole = Filter {
            squads: Vec::new(),
            tribe: None,
            ..filter.clone()
        };
        let asked =
            filter.level != Level::Squad || filter.squads.is_empty() || filter.squads.contains(&crane());
        let bugs = self.kept(&whole).filter(|hours| asked && hours.maintenance);
        bugs.filter_map(|hours| Some((hours.worklog.ticket?, hours.squad.clone())))
            .collect()
    }

    pub(super) fn flows(&self, filter: &Filter) -> Vec<RoutingFlowRow> {
        let mut counts: BTreeMap<SquadId, i64> = BTreeMap::new();
        for squad in self.routes(filter).into_values() {
            *counts.entry(squad).or_default() += 1;
        }
        let row = |(to, tickets): (SquadId, i64)| {
            let misrouted = if to == crane() { 0 } else { tickets };
            RoutingFlowRow {
                from: crane().to_string(),
                to: to.to_string(),
                tickets,
                misrouted,
                ping_pong: 0,
                detour_days_p50: days(DAYS, misrouted),
                detour_days_p85: days(DAYS, misrouted),
            }
        };
        counts.into_iter().map(row).collect()
    }

    pub(super) fn route_figures(&self, filter: &Filter) -> RoutingFigures {
        let flows = self.flows(filter);
        let sum = |of: fn(&RoutingFlowRow) -> i64| -> i64 { flows.iter().map(of).sum() };
        let (finished, misrouted) = (sum(|row| row.tickets), sum(|row| row.misrouted));
        let part = Figure {
            value: (finished > 0).then(|| misrouted as f64 / finished as f64),
            numerator: Some(misrouted as f64),
            denominator: Some(finished as f64),
            n: finished as u64,
            coverage: None,
        };
        RoutingFigures {
            finished,
            misrouted,
            misroute_rate: part,
            hops_mean: part,
            ping_pong: 0,
            time_to_triage_p50: days(1, finished),
            time_to_triage_p85: days(1, finished),
            time_to_right_squad_p50: days(DAYS, finished),
            time_to_right_squad_p85: days(DAYS, finished),
            detour_days_p50: days(DAYS, misrouted),
            detour_days_p85: days(DAYS, misrouted),
        }
    }

    pub(super) fn route_rows(&self, filter: &Filter) -> Vec<RoutingRow> {
        let row = |(subject, period): (Subject, Period)| {
            let own = subject.key == "crane" || filter.level != Level::Squad;
            let within = Filter {
                from: Some(period.first_day()),
                to: Some(period.last_day()),
                level: Level::Organisation,
                ..filter.clone()
            };
            let none = Filter {
                to: Some(super::day("2000-01-01")),
                ..within.clone()
            };
            RoutingRow {
                provisional: false,
                figures: self.route_figures(if own { &within } else { &none }),
                subject,
                period,
            }
        };
        self.groups(filter).into_keys().map(row).collect()
    }

    pub(super) fn suggestions(&self, filter: &Filter) -> Vec<RoutingSuggestionRow> {
        let flows = self.flows(&Filter {
            squads: Vec::new(),
            ..filter.clone()
        });
        let all: i64 = flows.iter().map(|row| row.tickets).sum();
        let rope = flows.iter().find(|row| row.to == "rope");
        let row = |flow: &RoutingFlowRow| RoutingSuggestionRow {
            dimension: Dimension::Component,
            value: "<b>of</b> \"rope\"".to_owned(),
            tickets: all,
            squad: "rope".parse().unwrap(),
            share: Figure {
                value: Some(flow.tickets as f64 / all as f64),
                numerator: Some(flow.tickets as f64),
                denominator: Some(all as f64),
                n: all as u64,
                coverage: None,
            },
            lower_bound: 0.81,
            suggested: true,
            detours: flow.tickets,
            detour_days: DAYS * flow.tickets,
            detour_days_p50: days(DAYS, flow.tickets),
        };
        rope.map(row).into_iter().collect()
    }

    /// The rows behind a figure of routing.
    pub(super) fn route_drill(&self, drill: &Drill) -> Vec<DrilledRoute> {
        let row = |(ticket, right): (TicketId, SquadId)| {
            let apart = right != crane();
            DrilledRoute {
                ticket,
                finished: super::day("2026-02-10"),
                created: super::day("2026-01-12"),
                first: crane(),
                right,
                hops: i64::from(apart),
                ping_pong: false,
                triage_days: 1,
                right_days: if apart { DAYS } else { 0 },
                detour_days: if apart { DAYS } else { 0 },
            }
        };
        let way = &drill.way;
        let holds = |row: &DrilledRoute| {
            way.first.as_ref().is_none_or(|first| *first == row.first)
                && way.right.as_ref().is_none_or(|right| *right == row.right)
                && (drill.into == DrillInto::Finished || row.hops > 0)
        };
        self.routes(&drill.filter)
            .into_iter()
            .map(row)
            .filter(holds)
            .collect()
    }
}
