//! The API from the outside, without a network: requests go into the router, answers come out.

mod access;
mod answers;
mod csrf;
mod description;
mod pages;
mod rate;
mod scope;
mod server;
mod sign_in;
mod support;
