//! From which squad to which maintenance tickets went.

use super::Request;
use crate::access::tribe_of;
use crate::error::ApiError;
use crate::views::routing::{Flows, days};
use crate::views::squads::squad_name;
use crate::views::words;
use model::ids::SquadId;
use model::query::Level;
use reports::charts::routing_flows::{RoutingFlow, RoutingFlowsView, size, svg};

pub(super) const SUMMARY: &str =
    "Finished maintenance tickets: the squads that had them first, and those that finished them.";

pub(super) async fn draw(request: &Request) -> Result<String, ApiError> {
    let app = &request.visit.app;
    let last = request.basis.week(app);
    let mut filter = request.filter.clone();
    filter.to = Some(filter.to.unwrap_or(last.sunday()));
    filter.level = Level::Squad;
    let wanted = |squad: &SquadId| {
        (request.filter.squads.is_empty() || request.filter.squads.contains(squad))
            && (request.filter.tribe.is_none() || tribe_of(request.config(), squad) == request.filter.tribe)
    };
    let flows = Flows::ask(&request.visit, filter.clone(), wanted).await?;
    let squads = flows.squads(request.config());
    let place = |squad: &SquadId| squads.iter().position(|known| known == squad).unwrap_or_default();
    let drawn = flows.rows.iter().map(|flow| RoutingFlow {
        from: place(&flow.from),
        to: place(&flow.to),
        tickets: flow.row.tickets.unsigned_abs(),
        detour_days: days(flow.row.detour_days_p50),
    });
    let view = RoutingFlowsView {
        meta: request.meta(&flows.provenance, Vec::new()),
        range: words::range(&filter),
        flows: drawn.collect(),
        squads: squads
            .iter()
            .map(|squad| squad_name(request.config(), squad))
            .collect(),
    };
    Ok(svg(&view, &request.style(size(squads.len())))?)
}
