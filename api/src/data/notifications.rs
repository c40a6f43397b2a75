//! `/api/v1/notifications`: messages about alerts, and what became of them (section 10 of the book).

use crate::access::Resource;
use crate::answer::{Form, TableAnswer};
use crate::error::ApiError;
use crate::guard::{Visit, VisitParts};
use crate::parameters::{DELIVERIES, FORMAT, PAGING};
use crate::routes::{Endpoint, Gives, Routes};
use crate::tables;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use model::notice::DeliveryState;
use serde_json::json;

pub(crate) fn router() -> Routes {
    let list = Endpoint::get(
        "/api/v1/notifications",
        Resource::Notifications,
        "Messages about alerts and what became of them, latest first.",
        Gives::Table(tables::deliveries::columns, true),
    );
    let again = Endpoint::post(
        "/api/v1/notifications/{id}/requeue",
        Resource::Notifications,
        "Lets a message that was given up be tried again.",
        Gives::Nothing,
    );
    Routes::new()
        .add(list.takes(&[DELIVERIES, PAGING, FORMAT]), notifications)
        .add(again, requeue)
}

async fn notifications(visit: Visit) -> Result<Response, ApiError> {
    let form = Form::of(&visit)?;
    let before: i64 = visit.asked.parsed("cursor")?.unwrap_or(i64::MAX);
    let state = visit.asked.one("state")?.and_then(DeliveryState::from_word);
    let limit = visit.asked.limit()?;
    let deliveries = visit.app.store().deliveries(state, before, limit).await?;
    let next = deliveries
        .last()
        .filter(|_| deliveries.len() == limit)
        .map(|last| last.id.to_string());
    let snapshot = visit.app.ask(|analyst| analyst.snapshot()).await?;
    let answer = TableAnswer {
        what: "notifications",
        provenance: super::provenance(&snapshot, visit.app.today()),
        table: tables::deliveries::table(&deliveries),
        more: vec![("next", json!(next))],
        next: next.map(|cursor| super::drill::next_page(&visit, &cursor)),
    };
    answer.write(&visit, form, None).await
}

async fn requeue(visit: Visit, Path(id): Path<i64>) -> Result<StatusCode, ApiError> {
    again(&visit, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lets a message be tried again.
pub(crate) async fn again(visit: &VisitParts, id: i64) -> Result<(), ApiError> {
    if !visit.app.store().requeue_delivery(id, visit.app.now()).await? {
        return Err(ApiError::NotFound(format!(
            "there is no message {id} that was given up"
        )));
    }
    tracing::info!(delivery = id, "a message is tried again");
    Ok(())
}
