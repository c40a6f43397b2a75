//! The headline of a squad and its figures at a glance.

use maud::{Markup, html};

use super::SquadView;
use crate::format::Format;
use crate::pages::context::PageContext;
use crate::pages::parts;
use crate::text::Text;
use crate::{Method, Period};

/// A squad over a window of time.
#[derive(Debug, Clone, PartialEq)]
pub struct SquadSummary {
    /// The first and the last closed period of the window; `None` without data.
    pub range: Option<(Period, Period)>,
    /// Σ maintenance_h / Σ logged_h over the window, as a fraction.
    pub share: Option<f64>,
    /// Hours of maintenance; person-days where the method is activity, here and below.
    pub maintenance_h: f64,
    /// Hours logged.
    pub logged_h: f64,
    /// Σ logged_h / Σ capacity_h over the window, as a fraction.
    pub coverage: Option<f64>,
    /// The closed week with the highest share.
    pub worst: Option<(Period, f64)>,
    /// Spells that touch the window.
    pub spells: u32,
    /// Where the hours come from.
    pub method: Method,
}

impl SquadSummary {
    /// Hours, or person-days where the figures come from activity.
    pub(super) fn worked(&self, amount: f64, context: &PageContext) -> String {
        let format = Format::new(context.language);
        match self.method {
            Method::Worklogs => format.hours(Some(amount)),
            Method::Activity => {
                let days = format.decimal(amount, 1);
                Text::new(context.language).with("person-days", &[("days", days.into())])
            }
        }
    }
}

/// "41 % of PC2's time went to maintenance. Worst: 2007-W46, 78 %. Under water 5 times."
pub(super) fn headline(view: &SquadView, context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    let squad = &view.now.squad.label;
    html! {
        div.headline {
            p.eyebrow { span.subject { (squad) } " " (parts::state_chip(view.now.state, text))
                @if let Some(since) = view.now.since {
                    " " span.since {
                        (text.with("since-week", &[("week", since.label().into())])) " · "
                        (text.count("weeks", u64::from(view.now.weeks_under)))
                    }
                }
            }
            h1 { (share_sentence(&view.summary, squad, context)) }
            @let lead = history_sentence(&view.summary, context);
            @if !lead.is_empty() { p.lead { (lead) } }
            p.basis { (basis(&view.summary, context)) }
        }
    }
}

/// The headline's sentences as plain text, for the chart's alternative.
pub(super) fn sentence(summary: &SquadSummary, squad: &str, context: &PageContext) -> String {
    format!(
        "{} {}",
        share_sentence(summary, squad, context),
        history_sentence(summary, context)
    )
    .trim()
    .to_owned()
}

fn share_sentence(summary: &SquadSummary, squad: &str, context: &PageContext) -> String {
    let text = Text::new(context.language);
    match summary.share {
        Some(_) => text.with(
            "squad-headline",
            &[
                (
                    "share",
                    Format::new(context.language).percent(summary.share).into(),
                ),
                ("squad", squad.into()),
            ],
        ),
        None => text.with("squad-headline-none", &[("squad", squad.into())]),
    }
}

fn history_sentence(summary: &SquadSummary, context: &PageContext) -> String {
    let text = Text::new(context.language);
    let mut words = Vec::new();
    if let Some((week, share)) = summary.worst {
        let share = Format::new(context.language).percent(Some(share));
        words.push(text.with(
            "squad-worst",
            &[("week", week.label().into()), ("share", share.into())],
        ));
    }
    if summary.share.is_some() {
        words.push(text.count("squad-spells-count", u64::from(summary.spells)));
    }
    words.join(" ")
}

/// What the headline rests on.
fn basis(summary: &SquadSummary, context: &PageContext) -> String {
    let text = Text::new(context.language);
    let Some((from, to)) = summary.range else {
        return text.t("chart-empty");
    };
    text.with(
        "squad-basis",
        &[
            ("from", from.label().into()),
            ("to", to.label().into()),
            (
                "maintenance",
                summary.worked(summary.maintenance_h, context).into(),
            ),
            ("logged", summary.worked(summary.logged_h, context).into()),
            (
                "method",
                text.t(&format!("method-{}", summary.method.key())).into(),
            ),
        ],
    )
}

/// The latest closed week in four numbers.
pub(super) fn tiles(view: &SquadView, context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    let format = Format::new(context.language);
    let now = &view.now;
    let line = text.with(
        "tile-line",
        &[("share", format.percent(Some(now.warn_line)).into())],
    );
    html! {
        section.glance aria-labelledby="week" {
            h2 #week { (text.with("squad-week", &[("week", view.week.label().into())])) }
            dl.tiles {
                (parts::tile(&text.t("column-share"), &format.percent(now.share), html! {
                    (line) " · " (parts::direction(now.direction, now.change, context))
                }, now.state.key()))
                (parts::tile(&text.t("column-backlog"), &format.count(now.backlog), html! { (text.t("tile-backlog")) }, ""))
                (parts::tile(&text.t("column-drain"), &parts::drain(now.drain, context), html! { (text.t("tile-drain")) }, ""))
                (parts::tile(&text.t("column-coverage"), &format.percent(now.coverage), html! {
                    @if now.below_gate { (text.t("below-gate")) }
                    @else if now.coverage.is_none() { (text.t("note-no-capacity")) }
                    @else { (text.t("tile-coverage")) }
                }, if now.below_gate { "warn" } else { "" }))
            }
            p { a href=(view.week_href) { (text.t("week-page")) } }
        }
    }
}
