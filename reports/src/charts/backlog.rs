//! Tickets that came and went, and what is left: the backlog above, arrivals and departures below.

use super::axis::TimeAxis;
use super::canvas::{Canvas, Ink, Spoken, paint};
use super::frame::{Frame, Plot, per_grain, range};
use super::scale::{Scale, count_step, round_up, ticks};
use super::series::{above, runs};
use super::{ChartMeta, ChartStyle};
use crate::format::Format;
use crate::text::Text;
use crate::{Grain, Period, ReportError};

/// The size on a page.
pub const SIZE: (u32, u32) = (1120, 440);

/// Maintenance tickets over time.
#[derive(Debug, Clone, PartialEq)]
pub struct BacklogView {
    /// Subject, freshness, method.
    pub meta: ChartMeta,
    /// The grain of the points.
    pub grain: Grain,
    /// One point a period, in order.
    pub points: Vec<FlowPoint>,
}

/// One period's flow.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FlowPoint {
    /// The period.
    pub period: Period,
    /// Tickets that entered the open stock.
    pub arrivals: u32,
    /// Tickets that left it.
    pub departures: u32,
    /// Open tickets at the end of the period; `None` leaves a gap.
    pub backlog: Option<i64>,
    /// True for the running period: drawn faded.
    pub provisional: bool,
}

/// Draws the chart.
///
/// # Errors
/// When the drawing library refuses a shape.
pub fn svg(view: &BacklogView, style: &ChartStyle) -> Result<String, ReportError> {
    let (text, format) = (Text::new(style.language), Format::new(style.language));
    let frame = Frame {
        from_hours: false,
        title: text.with("backlog-title", &[("subject", view.meta.subject.as_str().into())]),
        unit: text.t(&per_grain("backlog-unit", view.grain)),
        how: text.t("backlog-how"),
    };
    let description = description(view, text, format);
    let spoken = Spoken {
        title: &frame.title,
        description: &format!("{description} {}", frame.how),
    };
    paint(style.theme.palette(), style.size(), &spoken, |canvas| {
        let span = range(view.points.iter().map(|point| point.period));
        let room = frame.draw(canvas, style, &view.meta, span)?;
        let (left, right) = (room.left + 44.0, room.right - 150.0);
        let Some(axis) = TimeAxis::over(view.points.iter().map(|point| point.period), left, right) else {
            let middle = ((left + right) / 2.0, (room.top + room.bottom) / 2.0);
            return canvas.text(
                middle,
                &text.t("chart-empty"),
                Ink::new(14.0, canvas.palette.muted).middle(),
            );
        };
        let bottom = room.bottom - 38.0;
        let cut = room.top + (bottom - room.top) * 0.52;
        let upper = Plot {
            left,
            right,
            top: room.top + 6.0,
            bottom: cut - 12.0,
        };
        let lower = Plot {
            left,
            right,
            top: cut + 12.0,
            bottom,
        };
        stock(canvas, view, (axis, upper), text, format)?;
        flow(canvas, view, (axis, lower), text, format)?;
        axis.draw(canvas, bottom, format, view.grain)
    })
}

fn description(view: &BacklogView, text: Text, format: Format) -> String {
    let arrivals: u64 = view.points.iter().map(|point| u64::from(point.arrivals)).sum();
    let departures: u64 = view.points.iter().map(|point| u64::from(point.departures)).sum();
    let backlog = view.points.iter().rev().find_map(|point| point.backlog);
    let args = [
        ("arrivals", format.integer(arrivals as i64).into()),
        ("departures", format.integer(departures as i64).into()),
        ("backlog", format.count(backlog).into()),
    ];
    text.with("backlog-description", &args)
}

/// The backlog as a line over a soft area.
fn stock(
    canvas: &Canvas<'_>,
    view: &BacklogView,
    (axis, plot): (TimeAxis, Plot),
    text: Text,
    format: Format,
) -> Result<(), ReportError> {
    let palette = canvas.palette;
    let top = view
        .points
        .iter()
        .filter_map(|point| point.backlog)
        .max()
        .unwrap_or(0)
        .max(1) as f64;
    let step = count_step(top, 4);
    let scale = Scale {
        domain: (0.0, round_up(top, step)),
        range: (plot.bottom, plot.top),
    };
    for tick in ticks(scale.domain.1, step) {
        let y = scale.at(tick);
        canvas.line(
            &[(plot.left, y), (plot.right, y)],
            if tick > 0.0 { palette.grid } else { palette.axis },
            1.0,
        )?;
        canvas.text(
            (plot.left - 8.0, y),
            &format.decimal(tick, 0),
            Ink::new(11.0, palette.muted).end(),
        )?;
    }
    let places: Vec<_> = view
        .points
        .iter()
        .map(|point| (axis.middle(point.period), point.backlog.map(|open| open as f64)))
        .collect();
    let width = if places.len() > 160 { 1.25 } else { 2.25 };
    for run in runs(&places) {
        let pixels = |shape: &[(f64, f64)]| {
            shape
                .iter()
                .map(|(x, open)| (*x, scale.at(*open)))
                .collect::<Vec<_>>()
        };
        for shape in above(&run, 0.0) {
            canvas.polygon(&pixels(&shape), palette.sea_soft, 0.9)?;
        }
        canvas.line(&pixels(&run), palette.line, width)?;
        if let [only] = run[..] {
            canvas.dot((only.0, scale.at(only.1)), 2.5, palette.line)?;
        }
    }
    let Some(last) = view.points.iter().rev().find_map(|point| point.backlog) else {
        return Ok(());
    };
    let y = scale.at(last as f64).clamp(plot.top + 8.0, plot.bottom - 22.0);
    canvas.text(
        (plot.right + 12.0, y),
        &format.integer(last),
        Ink::new(16.0, palette.line).bold(),
    )?;
    canvas.text(
        (plot.right + 12.0, y + 17.0),
        &text.t("backlog-open"),
        Ink::new(12.0, palette.line),
    )
}

/// Arrivals upwards, departures downwards, on one scale.
fn flow(
    canvas: &Canvas<'_>,
    view: &BacklogView,
    (axis, plot): (TimeAxis, Plot),
    text: Text,
    format: Format,
) -> Result<(), ReportError> {
    let palette = canvas.palette;
    let most = view
        .points
        .iter()
        .map(|point| point.arrivals.max(point.departures))
        .max()
        .unwrap_or(0)
        .max(1);
    let step = count_step(f64::from(most), 2);
    let top = round_up(f64::from(most), step);
    let scale = Scale {
        domain: (-top, top),
        range: (plot.bottom, plot.top),
    };
    for tick in ticks(top, step) {
        for signed in if tick > 0.0 { vec![tick, -tick] } else { vec![0.0] } {
            let y = scale.at(signed);
            canvas.line(&[(plot.left, y), (plot.right, y)], palette.grid, 1.0)?;
            canvas.text(
                (plot.left - 8.0, y),
                &format.decimal(tick, 0),
                Ink::new(11.0, palette.muted).end(),
            )?;
        }
    }
    for point in &view.points {
        let (left, right) = (axis.at(point.period.start()), axis.at(point.period.end()));
        let air = if right - left > 5.0 {
            ((right - left) * 0.16).min(14.0)
        } else {
            0.0
        };
        let opacity = if point.provisional { 0.45 } else { 1.0 };
        for (value, color) in [
            (f64::from(point.arrivals), palette.warn_fill),
            (-f64::from(point.departures), palette.sea),
        ] {
            let (y1, y2) = (scale.at(value.max(0.0)), scale.at(value.min(0.0)));
            if value != 0.0 {
                canvas.rect((left + air, y1), (right - air, y2), color, opacity)?;
            }
        }
    }
    canvas.line(
        &[(plot.left, scale.at(0.0)), (plot.right, scale.at(0.0))],
        palette.axis,
        1.0,
    )?;
    let (up, down) = (scale.at(top / 2.0), scale.at(-top / 2.0));
    canvas.text(
        (plot.right + 12.0, up),
        &format!("↑ {}", text.t("figure-arrivals")),
        Ink::new(12.0, palette.warn).bold(),
    )?;
    canvas.text(
        (plot.right + 12.0, down),
        &format!("↓ {}", text.t("figure-departures")),
        Ink::new(12.0, palette.line).bold(),
    )
}
