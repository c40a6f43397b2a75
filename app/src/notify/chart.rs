//! The chart of a message: the share of the last weeks against the lines, as a picture.

use api::trend::TrendWeek;
use chrono::NaiveDateTime;
use model::config::Thresholds;
use reports::charts::load_line::{LoadLineView, LoadLines, LoadPoint, svg};
use reports::charts::{ChartMeta, ChartStyle, Theme};
use reports::{Grain, Language, Method, Period};

/// Logical pixels of the chart.
pub(super) const SIZE: (u32, u32) = (640, 320);
/// Pixels of the picture for one of them.
const SCALE: f32 = 2.0;

/// What is around the weeks.
pub(super) struct Around {
    /// Whom it is about.
    pub(super) subject: String,
    /// When the data were last read.
    pub(super) as_of: NaiveDateTime,
    /// The version of the rules.
    pub(super) rules_version: String,
    /// The lines.
    pub(super) thresholds: Thresholds,
    /// The language.
    pub(super) language: Language,
}

/// Draws it; none where it cannot be drawn, which is logged: a message without a picture is still a message.
pub(super) fn png(weeks: &[TrendWeek], around: Around) -> Option<Vec<u8>> {
    let thresholds = around.thresholds;
    let view = LoadLineView {
        meta: ChartMeta {
            subject: around.subject,
            as_of: around.as_of,
            rules_version: around.rules_version,
            method: Method::Worklogs,
            notes: Vec::new(),
        },
        grain: Grain::Week,
        points: weeks
            .iter()
            .map(|week| LoadPoint {
                period: Period::of(Grain::Week, week.period.first_day()),
                share: week.value,
                below_gate: week
                    .coverage
                    .is_some_and(|coverage| coverage < thresholds.coverage_gate),
                provisional: false,
            })
            .collect(),
        lines: LoadLines {
            warn: thresholds.warn,
            critical: thresholds.critical,
            weeks: u32::try_from(thresholds.weeks).unwrap_or(u32::MAX),
        },
        spells: Vec::new(),
        interventions: Vec::new(),
        limits: Vec::new(),
        signals: Vec::new(),
    };
    let style = ChartStyle::new(Theme::Light, around.language, SIZE);
    let drawn = svg(&view, &style).and_then(|svg| reports::charts::png(&svg, SCALE));
    drawn
        .inspect_err(|error| tracing::warn!("a message goes without its chart: {error}"))
        .ok()
}
