//! `/api/v1/tokens`: API tokens for programs. The secret is shown once, when the token is made.

use super::body;
use super::users::{check_name, check_scope};
use crate::access::Resource;
use crate::error::ApiError;
use crate::guard::Visit;
use crate::routes::{Endpoint, Gives, Routes};
use crate::secrets::new_token;
use crate::tables::instant;
use axum::Json;
use axum::extract::Path;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;
use chrono::Days;
use model::access::{AccessScope, Role};
use serde::Deserialize;
use serde_json::{Value, json};
use store::{NewToken, TokenRecord};

/// The longest a token lives.
const LONGEST_DAYS: u64 = 366;

const TOKEN: &[(&str, &str)] = &[
    ("name", "What it is for."),
    ("role", "squad, product_ops, director, finance or admin."),
    (
        "scope",
        "What it sees: { squads: […], tribes: […], projects: […] }; empty or left out for everything.",
    ),
    (
        "expires_in_days",
        "After how many days it ends: 1 to 366; 90 if left out.",
    ),
];

pub(crate) fn router() -> Routes {
    let list = Gives::Object(&[(
        "tokens",
        "Tokens: id, name, role, scope, when they end or were revoked.",
    )]);
    let created = Gives::Object(&[
        ("id", "The token's number, to revoke it."),
        ("secret", "The secret: shown here and never again."),
        ("expires_at", "When it ends."),
    ]);
    Routes::new()
        .add(
            Endpoint::get("/api/v1/tokens", Resource::Tokens, "API tokens.", list),
            tokens,
        )
        .add(
            Endpoint::post("/api/v1/tokens", Resource::Tokens, "Makes an API token.", created).reads(TOKEN),
            create,
        )
        .add(
            Endpoint::delete("/api/v1/tokens/{id}", Resource::Tokens, "Revokes an API token."),
            revoke,
        )
}

async fn tokens(visit: Visit) -> Result<Json<Value>, ApiError> {
    let tokens = visit.app.store().tokens().await?;
    Ok(Json(
        json!({ "tokens": tokens.iter().map(token).collect::<Vec<_>>() }),
    ))
}

fn token(token: &TokenRecord) -> Value {
    json!({
        "id": token.id,
        "name": token.name,
        "user": token.user,
        "role": token.role,
        "scope": token.scope,
        "created_at": instant(token.created_at),
        "expires_at": instant(token.expires_at),
        "revoked_at": token.revoked_at.map(instant),
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    name: String,
    role: Role,
    #[serde(default)]
    scope: AccessScope,
    expires_in_days: Option<u64>,
}

async fn create(
    visit: Visit,
    asked: Result<Json<Asked>, JsonRejection>,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    let asked = body(asked)?;
    check_name(&asked.name)?;
    check_scope(&asked.scope, visit.app.config())?;
    let days = asked.expires_in_days.unwrap_or(90);
    let now = visit.app.now();
    let expires_at = now
        .checked_add_days(Days::new(days))
        .filter(|_| (1..=LONGEST_DAYS).contains(&days))
        .ok_or_else(|| ApiError::BadRequest(format!("expires_in_days {days}: use 1 to {LONGEST_DAYS}")))?;
    let (secret, token_hash) = new_token();
    let token = NewToken {
        name: asked.name,
        token_hash,
        user: visit.viewer.as_ref().and_then(|viewer| viewer.user),
        role: asked.role,
        scope: asked.scope,
        expires_at,
    };
    let id = visit.app.store().create_token(token, now).await?;
    tracing::info!(token = id, "an API token was made");
    let created = json!({ "id": id, "secret": secret, "expires_at": instant(expires_at) });
    Ok((StatusCode::CREATED, Json(created)))
}

async fn revoke(visit: Visit, Path(id): Path<i64>) -> Result<StatusCode, ApiError> {
    if !visit.app.store().revoke_token(id, visit.app.now()).await? {
        return Err(ApiError::NotFound(format!(
            "there is no API token {id}, or it was revoked before"
        )));
    }
    tracing::info!(token = id, "an API token was revoked");
    Ok(StatusCode::NO_CONTENT)
}
