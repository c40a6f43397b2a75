//! What the crate promises from outside: charts, pages and words.

#![expect(
    clippy::unwrap_used,
    reason = "a test may panic; clippy only knows functions marked as tests"
)]

mod charts;
mod messages;
mod pages;
mod words;
