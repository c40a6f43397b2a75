//! `/alerts/{id}`: one alert, explained.

use crate::access::{Grant, Resource};
use crate::data::alert::explain;
use crate::error::ApiError;
use crate::guard::Visit;
use crate::routes::{Endpoint, Gives, Routes};
use crate::views;
use axum::extract::Path;
use axum::response::Html;

pub(crate) fn router() -> Routes {
    let endpoint = Endpoint::get(
        "/alerts/{id}",
        Resource::Alerts,
        "One alert, explained.",
        Gives::Page,
    );
    Routes::new().add(endpoint, alert)
}

async fn alert(visit: Visit, Path(id): Path<String>) -> Result<Html<String>, ApiError> {
    let basis = views::context::basis(&visit.app).await?;
    let explained = explain(&visit, &id).await?;
    let may_hush = visit.grant_of(Resource::Hush) != Grant::No;
    let view = views::alert::view(&visit, explained, may_hush);
    Ok(Html(reports::pages::alerts::alert::render(
        &view,
        &basis.context(&visit),
    )))
}
