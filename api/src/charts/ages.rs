//! How old open maintenance tickets are.

use super::Request;
use crate::error::ApiError;
use crate::views::words;
use reports::charts::ages::{AgePoint, AgesView, SIZE, svg};

pub(super) const SUMMARY: &str = "Ages of open maintenance tickets: p50 and p85.";

pub(super) async fn draw(request: &Request) -> Result<String, ApiError> {
    let filter = request.series()?;
    let grain = words::grain(filter.grain);
    let answer = request
        .visit
        .app
        .ask(move |analyst| analyst.flow(&filter))
        .await?;
    let points = answer.rows.iter().map(|row| AgePoint {
        period: words::period(row.period),
        p50: row.open_age_p50.value,
        p85: row.open_age_p85.value,
    });
    let view = AgesView {
        meta: request.meta(&answer.provenance, Vec::new()),
        grain,
        points: points.collect(),
    };
    Ok(svg(&view, &request.style(SIZE))?)
}
