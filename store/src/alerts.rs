//! What alert rules remember, and what they told: the state they are in, and a history that is only added to
//! (section 10 of the book).

use crate::instant::week;
use crate::pool::on_pool;
use crate::rows::{Row, Rows};
use crate::{Store, StoreError};
use chrono::{DateTime, Utc};
use model::alert::{AlertState, AlertStatus, AlertTransition, Severity};
use model::ids::{RuleId, SquadId};
use std::collections::BTreeMap;

const SAVE_STATUS: &str = "with incoming (rule, squad, severity, state, since, through, value, raise_line, clear_line) \
    as ({rows}) \
    insert into alert_statuses (rule, squad, severity, state, since, through, value, raise_line, clear_line) \
    select rule, squad, severity, state, since, through, value, raise_line, clear_line from incoming where true \
    on conflict (rule, squad) do update set severity = excluded.severity, state = excluded.state, \
    since = excluded.since, through = excluded.through, value = excluded.value, raise_line = excluded.raise_line, \
    clear_line = excluded.clear_line";

const ADD_TRANSITION: &str = "with incoming (rule, squad, severity, state, since, through, value, raise_line, clear_line, \
    from_state, week, withdrawn_by_late_data, noticed_at) as ({rows}) \
    insert into alert_transitions (rule, squad, severity, state, since, through, value, raise_line, clear_line, from_state, \
    week, withdrawn_by_late_data, noticed_at) \
    select rule, squad, severity, state, since, through, value, raise_line, clear_line, from_state, week, \
    withdrawn_by_late_data, noticed_at from incoming where true \
    on conflict (rule, squad, week, from_state, state) do nothing";

const STATUSES: &str = "select rule, squad, severity, state, since, through, value, raise_line, clear_line from alert_statuses \
    order by rule, squad";

const HISTORY: &str = "select id, rule, squad, severity, state, since, through, value, raise_line, clear_line, from_state, week, \
    withdrawn_by_late_data, noticed_at from alert_transitions where id > $1 order by id limit $2";

#[derive(sqlx::FromRow)]
struct StatusRow {
    rule: String,
    squad: String,
    severity: String,
    state: String,
    since: Option<String>,
    through: String,
    value: Option<f64>,
    raise_line: f64,
    clear_line: f64,
}

#[derive(sqlx::FromRow)]
struct TransitionRow {
    id: i64,
    #[sqlx(flatten)]
    status: StatusRow,
    from_state: String,
    week: String,
    withdrawn_by_late_data: bool,
    noticed_at: DateTime<Utc>,
}

fn state(table: &'static str, word: &str) -> Result<AlertState, StoreError> {
    AlertState::from_word(word)
        .ok_or_else(|| StoreError::unreadable(table, format_args!("{word:?} is not a state")))
}

fn status(table: &'static str, row: StatusRow) -> Result<AlertStatus, StoreError> {
    let severity = Severity::from_word(&row.severity)
        .ok_or_else(|| StoreError::unreadable(table, format_args!("{:?} is not a severity", row.severity)))?;
    Ok(AlertStatus {
        rule: RuleId::new(row.rule).map_err(|bad| StoreError::unreadable(table, bad))?,
        squad: SquadId::new(row.squad).map_err(|bad| StoreError::unreadable(table, bad))?,
        severity,
        state: state(table, &row.state)?,
        since: row.since.map(|text| week(table, &text)).transpose()?,
        through: week(table, &row.through)?,
        value: row.value,
        raise: row.raise_line,
        clear: row.clear_line,
    })
}

fn transition(row: TransitionRow) -> Result<(i64, AlertTransition), StoreError> {
    let table = "alert_transitions";
    let transition = AlertTransition {
        status: status(table, row.status)?,
        from: state(table, &row.from_state)?,
        week: week(table, &row.week)?,
        withdrawn_by_late_data: row.withdrawn_by_late_data,
        noticed_at: row.noticed_at,
    };
    Ok((row.id, transition))
}

fn write(status: &AlertStatus, row: &mut Row<'_>) {
    row.text(status.rule.as_str())
        .text(status.squad.as_str())
        .text(status.severity.word())
        .text(status.state.word())
        .text(status.since.map(|week| week.to_string()).as_deref())
        .text(status.through.to_string().as_str())
        .real(status.value)
        .real(status.raise)
        .real(status.clear);
}

impl Store {
    /// Where every rule stands for every squad, by rule and squad.
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

    /// Remembers where rules stand and what happened, together. A transition that was told before is not told again.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn save_alerts(
        &self,
        statuses: &[AlertStatus],
        transitions: &[AlertTransition],
    ) -> Result<(), StoreError> {
        let last: BTreeMap<_, _> = statuses
            .iter()
            .map(|status| ((&status.rule, &status.squad), status))
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
                .bool(transition.withdrawn_by_late_data)
                .instant(transition.noticed_at);
        }
        let mut tx = self.begin().await?;
        states.execute(tx.link(), SAVE_STATUS).await?;
        told.execute(tx.link(), ADD_TRANSITION).await?;
        tx.commit().await
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
}
