//! Lives of tickets: what they were, and whose, from when to when. Worked out from their history as the refresh
//! does, for the few tickets that somebody looks at one by one.

use crate::app::Inner;
use crate::error::ApiError;
use model::classify::Classification;
use model::ids::{SquadId, TicketId};
use model::ownership::hours_of_worklog;
use model::people::Memberships;
use model::ticket::{TicketHistory, Worklog};
use model::time::Micros;
use model::timeline::Timeline;
use std::collections::HashMap;

/// How far up parents are followed: deeper than any tracker's hierarchy.
const GENERATIONS: usize = 10;

/// A ticket with its life.
pub(crate) struct Life {
    pub(crate) history: TicketHistory,
    pub(crate) timeline: Timeline,
}

/// Everybody's places.
pub(crate) async fn memberships(app: &Inner) -> Result<Memberships, ApiError> {
    Ok(app.rules().squads.memberships(app.store().memberships().await?))
}

/// Works out lives.
pub(crate) async fn of_histories(
    app: &Inner,
    histories: Vec<TicketHistory>,
    memberships: &Memberships,
) -> Result<Vec<Life>, ApiError> {
    let parents = parents(app, &histories).await?;
    let life = |history: TicketHistory| {
        let parent = history.ticket.parent.and_then(|id| parents.get(&id));
        let timeline = Timeline::resolve(&history, parent, app.rules(), memberships);
        Life { history, timeline }
    };
    Ok(histories.into_iter().map(life).collect())
}

/// Works out the lives of tickets by id.
pub(crate) async fn of_tickets(
    app: &Inner,
    tickets: impl Iterator<Item = TicketId>,
    memberships: &Memberships,
) -> Result<HashMap<TicketId, Life>, ApiError> {
    let mut ids: Vec<_> = tickets.collect();
    ids.sort_unstable();
    ids.dedup();
    let histories = app.store().ticket_histories(&ids).await?;
    let lives = of_histories(app, histories, memberships).await?;
    Ok(lives
        .into_iter()
        .map(|life| (life.history.ticket.id, life))
        .collect())
}

/// What the parents of tickets are, each with its own parents considered.
async fn parents(
    app: &Inner,
    children: &[TicketHistory],
) -> Result<HashMap<TicketId, Classification>, ApiError> {
    let mut generations: Vec<Vec<TicketHistory>> = Vec::new();
    let mut wanted = ids_of_parents(children);
    while !wanted.is_empty() && generations.len() < GENERATIONS {
        let found = app.store().ticket_histories(&wanted).await?;
        wanted = ids_of_parents(&found);
        generations.push(found);
    }
    let mut known: HashMap<TicketId, Classification> = HashMap::new();
    for history in generations.into_iter().rev().flatten() {
        let ticket = history.ticket;
        let parent = ticket.parent.and_then(|id| known.get(&id));
        let classification =
            app.rules()
                .classifier
                .classify(&ticket.source, &ticket.title, &ticket.fields, parent);
        known.insert(ticket.id, classification);
    }
    Ok(known)
}

fn ids_of_parents(tickets: &[TicketHistory]) -> Vec<TicketId> {
    let mut ids: Vec<_> = tickets
        .iter()
        .filter_map(|history| history.ticket.parent)
        .collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// Whose the hours of a worklog are (section 2 of the book). `life` is its ticket's, if that is known.
pub(crate) fn parts_of(
    app: &Inner,
    worklog: &Worklog,
    life: Option<&Life>,
    memberships: &Memberships,
) -> Vec<(SquadId, Micros)> {
    let squad = life.map(|life| &life.timeline.at_end_of(worklog.work_date, app.rules()).squad);
    hours_of_worklog(
        worklog.seconds,
        worklog.person,
        worklog.work_date,
        squad,
        memberships,
    )
}
