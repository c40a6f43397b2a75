//! `/api/v1/sources`: what was read from where, and when; and the rows that could not be taken.

use crate::access::Resource;
use crate::answer::{Form, TableAnswer};
use crate::error::ApiError;
use crate::guard::Visit;
use crate::parameters::{FORMAT, PAGING, THE_SOURCE};
use crate::routes::{Endpoint, Gives, Routes};
use crate::tables;
use axum::response::Response;
use model::figure::Provenance;
use serde_json::json;

pub(crate) fn router() -> Routes {
    let all = Endpoint::get(
        "/api/v1/sources",
        Resource::Sources,
        "Sources: what was read, and when.",
        Gives::Table(tables::source_columns, false),
    );
    let rejects = Endpoint::get(
        "/api/v1/sources/rejects",
        Resource::Rejects,
        "Rows of a source's last import that could not be taken, as they came.",
        Gives::Table(tables::reject_columns, true),
    );
    Routes::new()
        .add(all.takes(&[FORMAT]), sources)
        .add(rejects.takes(&[THE_SOURCE, PAGING, FORMAT]), rejected)
}

async fn sources(visit: Visit) -> Result<Response, ApiError> {
    let form = Form::of(&visit)?;
    let statuses = visit.app.store().source_statuses().await?;
    let provenance = provenance(&visit).await?;
    TableAnswer::whole("sources", provenance, tables::sources(&statuses))
        .write(&visit, form, None)
        .await
}

async fn rejected(visit: Visit) -> Result<Response, ApiError> {
    let form = Form::of(&visit)?;
    let source = visit.asked.source(visit.app.config())?;
    let source = source.ok_or_else(|| ApiError::BadRequest("say of which source: source=…".to_owned()))?;
    let after: i64 = visit.asked.parsed("cursor")?.unwrap_or(0);
    let limit = visit.asked.limit()?;
    let part = visit.app.store().rejects(&source, after, limit).await?;
    let next = (part.len() == limit)
        .then(|| part.last().map(|(id, _)| id.to_string()))
        .flatten();
    let answer = TableAnswer {
        what: "rejects",
        provenance: provenance(&visit).await?,
        table: tables::rejects(&part),
        more: vec![("next", json!(next))],
        next: next.map(|cursor| super::drill::next_page(&visit, &cursor)),
    };
    answer.write(&visit, form, None).await
}

/// Sources are there before any figure is.
async fn provenance(visit: &Visit) -> Result<Provenance, ApiError> {
    let app = &visit.app;
    Ok(Provenance {
        as_of: app.today(),
        rules_version: app.rules().version.clone(),
        data_version: app.store().data_version().await?,
        method: "worklogs",
        notes: Vec::new(),
    })
}
