//! Time away, whose reason is never stored, and days whose working hours differ.

use crate::imports::{Ids, Saved, find_by_key, joined_key};
use crate::pool::on_pool;
use crate::read::squad;
use crate::rows::Row;
use crate::{RecordKind, Store, StoreError};
use chrono::NaiveDate;
use model::ids::PersonId;
use model::records::{AbsenceRecord, CalendarDayRecord};
use model::time::Seconds;
use std::borrow::Cow;

impl Saved for AbsenceRecord {
    const KIND: RecordKind = RecordKind::Absence;
    const FIND: &'static str = find_by_key!("absences");
    const SAVE: &'static str = "with incoming (id, source_id, hash, key, person_id, day, seconds) as ({rows}) \
        insert into absences (id, source_id, hash, key, person_id, day, seconds) \
        select id, source_id, hash, key, person_id, day, seconds from incoming where true \
        on conflict (id) do update set hash = excluded.hash, seconds = excluded.seconds";

    fn key(&self) -> Cow<'_, str> {
        joined_key((&self.person, self.day)).into()
    }

    fn write(&self, ids: &Ids<'_>, row: &mut Row<'_>) {
        row.text(&*self.key())
            .int(ids.person(Some(&self.person)))
            .day(self.day)
            .int(self.seconds.map(|seconds| seconds.0));
    }
}

impl Saved for CalendarDayRecord {
    const KIND: RecordKind = RecordKind::CalendarDay;
    const FIND: &'static str = find_by_key!("calendar_days");
    const SAVE: &'static str = "with incoming (id, source_id, hash, key, squad, day, seconds) as ({rows}) \
        insert into calendar_days (id, source_id, hash, key, squad, day, seconds) \
        select id, source_id, hash, key, squad, day, seconds from incoming where true \
        on conflict (id) do update set hash = excluded.hash, seconds = excluded.seconds";

    fn key(&self) -> Cow<'_, str> {
        joined_key((&self.squad, self.day)).into()
    }

    fn write(&self, _: &Ids<'_>, row: &mut Row<'_>) {
        row.text(&*self.key())
            .text(self.squad.as_ref().map(|squad| squad.as_str()))
            .day(self.day)
            .int(self.seconds.0);
    }
}

const ABSENCES: &str = "select a.person_id, p.key, a.day, a.seconds from absences a \
    join people p on p.id = a.person_id order by a.person_id, a.day, a.id";

const DAYS: &str = "select squad, day, seconds from calendar_days order by day, id";

impl Store {
    /// All time away, by person and day.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn absences(&self) -> Result<Vec<(PersonId, AbsenceRecord)>, StoreError> {
        let rows: Vec<(i64, String, NaiveDate, Option<i64>)> =
            on_pool!(self.reads(), pool => sqlx::query_as(ABSENCES).fetch_all(pool).await?);
        let absence = |(id, person, day, seconds): (i64, String, NaiveDate, Option<i64>)| {
            let seconds = seconds.map(Seconds);
            (PersonId(id), AbsenceRecord { person, day, seconds })
        };
        Ok(rows.into_iter().map(absence).collect())
    }

    /// All days that differ, by day; of two that say different things about one day the last imported stands last.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn calendar_days(&self) -> Result<Vec<CalendarDayRecord>, StoreError> {
        let rows: Vec<(Option<String>, NaiveDate, i64)> =
            on_pool!(self.reads(), pool => sqlx::query_as(DAYS).fetch_all(pool).await?);
        rows.into_iter()
            .map(|(name, day, seconds)| {
                Ok(CalendarDayRecord {
                    squad: squad("calendar_days", name)?,
                    day,
                    seconds: Seconds(seconds),
                })
            })
            .collect()
    }
}
