//! A squad's section: what was given to it by mistake, and what was its own but went elsewhere first.

use super::{Flow, Flows, during};
use crate::error::ApiError;
use crate::guard::VisitParts;
use crate::link::Href;
use crate::views::squads::squad_name;
use model::ids::SquadId;
use model::query::Filter;
use reports::pages::Link;
use reports::pages::squad::{SquadRoute, SquadRouting};

/// Fills the section over the filter's period; none where no ticket was finished.
pub(crate) async fn of_squad(
    visit: &VisitParts,
    filter: Filter,
    squad: &SquadId,
) -> Result<Option<SquadRouting>, ApiError> {
    let flows = Flows::ask(visit, filter.clone(), |known| known == squad).await?;
    let sum = |of: &dyn Fn(&Flow) -> bool| -> u64 {
        let rows = flows.rows.iter().filter(|flow| of(flow));
        rows.map(|flow| flow.row.tickets.unsigned_abs()).sum()
    };
    let page = |squad: &SquadId| Href::new("/routing").with("squad", squad.as_str()).finish();
    let route = |flow: &Flow, other: &SquadId| {
        let list = Href::new("/drill")
            .with("figure", "finished")
            .with("first_squad", flow.from.as_str())
            .with("right_squad", flow.to.as_str());
        let href = if visit.sight().squad(other) {
            page(other)
        } else {
            String::new()
        };
        SquadRoute {
            squad: Link::new(squad_name(visit.app.config(), other), href),
            tickets: (flow.row.tickets.unsigned_abs(), during(&filter, list).finish()),
            detour_days_p50: flow.row.detour_days_p50.value,
        }
    };
    let apart = || flows.rows.iter().filter(|flow| flow.from != flow.to);
    let others = apart().filter(|flow| flow.from == *squad);
    let elsewhere = apart().filter(|flow| flow.to == *squad);
    let most_first = |mut routes: Vec<SquadRoute>| {
        routes.sort_by_key(|route| std::cmp::Reverse(route.tickets.0));
        routes
    };
    Ok((!flows.rows.is_empty()).then(|| SquadRouting {
        given: sum(&|flow| flow.from == *squad),
        others: most_first(others.map(|flow| route(flow, &flow.to)).collect()),
        own: sum(&|flow| flow.to == *squad),
        elsewhere: most_first(elsewhere.map(|flow| route(flow, &flow.from)).collect()),
        href: page(squad),
    }))
}
