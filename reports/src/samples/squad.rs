//! The made-up page of a squad under water.

use super::closed_week;
use super::forward::forward_row;
use super::pages::squad_row;
use super::periods;
use crate::pages::squad::{
    AlertBox, AlertPoint, Effect, ForwardBox, GrainChoice, InterventionForm, InterventionRow, Lineage,
    SpellRow, SquadCharts, SquadRoute, SquadRouting, SquadSummary, SquadView, TicketRow, TypeSlice,
    UsualChoice, Window, WindowChoice,
};
use crate::pages::{Link, SquadRow};
use crate::{
    AlertState, Direction, Grain, InterventionKind, MaintenanceType, Method, Period, Severity, Stage, Verdict,
};

/// The page of the squad that is deepest under water.
pub fn squad() -> SquadView {
    let now = squad_row(0);
    let now_name = now.squad.label.clone();
    let weeks = periods(Grain::Week, closed_week(), 104);
    let (first, last) = (weeks[0], weeks[103]);
    let chart = |name: &str| format!("/charts/{name}.svg?squad=payroll-fr&window=2y");
    let windows = [Window::HalfYear, Window::Year, Window::TwoYears, Window::All];
    SquadView {
        summary: SquadSummary {
            range: Some((first, last)),
            share: Some(0.312),
            maintenance_h: 7_214.5,
            logged_h: 23_123.0,
            coverage: Some(0.91),
            worst: Some((weeks[37], 0.64)),
            spells: 2,
            method: Method::Worklogs,
        },
        week: closed_week(),
        lineage: Lineage::default(),
        week_href: "week.html".to_owned(),
        alert: Some(alert_box(&now)),
        now,
        windows: windows
            .into_iter()
            .map(|window| WindowChoice {
                window,
                href: "squad.html".to_owned(),
                selected: window == Window::TwoYears,
            })
            .collect(),
        grains: [Grain::Week, Grain::Month, Grain::Quarter]
            .into_iter()
            .map(|grain| GrainChoice {
                grain,
                href: "squad.html".to_owned(),
                selected: grain == Grain::Week,
            })
            .collect(),
        charts: SquadCharts {
            load_line: chart("load-line"),
            hours: chart("hours"),
            backlog: chart("backlog"),
            ages: chart("ages"),
        },
        spells: spells(&weeks),
        types: type_slices(),
        tickets: tickets(),
        drill_href: "drill.html".to_owned(),
        forward: Some(ForwardBox {
            row: forward_row(0),
            line: 0.9,
        }),
        interventions: interventions(&weeks),
        routing: Some(routing()),
        form: Some(InterventionForm {
            whom: vec![
                ("squad:payroll-fr".to_owned(), now_name),
                ("tribe:local".to_owned(), "Local".to_owned()),
            ],
            from: closed_week().start(),
        }),
        usual: Some(UsualChoice {
            shown_href: "squad.html".to_owned(),
            hidden_href: "squad.html".to_owned(),
            shown: true,
        }),
    }
}

fn alert_box(now: &SquadRow) -> AlertBox {
    let weeks = periods(Grain::Week, closed_week(), 6);
    let shares = [0.44, 0.47, 0.41, 0.52, 0.55, 0.58];
    AlertBox {
        rule: "squad over the line".to_owned(),
        state: AlertState::Firing,
        severity: Severity::Critical,
        since: now.since.unwrap_or(closed_week()),
        raise: 0.35,
        clear: 0.3,
        weeks: 2,
        gate: 0.7,
        trend: weeks
            .into_iter()
            .zip(shares)
            .enumerate()
            .map(|(index, (week, share))| AlertPoint {
                week,
                share: Some(share),
                below_gate: index == 2,
            })
            .collect(),
        direction: Direction::Up,
    }
}

fn type_slices() -> Vec<TypeSlice> {
    let slice = |maintenance_type, hours, tickets| TypeSlice {
        maintenance_type,
        hours,
        tickets,
        href: "drill.html".to_owned(),
    };
    vec![
        slice(Some(MaintenanceType::Corrective), 3_810.0, 412),
        slice(Some(MaintenanceType::UserSupport), 2_007.5, 655),
        slice(Some(MaintenanceType::Operations), 902.0, 88),
        slice(Some(MaintenanceType::Adaptive), 410.0, 19),
        slice(None, 85.0, 6),
    ]
}

fn tickets() -> Vec<TicketRow> {
    let known = [
        (
            "PAY-4812",
            "Net pay differs by a cent after retro change",
            MaintenanceType::Corrective,
            "bug: type = Bug",
            Stage::Active,
            118.5,
        ),
        (
            "PAY-4790",
            "Monthly declaration refused by the portal",
            MaintenanceType::Emergency,
            "incident: priority = P1",
            Stage::Done,
            86.25,
        ),
        (
            "SUP-2231",
            "Customer asks for a corrected payslip",
            MaintenanceType::UserSupport,
            "support: project = SUP",
            Stage::Queue,
            61.0,
        ),
        (
            "PAY-4655",
            "Export takes more than an hour",
            MaintenanceType::Corrective,
            "bug: type = Bug",
            Stage::Review,
            44.75,
        ),
        (
            "OPS-310",
            "Rotate the signing certificates",
            MaintenanceType::Operations,
            "ops: label = run",
            Stage::Done,
            32.0,
        ),
        (
            "PAY-4501",
            "New minimum wage tables",
            MaintenanceType::Adaptive,
            "legal: label = legal-change",
            Stage::Done,
            28.5,
        ),
    ];
    known
        .into_iter()
        .map(
            |(key, title, maintenance_type, rule, stage, maintenance_h)| TicketRow {
                ticket: Link::new(key, "ticket.html"),
                title: Some(title.to_owned()),
                maintenance_type: Some(maintenance_type),
                rule: rule.to_owned(),
                stage,
                maintenance_h,
                part: Some(maintenance_h / 7_214.5),
            },
        )
        .collect()
}

pub(super) fn spells(weeks: &[Period]) -> Vec<SpellRow> {
    vec![
        SpellRow {
            start: weeks[93],
            end: None,
            weeks: 11,
            peak: 0.58,
            mean: 0.46,
            hours_above_line: 268.4,
            severity: Severity::Critical,
        },
        SpellRow {
            start: weeks[33],
            end: Some(weeks[42]),
            weeks: 10,
            peak: 0.64,
            mean: 0.5,
            hours_above_line: 331.0,
            severity: Severity::Critical,
        },
    ]
}

fn interventions(weeks: &[Period]) -> Vec<InterventionRow> {
    let decided = |kind, from: usize, to: Option<usize>, effect| InterventionRow {
        kind,
        note: Some("export tickets".to_owned()),
        whom: None,
        from: weeks[from].start(),
        to: to.map(|to| weeks[to].end()),
        author: Some("camille".to_owned()),
        rebase: false,
        effect,
        withdraw_href: Some("/interventions/7/withdraw".to_owned()),
    };
    let measured = |before: f64, after: f64, verdict| Effect::Measured {
        before,
        after,
        change: after - before,
        low: after - before - 0.04,
        high: after - before + 0.05,
        verdict,
    };
    vec![
        decided(
            InterventionKind::Rerouting,
            94,
            None,
            Effect::TooEarly { before: 8, after: 3 },
        ),
        InterventionRow {
            whom: Some("Local".to_owned()),
            note: None,
            rebase: true,
            ..decided(
                InterventionKind::DebtQuarter,
                44,
                Some(56),
                measured(0.52, 0.23, Verdict::Helped),
            )
        },
        decided(
            InterventionKind::Hiring,
            20,
            None,
            measured(0.21, 0.22, Verdict::NoClearEffect),
        ),
        decided(
            InterventionKind::Other,
            12,
            Some(12),
            measured(0.2, 0.31, Verdict::Hurt),
        ),
    ]
}

fn routing() -> SquadRouting {
    let route = |squad: &str, tickets, days| SquadRoute {
        squad: Link::new(squad, "squad.html"),
        tickets: (tickets, "drill.html".to_owned()),
        detour_days_p50: Some(days),
    };
    SquadRouting {
        given: 412,
        others: vec![route("Declarations", 131, 9.0), route("Payroll UK", 12, 4.0)],
        own: 290,
        elsewhere: vec![route("Payroll DE", 9, 2.0)],
        href: "routing.html".to_owned(),
    }
}
