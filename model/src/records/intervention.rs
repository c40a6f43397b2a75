//! What was decided, as a collector reads it or somebody writes it down.

use crate::intervention::{InterventionKind, InterventionScope};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What was decided against maintenance, for whom, and when (section 5 of the book).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InterventionRecord {
    /// Its key.
    pub key: String,
    /// For whom.
    pub scope: InterventionScope,
    /// What kind of thing.
    pub kind: InterventionKind,
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day; none while it goes on.
    pub to: Option<NaiveDate>,
    /// A few words.
    pub note: Option<String>,
    /// Whether the limits of those it concerns begin anew at its first day.
    pub rebase: bool,
    /// Who decided or wrote it down.
    pub author: Option<String>,
}
