//! The next four weeks: which squads are asked for more than they can give.

use maud::{Markup, html};

use super::context::{Link, PageContext};
use super::layout::{Section, page};
use super::parts;
use crate::Period;
use crate::ahead::Fit;
use crate::charts::forward_load;
use crate::format::Format;
use crate::text::Text;

/// What squads are asked for in the next four weeks.
#[derive(Debug, Clone, PartialEq)]
pub struct ForwardView {
    /// The first and the last week.
    pub range: (Period, Period),
    /// From which load on it alerts, as a fraction.
    pub line: f64,
    /// The squads in the order to show: worst first reads best.
    pub squads: Vec<ForwardRow>,
    /// All squads together, hidden ones too.
    pub organisation: Option<ForwardRow>,
    /// Address of the chart, ending in `.svg`, without theme and language.
    pub chart_url: String,
    /// What a reader should know of how far the figures can be trusted.
    pub notes: Vec<String>,
    /// Address of the rows as CSV.
    pub csv_href: String,
}

/// What one squad is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct ForwardRow {
    /// Its name and the address of its page.
    pub squad: Link,
    /// `committed_h`.
    pub committed_h: f64,
    /// Address of the tickets behind it.
    pub committed_href: String,
    /// `expected_maintenance_h`, where there are hours behind it.
    pub expected_h: Option<f64>,
    /// Address of the hours behind it.
    pub expected_href: String,
    /// Weeks that the expectation is the mean of.
    pub expected_weeks: u64,
    /// `capacity_h`, where memberships are known.
    pub capacity_h: Option<f64>,
    /// `forward_load`, as a fraction.
    pub load: Option<f64>,
    /// `overdue_h`.
    pub overdue_h: f64,
    /// Address of the tickets behind it.
    pub overdue_href: String,
    /// Commitments due in these weeks.
    pub initiatives: u64,
    /// Their tickets without any estimate.
    pub without_estimate: u64,
}

impl ForwardRow {
    pub(crate) fn fit(&self, line: f64) -> Fit {
        Fit::of(self.load, line)
    }
}

/// The whole page.
pub fn render(view: &ForwardView, context: &PageContext) -> String {
    let text = Text::new(context.language);
    let over = count(view, Fit::Over);
    let headline = forward_load::headline(over, view.squads.len(), context.language);
    let main = html! {
        div.headline {
            p.eyebrow { span.subject { (text.t("forward-weeks")) } " · " (view.range.0.label()) " → " (view.range.1.label()) }
            h1 { (headline) }
            @let full = count(view, Fit::Full);
            @if full > 0 { p.lead { (text.count("forward-full", full)) } }
            p.basis { (text.t("forward-how")) }
            @for note in &view.notes { p.basis { (note) } }
        }
        @if view.squads.is_empty() {
            p.empty { (text.t("fleet-empty")) }
        } @else {
            section aria-labelledby="load" {
                h2 #load { (text.t("forward-load")) }
                (parts::chart(&view.chart_url, &headline, forward_load::size(view.squads.len()), context))
            }
            section aria-labelledby="table" {
                h2 #table { (text.t("forward-table")) }
                (table(view, context))
                p { a href=(view.csv_href) download { (text.t("drill-csv")) } }
            }
        }
    };
    page(context, Some(Section::Forward), &text.t("nav-forward"), main)
}

fn count(view: &ForwardView, fit: Fit) -> u64 {
    let fits = view.squads.iter().map(|row| row.fit(view.line));
    fits.filter(|known| *known == fit).count() as u64
}

fn table(view: &ForwardView, context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    html! {
        div.scroll tabindex="0" role="group" aria-label=(text.t("forward-table")) { table {
            caption.quiet { (text.t("forward-table")) }
            thead { tr {
                th scope="col" { (text.t("column-squad")) }
                th.number scope="col" { (text.t("forward-load-column")) }
                th scope="col" { (text.t("column-state")) }
                th.number scope="col" { (text.t("forward-committed")) }
                th.number scope="col" { (text.t("forward-expected")) }
                th.number scope="col" { (text.t("figure-capacity")) }
                th.number scope="col" { (text.t("forward-overdue")) }
                th.number scope="col" { (text.t("forward-initiatives")) }
                th.number scope="col" { (text.t("forward-without-estimate")) }
            } }
            tbody { @for row in &view.squads { (line(row, view.line, context)) } }
            @if let Some(all) = &view.organisation { tfoot { (line(all, view.line, context)) } }
        } }
    }
}

fn line(row: &ForwardRow, line: f64, context: &PageContext) -> Markup {
    let format = Format::new(context.language);
    let fit = row.fit(line);
    html! {
        tr class=(fit.class()) {
            th scope="row" { (parts::link(&row.squad)) }
            td.number.strong { (format.percent(row.load)) }
            td { (chip(fit, context)) }
            td.number { (opened(row.committed_h, &row.committed_href, format)) }
            td.number {
                @match row.expected_h {
                    Some(hours) => { a href=(row.expected_href) { (format.hours(Some(hours))) } }
                    None => { (format.hours(None)) }
                }
            }
            td.number { (format.hours(row.capacity_h)) }
            td.number { (opened(row.overdue_h, &row.overdue_href, format)) }
            td.number { (format.integer(row.initiatives as i64)) }
            td.number { (format.integer(row.without_estimate as i64)) }
        }
    }
}

/// Hours that can be opened; nothing is nothing to open.
fn opened(hours: f64, href: &str, format: Format) -> Markup {
    html! { @if hours > 0.0 { a href=(href) { (format.hours(Some(hours))) } } @else { (format.hours(Some(hours))) } }
}

/// The fit as a word with a sign.
pub(crate) fn chip(fit: Fit, context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    html! {
        span class={ "chip " (fit.class()) } {
            span.sign aria-hidden="true" { (fit.sign()) } (text.t(&format!("forward-fit-{}", fit.key())))
        }
    }
}
