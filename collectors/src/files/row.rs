//! A row of any file: its line and its cells as text, in one reusable allocation.

use super::FileError;
use model::records::Reject;
use std::path::PathBuf;
use std::sync::Arc;

/// Joins the values of a list in one cell where the file itself has lists (JSON).
pub(super) const LIST: char = '\u{1f}';

/// The cells of a row: one text and where each cell ends in it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Cells {
    text: String,
    ends: Vec<usize>,
}

impl Cells {
    /// Takes all cells away and keeps the memory.
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The text of a cell; empty where there is none.
    pub(super) fn get(&self, place: usize) -> &str {
        let Some(end) = self.ends.get(place) else {
            return "";
        };
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..*end]
    }

    /// Bytes it takes.
    pub(super) fn size(&self) -> usize {
        self.text.len() + self.ends.len() * size_of::<usize>()
    }

    /// Adds a cell.
    pub(super) fn push(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.ends.push(self.text.len());
    }

    /// Adds what `write` writes as one cell.
    pub(super) fn push_with(&mut self, write: impl FnOnce(&mut String)) {
        write(&mut self.text);
        self.ends.push(self.text.len());
    }

    /// Takes over a record whose text and cell ends are known. `ends` lie between characters and grow.
    pub(super) fn set(&mut self, text: &str, ends: &[usize]) {
        self.clear();
        self.text.push_str(text);
        self.ends.extend_from_slice(ends);
    }

    /// Adds empty cells, or takes cells away, until there are `count`.
    pub(super) fn resize(&mut self, count: usize) {
        self.ends.resize(count, self.text.len());
        self.text.truncate(self.ends.last().copied().unwrap_or(0));
    }

    /// All cells in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|place| self.get(place))
    }

    /// Whether there is nothing in it.
    pub(super) fn is_blank(&self) -> bool {
        self.text.chars().all(char::is_whitespace)
    }
}

/// A row, where it was read and how it was written.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// Which of its input's files it is from.
    pub(super) file: usize,
    /// Line of a text file, row of a sheet; from 1.
    pub(super) line: u64,
    /// Its cells.
    pub(super) cells: Cells,
    /// The row as it was written.
    pub(super) raw: String,
}

/// What a reader came to.
#[derive(Debug)]
pub(super) enum Step {
    /// A row is in the buffer.
    Row,
    /// Something that is no row; reading goes on after it.
    Reject(Box<Reject>),
    /// There is no more.
    End,
}

/// Anything that gives rows one after the other.
pub(super) trait Rows: Send {
    /// Reads the next row into `row`.
    ///
    /// # Errors
    /// Where the file cannot be read any further.
    fn next(&mut self, row: &mut Row) -> Result<Step, FileError>;
}

/// What is known of a file before its first row.
pub(super) struct Opened {
    /// The file.
    pub(super) path: PathBuf,
    /// The same, as records name it.
    pub(super) origin: Arc<str>,
    /// What each cell of a row is called, in order.
    pub(super) cells: Vec<String>,
    /// The names the file has.
    pub(super) names: Vec<String>,
    /// Whether `names` are only those of the first rows: JSONL has no heading.
    pub(super) sampled: bool,
    /// Its rows.
    pub(super) rows: Box<dyn Rows>,
}

/// A reject of a whole row.
pub(super) fn reject(origin: &str, line: u64, raw: &str, reason: impl Into<String>) -> Step {
    Step::Reject(Box::new(Reject {
        origin: origin.to_owned(),
        line: Some(line),
        column: None,
        value: None,
        reason: reason.into(),
        raw: shortened(raw),
    }))
}

/// A raw row short enough to be kept: the first 64 KiB.
pub(super) fn shortened(raw: &str) -> String {
    const MOST: usize = 64 * 1024;
    if raw.len() <= MOST {
        return raw.to_owned();
    }
    let mut end = MOST;
    while !raw.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}… ({} bytes in all)", &raw[..end], raw.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_found_and_resized() {
        let mut cells = Cells::default();
        cells.push("a");
        cells.push("");
        cells.push("éb");
        assert_eq!(cells.iter().collect::<Vec<_>>(), ["a", "", "éb"]);
        assert_eq!(cells.get(3), "");
        cells.resize(4);
        assert_eq!(cells.iter().collect::<Vec<_>>(), ["a", "", "éb", ""]);
        cells.resize(1);
        cells.push("x");
        assert_eq!(cells.iter().collect::<Vec<_>>(), ["a", "x"]);
    }
}
