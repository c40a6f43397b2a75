//! `/api/v1/limits`: change against the own past (section 5 of the book).

use super::interventions;
use crate::access::Resource;
use crate::answer::{Form, TableAnswer};
use crate::error::ApiError;
use crate::fresh::{figures_tag, unchanged};
use crate::guard::Visit;
use crate::parameters::{FILTER, FORMAT, SERIES};
use crate::routes::{Endpoint, Gives, Routes};
use axum::response::Response;
use model::analyst::LimitRow;
use model::figure::{Shape, Tabular};

pub(crate) fn router() -> Routes {
    let endpoint = Endpoint::get(
        "/api/v1/limits",
        Resource::Figures,
        "Closed weeks against the own past: limits in force, and signals.",
        Gives::Table(|| LimitRow::columns(Shape::default()), false),
    );
    Routes::new().add(endpoint.takes(&[FILTER, SERIES, FORMAT]), limits)
}

async fn limits(visit: Visit) -> Result<Response, ApiError> {
    let app = &visit.app;
    let sight = visit.sight();
    let form = Form::of(&visit)?;
    let filter = visit.asked.filter(app.today(), app.config(), &sight)?;
    let decided = app.store().interventions().await?;
    let snapshot = app.ask(|analyst| analyst.snapshot()).await?;
    let more = format!("{form:?}\n{}", interventions::state(&decided));
    let tag = figures_tag(&visit, &snapshot, &more);
    if let Some(same) = unchanged(&visit, &tag) {
        return Ok(same);
    }
    let level = filter.level;
    let mut answer = app.ask(move |analyst| analyst.limits(&filter, &decided)).await?;
    answer.rows.retain(|row| sight.subject(level, &row.subject.key));
    let table = answer.table();
    TableAnswer::whole("limits", answer.provenance, table)
        .write(&visit, form, Some(&tag))
        .await
}
