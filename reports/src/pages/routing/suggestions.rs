//! What a tracker's automation could have known, with the evidence and the rule to copy.

use maud::{Markup, html};

use super::days;
use crate::format::Format;
use crate::pages::context::{Link, PageContext};
use crate::pages::parts;
use crate::text::Text;

/// What a suggestion looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SuggestionKind {
    /// The project.
    Project,
    /// A component.
    Component,
    /// A label.
    Label,
    /// The group of the reporter.
    ReporterGroup,
}

impl SuggestionKind {
    fn key(self) -> &'static str {
        match self {
            SuggestionKind::Project => "project",
            SuggestionKind::Component => "component",
            SuggestionKind::Label => "label",
            SuggestionKind::ReporterGroup => "reporter-group",
        }
    }
}

/// A suggestion.
#[derive(Debug, Clone, PartialEq)]
pub struct SuggestionRow {
    /// What it looks at.
    pub kind: SuggestionKind,
    /// Its value, in the tracker's words.
    pub value: String,
    /// The squad that tickets would go to.
    pub squad: Link,
    /// Finished tickets with the value, and the address of their list.
    pub tickets: (u64, String),
    /// How many of them the squad finished.
    pub share: f64,
    /// The lower end of the share's 95 % interval.
    pub lower_bound: f64,
    /// Those that another squad had first, and the address of their list.
    pub detours: (u64, String),
    /// Days of these detours together.
    pub detour_days: u64,
    /// Their median.
    pub detour_days_p50: Option<f64>,
    /// The rule for `plimsoll.toml`.
    pub rule: String,
}

/// The section.
pub(super) fn render(rows: &[SuggestionRow], csv: &str, context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    html! {
        section aria-labelledby="suggestions" {
            h2 #suggestions { (text.t("routing-suggestions")) }
            @if rows.is_empty() { p.empty { (text.t("routing-no-suggestions")) } } @else {
                p { (text.t("routing-suggestions-lead")) }
                div.scroll tabindex="0" role="group" aria-labelledby="suggestions" { table {
                    caption.quiet { (text.t("routing-suggestions")) }
                    thead { tr {
                        th scope="col" { (text.t("routing-column-when")) }
                        th scope="col" { (text.t("routing-column-then")) }
                        th.number scope="col" { (text.t("column-tickets")) }
                        th.number scope="col" { (text.t("routing-column-share")) }
                        th.number scope="col" { (text.t("routing-column-bound")) }
                        th.number scope="col" { (text.t("routing-column-detours")) }
                        th.number scope="col" { (text.t("routing-column-saved")) }
                        th.number scope="col" { (text.t("routing-column-median")) }
                    } }
                    tbody { @for row in rows { (line(row, context)) } }
                } }
                details.rules {
                    summary { (text.t("routing-rules")) }
                    pre tabindex="0" { @for row in rows { (row.rule) "\n" } }
                }
            }
            p { a href=(csv) download { (text.t("routing-suggestions-csv")) } }
        }
    }
}

fn line(row: &SuggestionRow, context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    let format = Format::new(context.language);
    let count = |count: u64| format.integer(count as i64);
    html! {
        tr {
            th scope="row" { span.faint { (text.t(&format!("routing-kind-{}", row.kind.key()))) } " " (row.value) }
            td { (parts::link(&row.squad)) }
            td.number { a href=(row.tickets.1) { (count(row.tickets.0)) } }
            td.number.strong { (format.percent(Some(row.share))) }
            td.number { (format.percent(Some(row.lower_bound))) }
            td.number { a href=(row.detours.1) { (count(row.detours.0)) } }
            td.number.strong { (text.count("days", row.detour_days)) }
            td.number { (days(row.detour_days_p50, context)) }
        }
    }
}
