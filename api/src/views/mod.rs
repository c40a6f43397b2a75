//! Answers of the analyst and rows of the store as the view structs that `reports` draws: one file a page, and what
//! they share.

pub(crate) mod alert;
pub(crate) mod alerts;
pub(crate) mod context;
pub(crate) mod drill;
pub(crate) mod explain;
pub(crate) mod fleet;
pub(crate) mod forward;
pub(crate) mod interventions;
pub(crate) mod quality;
pub(crate) mod routing;
pub(crate) mod rules;
pub(crate) mod squad;
pub(crate) mod squads;
pub(crate) mod ticket;
pub(crate) mod timeline;
pub(crate) mod tribe;
pub(crate) mod week;
pub(crate) mod words;
