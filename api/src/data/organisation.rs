//! `/api/v1/organisation`: the tribes and squads that the viewer sees, and the lines they are measured against.

use crate::access::Resource;
use crate::error::ApiError;
use crate::guard::Visit;
use crate::routes::{Endpoint, Gives, Routes};
use axum::Json;
use serde_json::{Value, json};

pub(crate) fn router() -> Routes {
    let gives = Gives::Object(&[
        ("name", "The organisation's name."),
        ("time_zone", "Where its days and weeks begin."),
        ("language", "Its language."),
        ("currency", "Its currency."),
        ("rules_version", "The version of the rules in force."),
        (
            "thresholds",
            "The lines of a spell under water; shares are fractions.",
        ),
        ("tribes", "Tribes: id and name."),
        ("squads", "Squads: id, name and tribe."),
    ]);
    let endpoint = Endpoint::get(
        "/api/v1/organisation",
        Resource::Organisation,
        "Tribes and squads.",
        gives,
    );
    Routes::new().add(endpoint, organisation)
}

async fn organisation(visit: Visit) -> Result<Json<Value>, ApiError> {
    let config = visit.app.config();
    let sight = visit.sight();
    let tribes = config.tribes.iter().filter(|tribe| sight.tribe(&tribe.id));
    let squads = config.squads.iter().filter(|squad| sight.squad(&squad.id));
    Ok(Json(json!({
        "name": config.organisation.name,
        "time_zone": config.organisation.time_zone.name(),
        "language": config.organisation.language.code(),
        "currency": config.organisation.currency.to_string(),
        "rules_version": visit.app.rules().version,
        "thresholds": config.thresholds,
        "tribes": tribes.map(|tribe| json!({ "id": tribe.id, "name": tribe.name })).collect::<Vec<_>>(),
        "squads": squads
            .map(|squad| json!({
                "id": squad.id,
                "name": squad.name(),
                "tribe": squad.tribe.as_ref().map(|tribe| tribe.get_ref()),
            }))
            .collect::<Vec<_>>(),
    })))
}
