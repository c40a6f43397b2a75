//! The alerts: what is wrong now, and what changed when.

pub mod alert;
mod hush;
mod measure;

pub use hush::Hushed;
pub use measure::Measure;

use chrono::NaiveDateTime;
use maud::{Markup, html};

use super::context::{Link, PageContext};
use super::layout::{Section, page};
use super::parts;
use crate::format::{DASH, Format};
use crate::text::Text;
use crate::{AlertState, Period, Severity};

/// Current alerts and their history.
#[derive(Debug, Clone, PartialEq)]
pub struct AlertsView {
    /// The alerts that are not `ok`, worst first.
    pub current: Vec<AlertRow>,
    /// Transitions, latest first.
    pub history: Vec<AlertTransition>,
    /// Address of the next page of the history.
    pub next: Option<String>,
    /// Whether the reader may acknowledge and silence.
    pub may_hush: bool,
}

/// One alert: a rule about one subject.
#[derive(Debug, Clone, PartialEq)]
pub struct AlertRow {
    /// The rule's name.
    pub rule: String,
    /// Whom it is about.
    pub scope: Link,
    /// Where it stands.
    pub state: AlertState,
    /// How bad.
    pub severity: Severity,
    /// The first period over the raise line.
    pub since: Option<Period>,
    /// For how many closed periods.
    pub periods: u32,
    /// What is measured.
    pub measure: Measure,
    /// The latest closed value; a share as a fraction.
    pub value: Option<f64>,
    /// The raise line, likewise.
    pub raise: f64,
    /// Why nobody is told, if so.
    pub quiet: Option<Hushed>,
    /// What it is called in addresses.
    pub id: String,
}

/// One change of an alert's state.
#[derive(Debug, Clone, PartialEq)]
pub struct AlertTransition {
    /// When it was found.
    pub at: NaiveDateTime,
    /// The period whose figures made it.
    pub period: Period,
    /// The rule's name.
    pub rule: String,
    /// Whom it is about.
    pub scope: Link,
    /// The state before.
    pub from: AlertState,
    /// The state after.
    pub to: AlertState,
    /// What is measured.
    pub measure: Measure,
    /// The value that made it; a share as a fraction.
    pub value: Option<f64>,
}

/// The whole page.
pub fn render(view: &AlertsView, context: &PageContext) -> String {
    let text = Text::new(context.language);
    let firing = view
        .current
        .iter()
        .filter(|alert| alert.state == AlertState::Firing)
        .count() as u64;
    let main = html! {
        div.headline {
            h1 { (text.count("alerts-headline", firing)) }
            p.basis { (text.t("alerts-basis")) }
        }
        section aria-labelledby="current" {
            h2 #current { (text.t("alerts-current")) }
            @if view.current.is_empty() { p.empty { (text.t("alerts-none")) } } @else { (table(&view.current, view.may_hush, context)) }
        }
        section aria-labelledby="history" {
            h2 #history { (text.t("alerts-history")) }
            @if view.history.is_empty() { p.empty { (text.t("alerts-no-history")) } } @else { (history(&view.history, context)) }
            (parts::next_page(view.next.as_deref(), text))
        }
    };
    page(context, Some(Section::Alerts), &text.t("nav-alerts"), main)
}

/// The state of an alert as a word with a sign.
pub(super) fn chip(state: AlertState, severity: Severity, text: Text) -> Markup {
    let (class, sign) = match (state, severity) {
        (AlertState::Firing | AlertState::Confirmed, Severity::Critical) => ("critical", "◆"),
        (AlertState::Firing | AlertState::Confirmed, Severity::Warn) => ("warn", "▲"),
        (AlertState::Pending, _) => ("pending", "△"),
        (AlertState::Recovering, _) => ("recovering", "▽"),
        (AlertState::Ok | AlertState::Withdrawn, _) => ("calm", "●"),
    };
    html! {
        span class={ "chip " (class) } {
            span.sign aria-hidden="true" { (sign) } (text.t(&format!("alert-{}", state.key())))
        }
    }
}

/// The current alerts.
pub(super) fn table(alerts: &[AlertRow], may_hush: bool, context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    let format = Format::new(context.language);
    html! {
        div.scroll tabindex="0" role="group" aria-label=(text.t("alerts-current")) {
            table {
                caption.quiet { (text.t("alerts-current")) }
                thead { tr {
                    th scope="col" { (text.t("column-whom")) }
                    th scope="col" { (text.t("column-state")) }
                    th scope="col" { (text.t("column-severity")) }
                    th scope="col" { (text.t("column-measure")) }
                    th scope="col" { (text.t("column-rule")) }
                    th scope="col" { (text.t("column-since")) }
                    th.number scope="col" { (text.t("column-value")) }
                    th.number scope="col" { (text.t("column-raise")) }
                    th scope="col" { (text.t("column-quiet")) }
                } }
                tbody {
                    @for alert in alerts {
                        tr class=(alert.severity.key()) {
                            th scope="row" { (parts::link(&alert.scope)) }
                            td { (chip(alert.state, alert.severity, text)) }
                            td { (text.t(&format!("severity-{}", alert.severity.key()))) }
                            td { (text.t(alert.measure.key())) }
                            td { a href={ "/alerts/" (alert.id) } { (alert.rule) } }
                            td.nowrap {
                                @match alert.since {
                                    Some(since) => {
                                        (since.label()) " "
                                        span.faint { "(" (text.count("weeks", u64::from(alert.periods))) ")" }
                                    }
                                    None => { (DASH) }
                                }
                            }
                            td.number.strong { (alert.measure.shown(alert.value, format)) }
                            td.number.faint { (alert.measure.shown(Some(alert.raise), format)) }
                            td { (hush::cell(alert, may_hush, context)) }
                        }
                    }
                }
            }
        }
    }
}

fn history(transitions: &[AlertTransition], context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    let format = Format::new(context.language);
    html! {
        div.scroll tabindex="0" role="group" aria-label=(text.t("alerts-history")) {
            table {
                caption.quiet { (text.t("alerts-history")) }
                thead { tr {
                    th scope="col" { (text.t("column-at")) }
                    th scope="col" { (text.t("column-whom")) }
                    th scope="col" { (text.t("column-rule")) }
                    th scope="col" { (text.t("column-change")) }
                    th scope="col" { (text.t("column-week")) }
                    th.number scope="col" { (text.t("column-value")) }
                } }
                tbody {
                    @for change in transitions {
                        tr {
                            td.nowrap { time datetime=(change.at.format("%Y-%m-%dT%H:%M")) { (format.stamp(change.at)) } }
                            th scope="row" { (parts::link(&change.scope)) }
                            td { (change.rule) }
                            td.nowrap {
                                (text.t(&format!("alert-{}", change.from.key()))) " → "
                                strong { (text.t(&format!("alert-{}", change.to.key()))) }
                            }
                            td.nowrap { (change.period.label()) }
                            td.number { (change.measure.shown(change.value, format)) }
                        }
                    }
                }
            }
        }
    }
}
