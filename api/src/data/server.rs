//! The server itself: whether it lives, whether it can answer, what it measures, and the description of its API.

use crate::access::Resource;
use crate::error::ApiError;
use crate::guard::Visit;
use crate::metrics::{DataMetrics, OfSource};
use crate::routes::{Endpoint, Gives, Routes};
use axum::http::header;
use axum::response::IntoResponse;
use model::analyst::AnalystError;

pub(crate) fn router() -> Routes {
    Routes::new()
        .add(
            Endpoint::get("/healthz", Resource::Health, "The server lives.", Gives::Text),
            async |_: Visit| "alive\n",
        )
        .add(
            Endpoint::get(
                "/readyz",
                Resource::Health,
                "The server can answer: its store does.",
                Gives::Text,
            ),
            ready,
        )
        .add(
            Endpoint::get(
                "/metrics",
                Resource::Metrics,
                "Measurements for Prometheus (OpenMetrics).",
                Gives::Text,
            ),
            metrics,
        )
        .add(
            Endpoint::get(
                "/api/openapi.json",
                Resource::Description,
                "This description.",
                Gives::Object(&[("openapi", "The version of OpenAPI."), ("paths", "Every route.")]),
            ),
            async |visit: Visit| {
                (
                    [(header::CONTENT_TYPE, "application/json")],
                    visit.app.openapi.clone(),
                )
            },
        )
}

async fn ready(visit: Visit) -> Result<&'static str, ApiError> {
    let app = &visit.app;
    app.store().ping().await.map_err(|error| {
        tracing::warn!(%error, "the store does not answer");
        ApiError::Unavailable("the store does not answer".to_owned())
    })?;
    // Without figures there is nothing to show, yet everything works; unreadable figures are something else.
    let figures = app.ask(|analyst| match analyst.snapshot() {
        Err(AnalystError::NothingYet) => Ok(()),
        other => other.map(|_| ()),
    });
    figures
        .await
        .map_err(|_| ApiError::Unavailable("the figures cannot be read".to_owned()))?;
    Ok("ready\n")
}

async fn metrics(visit: Visit) -> Result<impl IntoResponse, ApiError> {
    let app = &visit.app;
    let now = app.now();
    let snapshot = app.ask(|analyst| match analyst.snapshot() {
        Err(AnalystError::NothingYet) => Ok(None),
        other => other.map(Some),
    });
    let snapshot = snapshot.await?;
    let sources = app.store().source_statuses().await?;
    let age = |source: &store::SourceStatus| {
        let label = OfSource {
            source: source.source.to_string(),
        };
        source.last_success_at.map(|at| (label, (now - at).num_seconds()))
    };
    let data = DataMetrics {
        data_version: app.store().data_version().await?,
        snapshot_age_seconds: snapshot.map(|snapshot| (now - snapshot.refreshed_at).num_seconds()),
        source_age_seconds: sources.iter().filter_map(age).collect(),
    };
    let text = app
        .metrics
        .text(&data)
        .map_err(|error| ApiError::internal("metrics cannot be written", error))?;
    Ok((
        [(
            header::CONTENT_TYPE,
            "application/openmetrics-text; version=1.0.0; charset=utf-8",
        )],
        text,
    ))
}
