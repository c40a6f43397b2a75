//! The command line, one module a command or a concern, as a user would use it.

mod bad_input;
mod configuration;
mod help;
mod import;
mod init;
mod interrupted;
mod odd_organisation;
mod show;
