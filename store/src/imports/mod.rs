//! Imports: a run takes pages, one transaction each, and tells what became of every row.
//!
//! A row is known by its key within its source. A hash of its content says whether it is new, changed or known, so that
//! the same files twice change nothing. What a run has seen is kept as a bitmap of row ids, so that memory stays flat.

mod attach;
mod page;
mod resolve;
mod run;
mod saving;
mod upsert;
mod vanished;

pub use run::{Counts, ImportRun, ImportSummary, SaveReport};
pub use vanished::Vanished;

pub(crate) use resolve::Ids;
pub(crate) use saving::Saving;
pub(crate) use upsert::{Clash, Saved, Stored};

/// Finds rows by their source and their own key: the FIND of most kinds.
macro_rules! find_by_key {
    ($table:literal) => {
        concat!(
            "with incoming (n, source_id, key) as ({rows}) \
             select incoming.n, t.id, t.hash, cast(0 as bigint), cast(0 as bigint) \
             from incoming cross join ",
            $table,
            " t where t.source_id = incoming.source_id and t.key = incoming.key"
        )
    };
}
pub(crate) use find_by_key;

/// A key made of several parts, none of which can be mistaken for another: JSON.
pub(crate) fn joined_key<T: serde::Serialize>(parts: T) -> String {
    serde_json::to_string(&parts).unwrap_or_else(|error| unreachable!("texts and days are JSON: {error}"))
}
