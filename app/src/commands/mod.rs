//! One file a command: its words, and what it does. A new command is a file here and two lines in `cli.rs`.

pub(crate) mod alerts;
pub(crate) mod bench;
pub(crate) mod demo;
pub(crate) mod doctor;
pub(crate) mod drill;
pub(crate) mod explain;
pub(crate) mod import;
pub(crate) mod init;
pub(crate) mod intervention;
pub(crate) mod notify;
pub(crate) mod refresh;
pub(crate) mod routing;
pub(crate) mod serve;
pub(crate) mod show;
pub(crate) mod token;
pub(crate) mod user;
