//! A tribe: its squads, and their hours together.

use maud::{Markup, html};

use super::context::{Link, PageContext};
use super::fleet::sentence;
use super::layout::page;
use super::parts;
use super::squads::{self, SquadRow};
use crate::Period;
use crate::charts::{load_line, timeline};
use crate::format::Format;
use crate::text::Text;

/// One tribe at the latest closed week.
#[derive(Debug, Clone, PartialEq)]
pub struct TribeView {
    /// The tribe's name.
    pub name: String,
    /// The latest closed week.
    pub week: Period,
    /// The tribe's figures from the same hours as its squads'.
    pub totals: TribeTotals,
    /// Its squads in the order to show: worst first reads best.
    pub squads: Vec<SquadRow>,
    /// Address of the tribe's load line chart, ending in `.svg`, without theme and language.
    pub load_line_url: String,
    /// Address of its timeline chart, likewise.
    pub timeline_url: String,
}

/// A tribe's figures of one week.
#[derive(Debug, Clone, PartialEq)]
pub struct TribeTotals {
    /// Σ maintenance_h / Σ logged_h, as a fraction.
    pub share: Option<f64>,
    /// Hours of maintenance; none where the tribe is not shown.
    pub maintenance_h: Option<f64>,
    /// Hours logged; likewise.
    pub logged_h: Option<f64>,
    /// Hours the members had, where known.
    pub capacity_h: Option<f64>,
    /// Logged over capacity, as a fraction.
    pub coverage: Option<f64>,
    /// Open maintenance tickets.
    pub backlog: Option<i64>,
    /// Address of the list behind the maintenance hours.
    pub drill_href: String,
}

/// The whole page.
pub fn render(view: &TribeView, context: &PageContext) -> String {
    let text = Text::new(context.language);
    let headline = sentence(&view.squads, text);
    let main = html! {
        (parts::trail(&[Link::new(text.t("nav-fleet"), "/")], text))
        div.headline {
            p.eyebrow { span.subject { (view.name) } }
            h1 { (headline) }
            p.basis { (text.with("fleet-basis", &[("week", view.week.label().into())])) }
        }
        (squads::ships(&view.squads, context))
        (tiles(&view.totals, context))
        section aria-labelledby="load" {
            h2 #load { (text.t("squad-load")) }
            (parts::chart(&view.load_line_url, &headline, load_line::SIZE, context))
        }
        section aria-labelledby="table" {
            h2 #table { (text.t("fleet-table")) }
            (squads::table(&view.squads, view.week, false, context))
        }
        section aria-labelledby="timeline" {
            h2 #timeline { (text.t("fleet-timeline")) }
            (parts::chart(&view.timeline_url, &headline, timeline::size(view.squads.len(), 1), context))
        }
    };
    page(context, None, &view.name, main)
}

fn tiles(totals: &TribeTotals, context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    let format = Format::new(context.language);
    let hours = text.with(
        "tribe-hours",
        &[
            ("maintenance", format.hours(totals.maintenance_h).into()),
            ("logged", format.hours(totals.logged_h).into()),
        ],
    );
    html! {
        section.glance aria-labelledby="totals" {
            h2 #totals { (text.t("tribe-totals")) }
            dl.tiles {
                (parts::tile(&text.t("column-share"), &format.percent(totals.share), html! { a href=(totals.drill_href) { (hours) } }, ""))
                (parts::tile(&text.t("column-backlog"), &format.count(totals.backlog), html! { (text.t("tile-backlog")) }, ""))
                (parts::tile(&text.t("figure-capacity"), &format.hours(totals.capacity_h), html! { (text.t("tile-capacity")) }, ""))
                (parts::tile(&text.t("column-coverage"), &format.percent(totals.coverage), html! { (text.t("tile-coverage")) }, ""))
            }
        }
    }
}
