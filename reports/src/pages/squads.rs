//! The table of squads, on the fleet's page and on a tribe's.

use chrono::NaiveDate;
use maud::{Markup, PreEscaped, html};

use super::context::{Link, PageContext};
use super::parts;
use crate::charts::{Ship, ship, sparkline};
use crate::format::{DASH, Format};
use crate::text::Text;
use crate::{Direction, Drain, LoadState, Period};

/// One squad at the latest closed week.
#[derive(Debug, Clone, PartialEq)]
pub struct SquadRow {
    /// Name and address.
    pub squad: Link,
    /// Its tribe, if it has one.
    pub tribe: Option<Link>,
    /// `maintenance_share` of the week, as a fraction.
    pub share: Option<f64>,
    /// Its warn line, as a fraction.
    pub warn_line: f64,
    /// Its critical line, as a fraction.
    pub critical_line: f64,
    /// Whether it is in a spell, and of which severity.
    pub state: LoadState,
    /// Its last day, where the squad has ended: it is neither afloat nor under water.
    pub ended: Option<NaiveDate>,
    /// The first week of the open spell.
    pub since: Option<Period>,
    /// The weeks of the open spell so far; 0 without one.
    pub weeks_under: u32,
    /// Which way the share goes over four closed weeks.
    pub direction: Direction,
    /// By how much, as a fraction.
    pub change: Option<f64>,
    /// Open maintenance tickets.
    pub backlog: Option<i64>,
    /// How long they need to drain.
    pub drain: Drain,
    /// `coverage` of the week, as a fraction; `None` without memberships.
    pub coverage: Option<f64>,
    /// True when coverage is under the gate.
    pub below_gate: bool,
    /// Shares of the last closed weeks (26 read well), oldest first.
    pub recent: Vec<Option<f64>>,
}

/// The squads as ships, each a link.
pub(crate) fn ships(rows: &[SquadRow], context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    let format = Format::new(context.language);
    html! {
        ul.ships {
            @for row in rows {
                li class={ "ship-card " (row.state.key()) } {
                    a href=(row.squad.href) {
                        (drawing(ship(&Ship { share: row.share, line: row.warn_line, state: row.state })))
                        span.ship-name { (row.squad.label) }
                        span.ship-note {
                            strong.ship-share { (format.percent(row.share)) } " "
                            @match (row.ended, row.since) {
                                (Some(last), _) => { (ended(last, text, format)) }
                                (None, Some(since)) => { span.ship-since { (text.with("since-week", &[("week", since.label().into())])) } }
                                (None, None) => { (text.t(&format!("state-{}", row.state.key()))) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// "ended on 31 March 2026"
fn ended(last: NaiveDate, text: Text, format: Format) -> String {
    text.with("squad-ended", &[("day", format.day(last).into())])
}

/// A picture that is only decoration; without it the words beside it still say everything.
fn drawing(svg: Result<String, crate::ReportError>) -> Markup {
    PreEscaped(svg.unwrap_or_default())
}

/// The squads as a table.
pub(crate) fn table(rows: &[SquadRow], week: Period, with_tribe: bool, context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    html! {
        div.scroll tabindex="0" role="group" aria-label=(text.t("squads-caption")) {
            table.squads {
                caption { (text.with("squads-caption-week", &[("week", week.label().into())])) }
                thead {
                    tr {
                        th scope="col" { (text.t("column-squad")) }
                        @if with_tribe { th scope="col" { (text.t("column-tribe")) } }
                        th.number scope="col" { (text.t("column-share")) }
                        th.number scope="col" { (text.t("column-line")) }
                        th scope="col" { (text.t("column-state")) }
                        th scope="col" { (text.t("column-since")) }
                        th scope="col" { (text.t("column-direction")) }
                        th.number scope="col" { (text.t("column-backlog")) }
                        th scope="col" { (text.t("column-drain")) }
                        th.number scope="col" { (text.t("column-coverage")) }
                        th scope="col" { (text.t("column-recent")) }
                    }
                }
                tbody { @for row in rows { (line(row, with_tribe, context)) } }
            }
        }
    }
}

fn line(row: &SquadRow, with_tribe: bool, context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    let format = Format::new(context.language);
    let recent = sparkline::SparklineView {
        shares: row.recent.clone(),
        warn: row.warn_line,
        critical: row.critical_line,
    };
    html! {
        tr class=(row.state.key()) {
            th scope="row" { (parts::link(&row.squad)) }
            @if with_tribe { td { @if let Some(tribe) = &row.tribe { (parts::link(tribe)) } @else { (DASH) } } }
            td.number.strong { (format.percent(row.share)) }
            td.number.faint { (format.percent(Some(row.warn_line))) }
            td.nowrap {
                @match row.ended {
                    Some(last) => { (ended(last, text, format)) }
                    None => { (parts::state_chip(row.state, text)) }
                }
            }
            td.nowrap {
                @if let Some(since) = row.since {
                    (since.label()) " " span.faint { "(" (text.count("weeks-short", u64::from(row.weeks_under))) ")" }
                } @else { (DASH) }
            }
            td.nowrap { (parts::direction(row.direction, row.change, context)) }
            td.number { (format.count(row.backlog)) }
            td.nowrap { (parts::drain(row.drain, context)) }
            td.number.low[row.below_gate] {
                (format.percent(row.coverage))
                @if row.below_gate { span.quiet { " " (text.t("below-gate")) } }
            }
            td { (drawing(sparkline::svg(&recent))) }
        }
    }
}
