//! `/tribes/{id}`: a tribe.

use crate::access::Resource;
use crate::error::ApiError;
use crate::guard::Visit;
use crate::query;
use crate::routes::{Endpoint, Gives, Routes};
use crate::views;
use axum::extract::Path;
use axum::response::Html;
use model::analyst::AnalystError;

pub(crate) fn router() -> Routes {
    let endpoint = Endpoint::get(
        "/tribes/{id}",
        Resource::Figures,
        "A tribe and its squads.",
        Gives::Page,
    );
    Routes::new().add(endpoint, tribe)
}

async fn tribe(visit: Visit, Path(id): Path<String>) -> Result<Html<String>, ApiError> {
    let app = &visit.app;
    let tribe = query::tribe(&id, app.config(), &visit.sight()).map_err(super::how::missing)?;
    let basis = views::context::basis(app).await?;
    if basis.snapshot.is_none() {
        return Err(AnalystError::NothingYet.into());
    }
    let mut context = basis.context(&visit);
    let squads = views::squads::seen(&visit, Some(&tribe));
    context
        .notices
        .extend(basis.too_small(&visit, basis.week(app), squads.into_iter()));
    let view = views::tribe::view(&visit, &basis, tribe).await?;
    Ok(Html(reports::pages::tribe::render(&view, &context)))
}
