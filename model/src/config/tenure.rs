//! Squads that begin, end and hand over: days in order, successors that are there, and no circles.

use super::check::Findings;
use super::{Config, SquadConfig};
use chrono::Days;
use std::collections::BTreeSet;

/// Everything that is wrong with the days and successors of squads.
pub(super) fn check(config: &Config, found: &mut Findings<'_>) {
    for squad in &config.squads {
        if let (Some(from), Some(to)) = (squad.from, squad.to)
            && to < from
        {
            found.near(
                &to.to_string(),
                format!("squad \"{}\" ends on {to}, before it begins on {from}", squad.id),
            );
        }
        for successor in &squad.successors {
            let said = said(config, squad, successor.get_ref());
            let offset = successor.span().start;
            match said {
                Some(said) => found.at(offset, said),
                None if squad_of(config, successor.get_ref()).is_none() => {
                    let known = config.squads.iter().map(|squad| squad.id.as_str());
                    found.unknown(offset, "squad", successor.get_ref(), known);
                }
                None => {}
            }
        }
    }
}

/// What is wrong with a successor, but for its name.
fn said(config: &Config, squad: &SquadConfig, name: &str) -> Option<String> {
    let id = &squad.id;
    let Some(last) = squad.to else {
        return Some(format!(
            "squad \"{id}\" has a successor and no last day: write to = \"2026-03-31\", its last day"
        ));
    };
    if name == id.as_str() || leads_to(config, name, id.as_str()) {
        return Some(format!(
            "squads follow each other in a circle: \"{id}\" comes after \"{name}\" again"
        ));
    }
    let successor = squad_of(config, name)?;
    let first = last + Days::new(1);
    if let Some(from) = successor.from.filter(|from| first < *from) {
        return Some(format!(
            "successor \"{name}\" begins on {from}, but squad \"{id}\" ends on {last}: \
             it has to be there on {first}"
        ));
    }
    let ended = successor.to.filter(|to| *to < first)?;
    Some(format!(
        "successor \"{name}\" ended on {ended}, before squad \"{id}\" does on {last}: name who took over from it"
    ))
}

fn squad_of<'a>(config: &'a Config, name: &str) -> Option<&'a SquadConfig> {
    config.squads.iter().find(|squad| squad.id.as_str() == name)
}

/// Whether successors of a squad lead to another one.
fn leads_to(config: &Config, from: &str, to: &str) -> bool {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut next: Vec<&str> = squad_of(config, from).into_iter().flat_map(successors).collect();
    while let Some(name) = next.pop() {
        if name == to {
            return true;
        }
        if seen.insert(name) {
            next.extend(squad_of(config, name).into_iter().flat_map(successors));
        }
    }
    false
}

fn successors(squad: &SquadConfig) -> impl Iterator<Item = &str> {
    squad.successors.iter().map(|name| name.get_ref().as_str())
}
