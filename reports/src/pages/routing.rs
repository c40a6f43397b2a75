//! Whether maintenance went to the right place: how often it did not, what the detour cost, from whom to whom, and which
//! rule would have known.

mod matrix;
mod suggestions;

use maud::{Markup, html};

pub use matrix::{Matrix, MatrixCell, MatrixRow};
pub use suggestions::{SuggestionKind, SuggestionRow};

use super::context::{Link, PageContext};
use super::fleet::TribeChoice;
use super::layout::{Section, page};
use super::parts::{self, Choice};
use crate::Period;
use crate::charts::routing_flows;
use crate::format::Format;
use crate::text::Text;

/// Everything about the routing of one period: of the organisation, a tribe or a squad.
#[derive(Debug, Clone, PartialEq)]
pub struct RoutingView {
    /// The tribe or squad that tickets were first given to; none for everybody.
    pub subject: Option<Link>,
    /// The first and the last period.
    pub range: Option<(Period, Period)>,
    /// The figures of the headline.
    pub summary: RoutingSummary,
    /// The windows to choose from.
    pub windows: Vec<RoutingWindowChoice>,
    /// The tribes to choose from.
    pub tribes: Vec<TribeChoice>,
    /// The squads of the tribe to choose from.
    pub squads: Vec<(Link, bool)>,
    /// Address of the flows' chart, ending in `.svg`, without theme and language; its filters in the query.
    pub flows_url: String,
    /// How many squads it shows.
    pub flows_squads: usize,
    /// From whom to whom.
    pub matrix: Matrix,
    /// What would have known, most days saved first.
    pub suggestions: Vec<SuggestionRow>,
    /// Address of all suggestions as CSV.
    pub suggestions_csv: String,
}

/// The figures of a period.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct RoutingFigures {
    /// `finished`.
    pub finished: u64,
    /// `misrouted`.
    pub misrouted: u64,
    /// `misroute_rate`, a fraction.
    pub misroute_rate: Option<f64>,
    /// `hops_mean`.
    pub hops_mean: Option<f64>,
    /// `ping_pong`.
    pub ping_pong: u64,
    /// `time_to_triage_p50` and `_p85`, in days.
    pub triage: (Option<f64>, Option<f64>),
    /// `time_to_right_squad_p50` and `_p85`.
    pub right_squad: (Option<f64>, Option<f64>),
    /// `detour_days_p50` and `_p85`.
    pub detour: (Option<f64>, Option<f64>),
}

/// The figures, and where what is behind them is listed.
#[derive(Debug, Clone, PartialEq)]
pub struct RoutingSummary {
    /// The figures.
    pub figures: RoutingFigures,
    /// Address of the tickets behind `finished`.
    pub finished_href: String,
    /// Address of the tickets behind `misrouted`.
    pub misrouted_href: String,
}

/// A window of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoutingWindow {
    /// The last 13 weeks.
    Quarter,
    /// The last 26 weeks.
    HalfYear,
    /// The last year.
    Year,
    /// Everything there is.
    All,
}

impl RoutingWindow {
    fn key(self) -> &'static str {
        match self {
            RoutingWindow::Quarter => "window-quarter",
            RoutingWindow::HalfYear => "window-half-year",
            RoutingWindow::Year => "window-year",
            RoutingWindow::All => "window-all",
        }
    }
}

/// A link to this page over another window.
#[derive(Debug, Clone, PartialEq)]
pub struct RoutingWindowChoice {
    /// The window.
    pub window: RoutingWindow,
    /// Its address.
    pub href: String,
    /// True for the window shown.
    pub selected: bool,
}

/// The whole page.
pub fn render(view: &RoutingView, context: &PageContext) -> String {
    let text = Text::new(context.language);
    let main = html! {
        (headline(view, context))
        (selectors(view, text))
        @if view.summary.figures.finished > 0 { (tiles(&view.summary, context)) }
        section aria-labelledby="flows" {
            h2 #flows { (text.t("routing-flows")) }
            (parts::chart(&view.flows_url, &sentence(&view.summary.figures, context), routing_flows::size(view.flows_squads), context))
        }
        (suggestions::render(&view.suggestions, &view.suggestions_csv, context))
        (matrix::render(&view.matrix, context))
        section aria-labelledby="how" {
            h2 #how { (text.t("routing-how")) }
            ul.principles { @for key in HOW { li { (text.t(key)) } } }
            p { a href=(Section::Explain.href()) { (text.t("nav-explain")) } }
        }
    };
    page(context, Some(Section::Routing), &text.t("nav-routing"), main)
}

/// What the figures mean, where a reader could think otherwise.
const HOW: [&str; 5] = [
    "routing-how-owner",
    "routing-how-right",
    "routing-how-when",
    "routing-how-whose",
    "routing-how-blind",
];

/// "23 % of 412 maintenance tickets changed squads before they were finished."
fn sentence(figures: &RoutingFigures, context: &PageContext) -> String {
    let text = Text::new(context.language);
    let format = Format::new(context.language);
    if figures.misrouted == 0 {
        return text.count("routing-headline-none", figures.finished);
    }
    text.with(
        "routing-headline",
        &[
            ("rate", format.percent(figures.misroute_rate).into()),
            ("n", figures.finished.into()),
            ("count", format.integer(figures.finished as i64).into()),
        ],
    )
}

fn headline(view: &RoutingView, context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    let figures = &view.summary.figures;
    html! {
        div.headline {
            @if let Some(subject) = &view.subject {
                p.eyebrow { (text.t("routing-given-to")) " " span.subject { (parts::link(subject)) } }
            }
            h1 { (sentence(figures, context)) }
            @if let (Some(p50), Some(p85)) = figures.detour {
                p.lead { (text.with("routing-lead", &[("p50", days(Some(p50), context).into()), ("p85", days(Some(p85), context).into())])) }
            }
            @if let Some((from, to)) = view.range {
                p.basis { (text.with("routing-basis", &[("from", from.label().into()), ("to", to.label().into())])) }
            }
        }
    }
}

fn selectors(view: &RoutingView, text: Text) -> Markup {
    let windows: Vec<Choice> = view
        .windows
        .iter()
        .map(|known| Choice {
            label: text.t(known.window.key()),
            href: known.href.clone(),
            selected: known.selected,
        })
        .collect();
    let squads: Vec<Choice> = view
        .squads
        .iter()
        .map(|(squad, selected)| Choice {
            label: squad.label.clone(),
            href: squad.href.clone(),
            selected: *selected,
        })
        .collect();
    html! {
        div.selectors {
            (parts::choices(&text.t("window-label"), &windows))
            @if !view.tribes.is_empty() { (super::fleet::filter(&view.tribes, text)) }
            @if !squads.is_empty() { (parts::choices(&text.t("column-squad"), &squads)) }
        }
    }
}

fn tiles(summary: &RoutingSummary, context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    let format = Format::new(context.language);
    let figures = &summary.figures;
    let count = |count: u64| format.integer(count as i64);
    let misrouted = html! {
        a href=(summary.misrouted_href) { (count(figures.misrouted)) }
        " " (text.t("routing-tile-of")) " "
        a href=(summary.finished_href) { (text.count("routing-tickets", figures.finished)) }
    };
    let p85 = |value: Option<f64>| html! { (text.with("routing-tile-p85", &[("days", days(value, context).into())])) };
    let hops = figures
        .hops_mean
        .map_or_else(|| crate::format::DASH.to_owned(), |hops| format.decimal(hops, 2));
    html! {
        section aria-labelledby="figures" {
            h2.quiet #figures { (text.t("routing-figures")) }
            dl.tiles {
                (parts::tile(&text.t("routing-misroute-rate"), &format.percent(figures.misroute_rate), misrouted, ""))
                (parts::tile(&text.t("routing-detour"), &days(figures.detour.0, context), p85(figures.detour.1), ""))
                (parts::tile(&text.t("routing-time-to-right"), &days(figures.right_squad.0, context), p85(figures.right_squad.1), ""))
                (parts::tile(&text.t("routing-time-to-triage"), &days(figures.triage.0, context), p85(figures.triage.1), ""))
                (parts::tile(&text.t("routing-hops"), &hops, html! { (text.t("routing-tile-hops")) }, ""))
                (parts::tile(&text.t("routing-ping-pong"), &count(figures.ping_pong), html! { (text.t("routing-tile-ping-pong")) }, ""))
            }
        }
    }
}

/// Whole days in words, or a dash.
pub(super) fn days(value: Option<f64>, context: &PageContext) -> String {
    value.map_or_else(
        || crate::format::DASH.to_owned(),
        |days| Text::new(context.language).count("days", days.round().max(0.0) as u64),
    )
}
