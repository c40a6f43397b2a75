//! Whom rows speak of: squads, tribes or the organisation, each with the squads whose hours it has.

use super::Cube;
use crate::symbols::Symbol;
use model::analyst::Subject;
use model::query::{Filter, Level};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The key of the tribe of squads that have none: nothing is dropped silently.
const NO_TRIBE: &str = "unattributed";

/// Whom the rows of an answer speak of, in order. A squad is in exactly one of a level's subjects, so that squads
/// and tribes add up to the organisation. Squads are in the order of the configuration, then others by name, then
/// `unattributed`; tribes likewise.
///
/// `squads` cuts squads only, and `tribe` squads and tribes: the sum of the organisation is the same for everybody.
pub(crate) fn subjects(cube: &Cube<'_>, filter: &Filter) -> Vec<(Subject, Vec<Symbol>)> {
    let squads = ordered_squads(cube);
    let tribe_of = |name: &str| cube.organisation.tribe_of(name).map(ToString::to_string);
    match filter.level {
        Level::Squad => squads
            .into_iter()
            .filter(|(name, _)| is_asked_for(cube, filter, name))
            .map(|(name, squad)| {
                let subject = Subject {
                    key: name.to_string(),
                    tribe: tribe_of(&name),
                };
                (subject, vec![squad])
            })
            .collect(),
        Level::Tribe => {
            let tribes = cube.organisation.tribes.iter().map(ToString::to_string);
            let asked = |tribe: &String| filter.tribe.as_ref().is_none_or(|asked| asked.as_str() == tribe);
            let members = |tribe: String| {
                let members = squads
                    .iter()
                    .filter(|(name, _)| tribe_of(name).as_deref().unwrap_or(NO_TRIBE) == tribe);
                let members: Vec<Symbol> = members.map(|(_, squad)| *squad).collect();
                (subject_above(tribe), members)
            };
            tribes
                .chain([NO_TRIBE.to_owned()])
                .filter(asked)
                .map(members)
                .collect()
        }
        Level::Organisation => {
            let all = squads.into_iter().map(|(_, squad)| squad).collect();
            vec![(subject_above(String::new()), all)]
        }
    }
}

/// The squads that a filter's `squads` and `tribe` hold, whatever its level; none for all.
pub(crate) fn squads_of_filter(cube: &Cube<'_>, filter: &Filter) -> Option<Vec<Symbol>> {
    if filter.squads.is_empty() && filter.tribe.is_none() {
        return None;
    }
    let all = cube.squads.iter().copied();
    Some(
        all.filter(|squad| is_asked_for(cube, filter, &cube.symbols.name(*squad)))
            .collect(),
    )
}

/// Whether a filter's `squads` and `tribe` hold a squad.
pub(crate) fn is_asked_for(cube: &Cube<'_>, filter: &Filter, squad: &str) -> bool {
    let named = filter.squads.is_empty() || filter.squads.iter().any(|asked| asked.as_str() == squad);
    let of_tribe = filter
        .tribe
        .as_ref()
        .is_none_or(|tribe| cube.organisation.tribe_of(squad) == Some(tribe));
    named && of_tribe
}

fn subject_above(key: String) -> Subject {
    Subject { key, tribe: None }
}

/// Squads with data or members, in order.
fn ordered_squads(cube: &Cube<'_>) -> Vec<(Arc<str>, Symbol)> {
    let with_members = cube.capacity.unwrap_or_default().iter().map(|row| row.squad);
    let all: BTreeSet<Symbol> = cube.squads.iter().copied().chain(with_members).collect();
    let mut squads: Vec<(Arc<str>, Symbol)> = all
        .into_iter()
        .map(|squad| (cube.symbols.name(squad), squad))
        .collect();
    let place = |name: &str| {
        let known = &cube.organisation.squads;
        let place = known.iter().position(|known| known.id.as_str() == name);
        (name == "unattributed", place.unwrap_or(usize::MAX))
    };
    squads.sort_by(|(a, _), (b, _)| place(a).cmp(&place(b)).then_with(|| a.cmp(b)));
    squads
}
