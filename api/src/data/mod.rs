//! Data for programs: one file a resource, each with its own `router()`.

pub(crate) mod alerts;
pub(crate) mod drill;
mod figures;
pub(crate) mod hush;
pub(crate) mod interventions;
mod limits;
pub(crate) mod lives;
pub(crate) mod notifications;
mod organisation;
pub(crate) mod quality;
pub(crate) mod quality_list;
mod routing;
mod server;
mod sources;
pub(crate) mod tickets;
mod tokens;
mod users;

use crate::error::ApiError;
use crate::routes::Routes;
use axum::Json;
use axum::extract::rejection::JsonRejection;
use chrono::NaiveDate;
use model::analyst::Snapshot;
use model::figure::Provenance;

/// Every route under `/api/`, and those of the server itself.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .merge(alerts::router())
        .merge(drill::router())
        .merge(figures::router())
        .merge(hush::router())
        .merge(interventions::router())
        .merge(limits::router())
        .merge(notifications::router())
        .merge(organisation::router())
        .merge(quality::router())
        .merge(quality_list::router())
        .merge(routing::router())
        .merge(server::router())
        .merge(sources::router())
        .merge(tickets::router())
        .merge(tokens::router())
        .merge(users::router())
}

/// Where lists come from that the store keeps, such as alerts.
pub(crate) fn provenance(snapshot: &Snapshot, today: NaiveDate) -> Provenance {
    Provenance {
        as_of: today,
        rules_version: snapshot.rules_version.clone(),
        data_version: snapshot.data_version,
        method: "worklogs",
        notes: Vec::new(),
    }
}

/// The body that was sent, or what is wrong with it.
pub(crate) fn body<T>(body: Result<Json<T>, JsonRejection>) -> Result<T, ApiError> {
    body.map(|Json(body)| body).map_err(|rejection| match rejection {
        JsonRejection::MissingJsonContentType(_) => ApiError::UnsupportedMedia(
            "send the body as JSON, with Content-Type: application/json".to_owned(),
        ),
        rejection if rejection.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE => {
            ApiError::TooLarge(crate::serve::BODY_LIMIT)
        }
        rejection => {
            let said = rejection.body_text();
            // What was expected follows after what the reader was doing.
            let mistake = said
                .find("unknown ")
                .and_then(|at| said.get(at..))
                .unwrap_or(&said);
            ApiError::BadRequest(model::config::unknown_key(mistake))
        }
    })
}
