//! `/how` (and `/explain`, as the navigation calls it): how every figure is computed.

use crate::access::Resource;
use crate::error::ApiError;
use crate::guard::Visit;
use crate::routes::{Endpoint, Gives, Routes};
use crate::views;
use axum::response::Html;

pub(crate) fn router() -> Routes {
    let endpoint = |path| {
        Endpoint::get(
            path,
            Resource::Description,
            "How every figure is computed, and the rules in force.",
            Gives::Page,
        )
    };
    Routes::new()
        .add(endpoint("/how"), how)
        .add(endpoint("/explain"), how)
}

async fn how(visit: Visit) -> Result<Html<String>, ApiError> {
    let basis = views::context::basis(&visit.app).await?;
    let view = views::explain::view(&visit.app);
    Ok(Html(reports::pages::explain::render(
        &view,
        &basis.context(&visit),
    )))
}

/// A name in an address that is not there is no bad request: there is nothing at the address.
pub(super) fn missing(error: ApiError) -> ApiError {
    match error {
        ApiError::BadRequest(said) => ApiError::NotFound(said),
        other => other,
    }
}
