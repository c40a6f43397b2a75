//! The periods figures speak of: ISO weeks, months and quarters.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

/// How long a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Grain {
    /// ISO week, from Monday.
    Week,
    /// Calendar month.
    Month,
    /// Calendar quarter.
    Quarter,
}

impl Grain {
    /// The part of a message key that names the grain.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Grain::Week => "week",
            Grain::Month => "month",
            Grain::Quarter => "quarter",
        }
    }
}

/// One period, known by its grain and its first day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Period {
    start: NaiveDate,
    grain: Grain,
}

impl Period {
    /// The period of the grain in which the day falls.
    pub fn of(grain: Grain, day: NaiveDate) -> Period {
        let start = match grain {
            Grain::Week => day
                .checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday())))
                .unwrap_or(day),
            Grain::Month => day.with_day(1).unwrap_or(day),
            Grain::Quarter => day
                .with_day(1)
                .and_then(|first| first.checked_sub_months(Months::new(first.month0() % 3)))
                .unwrap_or(day),
        };
        Period { start, grain }
    }

    /// An ISO week by its year and number; `None` when the year has no such week.
    pub fn week(year: i32, week: u32) -> Option<Period> {
        NaiveDate::from_isoywd_opt(year, week, Weekday::Mon).map(|day| Period::of(Grain::Week, day))
    }

    /// The first day.
    pub fn start(self) -> NaiveDate {
        self.start
    }

    /// The grain.
    pub fn grain(self) -> Grain {
        self.grain
    }

    /// The first day after the period.
    pub fn end(self) -> NaiveDate {
        match self.grain {
            Grain::Week => self.start.checked_add_days(Days::new(7)),
            Grain::Month => self.start.checked_add_months(Months::new(1)),
            Grain::Quarter => self.start.checked_add_months(Months::new(3)),
        }
        .unwrap_or(self.start)
    }

    /// The period that follows.
    pub fn next(self) -> Period {
        Period {
            start: self.end(),
            grain: self.grain,
        }
    }

    /// As it is written everywhere: `2026-W05`, `2026-02`, `2026-Q1`.
    pub fn label(self) -> String {
        match self.grain {
            Grain::Week => {
                let week = self.start.iso_week();
                format!("{}-W{:02}", week.year(), week.week())
            }
            Grain::Month => self.start.format("%Y-%m").to_string(),
            Grain::Quarter => format!("{}-Q{}", self.start.year(), self.start.month0() / 3 + 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn periods_are_written_one_way() {
        assert_eq!(Period::week(2026, 5).unwrap().label(), "2026-W05");
        assert_eq!(Period::of(Grain::Week, day(2027, 1, 1)).label(), "2026-W53");
        assert_eq!(Period::of(Grain::Month, day(2026, 2, 28)).label(), "2026-02");
        assert_eq!(Period::of(Grain::Quarter, day(2026, 6, 30)).label(), "2026-Q2");
        assert!(Period::week(2025, 53).is_none());
    }

    #[test]
    fn a_period_ends_where_the_next_begins() {
        let quarter = Period::of(Grain::Quarter, day(2026, 11, 3));
        assert_eq!(
            (quarter.start(), quarter.end()),
            (day(2026, 10, 1), day(2027, 1, 1))
        );
        assert_eq!(quarter.next().label(), "2027-Q1");
    }
}
