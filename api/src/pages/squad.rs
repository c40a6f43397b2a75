//! `/squads/{id}`: a squad.

use crate::access::Resource;
use crate::error::ApiError;
use crate::guard::Visit;
use crate::parameters::{LIMITS, METHOD, WINDOW};
use crate::query;
use crate::routes::{Endpoint, Gives, Routes};
use crate::views;
use axum::extract::Path;
use axum::response::Html;
use model::analyst::AnalystError;
use reports::pages::Notice;

pub(crate) fn router() -> Routes {
    let endpoint = Endpoint::get("/squads/{id}", Resource::Figures, "A squad.", Gives::Page);
    Routes::new().add(endpoint.takes(&[WINDOW, METHOD, LIMITS]), squad)
}

async fn squad(visit: Visit, Path(id): Path<String>) -> Result<Html<String>, ApiError> {
    let app = &visit.app;
    let squad = query::squad(&id, app.config(), &visit.sight()).map_err(super::how::missing)?;
    let basis = views::context::basis(app).await?;
    let cut = views::squad::Cut::read(&visit, &basis)?;
    if basis.snapshot.is_none() {
        return Err(AnalystError::NothingYet.into());
    }
    let mut context = basis.context(&visit);
    context
        .notices
        .extend(basis.too_small(&visit, basis.week(app), std::iter::once(&squad)));
    let view = views::squad::view(&visit, &basis, squad, cut).await?;
    if view.summary.method == reports::Method::Activity {
        context.notices.push(Notice::ActivityMethod);
    }
    Ok(Html(reports::pages::squad::render(&view, &context)))
}
