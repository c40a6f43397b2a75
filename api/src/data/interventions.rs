//! `/api/v1/interventions`: what was decided, and what it changed (section 5 of the book).

use super::body;
use crate::access::Resource;
use crate::answer::{Form, TableAnswer};
use crate::error::ApiError;
use crate::fresh::{figures_tag, unchanged};
use crate::guard::{Visit, VisitParts};
use crate::parameters::{FILTER, FORMAT};
use crate::query;
use crate::routes::{Endpoint, Gives, Routes};
use axum::Json;
use axum::extract::Path;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::NaiveDate;
use model::analyst::InterventionRow;
use model::figure::{Shape, Tabular};
use model::intervention::{Intervention, InterventionKind, InterventionScope, check};
use model::records::InterventionRecord;
use serde::Deserialize;
use serde_json::{Value, json};

/// What an intervention is written down with.
const INTERVENTION: &[(&str, &str)] = &[
    (
        "squad",
        "The squad it is for, by key; with neither squad nor tribe it is for everybody.",
    ),
    ("tribe", "The tribe it is for, by key."),
    (
        "kind",
        "debt_quarter, rotation, hiring, rerouting, scope_cut or other.",
    ),
    ("from", "Its first day: 2026-02-03."),
    ("to", "Its last day; left out while it goes on."),
    ("note", "A few words; needed for other."),
    (
        "rebase",
        "true where the limits of those it is for begin anew at its first day.",
    ),
];

pub(crate) fn router() -> Routes {
    let list = Endpoint::get(
        "/api/v1/interventions",
        Resource::Figures,
        "What was decided, with what it changed: mean share after less mean share before.",
        Gives::Table(|| InterventionRow::columns(Shape::default()), false),
    );
    let created = Gives::Object(&[("id", "The intervention's number.")]);
    let record = Endpoint::post(
        "/api/v1/interventions",
        Resource::Interventions,
        "Writes down what was decided.",
        created,
    );
    Routes::new()
        .add(list.takes(&[FILTER, FORMAT]), interventions)
        .add(record.reads(INTERVENTION), create)
        .add(
            Endpoint::delete(
                "/api/v1/interventions/{id}",
                Resource::Interventions,
                "Withdraws an intervention: it stays known, and counts no more.",
            ),
            remove,
        )
}

async fn interventions(visit: Visit) -> Result<Response, ApiError> {
    let app = &visit.app;
    let sight = visit.sight();
    let form = Form::of(&visit)?;
    let filter = visit.asked.filter(app.today(), app.config(), &sight)?;
    let decided = app.store().interventions().await?;
    let snapshot = app.ask(|analyst| analyst.snapshot()).await?;
    let tag = figures_tag(&visit, &snapshot, &format!("{form:?}\n{}", state(&decided)));
    if let Some(same) = unchanged(&visit, &tag) {
        return Ok(same);
    }
    let mut answer = app
        .ask(move |analyst| analyst.interventions(&filter, &decided))
        .await?;
    answer.rows.retain(|row| sight.sees(&row.scope));
    let table = answer.table();
    TableAnswer::whole("interventions", answer.provenance, table)
        .write(&visit, form, Some(&tag))
        .await
}

/// What answers depend on, as far as interventions go.
pub(crate) fn state(decided: &[Intervention]) -> String {
    format!("{decided:?}")
}

/// What somebody wants to write down, from a program or a form.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Decision {
    pub(crate) squad: Option<String>,
    pub(crate) tribe: Option<String>,
    pub(crate) kind: InterventionKind,
    pub(crate) from: NaiveDate,
    pub(crate) to: Option<NaiveDate>,
    pub(crate) note: Option<String>,
    #[serde(default)]
    pub(crate) rebase: bool,
}

async fn create(
    visit: Visit,
    decision: Result<Json<Decision>, JsonRejection>,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    let id = record(&visit, body(decision)?).await?;
    Ok((StatusCode::CREATED, Json(json!({ "id": id }))))
}

async fn remove(visit: Visit, Path(id): Path<i64>) -> Result<StatusCode, ApiError> {
    withdraw(&visit, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Writes down what the viewer decided; its number.
pub(crate) async fn record(visit: &VisitParts, decision: Decision) -> Result<i64, ApiError> {
    let record = InterventionRecord {
        key: String::new(),
        scope: scope(visit, decision.squad.as_deref(), decision.tribe.as_deref())?,
        kind: decision.kind,
        from: decision.from,
        to: decision.to,
        note: decision
            .note
            .map(|note| note.trim().to_owned())
            .filter(|note| !note.is_empty()),
        rebase: decision.rebase,
        author: visit.viewer.as_ref().map(|viewer| viewer.name.clone()),
    };
    check(&record).map_err(ApiError::BadRequest)?;
    let id = visit
        .app
        .store()
        .record_intervention(&record, visit.app.now())
        .await?;
    tracing::info!(intervention = id, scope = %record.scope, kind = %record.kind, "an intervention was written down");
    Ok(id)
}

/// Withdraws an intervention that the viewer may decide about.
pub(crate) async fn withdraw(visit: &VisitParts, id: i64) -> Result<(), ApiError> {
    let store = visit.app.store();
    let known = store.interventions().await?;
    let sight = visit.sight();
    let known = known
        .into_iter()
        .find(|known| known.id == id && sight.sees(&known.said.scope));
    let Some(known) = known else {
        return Err(ApiError::NotFound(format!("there is no intervention {id}")));
    };
    may_decide(visit, &known.said.scope)?;
    let author = visit.viewer.as_ref().map_or("", |viewer| &viewer.name);
    if !store.withdraw_intervention(id, author, visit.app.now()).await? {
        return Err(ApiError::Conflict(format!(
            "intervention {id} was withdrawn before"
        )));
    }
    tracing::info!(intervention = id, "an intervention was withdrawn");
    Ok(())
}

/// Whom it is for, if the viewer may decide for them.
fn scope(
    visit: &VisitParts,
    squad: Option<&str>,
    tribe: Option<&str>,
) -> Result<InterventionScope, ApiError> {
    let (config, sight) = (visit.app.config(), visit.sight());
    let scope = match (squad, tribe) {
        (Some(_), Some(_)) => {
            return Err(ApiError::BadRequest(
                "an intervention is for a squad or for a tribe: give one of them, or none for everybody"
                    .to_owned(),
            ));
        }
        (Some(key), None) => InterventionScope::Squad(query::squad(key, config, &sight)?),
        (None, Some(key)) => InterventionScope::Tribe(query::tribe(key, config, &sight)?),
        (None, None) => InterventionScope::Organisation,
    };
    if matches!(&scope, InterventionScope::Squad(squad) if squad.is_unattributed()) {
        return Err(ApiError::BadRequest(
            "\"unattributed\" is no squad: nobody can decide anything for it".to_owned(),
        ));
    }
    may_decide(visit, &scope)?;
    Ok(scope)
}

fn may_decide(visit: &VisitParts, scope: &InterventionScope) -> Result<(), ApiError> {
    if visit.sight().decides(scope) {
        return Ok(());
    }
    Err(ApiError::Forbidden(format!(
        "deciding for the {scope} is outside what you may do: you answer for a part of it only"
    )))
}
