//! Made-up pages, for the gallery and the tests.

use chrono::Duration;

use super::charts::{SQUADS, since, sparkline};
use super::{as_of, closed_week};
use crate::pages::alerts::{AlertRow, AlertTransition, AlertsView, Hushed, Measure};
use crate::pages::drill::{DrillRow, DrillSubject, DrillUnit, DrillView};
use crate::pages::error::{ErrorView, ProblemKind};
use crate::pages::explain::{ExplainView, LeastPeople, Lines, MappingRow, RuleRow, StageRow};
use crate::pages::fleet::{FleetView, TribeChoice};
use crate::pages::login::{LoginFailure, LoginView};
use crate::pages::quality::{Check, CheckRow, CoverageRow, QualityView, SourceRow};
use crate::pages::ticket::{Classification, FieldName, SpanRow, TicketField, TicketView, WorklogRow};
use crate::pages::tribe::{TribeTotals, TribeView};
use crate::pages::{Link, Notice, PageContext, SquadRow, ThemeChoice};
use crate::{AlertState, Category, Direction, Drain, Language, MaintenanceType, Severity, Stage};

/// A context with a user and one notice of each kind.
pub fn context(language: Language, theme: ThemeChoice) -> PageContext {
    PageContext {
        language,
        theme,
        organisation: "Acme Pay".to_owned(),
        user: Some("camille".to_owned()),
        csrf: "token".to_owned(),
        path: "/squads/payroll-fr?window=1y".to_owned(),
        as_of: Some(as_of()),
        rules_version: "v3".to_owned(),
        data_version: "118".to_owned(),
        notices: vec![Notice::StaleSource {
            source: "Jira EU".to_owned(),
            last_success: Some(as_of() - Duration::days(3)),
        }],
    }
}

/// Every kind of notice.
pub fn notices() -> Vec<Notice> {
    vec![
        Notice::StaleSource {
            source: "Jira EU".to_owned(),
            last_success: None,
        },
        Notice::LowCoverage {
            squad: "Data".to_owned(),
            week: closed_week(),
            coverage: 0.41,
            gate: 0.7,
        },
        Notice::ActivityMethod,
        Notice::NoData,
        Notice::Said("Saved.".to_owned()),
    ]
}

/// A row of the table of squads.
pub fn squad_row(index: usize) -> SquadRow {
    let (name, tribe, share, state, weeks) = SQUADS[index % SQUADS.len()];
    let direction = [Direction::Up, Direction::Flat, Direction::Down][index % 3];
    SquadRow {
        squad: Link::new(name, format!("squad-{index}.html")),
        tribe: Some(Link::new(tribe, "tribe.html")),
        share,
        warn_line: 0.35,
        critical_line: 0.5,
        state,
        ended: None,
        since: since(weeks),
        weeks_under: weeks,
        direction: if share.is_some() {
            direction
        } else {
            Direction::Unknown
        },
        change: share.map(|_| [0.06, 0.0, -0.04][index % 3]),
        backlog: share.map(|_| 62 - 4 * index as i64),
        drain: match (share, direction) {
            (None, _) => Drain::Unknown,
            (_, Direction::Up) => Drain::Never,
            (_, Direction::Flat) => Drain::Weeks(9.4),
            _ => Drain::Weeks(21.0),
        },
        coverage: share.map(|_| 0.94 - 0.03 * index as f64),
        below_gate: share.is_some() && index > 8,
        recent: sparkline(index as u64, share).shares,
    }
}

/// The alerts of the made-up company.
pub fn alert_rows() -> Vec<AlertRow> {
    let alert = |index: usize, state, severity, acknowledged: Option<&str>| {
        let row = squad_row(index);
        AlertRow {
            rule: "squad over the line".to_owned(),
            scope: row.squad,
            state,
            severity,
            since: row.since,
            periods: row.weeks_under,
            value: row.share,
            raise: 0.35,
            measure: Measure::MaintenanceShare,
            quiet: acknowledged.map(|by| Hushed::Acknowledged {
                by: by.to_owned(),
                until: as_of() + Duration::days(3),
            }),
            id: format!("maintenance-share-warn.squad.{index}"),
        }
    };
    vec![
        alert(0, AlertState::Firing, Severity::Critical, Some("camille")),
        alert(1, AlertState::Firing, Severity::Warn, None),
        alert(2, AlertState::Pending, Severity::Warn, None),
    ]
}

/// The home page.
pub fn fleet() -> FleetView {
    let tribes = [
        None,
        Some("Local"),
        Some("Platform"),
        Some("Solution A"),
        Some("Solution B"),
    ];
    FleetView {
        week: closed_week(),
        squads: (0..SQUADS.len()).map(squad_row).collect(),
        tribes: tribes
            .into_iter()
            .map(|tribe| TribeChoice {
                tribe: tribe.map(str::to_owned),
                href: "fleet.html".to_owned(),
                selected: tribe.is_none(),
            })
            .collect(),
        unattributed: None,
        alerts: alert_rows(),
        timeline_url: Some("/charts/timeline.svg".to_owned()),
    }
}

/// The page of a tribe.
pub fn tribe() -> TribeView {
    TribeView {
        name: "Local".to_owned(),
        week: closed_week(),
        totals: TribeTotals {
            share: Some(0.41),
            maintenance_h: Some(320.4),
            logged_h: Some(781.5),
            capacity_h: Some(850.0),
            coverage: Some(0.92),
            backlog: Some(148),
            drill_href: "drill.html".to_owned(),
        },
        squads: [0, 3, 5, 13].into_iter().map(squad_row).collect(),
        load_line_url: "/charts/load-line.svg?tribe=local".to_owned(),
        timeline_url: "/charts/timeline.svg?tribe=local".to_owned(),
    }
}

/// The page of the alerts.
pub fn alerts() -> AlertsView {
    let change = |index: usize, days, from, to| {
        let row = squad_row(index);
        AlertTransition {
            at: as_of() - Duration::days(days),
            period: closed_week(),
            rule: "squad over the line".to_owned(),
            scope: row.squad,
            from,
            to,
            measure: Measure::MaintenanceShare,
            value: row.share,
        }
    };
    AlertsView {
        may_hush: true,
        current: alert_rows(),
        history: vec![
            change(2, 0, AlertState::Ok, AlertState::Pending),
            change(0, 7, AlertState::Firing, AlertState::Confirmed),
            change(1, 28, AlertState::Pending, AlertState::Firing),
            change(3, 42, AlertState::Firing, AlertState::Recovering),
            change(4, 49, AlertState::Firing, AlertState::Withdrawn),
        ],
        next: Some("alerts.html?cursor=5".to_owned()),
    }
}

/// The page of data quality.
pub fn quality() -> QualityView {
    let source = |name: &str, kind: &str, stale: bool, rejects| SourceRow {
        name: name.to_owned(),
        kind: kind.to_owned(),
        last_success: Some(as_of() - Duration::hours(if stale { 74 } else { 2 })),
        stale,
        rows: 218_440,
        rejects,
        rejects_href: "drill.html".to_owned(),
        completeness: Some(if stale { 0.94 } else { 1.0 }),
    };
    QualityView {
        sources: vec![
            source("Jira EU", "jira", true, 12),
            source("Timesheets", "csv", false, 0),
        ],
        checks: Check::ALL
            .into_iter()
            .enumerate()
            .map(|(index, check)| CheckRow {
                check,
                source: (index % 3 == 0).then(|| "Jira EU".to_owned()),
                count: [34, 120, 0, 7, 0, 3][index % 6],
                of: (index != 10).then_some(10_266),
                href: Some("drill.html".to_owned()),
            })
            .collect(),
        coverage: (0..6)
            .map(squad_row)
            .map(|row| CoverageRow {
                squad: row.squad,
                coverage: row.coverage.map(|known| known - 0.1),
                weeks_below: 3,
            })
            .collect(),
        gate: 0.7,
    }
}

/// A list behind a figure.
pub fn drill() -> DrillView {
    let rows: Vec<DrillRow> = (0..12)
        .map(|index| DrillRow {
            day: Some(closed_week().start() + Duration::days(index % 5)),
            ticket: Some(Link::new(format!("PAY-{}", 4_800 + index), "ticket.html")),
            title: (index % 2 == 0).then(|| "Net pay differs by a cent".to_owned()),
            squad: "Payroll FR".to_owned(),
            category: Some(Category::Maintenance),
            why: "bug: type = Bug".to_owned(),
            amount: if index == 7 {
                -1.5
            } else {
                2.25 + index as f64 / 4.0
            },
        })
        .collect();
    DrillView {
        subject: DrillSubject::MaintenanceHours,
        scope: Link::new("Payroll FR", "squad.html"),
        range: Some((closed_week(), closed_week())),
        figure: 132.25,
        total: Some(132.25),
        unit: DrillUnit::Hours,
        row_count: 48,
        rows,
        too_small: (0, 0.0),
        next: Some("drill.html?cursor=12".to_owned()),
        csv_href: Some("drill.csv".to_owned()),
    }
}

/// One ticket.
pub fn ticket() -> TicketView {
    let field = |name, value: &str| TicketField {
        name,
        value: value.to_owned(),
    };
    let span = |stage, from: i64, to: Option<i64>| SpanRow {
        stage,
        squad: "Payroll FR".to_owned(),
        from: as_of() - Duration::hours(from),
        to: to.map(|to| as_of() - Duration::hours(to)),
    };
    TicketView {
        key: "PAY-4812".to_owned(),
        title: Some("Net pay differs by a cent after retro change".to_owned()),
        source: "Jira EU".to_owned(),
        source_url: Some("https://tracker.example/browse/PAY-4812".to_owned()),
        squad: Link::new("Payroll FR", "squad.html"),
        stage: Stage::Active,
        fields: vec![
            field(FieldName::Type, "Bug"),
            field(FieldName::Status, "In progress"),
            field(FieldName::Priority, "High"),
            field(FieldName::Created, "2026-06-02"),
            field(FieldName::Estimate, "16 h"),
        ],
        classification: Classification {
            category: Category::Maintenance,
            maintenance_type: Some(MaintenanceType::Corrective),
            rule: Some("bug".to_owned()),
            matched: "type = Bug".to_owned(),
            inherited_from: Some(Link::new("PAY-4800", "ticket.html")),
            rules_version: "v3".to_owned(),
        },
        spans: vec![
            span(Stage::Intake, 900, Some(850)),
            span(Stage::Queue, 850, Some(300)),
            span(Stage::Active, 300, None),
        ],
        worklogs: (0..4)
            .map(|index| WorklogRow {
                day: (as_of() - Duration::days(9 - index)).date(),
                squad: "Payroll FR".to_owned(),
                hours: 3.5 + index as f64,
            })
            .collect(),
        total_h: 20.0,
    }
}

/// The book, with made-up rules.
pub fn explain() -> ExplainView {
    let rule = |name: &str, matches: &str, category, maintenance_type| RuleRow {
        name: name.to_owned(),
        matches: matches.to_owned(),
        category,
        maintenance_type,
    };
    let stage = |status: &str, stage| StageRow {
        source: "Jira EU".to_owned(),
        status: status.to_owned(),
        stage,
    };
    ExplainView {
        time_zone: "Europe/Paris".to_owned(),
        lines: Lines {
            warn: 0.35,
            critical: 0.5,
            clear_gap: 0.05,
            weeks: 2,
            gate: 0.7,
        },
        people: LeastPeople { squad: 3, cell: 5 },
        rules: vec![
            rule(
                "bug",
                "type = Bug",
                Category::Maintenance,
                Some(MaintenanceType::Corrective),
            ),
            rule(
                "support",
                "project = SUP",
                Category::Maintenance,
                Some(MaintenanceType::UserSupport),
            ),
            rule("story", "type = Story", Category::New, None),
            rule("meeting", "type = Meeting", Category::Overhead, None),
        ],
        stages: vec![
            stage("New", Stage::Intake),
            stage("Triage", Stage::Triage),
            stage("To do", Stage::Queue),
            stage("In progress", Stage::Active),
            stage("Blocked", Stage::Blocked),
            stage("In review", Stage::Review),
            stage("Done", Stage::Done),
            stage("Won't do", Stage::Dropped),
        ],
        squads: vec![MappingRow {
            matches: "project = PAY".to_owned(),
            squad: "Payroll FR".to_owned(),
        }],
    }
}

/// Sign-in after a wrong password.
pub fn login() -> LoginView {
    LoginView {
        name: "camille".to_owned(),
        next: Some("/alerts".to_owned()),
        failure: Some(LoginFailure::Wrong),
    }
}

/// A page that is not there.
pub fn error() -> ErrorView {
    ErrorView {
        status: 404,
        kind: ProblemKind::NotFound,
        detail: Some("no squad is called “payrol-fr”; did you mean “payroll-fr”?".to_owned()),
        place: "/squads/payrol-fr".to_owned(),
        reference: Some("7f3a".to_owned()),
    }
}
