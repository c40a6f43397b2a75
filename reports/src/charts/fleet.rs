//! The whole fleet: every squad a ship against its load line, on one sea a row.

use super::canvas::{Canvas, Ink, Spoken, paint, text_width};
use super::frame::{Frame, MARGIN, shortened};
use super::ship::{Ship, draw_sea};
use super::{ChartMeta, ChartStyle};
use crate::format::Format;
use crate::text::Text;
use crate::{LoadState, Period, ReportError};

const WIDTH: u32 = 1120;
const CELL: f64 = 180.0;
const ROW: f64 = 178.0;
const AROUND: f64 = 112.0;

/// The size a fleet of so many ships has on a page.
pub fn size(ships: usize) -> (u32, u32) {
    let rows = ships.div_ceil(columns(f64::from(WIDTH))).max(1);
    (WIDTH, (AROUND + ROW * rows as f64).ceil() as u32)
}

/// Every squad of the organisation or a tribe, at one closed week.
#[derive(Debug, Clone, PartialEq)]
pub struct ShipsView {
    /// Subject, freshness, method.
    pub meta: ChartMeta,
    /// The closed week shown.
    pub week: Period,
    /// The squads, in the order in which they are to be drawn: worst first reads best.
    pub ships: Vec<SquadShip>,
}

/// One squad of the fleet.
#[derive(Debug, Clone, PartialEq)]
pub struct SquadShip {
    /// The squad's name.
    pub squad: String,
    /// Share, line and state.
    pub ship: Ship,
    /// The first week of the open spell.
    pub since: Option<Period>,
}

fn columns(width: f64) -> usize {
    (((width - 2.0 * MARGIN) / CELL).floor() as usize).max(1)
}

/// Draws the chart.
///
/// # Errors
/// When the drawing library refuses a shape.
pub fn svg(view: &ShipsView, style: &ChartStyle) -> Result<String, ReportError> {
    let text = Text::new(style.language);
    let frame = Frame {
        from_hours: true,
        title: text.with(
            "fleet-chart-title",
            &[("subject", view.meta.subject.as_str().into())],
        ),
        unit: text.with("fleet-chart-unit", &[("week", view.week.label().into())]),
        how: text.t("fleet-chart-how"),
    };
    let under = view
        .ships
        .iter()
        .filter(|known| known.ship.state.is_under_water())
        .count() as u64;
    let description = text.with(
        "fleet-headline",
        &[
            ("n", under.into()),
            ("count", under.to_string().into()),
            ("total", view.ships.len().to_string().into()),
        ],
    );
    let spoken = Spoken {
        title: &frame.title,
        description: &format!("{description} {}", frame.how),
    };
    paint(style.theme.palette(), style.size(), &spoken, |canvas| {
        let room = frame.draw(canvas, style, &view.meta, None)?;
        let columns = columns(style.size().0);
        let cell = (room.right - room.left) / columns as f64;
        for (row, ships) in view.ships.chunks(columns).enumerate() {
            let top = room.top + ROW * row as f64;
            let (surface, bottom) = (top + 76.0, top + 128.0);
            for (column, known) in ships.iter().enumerate() {
                let middle = room.left + cell * (column as f64 + 0.5);
                known.ship.draw(canvas, middle, surface, cell * 0.68)?;
                words(canvas, known, (middle, bottom + 16.0), cell - 8.0, style)?;
            }
            draw_sea(canvas, (room.left, room.right), surface, bottom)?;
        }
        Ok(())
    })
}

/// Name, share and since when, under the sea.
fn words(
    canvas: &Canvas<'_>,
    known: &SquadShip,
    (x, y): (f64, f64),
    room: f64,
    style: &ChartStyle,
) -> Result<(), ReportError> {
    let palette = canvas.palette;
    let (text, format) = (Text::new(style.language), Format::new(style.language));
    let color = match known.ship.state {
        LoadState::NoData | LoadState::Calm => palette.ink,
        LoadState::Warn => palette.warn,
        LoadState::Critical => palette.critical,
    };
    let name_ink = Ink::new(13.0, color).bold();
    let share = format.percent(known.ship.share);
    let name = shortened(&known.squad, name_ink, room - text_width(&share, name_ink) - 6.0);
    canvas.text((x, y), &format!("{name}  {share}"), name_ink.middle())?;
    let below = match known.since {
        Some(since) => text.with("since-week", &[("week", since.label().into())]),
        None => text.t(&format!("state-{}", known.ship.state.key())),
    };
    canvas.text((x, y + 16.0), &below, Ink::new(11.0, palette.muted).middle())
}
