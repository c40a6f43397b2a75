//! Turns what trackers answer and what files hold into the model's words. This crate knows no database.
//!
//! - [`files`]: CSV, XLSX and JSONL files, read with a mapping file.

pub mod files;
