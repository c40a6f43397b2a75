//! The home page: who is under water, since when, which way it is going.

use maud::{Markup, html};

use super::alerts::AlertRow;
use super::context::PageContext;
use super::layout::{Section, page};
use super::parts::{self, Choice};
use super::squads::{self, SquadRow};
use crate::Period;
use crate::charts::timeline;
use crate::text::Text;

/// Every squad of the organisation, or of one tribe.
#[derive(Debug, Clone, PartialEq)]
pub struct FleetView {
    /// The latest closed week.
    pub week: Period,
    /// The squads in the order to show: worst first reads best.
    pub squads: Vec<SquadRow>,
    /// What belongs to no squad: a line of the table, but no ship, and not counted.
    pub unattributed: Option<SquadRow>,
    /// Filters by tribe; the first is usually "every tribe". Empty hides the filter.
    pub tribes: Vec<TribeChoice>,
    /// The alerts that are not `ok`.
    pub alerts: Vec<AlertRow>,
    /// Address of the timeline chart, ending in `.svg`, without theme and language; its filters in the query.
    pub timeline_url: Option<String>,
}

/// A filter by tribe.
#[derive(Debug, Clone, PartialEq)]
pub struct TribeChoice {
    /// The tribe's name; `None` stands for all of them.
    pub tribe: Option<String>,
    /// The address of this page with the filter.
    pub href: String,
    /// True for the filter in force.
    pub selected: bool,
}

/// The whole page.
pub fn render(view: &FleetView, context: &PageContext) -> String {
    let text = Text::new(context.language);
    let rows: Vec<SquadRow> = view.squads.iter().chain(&view.unattributed).cloned().collect();
    let main = html! {
        (headline(view, context))
        @if !view.tribes.is_empty() { (filter(&view.tribes, text)) }
        @if view.squads.is_empty() {
            p.empty { (text.t("fleet-empty")) }
        } @else {
            (squads::ships(&view.squads, context))
            @if !view.alerts.is_empty() {
                section aria-labelledby="alerts" {
                    h2 #alerts { (text.t("fleet-alerts")) }
                    (super::alerts::table(&view.alerts, false, context))
                }
            }
            section aria-labelledby="table" {
                h2 #table { (text.t("fleet-table")) }
                (squads::table(&rows, view.week, true, context))
            }
            @if let Some(url) = &view.timeline_url {
                section aria-labelledby="timeline" {
                    h2 #timeline { (text.t("fleet-timeline")) }
                    (parts::chart(url, &sentence(&view.squads, text), timeline::size(view.squads.len(), tribes(&view.squads)), context))
                    p { a href=(Section::Timeline.href()) { (text.t("fleet-timeline-more")) } }
                }
            }
        }
    };
    page(context, Some(Section::Fleet), &text.t("nav-fleet"), main)
}

/// The answer in five seconds.
fn headline(view: &FleetView, context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    let longest = view
        .squads
        .iter()
        .filter(|row| row.since.is_some())
        .max_by_key(|row| row.weeks_under);
    html! {
        div.headline {
            h1 { (sentence(&view.squads, text)) }
            @if let Some((row, since)) = longest.and_then(|row| row.since.map(|since| (row, since))) {
                p.lead {
                    (text.t("fleet-longest")) " "
                    a href=(row.squad.href) { (row.squad.label) } ", "
                    (text.with("fleet-longest-since", &[
                        ("week", since.label().into()),
                        ("weeks", text.count("weeks", u64::from(row.weeks_under)).into()),
                    ]))
                }
            }
            p.basis { (text.with("fleet-basis", &[("week", view.week.label().into())])) }
        }
    }
}

/// "3 of 14 squads are under water."
pub(super) fn sentence(squads: &[SquadRow], text: Text) -> String {
    let under = squads.iter().filter(|row| row.state.is_under_water()).count() as u64;
    let total = squads
        .iter()
        .filter(|row| row.ended.is_none())
        .count()
        .to_string();
    text.with(
        "fleet-headline",
        &[
            ("n", under.into()),
            ("count", under.to_string().into()),
            ("total", total.into()),
        ],
    )
}

/// How many tribes the squads are of; those without one count as one.
fn tribes(squads: &[SquadRow]) -> usize {
    let mut names: Vec<_> = squads
        .iter()
        .map(|row| row.tribe.as_ref().map(|tribe| &tribe.label))
        .collect();
    names.sort_unstable();
    names.dedup();
    names.len()
}

/// The choice of a tribe.
pub(super) fn filter(tribes: &[TribeChoice], text: Text) -> Markup {
    let list: Vec<Choice> = tribes
        .iter()
        .map(|choice| Choice {
            label: choice
                .tribe
                .clone()
                .unwrap_or_else(|| text.t("filter-all-tribes")),
            href: choice.href.clone(),
            selected: choice.selected,
        })
        .collect();
    parts::choices(&text.t("filter-tribe"), &list)
}
