//! `/routing`: whether maintenance went to the right place.

use crate::access::Resource;
use crate::error::ApiError;
use crate::guard::Visit;
use crate::parameters::ROUTING;
use crate::routes::{Endpoint, Gives, Routes};
use crate::views;
use axum::response::Html;
use model::analyst::AnalystError;

pub(crate) fn router() -> Routes {
    let endpoint = Endpoint::get(
        "/routing",
        Resource::Figures,
        "Whether maintenance went to the right place.",
        Gives::Page,
    );
    Routes::new().add(endpoint.takes(&[ROUTING]), routing)
}

async fn routing(visit: Visit) -> Result<Html<String>, ApiError> {
    let basis = views::context::basis(&visit.app).await?;
    let asked = views::routing::Asked::read(&visit, &basis)?;
    if basis.snapshot.is_none() {
        return Err(AnalystError::NothingYet.into());
    }
    let view = views::routing::view(&visit, asked).await?;
    Ok(Html(reports::pages::routing::render(
        &view,
        &basis.context(&visit),
    )))
}
