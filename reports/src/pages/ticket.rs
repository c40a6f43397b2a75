//! One ticket: what it is, why it counts as it does, where it has been, and the hours it took.

use chrono::{NaiveDate, NaiveDateTime};
use maud::{Markup, html};

use super::context::{Link, PageContext};
use super::layout::page;
use super::parts;
use crate::format::{DASH, Format};
use crate::text::Text;
use crate::{Category, MaintenanceType, Stage};

/// One ticket.
#[derive(Debug, Clone, PartialEq)]
pub struct TicketView {
    /// Its key in the tracker.
    pub key: String,
    /// Its title, where the source gave one.
    pub title: Option<String>,
    /// The source's name.
    pub source: String,
    /// Its address in the tracker.
    pub source_url: Option<String>,
    /// The squad that owns it now.
    pub squad: Link,
    /// Where it is now.
    pub stage: Stage,
    /// Its other fields, in the order to show; empty values are left out by the caller.
    pub fields: Vec<TicketField>,
    /// Why it counts as it does.
    pub classification: Classification,
    /// Where it has been, oldest first.
    pub spans: Vec<SpanRow>,
    /// Its hours, oldest first.
    pub worklogs: Vec<WorklogRow>,
    /// The sum of its hours.
    pub total_h: f64,
}

/// A field of a ticket.
#[derive(Debug, Clone, PartialEq)]
pub struct TicketField {
    /// Which one.
    pub name: FieldName,
    /// Its value, as written.
    pub value: String,
}

/// The fields a ticket page knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldName {
    /// Type in the tracker.
    Type,
    /// Status in the tracker.
    Status,
    /// Project.
    Project,
    /// Component.
    Component,
    /// Priority.
    Priority,
    /// Labels.
    Labels,
    /// Created.
    Created,
    /// First started.
    Started,
    /// Finished.
    Finished,
    /// Due.
    Due,
    /// Estimate.
    Estimate,
    /// The ticket above it.
    Parent,
}

impl FieldName {
    fn key(self) -> &'static str {
        match self {
            FieldName::Type => "field-type",
            FieldName::Status => "field-status",
            FieldName::Project => "field-project",
            FieldName::Component => "field-component",
            FieldName::Priority => "field-priority",
            FieldName::Labels => "field-labels",
            FieldName::Created => "field-created",
            FieldName::Started => "field-started",
            FieldName::Finished => "field-finished",
            FieldName::Due => "field-due",
            FieldName::Estimate => "field-estimate",
            FieldName::Parent => "field-parent",
        }
    }
}

/// Why a ticket counts as it does.
#[derive(Debug, Clone, PartialEq)]
pub struct Classification {
    /// The category.
    pub category: Category,
    /// The kind of maintenance.
    pub maintenance_type: Option<MaintenanceType>,
    /// The name of the rule that matched; `None` when none did.
    pub rule: Option<String>,
    /// What it matched, such as `type = Bug`.
    pub matched: String,
    /// The parent it was taken from, when the ticket itself matched nothing.
    pub inherited_from: Option<Link>,
    /// The version of the rules.
    pub rules_version: String,
}

/// A stretch of time in one stage with one squad.
#[derive(Debug, Clone, PartialEq)]
pub struct SpanRow {
    /// The stage.
    pub stage: Stage,
    /// The squad.
    pub squad: String,
    /// From.
    pub from: NaiveDateTime,
    /// To; `None` while it lasts.
    pub to: Option<NaiveDateTime>,
}

/// Hours on one day; never whose.
#[derive(Debug, Clone, PartialEq)]
pub struct WorklogRow {
    /// The day of the work.
    pub day: NaiveDate,
    /// The squad the hours count for.
    pub squad: String,
    /// The hours; a correction can be negative.
    pub hours: f64,
}

/// The whole page.
pub fn render(view: &TicketView, context: &PageContext) -> String {
    let text = Text::new(context.language);
    let format = Format::new(context.language);
    let main = html! {
        (parts::trail(&[Link::new(text.t("nav-fleet"), "/"), view.squad.clone()], text))
        div.headline {
            p.eyebrow { span.subject { (view.key) } " · " (text.t(&format!("stage-{}", view.stage.key()))) " · " (view.source) }
            h1 { (view.title.as_deref().unwrap_or(&view.key)) }
            p.lead { (why(&view.classification, text)) }
            @if let Some(parent) = &view.classification.inherited_from {
                p { (text.t("why-inherited")) " " (parts::link(parent)) }
            }
            p.basis { (text.with("footer-rules", &[("version", view.classification.rules_version.as_str().into())])) }
        }
        div.columns {
            (fields(view, text))
            (hours(view, text, format))
        }
        (spans(&view.spans, text, format))
    };
    page(context, None, &view.key, main)
}

/// "Maintenance, corrective, because rule 'bug' matched type = Bug."
fn why(known: &Classification, text: Text) -> String {
    let category = text.t(&format!("category-{}", known.category.key()));
    let what = match known.maintenance_type {
        Some(kind) => format!("{category} / {}", text.t(&format!("type-{}", kind.key()))),
        None => category,
    };
    match &known.rule {
        Some(rule) => text.with(
            "why-rule",
            &[
                ("what", what.into()),
                ("rule", rule.as_str().into()),
                ("matched", known.matched.as_str().into()),
            ],
        ),
        None => text.with("why-none", &[("what", what.into())]),
    }
}

fn fields(view: &TicketView, text: Text) -> Markup {
    html! {
        section aria-labelledby="fields" {
            h2 #fields { (text.t("ticket-fields")) }
            dl.fields {
                dt { (text.t("column-squad")) } dd { (parts::link(&view.squad)) }
                @for field in &view.fields { dt { (text.t(field.name.key())) } dd { (field.value) } }
            }
            @if let Some(url) = &view.source_url {
                p { a href=(url) rel="noreferrer" { (text.with("ticket-open-source", &[("source", view.source.as_str().into())])) } }
            }
        }
    }
}

fn hours(view: &TicketView, text: Text, format: Format) -> Markup {
    html! {
        section aria-labelledby="hours" {
            h2 #hours { (text.t("ticket-hours")) }
            @if view.worklogs.is_empty() { p.empty { (text.t("ticket-no-hours")) } } @else {
                table {
                    caption.quiet { (text.t("ticket-hours")) }
                    thead { tr {
                        th scope="col" { (text.t("column-day")) }
                        th scope="col" { (text.t("column-squad")) }
                        th.number scope="col" { (text.t("column-hours")) }
                    } }
                    tbody { @for row in &view.worklogs { tr {
                        td.nowrap { (format.day(row.day)) }
                        td { (row.squad) }
                        td.number { (format.hours_exact(row.hours)) }
                    } } }
                    tfoot { tr {
                        th scope="row" colspan="2" { (text.t("total")) }
                        td.number.strong { (format.hours_exact(view.total_h)) }
                    } }
                }
            }
        }
    }
}

fn spans(rows: &[SpanRow], text: Text, format: Format) -> Markup {
    html! {
        section aria-labelledby="spans" {
            h2 #spans { (text.t("ticket-spans")) }
            @if rows.is_empty() { p.empty { (text.t("ticket-no-spans")) } } @else {
                table {
                    caption.quiet { (text.t("ticket-spans")) }
                    thead { tr {
                        th scope="col" { (text.t("column-stage")) }
                        th scope="col" { (text.t("column-squad")) }
                        th scope="col" { (text.t("column-start")) }
                        th scope="col" { (text.t("column-end")) }
                        th.number scope="col" { (text.t("column-days")) }
                    } }
                    tbody { @for row in rows { tr {
                        th scope="row" { (text.t(&format!("stage-{}", row.stage.key()))) }
                        td { (row.squad) }
                        td.nowrap { (format.stamp(row.from)) }
                        td.nowrap { (row.to.map_or_else(|| text.t("span-open"), |to| format.stamp(to))) }
                        td.number { (row.to.map_or_else(|| DASH.to_owned(), |to| {
                            format.decimal((to - row.from).num_minutes() as f64 / 1440.0, 1)
                        })) }
                    } } }
                }
            }
        }
    }
}
