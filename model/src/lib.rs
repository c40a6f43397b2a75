//! The words of the metric book, and what follows from them without any help from outside.
//!
//! This crate knows nothing: no I/O, no async, no SQL, no data frames, no clock. What it holds:
//!
//! - [`ids`], [`time`], [`money`], [`calendar`]: values that cannot be built wrong;
//! - [`records`]: what a collector reads, before the store has given it an identity;
//! - [`ticket`], [`people`]: the same as the store keeps it;
//! - [`config`]: `plimsoll.toml`, as types;
//! - [`classify`], [`stage`], [`ownership`], [`timeline`]: sections 2 to 4 of the book;
//! - [`routing`]: how a ticket found its squad (section 5);
//! - [`activity`]: who was at work on what, where nobody logs hours;
//! - [`capacity`]: what a squad could have worked;
//! - [`figure`], [`query`], [`analyst`]: how figures are asked for and answered;
//! - [`access`], [`alert`], [`notice`]: who may see what, what a rule remembers, and who is told;
//! - [`intervention`]: what was decided.

pub mod access;
pub mod activity;
pub mod alert;
pub mod analyst;
pub mod calendar;
pub mod capacity;
pub mod classify;
pub mod config;
pub mod figure;
pub mod ids;
pub mod intervention;
pub mod money;
pub mod notice;
pub mod ownership;
pub mod people;
pub mod query;
pub mod records;
pub mod routing;
pub mod rules;
pub mod stage;
pub mod succession;
pub mod ticket;
pub mod time;
pub mod timeline;
