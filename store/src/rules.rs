//! Versions of the rules: old figures stay readable, with the rules that made them (section 3 of the book).

use crate::instant::cut;
use crate::pool::on_pool;
use crate::{Store, StoreError};
use chrono::{DateTime, Utc};

const RECORD: &str = "insert into rules (version, text, first_used_at) values ($1, $2, $3) \
    on conflict (version) do nothing";
const VERSIONS: &str = "select version, first_used_at from rules order by first_used_at, version";
const TEXT: &str = "select text from rules where version = $1";

impl Store {
    /// Keeps a version of the rules; one that is known stays as it is.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn record_rules(
        &self,
        version: &str,
        text: &str,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        on_pool!(self.writes(), pool => sqlx::query(RECORD)
            .bind(version)
            .bind(text)
            .bind(cut(now))
            .execute(pool)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Every version, with the instant it was first used, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn rules_versions(&self) -> Result<Vec<(String, DateTime<Utc>)>, StoreError> {
        Ok(on_pool!(self.reads(), pool => sqlx::query_as(VERSIONS).fetch_all(pool).await?))
    }

    /// The rules of a version, as text.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn rules_text(&self, version: &str) -> Result<Option<String>, StoreError> {
        Ok(on_pool!(self.reads(), pool => sqlx::query_scalar(TEXT).bind(version).fetch_optional(pool).await?))
    }
}
