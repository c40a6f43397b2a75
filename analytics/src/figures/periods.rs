//! Which periods an answer has rows for.

use chrono::NaiveDate;
use model::query::Filter;
use model::time::{Grain, Month, Period, Week};
use std::ops::Bound;

/// The periods of a filter, and how far series are filled.
///
/// A series has a row for every period from its first data to the last data of the organisation (or to the filter's
/// `to`), but never past the running period: a worklog dated in 2199 by mistake has its own row, and no two
/// thousand empty ones before it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Window {
    grain: Grain,
    from: Option<Period>,
    to: Option<Period>,
    fill_to: Option<Period>,
}

impl Window {
    /// The periods of a filter, over data up to `last_day`.
    pub(crate) fn new(filter: &Filter, last_day: Option<NaiveDate>) -> Self {
        Self::of(filter, filter.grain, last_day)
    }

    /// The same in another grain.
    pub(crate) fn of(filter: &Filter, grain: Grain, last_day: Option<NaiveDate>) -> Self {
        let period = |day: NaiveDate| Period::of(grain, day);
        let to = filter.to.map(period);
        let last = to.or_else(|| last_day.map(period));
        Self {
            grain,
            from: filter.from.map(period),
            to,
            fill_to: last.map(|last| last.min(period(filter.today))),
        }
    }

    /// How finely it is cut.
    pub(crate) fn grain(&self) -> Grain {
        self.grain
    }

    /// The period a week's part in a month lies in.
    pub(crate) fn period(&self, week: Week, month: Month) -> Period {
        match self.grain {
            Grain::Week => Period::Week(week),
            grain => Period::of(grain, month.first_day()),
        }
    }

    /// Whether a period is asked for.
    pub(crate) fn holds(&self, period: Period) -> bool {
        self.from.is_none_or(|from| from <= period) && self.to.is_none_or(|to| period <= to)
    }

    /// The first day asked for.
    pub(crate) fn first_day(&self) -> Option<NaiveDate> {
        self.from.map(Period::first_day)
    }

    /// The last day asked for.
    pub(crate) fn last_day(&self) -> Option<NaiveDate> {
        self.to.map(Period::last_day)
    }

    /// The weeks that the days asked for lie in.
    pub(crate) fn weeks(&self) -> (Bound<Week>, Bound<Week>) {
        let bound =
            |day: Option<NaiveDate>| day.map_or(Bound::Unbounded, |day| Bound::Included(Week::of(day)));
        (bound(self.first_day()), bound(self.last_day()))
    }

    /// The last day that series are filled to.
    pub(crate) fn filled_to(&self) -> Option<NaiveDate> {
        self.fill_to.map(Period::last_day)
    }

    /// Every period of a series with data in some periods (in order), without gaps as far as series are filled.
    /// Periods before the filter's first are there too: a backlog is carried over them.
    pub(crate) fn series(&self, with_data: impl Iterator<Item = Period>) -> Vec<Period> {
        let mut series: Vec<Period> = Vec::new();
        for period in with_data {
            let mut next = series.last().map_or(period, |last| last.next());
            while next < period && self.fill_to.is_some_and(|fill_to| next <= fill_to) {
                series.push(next);
                next = next.next();
            }
            series.push(period);
        }
        while let Some(next) = series.last().map(|last| last.next())
            && self.fill_to.is_some_and(|fill_to| next <= fill_to)
        {
            series.push(next);
        }
        series
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn week(number: u32) -> Period {
        Period::Week(Week::new(2026, number).unwrap())
    }

    fn series(to: Option<u32>, with_data: &[u32]) -> String {
        let today = Week::new(2026, 10).unwrap().monday();
        let filter = Filter {
            to: to.map(|to| week(to).first_day()),
            ..Filter::all(today)
        };
        let window = Window::new(&filter, Some(week(7).last_day()));
        let periods = window.series(with_data.iter().map(|number| week(*number)));
        let words: Vec<String> = periods
            .iter()
            .map(|period| period.to_string()[6..].to_owned())
            .collect();
        words.join(" ")
    }

    #[test]
    fn gaps_are_filled_to_the_last_data_or_the_end_asked_for_and_never_past_today() {
        assert_eq!(series(None, &[2, 4]), "02 03 04 05 06 07");
        assert_eq!(series(Some(9), &[6]), "06 07 08 09");
        assert_eq!(series(Some(30), &[9]), "09 10");
        assert_eq!(series(None, &[6, 30]), "06 07 30", "dated in the future");
        assert_eq!(series(None, &[]), "");
    }
}
