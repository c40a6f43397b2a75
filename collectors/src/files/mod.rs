//! Files into records: a mapping says which columns become what, an import reads row by row into pages.
//!
//! ```text
//! files ──text──▶ csv │ jsonl │ xlsx ──rows──▶ join ──rows──▶ columns ──values──▶ records ──▶ pages
//! ```
//!
//! - [`mapping`]: the mapping file, as types;
//! - `text`: bytes into text (encodings, byte order marks);
//! - `csv`, `jsonl`, `xlsx`: text into rows;
//! - `join`: rows of one input completed with the columns of another;
//! - `columns`, `values`: cells into text, days, instants, durations, numbers, money;
//! - `records`: one function a kind of record;
//! - [`FileImport`]: all of it, as an iterator of pages.
//!
//! Memory does not grow with a CSV or JSONL file. Two things grow, and both are said here: a workbook is held in
//! memory as long as it is read (Excel itself ends at 1,048,576 rows a sheet), and worklogs without a `key`
//! column are counted by their content, some 20 bytes a row.

mod columns;
mod csv;
mod error;
mod join;
mod jsonl;
pub mod mapping;
mod open;
mod pages;
mod plan;
mod records;
mod row;
mod spill;
mod text;
mod values;
mod xlsx;

pub use error::{FileError, MissingColumn};
pub use mapping::Mapping;
pub use pages::FileImport;
