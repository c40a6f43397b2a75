//! Whom a row speaks of, and what its first columns are called.

use crate::figure::{Column, Shape, Unit, column};
use crate::query::Level;

/// Whom a row speaks of: a squad's or a tribe's key, or the organisation (an empty key).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject {
    /// Its key.
    pub key: String,
    /// The tribe of a squad.
    pub tribe: Option<String>,
}

pub(super) fn subject_columns(shape: Shape) -> Vec<Column> {
    match shape.level {
        Level::Squad => vec![column("squad", Unit::Text)],
        Level::Tribe => vec![column("tribe", Unit::Text)],
        Level::Organisation => vec![column("organisation", Unit::Text)],
    }
}

pub(super) fn period_column(shape: Shape) -> Column {
    column(shape.grain.word(), Unit::Text)
}
