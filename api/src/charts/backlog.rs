//! Open maintenance tickets, and how many came and went.

use super::Request;
use crate::error::ApiError;
use crate::views::words;
use reports::charts::backlog::{BacklogView, FlowPoint, SIZE, svg};

pub(super) const SUMMARY: &str = "Open maintenance tickets, arrivals and departures.";

pub(super) async fn draw(request: &Request) -> Result<String, ApiError> {
    let filter = request.series()?;
    let grain = words::grain(filter.grain);
    let answer = request
        .visit
        .app
        .ask(move |analyst| analyst.maintenance(&filter))
        .await?;
    let count = |n: i64| u32::try_from(n).unwrap_or(0);
    let points = answer.rows.iter().map(|row| FlowPoint {
        period: words::period(row.period),
        arrivals: count(row.arrivals),
        departures: count(row.departures),
        backlog: Some(row.backlog),
        provisional: row.provisional,
    });
    let view = BacklogView {
        meta: request.meta(&answer.provenance, Vec::new()),
        grain,
        points: points.collect(),
    };
    Ok(svg(&view, &request.style(SIZE))?)
}
