//! What every handler has at hand.

use crate::error::ApiError;
use crate::guard::rate::SignInLimits;
use crate::metrics::Metrics;
use crate::routes::{Endpoint, EndpointIndex};
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use model::access::Viewer;
use model::analyst::{Analyst, AnalystError};
use model::config::Config;
use model::rules::Rules;
use std::ops::Deref;
use std::sync::Arc;
use store::Store;
use tokio::sync::Semaphore;

/// Tells the time; only the application reads the real clock.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// What the server is made of.
#[derive(Clone)]
pub struct Services {
    /// The system of record.
    pub store: Store,
    /// Answers questions about figures.
    pub analyst: Arc<dyn Analyst>,
    /// The organisation.
    pub config: Arc<Config>,
    /// Its rules, compiled.
    pub rules: Arc<Rules>,
    /// Tells the time.
    pub clock: Clock,
    /// There are no users: whoever reaches the server may see everything. The caller then listens on loopback only.
    pub open_access: bool,
    /// The server is reached over TLS: cookies are `Secure`, and browsers are told to stay with TLS.
    pub secure_cookies: bool,
}

/// The state of the router: the services, and what requests share.
#[derive(Clone)]
pub(crate) struct App(Arc<Inner>);

/// The insides of [`App`].
pub(crate) struct Inner {
    pub(crate) services: Services,
    pub(crate) endpoints: EndpointIndex,
    pub(crate) openapi: String,
    pub(crate) limits: SignInLimits,
    pub(crate) metrics: Metrics,
    /// Changes with everything of the configuration that answers depend on, thresholds and names too.
    pub(crate) fingerprint: String,
    /// How many passwords are checked at once: each check takes 19 MiB.
    pub(crate) password_checks: Semaphore,
}

impl Deref for App {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl App {
    pub(crate) fn new(services: Services, endpoints: &[Endpoint]) -> Self {
        let config = format!("{} {:?}", env!("CARGO_PKG_VERSION"), services.config);
        let openapi = crate::document::openapi(endpoints);
        Self(Arc::new(Inner {
            endpoints: EndpointIndex::new(endpoints),
            openapi: openapi
                .to_json()
                .unwrap_or_else(|error| unreachable!("the description is plain data: {error}")),
            limits: SignInLimits::new(),
            metrics: Metrics::new(),
            fingerprint: blake3::hash(config.as_bytes()).to_hex()[..16].to_owned(),
            password_checks: Semaphore::new(2),
            services,
        }))
    }
}

impl Inner {
    pub(crate) fn store(&self) -> &Store {
        &self.services.store
    }

    pub(crate) fn config(&self) -> &Config {
        &self.services.config
    }

    pub(crate) fn rules(&self) -> &Rules {
        &self.services.rules
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        (self.services.clock)()
    }

    /// The day it is where the organisation is.
    pub(crate) fn today(&self) -> NaiveDate {
        self.rules().day_of(self.now())
    }

    /// An instant as people of the organisation read it on their clocks.
    pub(crate) fn local(&self, at: DateTime<Utc>) -> NaiveDateTime {
        at.with_timezone(&self.rules().time_zone).naive_local()
    }

    /// Asks the analyst, away from the threads that answer requests.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&dyn Analyst) -> Result<T, AnalystError> + Send + 'static,
    ) -> Result<T, ApiError> {
        let analyst = Arc::clone(&self.services.analyst);
        let span = tracing::Span::current();
        tokio::task::spawn_blocking(move || span.in_scope(|| question(analyst.as_ref())))
            .await
            .map_err(|error| ApiError::internal("a question to the analyst panicked", error))?
            .map_err(ApiError::from)
    }

    /// Whom everybody is on a server without users.
    pub(crate) fn everybody(&self) -> Option<Viewer> {
        self.services.open_access.then(Viewer::local)
    }
}
