//! What alert rules remember, and what they told: the state they are in, and a history that is only added to
//! (section 10 of the book).

use crate::instant::week;
use crate::pool::on_pool;
use crate::rows::{Row, Rows};
use crate::{Store, StoreError};
use chrono::{DateTime, Utc};
use model::alert::{
    AlertMetric, AlertState, AlertStatus, AlertSubject, AlertTransition, Held, Late, Scope, Severity,
};
use model::ids::RuleId;
use model::notice::NewDelivery;
use std::collections::BTreeMap;

const SAVE_STATUS: &str = "with incoming (rule, scope, subject, metric, severity, state, since, through, value, raise_line, \
    clear_line, held, number, evidence) as ({rows}) \
    insert into alert_statuses (rule, scope, subject, metric, severity, state, since, through, value, raise_line, \
    clear_line, held, number, evidence) \
    select rule, scope, subject, metric, severity, state, since, through, value, raise_line, clear_line, held, number, \
    evidence from incoming where true \
    on conflict (rule, scope, subject) do update set metric = excluded.metric, severity = excluded.severity, \
    state = excluded.state, since = excluded.since, through = excluded.through, value = excluded.value, \
    raise_line = excluded.raise_line, clear_line = excluded.clear_line, held = excluded.held, \
    number = excluded.number, evidence = excluded.evidence where alert_statuses.number <= excluded.number";

const ADD_TRANSITION: &str = "with incoming (rule, scope, subject, metric, severity, state, since, through, value, raise_line, \
    clear_line, held, number, evidence, from_state, week, late, is_history, noticed_at) as ({rows}) \
    insert into alert_transitions (rule, scope, subject, metric, severity, state, since, through, value, raise_line, \
    clear_line, held, number, evidence, from_state, week, late, is_history, noticed_at) \
    select rule, scope, subject, metric, severity, state, since, through, value, raise_line, clear_line, held, number, \
    evidence, from_state, week, late, is_history, noticed_at from incoming where true \
    on conflict (rule, scope, subject, number) do nothing";

const STATUSES: &str = "select rule, scope, subject, metric, severity, state, since, through, value, raise_line, clear_line, \
    held, number, evidence from alert_statuses order by rule, scope, subject";

const HISTORY: &str = "select id, rule, scope, subject, metric, severity, state, since, through, value, raise_line, clear_line, \
    held, number, evidence, from_state, week, late, is_history, noticed_at \
    from alert_transitions where id > $1 order by id limit $2";

const CHANGES_OF: &str = "select id, rule, scope, subject, metric, severity, state, since, through, value, raise_line, clear_line, \
    held, number, evidence, from_state, week, late, is_history, noticed_at \
    from alert_transitions where rule = $1 and scope = $2 and subject = $3 order by number";

#[derive(sqlx::FromRow)]
struct StatusRow {
    rule: String,
    scope: String,
    subject: String,
    metric: String,
    severity: String,
    state: String,
    since: Option<String>,
    through: String,
    value: Option<f64>,
    raise_line: f64,
    clear_line: f64,
    held: Option<String>,
    number: i64,
    evidence: String,
}

#[derive(sqlx::FromRow)]
struct TransitionRow {
    id: i64,
    #[sqlx(flatten)]
    status: StatusRow,
    from_state: String,
    week: String,
    late: Option<String>,
    is_history: bool,
    noticed_at: DateTime<Utc>,
}

/// A word as what it stands for.
fn word<T>(
    table: &'static str,
    what: &str,
    word: &str,
    read: impl FnOnce(&str) -> Option<T>,
) -> Result<T, StoreError> {
    read(word).ok_or_else(|| StoreError::unreadable(table, format_args!("{word:?} is not a {what}")))
}

fn status(table: &'static str, row: StatusRow) -> Result<AlertStatus, StoreError> {
    let held = row.held.as_deref();
    Ok(AlertStatus {
        rule: RuleId::new(row.rule).map_err(|bad| StoreError::unreadable(table, bad))?,
        subject: AlertSubject {
            scope: word(table, "scope", &row.scope, Scope::from_word)?,
            key: row.subject,
        },
        metric: word(table, "metric", &row.metric, AlertMetric::from_word)?,
        severity: word(table, "severity", &row.severity, Severity::from_word)?,
        state: word(table, "state", &row.state, AlertState::from_word)?,
        since: row.since.map(|text| week(table, &text)).transpose()?,
        through: week(table, &row.through)?,
        value: row.value,
        raise: row.raise_line,
        clear: row.clear_line,
        held: held
            .map(|held| word(table, "reason", held, Held::from_word))
            .transpose()?,
        number: row.number,
        evidence: row.evidence,
    })
}

fn transition(row: TransitionRow) -> Result<(i64, AlertTransition), StoreError> {
    let table = "alert_transitions";
    let late = row.late.as_deref();
    let transition = AlertTransition {
        status: status(table, row.status)?,
        from: word(table, "state", &row.from_state, AlertState::from_word)?,
        week: week(table, &row.week)?,
        late: late
            .map(|late| word(table, "word of late data", late, Late::from_word))
            .transpose()?,
        is_history: row.is_history,
        noticed_at: row.noticed_at,
    };
    Ok((row.id, transition))
}

fn write(status: &AlertStatus, row: &mut Row<'_>) {
    row.text(status.rule.as_str())
        .text(status.subject.scope.word())
        .text(status.subject.key.as_str())
        .text(status.metric.word())
        .text(status.severity.word())
        .text(status.state.word())
        .text(status.since.map(|week| week.to_string()).as_deref())
        .text(status.through.to_string().as_str())
        .real(status.value)
        .real(status.raise)
        .real(status.clear)
        .text(status.held.map(Held::word))
        .int(status.number)
        .text(status.evidence.as_str());
}

impl Store {
    /// Where every rule stands for every subject, by rule and subject.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn alert_statuses(&self) -> Result<Vec<AlertStatus>, StoreError> {
        let rows: Vec<StatusRow> =
            on_pool!(self.reads(), pool => sqlx::query_as(STATUSES).fetch_all(pool).await?);
        rows.into_iter()
            .map(|row| status("alert_statuses", row))
            .collect()
    }

    /// Remembers where rules stand, what happened, and whom to tell of it, together. False, and nothing is remembered,
    /// where another process was first and told a transition of the same number: ask for the statuses again, and
    /// evaluate by them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn save_alerts(
        &self,
        statuses: &[AlertStatus],
        transitions: &[AlertTransition],
        deliveries: &[NewDelivery],
    ) -> Result<bool, StoreError> {
        let last: BTreeMap<_, _> = statuses
            .iter()
            .map(|status| ((&status.rule, &status.subject), status))
            .collect();
        let (mut states, mut told) = (Rows::default(), Rows::default());
        for status in last.into_values() {
            write(status, &mut states.row());
        }
        for transition in transitions {
            let mut row = told.row();
            write(&transition.status, &mut row);
            row.text(transition.from.word())
                .text(transition.week.to_string().as_str())
                .text(transition.late.map(Late::word))
                .bool(transition.is_history)
                .instant(transition.noticed_at);
        }
        let mut tx = self.begin().await?;
        let added = told.execute(tx.link(), ADD_TRANSITION).await?;
        if added != transitions.len() as u64 {
            return Ok(false);
        }
        states.execute(tx.link(), SAVE_STATUS).await?;
        crate::outbox::add(tx.link(), deliveries).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// The next transitions, after a row and by row, which is the order they were noticed in.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn alert_history(
        &self,
        after: i64,
        limit: usize,
    ) -> Result<Vec<(i64, AlertTransition)>, StoreError> {
        let rows: Vec<TransitionRow> = on_pool!(self.reads(), pool => sqlx::query_as(HISTORY)
            .bind(after)
            .bind(i64::try_from(limit).unwrap_or(i64::MAX))
            .fetch_all(pool)
            .await?);
        rows.into_iter().map(transition).collect()
    }

    /// What happened to one alert, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn changes_of_alert(
        &self,
        rule: &RuleId,
        subject: &AlertSubject,
    ) -> Result<Vec<AlertTransition>, StoreError> {
        let rows: Vec<TransitionRow> = on_pool!(self.reads(), pool => sqlx::query_as(CHANGES_OF)
            .bind(rule.as_str())
            .bind(subject.scope.word())
            .bind(subject.key.as_str())
            .fetch_all(pool)
            .await?);
        let changes = rows.into_iter().map(transition);
        changes.map(|change| Ok(change?.1)).collect()
    }
}
