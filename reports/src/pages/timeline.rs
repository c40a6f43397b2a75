//! Who was under water when: the chart of the whole fleet, and every spell and decision behind it as tables.

use maud::{Markup, html};

use super::context::{Link, PageContext};
use super::fleet::TribeChoice;
use super::layout::{Section, page};
use super::parts::{self, Choice};
use super::squad::SpellRow;
use super::squad::interventions::{days, label};
use crate::charts::timeline;
use crate::format::{DASH, Format};
use crate::text::Text;
use crate::{InterventionKind, LoadState, Period};

/// The fleet over time.
#[derive(Debug, Clone, PartialEq)]
pub struct TimelineView {
    /// The first and the last week shown; `None` without any data.
    pub range: Option<(Period, Period)>,
    /// The stretches of time to choose from.
    pub stretches: Vec<StretchChoice>,
    /// Filters by tribe; empty hides the filter.
    pub tribes: Vec<TribeChoice>,
    /// Address of the chart, ending in `.svg`, without theme and language; `None` without any data.
    pub chart_url: Option<String>,
    /// The squads in the order of the chart.
    pub squads: Vec<SquadHistory>,
    /// What was decided, latest first.
    pub decided: Vec<Decided>,
}

/// How much of the past is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stretch {
    /// The last 52 weeks.
    Year,
    /// The last 104 weeks.
    TwoYears,
    /// Everything there is.
    All,
}

/// A link to this page over another stretch.
#[derive(Debug, Clone, PartialEq)]
pub struct StretchChoice {
    /// The stretch.
    pub stretch: Stretch,
    /// Its address.
    pub href: String,
    /// True for the one shown.
    pub selected: bool,
}

/// A squad with its spells.
#[derive(Debug, Clone, PartialEq)]
pub struct SquadHistory {
    /// Name and address.
    pub squad: Link,
    /// Its tribe, if it has one.
    pub tribe: Option<Link>,
    /// Where it stands now.
    pub state: LoadState,
    /// Weeks under water in the time shown.
    pub weeks_under: u32,
    /// Its spells in the time shown, latest first.
    pub spells: Vec<SpellRow>,
}

/// Something that was decided.
#[derive(Debug, Clone, PartialEq)]
pub struct Decided {
    /// What kind of thing.
    pub kind: InterventionKind,
    /// A few words.
    pub note: Option<String>,
    /// For whom, with the address of their page.
    pub whom: Link,
    /// Its first day.
    pub from: chrono::NaiveDate,
    /// Its last day; `None` while it goes on.
    pub to: Option<chrono::NaiveDate>,
}

/// The whole page.
pub fn render(view: &TimelineView, context: &PageContext) -> String {
    let text = Text::new(context.language);
    let headline = headline(view, text);
    let tribes: std::collections::BTreeSet<_> = view
        .squads
        .iter()
        .map(|known| known.tribe.as_ref().map(|tribe| &tribe.label))
        .collect();
    let main = html! {
        div.headline {
            h1 { (headline) }
            p.basis {
                @match view.range {
                    Some((from, to)) => { (text.with("chart-period", &[("from", from.label().into()), ("to", to.label().into())])) ". " (text.t("timeline-basis")) }
                    None => { (text.t("chart-empty")) }
                }
            }
        }
        div.selectors {
            (stretches(view, text))
            @if !view.tribes.is_empty() { (super::fleet::filter(&view.tribes, text)) }
        }
        @if let Some(url) = &view.chart_url {
            section aria-labelledby="timeline" {
                h2.quiet #timeline { (text.t("timeline-heading")) }
                (parts::chart(url, &headline, timeline::size(view.squads.len(), tribes.len()), context))
            }
        }
        (spells(view, context))
        (decisions(&view.decided, context))
    };
    page(context, Some(Section::Timeline), &text.t("nav-timeline"), main)
}

/// "9 of 14 squads were under water in this time; 3 still are."
fn headline(view: &TimelineView, text: Text) -> String {
    let ever = view.squads.iter().filter(|known| known.weeks_under > 0).count() as u64;
    let still = view
        .squads
        .iter()
        .filter(|known| known.state.is_under_water())
        .count();
    text.with(
        "timeline-headline",
        &[
            ("n", ever.into()),
            ("count", ever.to_string().into()),
            ("total", view.squads.len().to_string().into()),
            ("still", still.to_string().into()),
        ],
    )
}

fn stretches(view: &TimelineView, text: Text) -> Markup {
    let word = |stretch| match stretch {
        Stretch::Year => "window-year",
        Stretch::TwoYears => "window-two-years",
        Stretch::All => "window-all",
    };
    let list: Vec<Choice> = view
        .stretches
        .iter()
        .map(|choice| Choice {
            label: text.t(word(choice.stretch)),
            href: choice.href.clone(),
            selected: choice.selected,
        })
        .collect();
    parts::choices(&text.t("window-label"), &list)
}

/// Every spell, squad by squad, and a sentence about those that had none.
fn spells(view: &TimelineView, context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    let (under, never): (Vec<_>, Vec<_>) = view.squads.iter().partition(|known| !known.spells.is_empty());
    html! {
        section aria-labelledby="spells" {
            h2 #spells { (text.t("timeline-spells")) }
            @if under.is_empty() { p.empty { (text.t("squad-no-spells")) } } @else {
                div.scroll tabindex="0" role="group" aria-labelledby="spells" {
                    table.history {
                        caption.quiet { (text.t("timeline-spells")) }
                        thead { tr {
                            th scope="col" { (text.t("column-squad")) }
                            th scope="col" { (text.t("column-start")) }
                            th scope="col" { (text.t("column-end")) }
                            th.number scope="col" { (text.t("column-weeks")) }
                            th.number scope="col" { (text.t("column-peak")) }
                            th.number scope="col" { (text.t("column-mean")) }
                            th.number scope="col" { (text.t("column-hours-above")) }
                            th scope="col" { (text.t("column-severity")) }
                        } }
                        @for known in &under { (history(known, context)) }
                    }
                }
            }
            @if !never.is_empty() {
                p.basis {
                    (text.t("timeline-never")) " "
                    @for (place, known) in never.iter().enumerate() {
                        @if place > 0 { ", " }
                        (parts::link(&known.squad))
                    }
                    "."
                }
            }
        }
    }
}

/// A body of the table for each squad, so that a row's squad is one cell and stays its heading.
fn history(known: &SquadHistory, context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    let format = Format::new(context.language);
    html! {
        tbody {
            @for (place, spell) in known.spells.iter().enumerate() {
                tr class=(spell.severity.key()) {
                    @if place == 0 {
                        th scope="rowgroup" rowspan=(known.spells.len()) {
                            (parts::link(&known.squad))
                            @if let Some(tribe) = &known.tribe { br; span.faint { (parts::link(tribe)) } }
                            br; span.faint { (text.count("timeline-weeks-under", u64::from(known.weeks_under))) }
                        }
                    }
                    td.nowrap { (spell.start.label()) }
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
                }
            }
        }
    }
}

fn decisions(decided: &[Decided], context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    let format = Format::new(context.language);
    html! {
        @if !decided.is_empty() {
            section aria-labelledby="decided" {
                h2 #decided { (text.t("timeline-decisions")) }
                ul.decisions {
                    @for known in decided {
                        li {
                            span.nowrap { (days(known.from, known.to, format)) } " · "
                            @if known.whom.label.is_empty() { (DASH) } @else { (parts::link(&known.whom)) }
                            " · " (label(known.kind, known.note.as_deref(), text))
                        }
                    }
                }
            }
        }
    }
}
