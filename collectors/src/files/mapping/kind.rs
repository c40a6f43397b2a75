//! The kinds of records and the fields of each: the names a mapping may use.

use serde::Deserialize;

/// A kind of record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(
    missing_docs,
    reason = "the variants are those of model::records::Record, documented there"
)]
pub enum Kind {
    Ticket,
    Transition,
    Link,
    Worklog,
    Person,
    Membership,
    Absence,
    CalendarDay,
    Sprint,
    Initiative,
    Dependency,
    Intervention,
    Rate,
    Budget,
    Expense,
    ExchangeRate,
}

impl Kind {
    /// The word of mappings.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Ticket => "ticket",
            Self::Transition => "transition",
            Self::Link => "link",
            Self::Worklog => "worklog",
            Self::Person => "person",
            Self::Membership => "membership",
            Self::Absence => "absence",
            Self::CalendarDay => "calendar_day",
            Self::Sprint => "sprint",
            Self::Initiative => "initiative",
            Self::Dependency => "dependency",
            Self::Intervention => "intervention",
            Self::Rate => "rate",
            Self::Budget => "budget",
            Self::Expense => "expense",
            Self::ExchangeRate => "exchange_rate",
        }
    }
}

/// A field of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldSpec {
    /// Its name in a mapping.
    pub name: &'static str,
    /// What it holds.
    pub value: ValueKind,
    /// Whether a record cannot be without it.
    pub required: bool,
}

/// What a field holds, as far as a mapping's options go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueKind {
    /// Text, keys, and words of a closed list.
    Text,
    /// Several texts.
    List,
    /// A day or an instant.
    Date,
    /// A duration.
    Duration,
    /// A number or money.
    Number,
}

use ValueKind::{Date, Duration, List, Number, Text};

const fn must(name: &'static str, value: ValueKind) -> FieldSpec {
    FieldSpec {
        name,
        value,
        required: true,
    }
}

const fn may(name: &'static str, value: ValueKind) -> FieldSpec {
    FieldSpec {
        name,
        value,
        required: false,
    }
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 16] = [
        Self::Ticket,
        Self::Transition,
        Self::Link,
        Self::Worklog,
        Self::Person,
        Self::Membership,
        Self::Absence,
        Self::CalendarDay,
        Self::Sprint,
        Self::Initiative,
        Self::Dependency,
        Self::Intervention,
        Self::Rate,
        Self::Budget,
        Self::Expense,
        Self::ExchangeRate,
    ];

    /// Its fields. A ticket may also have any `custom.<name>`.
    #[must_use]
    pub fn fields(self) -> &'static [FieldSpec] {
        match self {
            Self::Ticket => TICKET,
            Self::Transition => TRANSITION,
            Self::Link => LINK,
            Self::Worklog => WORKLOG,
            Self::Person => PERSON,
            Self::Membership => MEMBERSHIP,
            Self::Absence => ABSENCE,
            Self::CalendarDay => CALENDAR_DAY,
            Self::Sprint => SPRINT,
            Self::Initiative => INITIATIVE,
            Self::Dependency => DEPENDENCY,
            Self::Intervention => INTERVENTION,
            Self::Rate => RATE,
            Self::Budget => BUDGET,
            Self::Expense => EXPENSE,
            Self::ExchangeRate => EXCHANGE_RATE,
        }
    }

    /// The field of a name.
    #[must_use]
    pub fn field(self, name: &str) -> Option<FieldSpec> {
        if self == Self::Ticket && name.strip_prefix(CUSTOM).is_some_and(|name| !name.is_empty()) {
            return Some(may("custom", Text));
        }
        self.fields().iter().find(|field| field.name == name).copied()
    }
}

/// What a ticket's own fields begin with.
pub(crate) const CUSTOM: &str = "custom.";

const TICKET: &[FieldSpec] = &[
    must("key", Text),
    may("title", Text),
    may("url", Text),
    must("created_at", Date),
    may("initial_status", Text),
    may("project", Text),
    may("type", Text),
    must("status", Text),
    may("priority", Text),
    may("labels", List),
    may("components", List),
    may("assignee", Text),
    may("reporter", Text),
    may("reporter_group", Text),
    may("squad", Text),
    may("initiative", Text),
    may("sprint", Text),
    may("parent", Text),
    may("due_date", Date),
    may("estimate", Duration),
    may("remaining", Duration),
];

const TRANSITION: &[FieldSpec] = &[
    must("ticket", Text),
    must("at", Date),
    may("sequence", Number),
    must("field", Text),
    may("from", Text),
    may("to", Text),
    may("author", Text),
];

const WORKLOG: &[FieldSpec] = &[
    may("key", Text),
    may("ticket", Text),
    may("person", Text),
    must("work_date", Date),
    must("seconds", Duration),
    may("billable", Text),
];

const PERSON: &[FieldSpec] = &[
    must("key", Text),
    may("name", Text),
    may("email", Text),
    may("group", Text),
    may("employment", Text),
    may("vendor", Text),
];

const MEMBERSHIP: &[FieldSpec] = &[
    must("person", Text),
    must("squad", Text),
    may("role", Text),
    may("allocation", Number),
    must("from", Date),
    may("to", Date),
];

const SPRINT: &[FieldSpec] = &[
    must("key", Text),
    must("name", Text),
    may("squad", Text),
    may("starts_at", Date),
    may("ends_at", Date),
    may("completed_at", Date),
];

const INITIATIVE: &[FieldSpec] = &[
    must("key", Text),
    must("name", Text),
    may("squad", Text),
    may("quarter", Text),
    may("start_date", Date),
    may("due_date", Date),
    may("delivered_at", Date),
    may("dropped_at", Date),
    may("committed_at", Date),
    may("project", Text),
    may("effort", Duration),
    may("okr_impact", Number),
];

const DEPENDENCY: &[FieldSpec] = &[
    must("key", Text),
    must("initiative", Text),
    must("provider", Text),
    must("what", Text),
    may("need_by", Date),
    must("declared_at", Date),
    may("state", Text),
    may("state_at", Date),
];

const INTERVENTION: &[FieldSpec] = &[
    must("key", Text),
    may("squad", Text),
    may("tribe", Text),
    must("kind", Text),
    must("from", Date),
    may("to", Date),
    may("note", Text),
    may("rebase", Text),
    may("author", Text),
];

const RATE: &[FieldSpec] = &[
    may("project", Text),
    may("person", Text),
    may("role", Text),
    must("from", Date),
    must("hourly", Number),
    must("currency", Text),
];

const BUDGET: &[FieldSpec] = &[
    must("project", Text),
    may("from", Date),
    may("to", Date),
    may("amount", Number),
    may("currency", Text),
    may("seconds", Duration),
    may("revision", Number),
    may("author", Text),
    may("revised_on", Date),
    may("reason", Text),
];

const EXPENSE: &[FieldSpec] = &[
    must("key", Text),
    must("project", Text),
    may("vendor", Text),
    must("day", Date),
    must("amount", Number),
    must("currency", Text),
    may("is_invoice", Text),
];

const EXCHANGE_RATE: &[FieldSpec] = &[
    must("from", Text),
    must("to", Text),
    must("month", Date),
    must("rate", Number),
];

const LINK: &[FieldSpec] = &[must("from", Text), must("to", Text), must("type", Text)];

const ABSENCE: &[FieldSpec] = &[must("person", Text), must("day", Date), may("seconds", Duration)];

const CALENDAR_DAY: &[FieldSpec] = &[may("squad", Text), must("day", Date), must("seconds", Duration)];
