//! Days and instants.

use chrono::format::{Item, ParseErrorKind, Parsed, StrftimeItems, parse};
use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;
use model::rules::start_of_day;
use std::ops::RangeInclusive;

/// Years in which something may have happened or be planned.
const YEARS: RangeInclusive<i32> = 1970..=2200;

/// The word for milliseconds since 1970, which no strftime pattern says.
const EPOCH_MILLISECONDS: &str = "epoch_ms";

/// How days and instants are written, compiled once.
#[derive(Debug, Clone)]
pub(in crate::files) struct DatePattern {
    text: String,
    items: Vec<Item<'static>>,
}

/// How the days and instants of a column are written.
#[derive(Debug, Clone)]
pub(in crate::files) struct DateFormat {
    /// The patterns; none for ISO 8601.
    pub(in crate::files) patterns: Vec<DatePattern>,
    /// The year that two-digit years begin with.
    pub(in crate::files) two_digit_year_from: Option<i32>,
    /// Whether ISO 8601 is understood before any pattern: workbooks, whose real dates are written so.
    pub(in crate::files) iso_first: bool,
    /// Where days begin and end.
    pub(in crate::files) time_zone: Tz,
}

/// What a text said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Moment {
    /// A day.
    Day(NaiveDate),
    /// A day and a time, where the organisation is.
    Local(NaiveDateTime),
    /// An instant.
    Instant(DateTime<Utc>),
}

/// Why a pattern did not read a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Misfit {
    /// It is written in another way.
    Shape,
    /// It is written so, and there is no such day or time.
    NoSuchDay,
}

impl DatePattern {
    /// Compiles a strftime pattern, or `epoch_ms`.
    ///
    /// # Errors
    /// What is wrong with the pattern.
    pub(in crate::files) fn new(text: &str) -> Result<Self, String> {
        let items = match text {
            EPOCH_MILLISECONDS => Vec::new(),
            pattern => StrftimeItems::new(pattern)
                .parse_to_owned()
                .map_err(|_| {
                    format!("date pattern {text:?} is not one: write it with %Y, %m, %d, %H, %M, %S, %b, %y, such as \"%d/%m/%Y\"")
                })?,
        };
        Ok(Self {
            text: text.to_owned(),
            items,
        })
    }

    fn read(&self, text: &str, two_digit_year_from: Option<i32>) -> Result<Moment, Misfit> {
        if self.text == EPOCH_MILLISECONDS {
            let milliseconds = text.parse().map_err(|_| Misfit::Shape)?;
            return DateTime::from_timestamp_millis(milliseconds)
                .map(Moment::Instant)
                .ok_or(Misfit::NoSuchDay);
        }
        let mut parsed = Parsed::new();
        parse(&mut parsed, text, self.items.iter()).map_err(|error| misfit(error.kind()))?;
        if let (Some(first), None, Some(short)) = (two_digit_year_from, parsed.year(), parsed.year_mod_100())
            && parsed.year_div_100().is_none()
        {
            let year = first + (short - first).rem_euclid(100);
            parsed
                .set_year(i64::from(year))
                .map_err(|error| misfit(error.kind()))?;
        }
        moment(&parsed).map_err(misfit)
    }
}

fn misfit(kind: ParseErrorKind) -> Misfit {
    match kind {
        ParseErrorKind::OutOfRange | ParseErrorKind::Impossible => Misfit::NoSuchDay,
        _ => Misfit::Shape,
    }
}

fn moment(parsed: &Parsed) -> Result<Moment, ParseErrorKind> {
    if let (Some(seconds), None) = (parsed.timestamp(), parsed.offset()) {
        let instant = DateTime::from_timestamp(seconds, 0).ok_or(ParseErrorKind::OutOfRange)?;
        return Ok(Moment::Instant(instant));
    }
    if parsed.offset().is_some() {
        let instant = parsed.to_datetime().map_err(|error| error.kind())?;
        return Ok(Moment::Instant(instant.to_utc()));
    }
    let day = parsed.to_naive_date().map_err(|error| error.kind())?;
    match parsed.to_naive_time() {
        Ok(time) => Ok(Moment::Local(day.and_time(time))),
        Err(_) if parsed.hour_mod_12().is_none() && parsed.minute().is_none() => Ok(Moment::Day(day)),
        // An hour without minutes is a whole hour.
        Err(error) => match (parsed.hour_div_12(), parsed.hour_mod_12(), parsed.minute()) {
            (half, Some(hour), None) => NaiveTime::from_hms_opt(half.unwrap_or(0) * 12 + hour, 0, 0)
                .map(|time| Moment::Local(day.and_time(time)))
                .ok_or(ParseErrorKind::OutOfRange),
            _ => Err(error.kind()),
        },
    }
}

impl DateFormat {
    /// Reads a day: the day an instant lies in, where the organisation is.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(in crate::files) fn day(&self, text: &str) -> Result<NaiveDate, String> {
        let day = match self.moment(text)? {
            Moment::Day(day) => day,
            Moment::Local(local) => local.date(),
            Moment::Instant(instant) => instant.with_timezone(&self.time_zone).date_naive(),
        };
        in_range(text, day)
    }

    /// Reads an instant: a day begins at midnight where the organisation is.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(in crate::files) fn instant(&self, text: &str) -> Result<DateTime<Utc>, String> {
        let instant = match self.moment(text)? {
            Moment::Day(day) => start_of_day(self.time_zone, in_range(text, day)?),
            Moment::Local(local) => self.local(local),
            Moment::Instant(instant) => instant,
        };
        in_range(text, instant.date_naive())?;
        Ok(instant)
    }

    /// The instant of a local time: the earlier where clocks show it twice, an hour later where they skip it.
    fn local(&self, local: NaiveDateTime) -> DateTime<Utc> {
        let at = |local: NaiveDateTime| self.time_zone.from_local_datetime(&local).earliest();
        at(local)
            .or_else(|| at(local + Duration::hours(1)))
            .map_or_else(|| local.and_utc(), |zoned| zoned.to_utc())
    }

    fn moment(&self, text: &str) -> Result<Moment, String> {
        if (self.iso_first || self.patterns.is_empty())
            && let Ok(moment) = iso(text)
        {
            return Ok(moment);
        }
        let mut misfit = Misfit::Shape;
        for pattern in &self.patterns {
            match pattern.read(text, self.two_digit_year_from) {
                Ok(moment) => return Ok(moment),
                Err(Misfit::NoSuchDay) => misfit = Misfit::NoSuchDay,
                Err(Misfit::Shape) => {}
            }
        }
        if self.patterns.is_empty() && iso(text) == Err(Misfit::NoSuchDay) {
            misfit = Misfit::NoSuchDay;
        }
        Err(match misfit {
            Misfit::NoSuchDay => format!("{text:?} is no day of the calendar, or no time of a day"),
            Misfit::Shape => format!("{text:?} is not written as {}", self.patterns_in_words()),
        })
    }

    fn patterns_in_words(&self) -> String {
        match self.patterns.as_slice() {
            [] => {
                "2026-02-03 or 2026-02-03T09:30:00+01:00: say how it is written with date = \"…\"".to_owned()
            }
            patterns => patterns
                .iter()
                .map(|pattern| format!("{:?}", pattern.text))
                .collect::<Vec<_>>()
                .join(" or "),
        }
    }
}

fn in_range(text: &str, day: NaiveDate) -> Result<NaiveDate, String> {
    if YEARS.contains(&day.year()) {
        return Ok(day);
    }
    Err(format!(
        "{text:?} lies in the year {}: years from {} to {} are taken; with two digits, say \
         two_digit_year_from",
        day.year(),
        YEARS.start(),
        YEARS.end()
    ))
}

/// ISO 8601 as trackers write it: with or without time, with `T` or a space, with any kind of offset.
fn iso(text: &str) -> Result<Moment, Misfit> {
    let bytes = text.as_bytes();
    let dashes = bytes.len() >= 10 && bytes[4] == b'-' && bytes[7] == b'-' && text.is_char_boundary(10);
    if !dashes {
        return Err(Misfit::Shape);
    }
    let number = |range: std::ops::Range<usize>| -> Result<u32, Misfit> {
        let digits = &bytes[range];
        if !digits.iter().all(u8::is_ascii_digit) {
            return Err(Misfit::Shape);
        }
        Ok(digits
            .iter()
            .fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0')))
    };
    let (year, month, of_month) = (number(0..4)?, number(5..7)?, number(8..10)?);
    let day = NaiveDate::from_ymd_opt(year.cast_signed(), month, of_month).ok_or(Misfit::NoSuchDay)?;
    let rest = &text[10..];
    if rest.is_empty() {
        return Ok(Moment::Day(day));
    }
    if let Ok(instant) = DateTime::parse_from_rfc3339(text) {
        return Ok(Moment::Instant(instant.to_utc()));
    }
    for pattern in [
        "T%H:%M:%S%.f%#z",
        " %H:%M:%S%.f %#z",
        " %H:%M:%S%.f%#z",
        "T%H:%M%#z",
    ] {
        if let Ok((instant, "")) = DateTime::parse_and_remainder(text, &format!("%Y-%m-%d{pattern}")) {
            return Ok(Moment::Instant(instant.to_utc()));
        }
    }
    let time = rest.strip_prefix(['T', ' ']).ok_or(Misfit::Shape)?;
    let (time, is_utc) = match time.strip_suffix('Z') {
        Some(time) => (time, true),
        None => (time, false),
    };
    let time = NaiveTime::parse_from_str(time, "%H:%M:%S%.f")
        .or_else(|_| NaiveTime::parse_from_str(time, "%H:%M"))
        .map_err(|error| misfit(error.kind()))?;
    let local = day.and_time(time);
    Ok(match is_utc {
        true => Moment::Instant(local.and_utc()),
        false => Moment::Local(local),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn format(patterns: &[&str], from: Option<i32>) -> DateFormat {
        DateFormat {
            patterns: patterns
                .iter()
                .map(|text| DatePattern::new(text).unwrap())
                .collect(),
            two_digit_year_from: from,
            iso_first: false,
            time_zone: chrono_tz::Europe::London,
        }
    }

    fn day(pattern: &str, text: &str) -> Result<String, String> {
        format(&[pattern], None).day(text).map(|day| day.to_string())
    }

    fn at(patterns: &[&str], text: &str) -> String {
        let instant = format(patterns, None).instant(text);
        instant.map_or_else(|error| error, |instant| instant.to_rfc3339())
    }

    #[test]
    fn patterns_and_two_digit_years() {
        assert_eq!(day("%d-%b-%y", "02-Nov-04").unwrap(), "2004-11-02");
        assert_eq!(day("%d/%m/%Y", "3/2/2026").unwrap(), "2026-02-03");
        assert_eq!(day("%d-%b-%y", "02-Nov-70").unwrap(), "1970-11-02");
        let from_1990 = |text| format(&["%d.%m.%y"], Some(1990)).day(text).unwrap().to_string();
        assert_eq!(from_1990("01.02.90"), "1990-02-01");
        assert_eq!(from_1990("01.02.89"), "2089-02-01");
        let several = format(&["%Y-%m-%d", "%d/%m/%Y"], None);
        assert_eq!(several.day("03/02/2026").unwrap().to_string(), "2026-02-03");
    }

    #[test]
    fn a_day_that_is_none_is_said() {
        assert!(
            day("%d-%b-%y", "31-Feb-07")
                .unwrap_err()
                .contains("no day of the calendar")
        );
        assert!(
            day("%d-%b-%y", "2007-02-01")
                .unwrap_err()
                .contains("not written as \"%d-%b-%y\"")
        );
        assert!(day("%d/%m/%Y", "01/02/07").unwrap_err().contains("year 7"));
        assert!(day("%Y-%m-%d", "2300-01-01").unwrap_err().contains("year 2300"));
        assert!(
            format(&[], None)
                .day("2026-02-31")
                .unwrap_err()
                .contains("no day of the calendar")
        );
        assert!(DatePattern::new("%Q%").is_err());
    }

    #[test]
    fn instants_know_where_the_organisation_is() {
        assert_eq!(
            at(&["%d-%b-%y"], "02-Jul-04"),
            "2004-07-01T23:00:00+00:00",
            "British summer time"
        );
        assert_eq!(
            at(&["%d/%m/%Y %H:%M"], "02/07/2004 10:15"),
            "2004-07-02T09:15:00+00:00"
        );
        assert_eq!(
            at(&["%d/%m/%Y %H:%M"], "28/03/2004 01:30"),
            "2004-03-28T01:30:00+00:00",
            "a skipped hour"
        );
        for text in [
            "2004-07-02T10:15:00+01:00",
            "2004-07-02T10:15:00.000+0100",
            "2004-07-02T09:15:00Z",
            "2004-07-02T10:15",
            "2004-07-02 10:15:00",
            "2004-07-02 10:15:00 +0100",
        ] {
            assert_eq!(at(&[], text), "2004-07-02T09:15:00+00:00", "{text}");
        }
        assert_eq!(at(&["%s"], "1088759700"), "2004-07-02T09:15:00+00:00");
        assert_eq!(at(&["epoch_ms"], "1088759700000"), "2004-07-02T09:15:00+00:00");
        let late = format(&[], None).day("2004-07-01T23:30:00Z").unwrap();
        assert_eq!(late.to_string(), "2004-07-02", "after midnight in London");
    }

    proptest! {
        #[test]
        fn every_day_is_read_back(offset in 0_i64..80_000) {
            let day = NaiveDate::from_ymd_opt(1970, 1, 1).unwrap() + Duration::days(offset);
            prop_assert_eq!(format(&[], None).day(&day.to_string()), Ok(day));
            let written = day.format("%d/%m/%Y").to_string();
            prop_assert_eq!(format(&["%d/%m/%Y"], None).day(&written), Ok(day));
        }

        #[test]
        fn no_text_breaks_a_reader(text in "\\PC{0,30}") {
            for patterns in [&[][..], &["%d-%b-%y"], &["%s"], &["epoch_ms"]] {
                if let Err(reason) = format(patterns, Some(1990)).instant(&text) {
                    prop_assert!(!reason.is_empty());
                }
            }
        }
    }
}
