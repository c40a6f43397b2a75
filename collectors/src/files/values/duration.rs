//! Durations into whole seconds: exact, halves of a second away from zero.

use super::number::{Decimal, NumberFormat};
use crate::files::mapping::Unit;
use model::time::Seconds;

/// How the durations of a column are written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::files) struct DurationFormat {
    /// What they count.
    pub(in crate::files) unit: Unit,
    /// Seconds of a working day, where days may occur.
    pub(in crate::files) day: Option<Decimal>,
    /// How their numbers are written.
    pub(in crate::files) numbers: NumberFormat,
}

/// Seconds of a working day of so many hours.
pub(in crate::files) fn day_of_hours(hours: f64) -> Option<Decimal> {
    Decimal::from_float(hours)?
        .times_rounded(HOUR)
        .map(Decimal::whole)
}

const HOUR: Decimal = Decimal::whole(3600);
const MINUTE: Decimal = Decimal::whole(60);
const SECOND: Decimal = Decimal::whole(1);

impl DurationFormat {
    /// Reads a duration.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(in crate::files) fn read(self, text: &str) -> Result<Seconds, String> {
        let unit = match self.unit {
            Unit::Hours => HOUR,
            Unit::Minutes => MINUTE,
            Unit::Seconds => SECOND,
            Unit::Days => self.day.unwrap_or(HOUR),
            Unit::Clock => return clock(text).map(Seconds),
            Unit::Iso8601 => return self.iso8601(text).map(Seconds),
        };
        let number = self.numbers.read(text);
        let number = number.map_err(|reason| match text.contains(':') {
            true => format!("{reason}: hours and minutes are unit = \"h:mm\""),
            false => reason,
        })?;
        number
            .times_rounded(unit)
            .map(Seconds)
            .ok_or_else(|| format!("{text:?} is longer than any time"))
    }

    /// `PT6H50M`, `P1DT2H`, `PT0.5H`, `-PT15M`.
    fn iso8601(self, text: &str) -> Result<i64, String> {
        let bad = || format!("{text:?} is not a duration of ISO 8601: write PT6H50M");
        let (sign, rest) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text),
        };
        let rest = rest.strip_prefix('P').ok_or_else(bad)?;
        let (days, times) = match rest.split_once('T') {
            Some((_, "")) => return Err(bad()),
            Some((days, times)) => (days, times),
            None => (rest, ""),
        };
        if rest.is_empty() {
            return Err(bad());
        }
        let mut seconds: i64 = 0;
        for (part, is_time) in [(days, false), (times, true)] {
            for (number, letter) in parts(part).ok_or_else(bad)? {
                let unit = match (letter, is_time) {
                    ('H', true) => HOUR,
                    ('M', true) => MINUTE,
                    ('S', true) => SECOND,
                    ('D', false) => self.working_day(text)?,
                    ('W', false) => Decimal::whole(
                        self.working_day(text)?
                            .exactly(0)
                            .ok_or_else(bad)?
                            .saturating_mul(5),
                    ),
                    ('Y' | 'M', false) => {
                        return Err(format!("{text:?} has years or months, which are no working time"));
                    }
                    _ => return Err(bad()),
                };
                let number = NumberFormat::default().read(&number.replace(',', "."));
                let part = number.map_err(|_| bad())?.times_rounded(unit).ok_or_else(bad)?;
                seconds = seconds.checked_add(part).ok_or_else(bad)?;
            }
        }
        Ok(sign * seconds)
    }

    fn working_day(self, text: &str) -> Result<Decimal, String> {
        self.day.ok_or_else(|| {
            format!(
                "{text:?} has days: say in the mapping how many hours they have, such as hours_per_day = 8"
            )
        })
    }
}

/// The numbers of an ISO 8601 duration, each with its letter.
fn parts(text: &str) -> Option<Vec<(&str, char)>> {
    let mut found = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|c: char| c.is_ascii_alphabetic())?;
        let (number, after) = rest.split_at(end);
        if !number.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let mut letters = after.chars();
        found.push((number, letters.next()?));
        rest = letters.as_str();
    }
    Some(found)
}

/// `6:50`, `-0:30`, `123:00:15`.
fn clock(text: &str) -> Result<i64, String> {
    let bad = || format!("{text:?} is not hours and minutes: write 6:50");
    let (sign, rest) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    let number = |part: &str| match part.len() <= 9 && part.bytes().all(|byte| byte.is_ascii_digit()) {
        true => part.parse::<i64>().ok(),
        false => None,
    };
    let mut parts = rest.split(':');
    let hours = parts.next().and_then(number).ok_or_else(bad)?;
    let minutes = parts.next().and_then(number).ok_or_else(bad)?;
    let seconds = match parts.next() {
        Some(part) => number(part).ok_or_else(bad)?,
        None => 0,
    };
    if minutes > 59 || seconds > 59 || parts.next().is_some() {
        return Err(bad());
    }
    Ok(sign * (hours * 3600 + minutes * 60 + seconds))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(unit: Unit, text: &str) -> Result<i64, String> {
        let day = day_of_hours(7.5);
        let numbers = NumberFormat::default();
        DurationFormat { unit, day, numbers }
            .read(text)
            .map(|seconds| seconds.0)
    }

    #[test]
    fn every_unit_is_exact() {
        assert_eq!(read(Unit::Hours, "0.7"), Ok(2520));
        assert_eq!(read(Unit::Hours, "-1.75"), Ok(-6300));
        assert_eq!(read(Unit::Hours, "0.5000000074"), Ok(1800));
        assert_eq!(read(Unit::Minutes, "90"), Ok(5400));
        assert_eq!(read(Unit::Minutes, "0.025"), Ok(2), "one second and a half");
        assert_eq!(read(Unit::Seconds, "-0.5"), Ok(-1));
        assert_eq!(read(Unit::Days, "2"), Ok(54_000));
        assert_eq!(read(Unit::Clock, "6:50"), Ok(24_600));
        assert_eq!(read(Unit::Clock, "-123:00:15"), Ok(-442_815));
        assert_eq!(read(Unit::Iso8601, "PT5H"), Ok(18_000));
        assert_eq!(read(Unit::Iso8601, "P1DT2H30M"), Ok(27_000 + 9000));
        assert_eq!(read(Unit::Iso8601, "P1W"), Ok(135_000));
        assert_eq!(read(Unit::Iso8601, "-PT0,5H"), Ok(-1800));
    }

    #[test]
    fn what_is_no_duration_is_said() {
        for (unit, bad) in [
            (Unit::Hours, "abc"),
            (Unit::Hours, "1e30"),
            (Unit::Clock, "6:60"),
            (Unit::Clock, "650"),
            (Unit::Clock, "6:50:10:1"),
            (Unit::Clock, "6:-5"),
            (Unit::Iso8601, "5H"),
            (Unit::Iso8601, "P"),
            (Unit::Iso8601, "PT"),
            (Unit::Iso8601, "P1DT"),
            (Unit::Iso8601, "P1M"),
            (Unit::Iso8601, "PT5"),
            (Unit::Iso8601, "PT-5H"),
        ] {
            assert!(read(unit, bad).is_err(), "{bad:?} was taken");
        }
        assert!(read(Unit::Hours, "6:50").unwrap_err().contains("unit = \"h:mm\""));
    }

    proptest! {
        #[test]
        fn hours_with_two_decimals_lose_nothing(hundredths in -1_000_000_i64..1_000_000) {
            let sign = if hundredths < 0 { "-" } else { "" };
            let size = hundredths.abs();
            let text = format!("{sign}{}.{:02}", size / 100, size % 100);
            prop_assert_eq!(read(Unit::Hours, &text), Ok(hundredths * 36));
        }

        #[test]
        fn no_text_breaks_a_reader(text in "\\PC{0,20}") {
            for unit in [Unit::Hours, Unit::Clock, Unit::Iso8601] {
                if let Err(reason) = read(unit, &text) {
                    prop_assert!(!reason.is_empty());
                }
            }
        }
    }
}
