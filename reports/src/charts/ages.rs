//! How old the open maintenance tickets are: the median and the 85th percentile.

use super::axis::TimeAxis;
use super::canvas::{Canvas, Ink, Point, Spoken, paint};
use super::frame::{Frame, Plot, per_grain, range};
use super::labels::spread;
use super::scale::{Scale, count_step, round_up, ticks};
use super::series::{between, runs};
use super::{ChartMeta, ChartStyle};
use crate::format::Format;
use crate::text::Text;
use crate::{Grain, Period, ReportError};

/// The size on a page.
pub const SIZE: (u32, u32) = (1120, 340);

/// Ages over time.
#[derive(Debug, Clone, PartialEq)]
pub struct AgesView {
    /// Subject, freshness, method.
    pub meta: ChartMeta,
    /// The grain of the points.
    pub grain: Grain,
    /// One point a period, in order.
    pub points: Vec<AgePoint>,
}

/// The ages at the end of one period, in whole days; `None` when nothing was open.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AgePoint {
    /// The period.
    pub period: Period,
    /// `open_age_p50`.
    pub p50: Option<f64>,
    /// `open_age_p85`.
    pub p85: Option<f64>,
}

/// Draws the chart.
///
/// # Errors
/// When the drawing library refuses a shape.
pub fn svg(view: &AgesView, style: &ChartStyle) -> Result<String, ReportError> {
    let (text, format) = (Text::new(style.language), Format::new(style.language));
    let frame = Frame {
        from_hours: false,
        title: text.with("ages-title", &[("subject", view.meta.subject.as_str().into())]),
        unit: text.t(&per_grain("ages-unit", view.grain)),
        how: text.t("ages-how"),
    };
    let last = view.points.iter().rev().find(|point| point.p50.is_some());
    let days = |value: Option<f64>| format.count(value.map(|days| days.round() as i64));
    let description = text.with(
        "ages-description",
        &[
            ("p50", days(last.and_then(|point| point.p50)).into()),
            ("p85", days(last.and_then(|point| point.p85)).into()),
        ],
    );
    let spoken = Spoken {
        title: &frame.title,
        description: &format!("{description} {}", frame.how),
    };
    paint(style.theme.palette(), style.size(), &spoken, |canvas| {
        let span = range(view.points.iter().map(|point| point.period));
        let room = frame.draw(canvas, style, &view.meta, span)?;
        let plot = Plot {
            left: room.left + 44.0,
            right: room.right - 172.0,
            top: room.top + 6.0,
            bottom: room.bottom - 38.0,
        };
        let Some(axis) = TimeAxis::over(
            view.points.iter().map(|point| point.period),
            plot.left,
            plot.right,
        ) else {
            let middle = ((plot.left + plot.right) / 2.0, (plot.top + plot.bottom) / 2.0);
            return canvas.text(
                middle,
                &text.t("chart-empty"),
                Ink::new(14.0, canvas.palette.muted).middle(),
            );
        };
        let top = view
            .points
            .iter()
            .filter_map(|point| point.p85.or(point.p50))
            .fold(1.0, f64::max);
        let step = count_step(top, 4);
        let scale = Scale {
            domain: (0.0, round_up(top, step)),
            range: (plot.bottom, plot.top),
        };
        for tick in ticks(scale.domain.1, step) {
            let y = scale.at(tick);
            canvas.line(&[(plot.left, y), (plot.right, y)], canvas.palette.grid, 1.0)?;
            canvas.text(
                (plot.left - 8.0, y),
                &format.decimal(tick, 0),
                Ink::new(11.0, canvas.palette.muted).end(),
            )?;
        }
        series(canvas, view, axis, scale)?;
        axis.draw(canvas, plot.bottom, format, view.grain)?;
        names(canvas, view, (plot, scale), text, format)
    })
}

fn series(canvas: &Canvas<'_>, view: &AgesView, axis: TimeAxis, scale: Scale) -> Result<(), ReportError> {
    let palette = canvas.palette;
    let lines = |value: fn(&AgePoint) -> Option<f64>| -> Vec<Vec<Point>> {
        let places: Vec<_> = view
            .points
            .iter()
            .map(|point| (axis.middle(point.period), value(point).map(|days| scale.at(days))))
            .collect();
        runs(&places)
    };
    let (lower, upper) = (lines(|point| point.p50), lines(|point| point.p85));
    for (low, high) in lower.iter().zip(&upper) {
        if low.len() == high.len() {
            canvas.polygon(&between(low, high), palette.sea_soft, 0.9)?;
        }
    }
    let thin = if view.points.len() > 160 { 0.6 } else { 1.0 };
    for (runs, color, width) in [(&upper, palette.sea, 1.75), (&lower, palette.line, 2.25)] {
        for run in runs {
            canvas.line(run, color, width * thin)?;
            if let [only] = run[..] {
                canvas.dot(only, 2.5, color)?;
            }
        }
    }
    Ok(())
}

fn names(
    canvas: &Canvas<'_>,
    view: &AgesView,
    (plot, scale): (Plot, Scale),
    text: Text,
    format: Format,
) -> Result<(), ReportError> {
    let palette = canvas.palette;
    let last = view
        .points
        .iter()
        .rev()
        .find_map(|point| point.p50.zip(point.p85));
    let Some((p50, p85)) = last else { return Ok(()) };
    let placed = spread(
        &[scale.at(p85), scale.at(p50)],
        34.0,
        (plot.top + 8.0, plot.bottom - 20.0),
    );
    for ((days, key, color), y) in [(p85, "ages-p85", palette.muted), (p50, "ages-p50", palette.line)]
        .into_iter()
        .zip(placed)
    {
        let value = text.with(
            "days",
            &[
                ("n", (days.round() as i64).into()),
                ("count", format.decimal(days, 0).into()),
            ],
        );
        canvas.text((plot.right + 12.0, y), &value, Ink::new(13.0, color).bold())?;
        canvas.text(
            (plot.right + 12.0, y + 15.0),
            &text.t(key),
            Ink::new(11.5, palette.muted),
        )?;
    }
    Ok(())
}
