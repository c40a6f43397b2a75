//! Text into values: pure functions whose error is the reason of a reject.

pub(super) mod date;
pub(super) mod duration;
pub(super) mod money;
pub(super) mod number;
pub(super) mod word;
