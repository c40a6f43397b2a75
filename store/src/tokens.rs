//! Tokens of programs: scoped, expiring, revocable. Only the hash of a token's secret is kept.

use crate::instant::cut;
use crate::pool::on_pool;
use crate::users::{role, scope, scope_text};
use crate::{Store, StoreError};
use chrono::{DateTime, Utc};
use model::access::{AccessScope, Role, Viewer};
use model::ids::UserId;

/// A token to add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewToken {
    /// What it is for.
    pub name: String,
    /// The hash of its secret.
    pub token_hash: String,
    /// Whose it is; none for one of the administrator's.
    pub user: Option<UserId>,
    /// What it is used for.
    pub role: Role,
    /// What it may see.
    pub scope: AccessScope,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

/// A token, without anything that could be used as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenRecord {
    /// Its row.
    pub id: i64,
    /// What it is for.
    pub name: String,
    /// Whose it is.
    pub user: Option<UserId>,
    /// What it is used for.
    pub role: Role,
    /// What it may see.
    pub scope: AccessScope,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
    /// When it was revoked.
    pub revoked_at: Option<DateTime<Utc>>,
}

const CREATE: &str = "insert into tokens (name, token_hash, user_id, role, scope, created_at, expires_at) \
    values ($1, $2, $3, $4, $5, $6, $7) returning id";
const VIEWER: &str = "select t.user_id, t.name, t.role, t.scope from tokens t left join users u on u.id = t.user_id \
    where t.token_hash = $1 and t.expires_at > $2 and t.revoked_at is null and u.disabled_at is null";
const ALL: &str =
    "select id, name, user_id, role, scope, created_at, expires_at, revoked_at from tokens order by id";
const REVOKE: &str = "update tokens set revoked_at = $1 where id = $2 and revoked_at is null";

/// A row of ALL.
type TokenRow = (
    i64,
    String,
    Option<i64>,
    String,
    String,
    DateTime<Utc>,
    DateTime<Utc>,
    Option<DateTime<Utc>>,
);

fn token(row: TokenRow) -> Result<TokenRecord, StoreError> {
    let (id, name, user, word, text, created_at, expires_at, revoked_at) = row;
    Ok(TokenRecord {
        id,
        name,
        user: user.map(UserId),
        role: role("tokens", &word)?,
        scope: scope("tokens", &text)?,
        created_at,
        expires_at,
        revoked_at,
    })
}

impl Store {
    /// Adds a token; its row.
    ///
    /// # Errors
    /// When there is no such user, the hash is in use, or the database fails.
    pub async fn create_token(&self, token: NewToken, now: DateTime<Utc>) -> Result<i64, StoreError> {
        Ok(on_pool!(self.writes(), pool => sqlx::query_scalar(CREATE)
            .bind(&token.name)
            .bind(&token.token_hash)
            .bind(token.user.map(|user| user.0))
            .bind(token.role.word())
            .bind(scope_text(&token.scope))
            .bind(cut(now))
            .bind(cut(token.expires_at))
            .fetch_one(pool)
            .await?))
    }

    /// What a token may see; none when it expired, was revoked, or its user was disabled.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn token_viewer(
        &self,
        token_hash: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<Viewer>, StoreError> {
        let row: Option<(Option<i64>, String, String, String)> = on_pool!(self.reads(), pool => sqlx::query_as(VIEWER)
                .bind(token_hash)
                .bind(cut(now))
                .fetch_optional(pool)
                .await?);
        row.map(|(user, name, word, text)| {
            Ok(Viewer {
                user: user.map(UserId),
                name,
                role: role("tokens", &word)?,
                scope: scope("tokens", &text)?,
            })
        })
        .transpose()
    }

    /// Every token, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tokens(&self) -> Result<Vec<TokenRecord>, StoreError> {
        let rows: Vec<TokenRow> = on_pool!(self.reads(), pool => sqlx::query_as(ALL).fetch_all(pool).await?);
        rows.into_iter().map(token).collect()
    }

    /// Revokes a token; false when it was revoked before, or there is none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn revoke_token(&self, id: i64, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let revoked = on_pool!(self.writes(), pool => sqlx::query(REVOKE)
            .bind(cut(now))
            .bind(id)
            .execute(pool)
            .await?
            .rows_affected());
        Ok(revoked == 1)
    }
}
