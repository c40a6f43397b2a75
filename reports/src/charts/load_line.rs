//! The face of the product: a squad's maintenance share over time, against its load lines.
//!
//! What stands above the warn line is amber, what stands above the critical line vermillion; the squad is under
//! water there. Spells are bands, missing weeks are gaps, weeks with too few logged hours are faded and hollow,
//! the running period is dashed.

mod drawing;
mod past;

use chrono::NaiveDate;

use drawing::Drawing;

use super::axis::TimeAxis;
use super::canvas::{Ink, Spoken, paint};
use super::frame::{Frame, Plot, per_grain, range};
use super::scale::{Scale, round_up};
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
    /// What is usual, in order; empty where it is hidden, not known, or the grain is not the week.
    pub limits: Vec<LimitBand>,
    /// The weeks that are not like the past, in order.
    pub signals: Vec<SignalMark>,
}

/// What is usual over a stretch of periods, as fractions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LimitBand {
    /// The first period it holds for.
    pub from: Period,
    /// The last period it holds for.
    pub to: Period,
    /// The centre line.
    pub centre: f64,
    /// The lower limit.
    pub lower: f64,
    /// The upper limit.
    pub upper: f64,
}

/// A period that is not like the past.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SignalMark {
    /// The period.
    pub period: Period,
    /// Its share, as a fraction.
    pub share: f64,
    /// What it shows; a period that shows both is outside.
    pub kind: SignalKind,
}

/// Why a period is not like the past.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignalKind {
    /// Outside of the limits.
    Outside,
    /// The eighth in a row on one side of the centre line.
    RunOf8,
}

impl SignalKind {
    fn key(self) -> &'static str {
        match self {
            SignalKind::Outside => "outside",
            SignalKind::RunOf8 => "run-of-8",
        }
    }
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

/// What was decided, and when: a marker at its first day, a line to its last.
#[derive(Debug, Clone, PartialEq)]
pub struct Intervention {
    /// Its first day.
    pub day: NaiveDate,
    /// Its last day; `None` while it goes on.
    pub until: Option<NaiveDate>,
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
        description: &format!("{description} {}", frame.how),
    };
    paint(style.theme.palette(), style.size(), &spoken, |canvas| {
        let span = range(view.points.iter().map(|point| point.period));
        let room = frame.draw(canvas, style, &view.meta, span)?;
        let has_legend = !(view.limits.is_empty() && view.signals.is_empty());
        let plot = Plot {
            left: room.left + 34.0,
            right: room.right - 128.0,
            top: room.top + if has_legend { 40.0 } else { 20.0 },
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
        drawing.limits()?;
        drawing.lines()?;
        drawing.series()?;
        drawing.interventions()?;
        drawing.signals()?;
        drawing.peak()?;
        drawing.legend(room.top + 8.0)?;
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
