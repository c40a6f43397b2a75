//! `/forward`: the next four weeks of every squad a viewer sees.

use crate::access::Resource;
use crate::error::ApiError;
use crate::guard::Visit;
use crate::parameters::TRIBE;
use crate::query;
use crate::routes::{Endpoint, Gives, Routes};
use crate::views;
use axum::response::Html;
use model::analyst::AnalystError;

pub(crate) fn router() -> Routes {
    let endpoint = Endpoint::get(
        "/forward",
        Resource::Figures,
        "The next four weeks: who is asked for more than they can give.",
        Gives::Page,
    );
    Routes::new().add(endpoint.takes(&[TRIBE]), forward)
}

async fn forward(visit: Visit) -> Result<Html<String>, ApiError> {
    let app = &visit.app;
    let tribe = visit.asked.one("tribe")?;
    let tribe = tribe
        .map(|key| query::tribe(key, app.config(), &visit.sight()))
        .transpose()?;
    let basis = views::context::basis(app).await?;
    if basis.snapshot.is_none() {
        return Err(AnalystError::NothingYet.into());
    }
    let view = views::forward::view(&visit, tribe).await?;
    Ok(Html(reports::pages::forward::render(
        &view,
        &basis.context(&visit),
    )))
}
