//! The weeks behind an alert: what its metric was, of whom, and which way it goes.
//!
//! The page of an alert, the API and messages say the same because all read it here.

use chrono::NaiveDate;
use model::alert::{AlertMetric, AlertSubject, Scope};
use model::analyst::{Analyst, AnalystError};
use model::figure::{Figure, Unit};
use model::query::{Filter, Level};
use model::time::Period;
use reports::Direction;
use reports::messages::Measure;

/// A change over four weeks of less than this part of the raise line is none.
const FLAT: f64 = 0.06;

/// One week of a metric.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TrendWeek {
    /// When.
    pub period: Period,
    /// The metric's value, in its unit.
    pub value: Option<f64>,
    /// How many rows it was made of, where the figure says so.
    pub n: Option<u64>,
    /// Logged over capacity.
    pub coverage: Option<f64>,
}

/// Whose figures an alert is about; none for sources.
#[must_use]
pub fn of_whom(subject: &AlertSubject, today: NaiveDate) -> Option<Filter> {
    let all = Filter::all(today);
    match subject.scope {
        Scope::Squad => Some(Filter::squad(subject.squad()?, today)),
        Scope::Tribe => Some(Filter {
            tribe: Some(subject.tribe()?),
            level: Level::Tribe,
            ..all
        }),
        Scope::Organisation => Some(Filter {
            level: Level::Organisation,
            ..all
        }),
        Scope::Source => None,
    }
}

/// A metric's weeks, where a table has them; nothing for metrics that are of one moment.
///
/// # Errors
/// When nothing was refreshed yet, or files cannot be read.
pub fn trend(
    analyst: &dyn Analyst,
    filter: &Filter,
    metric: AlertMetric,
) -> Result<Vec<TrendWeek>, AnalystError> {
    match metric {
        AlertMetric::MaintenanceShare | AlertMetric::MaintenanceLoad | AlertMetric::Coverage => {
            let rows = analyst.maintenance(filter)?.rows.into_iter();
            Ok(rows
                .map(|row| {
                    let (value, n) = match metric {
                        AlertMetric::MaintenanceLoad => of_figure(&row.maintenance_load),
                        AlertMetric::Coverage => (row.coverage, Some(row.logged_h.n)),
                        _ => of_figure(&row.maintenance_share),
                    };
                    TrendWeek {
                        period: row.period,
                        value,
                        n,
                        coverage: row.coverage,
                    }
                })
                .collect())
        }
        AlertMetric::Backlog | AlertMetric::UndrainedFlow | AlertMetric::OpenAgeP85 => {
            let rows = analyst.flow(filter)?.rows.into_iter();
            Ok(rows
                .map(|row| {
                    let (value, n) = match metric {
                        AlertMetric::UndrainedFlow => (row.net_flow, None),
                        AlertMetric::OpenAgeP85 => of_figure(&row.open_age_p85),
                        #[expect(clippy::cast_precision_loss, reason = "a backlog is far below 2^53")]
                        _ => (Some(row.backlog as f64), u64::try_from(row.backlog).ok()),
                    };
                    TrendWeek {
                        period: row.period,
                        value,
                        n,
                        coverage: None,
                    }
                })
                .collect())
        }
        _ => Ok(Vec::new()),
    }
}

fn of_figure(figure: &Figure) -> (Option<f64>, Option<u64>) {
    (figure.value, Some(figure.n))
}

/// Which way the last four weeks go.
#[must_use]
pub fn direction(weeks: &[TrendWeek], raise: f64) -> Direction {
    let last: Vec<_> = weeks.iter().rev().take(4).filter_map(|week| week.value).collect();
    let (Some(latest), Some(first), true) = (last.first(), last.last(), last.len() > 1) else {
        return Direction::Unknown;
    };
    match (latest - first) / raise.abs().max(f64::EPSILON) {
        change if change >= FLAT => Direction::Up,
        change if change <= -FLAT => Direction::Down,
        _ => Direction::Flat,
    }
}

/// What the values of a metric are.
#[must_use]
pub fn measure(metric: AlertMetric) -> Measure {
    match metric.unit() {
        Unit::Share => Measure::Share,
        Unit::PerWeek => Measure::PerWeek,
        Unit::Days => Measure::Days,
        _ => Measure::Count,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn going(values: &[Option<f64>]) -> Direction {
        let first: model::time::Week = "2026-W01".parse().unwrap();
        let weeks: Vec<_> = (0_i64..)
            .zip(values)
            .map(|(place, value)| TrendWeek {
                period: Period::Week(first.plus(place)),
                value: *value,
                n: None,
                coverage: None,
            })
            .collect();
        direction(&weeks, 0.5)
    }

    #[test]
    fn a_direction_is_of_the_last_four_weeks() {
        assert_eq!(
            going(&[Some(0.9), Some(0.3), None, None, Some(0.4)]),
            Direction::Up
        );
        assert_eq!(going(&[Some(0.4), Some(0.3)]), Direction::Down);
        assert_eq!(going(&[Some(0.4), Some(0.42)]), Direction::Flat);
        assert_eq!(going(&[Some(0.4), None, None]), Direction::Unknown);
        assert_eq!(going(&[]), Direction::Unknown);
    }
}
