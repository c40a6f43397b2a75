//! Who is in which squad, from when to when. A change of place is a new row with a new first day.

use crate::imports::{Ids, Saved, find_by_key, joined_key};
use crate::pool::on_pool;
use crate::rows::Row;
use crate::{RecordKind, Store, StoreError};
use chrono::NaiveDate;
use model::ids::{PersonId, SquadId};
use model::people::Membership;
use model::records::{Allocation, MembershipRecord};
use std::borrow::Cow;

impl Saved for MembershipRecord {
    const KIND: RecordKind = RecordKind::Membership;
    const FIND: &'static str = find_by_key!("memberships");
    const SAVE: &'static str = "with incoming (id, source_id, hash, key, person_id, squad, role, allocation_millionths, \
        first_day, last_day) as ({rows}) \
        insert into memberships (id, source_id, hash, key, person_id, squad, role, allocation_millionths, first_day, \
        last_day) select id, source_id, hash, key, person_id, squad, role, allocation_millionths, first_day, last_day \
        from incoming where true on conflict (id) do update set hash = excluded.hash, role = excluded.role, \
        allocation_millionths = excluded.allocation_millionths, last_day = excluded.last_day";

    fn key(&self) -> Cow<'_, str> {
        joined_key((&self.person, &self.squad, self.from)).into()
    }

    fn write(&self, ids: &Ids<'_>, row: &mut Row<'_>) {
        row.text(&*self.key())
            .int(ids.person(Some(&self.person)))
            .text(self.squad.as_str())
            .text(self.role.as_deref())
            .int(i64::from(self.allocation.millionths()))
            .day(self.from)
            .day(self.to);
    }
}

const MEMBERSHIPS: &str = "select person_id, squad, role, allocation_millionths, first_day, last_day from memberships \
    order by person_id, first_day, id";

/// A row of MEMBERSHIPS.
type MembershipRow = (i64, String, Option<String>, i64, NaiveDate, Option<NaiveDate>);

impl Store {
    /// Every place of everybody, by person and first day.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn memberships(&self) -> Result<Vec<Membership>, StoreError> {
        let rows: Vec<MembershipRow> =
            on_pool!(self.reads(), pool => sqlx::query_as(MEMBERSHIPS).fetch_all(pool).await?);
        rows.into_iter().map(membership).collect()
    }
}

fn membership((person, squad, role, allocation, from, to): MembershipRow) -> Result<Membership, StoreError> {
    let allocation = u32::try_from(allocation)
        .ok()
        .and_then(Allocation::from_millionths)
        .ok_or_else(|| {
            StoreError::unreadable(
                "memberships",
                format_args!("{allocation} millionths are no part of a whole"),
            )
        })?;
    Ok(Membership {
        person: PersonId(person),
        squad: SquadId::new(squad).map_err(|bad| StoreError::unreadable("memberships", bad))?,
        role,
        allocation,
        from,
        to,
    })
}
