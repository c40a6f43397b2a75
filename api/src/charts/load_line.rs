//! The share of maintenance against the load line, with the spells under water.

use super::{Request, coverage_notes};
use crate::access::tribe_of;
use crate::error::ApiError;
use crate::views::words;
use model::alert::Severity;
use model::analyst::{LimitRow, Signal, SpellRow};
use model::intervention::InterventionScope;
use model::query::{Filter, Level};
use model::time::Grain;
use reports::InterventionKind;
use reports::charts::load_line::{
    Intervention, LimitBand, LoadLineView, LoadLines, LoadPoint, SIZE, SignalKind, SignalMark, SpellBand, svg,
};

/// The longest label of a decision, in characters.
const LABEL: usize = 32;

pub(super) const SUMMARY: &str = "Maintenance share against the load line, with spells under water.";

pub(super) async fn draw(request: &Request) -> Result<String, ApiError> {
    let filter = request.series()?;
    let asked = filter.clone();
    let decided = request.decided.clone();
    let usual = filter.grain == Grain::Week && request.visit.asked.one("limits")? != Some("hide");
    let (answer, spells, limits) = request
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
            let limits = if usual {
                analyst.limits(&asked, &decided)?.rows
            } else {
                Vec::new()
            };
            Ok((analyst.maintenance(&asked)?, analyst.spells(&weekly)?, limits))
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
        interventions: interventions(request, &filter),
        limits: usual_bands(&limits),
        signals: limits.iter().filter_map(signal).collect(),
    };
    Ok(svg(&view, &request.style(SIZE))?)
}

/// What was decided for those the chart is about.
fn interventions(request: &Request, filter: &Filter) -> Vec<Intervention> {
    let config = request.config();
    let concerns = |scope: &InterventionScope| match (filter.level, filter.squads.as_slice(), &filter.tribe) {
        (Level::Squad, [squad], _) => {
            let tribe = tribe_of(config, squad);
            scope.concerns_squad(squad.as_str(), tribe.as_ref().map(|tribe| tribe.as_str()))
        }
        (Level::Tribe, _, Some(tribe)) => scope.concerns_tribe(tribe.as_str()),
        _ => *scope == InterventionScope::Organisation,
    };
    let known = request.decided.iter();
    let mut shown: Vec<_> = known
        .filter(|known| known.is_in_force() && concerns(&known.said.scope))
        .map(|known| {
            let kind = words::intervention_kind(known.said.kind);
            let note = known
                .said
                .note
                .as_deref()
                .filter(|_| kind == InterventionKind::Other);
            Intervention {
                day: known.said.from,
                until: known.said.to,
                label: note.map_or_else(|| kind.label(request.language), short),
            }
        })
        .collect();
    shown.sort_by_key(|known| known.day);
    shown
}

fn short(note: &str) -> String {
    if note.chars().count() <= LABEL {
        return note.to_owned();
    }
    let kept: String = note.chars().take(LABEL - 1).collect();
    format!("{}…", kept.trim_end())
}

/// One band for each stretch of weeks with the same limits.
fn usual_bands(rows: &[LimitRow]) -> Vec<LimitBand> {
    let mut bands: Vec<(model::analyst::Limits, LimitBand)> = Vec::new();
    for row in rows {
        let Some(limits) = row.limits else { continue };
        let week = words::week(row.week);
        match bands.last_mut() {
            Some((known, band)) if *known == limits => band.to = week,
            _ => bands.push((
                limits,
                LimitBand {
                    from: week,
                    to: week,
                    centre: limits.centre,
                    lower: limits.lower,
                    upper: limits.upper,
                },
            )),
        }
    }
    bands.into_iter().map(|(_, band)| band).collect()
}

fn signal(row: &LimitRow) -> Option<SignalMark> {
    let kind = match row.signals.first()? {
        Signal::Outside => SignalKind::Outside,
        Signal::RunOf8 => SignalKind::RunOf8,
    };
    Some(SignalMark {
        period: words::week(row.week),
        share: row.value?,
        kind,
    })
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
