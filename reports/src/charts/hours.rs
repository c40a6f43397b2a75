//! Hours by category, stacked, with the capacity line where it is known.

use super::axis::TimeAxis;
use super::canvas::{Canvas, Ink, Point, Spoken, paint};
use super::frame::{Frame, Plot, per_grain, range};
use super::labels::spread;
use super::scale::{Scale, round_step, round_up, ticks};
use super::{ChartMeta, ChartStyle};
use crate::format::Format;
use crate::text::Text;
use crate::{Category, Grain, Period, ReportError};

/// The size on a page.
pub const SIZE: (u32, u32) = (1120, 380);

/// Hours by category over time.
#[derive(Debug, Clone, PartialEq)]
pub struct HoursView {
    /// Subject, freshness, method.
    pub meta: ChartMeta,
    /// The grain of the bars.
    pub grain: Grain,
    /// One bar a period, in order.
    pub bars: Vec<HoursBar>,
}

/// One period's hours.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HoursBar {
    /// The period.
    pub period: Period,
    /// Hours in the order of [`Category::ALL`]. A sum of corrections under zero is drawn as nothing.
    pub hours: [f64; 6],
    /// `capacity_h`, where memberships are known.
    pub capacity_h: Option<f64>,
    /// True for the running period: drawn faded.
    pub provisional: bool,
}

impl HoursBar {
    fn total(&self) -> f64 {
        self.hours.iter().map(|hours| hours.max(0.0)).sum()
    }
}

/// Draws the chart.
///
/// # Errors
/// When the drawing library refuses a shape.
pub fn svg(view: &HoursView, style: &ChartStyle) -> Result<String, ReportError> {
    let (text, format) = (Text::new(style.language), Format::new(style.language));
    let frame = Frame {
        from_hours: true,
        title: text.with("hours-title", &[("subject", view.meta.subject.as_str().into())]),
        unit: text.t(&per_grain("hours-unit", view.grain)),
        how: text.t("hours-how"),
    };
    let totals = totals(view);
    let description = description(&totals, text, format);
    let spoken = Spoken {
        title: &frame.title,
        description: &format!("{description} {}", frame.how),
    };
    paint(style.theme.palette(), style.size(), &spoken, |canvas| {
        let span = range(view.bars.iter().map(|bar| bar.period));
        let room = frame.draw(canvas, style, &view.meta, span)?;
        let plot = Plot {
            left: room.left + 44.0,
            right: room.right - 168.0,
            top: room.top + 6.0,
            bottom: room.bottom - 38.0,
        };
        let Some(axis) = TimeAxis::over(view.bars.iter().map(|bar| bar.period), plot.left, plot.right) else {
            let middle = ((plot.left + plot.right) / 2.0, (plot.top + plot.bottom) / 2.0);
            return canvas.text(
                middle,
                &text.t("chart-empty"),
                Ink::new(14.0, canvas.palette.muted).middle(),
            );
        };
        let top = view
            .bars
            .iter()
            .map(|bar| bar.total().max(bar.capacity_h.unwrap_or(0.0)))
            .fold(0.0, f64::max);
        let step = round_step(top, 4);
        let hours = Scale {
            domain: (0.0, round_up(top, step)),
            range: (plot.bottom, plot.top),
        };
        for tick in ticks(hours.domain.1, step) {
            let y = hours.at(tick);
            canvas.line(&[(plot.left, y), (plot.right, y)], canvas.palette.grid, 1.0)?;
            let label = format!("{}\u{202F}h", format.decimal(tick, usize::from(step < 1.0)));
            canvas.text(
                (plot.left - 8.0, y),
                &label,
                Ink::new(11.0, canvas.palette.muted).end(),
            )?;
        }
        bars(canvas, view, axis, hours)?;
        capacity(canvas, view, axis, hours, text)?;
        axis.draw(canvas, plot.bottom, format, view.grain)?;
        names(canvas, view, &totals, (plot, hours), text, format)
    })
}

/// The hours of each category over the whole chart.
fn totals(view: &HoursView) -> [f64; 6] {
    std::array::from_fn(|index| view.bars.iter().map(|bar| bar.hours[index]).sum())
}

fn description(totals: &[f64; 6], text: Text, format: Format) -> String {
    let all: f64 = totals.iter().sum();
    let parts: Vec<String> = Category::ALL
        .iter()
        .zip(totals)
        .filter(|(_, hours)| **hours > 0.0)
        .map(|(category, hours)| {
            let name = text.t(&format!("category-{}", category.key()));
            format!(
                "{name} {} ({})",
                format.hours(Some(*hours)),
                format.percent(Some(hours / all))
            )
        })
        .collect();
    format!("{}.", parts.join(", "))
}

fn bars(canvas: &Canvas<'_>, view: &HoursView, axis: TimeAxis, hours: Scale) -> Result<(), ReportError> {
    for bar in &view.bars {
        let (left, right) = (axis.at(bar.period.start()), axis.at(bar.period.end()));
        let air = if right - left > 5.0 {
            ((right - left) * 0.16).min(14.0)
        } else {
            0.0
        };
        let mut below = 0.0;
        for (value, color) in bar.hours.iter().zip(canvas.palette.categories) {
            let value = value.max(0.0);
            if value <= 0.0 {
                continue;
            }
            let (low, high): (Point, Point) = (
                (left + air, hours.at(below + value)),
                (right - air, hours.at(below)),
            );
            canvas.rect(low, high, color, if bar.provisional { 0.45 } else { 1.0 })?;
            below += value;
        }
    }
    Ok(())
}

/// Steps at the hours the squad had, broken where they are not known.
fn capacity(
    canvas: &Canvas<'_>,
    view: &HoursView,
    axis: TimeAxis,
    hours: Scale,
    text: Text,
) -> Result<(), ReportError> {
    let color = canvas.palette.ink;
    let mut steps: Vec<Point> = Vec::new();
    for bar in &view.bars {
        match bar.capacity_h {
            Some(capacity) => {
                let y = hours.at(capacity);
                steps.extend([(axis.at(bar.period.start()), y), (axis.at(bar.period.end()), y)]);
            }
            None => canvas.line(&std::mem::take(&mut steps), color, 1.25)?,
        }
    }
    canvas.line(&steps, color, 1.25)?;
    let Some(last) = view.bars.iter().rev().find_map(|bar| bar.capacity_h) else {
        return Ok(());
    };
    let at = (axis.right() + 12.0, hours.at(last));
    canvas.line(&[(axis.right(), at.1), (axis.right() + 8.0, at.1)], color, 1.25)?;
    canvas.text(at, &text.t("figure-capacity"), Ink::new(11.5, color).bold())
}

/// The categories' names beside the last bar, each with its part of the whole.
fn names(
    canvas: &Canvas<'_>,
    view: &HoursView,
    totals: &[f64; 6],
    (plot, hours): (Plot, Scale),
    text: Text,
    format: Format,
) -> Result<(), ReportError> {
    let all: f64 = totals.iter().sum();
    let Some(last) = view.bars.iter().rev().find(|bar| bar.total() > 0.0) else {
        return Ok(());
    };
    let shown: Vec<usize> = (0..6).filter(|index| totals[*index] > 0.0).collect();
    let mut below = 0.0;
    let wanted: Vec<f64> = shown
        .iter()
        .map(|index| {
            let value = last.hours[*index].max(0.0);
            below += value;
            hours.at(below - value / 2.0)
        })
        .collect();
    let ceiling = last.capacity_h.map_or(plot.top + 4.0, |capacity| {
        (hours.at(capacity) + 17.0).max(plot.top + 4.0)
    });
    let crowded = (plot.bottom - ceiling) < 16.0 * shown.len() as f64;
    let placed = spread(
        &wanted,
        16.0,
        (if crowded { plot.top + 4.0 } else { ceiling }, plot.bottom - 4.0),
    );
    for (index, y) in shown.into_iter().zip(placed) {
        let name = text.t(&format!("category-{}", Category::ALL[index].key()));
        let words = format!("{name} {}", format.percent(Some(totals[index] / all)));
        let bold = index == 0;
        let ink = Ink {
            bold,
            ..Ink::new(
                12.0,
                if bold {
                    canvas.palette.ink
                } else {
                    canvas.palette.muted
                },
            )
        };
        canvas.rect(
            (plot.right + 12.0, y - 5.0),
            (plot.right + 22.0, y + 5.0),
            canvas.palette.categories[index],
            1.0,
        )?;
        canvas.text((plot.right + 28.0, y), &words, ink)?;
    }
    Ok(())
}
