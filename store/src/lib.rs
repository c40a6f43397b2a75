//! The system of record: the only crate that knows SQL.
//!
//! One [`Store`], two databases: SQLite as the embedded default, PostgreSQL where several machines share it. Every
//! function behaves the same on both; the story in `store/tests` calls each of them on each. SQL text stands beside
//! the function that runs it, one file a table group.
//!
//! - [`Store::save_page`] takes what a collector read, one transaction a page, and marks the months it touched;
//! - [`Store::changed`] tells a refresh what to do again, [`Store::worklogs_of_month`] and
//!   [`Store::tickets_of_month`] give it the rows;
//! - the other files remember who may sign in, which alerts were told and who holds which lease.
//!
//! History is append-only: transitions, rates, budgets and alert transitions are added, never replaced; what an import
//! changes in a ticket, an initiative or a dependency stays in a table of revisions.

mod alerts;
mod calendar;
mod changes;
mod error;
mod hash;
mod imports;
mod instant;
mod interventions;
mod kind;
mod leases;
mod links;
mod memberships;
mod money;
mod outbox;
mod people;
mod planning;
mod pool;
mod quiet;
mod read;
mod rejects;
mod rows;
mod rules;
mod sessions;
mod sources;
mod tickets;
mod tokens;
mod transitions;
mod users;
mod worklogs;

pub use changes::Changed;
pub use error::StoreError;
pub use imports::{Counts, ImportRun, ImportSummary, SaveReport, Vanished};
pub use interventions::InterventionRevision;
pub use kind::RecordKind;
pub use links::Link;
pub use outbox::{LastTold, Settled};
pub use people::{Person, PersonName};
pub use planning::{DependencyRevision, InitiativeRevision};
pub use pool::{Database, Store};
pub use sources::{ImportRunRecord, SourceStatus};
pub use tickets::{TicketBrief, TicketRevision};
pub use tokens::{NewToken, TokenRecord};
pub use users::{NewUser, UserRecord};
