//! Messages about alerts: those that were given up, with a way to try again, and the latest.

use chrono::NaiveDateTime;
use maud::{Markup, html};

use super::context::PageContext;
use super::layout::page;
use crate::format::{DASH, Format};
use crate::text::Text;

/// Messages and what became of them.
#[derive(Debug, Clone, PartialEq)]
pub struct NotificationsView {
    /// Those that were given up, latest first.
    pub dead: Vec<NotificationRow>,
    /// All, latest first.
    pub latest: Vec<NotificationRow>,
}

/// One message.
#[derive(Debug, Clone, PartialEq)]
pub struct NotificationRow {
    /// Its number.
    pub id: i64,
    /// The channel.
    pub channel: String,
    /// Why it is sent: transition, reminder, digest or test.
    pub kind: &'static str,
    /// What it is known by.
    pub event: String,
    /// How far it is: pending, sending, sent, dead or dropped.
    pub state: &'static str,
    /// How often it was tried.
    pub attempts: i64,
    /// When it was planned.
    pub planned: NaiveDateTime,
    /// When the receiver took it.
    pub sent: Option<NaiveDateTime>,
    /// What went wrong, or why nobody was told.
    pub remark: Option<String>,
}

/// The whole page.
pub fn render(view: &NotificationsView, context: &PageContext) -> String {
    let text = Text::new(context.language);
    let main = html! {
        div.headline {
            h1 { (text.count("notifications-headline", view.dead.len() as u64)) }
            p.basis { (text.t("notifications-basis")) }
        }
        section aria-labelledby="dead" {
            h2 #dead { (text.t("notifications-dead")) }
            @if view.dead.is_empty() { p.empty { (text.t("notifications-no-dead")) } }
            @else { (table(&view.dead, "notifications-dead", context)) }
        }
        section aria-labelledby="latest" {
            h2 #latest { (text.t("notifications-latest")) }
            @if view.latest.is_empty() { p.empty { (text.t("notifications-none")) } }
            @else { (table(&view.latest, "notifications-latest", context)) }
        }
    };
    page(context, None, &text.t("notifications-title"), main)
}

fn table(rows: &[NotificationRow], caption: &str, context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    let format = Format::new(context.language);
    html! {
        div.scroll tabindex="0" role="group" aria-label=(text.t(caption)) {
            table {
                caption.quiet { (text.t(caption)) }
                thead { tr {
                    th scope="col" { (text.t("notifications-planned")) }
                    th scope="col" { (text.t("notifications-channel")) }
                    th scope="col" { (text.t("notifications-message")) }
                    th scope="col" { (text.t("column-state")) }
                    th.number scope="col" { (text.t("notifications-attempts")) }
                    th scope="col" { (text.t("notifications-sent")) }
                    th scope="col" { (text.t("column-why")) }
                } }
                tbody { @for row in rows {
                    tr {
                        td.nowrap { (format.stamp(row.planned)) }
                        td { (row.channel) }
                        th scope="row" { (text.t(&format!("notification-{}", row.kind))) " " span.faint { (row.event) } }
                        td.nowrap {
                            (text.t(&format!("delivery-{}", row.state)))
                            @if row.state == "dead" { " " (again(row, context, text)) }
                        }
                        td.number { (format.integer(row.attempts)) }
                        td.nowrap { (row.sent.map_or_else(|| DASH.to_owned(), |at| format.stamp(at))) }
                        td { (row.remark.as_deref().unwrap_or(DASH)) }
                    }
                } }
            }
        }
    }
}

/// The form that lets a message be tried again.
fn again(row: &NotificationRow, context: &PageContext, text: Text) -> Markup {
    html! {
        form method="post" action={ "/notifications/" (row.id) "/requeue" } {
            input type="hidden" name="csrf" value=(context.csrf);
            button type="submit" aria-label={ (text.t("notifications-again")) " " (row.id) } { (text.t("notifications-again")) }
        }
    }
}
