//! Figures of the metric book from facts: the only crate that knows data frames (polars).
//!
//! - [`facts`]: the store's rows as Parquet, a file a month, resolved when written: squad, category and stage stand
//!   on the fact;
//! - `rollups`: sums and counts that can be added, files beside each month's facts, rewritten only with them;
//! - [`figures`]: METRICS.md over rollups: pure functions without I/O and without a clock;
//! - [`alerts`]: figures against rules and what was told before; they return transitions;
//! - `activity`: person-days in the place of hours, where nobody logs any;
//! - `commitments`: what is left of what squads promised, ticket by ticket, from the facts;
//! - `drill`: the worklogs and tickets behind a figure, from the facts;
//! - [`Warehouse`]: the folder all this lives in. A [`Refresh`] writes new files under new names, then one rename
//!   makes them the snapshot; readers keep the old one until they ask again.
//!
//! Nothing here reads SQL, the clock or the environment. Calls block: not for an async thread.

mod activity;
pub mod alerts;
mod commitments;
mod drill;
mod export;
pub mod facts;
pub mod figures;
mod frame;
mod manifest;
mod organisation;
mod rollups;
mod storage;
mod symbols;
mod warehouse;

pub use organisation::{Organisation, OrganisedSquad};
pub use warehouse::{Refresh, Warehouse};
