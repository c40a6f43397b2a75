//! The metric book over rollups: pure functions, no I/O, no clock (today is in the filter).
//!
//! One file a family: [`spells`], [`limits`], [`effect`], `maintenance`, `mix`, `flow`, `forward`, `quality`, `routing`. What too
//! few people stand behind is hidden by `veil`. Each says its formulas, units, a worked
//! example and what it does not see.

mod cube;
pub mod effect;
pub(crate) mod flow;
pub(crate) mod forward;
pub(crate) mod interventions;
pub mod limits;
pub(crate) mod maintenance;
pub(crate) mod mix;
mod percentiles;
mod periods;
pub(crate) mod quality;
pub(crate) mod routing;
pub mod spells;
mod subjects;
pub(crate) mod veil;
pub(crate) mod watch;

pub(crate) use cube::{Cube, PeopleCounts, Projects};
pub(crate) use periods::Window;
pub(crate) use subjects::{is_asked_for, squads_of_filter, subjects};
