//! An alert that explains itself: the numbers, the rule, the trend, the tickets that weigh most, what to do.

use maud::{Markup, html};

use super::tables::TicketRow;
use crate::format::Format;
use crate::pages::alerts::chip;
use crate::pages::context::PageContext;
use crate::pages::parts;
use crate::text::Text;
use crate::{AlertState, Direction, Period, Severity};

/// The alert about a squad and what it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct AlertBox {
    /// The rule's name.
    pub rule: String,
    /// Where it stands.
    pub state: AlertState,
    /// How bad.
    pub severity: Severity,
    /// The first week of the spell, or of the pending weeks.
    pub since: Period,
    /// The raise line, as a fraction.
    pub raise: f64,
    /// The clear line, as a fraction.
    pub clear: f64,
    /// Closed weeks it takes each way.
    pub weeks: u32,
    /// Weeks with a coverage under it keep the state; as a fraction.
    pub gate: f64,
    /// The last closed weeks, oldest first; four to eight read well.
    pub trend: Vec<AlertPoint>,
    /// Which way it goes.
    pub direction: Direction,
}

/// One week of the trend.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AlertPoint {
    /// The week.
    pub week: Period,
    /// Its share, as a fraction.
    pub share: Option<f64>,
    /// True when coverage was under the gate.
    pub below_gate: bool,
}

pub(super) fn render(alert: &AlertBox, tickets: &[TicketRow], context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    let since = [("week", alert.since.label().into())];
    html! {
        section class={ "alert " (alert.severity.key()) } aria-labelledby="alert" {
            h2 #alert {
                (chip(alert.state, alert.severity, text)) " "
                (text.with(&format!("alert-title-{}", alert.state.key()), &since))
            }
            (trend(alert, context))
            p { (rule(alert, context)) " " span.faint { (text.t("alert-rule-name")) " " (alert.rule) } }
            @if !tickets.is_empty() {
                p { (text.t("alert-heaviest")) }
                ol.heaviest {
                    @for ticket in tickets.iter().take(5) {
                        li {
                            (parts::link(&ticket.ticket)) " " (ticket.title.as_deref().unwrap_or_default()) " "
                            strong { (Format::new(context.language).hours(Some(ticket.maintenance_h))) }
                        }
                    }
                }
            }
            p { strong { (text.t("alert-what-to-do")) } " " (text.t(&format!("alert-do-{}", alert.direction.key()))) }
        }
    }
}

/// The last weeks as a small table.
fn trend(alert: &AlertBox, context: &PageContext) -> Markup {
    let format = Format::new(context.language);
    let text = Text::new(context.language);
    html! {
        table.trend {
            caption.quiet { (text.t("alert-trend")) }
            thead { tr { @for point in &alert.trend { th scope="col" { (point.week.label()) } } } }
            tbody { tr { @for point in &alert.trend {
                td.over[point.share.is_some_and(|share| share >= alert.raise)].low[point.below_gate] {
                    (format.percent(point.share))
                    @if point.below_gate { span.quiet { " " (text.t("below-gate")) } }
                }
            } } }
        }
    }
}

fn rule(alert: &AlertBox, context: &PageContext) -> String {
    let format = Format::new(context.language);
    Text::new(context.language).with(
        "alert-rule",
        &[
            ("raise", format.percent(Some(alert.raise)).into()),
            ("clear", format.percent(Some(alert.clear)).into()),
            ("weeks", alert.weeks.into()),
            ("gate", format.percent(Some(alert.gate)).into()),
        ],
    )
}
