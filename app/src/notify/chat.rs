//! A chat's incoming webhook: its address is its secret. What a message looks like, each chat's own file says.

use super::secret::Secret;
use super::{Failure, Letter, http};
use anyhow::Result;
use model::config::SecretPlace;
use reports::messages::Words;
use serde_json::Value;
use std::path::Path;

/// A channel of a chat.
#[derive(Debug)]
pub(crate) struct Chat {
    url: Secret,
    client: reqwest::Client,
    payload: fn(&Words) -> Value,
}

impl Chat {
    /// Reads the address. `payload` lays words out as the chat wants them.
    pub(super) fn open(url: &SecretPlace, beside: &Path, payload: fn(&Words) -> Value) -> Result<Self> {
        Ok(Self {
            url: Secret::read(url, beside)?,
            client: http::client(None)?,
            payload,
        })
    }

    pub(super) async fn send(&self, letter: &Letter) -> Result<(), Failure> {
        let body = (self.payload)(&letter.message.words);
        http::send(self.client.post(self.url.reveal()).json(&body)).await
    }

    pub(super) fn peer(&self) -> Option<(String, u16)> {
        http::peer(self.url.reveal())
    }
}
