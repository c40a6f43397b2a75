//! The only clock of the project: everywhere else time is an argument.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use std::sync::OnceLock;

static FIXED: OnceLock<DateTime<Utc>> = OnceLock::new();

/// Lets time stand still at an instant, if there is one.
pub(crate) fn start(fixed: Option<DateTime<Utc>>) {
    if let Some(instant) = fixed {
        FIXED.get_or_init(|| instant);
    }
}

/// This instant.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
pub(crate) fn now() -> DateTime<Utc> {
    FIXED.get().copied().unwrap_or_else(Utc::now)
}

/// The day it is now, where the organisation is.
pub(crate) fn today(time_zone: Tz) -> NaiveDate {
    now().with_timezone(&time_zone).date_naive()
}
