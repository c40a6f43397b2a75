//! The time axis: from days to pixels, and as many labels as there is room for, from weeks to decades.

use chrono::{Datelike, Days, NaiveDate};

use super::canvas::{Canvas, Ink};
use super::scale::Scale;
use crate::format::Format;
use crate::{Grain, Period, ReportError};

/// Time from left to right.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TimeAxis {
    first: NaiveDate,
    last: NaiveDate,
    scale: Scale,
}

/// How far apart the labels stand.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Step {
    Weeks(i64),
    Months(u32),
    Years(i32),
}

impl TimeAxis {
    /// From the first day to the day after the last, over the pixels from `left` to `right`.
    pub(crate) fn new(first: NaiveDate, last: NaiveDate, left: f64, right: f64) -> Self {
        let days = (last - first).num_days().max(1) as f64;
        TimeAxis {
            first,
            last,
            scale: Scale {
                domain: (0.0, days),
                range: (left, right),
            },
        }
    }

    /// The axis over the periods of a series; `None` when there is none.
    pub(crate) fn over(periods: impl IntoIterator<Item = Period>, left: f64, right: f64) -> Option<Self> {
        let mut periods = periods.into_iter();
        let first = periods.next()?;
        let (from, to) = periods.fold((first.start(), first.end()), |(from, to), period| {
            (from.min(period.start()), to.max(period.end()))
        });
        Some(TimeAxis::new(from, to, left, right))
    }

    pub(crate) fn at(&self, day: NaiveDate) -> f64 {
        self.scale.at((day - self.first).num_days() as f64)
    }

    pub(crate) fn contains(&self, day: NaiveDate) -> bool {
        (self.first..=self.last).contains(&day)
    }

    /// Whether any of the days from one to another, or on and on, is on the axis.
    pub(crate) fn overlaps(&self, from: NaiveDate, to: Option<NaiveDate>) -> bool {
        from <= self.last && to.is_none_or(|to| self.first <= to)
    }

    /// The place of a day, moved to the nearer end if it is outside.
    pub(crate) fn clamped(&self, day: NaiveDate) -> f64 {
        self.at(day.clamp(self.first, self.last))
    }

    /// The middle of a period.
    pub(crate) fn middle(&self, period: Period) -> f64 {
        (self.at(period.start()) + self.at(period.end())) / 2.0
    }

    pub(crate) fn left(&self) -> f64 {
        self.scale.range.0
    }

    pub(crate) fn right(&self) -> f64 {
        self.scale.range.1
    }

    /// Draws ticks and labels under the line at `y`: weeks or months, with the years beneath.
    pub(crate) fn draw(
        &self,
        canvas: &Canvas<'_>,
        y: f64,
        format: Format,
        grain: Grain,
    ) -> Result<(), ReportError> {
        let palette = canvas.palette;
        canvas.line(&[(self.left(), y), (self.right(), y)], palette.axis, 1.0)?;
        let step = self.step(grain);
        let small = Ink::new(11.0, palette.muted);
        let starts = self.starts(step);
        for (index, day) in starts.iter().enumerate() {
            let x = self.at(*day);
            canvas.line(&[(x, y), (x, y + 4.0)], palette.axis, 1.0)?;
            let next = starts.get(index + 1).map_or(self.right(), |next| self.at(*next));
            let place = match step {
                Step::Weeks(weeks) => x + (next - x).min(self.pixels(7 * weeks)) / weeks as f64 / 2.0,
                Step::Months(1) | Step::Years(1) => (x + next) / 2.0,
                Step::Months(_) if grain == Grain::Quarter => (x + next) / 2.0,
                _ => x,
            };
            let room = if step == Step::Years(1) || step == Step::Months(1) {
                next - x
            } else {
                f64::MAX
            };
            if room >= 26.0 && place <= self.right() {
                canvas.text(
                    (place, y + 14.0),
                    &label(step, *day, grain, format),
                    small.middle(),
                )?;
            }
        }
        if matches!(step, Step::Years(_)) {
            Ok(())
        } else {
            self.draw_years(canvas, y)
        }
    }

    /// The years beneath weeks or months, each at its first visible day.
    fn draw_years(&self, canvas: &Canvas<'_>, y: f64) -> Result<(), ReportError> {
        let ink = Ink::new(11.0, canvas.palette.muted).bold();
        let mut free_from = f64::MIN;
        for year in self.first.year()..=self.last.year() {
            let Some(first) = NaiveDate::from_ymd_opt(year, 1, 1) else {
                continue;
            };
            let x = self.clamped(first);
            let end = NaiveDate::from_ymd_opt(year + 1, 1, 1).map_or(self.right(), |end| self.clamped(end));
            if end - x < 34.0 || x < free_from {
                continue;
            }
            if self.contains(first) {
                canvas.line(&[(x, y + 21.0), (x, y + 36.0)], canvas.palette.axis, 1.0)?;
            }
            canvas.text((x + 5.0, y + 29.0), &year.to_string(), ink)?;
            free_from = x + 40.0;
        }
        Ok(())
    }

    fn pixels(&self, days: i64) -> f64 {
        self.scale.at(days as f64) - self.scale.at(0.0)
    }

    fn step(&self, grain: Grain) -> Step {
        let candidates = [
            (Step::Weeks(1), 7, 34.0),
            (Step::Weeks(2), 14, 34.0),
            (Step::Weeks(4), 28, 44.0),
            (Step::Months(1), 30, 34.0),
            (Step::Months(3), 91, 34.0),
            (Step::Years(1), 365, 34.0),
            (Step::Years(2), 730, 34.0),
            (Step::Years(5), 1826, 34.0),
        ];
        let fits = |(step, days, room): &(Step, i64, f64)| {
            (grain == Grain::Week || !matches!(step, Step::Weeks(_)))
                && (grain != Grain::Quarter || *step != Step::Months(1))
                && self.pixels(*days) >= *room
        };
        candidates
            .iter()
            .find(|candidate| fits(candidate))
            .map_or(Step::Years(10), |candidate| candidate.0)
    }

    /// The days at which the labels' periods start, inside the axis.
    fn starts(&self, step: Step) -> Vec<NaiveDate> {
        let mut starts = Vec::new();
        let mut day = match step {
            Step::Weeks(_) => Period::of(Grain::Week, self.first).start(),
            Step::Months(_) => Period::of(Grain::Month, self.first).start(),
            Step::Years(_) => NaiveDate::from_ymd_opt(self.first.year(), 1, 1).unwrap_or(self.first),
        };
        while day < self.last {
            let wanted = match step {
                Step::Weeks(weeks) => {
                    (Period::of(Grain::Week, day).start() - epoch()).num_days() / 7 % weeks == 0
                }
                Step::Months(months) => day.month0().is_multiple_of(months),
                Step::Years(years) => day.year() % years == 0,
            };
            if wanted && day >= self.first {
                starts.push(day);
            }
            let next = match step {
                Step::Weeks(_) => day.checked_add_days(Days::new(7)),
                Step::Months(_) => Some(Period::of(Grain::Month, day).end()),
                Step::Years(_) => NaiveDate::from_ymd_opt(day.year() + 1, 1, 1),
            };
            match next {
                Some(next) => day = next,
                None => break,
            }
        }
        starts
    }
}

/// A Monday, so that labels of every second or fourth week stay on the same weeks when the axis moves on.
fn epoch() -> NaiveDate {
    NaiveDate::from_ymd_opt(2001, 1, 1).unwrap_or_default()
}

fn label(step: Step, day: NaiveDate, grain: Grain, format: Format) -> String {
    match step {
        Step::Months(3) if grain == Grain::Quarter => format!("Q{}", day.month0() / 3 + 1),
        Step::Weeks(_) => format!("W{:02}", day.iso_week().week()),
        Step::Months(_) => format.month_short(day),
        Step::Years(_) => day.year().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis(weeks: u64) -> TimeAxis {
        let first = NaiveDate::from_ymd_opt(2016, 1, 4).unwrap();
        TimeAxis::new(first, first + Days::new(7 * weeks), 50.0, 800.0)
    }

    #[test]
    fn labels_thin_out_as_the_axis_grows() {
        assert_eq!(axis(8).step(Grain::Week), Step::Weeks(1));
        assert_eq!(axis(26).step(Grain::Week), Step::Weeks(2));
        assert_eq!(axis(52).step(Grain::Week), Step::Weeks(4));
        assert_eq!(axis(104).step(Grain::Week), Step::Months(3));
        assert_eq!(axis(520).step(Grain::Week), Step::Years(1));
        assert_eq!(axis(4 * 520).step(Grain::Week), Step::Years(2));
    }

    #[test]
    fn no_axis_has_more_labels_than_room() {
        for weeks in [1, 2, 8, 13, 26, 52, 104, 260, 520, 1040, 2600] {
            for grain in [Grain::Week, Grain::Month, Grain::Quarter] {
                let axis = axis(weeks);
                let starts = axis.starts(axis.step(grain));
                assert!(
                    starts.len() <= 24,
                    "{weeks} weeks by {grain:?}: {} labels",
                    starts.len()
                );
            }
        }
    }

    #[test]
    fn months_never_carry_week_labels() {
        assert_eq!(axis(8).step(Grain::Month), Step::Months(1));
        assert_eq!(axis(26).step(Grain::Quarter), Step::Months(3));
    }
}
