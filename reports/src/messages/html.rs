//! A message as HTML for mail: one column, styles where they are used, and nothing that is fetched from elsewhere.

use super::{Item, Words};
use maud::{DOCTYPE, Markup, html as markup};

const BODY: &str = "margin:0;padding:16px;background:#f4f6f8;color:#1b2733;font:15px/1.5 -apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif";
const CARD: &str = "max-width:640px;margin:0 auto;padding:24px;background:#ffffff;border:1px solid #d5dde4;border-radius:8px";
const CELL: &str =
    "padding:4px 12px 4px 0;text-align:left;vertical-align:top;border-bottom:1px solid #e6ebef";
const NUMBER: &str = "padding:4px 0 4px 12px;text-align:right;vertical-align:top;white-space:nowrap;border-bottom:1px solid #e6ebef;font-weight:600";
const BUTTON: &str = "display:inline-block;padding:10px 18px;background:#0b5c8f;color:#ffffff;text-decoration:none;border-radius:6px;font-weight:600";

/// The message as HTML. `picture` is the content id of the inline chart and what it shows, if there is one.
#[must_use]
pub fn html(words: &Words, picture: Option<(&str, &str)>) -> String {
    let page = markup! {
        (DOCTYPE)
        html lang=(words.language.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (words.subject) }
            }
            body style=(BODY) {
                div style=(CARD) {
                    h1 style="margin:0 0 8px;font-size:20px;line-height:1.3" { (words.title) }
                    p style="margin:0 0 16px" { (words.summary) }
                    (facts(words))
                    @if let Some((id, alt)) = picture {
                        img src={ "cid:" (id) } alt=(alt) width="592"
                            style="display:block;width:100%;max-width:592px;height:auto;margin:16px 0;border:0";
                    }
                    @if let Some(rule) = &words.rule { p style="margin:16px 0;color:#4a5a68" { (rule) } }
                    (trend(words))
                    @if !words.items.is_empty() { (items(words)) }
                    @if let Some(action) = &words.action {
                        p style="margin:16px 0" { strong { (words.action_name) } " " (action) }
                    }
                    @if let Some((label, href)) = &words.link {
                        p style="margin:20px 0 4px" { a href=(href) style=(BUTTON) { (label) } }
                    }
                }
                p style="max-width:640px;margin:12px auto 0;color:#4a5a68;font-size:12px" { (words.footer) }
            }
        }
    };
    page.into_string()
}

fn facts(words: &Words) -> Markup {
    markup! {
        @if !words.facts.is_empty() {
            table style="border-collapse:collapse;width:100%" {
                @for (name, value) in &words.facts {
                    tr { th scope="row" style={ (CELL) ";font-weight:400" } { (name) } td style=(NUMBER) { (value) } }
                }
            }
        }
    }
}

/// The last weeks as a small table: the picture says the same to those who see it.
fn trend(words: &Words) -> Markup {
    markup! {
        @if !words.trend.is_empty() {
            h2 style="margin:20px 0 4px;font-size:15px" { (words.trend_name) }
            table style="border-collapse:collapse;width:100%;font-size:12px" {
                tr { @for (week, _) in &words.trend {
                    th scope="col" style="padding:2px 4px;text-align:right;font-weight:400;color:#4a5a68" { (week) }
                } }
                tr { @for (_, value) in &words.trend {
                    td style="padding:2px 4px;text-align:right;font-weight:600" { (value) }
                } }
            }
        }
    }
}

fn items(words: &Words) -> Markup {
    markup! {
        h2 style="margin:20px 0 4px;font-size:15px" { (words.items_name) }
        table style="border-collapse:collapse;width:100%" {
            @for item in &words.items {
                tr { td style={ (CELL) ";white-space:nowrap" } { (label(item)) } td style=(CELL) { (item.title) } td style=(NUMBER) { (item.value) } }
            }
        }
    }
}

fn label(item: &Item) -> Markup {
    markup! {
        @match &item.href {
            Some(href) => { a href=(href) style="color:#0b5c8f" { (item.label) } }
            None => { (item.label) }
        }
    }
}
