//! `/alerts`: what is wrong now, and what changed when.

use crate::access::Resource;
use crate::data::alerts::seen_alerts;
use crate::error::ApiError;
use crate::guard::Visit;
use crate::routes::{Endpoint, Gives, Routes};
use crate::views;
use axum::response::Html;
use std::collections::VecDeque;

/// Changes shown, the latest.
const SHOWN: usize = 200;
/// Changes read at once.
const STEP: usize = 1000;

pub(crate) fn router() -> Routes {
    let endpoint = Endpoint::get(
        "/alerts",
        Resource::Alerts,
        "Alerts and their history.",
        Gives::Page,
    );
    Routes::new().add(endpoint, alerts)
}

async fn alerts(visit: Visit) -> Result<Html<String>, ApiError> {
    let app = &visit.app;
    let basis = views::context::basis(app).await?;
    let sight = visit.sight();
    let mut latest = VecDeque::new();
    let mut after = 0;
    loop {
        let part = app.store().alert_history(after, STEP).await?;
        let is_last = part.len() < STEP;
        for (id, change) in part {
            after = id;
            if sight.alert(&change.status.subject) {
                latest.push_back(change);
                if latest.len() > SHOWN {
                    latest.pop_front();
                }
            }
        }
        if is_last {
            break;
        }
    }
    let view = views::alerts::view(app, &seen_alerts(&visit).await?, latest.make_contiguous());
    Ok(Html(reports::pages::alerts::render(
        &view,
        &basis.context(&visit),
    )))
}
