//! Messages to people (section 10 of the book). A message is written in the transaction of what it tells of; whoever
//! sends takes it with a lease, so that of two replicas one has it.
//!
//! The states: `pending` → `sending` → `sent`; back to `pending` where it is tried again; `dead` where it was given up;
//! `dropped` where nobody was to be told. A message whose lease ran out is taken by the next: its sender was killed.
//! Messages of one thread on one channel go one after the other: the next is not taken while an earlier one waits.

use crate::instant::cut;
use crate::pool::{Link, on_pool};
use crate::rows::Rows;
use crate::{Store, StoreError};
use chrono::{DateTime, Utc};
use model::ids::ChannelId;
use model::notice::{Delivery, DeliveryState, NewDelivery};
use std::collections::BTreeMap;

const ADD: &str = "with incoming (channel, kind, event, thread, notice, state, attempts, created_at, next_attempt_at) as ({rows}) \
    insert into deliveries (channel, kind, event, thread, notice, state, attempts, created_at, next_attempt_at) \
    select channel, kind, event, thread, notice, state, attempts, created_at, next_attempt_at from incoming where true \
    on conflict (channel, kind, event) do nothing";

/// One statement, so that of two senders at once one gets a row: the other waits for it, and then finds it taken.
const CLAIM: &str = "update deliveries set state = 'sending', claimed_by = $1, claimed_until = $2, attempts = attempts + 1 \
    where id in (select d.id from deliveries d where ((d.state = 'pending' and d.next_attempt_at <= $3) \
        or (d.state = 'sending' and d.claimed_until <= $3)) \
        and not exists (select 1 from deliveries e where e.channel = d.channel and e.thread = d.thread and e.id < d.id \
            and e.state in ('pending', 'sending')) \
        order by d.id limit $4) \
    and ((state = 'pending' and next_attempt_at <= $3) or (state = 'sending' and claimed_until <= $3)) \
    returning id, channel, event, notice, state, why, attempts, created_at, next_attempt_at, last_error, sent_at";

/// What became of a message, told by who has it.
const SETTLE: &str = "update deliveries set state = $1, why = $2, last_error = coalesce($3, last_error), \
    next_attempt_at = coalesce($4, next_attempt_at), sent_at = $5, attempts = attempts - $6, claimed_by = null, \
    claimed_until = null where id = $7 and state = 'sending' and claimed_by = $8";

const REQUEUE: &str = "update deliveries set state = 'pending', attempts = 0, next_attempt_at = $1, why = null \
    where id = $2 and state = 'dead'";

const LIST: &str = "select id, channel, event, notice, state, why, attempts, created_at, next_attempt_at, last_error, sent_at \
    from deliveries where id < $1 and ($2 = '' or state = $2) order by id desc limit $3";

const COUNTS: &str = "select state, cast(count(*) as bigint) from deliveries group by state order by state";

const LAST_TOLD: &str = "select thread, max(id), max(created_at) from deliveries \
    where channel = $1 and kind in ('transition', 'reminder') group by thread";

const NOTICED: &str =
    "select rule, scope, subject, max(noticed_at) from alert_transitions group by rule, scope, subject";

#[derive(sqlx::FromRow)]
struct DeliveryRow {
    id: i64,
    channel: String,
    event: String,
    notice: String,
    state: String,
    why: Option<String>,
    attempts: i64,
    created_at: DateTime<Utc>,
    next_attempt_at: DateTime<Utc>,
    last_error: Option<String>,
    sent_at: Option<DateTime<Utc>>,
}

fn delivery(row: DeliveryRow) -> Result<Delivery, StoreError> {
    let unreadable = |bad: &dyn std::fmt::Display| StoreError::unreadable("deliveries", bad);
    Ok(Delivery {
        id: row.id,
        channel: ChannelId::new(row.channel).map_err(|bad| unreadable(&bad))?,
        event: row.event,
        notice: serde_json::from_str(&row.notice).map_err(|bad| unreadable(&bad))?,
        state: DeliveryState::from_word(&row.state)
            .ok_or_else(|| unreadable(&format_args!("{:?} is not a state", row.state)))?,
        why: row.why,
        attempts: row.attempts,
        created_at: row.created_at,
        next_attempt_at: row.next_attempt_at,
        last_error: row.last_error,
        sent_at: row.sent_at,
    })
}

/// Adds messages in a transaction; how many were not there yet.
pub(crate) async fn add(link: Link<'_>, deliveries: &[NewDelivery]) -> Result<u64, StoreError> {
    Ok(rows(deliveries).execute(link, ADD).await?)
}

fn rows(deliveries: &[NewDelivery]) -> Rows {
    let mut rows = Rows::default();
    for delivery in deliveries {
        let notice = serde_json::to_string(&delivery.notice)
            .unwrap_or_else(|error| unreachable!("a notice is plain data: {error}"));
        rows.row()
            .text(delivery.channel.as_str())
            .text(delivery.notice.kind().word())
            .text(delivery.event.as_str())
            .text(delivery.thread.as_str())
            .text(notice.as_str())
            .text(DeliveryState::Pending.word())
            .int(0)
            .instant(delivery.at)
            .instant(delivery.at);
    }
    rows
}

/// What became of a message that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settled {
    /// The receiver took it.
    Sent,
    /// It is tried again.
    Again {
        /// When.
        at: DateTime<Utc>,
        /// What went wrong.
        error: String,
    },
    /// It waits, and was not tried.
    Waits {
        /// Until when.
        until: DateTime<Utc>,
    },
    /// It is given up.
    Dead {
        /// What went wrong.
        error: String,
    },
    /// Nobody is to be told.
    Dropped {
        /// Why.
        why: String,
    },
}

/// What was told last in a thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LastTold {
    /// The number of the message.
    pub id: i64,
    /// When it was planned.
    pub at: DateTime<Utc>,
}

impl Store {
    /// Adds messages that tell of no transition: reminders, digests, samples. One that is there already stays as it is.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn plan_deliveries(&self, deliveries: &[NewDelivery]) -> Result<u64, StoreError> {
        let mut tx = self.begin().await?;
        let added = add(tx.link(), deliveries).await?;
        tx.commit().await?;
        Ok(added)
    }

    /// Takes messages whose time has come, oldest first, and keeps others from them until the lease ends.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn claim_deliveries(
        &self,
        holder: &str,
        now: DateTime<Utc>,
        until: DateTime<Utc>,
        limit: usize,
    ) -> Result<Vec<Delivery>, StoreError> {
        let rows: Vec<DeliveryRow> = on_pool!(self.writes(), pool => sqlx::query_as(CLAIM)
            .bind(holder)
            .bind(cut(until))
            .bind(cut(now))
            .bind(i64::try_from(limit).unwrap_or(i64::MAX))
            .fetch_all(pool)
            .await?);
        let mut taken = rows.into_iter().map(delivery).collect::<Result<Vec<_>, _>>()?;
        taken.sort_by_key(|delivery| delivery.id);
        Ok(taken)
    }

    /// Says what became of a message; false where the lease ran out and somebody else has it by now.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn settle_delivery(
        &self,
        id: i64,
        holder: &str,
        settled: &Settled,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let (mut why, mut error, mut next, mut sent_at, mut untried) = (None, None, None, None, 0_i64);
        let state = match settled {
            Settled::Sent => {
                sent_at = Some(cut(now));
                DeliveryState::Sent
            }
            Settled::Again { at, error: said } => {
                (next, error) = (Some(cut(*at)), Some(said.as_str()));
                DeliveryState::Pending
            }
            Settled::Waits { until } => {
                (next, untried) = (Some(cut(*until)), 1);
                DeliveryState::Pending
            }
            Settled::Dead { error: said } => {
                error = Some(said.as_str());
                DeliveryState::Dead
            }
            Settled::Dropped { why: said } => {
                (why, untried) = (Some(said.as_str()), 1);
                DeliveryState::Dropped
            }
        };
        let changed = on_pool!(self.writes(), pool => sqlx::query(SETTLE)
            .bind(state.word())
            .bind(why)
            .bind(error)
            .bind(next)
            .bind(sent_at)
            .bind(untried)
            .bind(id)
            .bind(holder)
            .execute(pool)
            .await?
            .rows_affected());
        Ok(changed == 1)
    }

    /// Lets a message that was given up be tried again; false where there is none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn requeue_delivery(&self, id: i64, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let changed = on_pool!(self.writes(), pool => sqlx::query(REQUEUE)
            .bind(cut(now))
            .bind(id)
            .execute(pool)
            .await?
            .rows_affected());
        Ok(changed == 1)
    }

    /// Messages before a number, latest first; of one state, or of all.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn deliveries(
        &self,
        state: Option<DeliveryState>,
        before: i64,
        limit: usize,
    ) -> Result<Vec<Delivery>, StoreError> {
        let rows: Vec<DeliveryRow> = on_pool!(self.reads(), pool => sqlx::query_as(LIST)
            .bind(before)
            .bind(state.map_or("", DeliveryState::word))
            .bind(i64::try_from(limit).unwrap_or(i64::MAX))
            .fetch_all(pool)
            .await?);
        rows.into_iter().map(delivery).collect()
    }

    /// How many messages there are in each state.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delivery_counts(&self) -> Result<BTreeMap<DeliveryState, i64>, StoreError> {
        let rows: Vec<(String, i64)> =
            on_pool!(self.reads(), pool => sqlx::query_as(COUNTS).fetch_all(pool).await?);
        let known = |(word, count): (String, i64)| Some((DeliveryState::from_word(&word)?, count));
        Ok(rows.into_iter().filter_map(known).collect())
    }

    /// What was told last on a channel, by thread.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn last_told(&self, channel: &ChannelId) -> Result<BTreeMap<String, LastTold>, StoreError> {
        let rows: Vec<(String, i64, DateTime<Utc>)> = on_pool!(self.reads(), pool => sqlx::query_as(LAST_TOLD)
            .bind(channel.as_str())
            .fetch_all(pool)
            .await?);
        let told = rows
            .into_iter()
            .map(|(thread, id, at)| (thread, LastTold { id, at }));
        Ok(told.collect())
    }

    /// When the last transition of each alert was noticed, by rule, scope and key.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn last_noticed(
        &self,
    ) -> Result<BTreeMap<(String, String, String), DateTime<Utc>>, StoreError> {
        let rows: Vec<(String, String, String, DateTime<Utc>)> =
            on_pool!(self.reads(), pool => sqlx::query_as(NOTICED).fetch_all(pool).await?);
        let noticed = rows
            .into_iter()
            .map(|(rule, scope, key, at)| ((rule, scope, key), at));
        Ok(noticed.collect())
    }
}
