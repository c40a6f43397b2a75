//! Interventions with their effects (section 5 of the book): each on those it is for, from the same weeks as their
//! spells and limits. Formulas are those of [`super::effect`].

use super::{Cube, effect, spells, subjects};
use model::analyst::{Effect, InterventionRow};
use model::intervention::{Intervention, InterventionScope};
use model::query::Filter;

/// The interventions in force that concern what is asked for and overlap its time, by first day, then as written down.
pub(crate) fn rows(cube: &Cube<'_>, filter: &Filter, interventions: &[Intervention]) -> Vec<InterventionRow> {
    let mut asked: Vec<&Intervention> = interventions
        .iter()
        .filter(|known| known.is_in_force() && is_asked_for(cube, filter, known))
        .collect();
    asked.sort_by_key(|known| (known.said.from, known.id));
    asked
        .into_iter()
        .map(|known| InterventionRow {
            id: known.id,
            key: known.said.key.clone(),
            scope: known.said.scope.clone(),
            kind: known.said.kind,
            from: known.said.from,
            to: known.said.to,
            note: known.said.note.clone(),
            rebase: known.said.rebase,
            author: known.said.author.clone(),
            effect: effect_of(cube, filter, known),
        })
        .collect()
}

fn is_asked_for(cube: &Cube<'_>, filter: &Filter, known: &Intervention) -> bool {
    let said = &known.said;
    let in_time = filter.to.is_none_or(|to| said.from <= to)
        && filter.from.is_none_or(|from| said.to.is_none_or(|to| from <= to));
    let tribe_of = |squad: &str| cube.organisation.tribe_of(squad).map(ToString::to_string);
    let of_squads = filter.squads.is_empty()
        || filter.squads.iter().any(|squad| {
            said.scope
                .concerns_squad(squad.as_str(), tribe_of(squad.as_str()).as_deref())
        });
    let of_tribe = filter.tribe.as_ref().is_none_or(|tribe| match &said.scope {
        InterventionScope::Squad(squad) => cube.organisation.tribe_of(squad.as_str()) == Some(tribe),
        scope => scope.concerns_tribe(tribe.as_str()),
    });
    in_time && of_squads && of_tribe
}

/// The effect on those it is for; on a squad or tribe without any hours there is none yet.
fn effect_of(cube: &Cube<'_>, filter: &Filter, known: &Intervention) -> Effect {
    let scope = &known.said.scope;
    let whole = Filter {
        level: scope.level(),
        squads: Vec::new(),
        tribe: None,
        ..filter.clone()
    };
    let cube = &cube.at(scope.level());
    let concerned = subjects(cube, &whole)
        .into_iter()
        .find(|(subject, _)| subject.key == scope.key());
    let weeks = concerned.map_or_else(Vec::new, |(subject, squads)| {
        spells::closed_weeks(cube, &whole, &subject, &squads)
    });
    let gate = cube.organisation.thresholds.coverage_gate;
    effect::effect(&weeks, known.said.from, known.said.to, gate, &known.seed())
}
