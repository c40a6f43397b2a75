//! What squads are asked for in the next four weeks, over what they will have.

use super::Request;
use crate::error::ApiError;
use crate::views::forward::{range, rows};
use model::analyst::FORWARD_LINE;
use model::query::{Filter, Level};
use reports::charts::forward_load::{ForwardBar, ForwardLoadView, size, svg};

pub(super) const SUMMARY: &str = "What squads are asked for in the next four weeks, over their capacity. `from`, `to` and `grain` do not matter.";

pub(super) async fn draw(request: &Request) -> Result<String, ApiError> {
    let app = &request.visit.app;
    let filter = Filter {
        level: Level::Squad,
        ..request.filter.clone()
    };
    let answer = app.ask(move |analyst| analyst.forward(&filter)).await?;
    let bars: Vec<_> = rows(&request.visit, &answer)
        .into_iter()
        .map(|row| ForwardBar {
            squad: row.squad.label,
            committed_h: row.committed_h,
            expected_h: row.expected_h,
            capacity_h: row.capacity_h,
            load: row.load,
        })
        .collect();
    let size = size(bars.len());
    let view = ForwardLoadView {
        meta: request.meta(&answer.provenance, Vec::new()),
        range: range(app.today()),
        line: FORWARD_LINE,
        bars,
    };
    Ok(svg(&view, &request.style(size))?)
}
