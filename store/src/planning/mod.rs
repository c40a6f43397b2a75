//! What is planned: sprints, initiatives and dependencies. Their behaviour comes with delivery; their history starts
//! now.

mod dependencies;
mod initiatives;
mod sprints;

pub use dependencies::DependencyRevision;
pub use initiatives::InitiativeRevision;
