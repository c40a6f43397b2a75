//! Why nobody is told of an alert, and the forms with which somebody takes or silences it. They work without scripts.

use super::AlertRow;
use crate::AlertState;
use crate::format::{DASH, Format};
use crate::pages::context::{Link, PageContext};
use crate::pages::parts;
use crate::text::Text;
use chrono::NaiveDateTime;
use maud::{Markup, html};

/// Why nobody is told.
#[derive(Debug, Clone, PartialEq)]
pub enum Hushed {
    /// Somebody wants to hear nothing.
    Silenced {
        /// Number of the silence.
        id: i64,
        /// Who.
        by: String,
        /// Why.
        reason: String,
        /// Until when.
        until: NaiveDateTime,
    },
    /// Another alert says it: whom that is about.
    Inhibited(Link),
    /// Somebody has taken it.
    Acknowledged {
        /// Who.
        by: String,
        /// Until when.
        until: NaiveDateTime,
    },
}

/// The reason, or what can be done; nothing of both for who may not.
pub(super) fn cell(alert: &AlertRow, may_hush: bool, context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    let format = Format::new(context.language);
    let is_raised = matches!(alert.state, AlertState::Firing | AlertState::Recovering);
    html! {
        @match &alert.quiet {
            Some(Hushed::Silenced { id, by, reason, until }) => {
                (text.t("hush-silenced")) " " (by) ", " (format.stamp(*until)) ": " (reason)
                @if may_hush { (end(*id, context)) }
            }
            Some(Hushed::Inhibited(other)) => { (text.t("hush-inhibited")) " " (parts::link(other)) }
            Some(Hushed::Acknowledged { by, until }) => {
                (text.t("hush-acknowledged")) " " (by) ", " (format.stamp(*until))
            }
            None if may_hush && is_raised => { (forms(alert, context)) }
            None => { (DASH) }
        }
    }
}

fn forms(alert: &AlertRow, context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    html! {
        details {
            summary { (text.t("hush-act")) span.quiet { " " (alert.rule) ", " (alert.scope.label) } }
            form method="post" action={ "/alerts/" (alert.id) "/ack" } {
                input type="hidden" name="csrf" value=(context.csrf);
                label { (text.t("hush-note")) " " input type="text" name="note" maxlength="500"; }
                button type="submit" { (text.t("hush-take")) }
            }
            form method="post" action={ "/alerts/" (alert.id) "/silence" } {
                input type="hidden" name="csrf" value=(context.csrf);
                label { (text.t("hush-reason")) " " input type="text" name="reason" maxlength="500" required; }
                label { (text.t("hush-hours")) " " input type="number" name="hours" min="1" max="672" value="168"; }
                button type="submit" { (text.t("hush-silence")) }
            }
        }
    }
}

fn end(id: i64, context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    html! {
        form method="post" action={ "/alerts/silences/" (id) "/end" } {
            input type="hidden" name="csrf" value=(context.csrf);
            button type="submit" { (text.t("hush-end")) }
        }
    }
}
