//! `/api/v1/alerts/{id}/ack|silence`, `/api/v1/silences` and `/api/v1/alerts/rules`: people take alerts, or want to hear
//! nothing of them for a while (section 10 of the book). Who may is in the access table; of whom, in their scope.

use super::body;
use crate::access::Resource;
use crate::error::ApiError;
use crate::guard::{Visit, VisitParts};
use crate::routes::{Endpoint, Gives, Routes};
use crate::tables::instant;
use axum::Json;
use axum::extract::Path;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;
use chrono::{DateTime, TimeDelta, Utc};
use model::alert::{Acknowledgement, AlertStatus, Silence};
use model::config::EffectiveRule;
use serde::Deserialize;
use serde_json::{Value, json};

/// The longest anything is kept quiet, in hours: four weeks.
const LONGEST_HOURS: u32 = 4 * 7 * 24;
/// How long an acknowledgement holds, and a silence, if nobody says.
const USUAL_HOURS: u32 = 7 * 24;
/// The longest note or reason.
const LONGEST_TEXT: usize = 500;

const ACK: &[(&str, &str)] = &[
    ("note", "What there is to say; may be left out."),
    (
        "hours",
        "After how many hours it expires: 1 to 672; 168 if left out.",
    ),
];
const SILENCE: &[(&str, &str)] = &[
    ("reason", "Why."),
    (
        "hours",
        "After how many hours it ends: 1 to 672; 168 if left out.",
    ),
];

pub(crate) fn router() -> Routes {
    let until = Gives::Object(&[("until", "Until when it holds.")]);
    let silenced = Gives::Object(&[
        ("id", "The number of the silence, to end it."),
        ("until", "Until when it holds."),
    ]);
    let list = Gives::Object(&[(
        "silences",
        "Silences that hold: id, rule, scope, subject, tribe, author, reason, from when and until when.",
    )]);
    let rules = Gives::Object(&[(
        "rules",
        "The rules, where each comes from, and whether it is asked.",
    )]);
    Routes::new()
        .add(
            Endpoint::post(
                "/api/v1/alerts/{id}/ack",
                Resource::Hush,
                "Takes an alert: rule.scope.subject.",
                until,
            )
            .reads(ACK),
            acknowledge,
        )
        .add(
            Endpoint::post(
                "/api/v1/alerts/{id}/silence",
                Resource::Hush,
                "Silences an alert.",
                silenced,
            )
            .reads(SILENCE),
            silence,
        )
        .add(
            Endpoint::get("/api/v1/silences", Resource::Alerts, "Silences that hold.", list),
            silences,
        )
        .add(
            Endpoint::delete("/api/v1/silences/{id}", Resource::Hush, "Ends a silence."),
            unsilence,
        )
        .add(
            Endpoint::get(
                "/api/v1/alerts/rules",
                Resource::Alerts,
                "The alert rules in force.",
                rules,
            ),
            effective,
        )
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AckAsked {
    #[serde(default)]
    note: String,
    hours: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SilenceAsked {
    reason: String,
    hours: Option<u32>,
}

async fn acknowledge(
    visit: Visit,
    Path(id): Path<String>,
    asked: Result<Json<AckAsked>, JsonRejection>,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    let asked = body(asked)?;
    let until = take(&visit, &id, asked.note, asked.hours).await?;
    Ok((StatusCode::CREATED, Json(json!({ "until": instant(until) }))))
}

async fn silence(
    visit: Visit,
    Path(id): Path<String>,
    asked: Result<Json<SilenceAsked>, JsonRejection>,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    let asked = body(asked)?;
    let (number, until) = hush(&visit, &id, asked.reason, asked.hours).await?;
    let made = json!({ "id": number, "until": instant(until) });
    Ok((StatusCode::CREATED, Json(made)))
}

/// Acknowledges an alert that the viewer sees; until when it holds.
pub(crate) async fn take(
    visit: &VisitParts,
    id: &str,
    note: String,
    hours: Option<u32>,
) -> Result<DateTime<Utc>, ApiError> {
    check_text("note", &note)?;
    let status = seen(visit, id).await?;
    if !status.state.is_raised() {
        return Err(ApiError::Conflict(format!(
            "alert {id} is {}: only a raised one can be acknowledged",
            status.state
        )));
    }
    let now = visit.app.now();
    let given = Acknowledgement {
        rule: status.rule,
        subject: status.subject,
        since: status.since,
        author: author(visit),
        note,
        at: now,
        expires_at: until(now, hours)?,
    };
    visit.app.store().acknowledge_alert(&given).await?;
    tracing::info!(alert = id, by = given.author, "an alert was acknowledged");
    Ok(given.expires_at)
}

/// Silences an alert that the viewer sees: the silence's number, and until when it holds.
pub(crate) async fn hush(
    visit: &VisitParts,
    id: &str,
    reason: String,
    hours: Option<u32>,
) -> Result<(i64, DateTime<Utc>), ApiError> {
    if reason.trim().is_empty() {
        return Err(ApiError::BadRequest(
            "reason is empty: say why nobody is to be told".to_owned(),
        ));
    }
    check_text("reason", &reason)?;
    let status = seen(visit, id).await?;
    let now = visit.app.now();
    let silence = Silence {
        id: 0,
        rule: Some(status.rule),
        subject: Some(status.subject),
        tribe: None,
        author: author(visit),
        reason,
        created_at: now,
        ends_at: until(now, hours)?,
        ended: None,
    };
    let number = visit.app.store().silence_alerts(&silence).await?;
    tracing::info!(
        alert = id,
        silence = number,
        by = silence.author,
        "an alert was silenced"
    );
    Ok((number, silence.ends_at))
}

async fn silences(visit: Visit) -> Result<Json<Value>, ApiError> {
    let sight = visit.sight();
    let held = held(&visit).await?;
    let shown: Vec<_> = held
        .iter()
        .filter(|silence| {
            silence
                .subject
                .as_ref()
                .is_none_or(|subject| sight.alert(subject))
        })
        .filter(|silence| silence.tribe.as_ref().is_none_or(|tribe| sight.tribe(tribe)))
        .map(described)
        .collect();
    Ok(Json(json!({ "silences": shown })))
}

async fn unsilence(visit: Visit, Path(id): Path<i64>) -> Result<StatusCode, ApiError> {
    end(&visit, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends a silence of what the viewer sees; one that is about more is for those who see everything.
pub(crate) async fn end(visit: &VisitParts, id: i64) -> Result<(), ApiError> {
    let none = || ApiError::NotFound(format!("there is no silence {id} that still holds"));
    let held = held(visit).await?;
    let silence = held.iter().find(|silence| silence.id == id).ok_or_else(none)?;
    let sight = visit.sight();
    let is_seen = silence
        .subject
        .as_ref()
        .is_some_and(|subject| sight.alert(subject));
    if !is_seen && !sight.is_everything() {
        return Err(none());
    }
    let by = author(visit);
    if !visit.app.store().end_silence(id, visit.app.now(), &by).await? {
        return Err(none());
    }
    tracing::info!(silence = id, by, "a silence was ended");
    Ok(())
}

async fn effective(visit: Visit) -> Result<Json<Value>, ApiError> {
    let rules = visit.app.config().effective_rules();
    let described = rules.iter().map(|effective: &EffectiveRule| {
        json!({ "rule": effective.rule, "origin": effective.origin, "enabled": effective.enabled })
    });
    Ok(Json(json!({ "rules": described.collect::<Vec<_>>() })))
}

async fn held(visit: &VisitParts) -> Result<Vec<Silence>, ApiError> {
    let now = visit.app.now();
    let mut silences = visit.app.store().silences(now).await?;
    silences.retain(|silence| silence.holds(now));
    Ok(silences)
}

fn described(silence: &Silence) -> Value {
    let subject = silence.subject.as_ref();
    json!({
        "id": silence.id,
        "rule": silence.rule,
        "scope": subject.map(|subject| subject.scope),
        "subject": subject.map(|subject| subject.key.as_str()),
        "tribe": silence.tribe,
        "author": silence.author,
        "reason": silence.reason,
        "from": instant(silence.created_at),
        "until": instant(silence.ends_at),
    })
}

/// The alert of an id, if the viewer sees it; whether there is one they do not see is not told.
async fn seen(visit: &VisitParts, id: &str) -> Result<AlertStatus, ApiError> {
    let sight = visit.sight();
    let statuses = visit.app.store().alert_statuses().await?;
    statuses
        .into_iter()
        .find(|status| status.id() == id && sight.alert(&status.subject))
        .ok_or_else(|| no_alert(id))
}

/// There is no such alert, or none that the viewer sees.
pub(super) fn no_alert(id: &str) -> ApiError {
    ApiError::NotFound(format!(
        "there is no alert {id}: write rule.scope.subject, as /api/v1/alerts lists them"
    ))
}

fn author(visit: &VisitParts) -> String {
    visit
        .viewer
        .as_ref()
        .map_or_else(String::new, |viewer| viewer.name.clone())
}

fn until(now: DateTime<Utc>, hours: Option<u32>) -> Result<DateTime<Utc>, ApiError> {
    let hours = hours.unwrap_or(USUAL_HOURS);
    if !(1..=LONGEST_HOURS).contains(&hours) {
        return Err(ApiError::BadRequest(format!(
            "hours {hours}: use 1 to {LONGEST_HOURS}"
        )));
    }
    Ok(now + TimeDelta::hours(i64::from(hours)))
}

fn check_text(what: &str, text: &str) -> Result<(), ApiError> {
    if text.chars().count() > LONGEST_TEXT {
        return Err(ApiError::BadRequest(format!(
            "{what} is longer than {LONGEST_TEXT} characters: shorten it"
        )));
    }
    Ok(())
}
