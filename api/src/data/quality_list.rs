//! `/api/v1/quality/list`: the tickets, worklogs or people that a check of data quality found.

use crate::access::{Grant, Resource};
use crate::answer::{Form, TableAnswer};
use crate::error::ApiError;
use crate::guard::{Visit, VisitParts};
use crate::parameters::{CHECK, FILTER, FORMAT, PAGING, SOURCE};
use crate::query;
use crate::routes::{Endpoint, Gives, Routes};
use crate::tables::{self, ListedRow};
use axum::response::Response;
use model::analyst::{QualityAsked, QualityCheck};
use serde_json::json;

pub(crate) fn router() -> Routes {
    let endpoint = Endpoint::get(
        "/api/v1/quality/list",
        Resource::Quality,
        "The tickets or worklogs that a check found; people, by pseudonym, for those who may see people.",
        Gives::Table(tables::quality_list_columns, true),
    );
    Routes::new().add(endpoint.takes(&[CHECK, SOURCE, FILTER, PAGING, FORMAT]), list)
}

async fn list(visit: Visit) -> Result<Response, ApiError> {
    let form = Form::of(&visit)?;
    let check = visit.asked.one("check")?.ok_or_else(|| {
        ApiError::BadRequest("say which check: check=worklogs_without_ticket, for example".to_owned())
    })?;
    let found = found(&visit, check).await?;
    let snapshot = visit.app.ask(|analyst| analyst.snapshot()).await?;
    let answer = TableAnswer {
        what: "quality-list",
        provenance: super::provenance(&snapshot, visit.app.today()),
        table: tables::quality_list(&found.rows),
        more: vec![
            ("check", json!(found.check.word())),
            ("too_small", json!(found.too_small)),
            ("next", json!(found.next)),
        ],
        next: found
            .next
            .as_deref()
            .map(|cursor| super::drill::next_page(&visit, cursor)),
    };
    answer.write(&visit, form, None).await
}

/// A part of what a check found.
pub(crate) struct Found {
    pub(crate) check: QualityCheck,
    /// The rows that the viewer sees.
    pub(crate) rows: Vec<ListedRow>,
    /// Rows of squads too small to be shown.
    pub(crate) too_small: usize,
    /// The cursor of the next part.
    pub(crate) next: Option<String>,
}

/// Reads what a check found, from the query's cursor on.
pub(crate) async fn found(visit: &VisitParts, check: &str) -> Result<Found, ApiError> {
    let check = QualityCheck::from_word(check).ok_or_else(|| {
        let words = QualityCheck::ALL.iter().map(|check| check.word());
        ApiError::BadRequest(query::unknown("check", check, words))
    })?;
    let elsewhere = match check {
        QualityCheck::Freshness => Some("freshness has no list: see /api/v1/sources"),
        QualityCheck::RejectedRows => Some("rejected rows are listed at /api/v1/sources/rejects"),
        _ => None,
    };
    if let Some(elsewhere) = elsewhere {
        return Err(ApiError::BadRequest(elsewhere.to_owned()));
    }
    if names_people(check) && visit.grant_of(Resource::People) == Grant::No {
        return Err(ApiError::Forbidden(
            "this list names people, if only by pseudonym: finance and administrators see it".to_owned(),
        ));
    }
    let app = &visit.app;
    let sight = visit.sight();
    let asked = QualityAsked {
        filter: visit.asked.filter(app.today(), app.config(), &sight)?,
        check,
        source: visit.asked.source(app.config())?,
        after: visit.asked.parsed("cursor")?.unwrap_or(0),
        limit: visit.asked.limit()?,
    };
    let mut list = app.ask(move |analyst| analyst.quality_list(&asked)).await?;
    list.rows
        .retain(|row| sight.squad(&row.squad) && sight.project(row.project.as_deref()));
    Ok(Found {
        check,
        rows: tables::listed_rows(app.store(), list.rows).await?,
        too_small: list.too_small,
        next: list.next.map(|after| after.to_string()),
    })
}

/// Whether a check's list is one of people.
pub(crate) fn names_people(check: QualityCheck) -> bool {
    check == QualityCheck::PeopleWithoutMembership
}
