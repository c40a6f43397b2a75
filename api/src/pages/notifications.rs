//! `/notifications`: messages about alerts, those that were given up first.

use crate::access::Resource;
use crate::data::notifications::again;
use crate::error::ApiError;
use crate::guard::Visit;
use crate::routes::{Endpoint, Gives, Routes};
use crate::views;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, Path};
use axum::response::{Html, Redirect};
use model::notice::{Delivery, DeliveryState};
use reports::pages::notifications::{NotificationRow, NotificationsView};
use serde::Deserialize;

/// Messages shown, the latest.
const SHOWN: usize = 200;

pub(crate) fn router() -> Routes {
    let page = Endpoint::get(
        "/notifications",
        Resource::Notifications,
        "Messages about alerts, and what became of them.",
        Gives::Page,
    );
    let requeue = Endpoint::post(
        "/notifications/{id}/requeue",
        Resource::Notifications,
        "Lets a message that was given up be tried again.",
        Gives::Redirect,
    );
    Routes::new()
        .add(page, notifications)
        .add(requeue.reads(&[("csrf", "The token of the form.")]), try_again)
}

async fn notifications(visit: Visit) -> Result<Html<String>, ApiError> {
    let app = &visit.app;
    let basis = views::context::basis(app).await?;
    let store = app.store();
    let dead = store
        .deliveries(Some(DeliveryState::Dead), i64::MAX, SHOWN)
        .await?;
    let latest = store.deliveries(None, i64::MAX, SHOWN).await?;
    let row = |delivery: &Delivery| NotificationRow {
        id: delivery.id,
        channel: delivery.channel.to_string(),
        kind: delivery.notice.kind().word(),
        event: delivery.event.clone(),
        state: delivery.state.word(),
        attempts: delivery.attempts,
        planned: app.local(delivery.created_at),
        sent: delivery.sent_at.map(|at| app.local(at)),
        remark: delivery.why.clone().or_else(|| delivery.last_error.clone()),
    };
    let view = NotificationsView {
        dead: dead.iter().map(row).collect(),
        latest: latest.iter().map(row).collect(),
    };
    let context = basis.context(&visit);
    Ok(Html(reports::pages::notifications::render(&view, &context)))
}

#[derive(Deserialize)]
struct Again {
    #[serde(default)]
    csrf: String,
}

async fn try_again(
    visit: Visit,
    Path(id): Path<i64>,
    sent: Result<Form<Again>, FormRejection>,
) -> Result<Redirect, ApiError> {
    let sent = super::sign_in::read(sent)?;
    super::interventions::own_form(&visit, &sent.csrf)?;
    again(&visit, id).await?;
    Ok(Redirect::to("/notifications"))
}
