//! What the server says of itself: a line in the log and a count for every request.

use crate::app::App;
use crate::secrets;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use prometheus_client::encoding::{EncodeLabelSet, text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;
use std::time::Instant;
use tracing::Instrument as _;

/// The name under which the log knows a request.
#[derive(Debug, Clone)]
pub(crate) struct RequestId(pub(crate) String);

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    method: String,
    path: String,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Asked {
    path: String,
}

/// A source's name as a label.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(crate) struct OfSource {
    pub(crate) source: String,
}

/// Counts since the start.
pub(crate) struct Metrics {
    registry: Registry,
    requests: Family<Answered, Counter>,
    seconds: Family<Asked, Histogram>,
}

/// What the data says of itself at the moment it is asked.
pub(crate) struct DataMetrics {
    pub(crate) data_version: i64,
    pub(crate) snapshot_age_seconds: Option<i64>,
    /// Seconds since the last success of each source that had one.
    pub(crate) source_age_seconds: Vec<(OfSource, i64)>,
}

impl Metrics {
    pub(crate) fn new() -> Self {
        let requests = Family::<Answered, Counter>::default();
        let seconds = Family::<Asked, Histogram>::new_with_constructor(|| {
            Histogram::new([0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 60.0])
        });
        let mut registry = Registry::with_prefix("plimsoll");
        registry.register("http_requests", "Requests answered", requests.clone());
        registry.register("http_request_seconds", "How long answers took", seconds.clone());
        Self {
            registry,
            requests,
            seconds,
        }
    }

    fn count(&self, method: &str, path: &str, status: u16, seconds: f64) {
        let (method, path) = (method.to_owned(), path.to_owned());
        self.seconds
            .get_or_create(&Asked { path: path.clone() })
            .observe(seconds);
        self.requests
            .get_or_create(&Answered { method, path, status })
            .inc();
    }

    /// Everything in the text form of Prometheus (OpenMetrics 1.0).
    pub(crate) fn text(&self, data: &DataMetrics) -> Result<String, std::fmt::Error> {
        let version = Gauge::<i64>::default();
        version.set(data.data_version);
        let sources = Family::<OfSource, Gauge>::default();
        for (source, age) in &data.source_age_seconds {
            sources.get_or_create(source).set(*age);
        }
        let mut registry = Registry::with_prefix("plimsoll");
        registry.register("data_version", "Grows with every change of the data", version);
        if let Some(age) = data.snapshot_age_seconds {
            let snapshot = Gauge::<i64>::default();
            snapshot.set(age);
            registry.register(
                "snapshot_age_seconds",
                "Since figures were last refreshed",
                snapshot,
            );
        }
        registry.register(
            "source_age_seconds",
            "Since the source was last read with success",
            sources,
        );
        let mut written = String::new();
        text::encode_registry(&mut written, &self.registry)?;
        text::encode_registry(&mut written, &registry)?;
        text::encode_eof(&mut written)?;
        Ok(written)
    }
}

/// Names, times, counts and logs a request. Neither queries nor headers nor bodies are logged: they can be secret.
pub(crate) async fn observe(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let id = RequestId(secrets::secret()[..16].to_owned());
    let method = match request.method().as_str() {
        known @ ("GET" | "HEAD" | "POST" | "DELETE") => known.to_owned(),
        // Anybody can make up a method; they must not make up labels.
        _ => "other".to_owned(),
    };
    let path = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "unmatched".to_owned(), |path| path.as_str().to_owned());
    let span = tracing::info_span!("request", id = %id.0, method, path);
    request.extensions_mut().insert(id.clone());
    let begun = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let (status, took) = (response.status().as_u16(), begun.elapsed());
    app.metrics.count(&method, &path, status, took.as_secs_f64());
    span.in_scope(|| tracing::info!(status, duration_ms = took.as_millis(), "answered"));
    if let Ok(id) = HeaderValue::from_str(&id.0) {
        response
            .headers_mut()
            .insert(HeaderName::from_static("x-request-id"), id);
    }
    response
}
