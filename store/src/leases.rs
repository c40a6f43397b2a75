//! Leases: a job is a row that one holder has for a while, so that two replicas never run the same thing.

use crate::instant::cut;
use crate::pool::on_pool;
use crate::{Store, StoreError};
use chrono::{DateTime, Utc};

/// One statement, so that of two holders at once one gets it. Whoever holds it may prolong it.
const TAKE: &str = "insert into leases (name, holder, expires_at) values ($1, $2, $3) \
    on conflict (name) do update set holder = excluded.holder, expires_at = excluded.expires_at \
    where leases.expires_at <= $4 or leases.holder = excluded.holder";

const RELEASE: &str = "delete from leases where name = $1 and holder = $2";

impl Store {
    /// Takes or prolongs a lease up to an instant; false while somebody else holds it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn take_lease(
        &self,
        name: &str,
        holder: &str,
        now: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let taken = on_pool!(self.writes(), pool => sqlx::query(TAKE)
            .bind(name)
            .bind(holder)
            .bind(cut(until))
            .bind(cut(now))
            .execute(pool)
            .await?
            .rows_affected());
        Ok(taken == 1)
    }

    /// Gives a lease back. One that somebody else holds by now stays theirs.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn release_lease(&self, name: &str, holder: &str) -> Result<(), StoreError> {
        on_pool!(self.writes(), pool => sqlx::query(RELEASE)
            .bind(name)
            .bind(holder)
            .execute(pool)
            .await
            .map(drop))?;
        Ok(())
    }
}
