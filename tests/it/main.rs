//! The product from the outside, and its architecture as tests.
//!
//! Modules mirror what they try: [`commands`] one a command, [`http`] the pages and the API, [`sip`] the real data of
//! a software company, [`demo`] the stories of the demo, [`alerts`] what is told of them, [`routing`] its misrouted
//! tickets, [`browser`] its pages in a real browser, [`databases`] what must be the same on SQLite and PostgreSQL,
//! [`notify`] messages at real receivers, [`architecture`] the "only" sentences of ARCHITECTURE.md.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod alerts;
mod architecture;
mod browser;
mod commands;
mod databases;
mod demo;
mod http;
mod notify;
mod routing;
mod sip;
mod support;
