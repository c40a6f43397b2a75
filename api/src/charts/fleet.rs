//! Every squad as a ship against its load line, at the latest closed week.

use super::{Request, coverage_of_squads};
use crate::error::ApiError;
use crate::views::squads::Squads;
use crate::views::words;
use model::time::Week;
use reports::charts::Ship;
use reports::charts::fleet::{ShipsView, SquadShip, size, svg};

pub(super) const SUMMARY: &str =
    "Squads as ships against their load line, at the latest closed week of the period.";

pub(super) async fn draw(request: &Request) -> Result<String, ApiError> {
    let app = &request.visit.app;
    let last = request.basis.week(app);
    let week = request.filter.to.map_or(last, |to| Week::of(to).min(last));
    let squads = Squads::ask(app, request.filter.clone(), week).await?;
    let rows = squads.rows(&request.visit, request.filter.tribe.as_ref());
    let asked = &request.filter.squads;
    let names: Vec<_> = asked
        .iter()
        .map(|squad| crate::views::squads::squad_name(request.config(), squad))
        .collect();
    let gate = request.config().thresholds.coverage_gate;
    let notes = coverage_of_squads(rows.iter().map(|row| row.coverage), gate);
    let ships: Vec<_> = rows
        .into_iter()
        .filter(|row| names.is_empty() || names.contains(&row.squad.label))
        .map(|row| SquadShip {
            squad: row.squad.label,
            ship: Ship {
                share: row.share,
                line: row.warn_line,
                state: row.state,
            },
            since: row.since,
        })
        .collect();
    let snapshot = app.ask(|analyst| analyst.snapshot()).await?;
    let provenance = crate::data::provenance(&snapshot, app.today());
    let size = size(ships.len());
    let view = ShipsView {
        meta: request.meta(&provenance, notes),
        week: words::week(week),
        ships,
    };
    Ok(svg(&view, &request.style(size))?)
}
