//! `/tickets/{source}/{key}`: one ticket, and why it counts as it does.

use crate::access::Resource;
use crate::data::tickets::explain;
use crate::error::ApiError;
use crate::guard::Visit;
use crate::routes::{Endpoint, Gives, Routes};
use crate::views;
use axum::extract::Path;
use axum::response::Html;

pub(crate) fn router() -> Routes {
    let endpoint = Endpoint::get(
        "/tickets/{source}/{key}",
        Resource::Rows,
        "One ticket: why it counts as it does, where it has been, the hours it took.",
        Gives::Page,
    );
    Routes::new().add(endpoint, ticket)
}

async fn ticket(visit: Visit, Path((source, key)): Path<(String, String)>) -> Result<Html<String>, ApiError> {
    let explained = explain(&visit, &source, &key).await?;
    let basis = views::context::basis(&visit.app).await?;
    let view = views::ticket::view(&visit, &explained);
    let mut context = basis.context(&visit);
    context
        .notices
        .extend(views::context::hidden_rows(context.language, explained.hidden));
    context
        .notices
        .extend(views::context::small_rows(context.language, explained.too_small));
    Ok(Html(reports::pages::ticket::render(&view, &context)))
}
