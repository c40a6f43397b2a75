//! The tables of a squad: tickets, spells, types of maintenance.

use maud::{Markup, html};

use super::SquadView;
use crate::format::Format;
use crate::pages::context::{Link, PageContext};
use crate::pages::parts;
use crate::text::Text;
use crate::{MaintenanceType, Period, Severity, Stage};

/// A spell under water.
#[derive(Debug, Clone, PartialEq)]
pub struct SpellRow {
    /// Its first week.
    pub start: Period,
    /// Its last week; `None` while it lasts.
    pub end: Option<Period>,
    /// How many weeks.
    pub weeks: u32,
    /// The highest share, as a fraction.
    pub peak: f64,
    /// The mean share, as a fraction.
    pub mean: f64,
    /// `hours_above_line`.
    pub hours_above_line: f64,
    /// How bad.
    pub severity: Severity,
}

/// A ticket with the maintenance hours it took in the window.
#[derive(Debug, Clone, PartialEq)]
pub struct TicketRow {
    /// Its key and the address of its page.
    pub ticket: Link,
    /// Its title, where the source gave one.
    pub title: Option<String>,
    /// Its kind of maintenance.
    pub maintenance_type: Option<MaintenanceType>,
    /// Why it is maintenance: the rule's name and what it matched, such as `bug: type = Bug`.
    pub rule: String,
    /// Where it is on its way.
    pub stage: Stage,
    /// Maintenance hours in the window.
    pub maintenance_h: f64,
    /// Their part of the squad's maintenance hours in the window, as a fraction.
    pub part: Option<f64>,
}

/// The maintenance hours of one type.
#[derive(Debug, Clone, PartialEq)]
pub struct TypeSlice {
    /// The type; `None` when no rule gives one.
    pub maintenance_type: Option<MaintenanceType>,
    /// Hours in the window.
    pub hours: f64,
    /// Tickets in the window.
    pub tickets: u64,
    /// Address of the list behind them.
    pub href: String,
}

/// The tickets behind the figure.
pub(super) fn tickets(view: &SquadView, context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    let format = Format::new(context.language);
    let total = format.hours(Some(view.summary.maintenance_h));
    html! {
        section aria-labelledby="tickets" {
            h2 #tickets { (text.t("squad-tickets")) }
            @if view.tickets.is_empty() { p.empty { (text.t("squad-no-tickets")) } } @else {
                div.scroll tabindex="0" role="group" aria-labelledby="tickets" {
                    table {
                        caption.quiet { (text.t("squad-tickets")) }
                        thead { tr {
                            th scope="col" { (text.t("column-ticket")) }
                            th scope="col" { (text.t("column-type")) }
                            th scope="col" { (text.t("column-why")) }
                            th scope="col" { (text.t("column-stage")) }
                            th.number scope="col" { (text.t("column-maintenance-hours")) }
                            th.number scope="col" { (text.t("column-part")) }
                        } }
                        tbody { @for ticket in &view.tickets { (ticket_line(ticket, context)) } }
                    }
                }
                p { a href=(view.drill_href) { (text.with("squad-drill", &[("hours", total.into())])) } }
            }
        }
    }
}

fn ticket_line(ticket: &TicketRow, context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    let format = Format::new(context.language);
    html! {
        tr {
            th scope="row" {
                (parts::link(&ticket.ticket))
                @if let Some(title) = &ticket.title { " " span.title { (title) } }
            }
            td { (type_name(ticket.maintenance_type, text)) }
            td { (ticket.rule) }
            td { (text.t(&format!("stage-{}", ticket.stage.key()))) }
            td.number.strong { (format.hours(Some(ticket.maintenance_h))) }
            td.number { (format.percent(ticket.part)) }
        }
    }
}

fn type_name(known: Option<MaintenanceType>, text: Text) -> String {
    known.map_or_else(
        || text.t("type-none"),
        |known| text.t(&format!("type-{}", known.key())),
    )
}

/// The spells, latest first.
pub(super) fn spells(spells: &[SpellRow], context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    let format = Format::new(context.language);
    html! {
        section aria-labelledby="spells" {
            h2 #spells { (text.t("squad-spells")) }
            @if spells.is_empty() { p.empty { (text.t("squad-no-spells")) } } @else {
                div.scroll tabindex="0" role="group" aria-labelledby="spells" {
                    table {
                        caption.quiet { (text.t("squad-spells")) }
                        thead { tr {
                            th scope="col" { (text.t("column-start")) }
                            th scope="col" { (text.t("column-end")) }
                            th.number scope="col" { (text.t("column-weeks")) }
                            th.number scope="col" { (text.t("column-peak")) }
                            th.number scope="col" { (text.t("column-mean")) }
                            th.number scope="col" { (text.t("column-hours-above")) }
                            th scope="col" { (text.t("column-severity")) }
                        } }
                        tbody { @for spell in spells { tr class=(spell.severity.key()) {
                            th.nowrap scope="row" { (spell.start.label()) }
                            td.nowrap {
                                @match spell.end {
                                    Some(end) => { (end.label()) }
                                    None => { strong { (text.t("spell-still")) } }
                                }
                            }
                            td.number { (spell.weeks) }
                            td.number.strong { (format.percent(Some(spell.peak))) }
                            td.number { (format.percent(Some(spell.mean))) }
                            td.number { (format.hours(Some(spell.hours_above_line))) }
                            td { (text.t(&format!("severity-{}", spell.severity.key()))) }
                        } } }
                    }
                }
            }
        }
    }
}

/// Maintenance hours by type, with a bar each.
pub(super) fn types(view: &SquadView, context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    let format = Format::new(context.language);
    let all: f64 = view.types.iter().map(|slice| slice.hours).sum();
    let share = |hours: f64| (all > 0.0).then(|| hours / all);
    html! {
        section aria-labelledby="types" {
            h2 #types { (text.t("squad-types")) }
            @if view.types.is_empty() { p.empty { (text.t("squad-no-tickets")) } } @else {
                table.bars {
                    caption.quiet { (text.t("squad-types")) }
                    thead { tr {
                        th scope="col" { (text.t("column-type")) }
                        th.number scope="col" { (text.t("column-hours")) }
                        th.number scope="col" { (text.t("column-share-of-maintenance")) }
                        th.number scope="col" { (text.t("column-tickets")) }
                    } }
                    tbody { @for slice in &view.types { tr {
                        th scope="row" {
                            (parts::link(&Link::new(type_name(slice.maintenance_type, text), &slice.href)))
                            meter min="0" max="1" value=(format!("{:.4}", share(slice.hours).unwrap_or(0.0).clamp(0.0, 1.0))) aria-hidden="true" {}
                        }
                        td.number.strong { (view.summary.worked(slice.hours, context)) }
                        td.number { (format.percent(share(slice.hours))) }
                        td.number { (format.integer(slice.tickets as i64)) }
                    } } }
                    tfoot { tr {
                        th scope="row" { (text.t("total")) }
                        td.number.strong { (view.summary.worked(all, context)) }
                        td.number { (format.percent(share(all))) }
                        td.number { (format.integer(view.types.iter().map(|slice| slice.tickets as i64).sum())) }
                    } }
                }
            }
        }
    }
}
