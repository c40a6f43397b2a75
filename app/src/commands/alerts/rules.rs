//! `plimsoll alerts rules`: the rules in force, and where each comes from.

use crate::commands::show::provenance;
use crate::output::OutputArgs;
use crate::setup::Setup;
use anyhow::Result;
use model::analyst::Analyst;
use model::config::EffectiveRule;
use model::figure::{Cell, Table, Unit, column};

/// Prints every rule, those too that are not asked.
pub(super) fn print(setup: &Setup, output: &OutputArgs) -> Result<()> {
    output.check()?;
    let warehouse = setup.warehouse()?;
    let table = Table {
        columns: vec![
            column("rule", Unit::Text),
            column("origin", Unit::Text),
            column("enabled", Unit::Flag),
            column("metric", Unit::Text),
            column("scope", Unit::Text),
            column("squads", Unit::Text),
            column("tribes", Unit::Text),
            column("severity", Unit::Text),
            column("raise", Unit::Number),
            column("clear", Unit::Number),
            column("periods", Unit::Count),
            column("coverage_gate", Unit::Number),
            column("at_least", Unit::Count),
            column("owner", Unit::Text),
        ],
        rows: setup.config.effective_rules().iter().map(cells).collect(),
    };
    let provenance = provenance(&warehouse, setup.today());
    output.print("alert-rules", &table, &provenance, |table| {
        warehouse.parquet(table)
    })
}

fn cells(effective: &EffectiveRule) -> Vec<Cell> {
    let rule = &effective.rule;
    let squads: Vec<_> = rule.squads.iter().map(|squad| squad.as_str()).collect();
    let tribes: Vec<_> = rule.tribes.iter().map(|tribe| tribe.as_str()).collect();
    vec![
        Cell::Text(rule.id.to_string()),
        Cell::Text(effective.origin.word().to_owned()),
        Cell::Flag(effective.enabled),
        Cell::Text(rule.metric.to_string()),
        Cell::Text(rule.scope.to_string()),
        Cell::Text(squads.join(" ")),
        Cell::Text(tribes.join(" ")),
        Cell::Text(rule.severity.to_string()),
        Cell::Float(rule.raise),
        Cell::Float(rule.clear),
        Cell::Int(i64::try_from(rule.periods).unwrap_or(i64::MAX)),
        Cell::float(rule.coverage_gate),
        Cell::Int(rule.at_least.cast_signed()),
        Cell::text(rule.owner.clone()),
    ]
}
