//! What the squad is asked for in the next four weeks.

use maud::{Markup, html};

use crate::format::Format;
use crate::pages::context::PageContext;
use crate::pages::forward::{ForwardRow, chip};
use crate::pages::layout::Section;
use crate::text::Text;

/// The squad's row of the page about the next four weeks.
#[derive(Debug, Clone, PartialEq)]
pub struct ForwardBox {
    /// Its figures.
    pub row: ForwardRow,
    /// From which load on it alerts, as a fraction.
    pub line: f64,
}

pub(super) fn render(view: &ForwardBox, context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    let format = Format::new(context.language);
    let row = &view.row;
    let hours = |hours: Option<f64>| format.hours(hours);
    html! {
        section aria-labelledby="forward" {
            h2 #forward { (text.t("forward-weeks")) }
            p {
                strong { (format.percent(row.load)) } " " (chip(row.fit(view.line), context)) " "
                a href=(row.committed_href) { (text.with("forward-squad-committed", &[("hours", hours(Some(row.committed_h)).into())])) }
                " + "
                a href=(row.expected_href) { (text.with("forward-squad-expected", &[("hours", hours(row.expected_h).into())])) }
                " / " (text.with("forward-squad-capacity", &[("hours", hours(row.capacity_h).into())])) ". "
                @if row.overdue_h > 0.0 {
                    a href=(row.overdue_href) { (text.with("forward-squad-overdue", &[("hours", hours(Some(row.overdue_h)).into())])) } " "
                }
                @if row.without_estimate > 0 { (text.count("forward-squad-without-estimate", row.without_estimate)) " " }
                a href=(Section::Forward.href()) { (text.t("forward-all")) }
            }
        }
    }
}
