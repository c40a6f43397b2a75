//! Money spent outside of hours: expenses and invoices.

use super::currency;
use crate::imports::{Ids, Saved, find_by_key};
use crate::pool::on_pool;
use crate::read::source;
use crate::rows::Row;
use crate::{RecordKind, Store, StoreError};
use chrono::NaiveDate;
use model::ids::SourceId;
use model::money::Minor;
use model::records::ExpenseRecord;
use std::borrow::Cow;

impl Saved for ExpenseRecord {
    const KIND: RecordKind = RecordKind::Expense;
    const FIND: &'static str = find_by_key!("expenses");
    const SAVE: &'static str = "with incoming (id, source_id, hash, key, project, vendor, day, amount, currency, \
        is_invoice) as ({rows}) \
        insert into expenses (id, source_id, hash, key, project, vendor, day, amount, currency, is_invoice) \
        select id, source_id, hash, key, project, vendor, day, amount, currency, is_invoice from incoming where true \
        on conflict (id) do update set hash = excluded.hash, project = excluded.project, vendor = excluded.vendor, \
        day = excluded.day, amount = excluded.amount, currency = excluded.currency, \
        is_invoice = excluded.is_invoice";

    fn key(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.key)
    }

    fn write(&self, _: &Ids<'_>, row: &mut Row<'_>) {
        row.text(self.key.as_str())
            .text(self.project.as_str())
            .text(self.vendor.as_deref())
            .day(self.day)
            .int(self.amount.0)
            .text(self.currency.to_string().as_str())
            .bool(self.is_invoice);
    }
}

const ALL: &str = "select s.key, t.key, t.project, t.vendor, t.day, t.amount, t.currency, t.is_invoice \
    from expenses t join sources s on s.id = t.source_id order by t.day, t.id";

/// A row of ALL.
type ExpenseRow = (
    String,
    String,
    String,
    Option<String>,
    NaiveDate,
    i64,
    String,
    bool,
);

impl Store {
    /// Every expense, with its source, by day.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn expenses(&self) -> Result<Vec<(SourceId, ExpenseRecord)>, StoreError> {
        let rows: Vec<ExpenseRow> =
            on_pool!(self.reads(), pool => sqlx::query_as(ALL).fetch_all(pool).await?);
        rows.into_iter()
            .map(|(from, key, project, vendor, day, amount, code, is_invoice)| {
                let (amount, currency) = (Minor(amount), currency("expenses", &code)?);
                Ok((
                    source(from)?,
                    ExpenseRecord {
                        key,
                        project,
                        vendor,
                        day,
                        amount,
                        currency,
                        is_invoice,
                    },
                ))
            })
            .collect()
    }
}
