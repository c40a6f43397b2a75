//! Sessions of users who signed in. Only the hash of a session's secret is kept.

use crate::instant::cut;
use crate::pool::on_pool;
use crate::users::{role, scope};
use crate::{Store, StoreError};
use chrono::{DateTime, Utc};
use model::access::Viewer;
use model::ids::UserId;

const CREATE: &str =
    "insert into sessions (token_hash, user_id, created_at, expires_at) values ($1, $2, $3, $4)";
const VIEWER: &str = "select u.id, u.name, u.role, u.scope from sessions s join users u on u.id = s.user_id \
    where s.token_hash = $1 and s.expires_at > $2 and u.disabled_at is null";
const END: &str = "delete from sessions where token_hash = $1";
const PURGE: &str = "delete from sessions where expires_at <= $1";

impl Store {
    /// Begins a session.
    ///
    /// # Errors
    /// When there is no such user, the hash is in use, or the database fails.
    pub async fn create_session(
        &self,
        token_hash: &str,
        user: UserId,
        created: DateTime<Utc>,
        expires: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        on_pool!(self.writes(), pool => sqlx::query(CREATE)
            .bind(token_hash)
            .bind(user.0)
            .bind(cut(created))
            .bind(cut(expires))
            .execute(pool)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Whose session it is; none when it ended, expired, or its user was disabled.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn session_viewer(
        &self,
        token_hash: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<Viewer>, StoreError> {
        let row: Option<(i64, String, String, String)> = on_pool!(self.reads(), pool => sqlx::query_as(VIEWER)
            .bind(token_hash)
            .bind(cut(now))
            .fetch_optional(pool)
            .await?);
        row.map(|(id, name, word, text)| {
            Ok(Viewer {
                user: Some(UserId(id)),
                name,
                role: role("users", &word)?,
                scope: scope("users", &text)?,
            })
        })
        .transpose()
    }

    /// Ends a session; one that is not there is ended already.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_session(&self, token_hash: &str) -> Result<(), StoreError> {
        on_pool!(self.writes(), pool => sqlx::query(END).bind(token_hash).execute(pool).await.map(drop))?;
        Ok(())
    }

    /// Forgets sessions that expired; how many.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn purge_sessions(&self, now: DateTime<Utc>) -> Result<u64, StoreError> {
        Ok(on_pool!(self.writes(), pool => sqlx::query(PURGE)
            .bind(cut(now))
            .execute(pool)
            .await?
            .rows_affected()))
    }
}
