//! When messages wait, and until when.
//!
//! Quiet hours are times of day where the organisation is: `from = "20:00", to = "07:00"` holds over midnight. With
//! `weekends` all of Saturday and Sunday is quiet too, so that what happens on Friday night waits until Monday 07:00.
//! The same time twice is all day; what is not quiet at any hour of a week would wait for ever, and is sent at once.

use crate::config::QuietHours;
use chrono::{DateTime, Datelike, Days, NaiveDateTime, NaiveTime, TimeZone, Utc, Weekday};
use chrono_tz::Tz;

/// Days after which somebody is told whatever the hours say.
const LONGEST: usize = 8;

/// When the quiet that holds at an instant ends; none where it is not quiet.
#[must_use]
pub fn quiet_until(hours: &QuietHours, zone: Tz, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let start = now.with_timezone(&zone).naive_local();
    let mut at = start;
    for _ in 0..2 * LONGEST {
        match ends(hours, at) {
            None if at == start => return None,
            None => return Some(instant(zone, at).max(now)),
            Some(next) => at = next,
        }
    }
    None
}

/// The end of the quiet stretch a local time is in, if it is in one.
fn ends(hours: &QuietHours, at: NaiveDateTime) -> Option<NaiveDateTime> {
    let midnight = |day: chrono::NaiveDate| (day + Days::new(1)).and_time(NaiveTime::MIN);
    if hours.weekends && matches!(at.weekday(), Weekday::Sat | Weekday::Sun) {
        return Some(midnight(at.date()));
    }
    let (time, from, to) = (at.time(), hours.from, hours.to);
    let today = at.date().and_time(to);
    match from < to {
        true => (from <= time && time < to).then_some(today),
        false if time < to => Some(today),
        false => (time >= from).then(|| midnight(at.date())),
    }
}

/// A local time as an instant; one that the clocks skip is an hour later.
fn instant(zone: Tz, at: NaiveDateTime) -> DateTime<Utc> {
    let skipped = || {
        zone.from_local_datetime(&(at + chrono::Duration::hours(1)))
            .earliest()
    };
    zone.from_local_datetime(&at)
        .earliest()
        .or_else(skipped)
        .map_or_else(|| at.and_utc(), |at| at.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ZONE: Tz = chrono_tz::Europe::Paris;

    fn hours(from: &str, to: &str, weekends: bool) -> QuietHours {
        QuietHours {
            from: from.parse().unwrap(),
            to: to.parse().unwrap(),
            weekends,
        }
    }

    fn until(hours: QuietHours, at: &str) -> Option<String> {
        let local: NaiveDateTime = at.parse().unwrap();
        let found = quiet_until(&hours, ZONE, instant(ZONE, local));
        found.map(|at| at.with_timezone(&ZONE).format("%a %H:%M").to_string())
    }

    #[test]
    fn messages_wait_over_the_night_and_the_weekend() {
        let night = hours("20:00:00", "07:00:00", true);
        // 2026-03-13 is a Friday.
        assert_eq!(until(night, "2026-03-12T19:59:00"), None);
        assert_eq!(until(night, "2026-03-12T20:00:00").unwrap(), "Fri 07:00");
        assert_eq!(until(night, "2026-03-13T06:59:00").unwrap(), "Fri 07:00");
        assert_eq!(until(night, "2026-03-13T07:00:00"), None);
        assert_eq!(until(night, "2026-03-13T23:00:00").unwrap(), "Mon 07:00");
        assert_eq!(until(night, "2026-03-15T12:00:00").unwrap(), "Mon 07:00");
        let noon = hours("12:00:00", "14:00:00", false);
        assert_eq!(until(noon, "2026-03-14T13:00:00").unwrap(), "Sat 14:00");
        assert_eq!(until(noon, "2026-03-14T14:00:00"), None);
    }

    #[test]
    fn what_is_always_quiet_is_sent_at_once() {
        assert_eq!(
            until(hours("00:00:00", "00:00:00", true), "2026-03-14T13:00:00"),
            None
        );
    }

    #[test]
    fn an_hour_that_the_clocks_skip_ends_an_hour_later() {
        // 2026-03-29 02:30 does not exist in Paris.
        let early = hours("01:00:00", "02:30:00", false);
        assert_eq!(until(early, "2026-03-29T01:30:00").unwrap(), "Sun 03:30");
    }

    proptest! {
        #[test]
        fn quiet_ends_later_and_where_it_is_not_quiet(
            minute in 0i64..60 * 24 * 400, from in 0u32..24, to in 0u32..24, weekends: bool
        ) {
            let time = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
            let hours = QuietHours { from: time(from), to: time(to), weekends };
            let now = DateTime::from_timestamp(1_767_225_600 + minute * 60, 0).unwrap();
            if let Some(end) = quiet_until(&hours, ZONE, now) {
                prop_assert!(end > now);
                prop_assert_eq!(quiet_until(&hours, ZONE, end), None);
            }
        }
    }
}
