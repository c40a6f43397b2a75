//! Rows that could not be taken. They stay, with their reason, until the source is mended.

use crate::imports::Saving;
use crate::pool::on_pool;
use crate::rows::Rows;
use crate::{Store, StoreError};
use model::ids::SourceId;
use model::records::Reject;

const ADD: &str = "with incoming (run_id, origin, line, column_name, value, reason, raw) as ({rows}) \
    insert into rejects (run_id, origin, line, column_name, value, reason, raw) \
    select run_id, origin, line, column_name, value, reason, raw from incoming";

const OF_LAST_RUN: &str = "select r.id, r.origin, r.line, r.column_name, r.value, r.reason, r.raw from rejects r \
    where r.run_id = (select max(i.id) from import_runs i join sources s on s.id = i.source_id where s.key = $1) \
    and r.id > $2 order by r.id limit $3";

/// A row of OF_LAST_RUN.
type RejectRow = (
    i64,
    String,
    Option<i64>,
    Option<String>,
    Option<String>,
    String,
    String,
);

impl Saving<'_> {
    /// Keeps the rejects of the collector, then those of the store.
    pub(crate) async fn save_rejects(&mut self, collected: &[Reject]) -> Result<(), StoreError> {
        let mut rows = Rows::default();
        for reject in collected.iter().chain(&self.report.rejected) {
            rows.row()
                .int(self.run.id)
                .text(reject.origin.as_str())
                .int(reject.line.map(u64::cast_signed))
                .text(reject.column.as_deref())
                .text(reject.value.as_deref())
                .text(reject.reason.as_str())
                .text(reject.raw.as_str());
        }
        rows.execute(self.tx.link(), ADD).await?;
        Ok(())
    }
}

impl Store {
    /// The next rejects of a source's last run, after a row and by row.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn rejects(
        &self,
        source: &SourceId,
        after: i64,
        limit: usize,
    ) -> Result<Vec<(i64, Reject)>, StoreError> {
        let rows: Vec<RejectRow> = on_pool!(self.reads(), pool => sqlx::query_as(OF_LAST_RUN)
            .bind(source.as_str())
            .bind(after)
            .bind(i64::try_from(limit).unwrap_or(i64::MAX))
            .fetch_all(pool)
            .await?);
        Ok(rows.into_iter().map(reject).collect())
    }
}

fn reject((id, origin, line, column, value, reason, raw): RejectRow) -> (i64, Reject) {
    let line = line.map(i64::cast_unsigned);
    (
        id,
        Reject {
            origin,
            line,
            column,
            value,
            reason,
            raw,
        },
    )
}
