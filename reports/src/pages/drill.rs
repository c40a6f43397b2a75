//! The rows behind a figure; they add up to it exactly.

use chrono::NaiveDate;
use maud::{Markup, html};

use super::context::{Link, PageContext};
use super::layout::page;
use super::parts;
use super::quality::Check;
use crate::format::{DASH, Format};
use crate::text::Text;
use crate::{Category, Period};

/// A figure and the rows behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct DrillView {
    /// What is opened.
    pub subject: DrillSubject,
    /// Whom it is about: a squad, a tribe, a source.
    pub scope: Link,
    /// The first and the last period it speaks of.
    pub range: Option<(Period, Period)>,
    /// The figure as shown on the page the reader comes from, in `unit`.
    pub figure: f64,
    /// The sum of the amounts of *all* rows, not only of this page's; none where they were not summed.
    pub total: Option<f64>,
    /// What the amounts are.
    pub unit: DrillUnit,
    /// How many rows there are in all.
    pub row_count: u64,
    /// The rows of this page.
    pub rows: Vec<DrillRow>,
    /// How many rows are of squads too small to be shown, and what they add up to: they are one line.
    pub too_small: (u64, f64),
    /// Address of the next page.
    pub next: Option<String>,
    /// Address of all rows as CSV.
    pub csv_href: Option<String>,
}

/// What can be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DrillSubject {
    /// `logged_h`.
    LoggedHours,
    /// `maintenance_h`, also the numerator of `maintenance_share`.
    MaintenanceHours,
    /// `arrivals`.
    Arrivals,
    /// `departures`.
    Departures,
    /// `backlog`.
    Backlog,
    /// `finished`.
    Finished,
    /// `misrouted`.
    Misrouted,
    /// `detours`.
    Detours,
    /// `committed_h`.
    Committed,
    /// `overdue_h`.
    Overdue,
    /// `active_days`.
    ActiveDays,
    /// `maintenance_days`.
    MaintenanceDays,
    /// A check of data quality.
    Check(Check),
}

impl DrillSubject {
    fn key(self) -> String {
        match self {
            DrillSubject::LoggedHours => "figure-logged".to_owned(),
            DrillSubject::MaintenanceHours => "figure-maintenance".to_owned(),
            DrillSubject::Arrivals => "figure-arrivals".to_owned(),
            DrillSubject::Departures => "figure-departures".to_owned(),
            DrillSubject::Backlog => "figure-backlog".to_owned(),
            DrillSubject::Finished => "figure-finished".to_owned(),
            DrillSubject::Misrouted => "figure-misrouted".to_owned(),
            DrillSubject::Detours => "figure-detours".to_owned(),
            DrillSubject::Committed => "figure-committed".to_owned(),
            DrillSubject::Overdue => "figure-overdue".to_owned(),
            DrillSubject::ActiveDays => "figure-active-days".to_owned(),
            DrillSubject::MaintenanceDays => "figure-maintenance-days".to_owned(),
            DrillSubject::Check(check) => format!("check-{}", check.key()),
        }
    }
}

/// What the amounts of a list are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DrillUnit {
    /// Hours, written to the hundredth.
    Hours,
    /// Person-days, written to the hundredth.
    Days,
    /// Whole tickets, worklogs, people or months.
    Count,
}

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub struct DrillRow {
    /// The day of the work or of the event.
    pub day: Option<NaiveDate>,
    /// The ticket, where there is one.
    pub ticket: Option<Link>,
    /// Its title, where the source gave one.
    pub title: Option<String>,
    /// The squad that owns the row.
    pub squad: String,
    /// The kind of work.
    pub category: Option<Category>,
    /// Why: the rule, the event or the reason.
    pub why: String,
    /// Its amount, in the list's unit.
    pub amount: f64,
}

/// The whole page.
pub fn render(view: &DrillView, context: &PageContext) -> String {
    let text = Text::new(context.language);
    let name = text.t(&view.subject.key());
    let main = html! {
        (parts::trail(&[Link::new(text.t("nav-fleet"), "/"), view.scope.clone()], text))
        div.headline {
            p.eyebrow { span.subject { (view.scope.label) } " · " (name)
                @if let Some(range) = view.range { " · " (span(range, text)) }
            }
            h1 { (headline(view, context)) }
            p.lead { (agreement(view, context)) }
        }
        @if view.rows.is_empty() && view.too_small.0 == 0 { p.empty { (text.t("drill-empty")) } } @else { (table(view, context)) }
        (parts::next_page(view.next.as_deref(), text))
        @if let Some(href) = &view.csv_href { p { a href=(href) download { (text.t("drill-csv")) } } }
    };
    page(context, None, &format!("{name} · {}", view.scope.label), main)
}

/// "2026-W05", or "2026-W05 to 2026-W09".
fn span((from, to): (Period, Period), text: Text) -> String {
    if from == to {
        return from.label();
    }
    text.with(
        "chart-period",
        &[("from", from.label().into()), ("to", to.label().into())],
    )
}

fn amount(value: f64, unit: DrillUnit, format: Format) -> String {
    match unit {
        DrillUnit::Hours => format.hours_exact(value),
        DrillUnit::Days => format.decimal(value, 2),
        DrillUnit::Count => format.decimal(value, 0),
    }
}

fn headline(view: &DrillView, context: &PageContext) -> String {
    let format = Format::new(context.language);
    Text::new(context.language).with(
        "drill-headline",
        &[
            ("n", view.row_count.into()),
            ("rows", format.integer(view.row_count as i64).into()),
            (
                "total",
                amount(view.total.unwrap_or(view.figure), view.unit, format).into(),
            ),
        ],
    )
}

/// Says that the rows add up to the figure, or that they do not: the reader must never have to trust us.
fn agreement(view: &DrillView, context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    let format = Format::new(context.language);
    let figure = [("figure", amount(view.figure, view.unit, format).into())];
    let Some(total) = view.total else {
        return html! {};
    };
    let agrees = (view.figure - total).abs() < 1e-6;
    html! {
        @if agrees { span.agrees { "✓ " (text.with("drill-agrees", &figure)) } }
        @else { span.differs { "≠ " (text.with("drill-differs", &figure)) } }
    }
}

fn table(view: &DrillView, context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    let format = Format::new(context.language);
    let here: f64 = view.rows.iter().map(|row| row.amount).sum();
    let whole = view.rows.len() as u64 + view.too_small.0 == view.row_count;
    let column = match view.unit {
        DrillUnit::Hours => text.t("column-hours"),
        DrillUnit::Days => text.t("column-person-days"),
        DrillUnit::Count => text.t("column-count"),
    };
    html! {
        div.scroll tabindex="0" role="group" aria-label=(text.t("drill-caption")) { table {
            caption.quiet { (text.t("drill-caption")) }
            thead { tr {
                th scope="col" { (text.t("column-day")) }
                th scope="col" { (text.t("column-ticket")) }
                th scope="col" { (text.t("column-squad")) }
                th scope="col" { (text.t("column-category")) }
                th scope="col" { (text.t("column-why")) }
                th.number scope="col" { (column) }
            } }
            tbody { @for row in &view.rows { tr {
                td.nowrap { (row.day.map_or_else(|| DASH.to_owned(), |day| format.day(day))) }
                th scope="row" {
                    @if let Some(ticket) = &row.ticket { (parts::link(ticket)) } @else { (DASH) }
                    @if let Some(title) = &row.title { " " span.title { (title) } }
                }
                td { (row.squad) }
                td { (row.category.map_or_else(|| DASH.to_owned(), |known| text.t(&format!("category-{}", known.key())))) }
                td { (row.why) }
                td.number.strong { (amount(row.amount, view.unit, format)) }
            } }
                @if view.next.is_none() && view.too_small.0 > 0 { tr {
                    th scope="row" colspan="5" { (text.count("drill-too-small", view.too_small.0)) }
                    td.number.strong { (amount(view.too_small.1, view.unit, format)) }
                } }
            }
            tfoot {
                @if !whole {
                    tr { th scope="row" colspan="5" { (text.t("drill-page-total")) } td.number { (amount(here, view.unit, format)) } }
                }
                tr { th scope="row" colspan="5" { (text.t("total")) } td.number.strong { (amount(view.total.unwrap_or(here), view.unit, format)) } }
            }
        } }
    }
}
