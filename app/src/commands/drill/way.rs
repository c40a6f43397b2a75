//! Which way finished tickets went: the filters of `finished`, `misrouted` and `detours`.

use crate::failure::misuse;
use crate::filters::squad;
use crate::setup::Setup;
use anyhow::Result;
use model::query::{Dimension, DrillInto, Way};

/// Which way finished tickets went.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Of finished, misrouted and detours")]
pub(super) struct WayArgs {
    /// Only tickets that this squad had first
    #[arg(long, value_name = "SQUAD")]
    first_squad: Option<String>,
    /// Only tickets that this squad finished
    #[arg(long, value_name = "SQUAD")]
    right_squad: Option<String>,
    /// Only tickets that had --value as this when they were created: project, component, label or reporter_group
    #[arg(long, requires = "value")]
    dimension: Option<Dimension>,
    /// The project, component, label or reporter group
    #[arg(long, requires = "dimension")]
    value: Option<String>,
}

impl WayArgs {
    /// The way asked for; only figures of routing have one.
    pub(super) fn way(&self, setup: &Setup, figure: Option<DrillInto>) -> Result<Way> {
        let squad = |name: &Option<String>| name.as_deref().map(|name| squad(setup, name)).transpose();
        let way = Way {
            first: squad(&self.first_squad)?,
            right: squad(&self.right_squad)?,
            having: self.dimension.zip(self.value.clone()),
        };
        if way != Way::default() && !figure.is_some_and(DrillInto::is_routing) {
            return Err(misuse(
                "--first-squad, --right-squad, --dimension and --value are for finished, misrouted and detours only",
            ));
        }
        Ok(way)
    }
}
