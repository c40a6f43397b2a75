//! An import as pages of records.

use super::FileError;
use super::mapping::Mapping;
use super::open::{self, Section};
use super::row::{Row, Step, shortened};
use chrono_tz::Tz;
use model::records::{Located, Page, Reject};
use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Files being read with a mapping: an iterator of pages.
///
/// Each page holds at most `page_rows` records and is meant to be saved in one transaction. Rows that cannot be
/// taken are in `rejects` of the page, with line, column, value and reason; the rows after them go on. An error
/// ends the import; the pages before it are good, and importing again changes nothing of what they brought.
pub struct FileImport {
    sections: VecDeque<Section>,
    page_rows: usize,
    records: VecDeque<Located>,
    rejects: VecDeque<Reject>,
    row: Row,
    rows_read: u64,
    bytes_read: Arc<AtomicU64>,
    bytes_total: u64,
    failed: Option<FileError>,
}

impl FileImport {
    /// Opens the files and checks all that can be checked before reading: every file has an input, every input has
    /// a file, no file is empty, every column that the mapping names is there. Days begin and end in `time_zone`,
    /// the organisation's.
    ///
    /// # Errors
    /// What is wrong, with the nearest valid name.
    pub fn open(
        mapping: &Mapping,
        files: &[PathBuf],
        time_zone: Tz,
        page_rows: usize,
    ) -> Result<Self, FileError> {
        let bytes_read = Arc::default();
        let sections = open::open(mapping, files, time_zone, &bytes_read)?;
        Ok(Self {
            sections: sections.into(),
            page_rows: page_rows.max(1),
            records: VecDeque::new(),
            rejects: VecDeque::new(),
            row: Row::default(),
            rows_read: 0,
            bytes_read,
            bytes_total: open::total_bytes(mapping, files)?,
            failed: None,
        })
    }

    /// Bytes read so far, of [`bytes_total`](Self::bytes_total).
    #[must_use]
    pub fn bytes_read(&self) -> u64 {
        self.bytes_read.load(Ordering::Relaxed)
    }

    /// Bytes of all files; one that is read twice, such as for two sheets, counts twice.
    #[must_use]
    pub fn bytes_total(&self) -> u64 {
        self.bytes_total
    }

    /// Rows of main inputs read so far, those that could not be taken included, blank ones not.
    #[must_use]
    pub fn rows_read(&self) -> u64 {
        self.rows_read
    }

    /// Reads one row further; false at the end.
    fn advance(&mut self) -> Result<bool, FileError> {
        let Some(section) = self.sections.front_mut() else {
            return Ok(false);
        };
        match section.rows.next(&mut self.row)? {
            Step::End => {
                self.sections.pop_front();
            }
            Step::Reject(reject) => {
                self.rows_read += 1;
                self.rejects.push_back(*reject);
            }
            Step::Row => {
                self.rows_read += 1;
                let (origin, plan) = &mut section.files[self.row.file];
                let (records, rejects, row) = (&mut self.records, &mut self.rejects, &self.row);
                plan.read(&row.cells, |read| match read {
                    Ok(record) => records.push_back(Located {
                        origin: Arc::clone(origin),
                        line: row.line,
                        record,
                    }),
                    Err(problem) => rejects.push_back(Reject {
                        origin: origin.to_string(),
                        line: Some(row.line),
                        column: problem.column,
                        value: problem.value,
                        reason: problem.reason,
                        raw: shortened(&row.raw),
                    }),
                });
            }
        }
        Ok(true)
    }
}

impl Iterator for FileImport {
    type Item = Result<Page, FileError>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.records.len() < self.page_rows && self.rejects.len() < self.page_rows {
            match self.advance() {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => {
                    // What was read before it is given first.
                    self.sections.clear();
                    self.failed = Some(error);
                }
            }
        }
        let records = self.records.len().min(self.page_rows);
        let rejects = self.rejects.len().min(self.page_rows);
        if records == 0 && rejects == 0 {
            return self.failed.take().map(Err);
        }
        Some(Ok(Page {
            records: self.records.drain(..records).collect(),
            rejects: self.rejects.drain(..rejects).collect(),
        }))
    }
}

impl std::fmt::Debug for FileImport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FileImport")
            .field("rows_read", &self.rows_read)
            .field("bytes_total", &self.bytes_total)
            .finish_non_exhaustive()
    }
}
