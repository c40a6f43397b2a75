//! A squad's week: what it gave to maintenance against what is usual for it, what came in, what was given to the
//! wrong squad, what came back, and what has waited longest. The page a squad looks at first.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use maud::{Markup, html};

use super::context::{Link, PageContext};
use super::layout::page;
use super::parts;
use super::squad::TicketRow;
use crate::format::Format;
use crate::text::Text;
use crate::{Category, Period};

/// Tickets that changed squads, listed one by one; the lists of arrivals and departures have all of them.
const LISTED: usize = 8;

/// One week of one squad.
#[derive(Debug, Clone, PartialEq)]
pub struct WeekView {
    /// The squad.
    pub squad: Link,
    /// Its tribe, if the reader sees it.
    pub tribe: Option<Link>,
    /// The week.
    pub week: Period,
    /// Whether it still runs: its figures are provisional.
    pub is_running: bool,
    /// Address of the week before, if there is one.
    pub earlier: Option<String>,
    /// Address of the week after, if it has begun.
    pub later: Option<String>,
    /// Hours and shares.
    pub load: WeekLoad,
    /// Tickets in and out by reason, arrivals first; reasons that nothing came by are left out.
    pub flows: Vec<FlowLine>,
    /// Open maintenance tickets at the end of the week.
    pub backlog: Option<i64>,
    /// Address of the tickets that arrived.
    pub arrivals_href: String,
    /// Address of the tickets that left.
    pub departures_href: String,
    /// Hours by kind of work, most first; they add up to the hours logged.
    pub mix: Vec<(Category, f64)>,
    /// The tickets with the most maintenance hours of the week.
    pub tickets: Vec<TicketRow>,
    /// Address of the worklogs behind the maintenance hours.
    pub hours_href: String,
    /// Tickets that another squad gave to this one, or this one to another, longest detour first.
    pub routed: Vec<RoutedRow>,
    /// Tickets that had been finished or dropped, and came back.
    pub reopened: Vec<DatedRow>,
    /// The open maintenance tickets that were created first.
    pub oldest: Vec<DatedRow>,
}

/// The hours of a week.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct WeekLoad {
    /// Maintenance over all hours, as a fraction.
    pub share: Option<f64>,
    /// The same over the eight closed weeks before together.
    pub usual: Option<f64>,
    /// The line of a warning, as a fraction.
    pub warn_line: f64,
    /// The line of a critical spell, as a fraction.
    pub critical_line: f64,
    /// Hours of maintenance.
    pub maintenance_h: f64,
    /// Hours logged.
    pub logged_h: f64,
    /// Logged over capacity, as a fraction.
    pub coverage: Option<f64>,
    /// Whether so little was logged that the week proves nothing.
    pub below_gate: bool,
}

/// How many tickets entered or left for one reason.
#[derive(Debug, Clone, PartialEq)]
pub struct FlowLine {
    /// The book's word of the reason, such as `routed_in`.
    pub reason: &'static str,
    /// Whether they entered.
    pub is_arrival: bool,
    /// How many.
    pub tickets: u64,
}

/// A ticket that changed squads.
#[derive(Debug, Clone, PartialEq)]
pub struct RoutedRow {
    /// The ticket.
    pub ticket: Link,
    /// Its title, where the source gave one.
    pub title: Option<String>,
    /// Whether this squad got it; it gave it away otherwise.
    pub is_in: bool,
    /// The other squad.
    pub other: Link,
    /// The day.
    pub day: NaiveDate,
    /// Whole days since the ticket was created: how long it took to get here.
    pub days: i64,
}

/// A ticket with a day.
#[derive(Debug, Clone, PartialEq)]
pub struct DatedRow {
    /// The ticket.
    pub ticket: Link,
    /// Its title, where the source gave one.
    pub title: Option<String>,
    /// The day it came back, or was created.
    pub day: NaiveDate,
    /// Whole days from its creation to the end of the week, or to today.
    pub days: i64,
}

/// The whole page.
pub fn render(view: &WeekView, context: &PageContext) -> String {
    let text = Text::new(context.language);
    let main = html! {
        (trail(view, text))
        (headline(view, context))
        (tiles(view, context))
        (routed(view, context))
        (tickets(view, context))
        div.columns {
            (oldest(view, context))
            (mix(view, context))
        }
        (reopened(view, context))
    };
    page(
        context,
        None,
        &format!("{} {}", view.squad.label, view.week.label()),
        main,
    )
}

fn trail(view: &WeekView, text: Text) -> Markup {
    let mut links = vec![Link::new(text.t("nav-fleet"), "/")];
    links.extend(view.tribe.clone());
    links.push(view.squad.clone());
    parts::trail(&links, text)
}

/// "54 % of Payroll Spain's week went to maintenance: 3 points more than usual."
fn headline(view: &WeekView, context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    html! {
        div.headline {
            p.eyebrow { span.subject { (view.squad.label) } " " span.since { (view.week.label())
                @if view.is_running { " · " (text.t("week-running")) } } }
            h1 { (sentence(view, context)) }
            p.lead { (against_usual(&view.load, context)) }
            nav.pager aria-label=(text.t("week-choose")) {
                @if let Some(href) = &view.earlier { a href=(href) rel="prev" { "← " (text.t("week-earlier")) } }
                " "
                @if let Some(href) = &view.later { a href=(href) rel="next" { (text.t("week-later")) " →" } }
            }
        }
    }
}

fn sentence(view: &WeekView, context: &PageContext) -> String {
    let text = Text::new(context.language);
    let format = Format::new(context.language);
    let squad = view.squad.label.as_str();
    match view.load.share {
        None => text.with("week-headline-none", &[("squad", squad.into())]),
        Some(share) => text.with(
            "week-headline",
            &[
                ("squad", squad.into()),
                ("share", format.percent(Some(share)).into()),
            ],
        ),
    }
}

fn against_usual(load: &WeekLoad, context: &PageContext) -> String {
    let text = Text::new(context.language);
    let format = Format::new(context.language);
    let Some((share, usual)) = load.share.zip(load.usual) else {
        return text.t("week-no-usual");
    };
    let change = share - usual;
    let key = if change.abs() < 0.02 {
        "week-as-usual"
    } else if change > 0.0 {
        "week-more"
    } else {
        "week-less"
    };
    text.with(
        key,
        &[
            ("usual", format.percent(Some(usual)).into()),
            ("change", format.points(Some(change)).into()),
        ],
    )
}

fn tiles(view: &WeekView, context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    let format = Format::new(context.language);
    let load = &view.load;
    let line = text.with(
        "tile-line",
        &[("share", format.percent(Some(load.warn_line)).into())],
    );
    let state = match load.share {
        Some(share) if share >= load.critical_line => "critical",
        Some(share) if share >= load.warn_line => "warn",
        _ => "",
    };
    html! {
        section.glance aria-labelledby="glance" {
            h2.quiet #glance { (text.t("week-glance")) }
            dl.tiles {
                (parts::tile(&text.t("column-share"), &format.percent(load.share), html! {
                    (line) " · "
                    a href=(view.hours_href) { (text.with("week-hours", &[
                        ("maintenance", format.hours(Some(load.maintenance_h)).into()),
                        ("logged", format.hours(Some(load.logged_h)).into()),
                    ])) }
                }, state))
                (parts::tile(&text.t("week-came"), &format.integer(total(view, true)), html! {
                    (reasons(view, true, text)) " " a href=(view.arrivals_href) { (text.t("week-list")) }
                }, ""))
                (parts::tile(&text.t("week-went"), &format.integer(total(view, false)), html! {
                    (reasons(view, false, text)) " " a href=(view.departures_href) { (text.t("week-list")) }
                }, ""))
                (parts::tile(&text.t("column-backlog"), &format.count(view.backlog), html! { (text.t("tile-backlog")) }, ""))
                (parts::tile(&text.t("column-coverage"), &format.percent(load.coverage), html! {
                    @if load.below_gate { (text.t("below-gate")) }
                    @else if load.coverage.is_none() { (text.t("note-no-capacity")) }
                    @else { (text.t("tile-coverage")) }
                }, if load.below_gate { "warn" } else { "" }))
            }
        }
    }
}

fn total(view: &WeekView, is_arrival: bool) -> i64 {
    let lines = view.flows.iter().filter(|line| line.is_arrival == is_arrival);
    lines.map(|line| line.tickets as i64).sum()
}

/// "12 new, 2 from other squads".
fn reasons(view: &WeekView, is_arrival: bool, text: Text) -> String {
    let lines = view.flows.iter().filter(|line| line.is_arrival == is_arrival);
    let words: Vec<String> = lines
        .map(|line| text.count(&format!("week-{}", line.reason.replace('_', "-")), line.tickets))
        .collect();
    words.join(", ")
}

fn routed(view: &WeekView, context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    let format = Format::new(context.language);
    html! {
        section aria-labelledby="routed" {
            h2 #routed { (text.t("week-routed")) }
            @if view.routed.is_empty() { p.empty { (text.t("week-routed-none")) } } @else {
                @for is_in in [false, true] {
                    @if let Some(sentence) = ways(view, is_in, text) { p { (sentence) } }
                }
                div.scroll tabindex="0" role="group" aria-labelledby="routed" {
                    table {
                        caption.quiet { (text.t("week-routed")) }
                        thead { tr {
                            th scope="col" { (text.t("column-ticket")) }
                            th scope="col" { (text.t("week-way")) }
                            th scope="col" { (text.t("column-day")) }
                            th.number scope="col" { (text.t("week-detour")) }
                        } }
                        tbody { @for row in view.routed.iter().take(LISTED) { tr {
                            th scope="row" { (ticket(&row.ticket, row.title.as_deref())) }
                            td {
                                @if row.is_in { (text.t("week-from")) } @else { (text.t("week-to")) }
                                " " (parts::link(&row.other))
                            }
                            td.nowrap { (format.day(row.day)) }
                            td.number { (text.count("days", u64::try_from(row.days).unwrap_or(0))) }
                        } } }
                    }
                }
                @if view.routed.len() > LISTED {
                    p {
                        a href=(view.departures_href) { (text.t("week-all-out")) } " · "
                        a href=(view.arrivals_href) { (text.t("week-all-in")) }
                    }
                }
            }
        }
    }
}

/// "19 belonged to other squads: Declarations 13, Payroll Engine 6 (13 days after their creation, in the median)."
fn ways(view: &WeekView, is_in: bool, text: Text) -> Option<String> {
    let rows: Vec<&RoutedRow> = view.routed.iter().filter(|row| row.is_in == is_in).collect();
    let mut days: Vec<i64> = rows.iter().map(|row| row.days).collect();
    days.sort_unstable();
    let median = *days.get(days.len().checked_sub(1)? / 2)?;
    let mut squads: BTreeMap<&str, u64> = BTreeMap::new();
    for row in &rows {
        *squads.entry(row.other.label.as_str()).or_default() += 1;
    }
    let mut squads: Vec<_> = squads.into_iter().collect();
    squads.sort_by_key(|(_, tickets)| std::cmp::Reverse(*tickets));
    let list: Vec<String> = squads
        .iter()
        .map(|(squad, tickets)| format!("{squad} {tickets}"))
        .collect();
    let key = if is_in { "week-ways-in" } else { "week-ways-out" };
    let n = rows.len() as u64;
    Some(text.with(
        key,
        &[
            ("n", n.into()),
            ("count", n.to_string().into()),
            ("squads", list.join(", ").into()),
            (
                "days",
                text.count("days", u64::try_from(median).unwrap_or(0)).into(),
            ),
        ],
    ))
}

fn reopened(view: &WeekView, context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    dated(
        &view.reopened,
        "reopened",
        &text.t("week-came-back"),
        &text.t("week-came-back-none"),
        &text.t("column-day"),
        context,
    )
}

fn oldest(view: &WeekView, context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    dated(
        &view.oldest,
        "oldest",
        &text.t("week-oldest"),
        &text.t("week-oldest-none"),
        &text.t("week-created-on"),
        context,
    )
}

fn dated(rows: &[DatedRow], id: &str, title: &str, none: &str, day: &str, context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    let format = Format::new(context.language);
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) { (title) }
            @if rows.is_empty() { p.empty { (none) } } @else {
                div.scroll tabindex="0" role="group" aria-labelledby=(id) {
                    table {
                        caption.quiet { (title) }
                        thead { tr {
                            th scope="col" { (text.t("column-ticket")) }
                            th scope="col" { (day) }
                            th.number scope="col" { (text.t("week-age")) }
                        } }
                        tbody { @for row in rows { tr {
                            th scope="row" { (ticket(&row.ticket, row.title.as_deref())) }
                            td.nowrap { (format.day(row.day)) }
                            td.number { (text.count("days", u64::try_from(row.days).unwrap_or(0))) }
                        } } }
                    }
                }
            }
        }
    }
}

fn tickets(view: &WeekView, context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    let format = Format::new(context.language);
    html! {
        section aria-labelledby="tickets" {
            h2 #tickets { (text.t("week-tickets")) }
            @if view.tickets.is_empty() { p.empty { (text.t("squad-no-tickets")) } } @else {
                div.scroll tabindex="0" role="group" aria-labelledby="tickets" {
                    table {
                        caption.quiet { (text.t("week-tickets")) }
                        thead { tr {
                            th scope="col" { (text.t("column-ticket")) }
                            th scope="col" { (text.t("column-why")) }
                            th scope="col" { (text.t("column-stage")) }
                            th.number scope="col" { (text.t("column-maintenance-hours")) }
                            th.number scope="col" { (text.t("column-part")) }
                        } }
                        tbody { @for row in &view.tickets { tr {
                            th scope="row" { (ticket(&row.ticket, row.title.as_deref())) }
                            td { (row.rule) }
                            td { (text.t(&format!("stage-{}", row.stage.key()))) }
                            td.number.strong { (format.hours(Some(row.maintenance_h))) }
                            td.number { (format.percent(row.part)) }
                        } } }
                    }
                }
            }
        }
    }
}

fn mix(view: &WeekView, context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    let format = Format::new(context.language);
    let all: f64 = view.mix.iter().map(|(_, hours)| hours).sum();
    let share = |hours: f64| (all > 0.0).then(|| hours / all);
    html! {
        section aria-labelledby="mix" {
            h2 #mix { (text.t("squad-hours")) }
            @if view.mix.is_empty() { p.empty { (text.t("week-mix-none")) } } @else {
                table.bars {
                    caption.quiet { (text.t("squad-hours")) }
                    thead { tr {
                        th scope="col" { (text.t("column-category")) }
                        th.number scope="col" { (text.t("column-hours")) }
                        th.number scope="col" { (text.t("column-part")) }
                    } }
                    tbody { @for (category, hours) in &view.mix { tr {
                        th scope="row" {
                            (text.t(&format!("category-{}", category.key())))
                            meter min="0" max="1" value=(format!("{:.4}", share(*hours).unwrap_or(0.0).clamp(0.0, 1.0))) aria-hidden="true" {}
                        }
                        td.number.strong { (format.hours(Some(*hours))) }
                        td.number { (format.percent(share(*hours))) }
                    } } }
                }
            }
        }
    }
}

fn ticket(ticket: &Link, title: Option<&str>) -> Markup {
    html! {
        (parts::link(ticket))
        @if let Some(title) = title { " " span.title { (title) } }
    }
}
