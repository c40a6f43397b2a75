//! Weeks, months, quarters, years, and durations in whole seconds (sections 0 and 1 of the book).

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A period that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is not a period: write a week as 2026-W05, a month as 2026-02, a quarter as 2026-Q1, a year as 2026 or a day as 2026-02-03"
)]
pub struct BadPeriod(pub String);

/// An ISO week, known by its Monday. Written `2026-W05`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Week(NaiveDate);

impl Week {
    /// The week a day lies in.
    #[must_use]
    pub fn of(day: NaiveDate) -> Self {
        Self(day - Days::new(u64::from(day.weekday().num_days_from_monday())))
    }

    /// The week of an ISO year and number, if that year has it.
    #[must_use]
    pub fn new(year: i32, number: u32) -> Option<Self> {
        NaiveDate::from_isoywd_opt(year, number, Weekday::Mon).map(Self)
    }

    /// Its first day.
    #[must_use]
    pub fn monday(self) -> NaiveDate {
        self.0
    }

    /// Its last day.
    #[must_use]
    pub fn sunday(self) -> NaiveDate {
        self.0 + Days::new(6)
    }

    /// The week after.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0 + Days::new(7))
    }

    /// The week before.
    #[must_use]
    pub fn previous(self) -> Self {
        Self(self.0 - Days::new(7))
    }

    /// This week moved by `weeks`, which can be negative.
    #[must_use]
    pub fn plus(self, weeks: i64) -> Self {
        Self(self.0 + chrono::Duration::weeks(weeks))
    }

    /// Whole weeks from `earlier` to this one; negative when it lies before.
    #[must_use]
    pub fn weeks_since(self, earlier: Self) -> i64 {
        (self.0 - earlier.0).num_days() / 7
    }

    /// Every week from this one to `last`, both included.
    pub fn through(self, last: Self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self), |week| Some(week.next())).take_while(move |week| *week <= last)
    }
}

impl fmt::Display for Week {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let iso = self.0.iso_week();
        write!(f, "{}-W{:02}", iso.year(), iso.week())
    }
}

impl FromStr for Week {
    type Err = BadPeriod;
    fn from_str(text: &str) -> Result<Self, BadPeriod> {
        let bad = || BadPeriod(text.to_owned());
        let (year, number) = text.split_once("-W").ok_or_else(bad)?;
        if number.len() != 2 || year.len() != 4 {
            return Err(bad());
        }
        let year = year.parse().map_err(|_| bad())?;
        let number = number.parse().map_err(|_| bad())?;
        Self::new(year, number).ok_or_else(bad)
    }
}

/// A calendar month, known by its first day. Written `2026-02`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(NaiveDate);

impl Month {
    /// The month a day lies in.
    #[must_use]
    pub fn of(day: NaiveDate) -> Self {
        Self(day - Days::new(u64::from(day.day0())))
    }

    /// The month of a year and a number from 1 to 12.
    #[must_use]
    pub fn new(year: i32, number: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, number, 1).map(Self)
    }

    /// Its first day.
    #[must_use]
    pub fn first_day(self) -> NaiveDate {
        self.0
    }

    /// Its last day.
    #[must_use]
    pub fn last_day(self) -> NaiveDate {
        self.next().0 - Days::new(1)
    }

    /// The month after.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0 + Months::new(1))
    }

    /// Months since year 0: a number that sorts, for stores that keep months as integers.
    #[must_use]
    pub fn ordinal(self) -> i32 {
        self.0.year() * 12 + self.0.month0().cast_signed()
    }

    /// The month of an [`ordinal`](Self::ordinal).
    #[must_use]
    pub fn from_ordinal(ordinal: i32) -> Option<Self> {
        Self::new(ordinal.div_euclid(12), ordinal.rem_euclid(12).cast_unsigned() + 1)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.0.year(), self.0.month())
    }
}

impl FromStr for Month {
    type Err = BadPeriod;
    fn from_str(text: &str) -> Result<Self, BadPeriod> {
        let bad = || BadPeriod(text.to_owned());
        let (year, number) = text.split_once('-').ok_or_else(bad)?;
        if year.len() != 4 || number.len() != 2 {
            return Err(bad());
        }
        Self::new(
            year.parse().map_err(|_| bad())?,
            number.parse().map_err(|_| bad())?,
        )
        .ok_or_else(bad)
    }
}

/// How finely a series is cut. The grain of the book is the week; a quarter or a year sums its days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Grain {
    /// ISO weeks.
    #[default]
    Week,
    /// Calendar months.
    Month,
    /// Calendar quarters.
    Quarter,
    /// Calendar years.
    Year,
}

impl Grain {
    /// Every grain, finest first.
    pub const ALL: [Self; 4] = [Self::Week, Self::Month, Self::Quarter, Self::Year];

    /// The word of the command line, the API and the column of a table.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }
}

impl FromStr for Grain {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|grain| grain.word() == text)
            .ok_or_else(|| format!("{text:?} is not a grain: use week, month, quarter or year"))
    }
}

/// A stretch of days of one grain: `2026-W05`, `2026-02`, `2026-Q1` or `2026`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// An ISO week.
    Week(Week),
    /// A month.
    Month(Month),
    /// A quarter, known by its first month.
    Quarter(Month),
    /// A calendar year, known by its first month.
    Year(Month),
    /// One day.
    Day(NaiveDate),
}

impl Period {
    /// The period of a grain in which a day lies.
    #[must_use]
    pub fn of(grain: Grain, day: NaiveDate) -> Self {
        let month = Month::of(day);
        match grain {
            Grain::Week => Self::Week(Week::of(day)),
            Grain::Month => Self::Month(month),
            Grain::Quarter => Self::Quarter(Month(month.0 - Months::new(month.0.month0() % 3))),
            Grain::Year => Self::Year(Month(month.0 - Months::new(month.0.month0()))),
        }
    }

    /// Its first day.
    #[must_use]
    pub fn first_day(self) -> NaiveDate {
        match self {
            Self::Week(week) => week.monday(),
            Self::Month(month) | Self::Quarter(month) | Self::Year(month) => month.first_day(),
            Self::Day(day) => day,
        }
    }

    /// Its last day.
    #[must_use]
    pub fn last_day(self) -> NaiveDate {
        match self {
            Self::Week(week) => week.sunday(),
            Self::Month(month) => month.last_day(),
            Self::Quarter(month) => month.0 + Months::new(3) - Days::new(1),
            Self::Year(month) => month.0 + Months::new(12) - Days::new(1),
            Self::Day(day) => day,
        }
    }

    /// The period after, of the same length.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Week(week) => Self::Week(week.next()),
            Self::Month(month) => Self::Month(month.next()),
            Self::Quarter(month) => Self::Quarter(Month(month.0 + Months::new(3))),
            Self::Year(month) => Self::Year(Month(month.0 + Months::new(12))),
            Self::Day(day) => Self::Day(day + Days::new(1)),
        }
    }

    /// Whether all of it lies before `today`: only closed periods are spoken of (section 0).
    #[must_use]
    pub fn is_closed(self, today: NaiveDate) -> bool {
        self.last_day() < today
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Week(week) => week.fmt(f),
            Self::Month(month) => month.fmt(f),
            Self::Quarter(month) => write!(f, "{:04}-Q{}", month.0.year(), month.0.month0() / 3 + 1),
            Self::Year(month) => write!(f, "{:04}", month.0.year()),
            Self::Day(day) => day.fmt(f),
        }
    }
}

impl FromStr for Period {
    type Err = BadPeriod;
    fn from_str(text: &str) -> Result<Self, BadPeriod> {
        let bad = || BadPeriod(text.to_owned());
        if text.contains("-W") {
            return text.parse().map(Self::Week);
        }
        if let Some((year, quarter)) = text.split_once("-Q") {
            let year = year.parse().map_err(|_| bad())?;
            let quarter: u32 = quarter.parse().map_err(|_| bad())?;
            if !(1..=4).contains(&quarter) {
                return Err(bad());
            }
            return Month::new(year, quarter * 3 - 2)
                .map(Self::Quarter)
                .ok_or_else(bad);
        }
        match text.len() {
            4 => Month::new(text.parse().map_err(|_| bad())?, 1)
                .map(Self::Year)
                .ok_or_else(bad),
            7 => text.parse().map(Self::Month),
            10 => text.parse().map(Self::Day).map_err(|_| bad()),
            _ => Err(bad()),
        }
    }
}

macro_rules! period_as_text {
    ($($name:ident),*) => {$(
        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}
period_as_text!(Week, Month, Period);

/// Signed whole seconds: how worklogs are kept (section 0). Corrections can be negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Seconds(pub i64);

impl Seconds {
    /// The same span in hours, unrounded.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "2^53 seconds are 285 million years")]
    pub fn hours(self) -> f64 {
        self.0 as f64 / 3600.0
    }
}

/// Millionths of a second: what a squad gets of a worklog. A person in two squads splits an hour exactly,
/// so that the parts add up to the whole without a float.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Micros(pub i64);

impl Micros {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// The same span in hours, unrounded.
    #[must_use]
    #[expect(
        clippy::cast_precision_loss,
        reason = "one rounding at display, as the book asks"
    )]
    pub fn hours(self) -> f64 {
        self.0 as f64 / 3_600_000_000.0
    }
}

impl From<Seconds> for Micros {
    fn from(seconds: Seconds) -> Self {
        Self(seconds.0 * 1_000_000)
    }
}

impl std::ops::Add for Micros {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl std::ops::AddAssign for Micros {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl std::iter::Sum for Micros {
    fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
        parts.fold(Self::ZERO, |sum, part| sum + part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn iso_weeks_cross_years() {
        assert_eq!(Week::of(day("2027-01-03")).to_string(), "2026-W53");
        assert_eq!("2026-W53".parse::<Week>().unwrap().sunday(), day("2027-01-03"));
        assert!("2025-W53".parse::<Week>().is_err());
        assert_eq!(
            "2027-W01"
                .parse::<Week>()
                .unwrap()
                .weeks_since("2026-W52".parse().unwrap()),
            2
        );
    }

    #[test]
    fn every_period_reads_what_it_writes() {
        for text in ["2026-W05", "2026-02", "2026-Q1", "2026", "2026-02-03"] {
            assert_eq!(text.parse::<Period>().unwrap().to_string(), text);
        }
        for bad in ["", "2026-W5", "2026-13", "2026-Q5", "2026-02-31", "soon"] {
            assert!(bad.parse::<Period>().is_err(), "{bad:?} was taken");
        }
    }

    #[test]
    fn months_are_integers_and_back() {
        for text in ["2004-12", "2026-01"] {
            let month: Month = text.parse().unwrap();
            assert_eq!(Month::from_ordinal(month.ordinal()), Some(month));
        }
    }

    #[test]
    fn quarters_hold_their_days() {
        let quarter = Period::of(Grain::Quarter, day("2026-05-31"));
        assert_eq!(quarter.to_string(), "2026-Q2");
        assert_eq!(
            (quarter.first_day(), quarter.last_day()),
            (day("2026-04-01"), day("2026-06-30"))
        );
        assert!(quarter.is_closed(day("2026-07-01")));
        assert!(!quarter.is_closed(day("2026-06-30")));
    }
}
