//! What alerts measure, and how its values are written.

use crate::format::{DASH, Format};

/// A metric that rules watch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Maintenance over all hours.
    MaintenanceShare,
    /// Maintenance over capacity.
    MaintenanceLoad,
    /// Logged over capacity.
    Coverage,
    /// Arrivals less departures a week, while the backlog cannot drain.
    UndrainedFlow,
    /// Open maintenance tickets.
    Backlog,
    /// Age of the open tickets, in days.
    OpenAge,
    /// What the next four weeks ask for, over what can be given.
    ForwardLoad,
    /// Finished tickets that first went to another squad.
    MisrouteRate,
    /// Time since a source was read, in intervals of it.
    SourceAge,
}

impl Measure {
    /// The message that names it.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::MaintenanceShare => "measure-maintenance-share",
            Self::MaintenanceLoad => "measure-maintenance-load",
            Self::Coverage => "measure-coverage",
            Self::UndrainedFlow => "measure-undrained-flow",
            Self::Backlog => "measure-backlog",
            Self::OpenAge => "measure-open-age",
            Self::ForwardLoad => "measure-forward-load",
            Self::MisrouteRate => "measure-misroute-rate",
            Self::SourceAge => "measure-source-age",
        }
    }

    /// A value in its unit, which the name says where it is no share.
    pub(super) fn shown(self, value: Option<f64>, format: Format) -> String {
        let Some(known) = value else {
            return DASH.to_owned();
        };
        match self {
            Self::Backlog | Self::OpenAge => format.decimal(known, 0),
            Self::UndrainedFlow => format.decimal(known, 2),
            Self::SourceAge => format.decimal(known, 1),
            _ => format.percent(value),
        }
    }
}
