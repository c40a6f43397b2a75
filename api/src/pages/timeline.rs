//! `/timeline`: the fleet over time.

use crate::access::Resource;
use crate::error::ApiError;
use crate::guard::Visit;
use crate::link;
use crate::parameters::{STRETCH, TRIBE};
use crate::query;
use crate::routes::{Endpoint, Gives, Routes};
use crate::views;
use axum::response::Html;

pub(crate) fn router() -> Routes {
    let endpoint = Endpoint::get(
        link::TIMELINE,
        Resource::Figures,
        "The fleet over time: who was under water when, and every spell.",
        Gives::Page,
    );
    Routes::new().add(endpoint.takes(&[STRETCH, TRIBE]), timeline)
}

async fn timeline(visit: Visit) -> Result<Html<String>, ApiError> {
    let app = &visit.app;
    let tribe = visit.asked.one("tribe")?;
    let tribe = tribe
        .map(|key| query::tribe(key, app.config(), &visit.sight()))
        .transpose()?;
    let basis = views::context::basis(app).await?;
    let view = views::timeline::view(&visit, &basis, tribe).await?;
    Ok(Html(reports::pages::timeline::render(
        &view,
        &basis.context(&visit),
    )))
}
