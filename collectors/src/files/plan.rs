//! What a file's rows become, settled before its first row: every name of the mapping is a place in a row.

use super::FileError;
use super::columns::{Column, Place, Problem, Shared};
use super::error::MissingColumn;
use super::mapping::{Kind, Mapping, RecordMapping};
use super::records::{Build, Fields, build};
use super::row::{Cells, Opened};
use chrono_tz::Tz;
use model::records::Record;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

/// How alike a JSONL path must be to one that is there to be taken for a slip of the pen: a path that is not in
/// the first rows may well come later.
const SLIP: f64 = 0.8;

/// The columns that a joined input adds to each row.
#[derive(Debug, Clone, Default)]
pub(super) struct JoinedColumns {
    /// The joined input's name.
    pub(super) input: String,
    /// The added columns, in order.
    pub(super) wanted: Vec<String>,
}

/// What the rows of a file become.
pub(super) struct Plan {
    records: Vec<PlannedRecord>,
}

struct PlannedRecord {
    only: Vec<(usize, Vec<String>)>,
    not: Vec<(usize, Vec<String>)>,
    skip_if_empty: Vec<usize>,
    empty: Arc<[String]>,
    build: Build,
}

impl Plan {
    /// Settles what the rows of `file`, which belongs to `input`, become.
    ///
    /// # Errors
    /// All columns that the mapping names and the file does not have; a column it names that is there twice.
    pub(super) fn new(
        mapping: &Mapping,
        input: &str,
        file: &Opened,
        joined: &JoinedColumns,
        real_dates: bool,
        time_zone: Tz,
    ) -> Result<Self, FileError> {
        let layout = Layout {
            file,
            joined,
            missing: RefCell::default(),
            ambiguous: RefCell::default(),
        };
        if let Some(join) = mapping.input(input).and_then(|input| input.join.as_ref()) {
            layout.place(&join.on, true);
        }
        let records = mapping
            .records
            .iter()
            .filter(|record| record.from.get_ref() == input);
        let records = records
            .map(|record| layout.record(record, real_dates, time_zone))
            .collect();
        layout.finish(mapping)?;
        Ok(Self { records })
    }

    /// Makes the records of a row, each handed to `take`; a problem that several share is handed on once.
    pub(super) fn read(&mut self, row: &Cells, mut take: impl FnMut(Result<Record, Problem>)) {
        let mut problems: Vec<Problem> = Vec::new();
        for record in &mut self.records {
            if !record.concerns(row) {
                continue;
            }
            match (record.build)(row) {
                Ok(record) => take(Ok(record)),
                Err(problem) if problems.contains(&problem) => {}
                Err(problem) => problems.push(problem),
            }
        }
        problems.into_iter().for_each(|problem| take(Err(problem)));
    }
}

impl PlannedRecord {
    fn concerns(&self, row: &Cells) -> bool {
        let text = |place: &usize| row.get(*place).trim();
        let among = |(place, values): &(usize, Vec<String>)| values.iter().any(|value| value == text(place));
        let is_empty = |place: &usize| {
            let text = text(place);
            text.is_empty() || self.empty.iter().any(|empty| empty == text)
        };
        self.only.iter().all(among) && !self.not.iter().any(among) && !self.skip_if_empty.iter().any(is_empty)
    }
}

/// Where each name is found, and the names that are not.
struct Layout<'a> {
    file: &'a Opened,
    joined: &'a JoinedColumns,
    missing: RefCell<BTreeSet<String>>,
    ambiguous: RefCell<Option<String>>,
}

impl Layout<'_> {
    fn record(&self, mapping: &RecordMapping, real_dates: bool, time_zone: Tz) -> PlannedRecord {
        let kind: Kind = *mapping.kind.get_ref();
        let shared = Shared {
            empty: mapping.empty.clone().into(),
            time_zone,
            real_dates,
        };
        let columns = mapping.columns.iter().map(|(name, column)| {
            let name = name.get_ref();
            let is_required = kind.field(name).is_some_and(|field| field.required);
            let column = column.get_ref();
            let is_only = is_required && column.0.first_of.is_none();
            let column = Column::new(column, &shared, |name| Place {
                name: name.to_owned(),
                at: self.place(name, is_only),
            });
            (name.clone(), column)
        });
        let mut fields = Fields(columns.collect());
        let among = |conditions: &std::collections::BTreeMap<String, model::config::OneOrMany>| {
            let conditions = conditions.iter();
            conditions
                .map(|(name, values)| (self.place(name, false), values.0.clone()))
                .collect()
        };
        PlannedRecord {
            only: among(&mapping.only),
            not: among(&mapping.not),
            skip_if_empty: mapping
                .skip_if_empty
                .iter()
                .map(|name| self.place(name, false))
                .collect(),
            empty: Arc::clone(&shared.empty),
            build: build(kind, &mut fields),
        }
    }

    /// The place of a column: the file's own, else the joined input's. A missing one is remembered.
    fn place(&self, name: &str, is_required: bool) -> usize {
        let own = self.file.cells.iter().position(|cell| cell == name);
        let is_there = self.file.names.iter().filter(|there| *there == name).count();
        if let (Some(place), 1..) = (own, is_there) {
            if is_there > 1 {
                self.ambiguous.replace(Some(name.to_owned()));
            }
            return place;
        }
        let prefix = format!("{}.", self.joined.input);
        let bare = name.strip_prefix(&prefix).unwrap_or(name);
        if let Some(place) = self.joined.wanted.iter().position(|wanted| wanted == bare) {
            return self.file.cells.len() + place;
        }
        if let (Some(place), true) = (own, self.file.sampled && !is_required && !self.is_slip(name)) {
            return place;
        }
        self.missing.borrow_mut().insert(name.to_owned());
        0
    }

    fn is_slip(&self, name: &str) -> bool {
        let like = |there: &String| strsim::normalized_damerau_levenshtein(name, there) >= SLIP;
        self.file.names.iter().any(like)
    }

    fn finish(self, mapping: &Mapping) -> Result<(), FileError> {
        let path = &self.file.path;
        if let Some(column) = self.ambiguous.into_inner() {
            return Err(FileError::AmbiguousColumn {
                path: path.clone(),
                column,
            });
        }
        let missing = self.missing.into_inner();
        if missing.is_empty() {
            return Ok(());
        }
        let there: Vec<String> = self
            .file
            .names
            .iter()
            .chain(&self.joined.wanted)
            .cloned()
            .collect();
        Err(FileError::MissingColumns {
            path: path.clone(),
            missing: missing
                .iter()
                .map(|name| MissingColumn::new(mapping, name, &there))
                .collect(),
            there,
        })
    }
}
