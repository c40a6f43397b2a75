//! Everything of Plimsoll that is HTML, SVG or PNG: a view struct goes in, bytes come out.
//!
//! - [`charts`]: `charts::load_line::svg(&view, &style)` and its siblings give SVG, [`charts::png`] a picture.
//! - [`pages`]: `pages::squad::render(&view, &context)` and its siblings give a whole HTML page.
//! - [`messages`]: what people are told of alerts, as words, text and HTML for mail.
//! - [`format`](mod@format): how figures are written, the only place where they are rounded.
//!
//! The crate computes no figure. It knows no SQL, no web server, no data frames and no clock: what it draws
//! depends on its arguments only, byte for byte, on every machine. Shares are fractions (0.35 is 35 %).

mod ahead;
pub mod charts;
mod error;
pub mod format;
mod interventions;
mod language;
pub mod messages;
pub mod pages;
mod period;
pub mod samples;
mod text;
mod words;

pub use error::ReportError;
pub use interventions::{InterventionKind, Verdict};
pub use language::Language;
pub use period::{Grain, Period};
pub use words::{
    AlertState, Category, Direction, Drain, LoadState, MaintenanceType, Method, Severity, Stage,
};
