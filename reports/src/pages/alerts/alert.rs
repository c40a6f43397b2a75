//! One alert, explained: a sentence that says it, its weeks, the tickets that weigh most, what to do, what happened.

use maud::{Markup, html};

use super::{AlertRow, AlertTransition, chip, history, hush};
use crate::Period;
use crate::charts::load_line;
use crate::format::{DASH, Format};
use crate::pages::context::{Link, PageContext};
use crate::pages::layout::{Section, page};
use crate::pages::parts;
use crate::pages::squad::TicketRow;
use crate::text::Text;

/// An alert and what it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct AlertView {
    /// Where it stands.
    pub alert: AlertRow,
    /// The last closed week it looked at.
    pub week: Period,
    /// The clear line; a share as a fraction.
    pub clear: f64,
    /// The word of why that week kept the state, if it proved nothing.
    pub held: Option<&'static str>,
    /// Who has to look, if somebody is named.
    pub owner: Option<String>,
    /// What the rule says, in a sentence.
    pub rule: String,
    /// What to do, if something is.
    pub action: Option<String>,
    /// Address of the chart, where the metric has one.
    pub chart: Option<String>,
    /// The last closed weeks, oldest first.
    pub trend: Vec<TrendPoint>,
    /// The tickets that weigh most, the heaviest first.
    pub tickets: Vec<TicketRow>,
    /// What happened to it, latest first.
    pub history: Vec<AlertTransition>,
    /// Whether the reader may acknowledge and silence.
    pub may_hush: bool,
}

/// One week of the metric.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TrendPoint {
    /// The week.
    pub week: Period,
    /// Its value; a share as a fraction.
    pub value: Option<f64>,
    /// How many rows it was made of, where that is known.
    pub n: Option<u64>,
    /// Logged over capacity.
    pub coverage: Option<f64>,
}

/// The whole page.
pub fn render(view: &AlertView, context: &PageContext) -> String {
    let text = Text::new(context.language);
    let alert = &view.alert;
    let headline = headline(view, context);
    let back = [
        Link::new(text.t("nav-alerts"), "/alerts"),
        alert.scope.clone(),
        Link::new(alert.rule.clone(), ""),
    ];
    let main = html! {
        (parts::trail(&back, text))
        div.headline {
            h1 { (chip(alert.state, alert.severity, text)) " " (headline) }
            p.basis { (view.rule) }
            @if let Some(held) = view.held { p.basis { (text.t(&format!("alert-held-{}", held.replace('_', "-")))) } }
            @if let Some(owner) = &view.owner { p.basis { (text.t("notify-owner")) ": " (owner) } }
        }
        @if let Some(action) = &view.action {
            p { strong { (text.t("alert-what-to-do")) } " " (action) }
        }
        section aria-labelledby="quiet" {
            h2 #quiet { (text.t("alert-page-quiet")) }
            div { (hush::cell(alert, view.may_hush, context)) }
        }
        section aria-labelledby="weeks" {
            h2 #weeks { (text.t("alert-trend")) }
            @if let Some(url) = &view.chart { (parts::chart(url, &headline, load_line::SIZE, context)) }
            @if view.trend.is_empty() { p.empty { (text.t("alert-page-no-weeks")) } } @else { (weeks(view, context)) }
        }
        @if !view.tickets.is_empty() { (tickets(&view.tickets, context)) }
        section aria-labelledby="history" {
            h2 #history { (text.t("alerts-history")) }
            @if view.history.is_empty() { p.empty { (text.t("alerts-no-history")) } } @else { (history(&view.history, context)) }
        }
    };
    page(context, Some(Section::Alerts), &headline, main)
}

/// What the alert says, in a sentence.
fn headline(view: &AlertView, context: &PageContext) -> String {
    let text = Text::new(context.language);
    let format = Format::new(context.language);
    let alert = &view.alert;
    let since = alert.since.unwrap_or(view.week);
    text.with(
        &format!("alert-page-{}", alert.state.key()),
        &[
            ("subject", alert.scope.label.as_str().into()),
            ("metric", text.t(alert.measure.key()).into()),
            ("value", alert.measure.shown(alert.value, format).into()),
            ("raise", alert.measure.shown(Some(alert.raise), format).into()),
            ("clear", alert.measure.shown(Some(view.clear), format).into()),
            ("since", since.label().into()),
            ("week", view.week.label().into()),
        ],
    )
}

fn weeks(view: &AlertView, context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    let format = Format::new(context.language);
    let measure = view.alert.measure;
    html! {
        div.scroll tabindex="0" role="group" aria-label=(text.t("alert-trend")) {
            table {
                caption.quiet { (text.t("alert-trend")) }
                thead { tr {
                    th scope="col" { (text.t("column-week")) }
                    th.number scope="col" { (text.t(measure.key())) }
                    th.number scope="col" { (text.t("column-made-of")) }
                    th.number scope="col" { (text.t("column-coverage")) }
                } }
                tbody {
                    @for point in view.trend.iter().rev() {
                        tr {
                            th scope="row" { (point.week.label()) }
                            td.number.strong { (measure.shown(point.value, format)) }
                            td.number { (format.count(point.n.and_then(|n| i64::try_from(n).ok()))) }
                            td.number { (format.percent(point.coverage)) }
                        }
                    }
                }
            }
        }
    }
}

fn tickets(tickets: &[TicketRow], context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    let format = Format::new(context.language);
    html! {
        section aria-labelledby="tickets" {
            h2 #tickets { (text.t("alert-page-tickets")) }
            ol.heaviest {
                @for ticket in tickets {
                    li {
                        (parts::link(&ticket.ticket)) " " (ticket.title.as_deref().unwrap_or(DASH)) " "
                        strong { (format.hours(Some(ticket.maintenance_h))) }
                    }
                }
            }
        }
    }
}
