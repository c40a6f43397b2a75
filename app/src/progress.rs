//! Progress on stderr: how much is done, how fast, how long still. Silent where nobody watches.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use std::fmt::Write;
use std::time::Duration;

/// A bar over the bytes of files, with rows and rows a second.
#[derive(Debug)]
pub(crate) struct RowsBar {
    bar: ProgressBar,
    rows: u64,
}

impl RowsBar {
    /// A bar that is full at so many bytes.
    pub(crate) fn new(bytes: u64, quiet: bool) -> Self {
        let bar = bar(bytes, quiet);
        bar.set_style(style(
            "{spinner} {percent:>3} % {bar:30} {bytes}/{total_bytes}  {msg}  {left}",
        ));
        Self { bar, rows: 0 }
    }

    /// Some more rows were saved, and so many bytes of all were read.
    pub(crate) fn advance(&mut self, rows: u64, bytes: u64) {
        self.rows += rows;
        self.bar.set_position(bytes);
        let seconds = self.bar.elapsed().as_secs_f64();
        self.bar.set_message(format!(
            "{}, {} rows/s",
            crate::human::count(self.rows, "row"),
            crate::human::grouped(&rate(self.rows, seconds).to_string())
        ));
    }

    /// Takes the bar away; gives the rows and the seconds they took.
    pub(crate) fn finish(self) -> (u64, f64) {
        let seconds = self.bar.elapsed().as_secs_f64();
        self.bar.finish_and_clear();
        (self.rows, seconds)
    }
}

/// A bar over months.
#[derive(Debug)]
pub(crate) struct MonthsBar(ProgressBar);

impl MonthsBar {
    /// A bar that is full at so many months.
    pub(crate) fn new(months: usize, quiet: bool) -> Self {
        let bar = bar(months as u64, quiet);
        bar.set_style(style(
            "{spinner} {percent:>3} % {bar:30} {pos}/{len} months  {msg}  {left}",
        ));
        Self(bar)
    }

    /// What is being worked on.
    pub(crate) fn working_on(&self, what: impl Into<String>) {
        self.0.set_message(what.into());
    }

    /// One month more is done.
    pub(crate) fn advance(&self) {
        self.0.inc(1);
    }

    /// Takes the bar away.
    pub(crate) fn finish(self) {
        self.0.finish_and_clear();
    }
}

/// Whole rows a second.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a rate that people read"
)]
pub(crate) fn rate(rows: u64, seconds: f64) -> u64 {
    (rows as f64 / seconds.max(0.001)).round() as u64
}

fn bar(length: u64, quiet: bool) -> ProgressBar {
    let target = if quiet {
        ProgressDrawTarget::hidden()
    } else {
        ProgressDrawTarget::stderr()
    };
    let bar = ProgressBar::with_draw_target(Some(length), target);
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

fn style(template: &str) -> ProgressStyle {
    let left = |state: &ProgressState, out: &mut dyn Write| {
        let left = state.eta().as_secs();
        // The bar is drawn on a terminal that may be gone.
        let _ = match left {
            0 => Ok(()),
            1..60 => write!(out, "{left} s left"),
            _ => write!(out, "{} min {:02} s left", left / 60, left % 60),
        };
    };
    ProgressStyle::with_template(template)
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .with_key("left", left)
        .progress_chars("━╸─")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_whole_rows_and_never_divides_by_nothing() {
        assert_eq!(rate(1000, 2.0), 500);
        assert_eq!(rate(5, 0.0), 5000);
    }

    #[test]
    fn the_templates_are_understood() {
        for template in [
            "{spinner} {left}",
            "{percent:>3} % {bar:30} {bytes}/{total_bytes}",
        ] {
            assert!(ProgressStyle::with_template(template).is_ok());
        }
    }
}
