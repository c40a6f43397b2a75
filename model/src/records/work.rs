//! Tickets, their changes and ties, and the time spent on them, as a collector reads them.

use crate::ticket::Field;
use crate::time::Seconds;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A ticket as it stands now, with the field values of its tracker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TicketRecord {
    /// Its key in the source.
    pub key: String,
    /// What it is called.
    pub title: String,
    /// Where people open it.
    pub url: Option<String>,
    /// The instant it was created.
    pub created_at: DateTime<Utc>,
    /// Its status when it was created, where the source knows it; else the first transition tells.
    pub initial_status: Option<String>,
    /// The fields that rules match on, as they are now.
    pub fields: TicketFields,
    /// The key of its parent ticket.
    pub parent: Option<String>,
    /// The promised day, as it is now.
    pub due_date: Option<NaiveDate>,
    /// Estimated work.
    pub estimate: Option<Seconds>,
    /// Estimated work left.
    pub remaining: Option<Seconds>,
}

/// The fields of a ticket that squad mapping, classification and stages look at.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TicketFields {
    /// The tracker's project.
    pub project: Option<String>,
    /// The tracker's type: bug, story, task.
    pub kind: Option<String>,
    /// The tracker's word for where it stands.
    pub status: String,
    /// The tracker's priority.
    pub priority: Option<String>,
    /// Its labels, in the source's order.
    pub labels: Vec<String>,
    /// Its components, in the source's order.
    pub components: Vec<String>,
    /// The key of the person it is assigned to.
    pub assignee: Option<String>,
    /// The key of the person who reported it.
    pub reporter: Option<String>,
    /// The group of the person who reported it.
    pub reporter_group: Option<String>,
    /// The squad or team field, where the tracker has one.
    pub squad: Option<String>,
    /// The key of the initiative it belongs to.
    pub initiative: Option<String>,
    /// The sprint it is in.
    pub sprint: Option<String>,
    /// Any other field a rule may match on, by name.
    pub custom: BTreeMap<String, String>,
}

/// One change of one field. Changes that were made at once carry the same instant and sequence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransitionRecord {
    /// The ticket's key.
    pub ticket: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The order among changes of the same instant.
    pub sequence: i32,
    /// What changed.
    pub field: Field,
    /// The value before, if the source tells.
    pub from: Option<String>,
    /// The value after. Lists are joined with commas.
    pub to: Option<String>,
    /// The key of the person who changed it.
    pub author: Option<String>,
}

/// How two tickets are tied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// The first keeps the second from going on.
    Blocks,
    /// They have to do with each other.
    Relates,
    /// The first says what the second says.
    Duplicates,
    /// The first was split from the second.
    SplitFrom,
}

impl LinkKind {
    /// The word kept in the store and written in mappings.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Blocks => "blocks",
            Self::Relates => "relates",
            Self::Duplicates => "duplicates",
            Self::SplitFrom => "split_from",
        }
    }
}

/// A tie between two tickets of one source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkRecord {
    /// The ticket the tie starts from.
    pub from: String,
    /// The ticket it leads to.
    pub to: String,
    /// How they are tied.
    pub kind: LinkKind,
}

/// Time somebody spent on a ticket on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorklogRecord {
    /// Its key in the source.
    pub key: String,
    /// The ticket's key. A ticket the source does not know is kept and shown as such.
    pub ticket: Option<String>,
    /// The person's key. Somebody unknown becomes a person without a membership.
    pub person: Option<String>,
    /// The day the work was done.
    pub work_date: NaiveDate,
    /// How long; negative for a correction.
    pub seconds: Seconds,
    /// Whether the customer pays for it.
    pub billable: Option<bool>,
}
