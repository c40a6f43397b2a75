//! What was decided for a squad, whether it helped, and the form to write down the next decision.

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::format::{DASH, Format};
use crate::pages::context::PageContext;
use crate::text::Text;
use crate::{InterventionKind, Verdict};

/// What was decided.
#[derive(Debug, Clone, PartialEq)]
pub struct InterventionRow {
    /// What kind of thing.
    pub kind: InterventionKind,
    /// A few words, in the organisation's own language.
    pub note: Option<String>,
    /// The name of those it is for, where that is more than the squad.
    pub whom: Option<String>,
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day; `None` while it lasts.
    pub to: Option<NaiveDate>,
    /// Who decided or wrote it down.
    pub author: Option<String>,
    /// Whether limits begin anew with it.
    pub rebase: bool,
    /// What it changed.
    pub effect: Effect,
    /// Where to withdraw it, for those who may.
    pub withdraw_href: Option<String>,
}

/// What an intervention changed in the mean share, as fractions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Effect {
    /// Fewer than four closed weeks on a side.
    TooEarly {
        /// Weeks there are before, of 8.
        before: u32,
        /// Weeks there are after, of 8.
        after: u32,
    },
    /// The difference of the means and its 95 % interval.
    Measured {
        /// Mean before.
        before: f64,
        /// Mean after.
        after: f64,
        /// After minus before.
        change: f64,
        /// Lower bound.
        low: f64,
        /// Upper bound.
        high: f64,
        /// Whether it helped.
        verdict: Verdict,
    },
}

/// The form to write down a decision.
#[derive(Debug, Clone, PartialEq)]
pub struct InterventionForm {
    /// For whom it can be: the form's value and a name.
    pub whom: Vec<(String, String)>,
    /// The first day that the form proposes.
    pub from: NaiveDate,
}

/// The section: decisions, and the form for those who may decide.
pub(super) fn section(
    rows: &[InterventionRow],
    form: Option<&InterventionForm>,
    context: &PageContext,
) -> Markup {
    let text = Text::new(context.language);
    html! {
        @if !rows.is_empty() || form.is_some() {
            section aria-labelledby="interventions" {
                h2 #interventions { (text.t("squad-interventions")) }
                @if rows.is_empty() { p.empty { (text.t("interventions-none")) } } @else { (table(rows, context)) }
                @if let Some(form) = form { (fields(form, context)) }
            }
        }
    }
}

fn table(rows: &[InterventionRow], context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    let format = Format::new(context.language);
    let may_withdraw = rows.iter().any(|row| row.withdraw_href.is_some());
    html! {
        div.scroll tabindex="0" role="group" aria-labelledby="interventions" {
            table {
                caption { (text.t("interventions-how")) }
                thead { tr {
                    th scope="col" { (text.t("column-what")) }
                    th scope="col" { (text.t("column-start")) }
                    th scope="col" { (text.t("column-end")) }
                    th scope="col" { (text.t("column-effect")) }
                    @if may_withdraw { th scope="col" { span.quiet { (text.t("intervention-withdraw")) } } }
                } }
                tbody { @for row in rows { tr {
                    th scope="row" { (what(row, text)) }
                    td.nowrap { (format.day(row.from)) }
                    td.nowrap { (row.to.map_or_else(|| text.t("spell-still"), |to| format.day(to))) }
                    td { (effect(row.effect, context)) }
                    @if may_withdraw { td { @if let Some(href) = &row.withdraw_href { (withdraw(href, context)) } } }
                } } }
            }
        }
    }
}

fn what(row: &InterventionRow, text: Text) -> Markup {
    let kind = text.t(&format!("intervention-{}", row.kind.key()));
    let mut more: Vec<String> = Vec::new();
    more.extend(
        row.whom
            .as_ref()
            .map(|whom| text.with("intervention-for", &[("whom", whom.as_str().into())])),
    );
    more.extend(row.author.clone());
    if row.rebase {
        more.push(text.t("intervention-rebases"));
    }
    html! {
        (kind)
        @if let Some(note) = &row.note { " · " span.title { (note) } }
        @if !more.is_empty() { br; span.faint { (more.join(" · ")) } }
    }
}

fn effect(effect: Effect, context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    let format = Format::new(context.language);
    match effect {
        Effect::TooEarly { before, after } => html! {
            (text.t("effect-too-early")) br;
            span.faint { (text.with("effect-weeks", &[("before", before.into()), ("after", after.into())])) }
        },
        Effect::Measured {
            before,
            after,
            change,
            low,
            high,
            verdict,
        } => {
            let means = text.with(
                "effect-means",
                &[
                    ("before", format.percent(Some(before)).into()),
                    ("after", format.percent(Some(after)).into()),
                ],
            );
            let change = text.with(
                "effect-change",
                &[
                    ("change", format.points(Some(change)).into()),
                    ("low", format.points(Some(low)).into()),
                    ("high", format.points(Some(high)).into()),
                ],
            );
            let sign = match verdict {
                Verdict::Helped => "▼",
                Verdict::Hurt => "▲",
                Verdict::NoClearEffect => "●",
            };
            html! {
                span class={ "verdict " (verdict.key()) } {
                    span aria-hidden="true" { (sign) " " } strong { (text.t(&format!("verdict-{}", verdict.key()))) }
                }
                br; (means) " " span.nowrap { (change) }
            }
        }
    }
}

fn withdraw(href: &str, context: &PageContext) -> Markup {
    html! {
        form method="post" action=(href) {
            input type="hidden" name="csrf" value=(context.csrf);
            input type="hidden" name="back" value=(context.path);
            button type="submit" { (Text::new(context.language).t("intervention-withdraw")) }
        }
    }
}

fn fields(form: &InterventionForm, context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    html! {
        details.record {
            summary { (text.t("intervention-record")) }
            form.decision method="post" action="/interventions" {
                input type="hidden" name="csrf" value=(context.csrf);
                input type="hidden" name="back" value=(context.path);
                div.field {
                    label for="decided-kind" { (text.t("column-what")) }
                    select #decided-kind name="kind" {
                        @for kind in InterventionKind::ALL {
                            option value=(kind.word()) { (text.t(&format!("intervention-{}", kind.key()))) }
                        }
                    }
                }
                div.field {
                    label for="decided-scope" { (text.t("intervention-whom")) }
                    select #decided-scope name="scope" {
                        @for (value, name) in &form.whom { option value=(value) { (name) } }
                    }
                }
                div.field {
                    label for="decided-from" { (text.t("intervention-from")) }
                    input #decided-from type="date" name="from" value=(form.from) required;
                }
                div.field {
                    label for="decided-to" { (text.t("intervention-to")) }
                    input #decided-to type="date" name="to" aria-describedby="decided-to-help";
                    span.faint #decided-to-help { (text.t("intervention-to-help")) }
                }
                div.field.wide {
                    label for="decided-note" { (text.t("intervention-note")) }
                    input #decided-note type="text" name="note" maxlength="2000";
                }
                div.field.wide {
                    label.check {
                        input type="checkbox" name="rebase" value="yes" aria-describedby="decided-rebase-help";
                        " " (text.t("intervention-rebase"))
                    }
                    span.faint #decided-rebase-help { (text.t("intervention-rebase-help")) }
                }
                button type="submit" { (text.t("intervention-submit")) }
            }
        }
    }
}

/// What a decision is in one line: the chart's label and the timeline's list.
pub(crate) fn label(kind: InterventionKind, note: Option<&str>, text: Text) -> String {
    match note {
        Some(note) if kind == InterventionKind::Other => note.to_owned(),
        Some(note) => format!("{} · {note}", text.t(&format!("intervention-{}", kind.key()))),
        None => text.t(&format!("intervention-{}", kind.key())),
    }
}

/// When something was decided, in words.
pub(crate) fn days(from: NaiveDate, to: Option<NaiveDate>, format: Format) -> String {
    let to = to.map_or_else(|| DASH.to_owned(), |to| format.day(to));
    format!("{} → {to}", format.day(from))
}
