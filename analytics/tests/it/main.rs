//! The warehouse from the outside: what is pushed in is asked for again, and compared with the book's worked
//! examples and with computations that know nothing of months, files or rollups.

#![expect(
    clippy::unwrap_used,
    reason = "all of this crate is tests; clippy only sees those marked as such"
)]

mod activity;
mod algebra;
mod crash;
mod drill;
mod figures;
mod forward;
mod naive;
mod properties;
mod quality;
mod refresh;
mod routing;
mod tenure;
mod veil;
mod world;
