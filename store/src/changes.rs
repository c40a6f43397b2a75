//! What a refresh has to do again: marks written in the same transaction as the change, cleared once the refresh is
//! committed. A mark carries the data version that made it, so that a change during a refresh is not lost.

use crate::imports::Saving;
use crate::instant::month;
use crate::pool::on_pool;
use crate::rows::Rows;
use crate::{Store, StoreError};
use model::time::Month;

/// What changed since the last refresh.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changed {
    /// The data version these marks go up to.
    pub version: i64,
    /// Months of work whose worklogs, or whose worklogs' tickets, changed.
    pub worklogs: Vec<Month>,
    /// UTC months of creation whose tickets changed.
    pub tickets: Vec<Month>,
    /// Whether time away or working days changed.
    pub capacity: bool,
    /// Whether what squads promise changed.
    pub initiatives: bool,
    /// Whether everything has to be done again: places in squads changed.
    pub everything: bool,
}

impl Changed {
    /// Whether there is nothing to do.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let months = self.worklogs.len() + self.tickets.len();
        months == 0 && !self.capacity && !self.initiatives && !self.everything
    }
}

/// Tickets that changed, and all below them, because a subtask takes its parent's category. `union` ends a circle.
/// Gives the months of creation and the months of the work.
const TOUCHED: &str = "with recursive incoming (id) as ({rows}), touched (id) as ( \
        select id from incoming \
        union select t.id from touched cross join tickets t where t.parent_id = touched.id \
    ) \
    select 'tickets', t.created_month from touched cross join tickets t where t.id = touched.id \
    union select 'worklogs', w.month from touched cross join worklogs w where w.ticket_id = touched.id";

const MARK: &str = "with incoming (kind, month, version) as ({rows}) \
    insert into dirty_marks (kind, month, version) select kind, month, version from incoming where true \
    on conflict (kind, month) do update set version = excluded.version";

impl Saving<'_> {
    /// Marks what a page changed, with the data version it made.
    pub(crate) async fn mark(&mut self) -> Result<(), StoreError> {
        let tickets = Rows::of_ints(self.changes.tickets.iter().copied());
        let touched: Vec<(String, i64)> = tickets.fetch(self.tx.link(), TOUCHED).await?;
        let changes = &mut self.changes;
        for (kind, month) in touched {
            match kind.as_str() {
                "tickets" => changes.ticket_months.insert(month),
                _ => changes.worklog_months.insert(month),
            };
        }
        let flags = [
            ("capacity", changes.capacity),
            ("initiatives", changes.initiatives),
            ("everything", changes.everything),
        ];
        let marks = (changes.ticket_months.iter().map(|month| ("tickets", *month)))
            .chain(changes.worklog_months.iter().map(|month| ("worklogs", *month)))
            .chain(
                flags
                    .into_iter()
                    .filter_map(|(kind, is_set)| is_set.then_some((kind, 0))),
            );
        let mut rows = Rows::default();
        for (kind, month) in marks {
            rows.row().text(kind).int(month).int(self.report.data_version);
        }
        rows.execute(self.tx.link(), MARK).await?;
        Ok(())
    }
}

/// One statement, so that version and marks are of one instant.
const CHANGED: &str = "select c.value, coalesce(m.kind, ''), coalesce(m.month, 0) from counters c \
    left join dirty_marks m on 1 = 1 where c.name = 'data_version' order by 2, 3";

const REFRESHED: &str = "delete from dirty_marks where version <= $1";

const VERSION: &str = "select value from counters where name = 'data_version'";

/// The months there are, by jumping through the index from each to the next: the rows of a month are not read.
macro_rules! months_of {
    ($table:literal, $column:literal) => {
        concat!(
            "with recursive months (month) as (select min(",
            $column,
            ") from ",
            $table,
            " union all select (select min(t.",
            $column,
            ") from ",
            $table,
            " t where t.",
            $column,
            " > months.month) from months where months.month is not null) \
             select month from months where month is not null order by month"
        )
    };
}

const WORKLOG_MONTHS: &str = months_of!("worklogs", "month");
const TICKET_MONTHS: &str = months_of!("tickets", "created_month");

impl Store {
    /// What changed since the last refresh.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn changed(&self) -> Result<Changed, StoreError> {
        let rows: Vec<(i64, String, i64)> =
            on_pool!(self.reads(), pool => sqlx::query_as(CHANGED).fetch_all(pool).await?);
        let mut changed = Changed::default();
        for (version, kind, ordinal) in rows {
            changed.version = version;
            match kind.as_str() {
                "worklogs" => changed.worklogs.push(month("dirty_marks", ordinal)?),
                "tickets" => changed.tickets.push(month("dirty_marks", ordinal)?),
                "capacity" => changed.capacity = true,
                "initiatives" => changed.initiatives = true,
                "everything" => changed.everything = true,
                _ => {}
            }
        }
        Ok(changed)
    }

    /// Clears the marks of data versions up to one, and no later one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mark_refreshed(&self, up_to_version: i64) -> Result<(), StoreError> {
        on_pool!(self.writes(), pool => sqlx::query(REFRESHED)
            .bind(up_to_version)
            .execute(pool)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Every month with worklogs, and every UTC month with created tickets.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn all_months(&self) -> Result<(Vec<Month>, Vec<Month>), StoreError> {
        let worklogs: Vec<i64> =
            on_pool!(self.reads(), pool => sqlx::query_scalar(WORKLOG_MONTHS).fetch_all(pool).await?);
        let tickets: Vec<i64> =
            on_pool!(self.reads(), pool => sqlx::query_scalar(TICKET_MONTHS).fetch_all(pool).await?);
        let read = |table, months: Vec<i64>| {
            months
                .into_iter()
                .map(|ordinal| month(table, ordinal))
                .collect::<Result<Vec<_>, _>>()
        };
        Ok((read("worklogs", worklogs)?, read("tickets", tickets)?))
    }

    /// A number that grows with every page that changed something.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn data_version(&self) -> Result<i64, StoreError> {
        Ok(on_pool!(self.reads(), pool => sqlx::query_scalar(VERSION).fetch_one(pool).await?))
    }
}
