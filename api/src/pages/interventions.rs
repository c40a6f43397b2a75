//! `/interventions` and `/interventions/{id}/withdraw`: the forms in which people write down what they decided, on the
//! page of a squad.

use crate::access::Resource;
use crate::data::interventions::{Decision, record, withdraw};
use crate::error::ApiError;
use crate::guard::{Visit, VisitParts, forms};
use crate::link::local_path;
use crate::routes::{Endpoint, Gives, Routes};
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, Path};
use axum::response::Redirect;
use serde::Deserialize;

pub(crate) fn router() -> Routes {
    let add = Endpoint::post(
        "/interventions",
        Resource::Interventions,
        "Writes down what was decided.",
        Gives::Redirect,
    );
    let take_back = Endpoint::post(
        "/interventions/{id}/withdraw",
        Resource::Interventions,
        "Withdraws an intervention.",
        Gives::Redirect,
    );
    Routes::new()
        .add(
            add.reads(&[
                ("scope", "squad:KEY, tribe:KEY or organisation."),
                (
                    "kind",
                    "debt_quarter, rotation, hiring, rerouting, scope_cut or other.",
                ),
                ("from", "Its first day."),
                ("to", "Its last day; empty while it goes on."),
                ("note", "A few words; needed for other."),
                ("rebase", "Given where limits begin anew."),
                ("csrf", "The token of the form."),
                ("back", "The page to return to."),
            ]),
            decide,
        )
        .add(
            take_back.reads(&[
                ("csrf", "The token of the form."),
                ("back", "The page to return to."),
            ]),
            undo,
        )
}

#[derive(Deserialize)]
struct Decided {
    scope: String,
    kind: String,
    from: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    note: String,
    rebase: Option<String>,
    #[serde(default)]
    csrf: String,
    #[serde(default)]
    back: String,
}

async fn decide(visit: Visit, sent: Result<Form<Decided>, FormRejection>) -> Result<Redirect, ApiError> {
    let sent = super::sign_in::read(sent)?;
    own_form(&visit, &sent.csrf)?;
    let (squad, tribe) = match sent.scope.split_once(':') {
        Some(("squad", key)) => (Some(key.to_owned()), None),
        Some(("tribe", key)) => (None, Some(key.to_owned())),
        None if sent.scope == "organisation" => (None, None),
        _ => {
            return Err(ApiError::BadRequest(format!(
                "{:?} says not for whom it is: use squad:KEY, tribe:KEY or organisation",
                sent.scope
            )));
        }
    };
    let day = |text: &str| {
        text.parse()
            .map_err(|_| ApiError::BadRequest(format!("{text:?} is not a day: write it as 2026-02-03")))
    };
    let decision = Decision {
        squad,
        tribe,
        kind: sent.kind.parse().map_err(ApiError::BadRequest)?,
        from: day(&sent.from)?,
        to: (!sent.to.is_empty()).then(|| day(&sent.to)).transpose()?,
        note: Some(sent.note),
        rebase: sent.rebase.is_some(),
    };
    record(&visit, decision).await?;
    Ok(back(&sent.back))
}

#[derive(Deserialize)]
struct Undone {
    #[serde(default)]
    csrf: String,
    #[serde(default)]
    back: String,
}

async fn undo(
    visit: Visit,
    Path(id): Path<i64>,
    sent: Result<Form<Undone>, FormRejection>,
) -> Result<Redirect, ApiError> {
    let sent = super::sign_in::read(sent)?;
    own_form(&visit, &sent.csrf)?;
    withdraw(&visit, id).await?;
    Ok(back(&sent.back))
}

/// Whether the form is this session's. Programs with a token, and servers without users, have no session: that the
/// change comes from a page of this server was checked before.
pub(super) fn own_form(visit: &VisitParts, csrf: &str) -> Result<(), ApiError> {
    match &visit.session {
        Some(secret) => forms::check(Some(secret), Some(csrf)),
        None => Ok(()),
    }
}

fn back(path: &str) -> Redirect {
    let path = local_path(path).unwrap_or("/");
    Redirect::to(&format!("{path}#interventions"))
}
