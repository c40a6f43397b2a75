//! What a unit of a foreign currency was worth in a month.

use super::currency;
use crate::imports::{Ids, Saved, find_by_key, joined_key};
use crate::instant::month;
use crate::pool::on_pool;
use crate::read::source;
use crate::rows::Row;
use crate::{RecordKind, Store, StoreError};
use model::ids::SourceId;
use model::records::ExchangeRateRecord;
use std::borrow::Cow;

impl Saved for ExchangeRateRecord {
    const KIND: RecordKind = RecordKind::ExchangeRate;
    const FIND: &'static str = find_by_key!("exchange_rates");
    const SAVE: &'static str = "with incoming (id, source_id, hash, key, from_currency, to_currency, month, millionths) \
        as ({rows}) \
        insert into exchange_rates (id, source_id, hash, key, from_currency, to_currency, month, millionths) \
        select id, source_id, hash, key, from_currency, to_currency, month, millionths from incoming where true \
        on conflict (id) do update set hash = excluded.hash, millionths = excluded.millionths";

    fn key(&self) -> Cow<'_, str> {
        joined_key((self.from, self.to, self.month)).into()
    }

    fn write(&self, _: &Ids<'_>, row: &mut Row<'_>) {
        row.text(&*self.key())
            .text(self.from.to_string().as_str())
            .text(self.to.to_string().as_str())
            .int(i64::from(self.month.ordinal()))
            .int(self.millionths);
    }
}

const ALL: &str = "select s.key, t.from_currency, t.to_currency, t.month, t.millionths \
    from exchange_rates t join sources s on s.id = t.source_id order by t.month, t.id";

impl Store {
    /// Every exchange rate, with its source, by month.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn exchange_rates(&self) -> Result<Vec<(SourceId, ExchangeRateRecord)>, StoreError> {
        let rows: Vec<(String, String, String, i64, i64)> =
            on_pool!(self.reads(), pool => sqlx::query_as(ALL).fetch_all(pool).await?);
        rows.into_iter()
            .map(|(key, from, to, ordinal, millionths)| {
                let (from, to) = (
                    currency("exchange_rates", &from)?,
                    currency("exchange_rates", &to)?,
                );
                let month = month("exchange_rates", ordinal)?;
                Ok((
                    source(key)?,
                    ExchangeRateRecord {
                        from,
                        to,
                        month,
                        millionths,
                    },
                ))
            })
            .collect()
    }
}
