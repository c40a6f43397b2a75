//! A program that takes JSON: the model's words, signed.
//!
//! Headers: `Plimsoll-Event` (transition, reminder, digest or test), `Plimsoll-Delivery` (the same for the same message,
//! however often it is sent), and with a secret `Plimsoll-Signature: t=<seconds>,v1=<hex>`, where the hex is the
//! HMAC-SHA256 of `<seconds>.<body>`. A receiver checks the signature and that the seconds are about now.

use super::secret::Secret;
use super::{Failure, Letter, http};
use anyhow::Result;
use hmac::{Hmac, KeyInit, Mac};
use model::config::{SecretPlace, UrlPlace};
use reports::messages::Words;
use serde_json::{Value, json};
use sha2::Sha256;
use std::fmt::Write as _;
use std::path::Path;

/// A receiver of JSON.
#[derive(Debug)]
pub(crate) struct Webhook {
    url: Secret,
    secret: Option<Secret>,
    client: reqwest::Client,
}

impl Webhook {
    pub(super) fn open(
        url: &UrlPlace,
        secret: Option<&SecretPlace>,
        ca_file: Option<&Path>,
        beside: &Path,
    ) -> Result<Self> {
        let ca_file = ca_file.map(|path| beside.join(path));
        Ok(Self {
            url: match url {
                UrlPlace::Plain(url) => Secret::plain(url),
                UrlPlace::Secret(place) => Secret::read(place, beside)?,
            },
            secret: secret.map(|place| Secret::read(place, beside)).transpose()?,
            client: http::client(ca_file.as_deref())?,
        })
    }

    pub(super) async fn send(&self, letter: &Letter) -> Result<(), Failure> {
        let body = payload(letter).to_string();
        let mut request = self
            .client
            .post(self.url.reveal())
            .header("Content-Type", "application/json")
            .header("Plimsoll-Event", letter.notice.kind().word())
            .header("Plimsoll-Delivery", &letter.id);
        if let Some(secret) = &self.secret {
            let signature = signature(secret, letter.now.timestamp(), &body);
            request = request.header("Plimsoll-Signature", signature);
        }
        http::send(request.body(body)).await
    }

    pub(super) fn peer(&self) -> Option<(String, u16)> {
        http::peer(self.url.reveal())
    }
}

/// The message for a program.
fn payload(letter: &Letter) -> Value {
    let words = &letter.message.words;
    json!({
        "id": letter.id,
        "event": letter.notice.kind().word(),
        "sent_at": letter.now.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
        "language": words.language.code(),
        "subject": words.subject,
        "summary": words.summary,
        "notice": letter.notice,
        "owner": letter.owner,
        "tribe": letter.tribe,
        "trend": pairs(words),
        "tickets": words.items.iter().map(|item| json!({
            "key": item.label, "title": item.title, "value": item.value, "url": item.href,
        })).collect::<Vec<_>>(),
        "what_to_do": words.action,
        "url": words.link.as_ref().map(|(_, href)| href),
    })
}

fn pairs(words: &Words) -> Vec<Value> {
    let weeks = words.trend.iter();
    weeks
        .map(|(week, value)| json!({ "week": week, "value": value }))
        .collect()
}

fn signature(secret: &Secret, seconds: i64, body: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.reveal().as_bytes())
        .unwrap_or_else(|_| unreachable!("HMAC takes keys of any length"));
    mac.update(format!("{seconds}.{body}").as_bytes());
    let code = mac.finalize().into_bytes();
    let hex = code.iter().fold(String::new(), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    format!("t={seconds},v1={hex}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_what_openssl_says() {
        // printf '1767225600.{}' | openssl dgst -sha256 -hmac key
        assert_eq!(
            signature(&Secret::plain("key"), 1_767_225_600, "{}"),
            "t=1767225600,v1=df344de429b8ee672e1863e0008fdbd0080000536fbccdf0e4f89846acbbe872"
        );
    }
}
