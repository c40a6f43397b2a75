//! A squad as a ship: it lies as deep as its maintenance share is high, and its Plimsoll mark stands at its warn
//! line. When the share passes the line, the mark goes under.

use plotters::style::RGBColor;

use super::canvas::{Canvas, Point, Spoken, paint};
use super::theme::{Theme, follow_page};
use crate::{LoadState, ReportError};

/// What a ship shows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ship {
    /// The share of the latest closed week; `None` draws a pale ship riding high.
    pub share: Option<f64>,
    /// The warn line, where the mark is painted.
    pub line: f64,
    /// Colours the hull.
    pub state: LoadState,
}

/// Lengths of the ship in its own units: 100 long, 34 from deck to keel, its mark 16 under the deck.
const LENGTH: f64 = 100.0;
const KEEL: f64 = 34.0;
const MARK: f64 = 16.0;
const HULL: [Point; 14] = [
    (0.0, -2.0),
    (58.0, -0.5),
    (76.0, -1.2),
    (88.0, -3.4),
    (100.0, -7.5),
    (97.5, 2.0),
    (95.0, 9.0),
    (93.0, 16.0),
    (91.5, 24.0),
    (89.0, 31.0),
    (85.0, KEEL),
    (10.0, KEEL),
    (5.5, 29.0),
    (2.5, 16.0),
];
/// The hull under the mark, painted in another colour: while it shows, there is room left.
const ANTIFOULING: [Point; 7] = [
    (2.5, MARK),
    (93.0, MARK),
    (91.5, 24.0),
    (89.0, 31.0),
    (85.0, KEEL),
    (10.0, KEEL),
    (5.5, 29.0),
];
const CABINS: [(Point, Point); 3] = [
    ((9.0, -13.0), (27.0, -1.0)),
    ((11.0, -19.0), (23.0, -13.0)),
    ((14.0, -28.0), (19.5, -19.0)),
];
const CARGO: [(Point, Point); 4] = [
    ((32.0, -9.5), (43.0, -0.5)),
    ((44.5, -9.5), (55.5, -0.5)),
    ((57.0, -9.5), (68.0, -0.8)),
    ((69.5, -9.5), (80.5, -1.4)),
];

impl Ship {
    /// How deep the keel lies, in the ship's units: at the mark when the share is at the line.
    fn draught(&self) -> f64 {
        const STEEP: f64 = 20.0;
        match self.share {
            Some(share) if self.line > 0.0 => {
                (KEEL - MARK + (share / self.line - 1.0) * STEEP).clamp(4.0, KEEL + 6.0)
            }
            _ => 6.0,
        }
    }

    /// Draws the ship with its middle at `x` on water at `surface`, `length` pixels long. Draw the sea after it.
    pub(crate) fn draw(
        &self,
        canvas: &Canvas<'_>,
        x: f64,
        surface: f64,
        length: f64,
    ) -> Result<(), ReportError> {
        let unit = length / LENGTH;
        let (left, deck) = (x - length / 2.0, surface + (self.draught() - KEEL) * unit);
        let place = |point: &Point| (left + point.0 * unit, deck + point.1 * unit);
        let palette = canvas.palette;
        let hull = match self.state {
            LoadState::NoData => palette.line_faded,
            LoadState::Calm => palette.hull,
            LoadState::Warn => palette.warn_fill,
            LoadState::Critical => palette.critical_fill,
        };
        let known = self.state != LoadState::NoData;
        for (from, to) in CABINS.iter().take(if known { 3 } else { 2 }) {
            canvas.rect(
                place(from),
                place(to),
                if known { palette.cargo } else { palette.grid },
                1.0,
            )?;
        }
        if known {
            canvas.rect(place(&(14.0, -25.5)), place(&(19.5, -22.5)), hull, 1.0)?;
            canvas.line(
                &[place(&(90.0, -4.0)), place(&(90.0, -19.0))],
                palette.cargo,
                1.25,
            )?;
            for (from, to) in &CARGO {
                canvas.rect(place(from), place(to), palette.cargo, 0.75)?;
            }
        }
        canvas.polygon(&HULL.map(|point| place(&point)), hull, 1.0)?;
        if known {
            canvas.polygon(
                &ANTIFOULING.map(|point| place(&point)),
                palette.antifouling,
                if self.state.is_under_water() { 0.35 } else { 1.0 },
            )?;
            self.draw_mark(canvas, place(&(50.0, MARK)), unit)?;
        }
        Ok(())
    }

    /// The disc with the line through it.
    fn draw_mark(&self, canvas: &Canvas<'_>, (x, y): Point, unit: f64) -> Result<(), ReportError> {
        let paint = canvas.palette.paint;
        let disc: Vec<Point> = (0..=32)
            .map(|step| f64::from(step) / 32.0 * std::f64::consts::TAU)
            .map(|angle| (x + angle.cos() * 6.0 * unit, y + angle.sin() * 6.0 * unit))
            .collect();
        let width = (1.7 * unit).max(1.0);
        canvas.line(&disc, paint, width)?;
        canvas.line(&[(x - 10.5 * unit, y), (x + 10.5 * unit, y)], paint, width)
    }
}

/// The sea in front of the ships, from `surface` down to `bottom`, so that what lies under it is tinted.
pub(crate) fn draw_sea(
    canvas: &Canvas<'_>,
    (left, right): (f64, f64),
    surface: f64,
    bottom: f64,
) -> Result<(), ReportError> {
    let palette = canvas.palette;
    let layer = |lift: f64, length: f64, shift: f64, color: RGBColor, opacity: f64| {
        let steps = ((right - left) / 4.0).ceil() as u32;
        let mut outline: Vec<Point> = (0..=steps)
            .map(|step| left + (right - left) * f64::from(step) / f64::from(steps))
            .map(|x| {
                (
                    x,
                    surface + lift + 1.3 * ((x + shift) / length * std::f64::consts::TAU).sin(),
                )
            })
            .collect();
        outline.extend([(right, bottom), (left, bottom)]);
        canvas.polygon(&outline, color, opacity)
    };
    // Wave lengths that divide the width of a ship on a page, so that neighbouring seas meet.
    layer(0.0, 42.0, 0.0, palette.sea, 0.5)?;
    layer((bottom - surface) * 0.45, 84.0, 20.0, palette.deep, 0.22)
}

/// A ship for a page, in the page's own colours; it is decoration beside words that say the same.
///
/// # Errors
/// When the drawing library refuses a shape.
pub fn inline(ship: &Ship) -> Result<String, ReportError> {
    const SIZE: (f64, f64) = (168.0, 118.0);
    const SURFACE: f64 = 72.0;
    let svg = paint(
        Theme::Light.palette(),
        SIZE,
        &Spoken {
            title: "",
            description: "",
        },
        |canvas| {
            ship.draw(canvas, SIZE.0 / 2.0, SURFACE, 118.0)?;
            draw_sea(canvas, (0.0, SIZE.0), SURFACE, SIZE.1)
        },
    )?;
    Ok(silent(&follow_page(&svg), "ship"))
}

/// Turns a picture into decoration: no role, no title, a class for the stylesheet.
pub(crate) fn silent(svg: &str, class: &str) -> String {
    svg.replacen(
        "role=\"img\"",
        &format!("class=\"{class}\" aria-hidden=\"true\" focusable=\"false\""),
        1,
    )
    .replacen("<title></title>\n<desc></desc>\n", "", 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ship(share: Option<f64>) -> Ship {
        Ship {
            share,
            line: 0.35,
            state: LoadState::Calm,
        }
    }

    #[test]
    fn at_the_line_the_water_is_at_the_mark() {
        assert_eq!(ship(Some(0.35)).draught(), KEEL - MARK);
    }

    #[test]
    fn a_higher_share_lies_deeper_within_bounds() {
        let draughts: Vec<f64> = (0..=100)
            .map(|percent| ship(Some(f64::from(percent) / 100.0)).draught())
            .collect();
        assert!(draughts.windows(2).all(|pair| pair[0] <= pair[1]));
        assert!(draughts[0] >= 4.0 && draughts[100] <= KEEL + 6.0);
    }

    #[test]
    fn a_ship_on_a_page_takes_the_colours_of_the_page() {
        let svg = inline(&ship(Some(0.2))).unwrap();
        assert!(svg.contains("var(--c-hull)") && !svg.contains("=\"#"), "{svg}");
        assert!(
            svg.contains("aria-hidden=\"true\"") && !svg.contains("<title>"),
            "{svg}"
        );
    }
}
