//! Who was under water when: a row a squad, a bar a spell, tribe by tribe.

use super::{Request, coverage_of_squads};
use crate::access::tribe_of;
use crate::error::ApiError;
use crate::views::squads::{squad_name, tribe_link};
use crate::views::timeline::{Group, USUAL_WEEKS, groups};
use crate::views::words;
use model::alert::Severity;
use model::analyst::{MaintenanceRow, SpellRow};
use model::ids::SquadId;
use model::intervention::{Intervention, InterventionScope};
use model::query::{Filter, Level};
use model::time::{Grain, Period, Week};
use reports::charts::timeline::{
    Known, TimelineCell, TimelineMark, TimelineRow, TimelineSpell, TimelineTribe, TimelineView, size, svg,
};
use std::collections::HashMap;

pub(super) const SUMMARY: &str =
    "Squads under water, spell by spell; the last two years of data unless a period is given.";

/// The answers that the chart is made of, by squad.
struct Answers {
    weeks: HashMap<String, Vec<MaintenanceRow>>,
    spells: HashMap<String, Vec<SpellRow>>,
}

pub(super) async fn draw(request: &Request) -> Result<String, ApiError> {
    let app = &request.visit.app;
    let (first, last) = range(request);
    let filter = Filter {
        level: Level::Squad,
        grain: Grain::Week,
        from: Some(first.monday()),
        to: Some(last.sunday()),
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
    let gate = request.config().thresholds.coverage_gate;
    let weeks = answer.rows.iter().filter(|row| !row.provisional);
    let notes = coverage_of_squads(weeks.map(|row| row.coverage), gate);
    let answers = Answers {
        weeks: by_squad(answer.rows, |row| &row.subject.key),
        spells: by_squad(spells.rows, |row| &row.subject.key),
    };
    let groups = groups(request.config(), shown(request), &answers.spells, (first, last));
    let size = size(groups.iter().map(|(_, squads)| squads.len()).sum(), groups.len());
    let has_heads = groups.len() > 1;
    let view = TimelineView {
        meta: request.meta(&answer.provenance, notes),
        weeks: u32::try_from(request.config().thresholds.weeks).unwrap_or(u32::MAX),
        range: (!answers.weeks.is_empty()).then(|| (words::week(first), words::week(last))),
        tribes: groups
            .iter()
            .map(|group| tribe(request, &answers, group, has_heads))
            .collect(),
    };
    Ok(svg(&view, &request.style(size))?)
}

/// The weeks asked for: no further than the data go.
fn range(request: &Request) -> (Week, Week) {
    let end = request.basis.week(&request.visit.app);
    let last = request.filter.to.map_or(end, Week::of).min(end);
    let begin = request
        .basis
        .snapshot
        .as_ref()
        .and_then(|snapshot| snapshot.first_week)
        .unwrap_or(last);
    let usual = last.plus(1 - USUAL_WEEKS);
    let first = request.filter.from.map_or(usual, Week::of).max(begin);
    (first.min(last), last)
}

fn by_squad<R>(rows: Vec<R>, key: impl Fn(&R) -> &String) -> HashMap<String, Vec<R>> {
    let mut by_squad: HashMap<String, Vec<R>> = HashMap::new();
    for row in rows {
        by_squad.entry(key(&row).clone()).or_default().push(row);
    }
    by_squad
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

/// A tribe with its squads. Where tribes have no heads, what was decided for all stands on each row.
fn tribe(request: &Request, answers: &Answers, (tribe, squads): &Group, has_head: bool) -> TimelineTribe {
    let config = request.config();
    let for_all = marks(request, |scope| match scope {
        InterventionScope::Squad(_) => false,
        InterventionScope::Tribe(own) => tribe.as_ref() == Some(own),
        InterventionScope::Organisation => true,
    });
    let row = |squad: &SquadId| {
        let mut decided = marks(
            request,
            |scope| matches!(scope, InterventionScope::Squad(own) if own == squad),
        );
        if !has_head {
            decided.extend(for_all.clone());
        }
        row(request, answers, squad, decided)
    };
    TimelineTribe {
        name: tribe.as_ref().map(|tribe| tribe_link(config, tribe).label),
        rows: squads.iter().map(row).collect(),
        decided: for_all.clone(),
    }
}

fn marks(request: &Request, is_theirs: impl Fn(&InterventionScope) -> bool) -> Vec<TimelineMark> {
    let in_force = request
        .decided
        .iter()
        .filter(|known: &&Intervention| known.is_in_force() && is_theirs(&known.said.scope));
    in_force
        .map(|known| TimelineMark {
            from: known.said.from,
            to: known.said.to,
        })
        .collect()
}

fn row(request: &Request, answers: &Answers, squad: &SquadId, decided: Vec<TimelineMark>) -> TimelineRow {
    let weeks = answers.weeks.get(squad.as_str()).map_or(&[][..], Vec::as_slice);
    let spells = answers.spells.get(squad.as_str()).map_or(&[][..], Vec::as_slice);
    let open = spells
        .iter()
        .find(|spell| spell.end.is_none() && spell.severity == Severity::Warn);
    let gate = request.config().thresholds.coverage_gate;
    TimelineRow {
        squad: squad_name(request.config(), squad),
        cells: weeks
            .iter()
            .filter(|row| !row.provisional)
            .filter_map(|row| cell(row, gate))
            .collect(),
        spells: spells
            .iter()
            .map(|spell| TimelineSpell {
                start: words::week(spell.start),
                end: spell.end.map(words::week),
                severity: words::severity(spell.severity),
            })
            .collect(),
        decided,
        open: open.map(|spell| {
            (
                words::week(spell.start),
                u32::try_from(spell.weeks).unwrap_or(u32::MAX),
            )
        }),
    }
}

fn cell(row: &MaintenanceRow, gate: f64) -> Option<TimelineCell> {
    let Period::Week(week) = row.period else {
        return None;
    };
    let known = if row.maintenance_share.value.is_none() {
        Known::Nothing
    } else if row.coverage.is_some_and(|coverage| coverage < gate) {
        Known::BelowGate
    } else {
        Known::Well
    };
    Some(TimelineCell {
        period: words::week(week),
        known,
    })
}
