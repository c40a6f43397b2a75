//! `/drill`: the rows behind a figure.

use crate::access::Resource;
use crate::data::drill::{Question, open};
use crate::error::ApiError;
use crate::guard::Visit;
use crate::parameters::{FIGURE, FILTER, GRAIN, PAGING, WAY};
use crate::routes::{Endpoint, Gives, Routes};
use crate::views;
use axum::response::Html;
use model::analyst::AnalystError;

pub(crate) fn router() -> Routes {
    let endpoint = Endpoint::get(
        "/drill",
        Resource::Rows,
        "The worklogs or tickets behind a figure.",
        Gives::Page,
    );
    Routes::new().add(endpoint.takes(&[FIGURE, FILTER, WAY, GRAIN, PAGING]), drill)
}

async fn drill(visit: Visit) -> Result<Html<String>, ApiError> {
    let question = Question::read(&visit)?;
    let asked = views::drill::Asked::of(&question);
    let basis = views::context::basis(&visit.app).await?;
    let Some(snapshot) = &basis.snapshot else {
        return Err(AnalystError::NothingYet.into());
    };
    let opened = open(&visit, question, snapshot).await?;
    let view = views::drill::view(&visit, &asked, &opened).await?;
    let mut context = basis.context(&visit);
    context
        .notices
        .extend(views::context::hidden_rows(context.language, opened.hidden));
    Ok(Html(reports::pages::drill::render(&view, &context)))
}
