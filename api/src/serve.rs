//! The router with everything that stands around it, and the loop that serves it.

use crate::app::{App, Services};
use crate::error::ApiError;
use crate::routes::Routes;
use crate::{charts, data, fresh, guard, metrics, pages, problem};
use axum::http::{Method, StatusCode};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::IntoResponse;
use axum::{Router, extract::DefaultBodyLimit};
use std::io;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpListener;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;

/// The largest body that is read: forms and small JSON objects.
pub(crate) const BODY_LIMIT: usize = 64 * 1024;
/// The longest an answer may take.
const TIMEOUT: Duration = Duration::from_secs(60);

/// Every route.
pub(crate) fn routes() -> Routes {
    data::routes().merge(charts::router()).merge(pages::routes())
}

/// Everything that is answered. To be served with the client's address
/// ([`axum::Router::into_make_service_with_connect_info`]), as [`serve`] does: without it no client counts as the
/// machine itself, and all share one limit on sign-in.
pub fn router(services: Services) -> Router {
    let Routes { router, endpoints } = routes();
    let app = App::new(services, &endpoints);
    router
        .method_not_allowed_fallback(async || ApiError::MethodNotAllowed)
        .fallback(async |method: Method| match method {
            Method::GET | Method::HEAD => ApiError::NotFound("there is nothing at this address".to_owned()),
            _ => ApiError::NotFound("there is nothing at this address to change".to_owned()),
        })
        // From the handler outwards.
        .layer(from_fn_with_state(app.clone(), guard::stand))
        .layer(from_fn(fresh::tag_answers))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            TIMEOUT,
        ))
        .layer(CatchPanicLayer::custom(|panic: Box<dyn std::any::Any + Send>| {
            let said = panic.downcast_ref::<String>().map(String::as_str);
            let said = said
                .or_else(|| panic.downcast_ref::<&str>().copied())
                .unwrap_or("no message");
            ApiError::internal("a request panicked", said).into_response()
        }))
        .layer(from_fn_with_state(app.clone(), problem::write))
        .layer(from_fn_with_state(app.clone(), guard::headers::secure))
        .layer(from_fn_with_state(app.clone(), metrics::observe))
        .with_state(app)
}

/// Serves until `shutdown` comes, then finishes what was begun.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    listener: TcpListener,
    services: Services,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let service = router(services).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service)
        .with_graceful_shutdown(shutdown)
        .await
}
