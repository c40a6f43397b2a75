//! A message as plain text, for readers of mail without pictures and for screen readers.

use super::Words;
use std::fmt::Write as _;

/// The message as plain text: a paragraph a part, lines of any length.
#[must_use]
pub fn text(words: &Words) -> String {
    let mut text = format!("{}\n\n{}\n", words.title, words.summary);
    let mut part = |heading: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            // Writing to a string cannot fail.
            let _ = write!(text, "\n{heading}\n");
            for line in lines {
                let _ = writeln!(text, "{line}");
            }
        }
    };
    let pair = |(name, value): &(String, String)| format!("  {name}: {value}");
    part("", words.facts.iter().map(pair).collect());
    part("", words.rule.iter().cloned().collect());
    part(&words.trend_name, words.trend.iter().map(pair).collect());
    let items = words.items.iter().map(|item| {
        let href = item
            .href
            .as_ref()
            .map(|href| format!("\n    {href}"))
            .unwrap_or_default();
        format!("  {}  {}  {}{href}", item.label, item.title, item.value)
    });
    part(&words.items_name, items.collect());
    if let Some(action) = &words.action {
        part(&words.action_name, vec![action.clone()]);
    }
    if let Some((label, href)) = &words.link {
        part("", vec![format!("{label}: {href}")]);
    }
    part("--", vec![words.footer.clone()]);
    text
}
