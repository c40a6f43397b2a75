//! Pieces that several pages share: chips, charts, choices, empty tables.

use maud::{Markup, html};

use super::context::{Link, PageContext};
use crate::charts::Theme;
use crate::format::Format;
use crate::text::Text;
use crate::{Direction, Drain, LoadState};

/// A state as a word with a sign; never by colour alone.
pub(crate) fn state_chip(state: LoadState, text: Text) -> Markup {
    let sign = match state {
        LoadState::NoData => "○",
        LoadState::Calm => "●",
        LoadState::Warn => "▲",
        LoadState::Critical => "◆",
    };
    html! {
        span class={ "chip " (state.key()) } {
            span.sign aria-hidden="true" { (sign) } (text.t(&format!("state-{}", state.key())))
        }
    }
}

/// A direction as an arrow and, for those who cannot see it, a word; with the points where known.
pub(crate) fn direction(direction: Direction, points: Option<f64>, context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    let word = text.t(&format!("direction-{}", direction.key()));
    html! {
        span class={ "direction " (direction.key()) } title=(word) {
            span aria-hidden="true" { (direction.arrow()) }
            span.quiet { (word) }
            @if points.is_some() { " " (Format::new(context.language).points(points)) }
        }
    }
}

/// Weeks until the backlog is empty, in words.
pub(crate) fn drain(drain: Drain, context: &PageContext) -> String {
    let text = Text::new(context.language);
    match drain {
        Drain::Weeks(weeks) => {
            let rounded = weeks.ceil().max(1.0) as u64;
            text.count("weeks", rounded)
        }
        Drain::Never => text.t("drain-never"),
        Drain::Empty => text.t("drain-empty"),
        Drain::Unknown => crate::format::DASH.to_owned(),
    }
}

/// A chart served by the API, in the page's language and colours; `url` is without theme and language.
pub(crate) fn chart(url: &str, alt: &str, (width, height): (u32, u32), context: &PageContext) -> Markup {
    let source = |theme: Theme, ending: &str| {
        let (path, query) = url.split_once('?').unwrap_or((url, ""));
        let path = path.strip_suffix(".svg").unwrap_or(path);
        let and = if query.is_empty() { "" } else { "&" };
        format!(
            "{path}.{ending}?{query}{and}theme={}&lang={}",
            theme.code(),
            context.language.code()
        )
    };
    let theme = context.theme.theme();
    let text = Text::new(context.language);
    html! {
        figure.chart {
            div.scroll tabindex="0" role="group" aria-label=(alt) {
                picture {
                    @if theme.is_none() {
                        source media="screen and (prefers-color-scheme: dark)" srcset=(source(Theme::Dark, "svg"));
                    }
                    img src=(source(theme.unwrap_or_default(), "svg")) alt=(alt) width=(width) height=(height);
                }
            }
            figcaption.tools {
                a href=(source(theme.unwrap_or_default(), "png")) { (text.t("chart-as-png")) }
                " " a href=(source(theme.unwrap_or_default(), "svg")) { (text.t("chart-as-svg")) }
            }
        }
    }
}

/// One of several links, one of which is where we are.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Choice {
    pub(crate) label: String,
    pub(crate) href: String,
    pub(crate) selected: bool,
}

/// A row of links that act as a filter.
pub(crate) fn choices(label: &str, choices: &[Choice]) -> Markup {
    html! {
        nav.choices aria-label=(label) {
            span.choices-label aria-hidden="true" { (label) }
            ul {
                @for choice in choices {
                    li { a href=(choice.href) aria-current=[choice.selected.then_some("true")] { (choice.label) } }
                }
            }
        }
    }
}

/// A big number with its name and a remark.
pub(crate) fn tile(name: &str, value: &str, remark: Markup, class: &str) -> Markup {
    html! {
        div class={ "tile " (class) } {
            dt { (name) }
            dd { span.value { (value) } span.remark { (remark) } }
        }
    }
}

/// A link, or the plain words when there is nowhere to go.
pub(crate) fn link(link: &Link) -> Markup {
    html! { @if link.href.is_empty() { (link.label) } @else { a href=(link.href) { (link.label) } } }
}

/// The way back to where the reader came from.
pub(crate) fn trail(links: &[Link], text: Text) -> Markup {
    html! {
        nav.trail aria-label=(text.t("trail-label")) {
            ol { @for known in links { li { (link(known)) } } }
        }
    }
}

/// A link to the next page of a list.
pub(crate) fn next_page(href: Option<&str>, text: Text) -> Markup {
    html! { @if let Some(href) = href { p.pager { a href=(href) rel="next" { (text.t("list-next")) } } } }
}
