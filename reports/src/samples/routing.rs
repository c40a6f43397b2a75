//! The made-up routing of a company: a page and a chart.

use super::charts::{SQUADS, meta};
use super::{closed_week, noise, periods};
use crate::Grain;
use crate::charts::routing_flows::{RoutingFlow, RoutingFlowsView};
use crate::pages::Link;
use crate::pages::fleet::TribeChoice;
use crate::pages::routing::{
    Matrix, MatrixCell, MatrixRow, RoutingFigures, RoutingSummary, RoutingView, RoutingWindow,
    RoutingWindowChoice, SuggestionKind, SuggestionRow,
};

/// Flows between so many squads: most tickets stay, one squad gets many of another's.
pub fn flows(squads: usize) -> RoutingFlowsView {
    let weeks = periods(Grain::Week, closed_week(), 13);
    let name = |place: usize| {
        let (name, ..) = SQUADS[place % SQUADS.len()];
        if place < SQUADS.len() {
            name.to_owned()
        } else {
            format!("{name} {}", place / SQUADS.len() + 1)
        }
    };
    let flow = |from, to, tickets, detour_days| RoutingFlow {
        from,
        to,
        tickets,
        detour_days,
    };
    let stayed = (0..squads).map(|place| flow(place, place, (noise(place as u64) * 60.0) as u64 + 4, None));
    let moved = (0..squads).flat_map(|place| {
        let other = |steps: usize| (place + steps) % squads;
        let few = (noise(100 + place as u64) * 7.0) as u64;
        [
            flow(place, other(1), few, Some(2)),
            flow(place, other(5), few / 2, Some(6)),
        ]
    });
    let mistaken = (squads > 1).then(|| flow(squads - 1, squads / 2, 41, Some(9)));
    RoutingFlowsView {
        meta: meta("Acme Pay"),
        range: weeks.first().copied().zip(weeks.last().copied()),
        squads: (0..squads).map(name).collect(),
        flows: stayed
            .chain(moved.filter(|flow| flow.from != flow.to))
            .chain(mistaken)
            .collect(),
    }
}

/// The page of the organisation.
pub fn page() -> RoutingView {
    let weeks = periods(Grain::Week, closed_week(), 13);
    let here = || "routing.html".to_owned();
    let windows = [
        RoutingWindow::Quarter,
        RoutingWindow::HalfYear,
        RoutingWindow::Year,
        RoutingWindow::All,
    ];
    let tribe = |tribe: Option<&str>| TribeChoice {
        tribe: tribe.map(str::to_owned),
        href: here(),
        selected: tribe == Some("Payroll"),
    };
    RoutingView {
        subject: Some(Link::new("Payroll", "tribe.html")),
        range: weeks.first().copied().zip(weeks.last().copied()),
        summary: RoutingSummary {
            figures: RoutingFigures {
                finished: 412,
                misrouted: 95,
                misroute_rate: Some(95.0 / 412.0),
                hops_mean: Some(0.31),
                ping_pong: 7,
                triage: (Some(1.0), Some(3.0)),
                right_squad: (Some(0.0), Some(8.0)),
                detour: (Some(9.0), Some(17.0)),
            },
            finished_href: "drill.html".to_owned(),
            misrouted_href: "drill.html".to_owned(),
        },
        windows: windows
            .map(|window| RoutingWindowChoice {
                window,
                href: here(),
                selected: window == RoutingWindow::Quarter,
            })
            .to_vec(),
        tribes: [None, Some("Payroll"), Some("HR")].map(tribe).to_vec(),
        squads: vec![
            (Link::new("Payroll FR", here()), false),
            (Link::new("Payroll ES", here()), true),
        ],
        flows_url: "/charts/routing-flows.svg?from=2026-W18&to=2026-W30".to_owned(),
        flows_squads: 14,
        matrix: matrix(),
        suggestions: vec![suggestion()],
        suggestions_csv: "/api/v1/routing-suggestions?format=csv".to_owned(),
    }
}

fn matrix() -> Matrix {
    let cell = |tickets: u64, stayed| {
        (tickets > 0).then(|| MatrixCell {
            tickets,
            stayed,
            href: "drill.html".to_owned(),
        })
    };
    let row = |from: &str, tickets: [u64; 3], own: usize| MatrixRow {
        from: Link::new(from, "squad.html"),
        cells: (0..3).map(|place| cell(tickets[place], place == own)).collect(),
    };
    Matrix {
        columns: ["Payroll FR", "Payroll ES", "Declarations"]
            .map(str::to_owned)
            .to_vec(),
        rows: vec![
            row("Payroll FR", [180, 3, 0], 0),
            row("Payroll ES", [4, 120, 88], 1),
            row("Declarations", [0, 0, 17], 2),
        ],
    }
}

fn suggestion() -> SuggestionRow {
    SuggestionRow {
        kind: SuggestionKind::Component,
        value: "Social declarations".to_owned(),
        squad: Link::new("Declarations", "squad.html"),
        tickets: (110, "drill.html".to_owned()),
        share: 105.0 / 110.0,
        lower_bound: 0.898,
        detours: (88, "drill.html".to_owned()),
        detour_days: 812,
        detour_days_p50: Some(9.0),
        rule: "[[squad_rules]]\nsquad = \"declarations\"\nwhen = { component = [\"Social declarations\"] }\n"
            .to_owned(),
    }
}
