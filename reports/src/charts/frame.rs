//! What every chart has around its drawing: title, unit and period above, freshness and method below.

use chrono::NaiveDateTime;

use super::canvas::{Canvas, Ink, text_width};
use super::{ChartStyle, Method};
use crate::format::Format;
use crate::text::Text;
use crate::{Grain, Period, ReportError};

/// What a chart says about itself, besides its points.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartMeta {
    /// Whom the chart is about: a squad, a tribe, the organisation.
    pub subject: String,
    /// When the data were last read.
    pub as_of: NaiveDateTime,
    /// The version of the rules that made the figures.
    pub rules_version: String,
    /// Where the hours come from.
    pub method: Method,
    /// What the reader must know before trusting the chart.
    pub notes: Vec<DataNote>,
}

/// A warning about the data, written on the chart itself.
#[derive(Debug, Clone, PartialEq)]
pub enum DataNote {
    /// A source has not been read for twice its interval or more.
    Stale {
        /// The source's name.
        source: String,
        /// Its last success.
        last_success: Option<NaiveDateTime>,
    },
    /// Some periods have less logged time than the gate asks for.
    LowCoverage {
        /// How many.
        periods: u32,
        /// The gate, as a fraction.
        gate: f64,
    },
    /// Nobody's membership is known, so coverage cannot be told.
    NoCapacity,
    /// Weeks of several squads have less logged time than the gate asks for.
    LowCoverageOfSquads {
        /// How many weeks, added up over squads.
        weeks: u32,
        /// The gate, as a fraction.
        gate: f64,
    },
    /// Weeks of squads are left out: too few people stand behind them.
    TooSmall {
        /// How many squads.
        squads: u32,
    },
}

/// The room for the drawing itself.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plot {
    pub(crate) left: f64,
    pub(crate) right: f64,
    pub(crate) top: f64,
    pub(crate) bottom: f64,
}

/// The words around a chart.
pub(crate) struct Frame {
    /// True when the figures come from hours, so that the method is said.
    pub(crate) from_hours: bool,
    pub(crate) title: String,
    pub(crate) unit: String,
    pub(crate) how: String,
}

pub(crate) const MARGIN: f64 = 16.0;
const HEADER: f64 = 62.0;
const FOOTER: f64 = 44.0;

impl Frame {
    /// Draws background, header and footer; the plot is what remains, less the axis labels' room.
    pub(crate) fn draw(
        &self,
        canvas: &Canvas<'_>,
        style: &ChartStyle,
        meta: &ChartMeta,
        range: Option<(Period, Period)>,
    ) -> Result<Plot, ReportError> {
        let (width, height) = style.size();
        let palette = canvas.palette;
        let format = Format::new(style.language);
        let text = Text::new(style.language);
        canvas.rect((0.0, 0.0), (width, height), palette.background, 1.0)?;
        let (title, subtitle) = (Ink::new(17.0, palette.ink).bold(), Ink::new(12.5, palette.muted));
        canvas.text((MARGIN, 22.0), &self.title, title)?;
        let mut under = self.unit.clone();
        if let Some((first, last)) = range {
            let args = [("from", first.label().into()), ("to", last.label().into())];
            under = format!("{under} · {}", text.with("chart-period", &args));
        }
        canvas.text((MARGIN, 43.0), &under, subtitle)?;
        let small = Ink::new(11.0, palette.muted);
        let room = width - 2.0 * MARGIN;
        let how = text.with("chart-how", &[("how", self.how.as_str().into())]);
        canvas.text((MARGIN, height - 30.0), &shortened(&how, small, room), small)?;
        let mut below = text.with(
            "chart-as-of",
            &[
                ("at", format.moment(meta.as_of).into()),
                ("rules", meta.rules_version.as_str().into()),
            ],
        );
        if self.from_hours {
            below = format!("{below} · {}", text.t(&format!("method-{}", meta.method.key())));
        }
        if range.is_none() {
            below = shortened(&below, small, room);
        }
        canvas.text((MARGIN, height - 13.0), &below, small)?;
        let used = [
            (height - 13.0, text_width(&below, small)),
            (22.0, text_width(&self.title, title)),
            (43.0, text_width(&under, subtitle)),
        ];
        draw_notes(canvas, style, meta, used)?;
        Ok(Plot {
            left: MARGIN,
            right: width - MARGIN,
            top: HEADER,
            bottom: height - FOOTER,
        })
    }
}

/// Warnings at the right end of the footer, or of the first line of the header with room for them.
fn draw_notes(
    canvas: &Canvas<'_>,
    style: &ChartStyle,
    meta: &ChartMeta,
    lines: [(f64, f64); 3],
) -> Result<(), ReportError> {
    if meta.notes.is_empty() {
        return Ok(());
    }
    let right = style.size().0 - MARGIN;
    let notes: Vec<String> = meta.notes.iter().map(|note| note.words(style)).collect();
    let ink = Ink::new(11.0, canvas.palette.warn).bold();
    let words = notes.join(" · ");
    let room = |used: f64| right - MARGIN - used - 2.0 * MARGIN;
    let wide = text_width(&words, ink);
    let fits = lines.iter().find(|(_, used)| wide <= room(*used));
    let widest = || lines.iter().min_by(|a, b| a.1.total_cmp(&b.1));
    let Some((y, used)) = fits.or_else(widest) else {
        return Ok(());
    };
    canvas.text((right, *y), &shortened(&words, ink, room(*used)), ink.end())
}

impl DataNote {
    /// The warning in words.
    pub(crate) fn words(&self, style: &ChartStyle) -> String {
        let text = Text::new(style.language);
        let format = Format::new(style.language);
        match self {
            DataNote::Stale {
                source,
                last_success: Some(at),
            } => text.with(
                "note-stale",
                &[
                    ("source", source.as_str().into()),
                    ("at", format.stamp(*at).into()),
                ],
            ),
            DataNote::Stale {
                source,
                last_success: None,
            } => text.with("note-never-read", &[("source", source.as_str().into())]),
            DataNote::LowCoverage { periods, gate } => text.with(
                "note-low-coverage",
                &[
                    ("n", (*periods).into()),
                    ("count", format.integer(i64::from(*periods)).into()),
                    ("gate", format.percent(Some(*gate)).into()),
                ],
            ),
            DataNote::NoCapacity => text.t("note-no-capacity"),
            DataNote::LowCoverageOfSquads { weeks, gate } => text.with(
                "note-low-coverage-of-squads",
                &[
                    ("n", (*weeks).into()),
                    ("count", format.integer(i64::from(*weeks)).into()),
                    ("gate", format.percent(Some(*gate)).into()),
                ],
            ),
            DataNote::TooSmall { squads } => text.count("note-too-small", u64::from(*squads)),
        }
    }
}

/// Cuts a text that is longer than its room.
pub(crate) fn shortened(words: &str, ink: Ink, room: f64) -> String {
    if text_width(words, ink) <= room {
        return words.to_owned();
    }
    let mut short = String::new();
    for letter in words.chars() {
        short.push(letter);
        if text_width(&short, ink) + ink.size > room {
            break;
        }
    }
    short.pop();
    format!("{}…", short.trim_end())
}

/// The message key of a unit per grain, such as `unit-share-week`.
pub(crate) fn per_grain(key: &str, grain: Grain) -> String {
    format!("{key}-{}", grain.key())
}

/// The first and last period of a series.
pub(crate) fn range(periods: impl IntoIterator<Item = Period>) -> Option<(Period, Period)> {
    periods.into_iter().fold(None, |range, period| match range {
        None => Some((period, period)),
        Some((first, last)) => Some((first.min(period), last.max(period))),
    })
}
