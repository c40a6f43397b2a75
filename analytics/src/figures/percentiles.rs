//! Exact percentiles of whole days, by nearest rank: of n values the p-th is the ⌈n × p / 100⌉-th smallest.
//!
//! Worked: of 1 2 3 4 days, p50 is the 2nd, 2 days, and p85 the ⌈3.4⌉ = 4th, 4 days. It is always a value that
//! some ticket has.

use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The rank of a percentile among `n` values, from 1.
fn rank(n: i64, percent: i64) -> i64 {
    ((n * percent + 99) / 100).max(1)
}

/// How many values of each number of days.
#[derive(Debug, Default)]
pub(crate) struct DayHistogram {
    counts: BTreeMap<i64, i64>,
    n: i64,
}

impl DayHistogram {
    /// Adds `count` values of `days`.
    pub(crate) fn add(&mut self, days: i64, count: i64) {
        *self.counts.entry(days).or_default() += count;
        self.n += count;
    }

    /// How many values there are.
    pub(crate) fn n(&self) -> i64 {
        self.n
    }

    /// All days together.
    pub(crate) fn total(&self) -> i64 {
        self.counts.iter().map(|(days, count)| days * count).sum()
    }

    /// The value at a percentile; none without values.
    pub(crate) fn percentile(&self, percent: i64) -> Option<i64> {
        let wanted = rank(self.n, percent);
        let mut seen = 0;
        self.counts
            .iter()
            .find(|(_, count)| {
                seen += **count;
                seen >= wanted
            })
            .map(|(days, _)| *days)
    }
}

/// Open tickets by the day they were created: a tree of sums (Fenwick), so that a ticket more or less and a
/// percentile of ages both take a handful of steps.
#[derive(Debug)]
pub(crate) struct OpenTickets {
    first: NaiveDate,
    sums: Vec<i64>,
    open: i64,
}

impl OpenTickets {
    /// Room for tickets created from `first` to `last`.
    pub(crate) fn new(first: NaiveDate, last: NaiveDate) -> Self {
        let days = usize::try_from((last - first).num_days() + 1).unwrap_or(1);
        Self {
            first,
            sums: vec![0; days + 1],
            open: 0,
        }
    }

    /// Adds tickets created on a day, or takes them away.
    pub(crate) fn change(&mut self, created: NaiveDate, by: i64) {
        let mut place = usize::try_from((created - self.first).num_days() + 1).unwrap_or(1);
        while place < self.sums.len() {
            self.sums[place] += by;
            place += place & place.wrapping_neg();
        }
        self.open += by;
    }

    /// How many are open.
    pub(crate) fn open(&self) -> i64 {
        self.open
    }

    /// The age in days at a percentile on `today`; none without open tickets.
    pub(crate) fn age(&self, percent: i64, today: NaiveDate) -> Option<i64> {
        if self.open <= 0 {
            return None;
        }
        // The k-th youngest is the (n + 1 − k)-th oldest, and the tree counts from the oldest.
        let mut wanted = self.open + 1 - rank(self.open, percent);
        let mut place = 0;
        let mut step = self.sums.len().next_power_of_two();
        while step > 0 {
            let next = place + step;
            if next < self.sums.len() && self.sums[next] < wanted {
                place = next;
                wanted -= self.sums[next];
            }
            step /= 2;
        }
        let offset = chrono::Duration::days(i64::try_from(place).ok()?);
        Some((today - (self.first + offset)).num_days().max(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn naive(values: &[i64], percent: usize) -> Option<i64> {
        let mut sorted = values.to_vec();
        sorted.sort_unstable();
        let rank = (values.len() * percent).div_ceil(100).max(1);
        sorted.get(rank - 1).copied()
    }

    #[test]
    fn the_worked_example() {
        let mut histogram = DayHistogram::default();
        (1..=4).for_each(|days| histogram.add(days, 1));
        assert_eq!(
            (histogram.percentile(50), histogram.percentile(85)),
            (Some(2), Some(4))
        );
        assert_eq!(DayHistogram::default().percentile(50), None);
    }

    proptest! {
        #[test]
        fn both_are_the_nearest_rank(ages in prop::collection::vec(0_i64..60, 0..40), gone in 0_usize..40) {
            let today: NaiveDate = "2026-03-02".parse().unwrap();
            let created = |age: i64| today - chrono::Duration::days(age);
            let mut open = OpenTickets::new(created(60), today);
            let mut histogram = DayHistogram::default();
            for age in &ages {
                open.change(created(*age), 1);
            }
            let gone = gone.min(ages.len());
            for age in &ages[..gone] {
                open.change(created(*age), -1);
            }
            for age in &ages[gone..] {
                histogram.add(*age, 1);
            }
            for percent in [50, 85] {
                let expected = naive(&ages[gone..], percent);
                prop_assert_eq!(open.age(i64::try_from(percent).unwrap(), today), expected);
                prop_assert_eq!(histogram.percentile(i64::try_from(percent).unwrap()), expected);
            }
        }
    }
}
