//! The API from the outside, without a network: requests go into the router, answers come out.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod access;
mod answers;
mod csrf;
mod description;
mod interventions;
mod pages;
mod rate;
mod scope;
mod server;
mod sign_in;
mod support;
