//! Instants and months as the tables keep them.

use crate::StoreError;
use chrono::{DateTime, SubsecRound, Utc};
use model::time::{Month, Week};

/// Cuts to the microsecond, which is what both databases keep.
pub(crate) fn cut(at: DateTime<Utc>) -> DateTime<Utc> {
    at.trunc_subsecs(6)
}

/// The UTC month of an instant, as an integer that sorts.
pub(crate) fn month_of(at: DateTime<Utc>) -> i64 {
    i64::from(Month::of(at.date_naive()).ordinal())
}

/// A month as it was stored.
pub(crate) fn month(table: &'static str, ordinal: i64) -> Result<Month, StoreError> {
    i32::try_from(ordinal)
        .ok()
        .and_then(Month::from_ordinal)
        .ok_or_else(|| StoreError::unreadable(table, format_args!("{ordinal} is not a month")))
}

/// A week as it was stored.
pub(crate) fn week(table: &'static str, text: &str) -> Result<Week, StoreError> {
    text.parse().map_err(|bad| StoreError::unreadable(table, bad))
}
