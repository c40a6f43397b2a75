//! `/api/v1/quality`: what is missing or odd in the data (section 12 of the book).

use crate::access::Resource;
use crate::answer::{Form, TableAnswer};
use crate::error::ApiError;
use crate::guard::{Visit, VisitParts};
use crate::parameters::{BY, FILTER, FORMAT};
use crate::routes::{Endpoint, Gives, Routes};
use crate::tables;
use axum::response::Response;
use model::analyst::QualityRow;
use model::figure::{Answer, Shape, Tabular};
use model::query::{Filter, Level};

pub(crate) fn router() -> Routes {
    let gives = Gives::Table(|| QualityRow::columns(Shape::default()), false);
    let endpoint = Endpoint::get(
        "/api/v1/quality",
        Resource::Quality,
        "What is missing or odd in the data, by check.",
        gives,
    );
    Routes::new().add(endpoint.takes(&[FILTER, BY, FORMAT]), quality)
}

async fn quality(visit: Visit) -> Result<Response, ApiError> {
    let app = &visit.app;
    let form = Form::of(&visit)?;
    let filter = visit.asked.filter(app.today(), app.config(), &visit.sight())?;
    let answer = rows(&visit, filter).await?;
    let table = answer.table();
    TableAnswer::whole("quality", answer.provenance, table)
        .write(&visit, form, None)
        .await
}

/// What a viewer's pages ask for: whole sources, where the viewer sees everything; else squad by squad.
pub(crate) fn of_viewer(visit: &VisitParts, filter: Filter) -> Filter {
    let is_whole = visit.sight().is_everything() && filter.squads.is_empty() && filter.tribe.is_none();
    Filter {
        level: if is_whole {
            Level::Organisation
        } else {
            Level::Squad
        },
        ..filter
    }
}

/// What the facts and the store say about the data, as far as the viewer sees it.
pub(crate) async fn rows(visit: &VisitParts, filter: Filter) -> Result<Answer<QualityRow>, ApiError> {
    let app = &visit.app;
    // Sources are read as a whole: what the store knows of them belongs to no squad, tribe or project.
    let of_whole_sources = filter.squads.is_empty() && filter.tribe.is_none() && filter.project.is_none();
    let mut answer = app.ask(move |analyst| analyst.quality(&filter)).await?;
    if of_whole_sources {
        let statuses = app.store().source_statuses().await?;
        answer
            .rows
            .extend(tables::quality_of_sources(&statuses, app.now()));
        answer
            .rows
            .sort_by(|a, b| (&a.source, &a.squad, a.check).cmp(&(&b.source, &b.squad, b.check)));
    }
    let sight = visit.sight();
    answer
        .rows
        .retain(|row| row.squad.as_ref().is_none_or(|squad| sight.squad(squad)));
    Ok(answer)
}
