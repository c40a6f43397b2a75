//! Microsoft Teams: an Adaptive Card for a workflow's webhook.
//! <https://learn.microsoft.com/power-automate/teams/send-a-message-in-teams>

use reports::messages::Words;
use serde_json::{Value, json};

/// The words as a card.
pub(super) fn payload(words: &Words) -> Value {
    let mut body = vec![
        json!({ "type": "TextBlock", "text": literal(&words.title), "size": "large", "weight": "bolder", "wrap": true, "style": "heading" }),
        block(&words.summary),
    ];
    body.extend(facts(&words.facts));
    if !words.trend.is_empty() {
        body.push(heading(&words.trend_name));
        body.extend(facts(&words.trend));
    }
    if !words.items.is_empty() {
        body.push(heading(&words.items_name));
        body.extend(words.items.iter().map(|item| {
            let label = match &item.href {
                Some(href) => format!("[{}]({href})", literal(&item.label)),
                None => literal(&item.label),
            };
            let text = format!("{label} {} — **{}**", literal(&item.title), literal(&item.value));
            json!({ "type": "TextBlock", "text": text, "wrap": true, "spacing": "small" })
        }));
    }
    if let Some(action) = &words.action {
        body.push(heading(&words.action_name));
        body.push(block(action));
    }
    body.extend(words.rule.iter().chain([&words.footer]).map(|text| {
        json!({ "type": "TextBlock", "text": literal(text), "wrap": true, "isSubtle": true, "size": "small" })
    }));
    let actions: Vec<_> = words
        .link
        .iter()
        .map(|(label, href)| json!({ "type": "Action.OpenUrl", "title": label, "url": href }))
        .collect();
    let card = json!({
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "lang": words.language.code(),
        "fallbackText": words.subject,
        "body": body,
        "actions": actions,
    });
    let attachment = json!({ "contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": null, "content": card });
    json!({ "type": "message", "summary": words.subject, "attachments": [attachment] })
}

fn block(text: &str) -> Value {
    json!({ "type": "TextBlock", "text": literal(text), "wrap": true })
}

fn heading(text: &str) -> Value {
    json!({ "type": "TextBlock", "text": literal(text), "wrap": true, "weight": "bolder" })
}

fn facts(pairs: &[(String, String)]) -> Option<Value> {
    let facts: Vec<_> = pairs
        .iter()
        .map(|(name, value)| json!({ "title": name, "value": value }))
        .collect();
    (!facts.is_empty()).then(|| json!({ "type": "FactSet", "facts": facts }))
}

/// A text without Markdown's marks, which a ticket's title can hold.
fn literal(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(letter, '\\' | '*' | '_' | '[' | ']' | '`') {
            plain.push('\\');
        }
        plain.push(letter);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_no_markdown() {
        assert_eq!(literal("[x](y) *b*"), "\\[x\\](y) \\*b\\*");
    }
}
