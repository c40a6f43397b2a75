//! Prometheus' Alertmanager, by version 2 of its API: `POST /api/v2/alerts`.
//! <https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml>
//!
//! Alertmanager knows an alert by its labels, and ends one whose `endsAt` has passed. So a raised alert is posted with an
//! end some minutes ahead (`hold_minutes`) and posted again before it; one that is over is posted with its end now. All
//! of it can be said any number of times: Alertmanager tells its receivers once.

use super::secret::Secret;
use super::{Failure, Letter, http};
use anyhow::Result;
use chrono::{DateTime, Duration, Utc};
use model::alert::AlertStatus;
use model::config::Credentials;
use model::notice::Notice;
use serde_json::{Map, Value, json};
use std::path::Path;

/// An Alertmanager.
#[derive(Debug)]
pub(crate) struct Alertmanager {
    url: String,
    credentials: Option<(Option<String>, Secret)>,
    hold: Duration,
    client: reqwest::Client,
}

impl Alertmanager {
    pub(super) fn open(
        url: &str,
        credentials: Option<&Credentials>,
        ca_file: Option<&Path>,
        hold_minutes: u32,
        beside: &Path,
    ) -> Result<Self> {
        let credentials = match credentials {
            None => None,
            Some(Credentials::Bearer(place)) => Some((None, Secret::read(place, beside)?)),
            Some(Credentials::Basic(name, place)) => Some((Some(name.clone()), Secret::read(place, beside)?)),
        };
        let ca_file = ca_file.map(|path| beside.join(path));
        Ok(Self {
            url: format!("{}/api/v2/alerts", url.trim_end_matches('/')),
            credentials,
            hold: Duration::minutes(i64::from(hold_minutes)),
            client: http::client(ca_file.as_deref())?,
        })
    }

    /// Posts what a letter is about.
    pub(super) async fn send(&self, letter: &Letter) -> Result<(), Failure> {
        self.repeat(std::slice::from_ref(letter)).await
    }

    /// Posts what some letters are about: a sample ends soon, and a digest says nothing that is not there already.
    pub(super) async fn repeat(&self, letters: &[Letter]) -> Result<(), Failure> {
        let alerts = letters.iter().filter_map(|letter| match &letter.notice {
            Notice::Digest(_) => None,
            Notice::Test => Some(sample(letter)),
            Notice::Transition(_) | Notice::Reminder(_) => {
                letter.notice.status().map(|status| self.alert(status, letter))
            }
        });
        let alerts: Vec<_> = alerts.collect();
        match alerts.is_empty() {
            true => Ok(()),
            false => self.post(&alerts.into()).await,
        }
    }

    async fn post(&self, alerts: &Value) -> Result<(), Failure> {
        let request = self.client.post(&self.url).json(alerts);
        let request = match &self.credentials {
            None => request,
            Some((None, token)) => request.bearer_auth(token.reveal()),
            Some((Some(name), password)) => request.basic_auth(name, Some(password.reveal())),
        };
        http::send(request).await
    }

    pub(super) fn peer(&self) -> Option<(String, u16)> {
        http::peer(&self.url)
    }

    fn alert(&self, status: &AlertStatus, letter: &Letter) -> Value {
        let words = &letter.message.words;
        let since = status.since.unwrap_or(status.through);
        let ends = match status.state.is_raised() {
            true => letter.now + self.hold,
            false => letter.now,
        };
        json!({
            "labels": labels(status, letter),
            "annotations": {
                "summary": words.title,
                "description": reports::messages::text(words),
            },
            // A spell began with its first week; Alertmanager wants the beginning before the end.
            "startsAt": instant(since.monday().and_time(chrono::NaiveTime::MIN).and_utc().min(ends)),
            "endsAt": instant(ends),
            "generatorURL": words.link.as_ref().map_or("", |(_, href)| href),
        })
    }
}

fn sample(letter: &Letter) -> Value {
    let words = &letter.message.words;
    json!({
        "labels": { "alertname": "plimsoll_test", "severity": "none", "service": "plimsoll" },
        "annotations": { "summary": words.title, "description": words.summary },
        "startsAt": instant(letter.now),
        "endsAt": instant(letter.now + Duration::minutes(1)),
    })
}

/// What an alert is known by. They never change while it lasts.
fn labels(status: &AlertStatus, letter: &Letter) -> Value {
    let mut labels = Map::new();
    let mut put = |name: &str, value: &str| {
        if !value.is_empty() {
            labels.insert(name.to_owned(), value.into());
        }
    };
    put("alertname", status.metric.word());
    put("rule", status.rule.as_str());
    put("scope", status.subject.scope.word());
    put("subject", &status.subject.key);
    put("severity", status.severity.word());
    put("service", "plimsoll");
    put("owner", letter.owner.as_deref().unwrap_or_default());
    put("tribe", letter.tribe.as_deref().unwrap_or_default());
    labels.into()
}

fn instant(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}
