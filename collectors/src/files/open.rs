//! The files of an import: which input reads which, opened and checked before anything is read.

use super::FileError;
use super::error::MissingColumn;
use super::join::{Chain, INDEX_LIMIT, Joined, MainShape, OtherShape};
use super::mapping::{Format, Input, Join, Mapping};
use super::plan::{JoinedColumns, Plan};
use super::row::{Opened, Rows};
use super::{csv, jsonl, xlsx};
use chrono_tz::Tz;
use model::config::nearest;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

/// All rows of an input that become records, and what they become.
pub(super) struct Section {
    /// The rows, completed where the input has a join.
    pub(super) rows: Box<dyn Rows>,
    /// Of each file: its name, and what its rows become.
    pub(super) files: Vec<(Arc<str>, Plan)>,
}

/// Opens all files and settles what their rows become. `read` counts bytes as they are read.
///
/// # Errors
/// Everything that can be known before reading: files without an input, inputs without a file, empty files,
/// missing columns, wrong encodings.
pub(super) fn open(
    mapping: &Mapping,
    files: &[PathBuf],
    time_zone: Tz,
    read: &Arc<AtomicU64>,
) -> Result<Vec<Section>, FileError> {
    match_files(mapping, files)?;
    let is_main = |input: &&Input| {
        mapping
            .records
            .iter()
            .any(|record| record.from.get_ref() == input.name())
    };
    let opening = Opening {
        mapping,
        files,
        time_zone,
        read,
    };
    let mains: Vec<&Input> = mapping.inputs.iter().filter(is_main).collect();
    let (given, others): (Vec<_>, Vec<_>) = mains.into_iter().partition(|input| is_given(input, files));
    // Some of a mapping's files may be imported alone; none of them is a mistake.
    if let (true, Some(input)) = (given.is_empty(), others.first()) {
        return opening.section(input).map(|section| vec![section]);
    }
    given.into_iter().map(|input| opening.section(input)).collect()
}

fn is_given(input: &Input, files: &[PathBuf]) -> bool {
    files.iter().any(|path| reads(input, path))
}

impl Mapping {
    /// The words of the kinds of records that some files bring, whether or not they have any today.
    pub fn kinds_of<'a>(&'a self, files: &'a [PathBuf]) -> impl Iterator<Item = &'static str> + 'a {
        let records = self.records.iter().filter(|record| {
            let input = self.input(record.from.get_ref());
            input.is_some_and(|input| is_given(input, files))
        });
        records.map(|record| record.kind.get_ref().word())
    }
}

/// The size of everything that will be read.
pub(super) fn total_bytes(mapping: &Mapping, files: &[PathBuf]) -> Result<u64, FileError> {
    let mut total = 0;
    for path in files {
        let size = std::fs::metadata(path)
            .map_err(|error| FileError::read(path, error))?
            .len();
        let reads = mapping
            .inputs
            .iter()
            .filter(|input| reads(input, path))
            .map(|input| {
                let name = input.name();
                let as_main = mapping.records.iter().any(|record| record.from.get_ref() == name);
                let joins = mapping.inputs.iter().filter_map(|other| other.join.as_ref());
                u64::from(as_main) + joins.filter(|join| join.input.get_ref() == name).count() as u64
            });
        total += size * reads.sum::<u64>();
    }
    Ok(total)
}

struct Opening<'a> {
    mapping: &'a Mapping,
    files: &'a [PathBuf],
    time_zone: Tz,
    read: &'a Arc<AtomicU64>,
}

impl Opening<'_> {
    fn section(&self, input: &Input) -> Result<Section, FileError> {
        let opened = self.open_files(input)?;
        let other = match &input.join {
            Some(join) => self.other(join, &opened)?,
            None => None,
        };
        let joined = other
            .as_ref()
            .map(|(_, columns)| columns.clone())
            .unwrap_or_default();
        let mut files = Vec::new();
        let mut shapes = Vec::new();
        for file in &opened {
            let real_dates = input.format(&file.path) == Format::Xlsx;
            let plan = Plan::new(
                self.mapping,
                input.name(),
                file,
                &joined,
                real_dates,
                self.time_zone,
            )?;
            files.push((Arc::clone(&file.origin), plan));
            let on = input.join.as_ref().map(|join| join.on.as_str());
            let key = on.and_then(|on| file.cells.iter().position(|cell| cell == on));
            shapes.push(MainShape {
                width: file.cells.len(),
                key: key.unwrap_or(0),
            });
        }
        let main = Chain::new(opened.into_iter().map(|file| file.rows).collect());
        let rows: Box<dyn Rows> = match other {
            Some((other, columns)) => Box::new(Joined::new(
                (main, shapes),
                other,
                columns.wanted.len(),
                INDEX_LIMIT,
            )),
            None => Box::new(main),
        };
        Ok(Section { rows, files })
    }

    /// The joined input's rows, where its key is, and the columns it adds.
    #[expect(
        clippy::type_complexity,
        reason = "the pair is what a join takes, and is taken apart at once"
    )]
    fn other(
        &self,
        join: &Join,
        mains: &[Opened],
    ) -> Result<Option<((Chain, Vec<OtherShape>), JoinedColumns)>, FileError> {
        let Some(input) = self.mapping.input(join.input.get_ref()) else {
            return Ok(None);
        };
        let opened = self.open_files(input)?;
        let prefix = format!("{}.", input.name());
        let has = |file: &Opened, name: &str| file.names.iter().any(|there| there == name);
        let is_wanted = |name: &&str| {
            let sampled = opened.iter().any(|file| file.sampled);
            opened.iter().any(|file| has(file, name)) || sampled && !mains.iter().any(|main| has(main, name))
        };
        let named = self.named(|other| {
            let of_other = other.join.as_ref();
            of_other.is_some_and(|join| join.input.get_ref() == input.name())
        });
        let bare = named
            .iter()
            .map(|name| name.strip_prefix(&prefix).unwrap_or(name));
        let wanted: BTreeSet<&str> = bare.filter(is_wanted).collect();
        let wanted: Vec<String> = wanted.into_iter().map(str::to_owned).collect();
        let mut shapes = Vec::new();
        for file in &opened {
            let shape = OtherShape::new(file, join.to(), &wanted).filter(|_| has(file, join.to()));
            shapes.push(shape.ok_or_else(|| FileError::MissingColumns {
                path: file.path.clone(),
                missing: vec![MissingColumn::new(self.mapping, join.to(), &file.names)],
                there: file.names.clone(),
            })?);
        }
        let chain = Chain::new(opened.into_iter().map(|file| file.rows).collect());
        let columns = JoinedColumns {
            input: input.name().to_owned(),
            wanted,
        };
        Ok(Some(((chain, shapes), columns)))
    }

    /// The columns that the records of some inputs name.
    fn named(&self, concerns: impl Fn(&Input) -> bool) -> BTreeSet<String> {
        let records = self.mapping.records.iter().filter(|record| {
            let input = self.mapping.input(record.from.get_ref());
            input.is_some_and(&concerns)
        });
        records
            .flat_map(|record| record.named_columns())
            .map(str::to_owned)
            .collect()
    }

    fn open_files(&self, input: &Input) -> Result<Vec<Opened>, FileError> {
        let files = self.files.iter().filter(|path| reads(input, path));
        let opened: Vec<Opened> = files
            .map(|path| self.open_file(input, path))
            .collect::<Result<_, _>>()?;
        if opened.is_empty() {
            return Err(FileError::NoFile {
                input: input.name().to_owned(),
                pattern: input.pattern().to_owned(),
                given: self.files.iter().map(|path| path.display().to_string()).collect(),
            });
        }
        Ok(opened)
    }

    fn open_file(&self, input: &Input, path: &Path) -> Result<Opened, FileError> {
        let read = Arc::clone(self.read);
        match input.format(path) {
            Format::Csv => csv::open(path, input, read),
            Format::Xlsx => xlsx::open(path, input, read),
            Format::Jsonl => {
                let needed: Vec<String> = self.paths(input).into_iter().collect();
                jsonl::open(path, input, &needed, read)
            }
        }
    }

    /// The paths a JSONL input may be asked for: what its records name, and those of inputs that join it.
    fn paths(&self, input: &Input) -> BTreeSet<String> {
        let joins = |other: &Input| {
            other
                .join
                .as_ref()
                .filter(|join| join.input.get_ref() == input.name())
                .cloned()
        };
        let mut paths = self.named(|other| other.name() == input.name());
        paths.extend(input.join.as_ref().map(|join| join.on.clone()));
        let prefix = format!("{}.", input.name());
        let joined = self.named(|other| joins(other).is_some());
        paths.extend(
            joined
                .iter()
                .map(|name| name.strip_prefix(&prefix).unwrap_or(name).to_owned()),
        );
        paths.extend(
            self.mapping
                .inputs
                .iter()
                .filter_map(joins)
                .map(|join| join.to().to_owned()),
        );
        paths
    }
}

fn match_files(mapping: &Mapping, files: &[PathBuf]) -> Result<(), FileError> {
    let patterns: Vec<String> = mapping
        .inputs
        .iter()
        .map(|input| input.pattern().to_owned())
        .collect();
    for path in files {
        if !mapping.inputs.iter().any(|input| reads(input, path)) {
            let near = nearest(file_name(path), patterns.iter().map(String::as_str)).map(str::to_owned);
            return Err(FileError::UnmatchedFile {
                path: path.clone(),
                near,
                patterns,
            });
        }
    }
    Ok(())
}

fn reads(input: &Input, path: &Path) -> bool {
    matches(input.pattern(), file_name(path))
}

fn file_name(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).unwrap_or("")
}

/// Whether a name fits a pattern in which `*` stands for anything and `?` for one character.
fn matches(pattern: &str, name: &str) -> bool {
    let (pattern, name): (Vec<char>, Vec<char>) = (pattern.chars().collect(), name.chars().collect());
    let (mut at, mut found) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while found < name.len() {
        match pattern.get(at) {
            Some('*') => {
                star = Some((at, found));
                at += 1;
            }
            Some(wanted) if *wanted == '?' || *wanted == name[found] => {
                at += 1;
                found += 1;
            }
            _ => match star {
                // The last star takes one character more.
                Some((place, taken)) => {
                    star = Some((place, taken + 1));
                    at = place + 1;
                    found = taken + 1;
                }
                None => return false,
            },
        }
    }
    pattern[at..].iter().all(|rest| *rest == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_names() {
        for (pattern, name) in [
            ("a.csv", "a.csv"),
            ("*.csv", "a.csv"),
            ("log-*-2026.csv", "log-a-b-2026.csv"),
            ("a?.csv", "aé.csv"),
            ("*", ""),
        ] {
            assert!(matches(pattern, name), "{pattern} {name}");
        }
        for (pattern, name) in [
            ("a.csv", "b.csv"),
            ("*.csv", "a.xlsx"),
            ("a?", "a"),
            ("a*b", "ac"),
            ("", "a"),
        ] {
            assert!(!matches(pattern, name), "{pattern} {name}");
        }
    }
}
