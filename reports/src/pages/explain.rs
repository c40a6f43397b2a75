//! How every figure is computed, with a worked example, and the rules in force.

use maud::{Markup, html};

use super::context::PageContext;
use super::layout::{Section, page};
use crate::format::{DASH, Format};
use crate::text::Text;
use crate::{Category, MaintenanceType, Stage};

/// The thresholds and rules in force.
#[derive(Debug, Clone, PartialEq)]
pub struct ExplainView {
    /// The organisation's time zone, which decides where weeks begin.
    pub time_zone: String,
    /// The lines of spells.
    pub lines: Lines,
    /// How many people stand behind every figure that is shown.
    pub people: LeastPeople,
    /// The classification rules, in the order in which they are tried.
    pub rules: Vec<RuleRow>,
    /// The stage of every status.
    pub stages: Vec<StageRow>,
    /// How tickets find their squad, in the order in which it is tried.
    pub squads: Vec<MappingRow>,
}

/// The lines of spells.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lines {
    /// Warn, as a fraction.
    pub warn: f64,
    /// Critical, as a fraction.
    pub critical: f64,
    /// How many points under a line clears it, as a fraction.
    pub clear_gap: f64,
    /// Closed weeks it takes each way.
    pub weeks: u32,
    /// The coverage gate, as a fraction.
    pub gate: f64,
}

/// How many people stand behind every figure that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeastPeople {
    /// Of a squad.
    pub squad: u64,
    /// Of a cut below a squad.
    pub cell: u64,
}

/// A classification rule.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleRow {
    /// Its name.
    pub name: String,
    /// What it matches, as in the configuration: `type = Bug`.
    pub matches: String,
    /// The category it gives.
    pub category: Category,
    /// The kind of maintenance it gives.
    pub maintenance_type: Option<MaintenanceType>,
}

/// The stage of a status.
#[derive(Debug, Clone, PartialEq)]
pub struct StageRow {
    /// The source, or `*`.
    pub source: String,
    /// The status in the tracker.
    pub status: String,
    /// Its stage.
    pub stage: Stage,
}

/// How a ticket finds its squad.
#[derive(Debug, Clone, PartialEq)]
pub struct MappingRow {
    /// What it matches, as in the configuration.
    pub matches: String,
    /// The squad.
    pub squad: String,
}

/// The figures explained: the key of their messages `explain-<key>-…`, and their names in the metric book.
const FIGURES: [(&str, &str); 20] = [
    ("logged-h", "logged_h"),
    ("maintenance-h", "maintenance_h"),
    ("maintenance-share", "maintenance_share"),
    ("capacity-h", "capacity_h"),
    ("maintenance-load", "maintenance_load"),
    ("coverage", "coverage"),
    ("arrivals", "arrivals, departures"),
    ("backlog", "backlog"),
    ("rates", "arrival_rate, departure_rate, net_flow"),
    ("drain-weeks", "drain_weeks"),
    ("ages", "open_age_p50, open_age_p85"),
    ("spell", "spell"),
    ("hours-above-line", "hours_above_line"),
    ("limits", "limits"),
    ("effect", "interventions"),
    ("routing", "misrouted, misroute_rate, hops_mean, ping_pong"),
    (
        "detour",
        "detour_days, time_to_triage, time_to_right_squad (p50, p85)",
    ),
    ("routing-suggestions", "routing_suggestions"),
    ("forward-load", "forward_load"),
    ("activity", "active_days, maintenance_days"),
];

/// The principles, in the order of the metric book.
const PRINCIPLES: [&str; 7] = [
    "principle-closed",
    "principle-open",
    "principle-null",
    "principle-seconds",
    "principle-nothing-dropped",
    "principle-one-owner",
    "principle-no-ranking",
];

/// The whole page.
pub fn render(view: &ExplainView, context: &PageContext) -> String {
    let text = Text::new(context.language);
    let main = html! {
        div.headline {
            h1 { (text.t("explain-headline")) }
            p.lead { (text.t("explain-lead")) }
        }
        nav.contents aria-label=(text.t("explain-contents")) {
            ul { @for (figure, _) in FIGURES { li { a href={ "#" (figure) } { (text.t(&format!("explain-{figure}"))) } } } }
        }
        section aria-labelledby="principles" {
            h2 #principles { (text.t("explain-principles")) }
            ul.principles { @for principle in PRINCIPLES { li { (text.t(principle)) } } }
            p { (text.with("explain-time-zone", &[("zone", view.time_zone.as_str().into())])) }
        }
        section aria-labelledby="figures" {
            h2 #figures { (text.t("explain-figures")) }
            @for (figure, names) in FIGURES { (figure_card(figure, names, text)) }
        }
        (thresholds(&view.lines, context))
        (privacy(view.people, text))
        (ownership(&view.squads, text))
        (rules(&view.rules, text))
        (stages(&view.stages, text))
    };
    page(context, Some(Section::Explain), &text.t("nav-explain"), main)
}

/// Name, definition, formula, unit and worked example of one figure.
fn figure_card(figure: &str, names: &str, text: Text) -> Markup {
    let part = |part: &str| text.t(&format!("explain-{figure}-{part}"));
    html! {
        article.figure id=(figure) {
            h3 { (text.t(&format!("explain-{figure}"))) " " code { (names) } }
            p { (part("definition")) }
            dl.fields {
                dt { (text.t("explain-formula")) } dd { (part("formula")) }
                dt { (text.t("explain-unit")) } dd { (part("unit")) }
                dt { (text.t("explain-example")) } dd { (part("example")) }
            }
        }
    }
}

fn thresholds(lines: &Lines, context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    let format = Format::new(context.language);
    html! {
        section aria-labelledby="thresholds" {
            h2 #thresholds { (text.t("explain-thresholds")) }
            dl.fields {
                dt { (text.t("threshold-warn")) } dd { (format.percent(Some(lines.warn))) }
                dt { (text.t("threshold-critical")) } dd { (format.percent(Some(lines.critical))) }
                dt { (text.t("threshold-clear")) } dd { (format.points(Some(-lines.clear_gap))) }
                dt { (text.t("threshold-weeks")) } dd { (text.count("weeks", u64::from(lines.weeks))) }
                dt { (text.t("threshold-gate")) } dd { (format.percent(Some(lines.gate))) }
            }
        }
    }
}

/// What is not shown, and why sums cannot be subtracted to get it.
fn privacy(people: LeastPeople, text: Text) -> Markup {
    html! {
        section aria-labelledby="privacy" {
            h2 #privacy { (text.t("explain-privacy")) }
            p { (text.count("explain-privacy-squads", people.squad)) }
            p { (text.t("explain-privacy-hidden-set")) }
            p { (text.t("explain-privacy-proof")) }
            p { (text.count("explain-privacy-cells", people.cell)) }
            p { (text.t("explain-privacy-example")) }
        }
    }
}

fn ownership(rows: &[MappingRow], text: Text) -> Markup {
    html! {
        section aria-labelledby="ownership" {
            h2 #ownership { (text.t("explain-ownership")) }
            p { (text.t("explain-ownership-ticket")) }
            p { (text.t("explain-ownership-worklog")) }
            @if !rows.is_empty() {
                table {
                    caption { (text.t("explain-mapping")) }
                    thead { tr {
                        th scope="col" { (text.t("column-order")) }
                        th scope="col" { (text.t("column-matches")) }
                        th scope="col" { (text.t("column-squad")) }
                    } }
                    tbody { @for (index, row) in rows.iter().enumerate() { tr {
                        td.number { (index + 1) } td { code { (row.matches) } } td { (row.squad) }
                    } } }
                }
            }
        }
    }
}

fn rules(rows: &[RuleRow], text: Text) -> Markup {
    html! {
        section aria-labelledby="rules" {
            h2 #rules { (text.t("explain-rules")) }
            p { (text.t("explain-rules-lead")) }
            table {
                caption.quiet { (text.t("explain-rules")) }
                thead { tr {
                    th scope="col" { (text.t("column-order")) }
                    th scope="col" { (text.t("column-rule")) }
                    th scope="col" { (text.t("column-matches")) }
                    th scope="col" { (text.t("column-category")) }
                    th scope="col" { (text.t("column-type")) }
                } }
                tbody { @for (index, row) in rows.iter().enumerate() { tr {
                    td.number { (index + 1) }
                    th scope="row" { (row.name) }
                    td { code { (row.matches) } }
                    td { (text.t(&format!("category-{}", row.category.key()))) }
                    td { (row.maintenance_type.map_or_else(|| DASH.to_owned(), |kind| text.t(&format!("type-{}", kind.key())))) }
                } } }
            }
        }
    }
}

fn stages(rows: &[StageRow], text: Text) -> Markup {
    html! {
        section aria-labelledby="stages" {
            h2 #stages { (text.t("explain-stages")) }
            p { (text.t("explain-stages-lead")) }
            table {
                caption.quiet { (text.t("explain-stages")) }
                thead { tr {
                    th scope="col" { (text.t("column-source")) }
                    th scope="col" { (text.t("field-status")) }
                    th scope="col" { (text.t("column-stage")) }
                } }
                tbody { @for row in rows { tr {
                    td { (row.source) } th scope="row" { (row.status) }
                    td { (text.t(&format!("stage-{}", row.stage.key()))) }
                } } }
            }
        }
    }
}
