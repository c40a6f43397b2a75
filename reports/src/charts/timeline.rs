//! Who was under water when: one row a squad, its spells as bars, over years, at a glance.
//!
//! A bar over the warn line is plain, one over the critical line is hatched: severity is told by shape, not by colour
//! alone. Weeks with too few logged hours are hollow, weeks without data a thin line, decisions small triangles.
//! Squads stand under their tribes.

mod drawing;

use chrono::NaiveDate;

use drawing::Drawing;

use super::axis::TimeAxis;
use super::canvas::{Ink, Spoken, paint};
use super::frame::{Frame, Plot};
use super::{ChartMeta, ChartStyle};
use crate::format::Format;
use crate::text::Text;
use crate::{Grain, Period, ReportError, Severity};

const WIDTH: u32 = 1120;
const ROW: f64 = 22.0;
const TRIBE: f64 = 24.0;
const AROUND: f64 = 190.0;

/// The size a timeline of so many squads in so many tribes has on a page.
pub fn size(squads: usize, tribes: usize) -> (u32, u32) {
    let heads = if tribes > 1 { TRIBE * tribes as f64 } else { 0.0 };
    (WIDTH, (AROUND + ROW * squads.max(1) as f64 + heads).ceil() as u32)
}

/// The spells of the fleet over time.
#[derive(Debug, Clone, PartialEq)]
pub struct TimelineView {
    /// Subject, freshness, method.
    pub meta: ChartMeta,
    /// How many closed weeks in a row a spell takes to start, and to end.
    pub weeks: u32,
    /// The first and the last week shown; `None` without any data.
    pub range: Option<(Period, Period)>,
    /// The tribes in the order to draw; one without a name for squads that have none.
    pub tribes: Vec<TimelineTribe>,
}

/// One tribe's squads.
#[derive(Debug, Clone, PartialEq)]
pub struct TimelineTribe {
    /// Its name; `None` for squads without a tribe.
    pub name: Option<String>,
    /// What was decided for all of it.
    pub decided: Vec<TimelineMark>,
    /// Its squads, in the order to draw.
    pub rows: Vec<TimelineRow>,
}

/// One squad's weeks.
#[derive(Debug, Clone, PartialEq)]
pub struct TimelineRow {
    /// The squad's name.
    pub squad: String,
    /// Its weeks, in order. Weeks that are not there are drawn as no data.
    pub cells: Vec<TimelineCell>,
    /// Its spells, by start.
    pub spells: Vec<TimelineSpell>,
    /// What was decided for it.
    pub decided: Vec<TimelineMark>,
    /// Its open spell: since which week, and for how many.
    pub open: Option<(Period, u32)>,
}

/// One week of one squad.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TimelineCell {
    /// The week.
    pub period: Period,
    /// How far it can be trusted.
    pub known: Known,
}

/// How far a week can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// Enough hours are logged.
    Well,
    /// Too few: the week neither raises nor ends a spell.
    BelowGate,
    /// No hours at all.
    Nothing,
}

/// A spell under water.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TimelineSpell {
    /// Its first week.
    pub start: Period,
    /// Its last week; `None` while it lasts.
    pub end: Option<Period>,
    /// How bad.
    pub severity: Severity,
}

/// When something was decided.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TimelineMark {
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day; `None` while it goes on.
    pub to: Option<NaiveDate>,
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
    let rows = || view.tribes.iter().flat_map(|tribe| &tribe.rows);
    let under = rows().filter(|row| row.open.is_some()).count() as u64;
    let description = text.with(
        "fleet-headline",
        &[
            ("n", under.into()),
            ("count", under.to_string().into()),
            ("total", rows().count().to_string().into()),
        ],
    );
    let spoken = Spoken {
        title: &frame.title,
        description: &format!("{description} {}", frame.how),
    };
    paint(style.theme.palette(), style.size(), &spoken, |canvas| {
        let room = frame.draw(canvas, style, &view.meta, view.range)?;
        let plot = Plot {
            left: room.left + 158.0,
            right: room.right - 152.0,
            top: room.top + 28.0,
            bottom: room.bottom - 38.0,
        };
        let axis = view
            .range
            .and_then(|(first, last)| TimeAxis::over([first, last], plot.left, plot.right));
        let Some(axis) = axis else {
            let middle = ((plot.left + plot.right) / 2.0, (plot.top + plot.bottom) / 2.0);
            return canvas.text(
                middle,
                &text.t("chart-empty"),
                Ink::new(14.0, canvas.palette.muted).middle(),
            );
        };
        let drawing = Drawing {
            canvas,
            axis,
            plot,
            text,
        };
        drawing.legend((room.left, room.top + 8.0))?;
        let bottom = drawing.tribes(view)?;
        axis.draw(canvas, bottom + 2.0, Format::new(style.language), Grain::Week)
    })
}
