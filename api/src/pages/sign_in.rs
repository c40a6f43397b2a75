//! `/login` and `/logout`.

use crate::access::Resource;
use crate::app::App;
use crate::error::ApiError;
use crate::guard::{Visit, cookies, forms};
use crate::link::{self, local_path};
use crate::parameters::NEXT;
use crate::routes::{Endpoint, Gives, Routes};
use crate::secrets::{password_matches, secret, secret_hash};
use crate::views::context;
use axum::extract::Form;
use axum::extract::rejection::FormRejection;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use chrono::Duration;
use model::access::Role;
use model::ids::UserId;
use reports::pages::PageContext;
use reports::pages::login::{LoginFailure, LoginView, render};
use serde::Deserialize;
use store::UserRecord;

pub(crate) fn router() -> Routes {
    let form = Endpoint::get("/login", Resource::SignIn, "The sign-in form.", Gives::Form);
    let send = Endpoint::post("/login", Resource::SignIn, "Signs in.", Gives::Redirect);
    let out = Endpoint::post("/logout", Resource::SignIn, "Signs out.", Gives::Redirect);
    Routes::new()
        .add(form.takes(&[NEXT]), show)
        .add(
            send.reads(&[
                ("name", "The user's name."),
                ("password", "Their password."),
                ("csrf", "The token of the form."),
                ("next", "The page to go to afterwards."),
            ]),
            sign_in,
        )
        .add(out.reads(&[("csrf", "The token of the form.")]), sign_out)
}

async fn show(visit: Visit, jar: CookieJar) -> Result<Response, ApiError> {
    let next = visit.asked.one("next")?.and_then(local_path);
    if visit.viewer.is_some() {
        return Ok(Redirect::to(next.unwrap_or("/")).into_response());
    }
    let view = LoginView {
        next: next.map(str::to_owned),
        ..LoginView::default()
    };
    Ok(form(&visit, jar, &view, StatusCode::OK))
}

/// The form, with a token that belongs to this browser.
fn form(visit: &Visit, jar: CookieJar, view: &LoginView, status: StatusCode) -> Response {
    let app = &visit.app;
    let known = jar
        .get(cookies::visit_name(app))
        .map(|cookie| cookie.value().to_owned());
    let (jar, secret) = match known {
        Some(secret) => (jar, secret),
        None => {
            let secret = secret();
            (jar.add(cookies::visit(app, secret.clone())), secret)
        }
    };
    let plain = context::plain(app, &visit.headers, &visit.uri, None);
    let context = PageContext {
        csrf: forms::token(&secret),
        ..plain
    };
    let no_store = [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    (status, no_store, jar, Html(render(view, &context))).into_response()
}

#[derive(Deserialize)]
struct SignIn {
    name: String,
    password: String,
    #[serde(default)]
    csrf: String,
    next: Option<String>,
}

async fn sign_in(
    visit: Visit,
    jar: CookieJar,
    sent: Result<Form<SignIn>, FormRejection>,
) -> Result<Response, ApiError> {
    let sent = read(sent)?;
    let app = &visit.app;
    let next = sent.next.as_deref().and_then(local_path);
    let again = |failure| LoginView {
        name: sent.name.clone(),
        next: next.map(str::to_owned),
        failure: Some(failure),
    };
    let own = jar
        .get(cookies::visit_name(app))
        .map(|cookie| cookie.value().to_owned());
    if forms::check(own.as_deref(), Some(&sent.csrf)).is_err() {
        return Ok(form(
            &visit,
            jar,
            &again(LoginFailure::Expired),
            StatusCode::FORBIDDEN,
        ));
    }
    if let Err(wait) = app.limits.count(&sent.name, visit.client) {
        let seconds = wait.as_secs() + 1;
        let wait_minutes = u32::try_from(seconds.div_ceil(60)).unwrap_or(u32::MAX);
        let view = again(LoginFailure::TooMany { wait_minutes });
        let mut response = form(&visit, jar, &view, StatusCode::TOO_MANY_REQUESTS);
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        return Ok(response);
    }
    let Some(user) = known_user(app, &sent.name, sent.password).await? else {
        tracing::info!(client = ?visit.client, "a sign-in was refused");
        return Ok(form(
            &visit,
            jar,
            &again(LoginFailure::Wrong),
            StatusCode::UNAUTHORIZED,
        ));
    };
    let jar = begin_session(app, jar, user.id).await?;
    tracing::info!(user = user.id.0, "signed in");
    let next = next.map_or_else(|| home(&user), str::to_owned);
    Ok((jar, Redirect::to(&next)).into_response())
}

/// Where somebody begins: who works in one squad with its week, everybody else with the fleet.
fn home(user: &UserRecord) -> String {
    let mut squads = user.scope.squads.iter();
    match (user.role, squads.next(), squads.next()) {
        (Role::Squad, Some(squad), None) => format!("{}/week", link::squad(squad.as_str())),
        _ => "/".to_owned(),
    }
}

/// What a form says, or what is wrong with it.
pub(super) fn read<T>(sent: Result<Form<T>, FormRejection>) -> Result<T, ApiError> {
    sent.map(|Form(sent)| sent)
        .map_err(|rejection| match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => ApiError::TooLarge(crate::serve::BODY_LIMIT),
            StatusCode::UNSUPPORTED_MEDIA_TYPE => {
                ApiError::UnsupportedMedia("send the form as a browser does".to_owned())
            }
            _ => ApiError::BadRequest("the form is not complete: load the page again".to_owned()),
        })
}

/// The user of a name and password. Takes as long for a name that nobody has.
async fn known_user(app: &App, name: &str, password: String) -> Result<Option<UserRecord>, ApiError> {
    let user = app
        .store()
        .user_by_name(name)
        .await?
        .filter(|user| user.disabled_at.is_none());
    let hash = user.as_ref().map(|user| user.password_hash.clone());
    let _turn = app
        .password_checks
        .acquire()
        .await
        .map_err(|error| ApiError::internal("signing in", error))?;
    let matches = tokio::task::spawn_blocking(move || password_matches(&password, hash.as_deref()))
        .await
        .map_err(|error| ApiError::internal("checking a password panicked", error))?;
    Ok(user.filter(|_| matches))
}

/// A new session with a new secret; one that this browser had before ends.
async fn begin_session(app: &App, jar: CookieJar, user: UserId) -> Result<CookieJar, ApiError> {
    let store = app.store();
    if let Some(before) = jar.get(cookies::session_name(app)) {
        store.end_session(&secret_hash(before.value())).await?;
    }
    let now = app.now();
    store.purge_sessions(now).await?;
    let fresh = secret();
    let until = now + Duration::hours(cookies::SESSION_HOURS);
    store
        .create_session(&secret_hash(&fresh), user, now, until)
        .await?;
    Ok(jar
        .add(cookies::gone(app, cookies::visit_name(app)))
        .add(cookies::session(app, fresh)))
}

#[derive(Deserialize)]
struct SignOut {
    #[serde(default)]
    csrf: String,
}

async fn sign_out(
    visit: Visit,
    jar: CookieJar,
    sent: Result<Form<SignOut>, FormRejection>,
) -> Result<Response, ApiError> {
    let sent = read(sent)?;
    let app = &visit.app;
    if let Some(secret) = &visit.session {
        forms::check(Some(secret), Some(&sent.csrf))?;
        app.store().end_session(&secret_hash(secret)).await?;
    }
    let jar = jar.add(cookies::gone(app, cookies::session_name(app)));
    Ok((jar, Redirect::to("/login")).into_response())
}
