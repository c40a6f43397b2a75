//! `/quality` and `/quality/{check}`: how far the data can be trusted, and what each check found.

use crate::access::Resource;
use crate::data::quality_list;
use crate::error::ApiError;
use crate::guard::Visit;
use crate::parameters::{FILTER, PAGING, SOURCE};
use crate::routes::{Endpoint, Gives, Routes};
use crate::views;
use axum::extract::Path;
use axum::response::Html;

pub(crate) fn router() -> Routes {
    let all = Endpoint::get(
        "/quality",
        Resource::Quality,
        "How far the data can be trusted.",
        Gives::Page,
    );
    let one = Endpoint::get(
        "/quality/{check}",
        Resource::Quality,
        "What a check found.",
        Gives::Page,
    );
    Routes::new()
        .add(all, quality)
        .add(one.takes(&[SOURCE, FILTER, PAGING]), found)
}

async fn quality(visit: Visit) -> Result<Html<String>, ApiError> {
    let basis = views::context::basis(&visit.app).await?;
    let view = views::quality::view(&visit, &basis).await?;
    Ok(Html(reports::pages::quality::render(
        &view,
        &basis.context(&visit),
    )))
}

async fn found(visit: Visit, Path(check): Path<String>) -> Result<Html<String>, ApiError> {
    let app = &visit.app;
    let basis = views::context::basis(app).await?;
    let found = quality_list::found(&visit, &check)
        .await
        .map_err(super::how::missing)?;
    let source = visit.asked.source(app.config())?;
    let filter = visit.asked.filter(app.today(), app.config(), &visit.sight())?;
    let filter = crate::data::quality::of_viewer(&visit, filter);
    let rows = crate::data::quality::rows(&visit, filter).await?.rows;
    let count = rows
        .iter()
        .filter(|row| row.check == found.check && source.as_ref().is_none_or(|source| *source == row.source))
        .map(|row| row.found)
        .sum();
    let view = views::drill::found(&visit, &found, count)
        .ok_or_else(|| ApiError::NotFound(format!("check {check:?} has no list")))?;
    Ok(Html(reports::pages::drill::render(&view, &basis.context(&visit))))
}
