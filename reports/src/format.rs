//! Numbers, dates and units as people read them. This is the only place where figures are rounded.

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};

use crate::Language;
use crate::text::Text;

/// Stands where there is no value: null is not zero.
pub const DASH: &str = "–";
/// Joins a number and its unit so that they never part at a line end.
const THIN: char = '\u{202F}';
const MINUS: char = '\u{2212}';

/// Formats values in one language.
#[derive(Debug, Clone, Copy)]
pub struct Format {
    language: Language,
}

impl Format {
    /// A formatter for the language.
    pub fn new(language: Language) -> Self {
        Format { language }
    }

    /// A fraction as percent without decimals (`0.354` → `35 %`); a dash when null. What would round to nothing
    /// without being nothing is `< 1 %`.
    pub fn percent(self, share: Option<f64>) -> String {
        self.or_dash(share, |share| match share * 100.0 {
            tiny if tiny > 0.0 && tiny < 0.5 => format!("<{THIN}1{THIN}%"),
            percent => format!("{}{THIN}%", self.decimal(percent, 0)),
        })
    }

    /// Hours with one decimal under 100 h, none above; a dash when null.
    pub fn hours(self, hours: Option<f64>) -> String {
        self.or_dash(hours, |hours| {
            let digits = usize::from(hours.abs() < 99.95);
            format!("{}{THIN}h", self.decimal(hours, digits))
        })
    }

    /// Hours to the hundredth, for lists whose rows must add up to their figure.
    pub fn hours_exact(self, hours: f64) -> String {
        format!("{}{THIN}h", self.decimal(hours, 2))
    }

    /// A difference of shares in points, with its sign (`+6 pts`).
    pub fn points(self, difference: Option<f64>) -> String {
        self.or_dash(difference, |difference| {
            let points = self.decimal(difference * 100.0, 0);
            let sign = if difference * 100.0 >= 0.5 { "+" } else { "" };
            let unit = Text::new(self.language).t("unit-points");
            format!("{sign}{points}{THIN}{unit}")
        })
    }

    /// A whole number with thousands apart.
    pub fn integer(self, value: i64) -> String {
        self.decimal(value as f64, 0)
    }

    /// A whole number, or a dash when null.
    pub fn count(self, value: Option<i64>) -> String {
        value.map_or_else(|| DASH.to_owned(), |value| self.integer(value))
    }

    /// A number with a fixed number of decimals, thousands apart and the language's decimal mark.
    pub fn decimal(self, value: f64, digits: usize) -> String {
        if !value.is_finite() {
            return DASH.to_owned();
        }
        let plain = format!("{:.digits$}", value.abs());
        let (whole, fraction) = plain.split_once('.').unwrap_or((plain.as_str(), ""));
        let mut text = String::new();
        if value < 0.0 && plain.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) {
            text.push(MINUS);
        }
        let (thousands, mark) = match self.language {
            Language::En => (',', '.'),
            Language::Fr => (THIN, ','),
        };
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index).is_multiple_of(3) {
                text.push(thousands);
            }
            text.push(digit);
        }
        if !fraction.is_empty() {
            text.push(mark);
            text.push_str(fraction);
        }
        text
    }

    /// A day in tables: ISO, as everywhere in the product.
    pub fn day(self, date: NaiveDate) -> String {
        date.format("%Y-%m-%d").to_string()
    }

    /// A day in a sentence: `30 July 2026`, `30 juillet 2026`, `1er août 2026`.
    pub fn day_long(self, date: NaiveDate) -> String {
        let text = Text::new(self.language);
        let day = match (self.language, date.day()) {
            (Language::Fr, 1) => "1er".to_owned(),
            (_, day) => day.to_string(),
        };
        format!(
            "{day}\u{A0}{}\u{A0}{}",
            text.t(MONTHS[date.month0() as usize]),
            date.year()
        )
    }

    /// A moment in a sentence: the long day and the minute.
    pub fn moment(self, at: NaiveDateTime) -> String {
        let (day, hour, minute) = (self.day_long(at.date()), at.hour(), at.minute());
        match self.language {
            Language::En => format!("{day}, {hour:02}:{minute:02}"),
            Language::Fr => format!("{day} à {hour:02}:{minute:02}"),
        }
    }

    /// A moment in tables.
    pub fn stamp(self, at: NaiveDateTime) -> String {
        at.format("%Y-%m-%d\u{A0}%H:%M").to_string()
    }

    /// A short month name for an axis.
    pub(crate) fn month_short(self, date: NaiveDate) -> String {
        Text::new(self.language).t(MONTHS_SHORT[date.month0() as usize])
    }

    fn or_dash(self, value: Option<f64>, write: impl FnOnce(f64) -> String) -> String {
        value
            .filter(|value| value.is_finite())
            .map_or_else(|| DASH.to_owned(), write)
    }
}

const MONTHS: [&str; 12] = [
    "month-1", "month-2", "month-3", "month-4", "month-5", "month-6", "month-7", "month-8", "month-9",
    "month-10", "month-11", "month-12",
];
const MONTHS_SHORT: [&str; 12] = [
    "month-short-1",
    "month-short-2",
    "month-short-3",
    "month-short-4",
    "month-short-5",
    "month-short-6",
    "month-short-7",
    "month-short-8",
    "month-short-9",
    "month-short-10",
    "month-short-11",
    "month-short-12",
];

#[cfg(test)]
mod tests {
    use super::*;

    const EN: Format = Format {
        language: Language::En,
    };
    const FR: Format = Format {
        language: Language::Fr,
    };

    #[test]
    fn null_is_a_dash_and_zero_is_zero() {
        assert_eq!(EN.percent(None), "–");
        assert_eq!(EN.percent(Some(0.0)), "0\u{202F}%");
        assert_eq!(EN.hours(None), "–");
        assert_eq!(FR.hours(Some(0.0)), "0,0\u{202F}h");
        assert_eq!(EN.percent(Some(f64::NAN)), "–");
        assert_eq!(EN.percent(Some(0.003)), "<\u{202F}1\u{202F}%");
        assert_eq!(EN.percent(Some(0.354)), "35\u{202F}%");
    }

    #[test]
    fn numbers_follow_the_language() {
        assert_eq!(EN.decimal(95_001.98, 2), "95,001.98");
        assert_eq!(FR.decimal(95_001.98, 2), "95\u{202F}001,98");
        assert_eq!(EN.decimal(-1234.0, 0), "\u{2212}1,234");
        assert_eq!(EN.decimal(-0.04, 1), "0.0");
        assert_eq!(FR.integer(999), "999");
    }

    #[test]
    fn hours_lose_their_decimals_above_a_hundred() {
        assert_eq!(EN.hours(Some(99.94)), "99.9\u{202F}h");
        assert_eq!(EN.hours(Some(99.96)), "100\u{202F}h");
    }

    #[test]
    fn points_carry_their_sign() {
        assert_eq!(EN.points(Some(0.06)), "+6\u{202F}pts");
        assert_eq!(EN.points(Some(-0.06)), "\u{2212}6\u{202F}pts");
        assert_eq!(EN.points(Some(0.001)), "0\u{202F}pts");
    }

    #[test]
    fn days_are_written_out_in_sentences() {
        let day = NaiveDate::from_ymd_opt(2026, 8, 1).unwrap();
        assert_eq!(EN.day_long(day), "1\u{A0}August\u{A0}2026");
        assert_eq!(FR.day_long(day), "1er\u{A0}août\u{A0}2026");
        assert_eq!(
            FR.moment(day.and_hms_opt(6, 5, 0).unwrap()),
            "1er\u{A0}août\u{A0}2026 à 06:05"
        );
    }
}
