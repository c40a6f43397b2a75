//! The face of the product: a squad's maintenance share over time, against its load lines.
//!
//! What stands above the warn line is amber, what stands above the critical line vermillion; the squad is under
//! water there. Spells are bands, missing weeks are gaps, weeks with too few logged hours are faded and hollow,
//! the running period is dashed.

use chrono::NaiveDate;

use super::axis::TimeAxis;
use super::canvas::{Canvas, Ink, Point, Spoken, paint, text_width};
use super::frame::{Frame, Plot, per_grain, range};
use super::labels::{Row, spread};
use super::scale::{Scale, round_up, ticks};
use super::series::{above, runs};
use super::{ChartMeta, ChartStyle};
use crate::format::Format;
use crate::text::Text;
use crate::{Grain, Language, Method, Period, ReportError, Severity};

/// The size on a page.
pub const SIZE: (u32, u32) = (1120, 440);

/// A maintenance share over time.
#[derive(Debug, Clone, PartialEq)]
pub struct LoadLineView {
    /// Subject, freshness, method.
    pub meta: ChartMeta,
    /// The grain of the points.
    pub grain: Grain,
    /// One point a period, in order, also where there is no value.
    pub points: Vec<LoadPoint>,
    /// The load lines.
    pub lines: LoadLines,
    /// The spells under water, in order.
    pub spells: Vec<SpellBand>,
    /// What was decided, in order.
    pub interventions: Vec<Intervention>,
}

/// One period of the chart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LoadPoint {
    /// The period.
    pub period: Period,
    /// `maintenance_share` as a fraction; `None` leaves a gap.
    pub share: Option<f64>,
    /// True when coverage is under the gate: drawn hollow and faded.
    pub below_gate: bool,
    /// True for the running period: drawn dashed.
    pub provisional: bool,
}

/// The lines of a squad, as fractions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LoadLines {
    /// A spell starts at or over it.
    pub warn: f64,
    /// A spell is critical at or over it.
    pub critical: f64,
    /// How many closed weeks in a row a spell takes to start, and to end.
    pub weeks: u32,
}

/// A spell under water.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SpellBand {
    /// Its first period.
    pub start: Period,
    /// Its last period; `None` while it lasts.
    pub end: Option<Period>,
    /// How many periods it has lasted.
    pub periods: u32,
    /// How bad.
    pub severity: Severity,
}

/// A marker: what was decided, and when.
#[derive(Debug, Clone, PartialEq)]
pub struct Intervention {
    /// Its first day.
    pub day: NaiveDate,
    /// A few words, in the organisation's own language.
    pub label: String,
}

/// Draws the chart.
///
/// # Errors
/// When the drawing library refuses a shape.
pub fn svg(view: &LoadLineView, style: &ChartStyle) -> Result<String, ReportError> {
    let text = Text::new(style.language);
    let (unit, how) = match view.meta.method {
        Method::Worklogs => ("load-line-unit", "load-line-how"),
        Method::Activity => ("load-line-unit-activity", "load-line-how-activity"),
    };
    let frame = Frame {
        from_hours: true,
        title: text.with(
            "load-line-title",
            &[("subject", view.meta.subject.as_str().into())],
        ),
        unit: text.t(&per_grain(unit, view.grain)),
        how: text.count(how, u64::from(view.lines.weeks)),
    };
    let description = description(view, style.language);
    let spoken = Spoken {
        title: &frame.title,
        description: &description,
    };
    paint(style.theme.palette(), style.size(), &spoken, |canvas| {
        let span = range(view.points.iter().map(|point| point.period));
        let room = frame.draw(canvas, style, &view.meta, span)?;
        let plot = Plot {
            left: room.left + 34.0,
            right: room.right - 128.0,
            top: room.top + 20.0,
            bottom: room.bottom - 38.0,
        };
        let Some(axis) = TimeAxis::over(
            view.points.iter().map(|point| point.period),
            plot.left,
            plot.right,
        ) else {
            let middle = ((plot.left + plot.right) / 2.0, (plot.top + plot.bottom) / 2.0);
            return canvas.text(
                middle,
                &text.t("chart-empty"),
                Ink::new(14.0, canvas.palette.muted).middle(),
            );
        };
        let drawing = Drawing {
            canvas,
            view,
            axis,
            plot,
            share: share_scale(view, plot),
            text,
            format: Format::new(style.language),
        };
        drawing.spells()?;
        drawing.grid()?;
        drawing.water()?;
        drawing.lines()?;
        drawing.series()?;
        drawing.interventions()?;
        drawing.peak()?;
        drawing.right_edge()
    })
}

/// One sentence for those who cannot see the chart.
fn description(view: &LoadLineView, language: Language) -> String {
    let (text, format) = (Text::new(language), Format::new(language));
    let peak = peak(view);
    let latest = view
        .points
        .iter()
        .rev()
        .find(|point| point.share.is_some() && !point.provisional);
    let open = view.spells.iter().find(|spell| spell.end.is_none());
    let mut words = text.count("load-line-spells", view.spells.len() as u64);
    if let (Some(peak), Some(latest)) = (peak, latest) {
        let args = [
            ("latest", format.percent(latest.share).into()),
            ("latestPeriod", latest.period.label().into()),
            ("peak", format.percent(peak.share).into()),
            ("peakPeriod", peak.period.label().into()),
        ];
        words = format!("{} {words}", text.with("load-line-description", &args));
    }
    if let Some(open) = open {
        let since = text.with("spell-open", &[("since", open.start.label().into())]);
        words = format!("{words} {since}.");
    }
    words
}

fn peak(view: &LoadLineView) -> Option<&LoadPoint> {
    view.points
        .iter()
        .filter(|point| point.share.is_some() && !point.provisional && !point.below_gate)
        .max_by(|a, b| a.share.unwrap_or(0.0).total_cmp(&b.share.unwrap_or(0.0)))
}

/// From zero to a round share over both lines and every point.
fn share_scale(view: &LoadLineView, plot: Plot) -> Scale {
    let highest = view
        .points
        .iter()
        .filter_map(|point| point.share)
        .fold(0.0, f64::max);
    let top = round_up(highest.max(view.lines.critical + 0.08), 0.2);
    Scale {
        domain: (0.0, top),
        range: (plot.bottom, plot.top),
    }
}

struct Drawing<'a, 'b> {
    canvas: &'a Canvas<'b>,
    view: &'a LoadLineView,
    axis: TimeAxis,
    plot: Plot,
    share: Scale,
    text: Text,
    format: Format,
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

    fn spells(&self) -> Result<(), ReportError> {
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
        color: plotters::style::RGBColor,
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

    fn grid(&self) -> Result<(), ReportError> {
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
    fn water(&self) -> Result<(), ReportError> {
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

    fn lines(&self) -> Result<(), ReportError> {
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

    fn series(&self) -> Result<(), ReportError> {
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

    fn interventions(&self) -> Result<(), ReportError> {
        let color = self.canvas.palette.mark;
        let ink = Ink::new(11.0, color).bold();
        let mut rows = [Row::default(), Row::default(), Row::default()];
        for intervention in self
            .view
            .interventions
            .iter()
            .filter(|known| self.axis.contains(known.day))
        {
            let x = self.axis.at(intervention.day);
            self.canvas
                .dashes((x, self.plot.top), (x, self.plot.bottom), color, 1.25)?;
            let wide = text_width(&intervention.label, ink) + 12.0;
            let leftwards = x + wide > self.plot.right;
            let (from, to) = if leftwards { (x - wide, x) } else { (x, x + wide) };
            let Some(free) = rows.iter_mut().position(|row| row.take(from, to)) else {
                continue;
            };
            let y = self.plot.bottom - 14.0 - 16.0 * free as f64;
            self.canvas.rect(
                (from, y - 8.0),
                (to, y + 8.0),
                self.canvas.palette.background,
                0.88,
            )?;
            let (at, ink) = if leftwards {
                (x - 6.0, ink.end())
            } else {
                (x + 6.0, ink)
            };
            self.canvas.text((at, y), &intervention.label, ink)?;
            self.canvas.dot((x, y), 3.0, color)?;
        }
        Ok(())
    }

    /// The worst closed period, named where it is.
    fn peak(&self) -> Result<(), ReportError> {
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
        let y = y.max(self.plot.top + 10.0);
        let (from, to) = if leftwards {
            (x - 9.0 - wide, x - 7.0)
        } else {
            (x + 7.0, x + 9.0 + wide)
        };
        self.canvas
            .rect((from, y - 8.0), (to, y + 8.0), palette.background, 0.8)?;
        let (at, ink) = if leftwards {
            (x - 9.0, ink.end())
        } else {
            (x + 9.0, ink)
        };
        self.canvas.text((at, y), &words, ink)
    }

    /// The lines' names and the latest closed value, beside the plot.
    fn right_edge(&self) -> Result<(), ReportError> {
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
