//! Tickets, transitions and worklogs as the store keeps them.

use crate::ids::{PersonId, SourceId, TicketId, WorklogId};
use crate::records::TicketFields;
use crate::time::Seconds;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A field whose changes make history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The tracker's status.
    Status,
    /// The squad or team field.
    Squad,
    /// The assignee, by key.
    Assignee,
    /// The promised day.
    DueDate,
    /// The estimate, in seconds.
    Estimate,
    /// The priority.
    Priority,
    /// The sprint.
    Sprint,
    /// The tracker's type.
    Kind,
    /// The tracker's project.
    Project,
    /// The components, joined with commas.
    Components,
    /// The labels, joined with commas.
    Labels,
    /// The initiative it belongs to.
    Initiative,
}

impl Field {
    /// Every field.
    pub const ALL: [Self; 12] = [
        Self::Status,
        Self::Squad,
        Self::Assignee,
        Self::DueDate,
        Self::Estimate,
        Self::Priority,
        Self::Sprint,
        Self::Kind,
        Self::Project,
        Self::Components,
        Self::Labels,
        Self::Initiative,
    ];

    /// The word kept in the store and written in mappings.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Squad => "squad",
            Self::Assignee => "assignee",
            Self::DueDate => "due_date",
            Self::Estimate => "estimate",
            Self::Priority => "priority",
            Self::Sprint => "sprint",
            Self::Kind => "type",
            Self::Project => "project",
            Self::Components => "components",
            Self::Labels => "labels",
            Self::Initiative => "initiative",
        }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Field {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|field| field.word() == text)
            .ok_or_else(|| format!("{text:?} is not a field with a history"))
    }
}

/// A ticket as the store keeps it.
#[derive(Debug, Clone, PartialEq)]
pub struct Ticket {
    /// Its row.
    pub id: TicketId,
    /// Where it came from.
    pub source: SourceId,
    /// Its key there.
    pub key: String,
    /// What it is called.
    pub title: String,
    /// Where people open it.
    pub url: Option<String>,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// Its status when it was created, where the source told.
    pub initial_status: Option<String>,
    /// Its fields as they are now. Assignee and reporter are person keys of the source.
    pub fields: TicketFields,
    /// The assignee now.
    pub assignee: Option<PersonId>,
    /// Its parent.
    pub parent: Option<TicketId>,
    /// The promised day, as it is now.
    pub due_date: Option<NaiveDate>,
    /// Estimated work.
    pub estimate: Option<Seconds>,
    /// Estimated work left.
    pub remaining: Option<Seconds>,
}

/// One change of one field of one ticket. For [`Field::Assignee`] the values are person ids as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transition {
    /// The ticket.
    pub ticket: TicketId,
    /// When.
    pub at: DateTime<Utc>,
    /// The order among changes of the same instant; equal for changes made at once.
    pub sequence: i32,
    /// What changed.
    pub field: Field,
    /// The value before, if the source told.
    pub from: Option<String>,
    /// The value after.
    pub to: Option<String>,
}

/// A ticket with all that happened to it, in order.
#[derive(Debug, Clone, PartialEq)]
pub struct TicketHistory {
    /// The ticket now.
    pub ticket: Ticket,
    /// Its changes, ordered by instant and sequence.
    pub transitions: Vec<Transition>,
}

/// A worklog as the store keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worklog {
    /// Its row.
    pub id: WorklogId,
    /// Where it came from.
    pub source: SourceId,
    /// Its key there.
    pub key: String,
    /// The ticket, if the store knows it.
    pub ticket: Option<TicketId>,
    /// The ticket's key as the source gave it, known or not.
    pub ticket_key: Option<String>,
    /// Who worked.
    pub person: Option<PersonId>,
    /// The day.
    pub work_date: NaiveDate,
    /// How long; negative for a correction.
    pub seconds: Seconds,
    /// Whether the customer pays for it.
    pub billable: Option<bool>,
}
