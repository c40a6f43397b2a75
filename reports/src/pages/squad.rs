//! A squad: how much of its time went to maintenance, when it was worst, why, and what was decided.

mod alert;
mod forward;
pub(crate) mod interventions;
mod routing;
mod summary;
mod tables;

use chrono::NaiveDate;
use maud::{Markup, html};

pub use alert::{AlertBox, AlertPoint};
pub use forward::ForwardBox;
pub use interventions::{Effect, InterventionForm, InterventionRow};
pub use routing::{SquadRoute, SquadRouting};
pub use summary::SquadSummary;
pub use tables::{SpellRow, TicketRow, TypeSlice};

use super::context::{Link, PageContext};
use super::layout::page;
use super::parts::{self, Choice};
use super::squads::SquadRow;
use crate::charts::{ages, backlog, hours, load_line};
use crate::format::Format;
use crate::text::Text;
use crate::{Grain, Method, Period};

/// Everything about one squad over a window of time.
#[derive(Debug, Clone, PartialEq)]
pub struct SquadView {
    /// The figures of the headline, over the window.
    pub summary: SquadSummary,
    /// The latest closed week.
    pub week: Period,
    /// Address of the page of that week, ticket by ticket.
    pub week_href: String,
    /// The squad at that week.
    pub now: SquadRow,
    /// What it was before, and what followed.
    pub lineage: Lineage,
    /// The windows to choose from.
    pub windows: Vec<WindowChoice>,
    /// The grains to choose from.
    pub grains: Vec<GrainChoice>,
    /// Addresses of the charts, ending in `.svg`, without theme and language; their filters in the query.
    pub charts: SquadCharts,
    /// The alert about the squad, if it is not `ok`.
    pub alert: Option<AlertBox>,
    /// Its spells, latest first.
    pub spells: Vec<SpellRow>,
    /// Maintenance hours by type over the window, most first; they add up to the summary's.
    pub types: Vec<TypeSlice>,
    /// The tickets with the most maintenance hours in the window.
    pub tickets: Vec<TicketRow>,
    /// Address of the list of every worklog behind the maintenance hours.
    pub drill_href: String,
    /// What it is asked for in the next four weeks.
    pub forward: Option<ForwardBox>,
    /// What was decided, latest first.
    pub interventions: Vec<InterventionRow>,
    /// How its tickets found it, and it its tickets; none where no ticket was finished.
    pub routing: Option<SquadRouting>,
    /// The form to write down the next decision, for those who may.
    pub form: Option<InterventionForm>,
    /// The page with what is usual shown on the load line, and with it hidden; `None` where there is nothing to show.
    pub usual: Option<UsualChoice>,
}

/// Links to this page with and without what is usual on the load line.
#[derive(Debug, Clone, PartialEq)]
pub struct UsualChoice {
    /// The address with it.
    pub shown_href: String,
    /// The address without it.
    pub hidden_href: String,
    /// Whether it is shown.
    pub shown: bool,
}

/// The squads that a squad took over from, and those that took over from it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lineage {
    /// Its first day, where it began.
    pub from: Option<NaiveDate>,
    /// Whom it took over from.
    pub predecessors: Vec<Link>,
    /// Who took over from it.
    pub successors: Vec<Link>,
}

/// A window of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    /// The last 26 weeks.
    HalfYear,
    /// The last year.
    Year,
    /// The last two years.
    TwoYears,
    /// Everything there is.
    All,
}

impl Window {
    fn key(self) -> &'static str {
        match self {
            Window::HalfYear => "window-half-year",
            Window::Year => "window-year",
            Window::TwoYears => "window-two-years",
            Window::All => "window-all",
        }
    }
}

/// A link to this page over another window.
#[derive(Debug, Clone, PartialEq)]
pub struct WindowChoice {
    /// The window.
    pub window: Window,
    /// Its address.
    pub href: String,
    /// True for the window shown.
    pub selected: bool,
}

/// A link to this page by another grain.
#[derive(Debug, Clone, PartialEq)]
pub struct GrainChoice {
    /// The grain.
    pub grain: Grain,
    /// Its address.
    pub href: String,
    /// True for the grain shown.
    pub selected: bool,
}

/// Where the charts are.
#[derive(Debug, Clone, PartialEq)]
pub struct SquadCharts {
    /// [`crate::charts::load_line`].
    pub load_line: String,
    /// [`crate::charts::hours`].
    pub hours: String,
    /// [`crate::charts::backlog`].
    pub backlog: String,
    /// [`crate::charts::ages`].
    pub ages: String,
}

/// The whole page.
pub fn render(view: &SquadView, context: &PageContext) -> String {
    let text = Text::new(context.language);
    let main = html! {
        (trail(view, text))
        (summary::headline(view, context))
        (lineage(view, context))
        (selectors(view, text))
        section aria-labelledby="load" {
            h2 #load { (text.t("squad-load")) }
            (parts::chart(&view.charts.load_line, &summary::sentence(&view.summary, &view.now.squad.label, context), load_line::SIZE, context))
        }
        (summary::tiles(view, context))
        @if let Some(alert) = &view.alert { (alert::render(alert, &view.tickets, context)) }
        @if let Some(ahead) = &view.forward { (forward::render(ahead, context)) }
        @if view.summary.method == Method::Worklogs {
            section aria-labelledby="hours" {
                h2 #hours { (text.t("squad-hours")) }
                (parts::chart(&view.charts.hours, &hours_alt(view, context), hours::SIZE, context))
            }
        } @else {
            p { a href=(view.drill_href) { (text.t("activity-tickets")) } }
        }
        (tables::tickets(view, context))
        div.columns {
            (tables::spells(&view.spells, context))
            (tables::types(view, context))
        }
        (interventions::section(&view.interventions, view.form.as_ref(), context))
        @if let Some(routing) = &view.routing { (routing::render(routing, context)) }
        section aria-labelledby="flow" {
            h2 #flow { (text.t("squad-flow")) }
            (parts::chart(&view.charts.backlog, &flow_alt(view, context), backlog::SIZE, context))
            (parts::chart(&view.charts.ages, &text.t("ages-how"), ages::SIZE, context))
        }
    };
    page(context, None, &view.now.squad.label, main)
}

/// Since when there is the squad and from whom, until when and who followed.
fn lineage(view: &SquadView, context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    let format = Format::new(context.language);
    let day =
        |key: &str, day: Option<NaiveDate>| day.map(|day| text.with(key, &[("day", format.day(day).into())]));
    let lines = [
        (
            day("squad-began-on", view.lineage.from),
            "squad-predecessors",
            &view.lineage.predecessors,
        ),
        (
            day("squad-ended-on", view.now.ended),
            "squad-successors",
            &view.lineage.successors,
        ),
    ];
    html! {
        @for (said, key, squads) in lines {
            @if said.is_some() || !squads.is_empty() {
                p.basis {
                    @if let Some(said) = said { (said) " " }
                    @if !squads.is_empty() {
                        (text.t(key)) " "
                        @for (place, squad) in squads.iter().enumerate() {
                            @if place > 0 { ", " }
                            (parts::link(squad))
                        }
                        "."
                    }
                }
            }
        }
    }
}

fn trail(view: &SquadView, text: Text) -> Markup {
    let mut links = vec![Link::new(text.t("nav-fleet"), "/")];
    links.extend(view.now.tribe.clone());
    parts::trail(&links, text)
}

fn selectors(view: &SquadView, text: Text) -> Markup {
    let windows: Vec<Choice> = view
        .windows
        .iter()
        .map(|known| Choice {
            label: text.t(known.window.key()),
            href: known.href.clone(),
            selected: known.selected,
        })
        .collect();
    let grains: Vec<Choice> = view
        .grains
        .iter()
        .map(|known| Choice {
            label: text.t(&format!("grain-{}", known.grain.key())),
            href: known.href.clone(),
            selected: known.selected,
        })
        .collect();
    html! {
        div.selectors {
            @if !windows.is_empty() { (parts::choices(&text.t("window-label"), &windows)) }
            @if !grains.is_empty() { (parts::choices(&text.t("grain-label"), &grains)) }
            @if let Some(usual) = &view.usual { (usual_choice(usual, text)) }
        }
    }
}

fn usual_choice(usual: &UsualChoice, text: Text) -> Markup {
    let choice = |key: &str, href: &str, selected| Choice {
        label: text.t(key),
        href: href.to_owned(),
        selected,
    };
    parts::choices(
        &text.t("limits-label"),
        &[
            choice("limits-shown", &usual.shown_href, usual.shown),
            choice("limits-hidden", &usual.hidden_href, !usual.shown),
        ],
    )
}

fn hours_alt(view: &SquadView, context: &PageContext) -> String {
    let format = Format::new(context.language);
    Text::new(context.language).with(
        "hours-alt",
        &[
            (
                "maintenance",
                format.hours(Some(view.summary.maintenance_h)).into(),
            ),
            ("logged", format.hours(Some(view.summary.logged_h)).into()),
        ],
    )
}

fn flow_alt(view: &SquadView, context: &PageContext) -> String {
    let format = Format::new(context.language);
    Text::new(context.language).with(
        "flow-alt",
        &[
            ("backlog", format.count(view.now.backlog).into()),
            ("drain", parts::drain(view.now.drain, context).into()),
        ],
    )
}
