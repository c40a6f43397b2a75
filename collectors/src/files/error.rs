//! Why an import cannot start or cannot go on. What is wrong with a single row is a reject, not an error.

use super::mapping::Mapping;
use model::config::nearest;
use std::fmt;
use std::path::{Path, PathBuf};

/// Why files cannot be imported. Pages that were given before stay good: the next run goes on from them.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// A file cannot be opened or read.
    #[error("{}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// There is no room for what a join keeps aside.
    #[error(
        "cannot keep rows in a temporary file: {0}; make room, or set TMPDIR to a folder with more of it"
    )]
    Temporary(std::io::Error),
    /// A file holds nothing at all.
    #[error("{}: the file is empty: not even a heading is there", .0.display())]
    Empty(PathBuf),
    /// A file that no input of the mapping reads.
    #[error("{}: no input of the mapping reads this file{}; its inputs read {}", path.display(), hint(near), patterns.join(", "))]
    UnmatchedFile {
        /// The file.
        path: PathBuf,
        /// The nearest `file` of an input.
        near: Option<String>,
        /// What the inputs read.
        patterns: Vec<String>,
    },
    /// An input that no given file is for.
    #[error(
        "input \"{input}\" of the mapping reads \"{pattern}\", and no such file was given; given: {}",
        list(given)
    )]
    NoFile {
        /// The input.
        input: String,
        /// Its `file`.
        pattern: String,
        /// The files that were given.
        given: Vec<String>,
    },
    /// Columns that the mapping names and the file does not have: all of them.
    #[error("{}: the mapping names columns that are not there:{}\n  there are: {}", path.display(), listed(missing), there.join(", "))]
    MissingColumns {
        /// The file.
        path: PathBuf,
        /// Every missing column.
        missing: Vec<MissingColumn>,
        /// The columns it has.
        there: Vec<String>,
    },
    /// A column that the mapping names is there more than once.
    #[error("{}: the heading has the column \"{column}\" more than once: rename one of them", path.display())]
    AmbiguousColumn {
        /// The file.
        path: PathBuf,
        /// The column.
        column: String,
    },
    /// Bytes that are no text in the encoding the mapping says.
    #[error(
        "{}:{line}: this line is not {declared}{}: write encoding = \"{proposed}\" under [[inputs]] of this file \
         in the mapping", path.display(), because.as_ref().map_or(String::new(), |because| format!(" ({because})"))
    )]
    Encoding {
        /// The file.
        path: PathBuf,
        /// The line.
        line: u64,
        /// The encoding it was read with.
        declared: &'static str,
        /// How that is known.
        because: Option<String>,
        /// The encoding it most likely has.
        proposed: &'static str,
    },
    /// A workbook that cannot be read.
    #[error("{}: this is not a workbook that can be read: {message}; save it as .xlsx again, or as CSV", path.display())]
    Workbook {
        /// The file.
        path: PathBuf,
        /// What its reader says.
        message: String,
    },
    /// A sheet that is not in the workbook.
    #[error("{}: there is no sheet \"{sheet}\"; there are: {}", path.display(), there.join(", "))]
    NoSheet {
        /// The file.
        path: PathBuf,
        /// The sheet.
        sheet: String,
        /// The sheets it has.
        there: Vec<String>,
    },
    /// The heading is not where the mapping says.
    #[error("{}: there is no heading in row {row}: set header_row to the row that names the columns", path.display())]
    NoHeading {
        /// The file.
        path: PathBuf,
        /// Where it should be.
        row: u64,
    },
}

/// A column that the mapping names and the file does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingColumn {
    /// What the mapping says.
    pub name: String,
    /// The nearest column the file has.
    pub near: Option<String>,
    /// Where the mapping says so, as `mapping.toml:47`.
    pub place: Option<String>,
}

impl MissingColumn {
    /// A missing column, with the nearest of those that are there.
    pub(super) fn new(mapping: &Mapping, name: &str, there: &[String]) -> Self {
        let bare = name.rsplit('.').next().unwrap_or(name);
        Self {
            name: name.to_owned(),
            place: mapping.place_of(name).or_else(|| mapping.place_of(bare)),
            near: nearest(name, there.iter().map(String::as_str)).map(str::to_owned),
        }
    }
}

impl fmt::Display for MissingColumn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{place}: ")?;
        }
        write!(f, "\"{}\"{}", self.name, hint(&self.near))
    }
}

impl FileError {
    pub(super) fn read(path: &Path, source: std::io::Error) -> Self {
        Self::Read {
            path: path.to_owned(),
            source,
        }
    }
}

fn hint(near: &Option<String>) -> String {
    near.as_ref()
        .map_or(String::new(), |near| format!(" (did you mean \"{near}\"?)"))
}

fn listed(missing: &[MissingColumn]) -> String {
    missing.iter().map(|column| format!("\n  {column}")).collect()
}

fn list(given: &[String]) -> String {
    match given {
        [] => "none".to_owned(),
        given => given.join(", "),
    }
}
