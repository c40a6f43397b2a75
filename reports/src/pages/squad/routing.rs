//! What was given to a squad by mistake, and what was its own but went elsewhere first.

use maud::{Markup, html};

use crate::format::Format;
use crate::pages::context::{Link, PageContext};
use crate::pages::{parts, routing::days};
use crate::text::Text;

/// The routing of a squad's tickets over the window.
#[derive(Debug, Clone, PartialEq)]
pub struct SquadRouting {
    /// Finished tickets that it had first.
    pub given: u64,
    /// Those of them that were others', by whose they were, most first.
    pub others: Vec<SquadRoute>,
    /// Tickets that it finished.
    pub own: u64,
    /// Those of them that others had first, by who had them, most first.
    pub elsewhere: Vec<SquadRoute>,
    /// Address of the page about its routing.
    pub href: String,
}

/// Tickets between this squad and another one.
#[derive(Debug, Clone, PartialEq)]
pub struct SquadRoute {
    /// The other squad.
    pub squad: Link,
    /// How many, and the address of their list.
    pub tickets: (u64, String),
    /// Days of the detour, the median.
    pub detour_days_p50: Option<f64>,
}

/// The section.
pub(super) fn render(view: &SquadRouting, context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    html! {
        section aria-labelledby="routing" {
            h2 #routing { (text.t("squad-routing")) }
            div.columns {
                (part("given", view.given, &view.others, context))
                (part("own", view.own, &view.elsewhere, context))
            }
            p { a href=(view.href) { (text.t("squad-routing-more")) } }
        }
    }
}

fn part(key: &str, all: u64, routes: &[SquadRoute], context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    let format = Format::new(context.language);
    let count = |count: u64| format.integer(count as i64);
    let apart: u64 = routes.iter().map(|route| route.tickets.0).sum();
    let said = text.with(
        &format!("squad-routing-{key}"),
        &[
            ("n", apart.into()),
            ("count", count(apart).into()),
            ("all", count(all).into()),
        ],
    );
    html! {
        div {
            h3 { (said) }
            @if !routes.is_empty() {
                table {
                    caption.quiet { (said) }
                    thead { tr {
                        th scope="col" { (text.t(&format!("squad-routing-column-{key}"))) }
                        th.number scope="col" { (text.t("column-tickets")) }
                        th.number scope="col" { (text.t("routing-column-median")) }
                    } }
                    tbody { @for route in routes { tr {
                        th scope="row" { (parts::link(&route.squad)) }
                        td.number { a href=(route.tickets.1) { (count(route.tickets.0)) } }
                        td.number { (days(route.detour_days_p50, context)) }
                    } } }
                }
            }
        }
    }
}
