//! The demo's story in a few lines: who is under water, since when, and what to look at.

use super::made::Made;
use crate::commands::refresh::{raised, since};
use crate::human;
use crate::setup::Setup;
use model::alert::AlertStatus;
use model::config::Config;
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
    let raised = raised(statuses);
    if raised.is_empty() {
        text.push_str("No squad is under water.\n");
    }
    for alerts in raised.values() {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  {}", sentence(config, alerts));
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

/// A squad under water: since when, how deep by now, and the last closed week.
fn sentence(config: &Config, alerts: &[&AlertStatus]) -> String {
    let Some(first) = alerts.first() else {
        return String::new();
    };
    let squad = config
        .squads
        .iter()
        .find(|squad| squad.id.as_str() == first.subject.key);
    let name = squad.map_or(first.subject.key.as_str(), |squad| squad.name());
    let deeper = alerts.get(1).map_or_else(String::new, |alert| {
        format!(", {}{}", alert.severity, since(alert))
    });
    let share = first.value.map_or_else(String::new, |share| {
        format!(
            ": {} of its hours in {} were maintenance",
            human::percent(share),
            first.through
        )
    });
    format!("{name} is under water{}{deeper}{share}.", since(first))
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::alert::{AlertState, Severity};

    #[test]
    fn a_squad_under_water_is_told_in_a_sentence() {
        let text = r#"
            organisation = { name = "A", time_zone = "Europe/Paris" }
            squads = [{ id = "pay", name = "Payroll" }]
        "#;
        let config = model::config::parse(text, "t").unwrap();
        let alert = |severity, since: &str| AlertStatus {
            rule: "r".parse().unwrap(),
            subject: "pay".parse::<model::ids::SquadId>().unwrap().into(),
            metric: model::alert::AlertMetric::MaintenanceShare,
            severity,
            state: AlertState::Firing,
            since: Some(since.parse().unwrap()),
            through: "2026-W46".parse().unwrap(),
            value: Some(0.538),
            raise: 0.35,
            clear: 0.3,
            held: None,
            number: 1,
            evidence: String::new(),
        };
        let (warn, critical) = (
            alert(Severity::Warn, "2026-W26"),
            alert(Severity::Critical, "2026-W37"),
        );
        assert_eq!(
            sentence(&config, &[&warn, &critical]),
            "Payroll is under water since 2026-W26, critical since 2026-W37: \
             53.8 % of its hours in 2026-W46 were maintenance."
        );
    }
}
