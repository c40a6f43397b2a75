//! `/api/v1/users`: who may sign in. Passwords come in and never go out.

use super::body;
use crate::access::Resource;
use crate::error::ApiError;
use crate::guard::Visit;
use crate::routes::{Endpoint, Gives, Routes};
use crate::secrets::hash_password;
use crate::tables::instant;
use axum::Json;
use axum::extract::Path;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;
use model::access::{AccessScope, Role};
use model::config::Config;
use model::ids::UserId;
use serde::Deserialize;
use serde_json::{Value, json};
use store::{NewUser, UserRecord};

const USER: &[(&str, &str)] = &[
    ("name", "The name to sign in with."),
    ("password", "At least 10 characters."),
    ("role", "squad, product_ops, director, finance or admin."),
    (
        "scope",
        "What they see: { squads: […], tribes: […], projects: […] }; empty or left out for everything.",
    ),
];

pub(crate) fn router() -> Routes {
    let list = Gives::Object(&[(
        "users",
        "Users: id, name, role, scope, and since when they are disabled.",
    )]);
    let created = Gives::Object(&[("id", "The user's number.")]);
    Routes::new()
        .add(
            Endpoint::get("/api/v1/users", Resource::Users, "Users.", list),
            users,
        )
        .add(
            Endpoint::post("/api/v1/users", Resource::Users, "Adds a user.", created).reads(USER),
            create,
        )
        .add(
            Endpoint::delete(
                "/api/v1/users/{id}",
                Resource::Users,
                "Disables a user: sessions end, tokens are revoked. What they did stays known.",
            ),
            disable,
        )
}

async fn users(visit: Visit) -> Result<Json<Value>, ApiError> {
    let users = visit.app.store().users().await?;
    Ok(Json(
        json!({ "users": users.iter().map(user).collect::<Vec<_>>() }),
    ))
}

fn user(user: &UserRecord) -> Value {
    json!({
        "id": user.id,
        "name": user.name,
        "role": user.role,
        "scope": user.scope,
        "disabled_at": user.disabled_at.map(instant),
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    name: String,
    password: String,
    role: Role,
    #[serde(default)]
    scope: AccessScope,
}

async fn create(
    visit: Visit,
    asked: Result<Json<Asked>, JsonRejection>,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    let asked = body(asked)?;
    check_name(&asked.name)?;
    check_scope(&asked.scope, visit.app.config())?;
    let store = visit.app.store();
    if store.user_by_name(&asked.name).await?.is_some() {
        return Err(ApiError::Conflict(format!(
            "there is a user {:?} already: choose another name",
            asked.name
        )));
    }
    let password = asked.password;
    let hash = tokio::task::spawn_blocking(move || hash_password(&password))
        .await
        .map_err(|error| ApiError::internal("hashing a password panicked", error))?
        .map_err(|error| ApiError::BadRequest(error.to_string()))?;
    let user = NewUser {
        name: asked.name,
        password_hash: hash,
        role: asked.role,
        scope: asked.scope,
    };
    let id = store.create_user(user, visit.app.now()).await?;
    tracing::info!(user = id.0, "a user was added");
    Ok((StatusCode::CREATED, Json(json!({ "id": id }))))
}

async fn disable(visit: Visit, Path(id): Path<i64>) -> Result<StatusCode, ApiError> {
    let id = UserId(id);
    if visit
        .viewer
        .as_ref()
        .is_some_and(|viewer| viewer.user == Some(id))
    {
        return Err(ApiError::Conflict(
            "you cannot disable yourself: ask another administrator".to_owned(),
        ));
    }
    let store = visit.app.store();
    if !store.users().await?.iter().any(|user| user.id == id) {
        return Err(ApiError::NotFound(format!("there is no user {id}")));
    }
    store.disable_user(id, visit.app.now()).await?;
    tracing::info!(user = id.0, "a user was disabled");
    Ok(StatusCode::NO_CONTENT)
}

/// Whether a name can be typed and told apart.
pub(super) fn check_name(name: &str) -> Result<(), ApiError> {
    let fits = !name.trim().is_empty()
        && name.trim() == name
        && name.chars().count() <= 100
        && !name.chars().any(char::is_control);
    if fits {
        return Ok(());
    }
    Err(ApiError::BadRequest(format!(
        "name {name:?}: use 1 to 100 characters without spaces around them and without control characters"
    )))
}

/// Whether everything that a scope names is there.
pub(super) fn check_scope(scope: &AccessScope, config: &Config) -> Result<(), ApiError> {
    for squad in &scope.squads {
        if !config.squads.iter().any(|known| known.id == *squad) {
            let known = config.squads.iter().map(|known| known.id.as_str());
            return Err(ApiError::BadRequest(crate::query::unknown(
                "squad",
                squad.as_str(),
                known,
            )));
        }
    }
    for tribe in &scope.tribes {
        if !config.tribes.iter().any(|known| known.id == *tribe) {
            let known = config.tribes.iter().map(|known| known.id.as_str());
            return Err(ApiError::BadRequest(crate::query::unknown(
                "tribe",
                tribe.as_str(),
                known,
            )));
        }
    }
    Ok(())
}
