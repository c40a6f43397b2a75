//! Pages for people: one file each, with its own `router()`.

mod alerts;
mod appearance;
mod drill;
mod fleet;
mod forward;
mod how;
mod interventions;
mod notifications;
mod quality;
mod routing;
mod sign_in;
mod squad;
mod ticket;
mod timeline;
mod tribe;
mod week;

use crate::routes::Routes;

/// Every page, and what pages are made of.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .merge(alerts::router())
        .merge(appearance::router())
        .merge(drill::router())
        .merge(fleet::router())
        .merge(forward::router())
        .merge(how::router())
        .merge(interventions::router())
        .merge(notifications::router())
        .merge(quality::router())
        .merge(routing::router())
        .merge(sign_in::router())
        .merge(squad::router())
        .merge(ticket::router())
        .merge(timeline::router())
        .merge(tribe::router())
        .merge(week::router())
}
