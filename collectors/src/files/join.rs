//! Rows completed with the columns of another input, in bounded memory.
//!
//! The other input is read first, into an index by key: its first row of a key wins, so that no row of the main
//! input is ever multiplied. Where the index outgrows its limit, both inputs are split by a hash of their key into
//! temporary files, and joined part by part; lines stay those of the files, only the order of rows changes.

use super::FileError;
use super::row::{Cells, Opened, Row, Rows, Step, shortened};
use super::spill::{Kept, Spill};
use model::records::Reject;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

/// Bytes an index may take before both sides are split.
pub(super) const INDEX_LIMIT: usize = 64 * 1024 * 1024;
/// Into how many parts both sides are split.
const PARTS: usize = 64;
/// What an entry costs besides its text.
const ENTRY: usize = 128;

/// The files of an input, one after the other.
pub(super) struct Chain {
    files: Vec<Box<dyn Rows>>,
    at: usize,
}

impl Chain {
    /// The rows of all files, in order.
    pub(super) fn new(files: Vec<Box<dyn Rows>>) -> Self {
        Self { files, at: 0 }
    }
}

impl Rows for Chain {
    fn next(&mut self, row: &mut Row) -> Result<Step, FileError> {
        while let Some(file) = self.files.get_mut(self.at) {
            row.file = self.at;
            match file.next(row)? {
                Step::End => self.at += 1,
                step => return Ok(step),
            }
        }
        Ok(Step::End)
    }
}

/// Where a file of the main input has its key, and how many cells its rows have.
#[derive(Debug, Clone, Copy)]
pub(super) struct MainShape {
    pub(super) width: usize,
    pub(super) key: usize,
}

/// Where a file of the other input has its key and the columns that are wanted.
#[derive(Debug, Clone)]
pub(super) struct OtherShape {
    pub(super) origin: Arc<str>,
    pub(super) key: usize,
    pub(super) key_name: String,
    pub(super) wanted: Vec<Option<usize>>,
}

impl OtherShape {
    /// The shape of a file, if it has the key.
    pub(super) fn new(file: &Opened, key: &str, wanted: &[String]) -> Option<Self> {
        let place = |name: &str| file.cells.iter().position(|cell| cell == name);
        Some(Self {
            origin: Arc::clone(&file.origin),
            key: place(key)?,
            key_name: key.to_owned(),
            wanted: wanted.iter().map(|name| place(name)).collect(),
        })
    }
}

/// The rows of the main input, each followed by the wanted cells of the other.
pub(super) struct Joined {
    main: Chain,
    main_shapes: Vec<MainShape>,
    other: Chain,
    other_shapes: Vec<OtherShape>,
    wanted: usize,
    limit: usize,
    state: State,
    buffer: Row,
}

enum State {
    /// The other input goes into the index.
    Indexing(Index),
    /// Everything fits: rows of the main input find theirs.
    Finding(Index),
    /// The other input is split.
    SplittingOther(Vec<Spill>),
    /// The main input is split.
    SplittingMain(Vec<Spill>, Vec<Spill>),
    /// Part by part: first the part's index, then its rows.
    Parts {
        waiting: Vec<(Kept, Kept)>,
        part: Option<Part>,
    },
}

struct Part {
    index: Index,
    other: Option<Kept>,
    main: Kept,
}

#[derive(Default)]
struct Index {
    rows: HashMap<Box<str>, Found>,
    size: usize,
}

struct Found {
    file: usize,
    line: u64,
    cells: Cells,
}

impl Index {
    /// Keeps a row whose first cell is its key. The line of the one that was there before, if it says otherwise.
    fn insert(&mut self, row: &Row) -> Option<(usize, u64)> {
        let key = row.cells.get(0);
        let mut cells = Cells::default();
        row.cells.iter().skip(1).for_each(|cell| cells.push(cell));
        match self.rows.entry(key.into()) {
            Entry::Occupied(first) => {
                let first = first.get();
                (first.cells != cells).then_some((first.file, first.line))
            }
            Entry::Vacant(place) => {
                self.size += ENTRY + key.len() + cells.size();
                place.insert(Found {
                    file: row.file,
                    line: row.line,
                    cells,
                });
                None
            }
        }
    }
}

impl Joined {
    /// A join that keeps at most `limit` bytes of the other input in memory.
    pub(super) fn new(
        main: (Chain, Vec<MainShape>),
        other: (Chain, Vec<OtherShape>),
        wanted: usize,
        limit: usize,
    ) -> Self {
        Self {
            main: main.0,
            main_shapes: main.1,
            other: other.0,
            other_shapes: other.1,
            wanted,
            limit,
            state: State::Indexing(Index::default()),
            buffer: Row::default(),
        }
    }

    /// Reads the other input's next row that has a key, as key and wanted cells.
    fn next_other(&mut self, row: &mut Row) -> Result<Step, FileError> {
        loop {
            let step = self.other.next(&mut self.buffer)?;
            if !matches!(step, Step::Row) {
                return Ok(step);
            }
            let shape = &self.other_shapes[self.buffer.file];
            let key = self.buffer.cells.get(shape.key).trim();
            if key.is_empty() {
                continue;
            }
            row.file = self.buffer.file;
            row.line = self.buffer.line;
            row.raw.clone_from(&self.buffer.raw);
            row.cells.clear();
            row.cells.push(key);
            for place in &shape.wanted {
                row.cells
                    .push(place.map_or("", |place| self.buffer.cells.get(place)));
            }
            return Ok(Step::Row);
        }
    }

    /// What is said of a second row of a key that differs from the first.
    fn notice(&self, row: &Row, first: (usize, u64)) -> Step {
        let shape = &self.other_shapes[row.file];
        let key = row.cells.get(0);
        let before = match first.0 == row.file {
            true => format!("line {}", first.1),
            false => format!("{}:{}", self.other_shapes[first.0].origin, first.1),
        };
        Step::Reject(Box::new(Reject {
            origin: shape.origin.to_string(),
            line: Some(row.line),
            column: Some(shape.key_name.clone()),
            value: Some(key.to_owned()),
            reason: format!("{before} has the same key with other values: the first one is taken"),
            raw: shortened(&row.raw),
        }))
    }

    fn complete(&self, row: &mut Row, index: &Index) {
        let shape = self.main_shapes[row.file];
        let found = index.rows.get(row.cells.get(shape.key).trim());
        row.cells.resize(shape.width);
        if let Some(found) = found {
            found.cells.iter().for_each(|cell| row.cells.push(cell));
        }
        row.cells.resize(shape.width + self.wanted);
    }

    /// One step in a state; the state after it, and what it came to, if to anything.
    fn step(&mut self, state: State, row: &mut Row) -> Result<(State, Option<Step>), FileError> {
        match state {
            State::Indexing(mut index) => match self.next_other(row)? {
                Step::Row => {
                    let notice = index.insert(row).map(|first| self.notice(row, first));
                    let state = if index.size > self.limit {
                        State::SplittingOther(split(index)?)
                    } else {
                        State::Indexing(index)
                    };
                    Ok((state, notice))
                }
                Step::Reject(reject) => Ok((State::Indexing(index), Some(Step::Reject(reject)))),
                Step::End => Ok((State::Finding(index), None)),
            },
            State::Finding(index) => {
                let step = self.main.next(row)?;
                if matches!(step, Step::Row) {
                    self.complete(row, &index);
                }
                Ok((State::Finding(index), Some(step)))
            }
            State::SplittingOther(mut other) => match self.next_other(row)? {
                Step::Row => {
                    other[part_of(row.cells.get(0))].keep(row)?;
                    Ok((State::SplittingOther(other), None))
                }
                Step::Reject(reject) => Ok((State::SplittingOther(other), Some(Step::Reject(reject)))),
                Step::End => Ok((State::SplittingMain(other, spills()?), None)),
            },
            State::SplittingMain(other, mut main) => match self.main.next(row)? {
                Step::Row => {
                    let key = self.main_shapes[row.file].key;
                    main[part_of(row.cells.get(key).trim())].keep(row)?;
                    Ok((State::SplittingMain(other, main), None))
                }
                Step::Reject(reject) => Ok((State::SplittingMain(other, main), Some(Step::Reject(reject)))),
                Step::End => {
                    let pairs = other.into_iter().zip(main);
                    let waiting = pairs.map(|(other, main)| Ok((other.take_back()?, main.take_back()?)));
                    let waiting = waiting.collect::<Result<_, FileError>>()?;
                    Ok((State::Parts { waiting, part: None }, None))
                }
            },
            State::Parts { waiting, part } => self.step_in_parts(waiting, part, row),
        }
    }

    fn step_in_parts(
        &mut self,
        mut waiting: Vec<(Kept, Kept)>,
        part: Option<Part>,
        row: &mut Row,
    ) -> Result<(State, Option<Step>), FileError> {
        let Some(mut part) = part else {
            let Some((other, main)) = waiting.pop() else {
                return Ok((State::Parts { waiting, part: None }, Some(Step::End)));
            };
            let part = Some(Part {
                index: Index::default(),
                other: Some(other),
                main,
            });
            return Ok((State::Parts { waiting, part }, None));
        };
        if let Some(other) = &mut part.other {
            let mut step = None;
            if other.next(row)? {
                step = part.index.insert(row).map(|first| self.notice(row, first));
            } else {
                part.other = None;
            }
            let part = Some(part);
            return Ok((State::Parts { waiting, part }, step));
        }
        if part.main.next(row)? {
            self.complete(row, &part.index);
            let part = Some(part);
            return Ok((State::Parts { waiting, part }, Some(Step::Row)));
        }
        Ok((State::Parts { waiting, part: None }, None))
    }
}

impl Rows for Joined {
    fn next(&mut self, row: &mut Row) -> Result<Step, FileError> {
        loop {
            let state = std::mem::replace(&mut self.state, State::Indexing(Index::default()));
            let (state, step) = self.step(state, row)?;
            self.state = state;
            if let Some(step) = step {
                return Ok(step);
            }
        }
    }
}

fn spills() -> Result<Vec<Spill>, FileError> {
    (0..PARTS).map(|_| Spill::new()).collect()
}

/// Moves an index into parts. What it holds is every key's first row, and stays so.
fn split(index: Index) -> Result<Vec<Spill>, FileError> {
    let mut parts = spills()?;
    let mut row = Row::default();
    for (key, found) in index.rows {
        row.file = found.file;
        row.line = found.line;
        row.cells.clear();
        row.cells.push(&key);
        found.cells.iter().for_each(|cell| row.cells.push(cell));
        parts[part_of(&key)].keep(&row)?;
    }
    Ok(parts)
}

fn part_of(key: &str) -> usize {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    usize::try_from(hasher.finish() % PARTS as u64).unwrap_or(0)
}

#[cfg(test)]
mod tests;
