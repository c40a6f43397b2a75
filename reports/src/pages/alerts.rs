//! The alerts: what is wrong now, and what changed when.

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
}

/// One alert: a rule about one squad.
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
    /// The latest closed value, as a fraction.
    pub value: Option<f64>,
    /// The raise line, as a fraction.
    pub raise: f64,
    /// Who acknowledged it, if somebody did.
    pub acknowledged_by: Option<String>,
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
    /// The value that made it, as a fraction.
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
            @if view.current.is_empty() { p.empty { (text.t("alerts-none")) } } @else { (table(&view.current, context)) }
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
pub(super) fn table(alerts: &[AlertRow], context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    let format = Format::new(context.language);
    html! {
        div.scroll tabindex="0" role="group" aria-label=(text.t("alerts-current")) {
            table {
                caption.quiet { (text.t("alerts-current")) }
                thead { tr {
                    th scope="col" { (text.t("column-squad")) }
                    th scope="col" { (text.t("column-state")) }
                    th scope="col" { (text.t("column-severity")) }
                    th scope="col" { (text.t("column-rule")) }
                    th scope="col" { (text.t("column-since")) }
                    th.number scope="col" { (text.t("column-value")) }
                    th.number scope="col" { (text.t("column-raise")) }
                    th scope="col" { (text.t("column-acknowledged")) }
                } }
                tbody {
                    @for alert in alerts {
                        tr class=(alert.severity.key()) {
                            th scope="row" { (parts::link(&alert.scope)) }
                            td { (chip(alert.state, alert.severity, text)) }
                            td { (text.t(&format!("severity-{}", alert.severity.key()))) }
                            td { (alert.rule) }
                            td.nowrap {
                                @match alert.since {
                                    Some(since) => {
                                        (since.label()) " "
                                        span.faint { "(" (text.count("weeks", u64::from(alert.periods))) ")" }
                                    }
                                    None => { (DASH) }
                                }
                            }
                            td.number.strong { (format.percent(alert.value)) }
                            td.number.faint { (format.percent(Some(alert.raise))) }
                            td { (alert.acknowledged_by.as_deref().unwrap_or(DASH)) }
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
                    th scope="col" { (text.t("column-squad")) }
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
                            td.number { (format.percent(change.value)) }
                        }
                    }
                }
            }
        }
    }
}
