//! What Plimsoll answers over HTTP: figures as JSON, CSV and Parquet, charts, and pages.
//!
//! The crate reads. It computes no figure (that is the [`model::analyst::Analyst`]'s), writes no SQL (`store`) and
//! draws nothing (`reports`); it knows who asks, what they may see, and how to say it.
//!
//! - [`access`]: the one table that says who may see what;
//! - `guard`: what stands before every answer: who asks, from where, how often, with which parameters;
//! - `data`, `charts`, `pages`: one file a resource, each with its own `router()`;
//! - `views`: answers of the analyst and rows of the store as the view structs that `reports` draws;
//! - [`tables`]: the tables that the command line shows too;
//! - `trend`: the weeks behind an alert.

pub mod access;
mod answer;
mod app;
mod charts;
mod data;
mod document;
mod error;
mod fresh;
mod guard;
pub mod hush;
mod link;
mod metrics;
mod pages;
mod parameters;
mod problem;
mod query;
mod routes;
mod secrets;
mod serve;
pub mod tables;
pub mod trend;
mod views;

pub use app::{Clock, Services};
pub use error::ApiError;
pub use secrets::{PasswordError, hash_password, new_token};
pub use serve::{router, serve};

/// The description of every route (OpenAPI 3.1), as `/api/openapi.json` gives it.
#[must_use]
pub fn openapi() -> utoipa::openapi::OpenApi {
    document::openapi(&serve::routes().endpoints)
}
