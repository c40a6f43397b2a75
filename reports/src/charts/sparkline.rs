//! The last weeks of a squad in a table cell.

use super::canvas::{Point, Spoken, paint};
use super::scale::Scale;
use super::series::{above, runs};
use super::ship::silent;
use super::theme::{Theme, follow_page};
use crate::ReportError;

/// A small line without words; the numbers stand in the row beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct SparklineView {
    /// Shares, oldest first; `None` leaves a gap. 26 weeks read well.
    pub shares: Vec<Option<f64>>,
    /// The warn line.
    pub warn: f64,
    /// The critical line.
    pub critical: f64,
}

/// Draws the line in the colours of the page.
///
/// # Errors
/// When the drawing library refuses a shape.
pub fn svg(view: &SparklineView) -> Result<String, ReportError> {
    const SIZE: (f64, f64) = (132.0, 30.0);
    let highest = view
        .shares
        .iter()
        .flatten()
        .copied()
        .fold(view.critical, f64::max);
    let share = Scale {
        domain: (0.0, highest.max(0.01)),
        range: (SIZE.1 - 2.0, 3.0),
    };
    let count = view.shares.len().max(2) as f64 - 1.0;
    let places: Vec<(f64, Option<f64>)> = view
        .shares
        .iter()
        .enumerate()
        .map(|(index, value)| (2.0 + (SIZE.0 - 8.0) * index as f64 / count, *value))
        .collect();
    let svg = paint(
        Theme::Light.palette(),
        SIZE,
        &Spoken {
            title: "",
            description: "",
        },
        |canvas| {
            let palette = canvas.palette;
            let pixels = |shape: &[Point]| {
                shape
                    .iter()
                    .map(|(x, value)| (*x, share.at(*value)))
                    .collect::<Vec<_>>()
            };
            let runs = runs(&places);
            for run in &runs {
                for (level, color) in [
                    (0.0, palette.sea_soft),
                    (view.warn, palette.warn_fill),
                    (view.critical, palette.critical_fill),
                ] {
                    for shape in above(run, level) {
                        canvas.polygon(&pixels(&shape), color, 1.0)?;
                    }
                }
            }
            let line = share.at(view.warn);
            canvas.line(&[(0.0, line), (SIZE.0, line)], palette.warn, 0.75)?;
            for run in &runs {
                canvas.line(&pixels(run), palette.line, 1.25)?;
            }
            let last = places
                .iter()
                .rev()
                .find_map(|(x, value)| value.map(|value| (*x, value)));
            match last {
                Some((x, value)) => {
                    let color = match value {
                        value if value >= view.critical => palette.critical,
                        value if value >= view.warn => palette.warn,
                        _ => palette.line,
                    };
                    canvas.dot((x, share.at(value)), 2.75, color)
                }
                None => Ok(()),
            }
        },
    )?;
    Ok(silent(&follow_page(&svg), "sparkline"))
}
