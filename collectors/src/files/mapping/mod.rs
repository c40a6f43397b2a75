//! The mapping file: which files hold what, and which of their columns become which fields.
//!
//! ```toml
//! source = "sip"                       # an id of [sources] in plimsoll.toml
//!
//! [[inputs]]
//! name = "tasks"
//! file = "tasks-*.csv"                 # matched against the names of the files given
//! encoding = "windows-1252"            # default utf-8; a byte order mark is understood
//! join = { input = "dates", on = "Task" }
//!
//! [[inputs]]
//! name = "dates"
//! file = "dates.csv"
//!
//! [[records]]
//! kind = "worklog"
//! from = "tasks"
//! skip_if_empty = ["Hours"]
//! [records.columns]
//! key = { concat = ["Task", "Developer"], separator = "/" }
//! ticket = "Task"
//! person = "Developer"
//! work_date = { first_of = ["Completed", "Started"], date = "%d-%b-%y" }
//! seconds = { column = "Hours", unit = "h" }
//! ```
//!
//! A column of a joined input is named as if it were the input's own; where both have it, the input's own is meant,
//! and `dates.Task` means the other.

mod check;
mod column;
mod kind;

pub use column::{ColumnMapping, Unit};
pub(crate) use kind::CUSTOM;
pub use kind::{FieldSpec, Kind, ValueKind};

use encoding_rs::{Encoding, UTF_8};
use model::config::{ConfigErrors, OneOrMany};
use model::ids::SourceId;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;
use toml::Spanned;

/// The whole file, read and checked.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    source: SourceId,
    #[serde(default)]
    pub(super) inputs: Vec<Input>,
    #[serde(default)]
    pub(super) records: Vec<RecordMapping>,
    #[serde(skip)]
    file: String,
    #[serde(skip)]
    text: String,
}

impl Mapping {
    /// Reads and checks a mapping. `file` is its name in messages.
    ///
    /// # Errors
    /// Everything that is wrong with it, each with file, line, column, and the nearest valid name.
    pub fn parse(text: &str, file: &str) -> Result<Self, ConfigErrors> {
        let mut mapping: Self =
            toml::from_str(text).map_err(|error| ConfigErrors::from_toml(&error, text, file))?;
        let errors = check::check(&mapping, text, file);
        if !errors.0.is_empty() {
            return Err(errors);
        }
        (mapping.file, mapping.text) = (file.to_owned(), text.to_owned());
        Ok(mapping)
    }

    /// The source the records belong to.
    #[must_use]
    pub fn source(&self) -> &SourceId {
        &self.source
    }

    /// Where a column is named for the first time, as `mapping.toml:47`.
    pub(super) fn place_of(&self, column: &str) -> Option<String> {
        let offset = ['"', '\'']
            .iter()
            .find_map(|quote| self.text.find(&format!("{quote}{column}{quote}")))?;
        let line = self.text[..offset].matches('\n').count() + 1;
        Some(format!("{}:{line}", self.file))
    }

    /// The input of a name.
    pub(super) fn input(&self, name: &str) -> Option<&Input> {
        self.inputs.iter().find(|input| input.name() == name)
    }
}

/// `[[inputs]]`: files of one shape.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Input {
    /// What records call it.
    name: Spanned<String>,
    /// A file name, in which `*` stands for anything and `?` for one character.
    file: Spanned<String>,
    format: Option<Format>,
    encoding: Option<Spanned<String>>,
    delimiter: Option<Spanned<String>>,
    sheet: Option<String>,
    header_row: Option<Spanned<u64>>,
    pub(super) join: Option<Join>,
}

/// What a file is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Format {
    /// Text with a delimiter.
    Csv,
    /// A workbook.
    Xlsx,
    /// One JSON object a line.
    Jsonl,
}

/// Columns of another input that complete each row; the first row of a key wins.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Join {
    /// The other input.
    pub(super) input: Spanned<String>,
    /// The column of this input.
    pub(super) on: String,
    /// The column of the other; the same name if there is none.
    to: Option<String>,
}

/// `[[records]]`: rows of an input that become records of a kind.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RecordMapping {
    pub(super) kind: Spanned<Kind>,
    pub(super) from: Spanned<String>,
    /// Only rows with one of these values in every column named.
    #[serde(default, rename = "where")]
    pub(super) only: BTreeMap<String, OneOrMany>,
    /// No rows with one of these values in any column named.
    #[serde(default)]
    pub(super) not: BTreeMap<String, OneOrMany>,
    /// Rows in which one of these is empty are skipped without a word.
    #[serde(default)]
    pub(super) skip_if_empty: Vec<String>,
    /// Values that mean "nothing", besides the empty one.
    #[serde(default)]
    pub(super) empty: Vec<String>,
    pub(super) columns: BTreeMap<Spanned<String>, Spanned<ColumnMapping>>,
}

impl Input {
    /// What records call it.
    pub(super) fn name(&self) -> &str {
        self.name.get_ref()
    }

    /// The file name it reads.
    pub(super) fn pattern(&self) -> &str {
        self.file.get_ref()
    }

    /// The format of one of its files: as it says, else by the file's extension.
    pub(super) fn format(&self, path: &Path) -> Format {
        let extension = path.extension().and_then(|extension| extension.to_str());
        self.format
            .unwrap_or(match extension.map(str::to_lowercase).as_deref() {
                Some("xlsx" | "xlsm") => Format::Xlsx,
                Some("jsonl" | "ndjson") => Format::Jsonl,
                _ => Format::Csv,
            })
    }

    /// The encoding of a text file without a byte order mark.
    pub(super) fn encoding(&self) -> &'static Encoding {
        let label = self.encoding.as_ref().map(Spanned::get_ref);
        label
            .and_then(|label| Encoding::for_label(label.as_bytes()))
            .unwrap_or(UTF_8)
    }

    /// The byte between two cells.
    pub(super) fn delimiter(&self) -> u8 {
        match self.delimiter.as_ref().map(|text| text.get_ref().as_bytes()) {
            Some([byte]) => *byte,
            _ => b',',
        }
    }

    /// The sheet of a workbook; none for the first.
    pub(super) fn sheet(&self) -> Option<&str> {
        self.sheet.as_deref()
    }

    /// The row of the heading, from 1.
    pub(super) fn header_row(&self) -> u64 {
        self.header_row.as_ref().map_or(1, |row| *row.get_ref())
    }
}

impl Join {
    /// The column of the other input.
    pub(super) fn to(&self) -> &str {
        self.to.as_deref().unwrap_or(&self.on)
    }
}

impl RecordMapping {
    /// The mapping of a field.
    pub(super) fn column(&self, field: &str) -> Option<&ColumnMapping> {
        self.columns.get(field).map(Spanned::get_ref)
    }

    /// Every column of the input it names.
    pub(super) fn named_columns(&self) -> impl Iterator<Item = &str> {
        self.columns
            .values()
            .flat_map(|column| column.get_ref().named_columns())
            .chain(self.only.keys().map(String::as_str))
            .chain(self.not.keys().map(String::as_str))
            .chain(self.skip_if_empty.iter().map(String::as_str))
    }
}

#[cfg(test)]
mod tests;
