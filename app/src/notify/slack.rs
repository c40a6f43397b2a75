//! Slack's incoming webhooks: blocks, with the subject as the text of lists and notifications.
//! <https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks>

use reports::messages::Words;
use serde_json::{Value, json};

/// The longest text of a section, in characters.
const LONGEST: usize = 3_000;
/// The most fields a section may have.
const FIELDS: usize = 10;

/// The words as blocks.
pub(super) fn payload(words: &Words) -> Value {
    let mut blocks = vec![
        json!({ "type": "header", "text": plain(&words.title, 150) }),
        section(&escaped(&words.summary)),
    ];
    let fields: Vec<_> = words
        .facts
        .iter()
        .take(FIELDS)
        .map(|(name, value)| markdown(&format!("*{}*\n{}", escaped(name), escaped(value))))
        .collect();
    if !fields.is_empty() {
        blocks.push(json!({ "type": "section", "fields": fields }));
    }
    if !words.trend.is_empty() {
        let weeks = words.trend.iter().map(|(week, value)| format!("{week}: {value}"));
        let weeks = weeks.collect::<Vec<_>>().join(" · ");
        blocks.push(section(&format!(
            "*{}*\n{}",
            escaped(&words.trend_name),
            escaped(&weeks)
        )));
    }
    if !words.items.is_empty() {
        let lines = words.items.iter().map(|item| {
            let label = match &item.href {
                Some(href) => format!("<{}|{}>", escaped(href), escaped(&item.label)),
                None => escaped(&item.label),
            };
            format!("• {label} {} — *{}*", escaped(&item.title), escaped(&item.value))
        });
        let lines = lines.collect::<Vec<_>>().join("\n");
        blocks.push(section(&format!("*{}*\n{lines}", escaped(&words.items_name))));
    }
    if let Some(action) = &words.action {
        blocks.push(section(&format!(
            "*{}* {}",
            escaped(&words.action_name),
            escaped(action)
        )));
    }
    if let Some((label, href)) = &words.link {
        let button = json!({ "type": "button", "text": plain(label, 75), "url": href });
        blocks.push(json!({ "type": "actions", "elements": [button] }));
    }
    let small: Vec<_> = words
        .rule
        .iter()
        .chain([&words.footer])
        .map(|text| markdown(&escaped(text)))
        .collect();
    blocks.push(json!({ "type": "context", "elements": small }));
    json!({ "text": escaped(&words.subject), "blocks": blocks })
}

fn section(text: &str) -> Value {
    json!({ "type": "section", "text": markdown(text) })
}

fn markdown(text: &str) -> Value {
    json!({ "type": "mrkdwn", "text": cut(text, LONGEST) })
}

fn plain(text: &str, longest: usize) -> Value {
    json!({ "type": "plain_text", "text": cut(text, longest) })
}

fn cut(text: &str, longest: usize) -> String {
    match text.chars().count() > longest {
        true => text.chars().take(longest - 1).chain(['…']).collect(),
        false => text.to_owned(),
    }
}

/// Slack's three marks that begin a link or an entity.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_cannot_make_links_and_long_ones_are_cut() {
        assert_eq!(escaped("<!channel> & co"), "&lt;!channel&gt; &amp; co");
        assert_eq!(cut("abcdef", 4), "abc…");
        assert_eq!(cut("abcd", 4), "abcd");
    }
}
