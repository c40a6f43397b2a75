//! How every figure is computed: the thresholds and rules in force.

use crate::app::Inner;
use crate::views::rules::matches;
use crate::views::squads::squad_name;
use crate::views::words;
use model::ids::SquadId;
use model::stage::Stage;
use reports::pages::explain::{ExplainView, LeastPeople, Lines, MappingRow, RuleRow, StageRow};
use std::collections::BTreeMap;

/// Fills the page.
pub(crate) fn view(app: &Inner) -> ExplainView {
    let config = app.config();
    let thresholds = &config.thresholds;
    let everywhere = stages("*", &config.stages);
    let of_sources = config
        .sources
        .iter()
        .flat_map(|(source, config)| stages(source.as_str(), config.stages()));
    ExplainView {
        time_zone: config.organisation.time_zone.name().to_owned(),
        lines: Lines {
            warn: thresholds.warn,
            critical: thresholds.critical,
            clear_gap: thresholds.clear_below,
            weeks: u32::try_from(thresholds.weeks).unwrap_or(u32::MAX),
            gate: thresholds.coverage_gate,
        },
        people: LeastPeople {
            squad: config.privacy.squad_people as u64,
            cell: config.privacy.cell_people as u64,
        },
        rules: config
            .classification
            .iter()
            .map(|rule| RuleRow {
                name: rule.id.to_string(),
                matches: matches(&rule.when),
                category: words::category(rule.category),
                maintenance_type: rule.maintenance_type.map(words::maintenance_type),
            })
            .collect(),
        stages: of_sources.chain(everywhere).collect(),
        squads: config
            .squad_rules
            .iter()
            .map(|rule| MappingRow {
                matches: matches(&rule.when),
                squad: SquadId::new(rule.squad.get_ref().clone()).map_or_else(
                    |_| rule.squad.get_ref().clone(),
                    |squad| squad_name(config, &squad),
                ),
            })
            .collect(),
    }
}

fn stages(source: &str, stages: &BTreeMap<Stage, Vec<String>>) -> Vec<StageRow> {
    stages
        .iter()
        .flat_map(|(stage, statuses)| {
            statuses.iter().map(|status| StageRow {
                source: source.to_owned(),
                status: status.clone(),
                stage: words::stage(*stage),
            })
        })
        .collect()
}
