//! From whom to whom, with the address of every cell's tickets.

use super::{Asked, Flow, Flows};
use crate::guard::VisitParts;
use crate::link::Href;
use crate::views::squads::{squad_link, squad_name};
use model::ids::SquadId;
use reports::pages::Link;
use reports::pages::routing::{Matrix, MatrixCell, MatrixRow};

/// Fills the table: squads that are asked for first, then others whose tickets came to them.
pub(super) fn matrix(visit: &VisitParts, asked: &Asked, flows: &Flows) -> Matrix {
    let config = visit.app.config();
    let squads = flows.squads(config);
    let sends = |squad: &&SquadId| flows.rows.iter().any(|flow| flow.from == **squad);
    let takes = |squad: &&SquadId| flows.rows.iter().any(|flow| flow.to == **squad);
    let columns: Vec<_> = squads.iter().filter(takes).collect();
    let (wanted, others): (Vec<_>, Vec<_>) = squads
        .iter()
        .filter(sends)
        .partition(|squad| asked.wants(config, squad));
    let row = |from: &SquadId| MatrixRow {
        from: if visit.sight().squad(from) {
            squad_link(config, from)
        } else {
            Link::new(squad_name(config, from), "")
        },
        cells: columns
            .iter()
            .map(|to| {
                let flow = flows
                    .rows
                    .iter()
                    .find(|flow| flow.from == *from && flow.to == **to);
                flow.map(|flow| cell(asked, flow))
            })
            .collect(),
    };
    Matrix {
        columns: columns.iter().map(|squad| squad_name(config, squad)).collect(),
        rows: wanted.into_iter().chain(others).map(row).collect(),
    }
}

fn cell(asked: &Asked, flow: &Flow) -> MatrixCell {
    let href = Href::new("/drill")
        .with("figure", "finished")
        .with("first_squad", flow.from.as_str())
        .with("right_squad", flow.to.as_str());
    MatrixCell {
        tickets: flow.row.tickets.unsigned_abs(),
        stayed: flow.from == flow.to,
        href: asked.during(href).finish(),
    }
}
