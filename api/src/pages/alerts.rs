//! `/alerts`: what is wrong now, and what changed when.

use crate::access::{Grant, Resource};
use crate::data::alerts::seen_with_quiet;
use crate::data::hush;
use crate::error::ApiError;
use crate::guard::{Visit, forms};
use crate::routes::{Endpoint, Gives, Routes};
use crate::views;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, Path};
use axum::response::{Html, Redirect};
use serde::Deserialize;
use std::collections::VecDeque;

/// Changes shown, the latest.
const SHOWN: usize = 200;
/// Changes read at once.
const STEP: usize = 1000;

const CSRF: (&str, &str) = ("csrf", "The token of the form.");
const NOTE: (&str, &str) = ("note", "What there is to say.");
const REASON: (&str, &str) = ("reason", "Why.");
const HOURS: (&str, &str) = ("hours", "For how many hours, 1 to 672; a week if left out.");

pub(crate) fn router() -> Routes {
    let endpoint = Endpoint::get(
        "/alerts",
        Resource::Alerts,
        "Alerts and their history.",
        Gives::Page,
    );
    Routes::new()
        .add(endpoint, alerts)
        .add(
            post("/alerts/{id}/ack", "Takes an alert, from its form.").reads(const { &[CSRF, NOTE, HOURS] }),
            take,
        )
        .add(
            post("/alerts/{id}/silence", "Silences an alert, from its form.")
                .reads(const { &[CSRF, REASON, HOURS] }),
            silence,
        )
        .add(
            post("/alerts/silences/{id}/end", "Ends a silence, from its form.").reads(const { &[CSRF] }),
            unsilence,
        )
}

fn post(path: &'static str, summary: &'static str) -> Endpoint {
    Endpoint::post(path, Resource::Hush, summary, Gives::Redirect)
}

/// What the forms of the page send.
#[derive(Deserialize)]
struct Sent {
    #[serde(default)]
    csrf: String,
    #[serde(default)]
    note: String,
    #[serde(default)]
    reason: String,
    hours: Option<u32>,
}

/// A form that this page gave to this session.
fn read(visit: &Visit, sent: Result<Form<Sent>, FormRejection>) -> Result<Sent, ApiError> {
    let Form(sent) =
        sent.map_err(|_| ApiError::BadRequest("the form is not complete: load the page again".to_owned()))?;
    if let Some(secret) = &visit.session {
        forms::check(Some(secret), Some(&sent.csrf))?;
    }
    Ok(sent)
}

async fn take(
    visit: Visit,
    Path(id): Path<String>,
    sent: Result<Form<Sent>, FormRejection>,
) -> Result<Redirect, ApiError> {
    let sent = read(&visit, sent)?;
    hush::take(&visit, &id, sent.note, sent.hours).await?;
    Ok(Redirect::to("/alerts"))
}

async fn silence(
    visit: Visit,
    Path(id): Path<String>,
    sent: Result<Form<Sent>, FormRejection>,
) -> Result<Redirect, ApiError> {
    let sent = read(&visit, sent)?;
    hush::hush(&visit, &id, sent.reason, sent.hours).await?;
    Ok(Redirect::to("/alerts"))
}

async fn unsilence(
    visit: Visit,
    Path(id): Path<i64>,
    sent: Result<Form<Sent>, FormRejection>,
) -> Result<Redirect, ApiError> {
    read(&visit, sent)?;
    hush::end(&visit, id).await?;
    Ok(Redirect::to("/alerts"))
}

async fn alerts(visit: Visit) -> Result<Html<String>, ApiError> {
    let app = &visit.app;
    let basis = views::context::basis(app).await?;
    let sight = visit.sight();
    let mut latest = VecDeque::new();
    let mut after = 0;
    loop {
        let part = app.store().alert_history(after, STEP).await?;
        let is_last = part.len() < STEP;
        for (id, change) in part {
            after = id;
            if sight.alert(&change.status.subject) {
                latest.push_back(change);
                if latest.len() > SHOWN {
                    latest.pop_front();
                }
            }
        }
        if is_last {
            break;
        }
    }
    let may_hush = visit.grant_of(Resource::Hush) != Grant::No;
    let alerts = seen_with_quiet(&visit).await?;
    let view = views::alerts::view(app, &alerts, latest.make_contiguous(), may_hush);
    Ok(Html(reports::pages::alerts::render(
        &view,
        &basis.context(&visit),
    )))
}
