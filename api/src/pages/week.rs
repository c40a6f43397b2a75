//! `/squads/{id}/week`: a squad's week.

use crate::access::Resource;
use crate::error::ApiError;
use crate::guard::Visit;
use crate::parameters::WEEK;
use crate::query;
use crate::routes::{Endpoint, Gives, Routes};
use crate::views;
use axum::extract::Path;
use axum::response::Html;
use model::analyst::AnalystError;

pub(crate) fn router() -> Routes {
    let endpoint = Endpoint::get(
        "/squads/{id}/week",
        Resource::Figures,
        "A squad's week: its load, what came in, what was routed wrongly.",
        Gives::Page,
    );
    Routes::new().add(endpoint.takes(&[WEEK]), week)
}

async fn week(visit: Visit, Path(id): Path<String>) -> Result<Html<String>, ApiError> {
    let app = &visit.app;
    let squad = query::squad(&id, app.config(), &visit.sight()).map_err(super::how::missing)?;
    let basis = views::context::basis(app).await?;
    if basis.snapshot.is_none() {
        return Err(AnalystError::NothingYet.into());
    }
    let week = visit.asked.parsed("week")?.unwrap_or(basis.week(app));
    let mut context = basis.context(&visit);
    context
        .notices
        .extend(basis.too_small(&visit, week, std::iter::once(&squad)));
    let view = views::week::view(&visit, &basis, squad, week).await?;
    Ok(Html(reports::pages::week::render(&view, &context)))
}
