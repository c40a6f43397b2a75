//! The shapes of the load line chart, from the back to the front.

use plotters::style::RGBColor;

use super::{LoadLineView, LoadPoint, SpellBand, peak};
use crate::charts::axis::TimeAxis;
use crate::charts::canvas::{Canvas, Ink, Point, text_width};
use crate::charts::frame::Plot;
use crate::charts::labels::{Row, spread};
use crate::charts::scale::{Scale, ticks};
use crate::charts::series::{above, runs};
use crate::format::Format;
use crate::text::Text;
use crate::{ReportError, Severity};

/// Everything the shapes need to know.
pub(super) struct Drawing<'a, 'b> {
    pub(super) canvas: &'a Canvas<'b>,
    pub(super) view: &'a LoadLineView,
    pub(super) axis: TimeAxis,
    pub(super) plot: Plot,
    pub(super) share: Scale,
    pub(super) text: Text,
    pub(super) format: Format,
}

impl Drawing<'_, '_> {
    fn place(&self, point: &LoadPoint) -> (f64, Option<f64>) {
        (self.axis.middle(point.period), point.share)
    }

    fn pixels(&self, shape: &[Point]) -> Vec<Point> {
        shape
            .iter()
            .map(|(x, share)| (*x, self.share.at(*share)))
            .collect()
    }

    pub(super) fn spells(&self) -> Result<(), ReportError> {
        let palette = self.canvas.palette;
        let mut row = Row::default();
        let mut by_importance: Vec<&SpellBand> = self.view.spells.iter().collect();
        by_importance.sort_by_key(|spell| (spell.end.is_some(), std::cmp::Reverse(spell.periods)));
        for spell in by_importance {
            let end = spell
                .end
                .map_or(self.plot.right, |end| self.axis.clamped(end.end()));
            let start = self.axis.clamped(spell.start.start());
            if end - start < 0.5 {
                continue;
            }
            let (soft, strong) = match spell.severity {
                Severity::Warn => (palette.warn_soft, palette.warn),
                Severity::Critical => (palette.critical_soft, palette.critical),
            };
            self.canvas
                .rect((start, self.plot.top), (end, self.plot.bottom), soft, 1.0)?;
            self.canvas
                .rect((start, self.plot.top - 3.0), (end, self.plot.top), strong, 1.0)?;
            self.spell_label(spell, (start, end), strong, &mut row)?;
        }
        Ok(())
    }

    fn spell_label(
        &self,
        spell: &SpellBand,
        (start, end): (f64, f64),
        color: RGBColor,
        row: &mut Row,
    ) -> Result<(), ReportError> {
        let since = spell.start.label();
        let words = match spell.end {
            None => self.text.with("spell-open", &[("since", since.into())]),
            Some(last) => self.text.with(
                "spell-closed",
                &[("from", since.into()), ("to", last.label().into())],
            ),
        };
        let ink = Ink::new(11.5, color).bold();
        let wide = text_width(&words, ink);
        let closed = spell.end.is_some();
        let middle =
            ((start + end) / 2.0).clamp(self.plot.left + wide / 2.0, self.plot.right + 100.0 - wide / 2.0);
        if closed && wide > (end - start) * 2.5 + 60.0 || !row.take(middle - wide / 2.0, middle + wide / 2.0)
        {
            return Ok(());
        }
        self.canvas
            .text((middle, self.plot.top - 13.0), &words, ink.middle())
    }

    pub(super) fn grid(&self) -> Result<(), ReportError> {
        let palette = self.canvas.palette;
        for tick in ticks(self.share.domain.1, 0.2) {
            let y = self.share.at(tick);
            if tick > 0.0 {
                self.canvas
                    .line(&[(self.plot.left, y), (self.plot.right, y)], palette.grid, 1.0)?;
            }
            let label = self.format.percent(Some(tick));
            self.canvas.text(
                (self.plot.left - 8.0, y),
                &label,
                Ink::new(11.0, palette.muted).end(),
            )?;
        }
        self.axis
            .draw(self.canvas, self.plot.bottom, self.format, self.view.grain)
    }

    /// The soft area under the line, tinted above each load line.
    pub(super) fn water(&self) -> Result<(), ReportError> {
        let palette = self.canvas.palette;
        let places: Vec<_> = self.view.points.iter().map(|point| self.place(point)).collect();
        let lines = self.view.lines;
        for run in runs(&places) {
            let levels = [
                (0.0, palette.sea_soft),
                (lines.warn, palette.warn_fill),
                (lines.critical, palette.critical_fill),
            ];
            for (level, color) in levels {
                for shape in above(&run, level) {
                    self.canvas
                        .polygon(&self.pixels(&shape), color, if level > 0.0 { 0.85 } else { 0.9 })?;
                }
            }
        }
        Ok(())
    }

    pub(super) fn lines(&self) -> Result<(), ReportError> {
        let palette = self.canvas.palette;
        for (level, color) in [
            (self.view.lines.warn, palette.warn),
            (self.view.lines.critical, palette.critical),
        ] {
            let y = self.share.at(level);
            self.canvas
                .line(&[(self.plot.left, y), (self.plot.right + 8.0, y)], color, 1.25)?;
        }
        Ok(())
    }

    pub(super) fn series(&self) -> Result<(), ReportError> {
        let palette = self.canvas.palette;
        let points = &self.view.points;
        let width = if points.len() > 160 { 1.25 } else { 2.25 };
        for pair in points.windows(2) {
            let ((x1, Some(a)), (x2, Some(b))) = (self.place(&pair[0]), self.place(&pair[1])) else {
                continue;
            };
            let (from, to) = ((x1, self.share.at(a)), (x2, self.share.at(b)));
            let faded = pair[0].below_gate || pair[1].below_gate;
            let color = if faded { palette.line_faded } else { palette.line };
            if pair[1].provisional {
                self.canvas.dashes(from, to, color, width)?;
            } else {
                self.canvas.line(&[from, to], color, width)?;
            }
        }
        self.dots()
    }

    /// A dot a period while there is room; hollow ones always, and points that stand alone.
    fn dots(&self) -> Result<(), ReportError> {
        let palette = self.canvas.palette;
        let points = &self.view.points;
        let room = (self.plot.right - self.plot.left) / points.len() as f64;
        let radius = (room / 4.0).clamp(1.25, 3.25);
        for (index, point) in points.iter().enumerate() {
            let (x, Some(share)) = self.place(point) else {
                continue;
            };
            let at = (x, self.share.at(share));
            let lonely = index
                .checked_sub(1)
                .and_then(|index| points[index].share)
                .is_none()
                && points.get(index + 1).and_then(|next| next.share).is_none();
            if point.below_gate {
                self.canvas.ring(at, radius, palette.line_faded, 1.0)?;
            } else if point.provisional {
                self.canvas.ring(at, radius.max(2.5), palette.line, 1.25)?;
            } else if lonely || room >= 9.0 {
                self.canvas.dot(at, radius, palette.line)?;
            }
        }
        Ok(())
    }

    pub(super) fn interventions(&self) -> Result<(), ReportError> {
        let color = self.canvas.palette.mark;
        let ink = Ink::new(11.0, color).bold();
        let mut rows = [Row::default(), Row::default(), Row::default()];
        for intervention in self
            .view
            .interventions
            .iter()
            .filter(|known| self.axis.overlaps(known.day, known.until))
        {
            let x = self.axis.clamped(intervention.day);
            self.canvas
                .dashes((x, self.plot.top), (x, self.plot.bottom), color, 1.25)?;
            let wide = text_width(&intervention.label, ink) + 12.0;
            let leftwards = x + wide > self.plot.right;
            let (from, to) = if leftwards { (x - wide, x) } else { (x, x + wide) };
            let Some(free) = rows.iter_mut().position(|row| row.take(from, to)) else {
                continue;
            };
            let y = self.plot.bottom - 14.0 - 22.0 * free as f64;
            let (at, ink) = if leftwards {
                (x - 6.0, ink.end())
            } else {
                (x + 6.0, ink)
            };
            let end = intervention
                .until
                .map_or(self.axis.right(), |until| self.axis.clamped(until));
            self.canvas.line(&[(x, y + 9.0), (end, y + 9.0)], color, 2.0)?;
            self.canvas.text_above((at, y), &intervention.label, ink)?;
            self.canvas.dot((x, y), 3.0, color)?;
        }
        Ok(())
    }

    /// The worst closed period, named where it is.
    pub(super) fn peak(&self) -> Result<(), ReportError> {
        let Some(peak) = peak(self.view) else {
            return Ok(());
        };
        let Some(share) = peak.share.filter(|share| *share >= self.view.lines.warn) else {
            return Ok(());
        };
        let words = self.text.with(
            "load-line-peak",
            &[
                ("share", self.format.percent(Some(share)).into()),
                ("period", peak.period.label().into()),
            ],
        );
        let palette = self.canvas.palette;
        let (x, y) = (self.axis.middle(peak.period), self.share.at(share));
        self.canvas.ring((x, y), 4.0, palette.ink, 1.75)?;
        let ink = Ink::new(11.5, palette.ink).bold();
        let wide = text_width(&words, ink);
        let leftwards = x + 10.0 + wide > self.plot.right;
        // Neighbours that carry a shape would stand behind the words.
        let lift = if self.view.signals.is_empty() { 0.0 } else { 15.0 };
        let y = (y - lift).max(self.plot.top + 10.0);
        let (at, ink) = if leftwards {
            (x - 9.0, ink.end())
        } else {
            (x + 9.0, ink)
        };
        self.canvas.text_above((at, y), &words, ink)
    }

    /// The lines' names and the latest closed value, beside the plot.
    pub(super) fn right_edge(&self) -> Result<(), ReportError> {
        let palette = self.canvas.palette;
        let lines = self.view.lines;
        let mut labels = vec![
            (
                lines.warn,
                self.text.with(
                    "line-warn",
                    &[("share", self.format.percent(Some(lines.warn)).into())],
                ),
                Ink::new(12.0, palette.warn).bold(),
            ),
            (
                lines.critical,
                self.text.with(
                    "line-critical",
                    &[("share", self.format.percent(Some(lines.critical)).into())],
                ),
                Ink::new(12.0, palette.critical).bold(),
            ),
        ];
        if let Some(band) = self.view.limits.last() {
            let args = [
                ("low", self.format.percent(Some(band.lower)).into()),
                ("high", self.format.percent(Some(band.upper)).into()),
            ];
            let words = self.text.with("limits-usual", &args);
            labels.push((band.centre, words, Ink::new(11.5, palette.muted)));
        }
        let latest = self
            .view
            .points
            .iter()
            .rev()
            .find(|point| point.share.is_some() && !point.provisional);
        if let Some((point, share)) = latest.and_then(|point| point.share.map(|share| (point, share))) {
            let words = format!("{} {}", self.format.percent(Some(share)), point.period.label());
            labels.push((share, words, Ink::new(12.5, palette.line).bold()));
        }
        let wanted: Vec<f64> = labels.iter().map(|label| self.share.at(label.0)).collect();
        let placed = spread(&wanted, 17.0, (self.plot.top, self.plot.bottom - 6.0));
        for ((_, words, ink), y) in labels.iter().zip(placed) {
            self.canvas.text((self.plot.right + 12.0, y), words, *ink)?;
        }
        Ok(())
    }
}
