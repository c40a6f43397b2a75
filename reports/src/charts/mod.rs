//! The charts: one file each, `svg(&view, &style) -> Result<String, ReportError>`.
//!
//! Every chart carries its title, unit, period, freshness and method, and speaks to screen readers through
//! `<title>` and `<desc>`. The same view gives the same bytes on every machine.

pub mod ages;
mod axis;
pub mod backlog;
mod canvas;
pub mod fleet;
pub mod forward_load;
mod frame;
pub mod hours;
mod labels;
pub mod load_line;
mod png;
pub mod routing_flows;
mod scale;
mod series;
mod ship;
pub mod sparkline;
mod theme;
pub mod timeline;

pub use frame::{ChartMeta, DataNote};
pub use png::png;
pub use ship::{Ship, inline as ship};
pub use theme::Theme;
pub(crate) use theme::hex;

use crate::{Language, Method};

/// How a chart is to look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChartStyle {
    /// Light or dark.
    pub theme: Theme,
    /// The language of every word on it.
    pub language: Language,
    /// Width in logical pixels; kept between 480 and 4,000.
    pub width: u32,
    /// Height in logical pixels; kept between 240 and 4,000.
    pub height: u32,
}

impl ChartStyle {
    /// A style with the size a chart has on a page (each chart's module has a `SIZE`).
    pub fn new(theme: Theme, language: Language, size: (u32, u32)) -> Self {
        ChartStyle {
            theme,
            language,
            width: size.0,
            height: size.1,
        }
    }

    pub(crate) fn size(&self) -> (f64, f64) {
        (
            f64::from(self.width.clamp(480, 4_000)),
            f64::from(self.height.clamp(240, 4_000)),
        )
    }
}
