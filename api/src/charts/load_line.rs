//! The share of maintenance against the load line, with the spells under water.

use super::{Request, coverage_notes};
use crate::error::ApiError;
use crate::views::words;
use model::alert::Severity;
use model::analyst::SpellRow;
use model::query::Filter;
use model::time::Grain;
use reports::charts::load_line::{LoadLineView, LoadLines, LoadPoint, SIZE, SpellBand, svg};

pub(super) const SUMMARY: &str = "Maintenance share against the load line, with spells under water.";

pub(super) async fn draw(request: &Request) -> Result<String, ApiError> {
    let filter = request.series()?;
    let asked = filter.clone();
    let (answer, spells) = request
        .visit
        .app
        .ask(move |analyst| {
            // A spell is one of weeks, whatever the grain of the line, and may have begun before it.
            let weekly = Filter {
                grain: Grain::Week,
                from: None,
                to: None,
                ..asked.clone()
            };
            Ok((analyst.maintenance(&asked)?, analyst.spells(&weekly)?))
        })
        .await?;
    let thresholds = &request.config().thresholds;
    let below_gate =
        |coverage: Option<f64>| coverage.is_some_and(|coverage| coverage < thresholds.coverage_gate);
    let notes = coverage_notes(
        answer.rows.iter().map(|row| row.coverage),
        thresholds.coverage_gate,
    );
    let view = LoadLineView {
        meta: request.meta(&answer.provenance, notes),
        grain: words::grain(filter.grain),
        points: answer
            .rows
            .iter()
            .map(|row| LoadPoint {
                period: words::period(row.period),
                share: row.maintenance_share.value,
                below_gate: below_gate(row.coverage),
                provisional: row.provisional,
            })
            .collect(),
        lines: LoadLines {
            warn: thresholds.warn,
            critical: thresholds.critical,
            weeks: u32::try_from(thresholds.weeks).unwrap_or(u32::MAX),
        },
        spells: bands(&spells.rows, &filter),
        interventions: Vec::new(),
    };
    Ok(svg(&view, &request.style(SIZE))?)
}

/// One band a spell over the warn line; critical where a part of it was.
fn bands(spells: &[SpellRow], filter: &Filter) -> Vec<SpellBand> {
    let (warn, critical): (Vec<_>, Vec<_>) =
        spells.iter().partition(|spell| spell.severity == Severity::Warn);
    let shown = warn.into_iter().filter(|spell| {
        let starts_in = filter.to.is_none_or(|to| spell.start.monday() <= to);
        let ends_in = filter
            .from
            .is_none_or(|from| spell.end.is_none_or(|end| end.sunday() >= from));
        starts_in && ends_in
    });
    let band = |spell: &SpellRow| {
        let within =
            |other: &&SpellRow| other.start >= spell.start && spell.end.is_none_or(|end| other.start <= end);
        let severity = if critical.iter().any(within) {
            Severity::Critical
        } else {
            Severity::Warn
        };
        SpellBand {
            start: words::week(spell.start),
            end: spell.end.map(words::week),
            periods: u32::try_from(spell.weeks).unwrap_or(u32::MAX),
            severity: words::severity(severity),
        }
    };
    shown.map(band).collect()
}
