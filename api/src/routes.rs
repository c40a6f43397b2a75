//! Routes, each registered together with what it belongs to, what it takes and what it gives: a route that is
//! not in the access table or not described cannot be written.

use crate::access::Resource;
use crate::app::App;
use crate::parameters::Parameter;
use axum::Router;
use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{MethodFilter, on};
use model::figure::Column;
use std::collections::HashMap;

/// What a route is, besides its handler.
#[derive(Debug, Clone)]
pub(crate) struct Endpoint {
    pub(crate) method: Method,
    pub(crate) path: &'static str,
    pub(crate) resource: Resource,
    pub(crate) summary: &'static str,
    /// Parameters of the query; any other is refused.
    pub(crate) parameters: &'static [&'static [Parameter]],
    /// Fields of the body, with their meaning.
    pub(crate) body: &'static [(&'static str, &'static str)],
    pub(crate) gives: Gives,
}

/// What a route answers.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Gives {
    /// A table in the envelope of figures, or as CSV or Parquet. `true` where it is read page by page.
    Table(fn() -> Vec<Column>, bool),
    /// A JSON object: its fields, with their meaning.
    Object(&'static [(&'static str, &'static str)]),
    /// A page.
    Page,
    /// A form; nobody is kept at it who need not fill it in.
    Form,
    /// A chart.
    Svg,
    /// A chart as a picture.
    Png,
    /// Plain text.
    Text,
    /// A file of the pages.
    File,
    /// Nothing: it was done.
    Nothing,
    /// The way to another page.
    Redirect,
}

impl Endpoint {
    pub(crate) fn get(path: &'static str, resource: Resource, summary: &'static str, gives: Gives) -> Self {
        Self::new(Method::GET, path, resource, summary, gives)
    }

    pub(crate) fn post(path: &'static str, resource: Resource, summary: &'static str, gives: Gives) -> Self {
        Self::new(Method::POST, path, resource, summary, gives)
    }

    pub(crate) fn delete(path: &'static str, resource: Resource, summary: &'static str) -> Self {
        Self::new(Method::DELETE, path, resource, summary, Gives::Nothing)
    }

    fn new(
        method: Method,
        path: &'static str,
        resource: Resource,
        summary: &'static str,
        gives: Gives,
    ) -> Self {
        Self {
            method,
            path,
            resource,
            summary,
            parameters: &[],
            body: &[],
            gives,
        }
    }

    /// With these groups of parameters.
    pub(crate) fn takes(self, parameters: &'static [&'static [Parameter]]) -> Self {
        Self { parameters, ..self }
    }

    /// With a body of these fields.
    pub(crate) fn reads(self, body: &'static [(&'static str, &'static str)]) -> Self {
        Self { body, ..self }
    }

    pub(crate) fn parameters(&self) -> impl Iterator<Item = &'static Parameter> + use<> {
        self.parameters.iter().copied().flatten()
    }
}

/// Handlers with their endpoints.
pub(crate) struct Routes {
    pub(crate) router: Router<App>,
    pub(crate) endpoints: Vec<Endpoint>,
}

impl Routes {
    pub(crate) fn new() -> Self {
        Self {
            router: Router::new(),
            endpoints: Vec::new(),
        }
    }

    pub(crate) fn add<H, T>(mut self, endpoint: Endpoint, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        let filter = match endpoint.method {
            Method::POST => MethodFilter::POST,
            Method::DELETE => MethodFilter::DELETE,
            _ => MethodFilter::GET,
        };
        self.router = self.router.route(endpoint.path, on(filter, handler));
        self.endpoints.push(endpoint);
        self
    }

    pub(crate) fn merge(mut self, other: Self) -> Self {
        self.router = self.router.merge(other.router);
        self.endpoints.extend(other.endpoints);
        self
    }
}

/// Endpoints, found by method and path.
pub(crate) struct EndpointIndex(HashMap<&'static str, Vec<Endpoint>>);

impl EndpointIndex {
    pub(crate) fn new(endpoints: &[Endpoint]) -> Self {
        let mut by_path: HashMap<_, Vec<_>> = HashMap::new();
        for endpoint in endpoints {
            by_path.entry(endpoint.path).or_default().push(endpoint.clone());
        }
        Self(by_path)
    }

    /// The endpoint of a method and a path as it is registered. HEAD asks for the same as GET.
    pub(crate) fn find(&self, method: &Method, path: &str) -> Option<&Endpoint> {
        let method = if *method == Method::HEAD {
            &Method::GET
        } else {
            method
        };
        self.0
            .get(path)?
            .iter()
            .find(|endpoint| endpoint.method == *method)
    }
}
