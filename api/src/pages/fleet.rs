//! `/`: the fleet, every squad a viewer sees.

use crate::access::Resource;
use crate::error::ApiError;
use crate::guard::Visit;
use crate::parameters::TRIBE;
use crate::query;
use crate::routes::{Endpoint, Gives, Routes};
use crate::views;
use axum::response::Html;

pub(crate) fn router() -> Routes {
    let endpoint = Endpoint::get(
        "/",
        Resource::Figures,
        "The fleet: who is under water, since when.",
        Gives::Page,
    );
    Routes::new().add(endpoint.takes(&[TRIBE]), fleet)
}

async fn fleet(visit: Visit) -> Result<Html<String>, ApiError> {
    let app = &visit.app;
    let tribe = visit.asked.one("tribe")?;
    let tribe = tribe
        .map(|key| query::tribe(key, app.config(), &visit.sight()))
        .transpose()?;
    let basis = views::context::basis(app).await?;
    let mut context = basis.context(&visit);
    let squads = views::squads::seen(&visit, tribe.as_ref());
    context
        .notices
        .extend(basis.too_small(&visit, basis.week(app), squads.into_iter()));
    let view = views::fleet::view(&visit, &basis, tribe).await?;
    context
        .notices
        .extend(views::context::by_activity(app, &basis).await?);
    Ok(Html(reports::pages::fleet::render(&view, &context)))
}
