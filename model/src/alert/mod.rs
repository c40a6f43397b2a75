//! Alert rules and what they remember (section 10 of the book): a rule watches a metric of subjects, its status says
//! where one of them stands, and a transition what happened to it.

mod builtin;
mod evidence;
mod metric;
mod quiet;
mod rule;
mod severity;
mod state;
mod status;
mod subject;

pub use builtin::built_in;
pub use evidence::{Evidence, digest};
pub use metric::AlertMetric;
pub use quiet::{Acknowledgement, Around, Quiet, Silence, Tribes, quiet, tribe_of};
pub use rule::{AlertRule, SpellRule};
pub use severity::Severity;
pub use state::AlertState;
pub use status::{AlertStatus, AlertTransition, Held, Late};
pub use subject::{AlertSubject, Scope};
