//! Who was under water when: a row a squad, a cell a week.

use super::{Request, coverage_of_squads};
use crate::access::tribe_of;
use crate::error::ApiError;
use crate::views::squads::squad_name;
use crate::views::words;
use model::alert::Severity;
use model::analyst::{MaintenanceRow, SpellRow};
use model::ids::SquadId;
use model::query::{Filter, Level};
use model::time::{Grain, Period, Week};
use reports::LoadState;
use reports::charts::timeline::{TimelineCell, TimelineRow, TimelineView, size, svg};

pub(super) const SUMMARY: &str =
    "Squads under water, week by week; the last year of data unless a period is given.";

pub(super) async fn draw(request: &Request) -> Result<String, ApiError> {
    let app = &request.visit.app;
    let last = request.basis.week(app);
    let filter = Filter {
        level: Level::Squad,
        grain: Grain::Week,
        from: request.filter.from.or(Some(last.plus(-51).monday())),
        to: Some(request.filter.to.unwrap_or(last.sunday())),
        ..request.filter.clone()
    };
    let (answer, spells) = app
        .ask(move |analyst| {
            let all = Filter {
                from: None,
                to: None,
                ..filter.clone()
            };
            Ok((analyst.maintenance(&filter)?, analyst.spells(&all)?))
        })
        .await?;
    let rows: Vec<_> = shown(request)
        .iter()
        .map(|squad| row(request, squad, &answer.rows, &spells.rows))
        .collect();
    let size = size(rows.len());
    let gate = request.config().thresholds.coverage_gate;
    let weeks = answer.rows.iter().filter(|row| !row.provisional);
    let notes = coverage_of_squads(weeks.map(|row| row.coverage), gate);
    let view = TimelineView {
        meta: request.meta(&answer.provenance, notes),
        rows,
        weeks: u32::try_from(request.config().thresholds.weeks).unwrap_or(u32::MAX),
    };
    Ok(svg(&view, &request.style(size))?)
}

/// The squads that the viewer sees and asked for.
fn shown(request: &Request) -> Vec<SquadId> {
    let (config, sight, filter) = (request.config(), request.sight(), &request.filter);
    let squads = config.squads.iter().map(|squad| &squad.id);
    squads
        .filter(|squad| sight.squad(squad))
        .filter(|squad| filter.squads.is_empty() || filter.squads.contains(squad))
        .filter(|squad| filter.tribe.is_none() || tribe_of(config, squad) == filter.tribe)
        .cloned()
        .collect()
}

fn row(request: &Request, squad: &SquadId, weeks: &[MaintenanceRow], spells: &[SpellRow]) -> TimelineRow {
    let of_squad: Vec<_> = spells
        .iter()
        .filter(|spell| spell.subject.key == squad.as_str())
        .collect();
    let weeks = weeks
        .iter()
        .filter(|row| row.subject.key == squad.as_str() && !row.provisional);
    let open = of_squad
        .iter()
        .find(|spell| spell.end.is_none() && spell.severity == Severity::Warn);
    TimelineRow {
        squad: squad_name(request.config(), squad),
        cells: weeks
            .map(|row| TimelineCell {
                period: words::period(row.period),
                state: state(row, &of_squad),
            })
            .collect(),
        since: open.map(|spell| words::week(spell.start)),
    }
}

fn state(row: &MaintenanceRow, spells: &[&SpellRow]) -> LoadState {
    let Period::Week(week) = row.period else {
        return LoadState::NoData;
    };
    let holds =
        |spell: &&&SpellRow, week: Week| spell.start <= week && spell.end.is_none_or(|end| week <= end);
    let worst = spells
        .iter()
        .filter(|spell| holds(spell, week))
        .map(|spell| spell.severity)
        .max();
    match worst {
        Some(Severity::Critical) => LoadState::Critical,
        Some(Severity::Warn) => LoadState::Warn,
        None if row.maintenance_share.value.is_some() => LoadState::Calm,
        None => LoadState::NoData,
    }
}
