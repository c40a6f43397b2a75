//! What an hour costs from a first day on. A new rate is a new row with a new first day.

use super::currency;
use crate::imports::{Ids, Saved, find_by_key, joined_key};
use crate::pool::on_pool;
use crate::read::source;
use crate::rows::Row;
use crate::{RecordKind, Store, StoreError};
use chrono::NaiveDate;
use model::ids::SourceId;
use model::money::Minor;
use model::records::RateRecord;
use std::borrow::Cow;

impl Saved for RateRecord {
    const KIND: RecordKind = RecordKind::Rate;
    const FIND: &'static str = find_by_key!("rates");
    const SAVE: &'static str = "with incoming (id, source_id, hash, key, project, person, role, first_day, hourly, \
        currency) as ({rows}) \
        insert into rates (id, source_id, hash, key, project, person, role, first_day, hourly, currency) \
        select id, source_id, hash, key, project, person, role, first_day, hourly, currency from incoming where true \
        on conflict (id) do update set hash = excluded.hash, hourly = excluded.hourly, currency = excluded.currency";

    fn key(&self) -> Cow<'_, str> {
        joined_key((&self.project, &self.person, &self.role, self.from)).into()
    }

    fn write(&self, _: &Ids<'_>, row: &mut Row<'_>) {
        row.text(&*self.key())
            .text(self.project.as_deref())
            .text(self.person.as_deref())
            .text(self.role.as_deref())
            .day(self.from)
            .int(self.hourly.0)
            .text(self.currency.to_string().as_str());
    }
}

const ALL: &str = "select s.key, t.project, t.person, t.role, t.first_day, t.hourly, t.currency \
    from rates t join sources s on s.id = t.source_id order by t.first_day, t.id";

/// A row of ALL.
type RateRow = (
    String,
    Option<String>,
    Option<String>,
    Option<String>,
    NaiveDate,
    i64,
    String,
);

impl Store {
    /// Every rate, with its source, by first day.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn rates(&self) -> Result<Vec<(SourceId, RateRecord)>, StoreError> {
        let rows: Vec<RateRow> = on_pool!(self.reads(), pool => sqlx::query_as(ALL).fetch_all(pool).await?);
        rows.into_iter()
            .map(|(key, project, person, role, from, hourly, code)| {
                let (hourly, currency) = (Minor(hourly), currency("rates", &code)?);
                Ok((
                    source(key)?,
                    RateRecord {
                        project,
                        person,
                        role,
                        from,
                        hourly,
                        currency,
                    },
                ))
            })
            .collect()
    }
}
