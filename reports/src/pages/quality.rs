//! How far the data can be trusted: freshness of each source, and every check with its list.

use chrono::NaiveDateTime;
use maud::{Markup, html};

use super::context::{Link, PageContext};
use super::layout::{Section, page};
use super::parts;
use crate::format::{DASH, Format};
use crate::text::Text;

/// Sources, checks and coverage.
#[derive(Debug, Clone, PartialEq)]
pub struct QualityView {
    /// The sources.
    pub sources: Vec<SourceRow>,
    /// The checks, in the order to show.
    pub checks: Vec<CheckRow>,
    /// Coverage of each squad.
    pub coverage: Vec<CoverageRow>,
    /// The gate, as a fraction.
    pub gate: f64,
}

/// One source.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceRow {
    /// Its name.
    pub name: String,
    /// What it is: `csv`, `jira`, …
    pub kind: String,
    /// Its last success.
    pub last_success: Option<NaiveDateTime>,
    /// True when that is longer ago than twice its interval.
    pub stale: bool,
    /// Rows read so far.
    pub rows: u64,
    /// Rows refused, kept with their reason.
    pub rejects: u64,
    /// Address of their list.
    pub rejects_href: String,
    /// Σ worklogs over the tracker's own totals, as a fraction; `None` where it has none.
    pub completeness: Option<f64>,
}

/// A check of the book's section 12.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Check {
    /// Tickets that no squad owns.
    TicketsWithoutSquad,
    /// Tickets that no rule matches.
    TicketsWithoutCategory,
    /// Tickets without an estimate.
    TicketsWithoutEstimate,
    /// Tickets without a due date.
    TicketsWithoutDueDate,
    /// Tickets whose status no stage maps.
    TicketsWithUnknownStatus,
    /// Hours on a ticket that is not known.
    WorklogsWithoutTicket,
    /// Hours that no squad owns.
    WorklogsWithoutSquad,
    /// Hours dated after the data were read.
    WorklogsInFuture,
    /// Person-days with more than 24 hours.
    WorklogsOverDay,
    /// Corrections: worklogs under zero.
    WorklogsNegative,
    /// People who are members of no squad.
    PeopleWithoutMembership,
    /// Months not closed yet.
    OpenMonths,
}

impl Check {
    /// In the order to show.
    pub const ALL: [Check; 12] = [
        Check::TicketsWithoutSquad,
        Check::TicketsWithoutCategory,
        Check::TicketsWithoutEstimate,
        Check::TicketsWithoutDueDate,
        Check::TicketsWithUnknownStatus,
        Check::WorklogsWithoutTicket,
        Check::WorklogsWithoutSquad,
        Check::WorklogsInFuture,
        Check::WorklogsOverDay,
        Check::WorklogsNegative,
        Check::PeopleWithoutMembership,
        Check::OpenMonths,
    ];

    pub(super) fn key(self) -> &'static str {
        match self {
            Check::TicketsWithoutSquad => "tickets-without-squad",
            Check::TicketsWithoutCategory => "tickets-without-category",
            Check::TicketsWithoutEstimate => "tickets-without-estimate",
            Check::TicketsWithoutDueDate => "tickets-without-due-date",
            Check::TicketsWithUnknownStatus => "tickets-with-unknown-status",
            Check::WorklogsWithoutTicket => "worklogs-without-ticket",
            Check::WorklogsWithoutSquad => "worklogs-without-squad",
            Check::WorklogsInFuture => "worklogs-in-future",
            Check::WorklogsOverDay => "worklogs-over-day",
            Check::WorklogsNegative => "worklogs-negative",
            Check::PeopleWithoutMembership => "people-without-membership",
            Check::OpenMonths => "open-months",
        }
    }
}

/// What one check found.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckRow {
    /// The check.
    pub check: Check,
    /// The source it is about; `None` for all of them.
    pub source: Option<String>,
    /// How many it found.
    pub count: u64,
    /// Of how many; `None` where a share makes no sense.
    pub of: Option<u64>,
    /// Address of their list; none for a reader who may not see it.
    pub href: Option<String>,
}

/// Coverage of one squad at the latest closed week.
#[derive(Debug, Clone, PartialEq)]
pub struct CoverageRow {
    /// The squad.
    pub squad: Link,
    /// Its coverage, as a fraction; `None` without memberships.
    pub coverage: Option<f64>,
    /// Closed weeks under the gate, of the last 26.
    pub weeks_below: u32,
}

/// The whole page.
pub fn render(view: &QualityView, context: &PageContext) -> String {
    let text = Text::new(context.language);
    let stale = view.sources.iter().filter(|source| source.stale).count();
    let found = view.checks.iter().filter(|check| check.count > 0).count();
    let headline = if stale == 0 && found == 0 {
        text.t("quality-all-well")
    } else {
        format!(
            "{} {}",
            text.count("quality-stale", stale as u64),
            text.count("quality-found", found as u64)
        )
    };
    let main = html! {
        div.headline {
            h1 { (headline) }
            p.basis { (text.t("quality-basis")) }
        }
        (sources(&view.sources, context))
        (checks(&view.checks, context))
        p.quiet { (text.t("quality-completeness")) " " (text.t("quality-open-months")) }
        (coverage(view, context))
    };
    page(context, Some(Section::Quality), &text.t("nav-quality"), main)
}

fn sources(rows: &[SourceRow], context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    let format = Format::new(context.language);
    html! {
        section aria-labelledby="sources" {
            h2 #sources { (text.t("quality-sources")) }
            @if rows.is_empty() { p.empty { (text.t("quality-no-sources")) } } @else {
                div.scroll tabindex="0" role="group" aria-labelledby="sources" { table {
                    caption.quiet { (text.t("quality-sources")) }
                    thead { tr {
                        th scope="col" { (text.t("column-source")) }
                        th scope="col" { (text.t("column-kind")) }
                        th scope="col" { (text.t("column-freshness")) }
                        th scope="col" { (text.t("column-last-success")) }
                        th.number scope="col" { (text.t("column-rows")) }
                        th.number scope="col" { (text.t("column-rejects")) }
                        th.number scope="col" { (text.t("column-completeness")) }
                    } }
                    tbody { @for row in rows { tr {
                        th scope="row" { (row.name) }
                        td { (row.kind) }
                        td {
                            @if row.stale { span.chip.warn { span.sign aria-hidden="true" { "▲" } (text.t("source-stale")) } }
                            @else { span.chip.calm { span.sign aria-hidden="true" { "●" } (text.t("source-fresh")) } }
                        }
                        td.nowrap { (row.last_success.map_or_else(|| text.t("source-never"), |at| format.stamp(at))) }
                        td.number { (format.integer(row.rows as i64)) }
                        td.number {
                            @if row.rejects > 0 { a href=(row.rejects_href) { (format.integer(row.rejects as i64)) } } @else { "0" }
                        }
                        td.number {
                            @match row.completeness {
                                Some(share) => { (format.percent(Some(share))) }
                                None => { span.quiet { (text.t("quality-not-known")) } }
                            }
                        }
                    } } }
                } }
            }
        }
    }
}

fn checks(rows: &[CheckRow], context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    let format = Format::new(context.language);
    html! {
        section aria-labelledby="checks" {
            h2 #checks { (text.t("quality-checks")) }
            div.scroll tabindex="0" role="group" aria-labelledby="checks" { table {
                caption.quiet { (text.t("quality-checks")) }
                thead { tr {
                    th scope="col" { (text.t("column-check")) }
                    th scope="col" { (text.t("column-source")) }
                    th.number scope="col" { (text.t("column-found")) }
                    th.number scope="col" { (text.t("column-of")) }
                    th.number scope="col" { (text.t("column-part")) }
                    th scope="col" { (text.t("column-what-to-do")) }
                } }
                tbody { @for row in rows { tr.found[row.count > 0] {
                    th scope="row" {
                        @let name = text.t(&format!("check-{}", row.check.key()));
                        @match row.href.as_ref().filter(|_| row.count > 0) {
                            Some(href) => { a href=(href) { (name) } }
                            None => { (name) }
                        }
                    }
                    td { (row.source.as_deref().unwrap_or(DASH)) }
                    td.number.strong { (format.integer(row.count as i64)) }
                    td.number { (format.count(row.of.map(|of| of as i64))) }
                    td.number {
                        @let share = row.of.filter(|of| *of > 0).map(|of| row.count as f64 / of as f64);
                        (format.percent(share))
                    }
                    td { @if row.count > 0 { (text.t(&format!("check-do-{}", row.check.key()))) } @else { (DASH) } }
                } } }
            } }
        }
    }
}

fn coverage(view: &QualityView, context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    let format = Format::new(context.language);
    html! {
        @if !view.coverage.is_empty() {
            section aria-labelledby="coverage" {
                h2 #coverage { (text.t("quality-coverage")) }
                p { (text.with("quality-coverage-gate", &[("gate", format.percent(Some(view.gate)).into())])) }
                table.bars {
                    caption.quiet { (text.t("quality-coverage")) }
                    thead { tr {
                        th scope="col" { (text.t("column-squad")) }
                        th.number scope="col" { (text.t("column-coverage")) }
                        th.number scope="col" { (text.t("column-weeks-below")) }
                    } }
                    tbody { @for row in &view.coverage { tr {
                        th scope="row" {
                            (parts::link(&row.squad))
                            @if let Some(coverage) = row.coverage {
                                meter min="0" max="1" low=(format!("{:.2}", view.gate)) optimum="1"
                                    value=(format!("{:.4}", coverage.clamp(0.0, 1.0))) aria-hidden="true" {}
                            }
                        }
                        td.number.strong.low[row.coverage.is_some_and(|coverage| coverage < view.gate)] { (format.percent(row.coverage)) }
                        td.number { (row.weeks_below) }
                    } } }
                }
            }
        }
    }
}
