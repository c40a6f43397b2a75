//! Users of Plimsoll. Passwords come as hashes; what hashes them is not the store's business.

use crate::instant::cut;
use crate::pool::{on_link, on_pool};
use crate::{Store, StoreError};
use chrono::{DateTime, Utc};
use model::access::{AccessScope, Role};
use model::ids::UserId;

/// Somebody to add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewUser {
    /// The name they sign in with.
    pub name: String,
    /// The hash of their password.
    pub password_hash: String,
    /// What they use Plimsoll for.
    pub role: Role,
    /// What they may see.
    pub scope: AccessScope,
}

/// Somebody who may sign in, or could once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserRecord {
    /// Their row.
    pub id: UserId,
    /// The name they sign in with.
    pub name: String,
    /// The hash of their password.
    pub password_hash: String,
    /// What they use Plimsoll for.
    pub role: Role,
    /// What they may see.
    pub scope: AccessScope,
    /// Since when they cannot sign in any more.
    pub disabled_at: Option<DateTime<Utc>>,
}

/// A row of users.
type UserRow = (i64, String, String, String, String, Option<DateTime<Utc>>);

pub(crate) fn role(table: &'static str, word: &str) -> Result<Role, StoreError> {
    word.parse()
        .map_err(|bad: String| StoreError::unreadable(table, bad))
}

pub(crate) fn scope(table: &'static str, text: &str) -> Result<AccessScope, StoreError> {
    serde_json::from_str(text).map_err(|bad| StoreError::unreadable(table, bad))
}

pub(crate) fn scope_text(scope: &AccessScope) -> String {
    serde_json::to_string(scope).unwrap_or_else(|error| unreachable!("sets of texts are JSON: {error}"))
}

fn user((id, name, password_hash, word, text, disabled_at): UserRow) -> Result<UserRecord, StoreError> {
    Ok(UserRecord {
        id: UserId(id),
        name,
        password_hash,
        role: role("users", &word)?,
        scope: scope("users", &text)?,
        disabled_at,
    })
}

const ANY: &str = "select count(*) from users where disabled_at is null";
const CREATE: &str = "insert into users (name, password_hash, role, scope, created_at) values ($1, $2, $3, $4, $5) \
    on conflict (name) do nothing returning id";
const ALL: &str = "select id, name, password_hash, role, scope, disabled_at from users order by name";
const BY_NAME: &str = "select id, name, password_hash, role, scope, disabled_at from users where name = $1";
const SET_PASSWORD: &str = "update users set password_hash = $1 where id = $2";
const DISABLE: &str = "update users set disabled_at = coalesce(disabled_at, $1) where id = $2";
const REVOKE_TOKENS: &str = "update tokens set revoked_at = $1 where user_id = $2 and revoked_at is null";
const END_SESSIONS: &str = "delete from sessions where user_id = $1";

impl Store {
    /// Whether anybody may sign in. A server without users listens on loopback only.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn has_users(&self) -> Result<bool, StoreError> {
        let many: i64 = on_pool!(self.reads(), pool => sqlx::query_scalar(ANY).fetch_one(pool).await?);
        Ok(many > 0)
    }

    /// Adds somebody.
    ///
    /// # Errors
    /// [`StoreError::NameTaken`] when there is one of that name, disabled or not; or when the database fails.
    pub async fn create_user(&self, user: NewUser, now: DateTime<Utc>) -> Result<UserId, StoreError> {
        let id: Option<i64> = on_pool!(self.writes(), pool => sqlx::query_scalar(CREATE)
            .bind(&user.name)
            .bind(&user.password_hash)
            .bind(user.role.word())
            .bind(scope_text(&user.scope))
            .bind(cut(now))
            .fetch_optional(pool)
            .await?);
        id.map(UserId).ok_or(StoreError::NameTaken { name: user.name })
    }

    /// Somebody by the name they sign in with, disabled or not.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn user_by_name(&self, name: &str) -> Result<Option<UserRecord>, StoreError> {
        let row: Option<UserRow> =
            on_pool!(self.reads(), pool => sqlx::query_as(BY_NAME).bind(name).fetch_optional(pool).await?);
        row.map(user).transpose()
    }

    /// Everybody, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn users(&self) -> Result<Vec<UserRecord>, StoreError> {
        let rows: Vec<UserRow> = on_pool!(self.reads(), pool => sqlx::query_as(ALL).fetch_all(pool).await?);
        rows.into_iter().map(user).collect()
    }

    /// Changes somebody's password and ends their sessions: whoever knew the old one is out.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such user; or when the database fails.
    pub async fn set_password(&self, id: UserId, password_hash: &str) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        let changed = on_link!(tx.link(), link => sqlx::query(SET_PASSWORD)
            .bind(password_hash)
            .bind(id.0)
            .execute(link)
            .await?
            .rows_affected());
        if changed == 0 {
            return Err(StoreError::NotFound {
                what: "user",
                id: id.0,
            });
        }
        on_link!(tx.link(), link => sqlx::query(END_SESSIONS).bind(id.0).execute(link).await.map(drop))?;
        tx.commit().await
    }

    /// Keeps somebody out: they cannot sign in, their sessions end, their tokens are revoked.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such user; or when the database fails.
    pub async fn disable_user(&self, id: UserId, now: DateTime<Utc>) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        let changed = on_link!(tx.link(), link => sqlx::query(DISABLE)
            .bind(cut(now))
            .bind(id.0)
            .execute(link)
            .await?
            .rows_affected());
        if changed == 0 {
            return Err(StoreError::NotFound {
                what: "user",
                id: id.0,
            });
        }
        on_link!(tx.link(), link => sqlx::query(END_SESSIONS).bind(id.0).execute(link).await.map(drop))?;
        on_link!(tx.link(), link => sqlx::query(REVOKE_TOKENS)
            .bind(cut(now))
            .bind(id.0)
            .execute(link)
            .await
            .map(drop))?;
        tx.commit().await
    }
}
