//! What stands before every answer. In this order: is the request meant for this server, who asks, may they, did
//! their own page send it, and does the query make sense.

pub(crate) mod cookies;
pub(crate) mod forms;
pub(crate) mod headers;
mod identity;
mod origin;
pub(crate) mod rate;

use crate::access::{Grant, Resource, Sight, grant};
use crate::app::App;
use crate::error::ApiError;
use crate::query::Asked;
use crate::routes::Endpoint;
use axum::extract::{ConnectInfo, FromRequestParts, MatchedPath, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use identity::Identity;
use model::access::{AccessScope, Viewer};
use std::net::{IpAddr, SocketAddr};
use std::ops::Deref;
use std::sync::{Arc, LazyLock};

/// A request that may be answered: who asks, what they see, and what they ask for.
#[derive(Clone)]
pub(crate) struct Visit(Arc<VisitParts>);

/// The insides of [`Visit`].
pub(crate) struct VisitParts {
    pub(crate) app: App,
    /// Who asks; none where nobody has to sign in.
    pub(crate) viewer: Option<Viewer>,
    /// The secret of the session cookie, for those who signed in on the page.
    pub(crate) session: Option<String>,
    /// How much of the resource they get.
    pub(crate) grant: Grant,
    /// What the query asks for.
    pub(crate) asked: Asked,
    /// Path and query.
    pub(crate) uri: Uri,
    /// The request's headers.
    pub(crate) headers: HeaderMap,
    /// The client's address, where the server knows it.
    pub(crate) client: Option<IpAddr>,
}

impl Deref for Visit {
    type Target = VisitParts;
    fn deref(&self) -> &VisitParts {
        &self.0
    }
}

static NO_SCOPE: LazyLock<AccessScope> = LazyLock::new(AccessScope::default);

impl VisitParts {
    /// Which rows the viewer sees of the resource asked for.
    pub(crate) fn sight(&self) -> Sight<'_> {
        let scope = self.viewer.as_ref().map_or(&*NO_SCOPE, |viewer| &viewer.scope);
        let people = self.grant_of(Resource::People) != Grant::No;
        Sight::new(self.grant, scope, self.app.config()).of_people(people)
    }

    /// How much the viewer gets of another resource.
    pub(crate) fn grant_of(&self, resource: Resource) -> Grant {
        grant(resource, self.viewer.as_ref().map(|viewer| viewer.role))
    }
}

impl FromRequestParts<App> for Visit {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, ApiError> {
        let visit = parts.extensions.get::<Self>().cloned();
        visit.ok_or_else(|| ApiError::internal("a handler was reached without a visit", parts.uri.path()))
    }
}

/// Lets a request through to its handler, or answers why not.
pub(crate) async fn stand(State(app): State<App>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    match admit(&app, &parts).await {
        Ok(None) => next.run(Request::from_parts(parts, body)).await,
        Ok(Some(visit)) => {
            parts.extensions.insert(visit.clone());
            let mut response = next.run(Request::from_parts(parts, body)).await;
            response.extensions_mut().insert(visit);
            response
        }
        Err(error) => error.into_response(),
    }
}

/// `None` for an address that nothing is registered at: the router answers that.
async fn admit(app: &App, parts: &Parts) -> Result<Option<Visit>, ApiError> {
    if app.services.open_access {
        origin::is_this_machine(&parts.headers, &parts.uri)?;
    }
    let path = parts.extensions.get::<MatchedPath>().map(MatchedPath::as_str);
    let Some(endpoint) = path.and_then(|path| app.endpoints.find(&parts.method, path)) else {
        return Ok(None);
    };
    let client = parts
        .extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map(|info| info.0.ip());
    let identity = identity::of(app, &parts.headers).await?;
    let grant = allowed(endpoint, &identity, client, &parts.headers)?;
    origin::is_own_page(&parts.method, &parts.uri, &parts.headers, &identity)?;
    let asked = Asked::read(&parts.uri, endpoint)?;
    let (viewer, session) = identity.into_parts();
    Ok(Some(Visit(Arc::new(VisitParts {
        app: app.clone(),
        viewer,
        session,
        grant,
        asked,
        uri: parts.uri.clone(),
        headers: parts.headers.clone(),
        client,
    }))))
}

fn allowed(
    endpoint: &Endpoint,
    identity: &Identity,
    client: Option<IpAddr>,
    headers: &HeaderMap,
) -> Result<Grant, ApiError> {
    match grant(endpoint.resource, identity.role()) {
        Grant::No if endpoint.resource == Resource::Metrics && origin::is_from_here(client, headers) => {
            Ok(Grant::All)
        }
        Grant::No => Err(match identity {
            Identity::Nobody => {
                ApiError::SignInNeeded("sign in, or send an API token as `Authorization: Bearer …`")
            }
            Identity::Refused => ApiError::SignInNeeded(
                "the API token is not known, has expired or was revoked: ask for a new one",
            ),
            _ => ApiError::Forbidden("your role may not do this; an administrator can".to_owned()),
        }),
        granted => Ok(granted),
    }
}
