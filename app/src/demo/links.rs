//! Ties between tickets: duplicates, parts of one another, and what keeps initiatives waiting.

use super::simulation::Simulation;
use super::tickets::{Kind, Status};
use model::records::LinkKind;
use std::collections::BTreeMap;

/// From, to, and how they are tied.
pub(super) type Link = (usize, usize, LinkKind);

/// Works out the ties from what happened.
pub(super) fn links(of: &Simulation<'_>) -> Vec<Link> {
    let mut links = duplicates(of);
    links.extend(blocks(of));
    let parts = of.tickets.iter().enumerate();
    links.extend(parts.filter_map(|(ticket, part)| Some((ticket, part.parent?, LinkKind::SplitFrom))));
    links
}

/// A duplicate says what an earlier ticket on the same component says.
fn duplicates(of: &Simulation<'_>) -> Vec<Link> {
    let mut latest = BTreeMap::new();
    let mut links = Vec::new();
    for (ticket, this) in of.tickets.iter().enumerate() {
        let Some(component) = this.component else { continue };
        if this.status == Status::Duplicate {
            if let Some(other) = latest.get(component) {
                links.push((ticket, *other, LinkKind::Duplicates));
            }
        } else if this.kind == Kind::Bug {
            latest.insert(component, ticket);
        }
    }
    links
}

/// Where another squad has to deliver, or has to help although nobody asked, one of its stories of that time
/// blocks one of the initiative's.
fn blocks(of: &Simulation<'_>) -> Vec<Link> {
    let mut links = Vec::new();
    for (place, initiative) in of.initiatives.iter().enumerate() {
        let providers = initiative.needs.iter().map(|need| need.provider);
        let Some(first) = of
            .tickets
            .iter()
            .position(|ticket| ticket.initiative == Some(place) && ticket.kind == Kind::Story)
        else {
            continue;
        };
        for provider in providers.chain(initiative.undeclared) {
            let near = of.tickets[first].created;
            let theirs = (0..of.tickets.len()).filter(|ticket| {
                let other = &of.tickets[*ticket];
                other.squad == Some(provider) && other.kind == Kind::Story && other.initiative != Some(place)
            });
            if let Some(other) = theirs.min_by_key(|ticket| (of.tickets[*ticket].created - near).abs()) {
                links.push((other, first, LinkKind::Blocks));
            }
        }
    }
    links
}
