//! Slack and Teams: what they are sent has the shape their documentation asks for.

use super::receiver::Receiver;
use super::{RAISED, done, harbour};
use serde_json::Value;

fn told(kind: &str, more: &str) -> Value {
    let receiver = Receiver::start(Vec::new());
    let place = harbour(&format!(
        "[[channels]]\nid = \"chat\"\nkind = \"{kind}\"\nurl_env = \"CHAT_URL\"\n{more}"
    ));
    let url = receiver.url("/services/hidden-word");
    done(&place, RAISED, "refresh", &[("CHAT_URL", &url)]);
    let got = receiver.got();
    assert_eq!(got.len(), 1);
    assert_eq!(got[0].path, "/services/hidden-word");
    let listed = done(&place, RAISED, "notify list", &[]);
    assert!(!listed.contains("hidden-word"), "{listed}");
    got[0].json()
}

#[test]
fn slack_gets_blocks_with_a_text_for_lists() {
    let message = told("slack", "");
    assert!(message["text"].as_str().unwrap().contains("Crane crew"));
    let blocks = message["blocks"].as_array().unwrap();
    assert!(blocks.len() <= 50 && blocks.len() >= 5, "{message}");
    for block in blocks {
        let kind = block["type"].as_str().unwrap();
        match kind {
            "header" => {
                assert_eq!(block["text"]["type"], "plain_text");
                assert!(block["text"]["text"].as_str().unwrap().chars().count() <= 150);
            }
            "section" => {
                let texts = block["fields"]
                    .as_array()
                    .cloned()
                    .unwrap_or_else(|| vec![block["text"].clone()]);
                assert!(!texts.is_empty() && texts.len() <= 10);
                for text in texts {
                    assert_eq!(text["type"], "mrkdwn");
                    assert!(text["text"].as_str().unwrap().chars().count() <= 3000);
                }
            }
            "actions" => assert!(
                block["elements"][0]["url"]
                    .as_str()
                    .unwrap()
                    .starts_with("https://plimsoll.")
            ),
            "context" => assert!(!block["elements"].as_array().unwrap().is_empty()),
            other => panic!("Slack knows no block {other}"),
        }
    }
    let all = message.to_string();
    assert!(all.contains("CRANE-Bug-3") && all.contains("2026-W05"), "{all}");
}

#[test]
fn teams_gets_an_adaptive_card_in_french() {
    let message = told("teams", "language = \"fr\"\n");
    assert_eq!(message["type"], "message");
    let attachment = &message["attachments"][0];
    assert_eq!(
        attachment["contentType"],
        "application/vnd.microsoft.card.adaptive"
    );
    let card = &attachment["content"];
    assert_eq!(
        (card["type"].as_str(), card["version"].as_str()),
        (Some("AdaptiveCard"), Some("1.4"))
    );
    for element in card["body"].as_array().unwrap() {
        match element["type"].as_str().unwrap() {
            "TextBlock" => assert!(!element["text"].as_str().unwrap().is_empty()),
            "FactSet" => {
                for fact in element["facts"].as_array().unwrap() {
                    assert!(fact["title"].is_string() && fact["value"].is_string());
                }
            }
            other => panic!("no card of ours has {other}"),
        }
    }
    assert_eq!(card["actions"][0]["type"], "Action.OpenUrl");
    assert!(
        message["summary"]
            .as_str()
            .unwrap()
            .contains("Part de maintenance"),
        "{message}"
    );
}
