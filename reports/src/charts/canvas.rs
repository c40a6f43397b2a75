//! Drawing in logical pixels with fractions, on top of plotters' elements and its SVG backend.
//!
//! Plotters places shapes on whole pixels. The canvas is therefore drawn on a grid four times as fine and the
//! SVG's `viewBox` scales it back; the picture's header, title and description are written at the end.

use plotters::coord::Shift;
use plotters::element::{Circle, PathElement, Polygon, Rectangle};
use plotters::prelude::{DrawingArea, IntoDrawingArea, SVGBackend};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontStyle, IntoFont, RGBColor, ShapeStyle, TextStyle};

use super::theme::Palette;
use crate::ReportError;

const FINE: f64 = 4.0;
/// Plotters divides font sizes by this before it writes them.
const PLOTTERS_FONT: f64 = 1.24;

/// A point in logical pixels.
pub(crate) type Point = (f64, f64);

/// Where a text stands relative to its point; it is always centred vertically.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// How a text looks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ink {
    pub(crate) size: f64,
    pub(crate) bold: bool,
    pub(crate) color: RGBColor,
    pub(crate) anchor: Anchor,
}

impl Ink {
    pub(crate) fn new(size: f64, color: RGBColor) -> Self {
        Ink {
            size,
            bold: false,
            color,
            anchor: Anchor::Start,
        }
    }

    pub(crate) fn bold(self) -> Self {
        Ink { bold: true, ..self }
    }

    pub(crate) fn middle(self) -> Self {
        Ink {
            anchor: Anchor::Middle,
            ..self
        }
    }

    pub(crate) fn end(self) -> Self {
        Ink {
            anchor: Anchor::End,
            ..self
        }
    }
}

/// What a picture says of itself to those who cannot see it.
pub(crate) struct Spoken<'a> {
    pub(crate) title: &'a str,
    pub(crate) description: &'a str,
}

/// A surface to draw on.
pub(crate) struct Canvas<'a> {
    area: DrawingArea<SVGBackend<'a>, Shift>,
    pub(crate) palette: &'static Palette,
}

/// Draws a picture of the size and returns its SVG.
pub(crate) fn paint(
    palette: &'static Palette,
    size: (f64, f64),
    spoken: &Spoken<'_>,
    draw: impl FnOnce(&Canvas<'_>) -> Result<(), ReportError>,
) -> Result<String, ReportError> {
    let mut buffer = String::new();
    {
        let area = SVGBackend::with_string(&mut buffer, (fine(size.0) as u32, fine(size.1) as u32))
            .into_drawing_area();
        let canvas = Canvas { area, palette };
        draw(&canvas)?;
        canvas.area.present().map_err(ReportError::draw)?;
    }
    Ok(with_header(&buffer, size, spoken))
}

impl Canvas<'_> {
    pub(crate) fn line(&self, points: &[Point], color: RGBColor, width: f64) -> Result<(), ReportError> {
        if points.len() < 2 {
            return Ok(());
        }
        let style = color.stroke_width(fine(width) as u32);
        self.area
            .draw(&PathElement::new(grid(points), style))
            .map_err(ReportError::draw)
    }

    /// A straight line in dashes.
    pub(crate) fn dashes(
        &self,
        from: Point,
        to: Point,
        color: RGBColor,
        width: f64,
    ) -> Result<(), ReportError> {
        const DASH: f64 = 4.0;
        const GAP: f64 = 3.0;
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = dx.hypot(dy);
        let mut at = 0.0;
        while at < length {
            let end = (at + DASH).min(length);
            let point = |distance: f64| (from.0 + dx * distance / length, from.1 + dy * distance / length);
            self.line(&[point(at), point(end)], color, width)?;
            at += DASH + GAP;
        }
        Ok(())
    }

    pub(crate) fn polygon(&self, points: &[Point], color: RGBColor, opacity: f64) -> Result<(), ReportError> {
        if points.len() < 3 {
            return Ok(());
        }
        self.area
            .draw(&Polygon::new(grid(points), color.mix(opacity)))
            .map_err(ReportError::draw)
    }

    pub(crate) fn rect(
        &self,
        from: Point,
        to: Point,
        color: RGBColor,
        opacity: f64,
    ) -> Result<(), ReportError> {
        let style = ShapeStyle {
            color: color.mix(opacity),
            filled: true,
            stroke_width: 0,
        };
        self.area
            .draw(&Rectangle::new([snap(from), snap(to)], style))
            .map_err(ReportError::draw)
    }

    pub(crate) fn dot(&self, center: Point, radius: f64, color: RGBColor) -> Result<(), ReportError> {
        let radius = fine(radius);
        self.area
            .draw(&Circle::new(snap(center), radius, color.filled()))
            .map_err(ReportError::draw)
    }

    /// A circle filled with the background.
    pub(crate) fn ring(
        &self,
        center: Point,
        radius: f64,
        color: RGBColor,
        width: f64,
    ) -> Result<(), ReportError> {
        self.dot(center, radius, self.palette.background)?;
        let style = ShapeStyle {
            color: color.to_rgba(),
            filled: false,
            stroke_width: fine(width) as u32,
        };
        self.area
            .draw(&Circle::new(snap(center), fine(radius), style))
            .map_err(ReportError::draw)
    }

    /// A text over lines and areas: an edge in the background's colour keeps it readable.
    pub(crate) fn text_above(&self, (x, y): Point, text: &str, ink: Ink) -> Result<(), ReportError> {
        const EDGE: f64 = 1.75;
        let behind = Ink {
            color: self.palette.background,
            ..ink
        };
        for step in 0..8 {
            let angle = f64::from(step) / 8.0 * std::f64::consts::TAU;
            self.text((x + EDGE * angle.cos(), y + EDGE * angle.sin()), text, behind)?;
        }
        self.text((x, y), text, ink)
    }

    pub(crate) fn text(&self, at: Point, text: &str, ink: Ink) -> Result<(), ReportError> {
        let horizontal = match ink.anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let weight = if ink.bold {
            FontStyle::Bold
        } else {
            FontStyle::Normal
        };
        let style = TextStyle::from(
            ("sans-serif", ink.size * FINE * PLOTTERS_FONT)
                .into_font()
                .style(weight),
        )
        .color(&ink.color)
        .pos(Pos::new(horizontal, VPos::Center));
        self.area
            .draw_text(text, &style, snap(at))
            .map_err(ReportError::draw)
    }
}

/// The width a text will have in the widest of the usual sans-serif fonts, in logical pixels.
pub(crate) fn text_width(text: &str, ink: Ink) -> f64 {
    let ems: f64 = text
        .chars()
        .map(|letter| match letter {
            'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '’' => 0.32,
            ' ' | '\u{A0}' | '\u{202F}' | 'f' | 't' | 'r' | '(' | ')' | '·' | '-' => 0.38,
            'm' | 'w' | 'M' | 'W' | '%' => 0.95,
            letter if letter.is_uppercase() => 0.7,
            _ => 0.61,
        })
        .sum();
    ems * ink.size * if ink.bold { 1.1 } else { 1.0 }
}

fn fine(value: f64) -> i32 {
    (value * FINE).round() as i32
}

fn snap(point: Point) -> (i32, i32) {
    (fine(point.0), fine(point.1))
}

fn grid(points: &[Point]) -> Vec<(i32, i32)> {
    points.iter().map(|point| snap(*point)).collect()
}

fn with_header(drawn: &str, size: (f64, f64), spoken: &Spoken<'_>) -> String {
    let body = drawn.split_once(">\n").map_or(drawn, |(_, body)| body);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{}\" height=\"{}\" \
         viewBox=\"0 0 {} {}\" stroke-linejoin=\"round\">\n<title>{}</title>\n<desc>{}</desc>\n{body}",
        size.0,
        size.1,
        fine(size.0),
        fine(size.1),
        escape(spoken.title),
        escape(spoken.description),
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::Theme;

    #[test]
    fn a_picture_speaks_and_escapes_what_it_says() {
        let spoken = Spoken {
            title: "A & B",
            description: "<none>",
        };
        let svg = paint(Theme::Light.palette(), (10.0, 5.0), &spoken, |canvas| {
            canvas.text((1.0, 1.0), "<b>", Ink::new(8.0, canvas.palette.ink))
        })
        .unwrap();
        assert!(svg.starts_with("<svg xmlns"), "{svg}");
        assert!(
            svg.contains("viewBox=\"0 0 40 20\"") && svg.contains("role=\"img\""),
            "{svg}"
        );
        assert!(
            svg.contains("<title>A &amp; B</title>\n<desc>&lt;none&gt;</desc>"),
            "{svg}"
        );
        assert!(
            svg.contains("&lt;b&gt;") && svg.contains("font-size=\"32\""),
            "{svg}"
        );
        assert!(svg.trim_end().ends_with("</svg>"), "{svg}");
    }
}
