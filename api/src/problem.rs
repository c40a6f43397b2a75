//! Failures, written for the one who asked: problem details (RFC 9457) for programs, a page for people.

use crate::app::App;
use crate::error::{ApiError, Detail};
use crate::guard::Visit;
use crate::link::Href;
use crate::metrics::RequestId;
use crate::serve::BODY_LIMIT;
use crate::views::context;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Redirect, Response};
use reports::pages::error::{ErrorView, ProblemKind, render};
use serde_json::json;

/// Gives every failure that has none a body that says what happened and what to do.
pub(crate) async fn write(State(app): State<App>, request: Request, next: Next) -> Response {
    let (method, uri) = (request.method().clone(), request.uri().clone());
    let headers = request.headers().clone();
    let id = request.extensions().get::<RequestId>().cloned();
    let response = next.run(request).await;
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) || is_written(&response) {
        return response;
    }
    let detail = detail(&response);
    let asked = Asked {
        app: &app,
        method: &method,
        uri: &uri,
        headers: &headers,
        id: id.as_ref(),
    };
    asked.answer(response, &detail)
}

/// A page that failed on purpose, such as the sign-in form after a wrong password.
fn is_written(response: &Response) -> bool {
    let kind = response
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("text/html"))
}

fn detail(response: &Response) -> String {
    if let Some(Detail(said)) = response.extensions().get() {
        return said.clone();
    }
    match response.status() {
        StatusCode::PAYLOAD_TOO_LARGE => ApiError::TooLarge(BODY_LIMIT).to_string(),
        StatusCode::SERVICE_UNAVAILABLE => "the answer took too long; ask for a shorter period".to_owned(),
        StatusCode::BAD_REQUEST => "the request cannot be read".to_owned(),
        status => status
            .canonical_reason()
            .unwrap_or("the request failed")
            .to_owned(),
    }
}

/// What was asked for.
struct Asked<'a> {
    app: &'a App,
    method: &'a Method,
    uri: &'a Uri,
    headers: &'a HeaderMap,
    id: Option<&'a RequestId>,
}

impl Asked<'_> {
    fn answer(&self, failed: Response, detail: &str) -> Response {
        let status = failed.status();
        let visit = failed.extensions().get::<Visit>().cloned();
        let mut response = if is_for_programs(self.uri.path()) {
            self.problem_details(status, detail)
        } else if status == StatusCode::UNAUTHORIZED && self.method == Method::GET {
            let next = self.uri.path_and_query().map_or("/", |path| path.as_str());
            Redirect::to(&Href::new("/login").with("next", next).finish()).into_response()
        } else {
            self.page(status, detail, visit.as_ref())
        };
        for name in [header::RETRY_AFTER, header::WWW_AUTHENTICATE, header::ALLOW] {
            if let Some(value) = failed.headers().get(&name) {
                response.headers_mut().insert(name, value.clone());
            }
        }
        response
            .headers_mut()
            .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }

    fn problem_details(&self, status: StatusCode, detail: &str) -> Response {
        let body = json!({
            "type": "about:blank",
            "title": status.canonical_reason().unwrap_or("Error"),
            "status": status.as_u16(),
            "detail": detail,
            "instance": self.uri.path(),
            "request_id": self.id.map(|id| id.0.as_str()),
        });
        let mut response = (status, Body::from(body.to_string())).into_response();
        let kind = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        response
    }

    fn page(&self, status: StatusCode, detail: &str, visit: Option<&Visit>) -> Response {
        let view = ErrorView {
            status: status.as_u16(),
            kind: kind(status),
            detail: Some(detail.to_owned()),
            place: self.uri.path().to_owned(),
            reference: self.id.map(|id| id.0.clone()),
        };
        let context = context::plain(self.app, self.headers, self.uri, visit);
        (status, Html(render(&view, &context))).into_response()
    }
}

/// Whether an address is read by programs rather than people.
pub(crate) fn is_for_programs(path: &str) -> bool {
    ["/api/", "/charts/", "/assets/"]
        .iter()
        .any(|start| path.starts_with(start))
        || ["/healthz", "/readyz", "/metrics"].contains(&path)
}

fn kind(status: StatusCode) -> ProblemKind {
    match status {
        StatusCode::UNAUTHORIZED => ProblemKind::SignInNeeded,
        StatusCode::FORBIDDEN | StatusCode::MISDIRECTED_REQUEST => ProblemKind::Forbidden,
        StatusCode::NOT_FOUND => ProblemKind::NotFound,
        StatusCode::TOO_MANY_REQUESTS => ProblemKind::TooMany,
        StatusCode::SERVICE_UNAVAILABLE => ProblemKind::Unavailable,
        status if status.is_server_error() => ProblemKind::Internal,
        _ => ProblemKind::BadRequest,
    }
}
