//! What happened to a ticket at once: changes of the tracker, and moves of whoever had it.

use crate::ids::PersonId;
use crate::people::Memberships;
use crate::rules::Rules;
use crate::ticket::{Field, TicketHistory, Transition};
use chrono::{DateTime, Days, Utc};
use std::collections::BTreeSet;

/// Something that happened at once: changes of the tracker, an assignee's move to another squad, or a squad that handed over (no change).
pub(super) struct Step<'a> {
    pub(super) at: DateTime<Utc>,
    pub(super) transitions: Vec<&'a Transition>,
}

/// All that happened to a ticket, in order.
pub(super) fn steps<'a>(
    history: &'a TicketHistory,
    rules: &Rules,
    memberships: &Memberships,
) -> Vec<Step<'a>> {
    let mut ordered: Vec<_> = history.transitions.iter().collect();
    ordered.sort_by_key(|change| (change.at, change.sequence));
    let mut steps: Vec<Step<'a>> = ordered
        .chunk_by(|a, b| (a.at, a.sequence) == (b.at, b.sequence))
        .map(|at_once| Step {
            at: at_once[0].at,
            transitions: at_once.to_vec(),
        })
        .collect();
    let handed_over = rules.squads.succession().days().into_iter();
    let handed_over = handed_over
        .map(|day| rules.start_of(day))
        .filter(|at| *at > history.ticket.created_at);
    for at in moves_of_assignees(history, rules, memberships)
        .into_iter()
        .chain(handed_over)
    {
        steps.push(Step {
            at,
            transitions: Vec::new(),
        });
    }
    steps.sort_by_key(|step| step.at);
    steps
}

/// The instants after the creation at which somebody who ever had the ticket changed squads.
fn moves_of_assignees(
    history: &TicketHistory,
    rules: &Rules,
    memberships: &Memberships,
) -> BTreeSet<DateTime<Utc>> {
    if memberships.is_empty() {
        return BTreeSet::new();
    }
    let values = history
        .transitions
        .iter()
        .filter(|change| change.field == Field::Assignee);
    let earlier = values.flat_map(|change| [&change.from, &change.to]).flatten();
    let people: BTreeSet<_> = earlier
        .filter_map(|id| id.parse().ok())
        .map(PersonId)
        .chain(history.ticket.assignee)
        .collect();
    people
        .into_iter()
        .flat_map(|person| memberships.of(person))
        .flat_map(|place| [Some(place.from), place.to.map(|last| last + Days::new(1))])
        .flatten()
        .map(|day| rules.start_of(day))
        .filter(|at| *at > history.ticket.created_at)
        .collect()
}
