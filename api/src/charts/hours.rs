//! Hours by category, against what there could have been.

use super::{Request, coverage_notes};
use crate::error::ApiError;
use crate::views::words;
use model::classify::Category;
use reports::charts::hours::{HoursBar, HoursView, SIZE, svg};
use std::collections::HashMap;

pub(super) const SUMMARY: &str = "Hours by category, against capacity.";

pub(super) async fn draw(request: &Request) -> Result<String, ApiError> {
    let filter = request.series()?;
    let grain = words::grain(filter.grain);
    let (answer, mix) = request
        .visit
        .app
        .ask(move |analyst| Ok((analyst.maintenance(&filter)?, analyst.mix(&filter)?)))
        .await?;
    let mut hours: HashMap<_, [f64; 6]> = HashMap::new();
    for row in &mix.rows {
        let place = Category::ALL
            .iter()
            .position(|category| *category == row.category)
            .unwrap_or(5);
        hours.entry(row.period).or_default()[place] += row.logged_h.value.unwrap_or(0.0);
    }
    let gate = request.config().thresholds.coverage_gate;
    let notes = coverage_notes(answer.rows.iter().map(|row| row.coverage), gate);
    let bars = answer.rows.iter().map(|row| HoursBar {
        period: words::period(row.period),
        hours: hours.get(&row.period).copied().unwrap_or_default(),
        capacity_h: row.capacity_h,
        provisional: row.provisional,
    });
    let view = HoursView {
        meta: request.meta(&answer.provenance, notes),
        grain,
        bars: bars.collect(),
    };
    Ok(svg(&view, &request.style(SIZE))?)
}
