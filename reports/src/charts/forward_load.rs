//! What squads are asked for in the weeks ahead, over what they will have: a bar a squad against the line of capacity.

use super::canvas::{Canvas, Ink, Point, Spoken, paint, text_width};
use super::frame::{Frame, Plot, shortened};
use super::scale::{Scale, round_up, ticks};
use super::{ChartMeta, ChartStyle};
use crate::ahead::Fit;
use crate::format::Format;
use crate::text::Text;
use crate::{Period, ReportError};

const WIDTH: u32 = 1120;
const ROW: f64 = 28.0;
const AROUND: f64 = 178.0;
/// Where the scale ends, at most: a bar that is longer is cut, its label says how long it is.
const LONGEST: f64 = 3.0;
const STEP: f64 = 0.25;

/// The size a chart of so many squads has on a page.
pub fn size(squads: usize) -> (u32, u32) {
    (WIDTH, (AROUND + ROW * squads.max(1) as f64).ceil() as u32)
}

/// What squads are asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct ForwardLoadView {
    /// Subject, freshness, method.
    pub meta: ChartMeta,
    /// The first and the last week.
    pub range: (Period, Period),
    /// From which load on it alerts, as a fraction.
    pub line: f64,
    /// One bar a squad, in the order to draw: worst first reads best.
    pub bars: Vec<ForwardBar>,
}

/// One squad.
#[derive(Debug, Clone, PartialEq)]
pub struct ForwardBar {
    /// Its name.
    pub squad: String,
    /// `committed_h`.
    pub committed_h: f64,
    /// `expected_maintenance_h`, where there are hours behind it.
    pub expected_h: Option<f64>,
    /// `capacity_h`, where memberships are known.
    pub capacity_h: Option<f64>,
    /// `forward_load`, as a fraction.
    pub load: Option<f64>,
}

impl ForwardBar {
    /// How long both parts are drawn: expected maintenance, and commitments.
    fn parts(&self) -> Option<(f64, f64)> {
        let capacity = self.capacity_h.filter(|hours| *hours > 0.0)?;
        Some((self.expected_h?.max(0.0) / capacity, self.committed_h / capacity))
    }
}

/// Draws the chart.
///
/// # Errors
/// When the drawing library refuses a shape.
pub fn svg(view: &ForwardLoadView, style: &ChartStyle) -> Result<String, ReportError> {
    let text = Text::new(style.language);
    let frame = Frame {
        from_hours: true,
        title: text.with("forward-title", &[("subject", view.meta.subject.as_str().into())]),
        unit: text.t("forward-unit"),
        how: text.t("forward-how"),
    };
    let over = view.bars.iter().filter(|bar| fit(view, bar) == Fit::Over).count() as u64;
    let spoken = Spoken {
        title: &frame.title,
        description: &format!(
            "{} {}",
            headline(over, view.bars.len(), style.language),
            frame.how
        ),
    };
    paint(style.theme.palette(), style.size(), &spoken, |canvas| {
        let room = frame.draw(canvas, style, &view.meta, Some(view.range))?;
        let plot = Plot {
            left: room.left + 162.0,
            right: room.right - 230.0,
            top: room.top + 24.0,
            bottom: room.bottom - 26.0,
        };
        if view.bars.is_empty() {
            let middle = ((plot.left + plot.right) / 2.0, (plot.top + plot.bottom) / 2.0);
            let ink = Ink::new(14.0, canvas.palette.muted).middle();
            return canvas.text(middle, &text.t("chart-empty"), ink);
        }
        let format = Format::new(style.language);
        legend(canvas, (plot.left, room.top + 6.0), view.line, (text, format))?;
        let tall = ((plot.bottom - plot.top) / view.bars.len() as f64).min(ROW * 1.4);
        let bottom = plot.top + tall * view.bars.len() as f64;
        let longest = view.bars.iter().filter_map(|bar| bar.load).fold(1.0, f64::max);
        let loads = Scale {
            domain: (0.0, round_up(longest + 0.02, STEP).min(LONGEST)),
            range: (plot.left, plot.right),
        };
        axis(canvas, (plot.top, bottom), loads, format)?;
        for (index, bar) in view.bars.iter().enumerate() {
            let middle = plot.top + tall * (index as f64 + 0.5);
            squad(canvas, view, bar, (middle, tall, loads), (text, format))?;
        }
        lines(canvas, view.line, (plot.top - 4.0, bottom + 4.0), loads)
    })
}

/// "3 of 14 squads are asked for more than they can give."
pub(crate) fn headline(over: u64, squads: usize, language: crate::Language) -> String {
    Text::new(language).with(
        "forward-headline",
        &[
            ("n", over.into()),
            ("count", over.to_string().into()),
            ("total", squads.to_string().into()),
        ],
    )
}

fn fit(view: &ForwardLoadView, bar: &ForwardBar) -> Fit {
    Fit::of(bar.load, view.line)
}

/// What the colours and lines mean, in one line over the bars.
fn legend(
    canvas: &Canvas<'_>,
    (left, y): Point,
    line: f64,
    (text, format): (Text, Format),
) -> Result<(), ReportError> {
    let ink = Ink::new(11.0, canvas.palette.muted);
    let colors = [
        ("forward-expected", canvas.palette.categories[0]),
        ("forward-committed", canvas.palette.categories[2]),
    ];
    let mut x = left;
    for (key, color) in colors {
        let words = text.t(key);
        canvas.rect((x, y - 5.0), (x + 14.0, y + 5.0), color, 1.0)?;
        canvas.text((x + 20.0, y), &words, ink)?;
        x += 20.0 + text_width(&words, ink) + 20.0;
    }
    canvas.line(&[(x, y - 6.0), (x, y + 6.0)], canvas.palette.ink, 1.75)?;
    let words = text.t("figure-capacity");
    canvas.text((x + 8.0, y), &words, ink)?;
    x += 8.0 + text_width(&words, ink) + 20.0;
    canvas.dashes((x, y - 6.0), (x, y + 6.0), canvas.palette.warn, 1.25)?;
    let share = format.percent(Some(line)).into();
    canvas.text((x + 8.0, y), &text.with("forward-line", &[("share", share)]), ink)
}

fn axis(
    canvas: &Canvas<'_>,
    (top, bottom): (f64, f64),
    loads: Scale,
    format: Format,
) -> Result<(), ReportError> {
    for tick in ticks(loads.domain.1, STEP) {
        let x = loads.at(tick);
        canvas.line(&[(x, top), (x, bottom)], canvas.palette.grid, 1.0)?;
        let ink = Ink::new(11.0, canvas.palette.muted).middle();
        canvas.text((x, bottom + 14.0), &format.percent(Some(tick)), ink)?;
    }
    Ok(())
}

/// All there is, and from where on it alerts.
fn lines(canvas: &Canvas<'_>, line: f64, (top, bottom): (f64, f64), loads: Scale) -> Result<(), ReportError> {
    let at = |load: f64| loads.at(load);
    canvas.dashes((at(line), top), (at(line), bottom), canvas.palette.warn, 1.25)?;
    canvas.line(&[(at(1.0), top), (at(1.0), bottom)], canvas.palette.ink, 1.75)
}

fn squad(
    canvas: &Canvas<'_>,
    view: &ForwardLoadView,
    bar: &ForwardBar,
    (middle, tall, loads): (f64, f64, Scale),
    (text, format): (Text, Format),
) -> Result<(), ReportError> {
    let palette = canvas.palette;
    let fit = fit(view, bar);
    let color = match fit {
        Fit::Unknown => palette.muted,
        Fit::Fits => palette.ink,
        Fit::Full => palette.warn,
        Fit::Over => palette.critical,
    };
    let marked = fit >= Fit::Full;
    let ink = |size| {
        let ink = Ink::new(size, if marked { color } else { palette.ink });
        if marked { ink.bold() } else { ink }
    };
    let (left, right) = loads.range;
    let name = shortened(&bar.squad, ink(12.0), 142.0);
    canvas.text((left - 10.0, middle), &name, ink(12.0).end())?;
    let label = match bar.parts() {
        None if bar.capacity_h.is_none() => text.t("forward-no-capacity"),
        None => text.t("forward-no-hours"),
        Some((expected, committed)) => {
            let half = (tall / 2.0 - 4.0).max(3.0);
            let mut from = 0.0;
            for (part, color) in [
                (expected, palette.categories[0]),
                (committed, palette.categories[2]),
            ] {
                let to = (from + part).min(loads.domain.1);
                let (a, b) = ((loads.at(from), middle - half), (loads.at(to), middle + half));
                canvas.rect(a, b, color, 1.0)?;
                from = to;
            }
            text.with(
                "forward-label",
                &[
                    ("load", format.percent(bar.load).into()),
                    (
                        "asked",
                        format
                            .hours(bar.expected_h.map(|hours| hours + bar.committed_h))
                            .into(),
                    ),
                    ("capacity", format.hours(bar.capacity_h).into()),
                ],
            )
        }
    };
    sign(canvas, (right + 16.0, middle), fit, color)?;
    canvas.text((right + 28.0, middle), &label, Ink { color, ..ink(11.5) })
}

/// A triangle for what is full, a diamond for what is over: never by colour alone.
fn sign(
    canvas: &Canvas<'_>,
    (x, y): Point,
    fit: Fit,
    color: plotters::style::RGBColor,
) -> Result<(), ReportError> {
    match fit {
        Fit::Unknown | Fit::Fits => Ok(()),
        Fit::Full => canvas.polygon(
            &[(x, y - 5.0), (x + 5.5, y + 4.5), (x - 5.5, y + 4.5)],
            color,
            1.0,
        ),
        Fit::Over => canvas.polygon(
            &[(x, y - 6.0), (x + 6.0, y), (x, y + 6.0), (x - 6.0, y)],
            color,
            1.0,
        ),
    }
}
