//! The own past on the load line chart: what is usual as a quiet band, and the weeks that are not.

use super::drawing::Drawing;
use super::{SignalKind, SignalMark};
use crate::ReportError;
use crate::charts::canvas::{Canvas, Ink, Point, text_width};

/// Half the width of a signal's shape.
const SHAPE: f64 = 5.0;

impl Drawing<'_, '_> {
    /// A band from the lower to the upper limit with its centre line, one for each stretch of weeks with the same
    /// limits.
    pub(super) fn limits(&self) -> Result<(), ReportError> {
        let palette = self.canvas.palette;
        for band in &self.view.limits {
            let (from, to) = (
                self.axis.clamped(band.from.start()),
                self.axis.clamped(band.to.end()),
            );
            if to - from < 0.5 {
                continue;
            }
            let (low, high) = (self.share.at(band.lower), self.share.at(band.upper));
            self.canvas.rect((from, high), (to, low), palette.muted, 0.11)?;
            for edge in [low, high] {
                self.canvas
                    .dashes((from, edge), (to, edge), palette.muted, 0.75)?;
            }
            let centre = self.share.at(band.centre);
            self.canvas
                .line(&[(from, centre), (to, centre)], palette.muted, 1.0)?;
        }
        Ok(())
    }

    /// A shape on every week that is not like the past.
    pub(super) fn signals(&self) -> Result<(), ReportError> {
        for mark in &self.view.signals {
            let at = (self.axis.middle(mark.period), self.share.at(mark.share));
            shape(self.canvas, at, mark.kind)?;
        }
        Ok(())
    }

    /// What the band and the shapes mean, in one line over the plot.
    pub(super) fn legend(&self, y: f64) -> Result<(), ReportError> {
        let palette = self.canvas.palette;
        let ink = Ink::new(11.0, palette.muted);
        let mut x = self.plot.left;
        if !self.view.limits.is_empty() {
            self.canvas
                .rect((x, y - 5.0), (x + 18.0, y + 5.0), palette.muted, 0.18)?;
            self.canvas.line(&[(x, y), (x + 18.0, y)], palette.muted, 1.0)?;
            let words = self.text.t("limits-band");
            self.canvas.text((x + 24.0, y), &words, ink)?;
            x += 24.0 + text_width(&words, ink) + 22.0;
        }
        for kind in [SignalKind::Outside, SignalKind::RunOf8] {
            if self
                .view
                .signals
                .iter()
                .any(|mark: &SignalMark| mark.kind == kind)
            {
                shape(self.canvas, (x + SHAPE, y), kind)?;
                let words = self.text.t(&format!("signal-{}", kind.key()));
                self.canvas.text((x + 2.0 * SHAPE + 6.0, y), &words, ink)?;
                x += 2.0 * SHAPE + 6.0 + text_width(&words, ink) + 22.0;
            }
        }
        Ok(())
    }
}

/// A lozenge for a week outside of the limits, a square for the eighth in a row; with an edge in the background's
/// colour, so that they stand out of the line.
fn shape(canvas: &Canvas<'_>, (x, y): Point, kind: SignalKind) -> Result<(), ReportError> {
    let outline = |size: f64| match kind {
        SignalKind::Outside => vec![(x, y - size), (x + size, y), (x, y + size), (x - size, y)],
        SignalKind::RunOf8 => {
            let half = size * 0.75;
            vec![
                (x - half, y - half),
                (x + half, y - half),
                (x + half, y + half),
                (x - half, y + half),
            ]
        }
    };
    canvas.polygon(&outline(SHAPE + 1.5), canvas.palette.background, 1.0)?;
    canvas.polygon(&outline(SHAPE), canvas.palette.ink, 1.0)
}
