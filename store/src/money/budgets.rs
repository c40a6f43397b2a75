//! What may be spent on a project. A revision is a new row; none is ever overwritten by the next.

use super::currency;
use crate::imports::{Ids, Saved, find_by_key, joined_key};
use crate::pool::on_pool;
use crate::read::source;
use crate::rows::Row;
use crate::{RecordKind, Store, StoreError};
use chrono::NaiveDate;
use model::ids::SourceId;
use model::money::Minor;
use model::records::{BudgetAmount, BudgetRecord};
use model::time::Seconds;
use std::borrow::Cow;

impl Saved for BudgetRecord {
    const KIND: RecordKind = RecordKind::Budget;
    const FIND: &'static str = find_by_key!("budgets");
    const SAVE: &'static str = "with incoming (id, source_id, hash, key, project, first_day, last_day, amount, currency, \
        seconds, revision, author, revised_on, reason) as ({rows}) \
        insert into budgets (id, source_id, hash, key, project, first_day, last_day, amount, currency, seconds, \
        revision, author, revised_on, reason) \
        select id, source_id, hash, key, project, first_day, last_day, amount, currency, seconds, revision, author, \
        revised_on, reason from incoming where true \
        on conflict (id) do update set hash = excluded.hash, amount = excluded.amount, \
        currency = excluded.currency, seconds = excluded.seconds, author = excluded.author, \
        revised_on = excluded.revised_on, reason = excluded.reason";

    fn key(&self) -> Cow<'_, str> {
        let unit = match self.amount {
            BudgetAmount::Money { .. } => "money",
            BudgetAmount::Time { .. } => "time",
        };
        joined_key((&self.project, self.from, self.to, unit, self.revision)).into()
    }

    fn write(&self, _: &Ids<'_>, row: &mut Row<'_>) {
        let (amount, code, seconds) = match self.amount {
            BudgetAmount::Money { amount, currency } => (Some(amount.0), Some(currency.to_string()), None),
            BudgetAmount::Time { seconds } => (None, None, Some(seconds.0)),
        };
        row.text(&*self.key())
            .text(self.project.as_str())
            .day(self.from)
            .day(self.to)
            .int(amount)
            .text(code.as_deref())
            .int(seconds)
            .int(i64::from(self.revision))
            .text(self.author.as_deref())
            .day(self.revised_on)
            .text(self.reason.as_deref());
    }
}

const ALL: &str = "select s.key as source, t.project, t.first_day, t.last_day, t.amount, t.currency, t.seconds, \
    t.revision, t.author, t.revised_on, t.reason \
    from budgets t join sources s on s.id = t.source_id order by t.project, t.revision, t.id";

#[derive(sqlx::FromRow)]
struct BudgetRow {
    source: String,
    project: String,
    first_day: Option<NaiveDate>,
    last_day: Option<NaiveDate>,
    amount: Option<i64>,
    currency: Option<String>,
    seconds: Option<i64>,
    revision: i64,
    author: Option<String>,
    revised_on: Option<NaiveDate>,
    reason: Option<String>,
}

fn budget(row: BudgetRow) -> Result<(SourceId, BudgetRecord), StoreError> {
    let amount = match (row.amount, row.currency, row.seconds) {
        (Some(amount), Some(code), None) => BudgetAmount::Money {
            amount: Minor(amount),
            currency: currency("budgets", &code)?,
        },
        (None, None, Some(seconds)) => BudgetAmount::Time {
            seconds: Seconds(seconds),
        },
        _ => {
            return Err(StoreError::unreadable(
                "budgets",
                "a budget is money or time, one of the two",
            ));
        }
    };
    let record = BudgetRecord {
        project: row.project,
        from: row.first_day,
        to: row.last_day,
        amount,
        revision: i32::try_from(row.revision).map_err(|bad| StoreError::unreadable("budgets", bad))?,
        author: row.author,
        revised_on: row.revised_on,
        reason: row.reason,
    };
    Ok((source(row.source)?, record))
}

impl Store {
    /// Every revision of every budget, with its source, by project and revision.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn budgets(&self) -> Result<Vec<(SourceId, BudgetRecord)>, StoreError> {
        let rows: Vec<BudgetRow> = on_pool!(self.reads(), pool => sqlx::query_as(ALL).fetch_all(pool).await?);
        rows.into_iter().map(budget).collect()
    }
}
