//! What can go wrong while drawing. Pages cannot fail: they only join strings.

use std::fmt::Display;

/// Errors of the charts.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The drawing library refused a shape; this is a defect of the chart, not of the data.
    #[error("the chart could not be drawn: {0}; please report it with the address of the chart")]
    Draw(String),
    /// The SVG could not be turned into a picture.
    #[error("the picture could not be made from the chart: {0}; ask for the SVG instead")]
    Png(String),
}

impl ReportError {
    /// Wraps any error of the drawing library.
    pub(crate) fn draw(error: impl Display) -> Self {
        ReportError::Draw(error.to_string())
    }
}
