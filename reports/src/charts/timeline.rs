//! One row a squad, one cell a week: who was under water, and since when, at a glance over two years.

use plotters::style::RGBColor;

use super::axis::TimeAxis;
use super::canvas::{Canvas, Ink, Spoken, paint, text_width};
use super::frame::{Frame, Plot, range, shortened};
use super::{ChartMeta, ChartStyle};
use crate::format::Format;
use crate::text::Text;
use crate::{Grain, LoadState, Period, ReportError};

const WIDTH: u32 = 1120;
const ROW: f64 = 24.0;
const AROUND: f64 = 178.0;

/// The size a timeline of so many squads has on a page.
pub fn size(squads: usize) -> (u32, u32) {
    (WIDTH, (AROUND + ROW * squads.max(1) as f64).ceil() as u32)
}

/// The states of the fleet over time.
#[derive(Debug, Clone, PartialEq)]
pub struct TimelineView {
    /// Subject, freshness, method.
    pub meta: ChartMeta,
    /// How many closed weeks in a row a spell takes to start, and to end.
    pub weeks: u32,
    /// One row a squad, in the order to draw.
    pub rows: Vec<TimelineRow>,
}

/// One squad's weeks.
#[derive(Debug, Clone, PartialEq)]
pub struct TimelineRow {
    /// The squad's name.
    pub squad: String,
    /// Its weeks, in order. Weeks that are not there are drawn as no data.
    pub cells: Vec<TimelineCell>,
    /// The first week of the open spell.
    pub since: Option<Period>,
}

/// One week of one squad.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TimelineCell {
    /// The week.
    pub period: Period,
    /// Its state.
    pub state: LoadState,
}

/// Draws the chart.
///
/// # Errors
/// When the drawing library refuses a shape.
pub fn svg(view: &TimelineView, style: &ChartStyle) -> Result<String, ReportError> {
    let text = Text::new(style.language);
    let frame = Frame {
        from_hours: true,
        title: text.with(
            "timeline-title",
            &[("subject", view.meta.subject.as_str().into())],
        ),
        unit: text.t("timeline-unit"),
        how: text.count("timeline-how", u64::from(view.weeks)),
    };
    let under = view.rows.iter().filter(|row| row.since.is_some()).count() as u64;
    let description = text.with(
        "fleet-headline",
        &[
            ("n", under.into()),
            ("count", under.to_string().into()),
            ("total", view.rows.len().to_string().into()),
        ],
    );
    let spoken = Spoken {
        title: &frame.title,
        description: &format!("{description} {}", frame.how),
    };
    paint(style.theme.palette(), style.size(), &spoken, |canvas| {
        let periods = || {
            view.rows
                .iter()
                .flat_map(|row| row.cells.iter().map(|cell| cell.period))
        };
        let room = frame.draw(canvas, style, &view.meta, range(periods()))?;
        let plot = Plot {
            left: room.left + 150.0,
            right: room.right - 132.0,
            top: room.top + 24.0,
            bottom: room.bottom - 38.0,
        };
        let Some(axis) = TimeAxis::over(periods(), plot.left, plot.right) else {
            let middle = ((plot.left + plot.right) / 2.0, (plot.top + plot.bottom) / 2.0);
            return canvas.text(
                middle,
                &text.t("chart-empty"),
                Ink::new(14.0, canvas.palette.muted).middle(),
            );
        };
        legend(canvas, (plot.left, room.top + 8.0), text)?;
        let tall = ((plot.bottom - plot.top) / view.rows.len().max(1) as f64).min(ROW * 1.4);
        for (index, row) in view.rows.iter().enumerate() {
            squad(
                canvas,
                row,
                axis,
                (plot, plot.top + tall * index as f64, tall),
                text,
            )?;
        }
        let bottom = plot.top + tall * view.rows.len() as f64;
        axis.draw(canvas, bottom + 2.0, Format::new(style.language), Grain::Week)
    })
}

fn fill(canvas: &Canvas<'_>, state: LoadState) -> RGBColor {
    match state {
        LoadState::NoData => canvas.palette.grid,
        LoadState::Calm => canvas.palette.sea_soft,
        LoadState::Warn => canvas.palette.warn_fill,
        LoadState::Critical => canvas.palette.critical_fill,
    }
}

/// What the colours mean, in one line over the rows.
fn legend(canvas: &Canvas<'_>, (left, y): (f64, f64), text: Text) -> Result<(), ReportError> {
    let ink = Ink::new(11.0, canvas.palette.muted);
    let mut x = left;
    for state in [
        LoadState::Calm,
        LoadState::Warn,
        LoadState::Critical,
        LoadState::NoData,
    ] {
        let words = text.t(&format!("state-{}", state.key()));
        swatch(canvas, (x, y - 5.0), (x + 14.0, y + 5.0), state)?;
        canvas.text((x + 20.0, y), &words, ink)?;
        x += 20.0 + text_width(&words, ink) + 20.0;
    }
    Ok(())
}

/// A week or more of one state; no data is a thin line, so that it never reads as calm.
fn swatch(
    canvas: &Canvas<'_>,
    from: (f64, f64),
    to: (f64, f64),
    state: LoadState,
) -> Result<(), ReportError> {
    if state == LoadState::NoData {
        let middle = (from.1 + to.1) / 2.0;
        return canvas.rect(
            (from.0, middle - 0.75),
            (to.0, middle + 0.75),
            canvas.palette.axis,
            1.0,
        );
    }
    canvas.rect(from, to, fill(canvas, state), 1.0)
}

fn squad(
    canvas: &Canvas<'_>,
    row: &TimelineRow,
    axis: TimeAxis,
    (plot, top, tall): (Plot, f64, f64),
    text: Text,
) -> Result<(), ReportError> {
    let palette = canvas.palette;
    let middle = top + tall / 2.0;
    let name = Ink::new(12.0, palette.ink);
    let name = if row.since.is_some() { name.bold() } else { name };
    canvas.text(
        (plot.left - 12.0, middle),
        &shortened(&row.squad, name, 134.0),
        name.end(),
    )?;
    swatch(
        canvas,
        (plot.left, top + 3.0),
        (plot.right, top + tall - 3.0),
        LoadState::NoData,
    )?;
    for (first, last, state) in bands(&row.cells) {
        let (from, to) = (axis.at(first.start()), axis.at(last.end()));
        if state != LoadState::NoData {
            canvas.rect((from, top + 3.0), (to, top + tall - 3.0), palette.background, 1.0)?;
            swatch(canvas, (from, top + 3.0), (to, top + tall - 3.0), state)?;
        }
    }
    let Some(since) = row.since else { return Ok(()) };
    let state = row.cells.last().map_or(LoadState::Warn, |cell| cell.state);
    let color = if state == LoadState::Critical {
        palette.critical
    } else {
        palette.warn
    };
    let words = text.with("since-week", &[("week", since.label().into())]);
    canvas.text((plot.right + 10.0, middle), &words, Ink::new(11.5, color).bold())
}

/// Neighbouring weeks of one state as one band, so that ten years of a fleet stay a small picture.
fn bands(cells: &[TimelineCell]) -> Vec<(Period, Period, LoadState)> {
    let mut bands: Vec<(Period, Period, LoadState)> = Vec::new();
    for cell in cells {
        match bands.last_mut() {
            Some((_, last, state)) if *state == cell.state && last.end() == cell.period.start() => {
                *last = cell.period;
            }
            _ => bands.push((cell.period, cell.period, cell.state)),
        }
    }
    bands
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_join_weeks_of_one_state_but_never_over_a_missing_week() {
        let cell = |week: u32, state| TimelineCell {
            period: Period::week(2026, week).unwrap(),
            state,
        };
        let cells = [
            cell(1, LoadState::Calm),
            cell(2, LoadState::Calm),
            cell(3, LoadState::Warn),
            cell(4, LoadState::Calm),
            cell(6, LoadState::Calm),
        ];
        let bands: Vec<_> = bands(&cells)
            .into_iter()
            .map(|(a, b, state)| (a.label(), b.label(), state))
            .collect();
        assert_eq!(bands.len(), 4);
        assert_eq!(
            bands[0],
            ("2026-W01".to_owned(), "2026-W02".to_owned(), LoadState::Calm)
        );
        assert_eq!(bands[3].0, "2026-W06");
    }
}
