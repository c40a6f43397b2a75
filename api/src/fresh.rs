//! Answers that did not change are not sent again: every GET answer carries an `ETag`.
//!
//! Answers made from figures have a tag made of everything they depend on, known before anything is computed
//! ([`figures_tag`]). All others get one from their bytes ([`tag_answers`]).

use crate::guard::Visit;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use model::analyst::Snapshot;

/// What an `ETag` header says, with its quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tag(String);

impl Tag {
    fn of(bytes: &[u8]) -> Self {
        Self(format!("\"{}\"", &blake3::hash(bytes).to_hex()[..32]))
    }

    fn is_known_to(&self, headers: &HeaderMap) -> bool {
        headers
            .get_all(header::IF_NONE_MATCH)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .map(|tag| tag.trim().trim_start_matches("W/"))
            .any(|tag| tag == "*" || tag == self.0)
    }

    /// Puts the tag on an answer.
    pub(crate) fn on(&self, mut response: Response) -> Response {
        if let Ok(value) = HeaderValue::from_str(&self.0) {
            response.headers_mut().insert(header::ETAG, value);
        }
        response
    }
}

/// The tag of an answer made from one snapshot of the figures: the data's and the rules' version, the query, the
/// viewer's role and scope, the day, the configuration, and what else (`more`) the answer depends on.
pub(crate) fn figures_tag(visit: &Visit, snapshot: &Snapshot, more: &str) -> Tag {
    let parts = format!(
        "{}\n{snapshot:?}\n{}\n{}\n{:?}\n{:?}\n{more}",
        visit.app.fingerprint,
        visit.app.today(),
        visit.uri,
        visit.grant,
        visit.viewer.as_ref().map(|viewer| (viewer.role, &viewer.scope)),
    );
    Tag::of(parts.as_bytes())
}

/// The answer to a reader who has it already.
pub(crate) fn unchanged(visit: &Visit, tag: &Tag) -> Option<Response> {
    tag.is_known_to(&visit.headers)
        .then(|| tag.on(StatusCode::NOT_MODIFIED.into_response()))
}

/// Gives a tag to every GET answer that has none, and caching rules to every answer.
pub(crate) async fn tag_answers(request: Request, next: Next) -> Response {
    let asked = (request.method() == Method::GET).then(|| request.headers().clone());
    let mut response = next.run(request).await;
    if let Some(headers) = asked
        && response.status() == StatusCode::OK
        && !response.headers().contains_key(header::ETAG)
    {
        response = tag_by_content(&headers, response).await;
    }
    let kept = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    let caching = if kept { "private, no-cache" } else { "no-store" };
    let headers = response.headers_mut();
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static(caching));
    headers.entry(header::VARY).or_insert(HeaderValue::from_static(
        "Accept, Accept-Language, Authorization, Cookie",
    ));
    response
}

async fn tag_by_content(asked: &HeaderMap, response: Response) -> Response {
    let (parts, body) = response.into_parts();
    // Bodies are made in memory by this crate: they cannot fail and are as large as they are.
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let tag = Tag::of(&bytes);
    if !tag.is_known_to(asked) {
        return tag.on(Response::from_parts(parts, Body::from(bytes)));
    }
    let mut same = StatusCode::NOT_MODIFIED.into_response();
    for name in [header::CACHE_CONTROL, header::VARY, header::SET_COOKIE] {
        for value in parts.headers.get_all(&name) {
            same.headers_mut().append(name.clone(), value.clone());
        }
    }
    tag.on(same)
}
