//! The demo's story in a few lines: who is under water, since when, and what to look at.

use super::made::Made;
use crate::commands::refresh::worst;
use crate::human;
use crate::setup::Setup;
use model::alert::{AlertStatus, Severity};
use std::fmt::Write as _;

/// Who is under water now, and what to try next.
pub(super) fn tell(setup: &Setup, statuses: &[AlertStatus], made: &Made) -> String {
    let config = &setup.config;
    let mut text = format!(
        "\n{}: {} in {}.\n",
        config.organisation.name,
        human::count(config.squads.len() as u64, "squad"),
        human::count(config.tribes.len() as u64, "tribe")
    );
    let raised = worst(statuses);
    if raised.is_empty() {
        text.push_str("No squad is under water.\n");
    }
    for status in raised.values() {
        let name = config.squads.iter().find(|squad| squad.id == status.squad);
        let name = name.map_or(status.squad.as_str(), |squad| squad.name());
        let since = status
            .since
            .map(|week| format!(" since {week}"))
            .unwrap_or_default();
        let share = status.value.map_or_else(String::new, |share| {
            format!(
                ": {} of its hours in {} were maintenance",
                human::percent(share),
                status.through
            )
        });
        let word = match status.severity {
            Severity::Warn => "is over the load line",
            Severity::Critical => "is deep under water",
        };
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  {name} {word}{since}{share}.");
    }
    let with = format!(
        "--config {} --data {}",
        made.config.display(),
        setup.data.root().display()
    );
    let _ = write!(
        text,
        "\nTry:  plimsoll {with} show spells\n      plimsoll {with} show maintenance --grain month --by tribe\n\n"
    );
    text
}
