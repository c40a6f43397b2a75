//! The made-up week of the squad that is deepest under water.

use super::pages::squad_row;
use super::{as_of, closed_week, squad};
use crate::Category;
use crate::pages::Link;
use crate::pages::week::{DatedRow, FlowLine, RoutedRow, WeekLoad, WeekView};

/// The squad's latest closed week.
pub fn week() -> WeekView {
    let (now, page) = (squad_row(0), squad());
    let (other, today) = (squad_row(3).squad, as_of().date());
    let back = |days: i64| today - chrono::Duration::days(days);
    let ticket = |number: u32| Link::new(format!("PAY-{number}"), "ticket.html");
    let dated = |number, title: &str, days| DatedRow {
        ticket: ticket(number),
        title: Some(title.to_owned()),
        day: back(days),
        days,
    };
    let routed = |number, is_in, days| RoutedRow {
        ticket: ticket(number),
        title: Some("Contribution rate of the region is wrong".to_owned()),
        is_in,
        other: other.clone(),
        day: back(4),
        days,
    };
    WeekView {
        squad: now.squad,
        tribe: now.tribe,
        week: closed_week(),
        is_running: false,
        earlier: Some("week.html".to_owned()),
        later: Some("week.html".to_owned()),
        load: WeekLoad {
            share: Some(0.58),
            usual: Some(0.51),
            warn_line: 0.35,
            critical_line: 0.5,
            maintenance_h: 174.25,
            logged_h: 300.5,
            coverage: Some(0.94),
            below_gate: false,
        },
        flows: flows(),
        backlog: Some(62),
        arrivals_href: "drill.html".to_owned(),
        departures_href: "drill.html".to_owned(),
        mix: vec![
            (Category::Maintenance, 174.25),
            (Category::New, 86.0),
            (Category::Overhead, 40.25),
        ],
        tickets: page.tickets,
        hours_href: "drill.html".to_owned(),
        routed: (0..12)
            .map(|place| routed(4711 + place, place % 3 == 0, 20 - i64::from(place)))
            .collect(),
        reopened: vec![dated(4650, "Payslip shows the old address", 31)],
        oldest: vec![
            dated(3911, "Rounding of the net differs by a cent", 212),
            dated(4002, "Export hangs for large customers", 187),
        ],
    }
}

fn flows() -> Vec<FlowLine> {
    let line = |(reason, is_arrival, tickets)| FlowLine {
        reason,
        is_arrival,
        tickets,
    };
    let lines = [
        ("created", true, 14),
        ("reopened", true, 1),
        ("routed_in", true, 3),
        ("reclassified_in", true, 1),
        ("finished", false, 11),
        ("dropped", false, 1),
        ("routed_out", false, 4),
        ("reclassified_out", false, 1),
    ];
    lines.map(line).to_vec()
}
