//! The shapes of the timeline: tribes, rows, bars, marks.

use super::{Known, ROW, TRIBE, TimelineCell, TimelineMark, TimelineRow, TimelineView};
use crate::charts::axis::TimeAxis;
use crate::charts::canvas::{Canvas, Ink, Point, text_width};
use crate::charts::frame::{Plot, shortened};
use crate::text::Text;
use crate::{Period, ReportError, Severity};

/// How far apart the lines of a hatching stand.
const HATCH: f64 = 5.0;

/// Everything the shapes need to know.
pub(super) struct Drawing<'a, 'b> {
    pub(super) canvas: &'a Canvas<'b>,
    pub(super) axis: TimeAxis,
    pub(super) plot: Plot,
    pub(super) text: Text,
}

impl Drawing<'_, '_> {
    /// What the shapes mean, in one line over the rows.
    pub(super) fn legend(&self, (left, y): Point) -> Result<(), ReportError> {
        let ink = Ink::new(11.0, self.canvas.palette.muted);
        let mut x = left;
        let mut put = |key: &str, wide: f64, draw: &dyn Fn(f64) -> Result<(), ReportError>| {
            draw(x)?;
            let words = self.text.t(key);
            self.canvas.text((x + wide + 6.0, y), &words, ink)?;
            x += wide + 6.0 + text_width(&words, ink) + 20.0;
            Ok::<(), ReportError>(())
        };
        put("state-calm", 18.0, &|x| self.cells((x, x + 18.0), y, Known::Well))?;
        put("state-warn", 18.0, &|x| {
            self.bar((x, x + 18.0), y, Severity::Warn)
        })?;
        put("state-critical", 18.0, &|x| {
            self.bar((x, x + 18.0), y, Severity::Critical)
        })?;
        put("timeline-gated", 18.0, &|x| {
            self.cells((x, x + 18.0), y, Known::BelowGate)
        })?;
        put("state-none", 18.0, &|x| {
            self.cells((x, x + 18.0), y, Known::Nothing)
        })?;
        put("timeline-decided", 10.0, &|x| self.triangle((x + 5.0, y + 5.0)))
    }

    /// Every tribe with its squads; where the last row ends.
    pub(super) fn tribes(&self, view: &TimelineView) -> Result<f64, ReportError> {
        let mut top = self.plot.top;
        for tribe in &view.tribes {
            if view.tribes.len() > 1 {
                let name = tribe
                    .name
                    .clone()
                    .unwrap_or_else(|| self.text.t("timeline-no-tribe"));
                self.head(&name, top, &tribe.decided)?;
                top += TRIBE;
            }
            for row in &tribe.rows {
                self.row(row, top + ROW / 2.0)?;
                top += ROW;
            }
        }
        Ok(top)
    }

    fn head(&self, name: &str, top: f64, decided: &[TimelineMark]) -> Result<(), ReportError> {
        let palette = self.canvas.palette;
        let middle = top + TRIBE / 2.0 + 3.0;
        let ink = Ink::new(11.0, palette.muted).bold();
        let left = self.plot.left - 158.0;
        self.canvas.text((left, middle), name, ink)?;
        let from = (left + text_width(name, ink) + 10.0).max(self.plot.left);
        self.canvas
            .line(&[(from, middle), (self.plot.right, middle)], palette.grid, 1.0)?;
        self.marks(decided, middle + 3.0)
    }

    fn row(&self, row: &TimelineRow, middle: f64) -> Result<(), ReportError> {
        let palette = self.canvas.palette;
        let name = Ink::new(12.0, palette.ink);
        let name = if row.open.is_some() { name.bold() } else { name };
        self.canvas.text(
            (self.plot.left - 12.0, middle),
            &shortened(&row.squad, name, 142.0),
            name.end(),
        )?;
        self.cells((self.plot.left, self.plot.right), middle, Known::Nothing)?;
        for (first, last, known) in bands(&row.cells) {
            let span = (self.axis.clamped(first.start()), self.axis.clamped(last.end()));
            if known != Known::Nothing {
                let (top, bottom) = (middle - 3.5, middle + 3.5);
                self.canvas
                    .rect((span.0, top), (span.1, bottom), palette.background, 1.0)?;
                self.cells(span, middle, known)?;
            }
        }
        // The worse over the less bad: a critical stretch lies within a warning.
        for severity in [Severity::Warn, Severity::Critical] {
            for spell in row.spells.iter().filter(|spell| spell.severity == severity) {
                let end = spell
                    .end
                    .map_or(self.plot.right, |end| self.axis.clamped(end.end()));
                let start = self.axis.clamped(spell.start.start());
                if end - start > 0.5 {
                    self.bar((start, end), middle, severity)?;
                }
            }
        }
        self.marks(&row.decided, middle - 1.0)?;
        self.open(row, middle)
    }

    /// An arrow out of the plot, and since when.
    fn open(&self, row: &TimelineRow, middle: f64) -> Result<(), ReportError> {
        let Some((since, weeks)) = row.open else {
            return Ok(());
        };
        let palette = self.canvas.palette;
        let is_open = |severity| {
            let mut spells = row.spells.iter();
            spells.any(|spell| spell.end.is_none() && spell.severity == severity)
        };
        let color = if is_open(Severity::Critical) {
            palette.critical
        } else {
            palette.warn
        };
        let x = self.plot.right;
        let arrow = [(x, middle - 7.0), (x + 7.0, middle), (x, middle + 7.0)];
        self.canvas.polygon(&arrow, color, 1.0)?;
        let words = self.text.with(
            "timeline-since",
            &[
                ("week", since.label().into()),
                ("weeks", weeks.to_string().into()),
            ],
        );
        self.canvas
            .text((x + 13.0, middle), &words, Ink::new(11.5, color).bold())
    }

    /// Weeks of one kind beneath the bars; no data is a thin line, so that it never reads as calm.
    fn cells(&self, (from, to): (f64, f64), middle: f64, known: Known) -> Result<(), ReportError> {
        let palette = self.canvas.palette;
        let (top, bottom) = (middle - 3.0, middle + 3.0);
        match known {
            Known::Nothing => self
                .canvas
                .rect((from, middle - 0.75), (to, middle + 0.75), palette.axis, 1.0),
            Known::Well => self.canvas.rect((from, top), (to, bottom), palette.sea_soft, 1.0),
            Known::BelowGate => {
                for y in [top, bottom] {
                    self.canvas.line(&[(from, y), (to, y)], palette.axis, 1.0)?;
                }
                for x in [from, to] {
                    self.canvas.line(&[(x, top), (x, bottom)], palette.axis, 1.0)?;
                }
                Ok(())
            }
        }
    }

    /// A spell: plain over the warn line, taller and hatched over the critical one.
    fn bar(&self, (from, to): (f64, f64), middle: f64, severity: Severity) -> Result<(), ReportError> {
        let palette = self.canvas.palette;
        match severity {
            Severity::Warn => {
                let half = 6.0;
                self.canvas
                    .rect((from, middle - half), (to, middle + half), palette.warn_fill, 1.0)
            }
            Severity::Critical => {
                let half = 8.0;
                let (top, bottom) = (middle - half, middle + half);
                self.canvas
                    .rect((from, top), (to, bottom), palette.critical_fill, 1.0)?;
                let tall = bottom - top;
                let mut x = from - tall;
                while x < to {
                    // From the bottom at x to the top at x + tall, cut at both ends of the bar.
                    let (a, b) = (x.max(from), (x + tall).min(to));
                    if b - a > 0.5 {
                        let line = [(a, bottom - (a - x)), (b, bottom - (b - x))];
                        self.canvas.line(&line, palette.background, 1.0)?;
                    }
                    x += HATCH;
                }
                Ok(())
            }
        }
    }

    /// A triangle where something was decided, and a line as long as it went on.
    fn marks(&self, decided: &[TimelineMark], y: f64) -> Result<(), ReportError> {
        let color = self.canvas.palette.mark;
        for mark in decided
            .iter()
            .filter(|mark| self.axis.overlaps(mark.from, mark.to))
        {
            let from = self.axis.clamped(mark.from);
            let to = mark.to.map_or(self.plot.right, |to| self.axis.clamped(to));
            self.canvas.line(&[(from, y - 8.0), (to, y - 8.0)], color, 2.0)?;
            self.triangle((from, y))?;
        }
        Ok(())
    }

    /// A triangle that points down to a place.
    fn triangle(&self, (x, y): Point) -> Result<(), ReportError> {
        let palette = self.canvas.palette;
        let at = |grow: f64| {
            [
                (x - 5.0 - grow, y - 9.0 - grow),
                (x + 5.0 + grow, y - 9.0 - grow),
                (x, y + grow),
            ]
        };
        self.canvas.polygon(&at(1.25), palette.background, 1.0)?;
        self.canvas.polygon(&at(0.0), palette.mark, 1.0)
    }
}

/// Neighbouring weeks of one kind as one band, so that ten years of a fleet stay a small picture.
fn bands(cells: &[TimelineCell]) -> Vec<(Period, Period, Known)> {
    let mut bands: Vec<(Period, Period, Known)> = Vec::new();
    for cell in cells {
        match bands.last_mut() {
            Some((_, last, known)) if *known == cell.known && last.end() == cell.period.start() => {
                *last = cell.period;
            }
            _ => bands.push((cell.period, cell.period, cell.known)),
        }
    }
    bands
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_join_weeks_of_one_kind_but_never_over_a_missing_week() {
        let cell = |week: u32, known| TimelineCell {
            period: Period::week(2026, week).unwrap(),
            known,
        };
        let cells = [
            cell(1, Known::Well),
            cell(2, Known::Well),
            cell(3, Known::BelowGate),
            cell(4, Known::Well),
            cell(6, Known::Well),
        ];
        let bands: Vec<_> = bands(&cells)
            .into_iter()
            .map(|(a, b, known)| (a.label(), b.label(), known))
            .collect();
        assert_eq!(bands.len(), 4);
        assert_eq!(
            bands[0],
            ("2026-W01".to_owned(), "2026-W02".to_owned(), Known::Well)
        );
        assert_eq!(bands[3].0, "2026-W06");
    }
}
