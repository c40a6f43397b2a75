//! The kinds of records an import counts, and where each is kept.

use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident, $word:literal, $table:literal, $key:literal;)*) => {
        /// A kind of record, as imports count it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum RecordKind {
            $($(#[$doc])* $name,)*
        }

        impl RecordKind {
            /// Every kind, in the order a page is saved.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The word of mappings and reports.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// How many rows of a source were described by it.
            pub(crate) fn count_sql(self) -> &'static str {
                match self {
                    $(Self::$name => concat!(
                        "select count(*) from ", $table, " where source_id = $1 and hash <> 0"
                    ),)*
                }
            }

            /// The next rows of a source after an id. `+source_id` keeps SQLite on the primary key, where the rows
            /// come in order, instead of sorting the source's whole index once a page.
            pub(crate) fn ids_sql(self) -> &'static str {
                match self {
                    $(Self::$name => concat!(
                        "select id from ", $table,
                        " where +source_id = $1 and id > $2 and hash <> 0 order by id limit $3"
                    ),)*
                }
            }

            /// The keys of some rows, as people write them.
            pub(crate) fn keys_sql(self) -> &'static str {
                match self {
                    $(Self::$name => concat!(
                        "with incoming (id) as ({rows}) select ", $key,
                        " from incoming cross join ", $table, " t where t.id = incoming.id order by t.id"
                    ),)*
                }
            }
        }
    };
}

kinds! {
    /// Somebody.
    Person, "person", "people", "t.key";
    /// A ticket.
    Ticket, "ticket", "tickets", "t.key";
    /// A change in a ticket's history.
    Transition, "transition", "transitions", "t.ticket_key || ' ' || t.field || ' ' || cast(t.changed_at as text)";
    /// A tie between two tickets.
    Link, "link", "links", "t.from_key || ' ' || t.kind || ' ' || t.to_key";
    /// Time somebody spent.
    Worklog, "worklog", "worklogs", "t.key";
    /// Somebody's place in a squad.
    Membership, "membership", "memberships", "t.key";
    /// Time somebody was away.
    Absence, "absence", "absences", "t.key";
    /// A day whose working hours differ.
    CalendarDay, "calendar_day", "calendar_days", "t.key";
    /// A sprint.
    Sprint, "sprint", "sprints", "t.key";
    /// A promise of a squad.
    Initiative, "initiative", "initiatives", "t.key";
    /// What an initiative needs from another squad.
    Dependency, "dependency", "dependencies", "t.key";
    /// What was decided against maintenance.
    Intervention, "intervention", "interventions", "t.key";
    /// What an hour costs.
    Rate, "rate", "rates", "t.key";
    /// What may be spent.
    Budget, "budget", "budgets", "t.key";
    /// Money spent outside of hours.
    Expense, "expense", "expenses", "t.key";
    /// What a foreign currency was worth.
    ExchangeRate, "exchange_rate", "exchange_rates", "t.key";
}

impl fmt::Display for RecordKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
