//! `/api/v1/alerts` and `/api/v1/alerts/history`: where every rule stands for every squad, and what happened
//! (section 10 of the book).

use crate::access::Resource;
use crate::answer::{Form, TableAnswer};
use crate::error::ApiError;
use crate::guard::{Visit, VisitParts};
use crate::parameters::{ALERTS, FORMAT, PAGING};
use crate::routes::{Endpoint, Gives, Routes};
use crate::tables;
use axum::response::Response;
use model::alert::{AlertStatus, AlertSubject, AlertTransition, Quiet, Scope};
use serde_json::json;

pub(crate) fn router() -> Routes {
    let now = Endpoint::get(
        "/api/v1/alerts",
        Resource::Alerts,
        "Where every rule stands for every subject, and why nobody is told.",
        Gives::Table(tables::alert_columns, false),
    );
    let history = Endpoint::get(
        "/api/v1/alerts/history",
        Resource::Alerts,
        "What happened to alerts, oldest first.",
        Gives::Table(tables::alert_history_columns, true),
    );
    Routes::new()
        .add(now.takes(&[ALERTS, FORMAT]), alerts)
        .add(history.takes(&[ALERTS, PAGING, FORMAT]), alert_history)
}

async fn alerts(visit: Visit) -> Result<Response, ApiError> {
    let form = Form::of(&visit)?;
    let alerts = seen_with_quiet(&visit).await?;
    let snapshot = visit.app.ask(|analyst| analyst.snapshot()).await?;
    let provenance = super::provenance(&snapshot, visit.app.today());
    TableAnswer::whole("alerts", provenance, tables::alerts(&alerts))
        .write(&visit, form, None)
        .await
}

async fn alert_history(visit: Visit) -> Result<Response, ApiError> {
    let form = Form::of(&visit)?;
    let (changes, next) = seen_history(&visit).await?;
    let snapshot = visit.app.ask(|analyst| analyst.snapshot()).await?;
    let answer = TableAnswer {
        what: "alert-history",
        provenance: super::provenance(&snapshot, visit.app.today()),
        table: tables::alert_history(&changes),
        more: vec![("next", json!(next))],
        next: next.map(|cursor| super::drill::next_page(&visit, &cursor)),
    };
    answer.write(&visit, form, None).await
}

/// The alerts of subjects that the viewer sees and asked for, with why nobody is told of them.
pub(crate) async fn seen_with_quiet(
    visit: &VisitParts,
) -> Result<Vec<(AlertStatus, Option<Quiet>)>, ApiError> {
    let seen = seen_subjects(visit)?;
    let app = &visit.app;
    let mut alerts = crate::hush::alerts(app.store(), app.config(), app.now()).await?;
    alerts.retain(|(status, _)| seen(&status.subject));
    Ok(alerts)
}

/// A part of the history of alerts that the viewer sees and asked for, and the cursor of the next part.
pub(crate) async fn seen_history(
    visit: &VisitParts,
) -> Result<(Vec<AlertTransition>, Option<String>), ApiError> {
    let after: i64 = visit.asked.parsed("cursor")?.unwrap_or(0);
    let limit = visit.asked.limit()?;
    let seen = seen_subjects(visit)?;
    let part = visit.app.store().alert_history(after, limit).await?;
    let next = (part.len() == limit)
        .then(|| part.last().map(|(id, _)| id.to_string()))
        .flatten();
    let changes = part
        .into_iter()
        .map(|(_, change)| change)
        .filter(|change| seen(&change.status.subject));
    Ok((changes.collect(), next))
}

/// Whether the viewer sees a subject and asked for it: a filter by squads or tribe leaves out what is of neither.
fn seen_subjects(visit: &VisitParts) -> Result<impl Fn(&AlertSubject) -> bool, ApiError> {
    let config = visit.app.config();
    let sight = visit.sight();
    let filter = visit.asked.filter(visit.app.today(), config, &sight)?;
    Ok(move |subject: &AlertSubject| {
        let squad = subject.squad();
        let tribe = match (&squad, subject.scope) {
            (Some(squad), _) => crate::access::tribe_of(config, squad),
            (None, Scope::Tribe) => subject.tribe(),
            (None, _) => None,
        };
        sight.alert(subject)
            && (filter.squads.is_empty() || squad.is_some_and(|squad| filter.squads.contains(&squad)))
            && (filter.tribe.is_none() || tribe == filter.tribe)
    })
}
