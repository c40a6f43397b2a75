//! Alert rules and what they remember (section 10 of the book): a rule watches a metric of subjects, its status says
//! where one of them stands, and a transition what happened to it.

mod metric;
mod rule;
mod severity;
mod state;
mod status;
mod subject;

pub use metric::AlertMetric;
pub use rule::{AlertRule, SpellRule};
pub use severity::Severity;
pub use state::AlertState;
pub use status::{AlertStatus, AlertTransition, Held, Late};
pub use subject::{AlertSubject, Scope};
