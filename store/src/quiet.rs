//! What people say of alerts (section 10 of the book): acknowledgements and silences. Rows are only added; a silence
//! that was ended early has a row that says so.

use crate::instant::{cut, week};
use crate::pool::on_pool;
use crate::{Store, StoreError};
use chrono::{DateTime, Utc};
use model::alert::{Acknowledgement, AlertSubject, Scope, Silence};
use model::ids::{RuleId, TribeId};

const ACKNOWLEDGE: &str = "insert into alert_acknowledgements (rule, scope, subject, since, author, note, given_at, expires_at) \
    values ($1, $2, $3, $4, $5, $6, $7, $8)";

const ACKNOWLEDGEMENTS: &str = "select rule, scope, subject, since, author, note, given_at, expires_at \
    from alert_acknowledgements where expires_at > $1 order by id";

const SILENCE: &str = "insert into alert_silences (rule, scope, subject, tribe, author, reason, created_at, ends_at) \
    values ($1, $2, $3, $4, $5, $6, $7, $8) returning id";

const SILENCES: &str = "select s.id, s.rule, s.scope, s.subject, s.tribe, s.author, s.reason, s.created_at, s.ends_at, \
    e.ended_at, e.ended_by from alert_silences s left join alert_silence_ends e on e.silence_id = s.id \
    where s.ends_at > $1 order by s.id";

const END: &str = "insert into alert_silence_ends (silence_id, ended_at, ended_by) \
    select id, $2, $3 from alert_silences where id = $1 and ends_at > $2 on conflict (silence_id) do nothing";

#[derive(sqlx::FromRow)]
struct AcknowledgementRow {
    rule: String,
    scope: String,
    subject: String,
    since: Option<String>,
    author: String,
    note: String,
    given_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct SilenceRow {
    id: i64,
    rule: Option<String>,
    scope: Option<String>,
    subject: Option<String>,
    tribe: Option<String>,
    author: String,
    reason: String,
    created_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
    ended_by: Option<String>,
}

fn rule(table: &'static str, key: String) -> Result<RuleId, StoreError> {
    RuleId::new(key).map_err(|bad| StoreError::unreadable(table, bad))
}

fn subject(table: &'static str, scope: &str, key: String) -> Result<AlertSubject, StoreError> {
    let unknown = || StoreError::unreadable(table, format_args!("{scope:?} is not a scope"));
    Ok(AlertSubject {
        scope: Scope::from_word(scope).ok_or_else(unknown)?,
        key,
    })
}

fn acknowledgement(row: AcknowledgementRow) -> Result<Acknowledgement, StoreError> {
    let table = "alert_acknowledgements";
    Ok(Acknowledgement {
        rule: rule(table, row.rule)?,
        subject: subject(table, &row.scope, row.subject)?,
        since: row.since.map(|text| week(table, &text)).transpose()?,
        author: row.author,
        note: row.note,
        at: row.given_at,
        expires_at: row.expires_at,
    })
}

fn silence(row: SilenceRow) -> Result<Silence, StoreError> {
    let table = "alert_silences";
    let of = row.scope.zip(row.subject);
    let tribe = row.tribe.map(TribeId::new).transpose();
    Ok(Silence {
        id: row.id,
        rule: row.rule.map(|key| rule(table, key)).transpose()?,
        subject: of.map(|(scope, key)| subject(table, &scope, key)).transpose()?,
        tribe: tribe.map_err(|bad| StoreError::unreadable(table, bad))?,
        author: row.author,
        reason: row.reason,
        created_at: row.created_at,
        ends_at: row.ends_at,
        ended: row.ended_at.zip(row.ended_by),
    })
}

impl Store {
    /// Remembers that somebody has taken an alert.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn acknowledge_alert(&self, given: &Acknowledgement) -> Result<(), StoreError> {
        on_pool!(self.writes(), pool => sqlx::query(ACKNOWLEDGE)
            .bind(given.rule.as_str())
            .bind(given.subject.scope.word())
            .bind(given.subject.key.as_str())
            .bind(given.since.map(|week| week.to_string()))
            .bind(given.author.as_str())
            .bind(given.note.as_str())
            .bind(cut(given.at))
            .bind(cut(given.expires_at))
            .execute(pool)
            .await
            .map(drop))?;
        Ok(())
    }

    /// The acknowledgements that have not expired, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn acknowledgements(&self, now: DateTime<Utc>) -> Result<Vec<Acknowledgement>, StoreError> {
        let rows: Vec<AcknowledgementRow> = on_pool!(self.reads(), pool => sqlx::query_as(ACKNOWLEDGEMENTS)
            .bind(cut(now))
            .fetch_all(pool)
            .await?);
        rows.into_iter().map(acknowledgement).collect()
    }

    /// Remembers a silence and gives it its number; the one it has is not looked at.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn silence_alerts(&self, silence: &Silence) -> Result<i64, StoreError> {
        let of = silence.subject.as_ref();
        Ok(on_pool!(self.writes(), pool => sqlx::query_scalar(SILENCE)
            .bind(silence.rule.as_ref().map(RuleId::as_str))
            .bind(of.map(|subject| subject.scope.word()))
            .bind(of.map(|subject| subject.key.as_str()))
            .bind(silence.tribe.as_ref().map(TribeId::as_str))
            .bind(silence.author.as_str())
            .bind(silence.reason.as_str())
            .bind(cut(silence.created_at))
            .bind(cut(silence.ends_at))
            .fetch_one(pool)
            .await?))
    }

    /// The silences whose end has not come, oldest first; those that somebody ended early say so.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn silences(&self, now: DateTime<Utc>) -> Result<Vec<Silence>, StoreError> {
        let rows: Vec<SilenceRow> = on_pool!(self.reads(), pool => sqlx::query_as(SILENCES)
            .bind(cut(now))
            .fetch_all(pool)
            .await?);
        rows.into_iter().map(silence).collect()
    }

    /// Ends a silence early. False where there is none of this number, or it is over.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_silence(&self, id: i64, now: DateTime<Utc>, by: &str) -> Result<bool, StoreError> {
        let ended = on_pool!(self.writes(), pool => sqlx::query(END)
            .bind(id)
            .bind(cut(now))
            .bind(by)
            .execute(pool)
            .await?
            .rows_affected());
        Ok(ended > 0)
    }
}
