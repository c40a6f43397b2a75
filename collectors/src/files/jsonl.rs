//! JSONL into rows: one object a line; a column is a dotted path into it.
//!
//! A path goes through objects by name (`fields.status.name`), into lists by number (`labels.0`) and through lists
//! of objects (`components.name` is every component's name). A field that is not there is empty.

use super::FileError;
use super::mapping::Input;
use super::row::{LIST, Opened, Row, Rows, Step, reject};
use super::text::Text;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

/// The longest line that is believed.
const LONGEST_LINE: usize = 16 * 1024 * 1024;
/// How many lines are looked at to learn which fields there are.
const SAMPLED_LINES: usize = 1000;

/// Opens a JSONL file whose cells will be the `needed` paths.
///
/// # Errors
/// When it cannot be opened or is empty.
pub(super) fn open(
    path: &Path,
    input: &Input,
    needed: &[String],
    read: Arc<AtomicU64>,
) -> Result<Opened, FileError> {
    let names = sample(Text::open(path, input.encoding(), Arc::default())?)?;
    let text = Text::open(path, input.encoding(), read)?;
    let origin: Arc<str> = path.display().to_string().into();
    Ok(Opened {
        path: path.to_owned(),
        origin: Arc::clone(&origin),
        cells: needed.to_vec(),
        names,
        sampled: true,
        rows: Box::new(JsonlReader {
            text,
            origin,
            line: 0,
            paths: needed.to_vec(),
        }),
    })
}

struct JsonlReader {
    text: Text,
    origin: Arc<str>,
    line: u64,
    paths: Vec<String>,
}

impl Rows for JsonlReader {
    fn next(&mut self, row: &mut Row) -> Result<Step, FileError> {
        loop {
            let length = self.text.line_length(LONGEST_LINE)?;
            if length == 0 {
                return Ok(Step::End);
            }
            self.line += 1;
            row.line = self.line;
            let bytes = self.text.window()[..length].trim_ascii();
            row.raw.clear();
            match std::str::from_utf8(bytes) {
                Ok(text) => row.raw.push_str(text),
                Err(error) if error.error_len().is_none() => {
                    row.raw.push_str(&String::from_utf8_lossy(bytes))
                }
                Err(_) => return Err(self.text.wrong_encoding(self.line, bytes)),
            }
            self.text.consume(length);
            if row.raw.is_empty() {
                continue;
            }
            return Ok(match serde_json::from_str(&row.raw) {
                Ok(Value::Object(object)) => {
                    let object = Value::Object(object);
                    row.cells.clear();
                    for path in &self.paths {
                        row.cells.push_with(|cell| write(&object, path, cell));
                    }
                    Step::Row
                }
                Ok(_) => reject(
                    &self.origin,
                    self.line,
                    &row.raw,
                    "the line is JSON but no object: write {…}",
                ),
                Err(error) if error.is_eof() => {
                    let reason = "the line ends before its object does: the file was cut";
                    reject(&self.origin, self.line, &row.raw, reason)
                }
                Err(error) => reject(
                    &self.origin,
                    self.line,
                    &row.raw,
                    format!("the line is not JSON: {error}"),
                ),
            });
        }
    }
}

/// Writes what a path leads to into a cell.
fn write(value: &Value, path: &str, cell: &mut String) {
    if let Some(found) = value.as_object().and_then(|object| object.get(path)) {
        return write_value(found, cell);
    }
    let (step, rest) = match path.split_once('.') {
        Some((step, rest)) => (step, Some(rest)),
        None => (path, None),
    };
    match value {
        Value::Object(object) => {
            if let (Some(found), Some(rest)) = (object.get(step), rest) {
                write(found, rest, cell);
            }
        }
        Value::Array(items) => match (step.parse::<usize>(), rest) {
            (Ok(place), rest) => match (items.get(place), rest) {
                (Some(found), Some(rest)) => write(found, rest, cell),
                (Some(found), None) => write_value(found, cell),
                (None, _) => {}
            },
            (Err(_), _) => join(items, cell, |item, cell| write(item, path, cell)),
        },
        _ => {}
    }
}

fn write_value(value: &Value, cell: &mut String) {
    match value {
        Value::Null => {}
        Value::String(text) => cell.push_str(text),
        Value::Array(items) => join(items, cell, write_value),
        other => cell.push_str(&other.to_string()),
    }
}

fn join(items: &[Value], cell: &mut String, write: impl Fn(&Value, &mut String)) {
    for (place, item) in items.iter().enumerate() {
        if place > 0 {
            cell.push(LIST);
        }
        write(item, cell);
    }
}

/// The paths of the first lines.
fn sample(mut text: Text) -> Result<Vec<String>, FileError> {
    let mut names = BTreeSet::new();
    for _ in 0..SAMPLED_LINES {
        let length = text.line_length(LONGEST_LINE)?;
        if length == 0 {
            break;
        }
        if let Ok(value) = serde_json::from_slice(&text.window()[..length]) {
            paths(&value, "", &mut names);
        }
        text.consume(length);
    }
    Ok(names.into_iter().collect())
}

fn paths(value: &Value, before: &str, names: &mut BTreeSet<String>) {
    const MOST: usize = 10_000;
    match value {
        Value::Object(object) => {
            for (name, inner) in object {
                let path = if before.is_empty() {
                    name.clone()
                } else {
                    format!("{before}.{name}")
                };
                paths(inner, &path, names);
                if names.len() < MOST {
                    names.insert(path);
                }
            }
        }
        Value::Array(items) => {
            for (place, item) in items.iter().enumerate() {
                paths(item, before, names);
                if names.len() < MOST && place < 10 {
                    names.insert(format!("{before}.{place}"));
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(json: &str, path: &str) -> String {
        let mut cell = String::new();
        write(&serde_json::from_str(json).unwrap(), path, &mut cell);
        cell
    }

    #[test]
    fn a_path_leads_through_objects_and_lists() {
        let json =
            r#"{"a":{"b":1.5,"n":null,"t":true},"l":["x","y"],"c":[{"name":"p"},{"name":"q"}],"d.e":"z"}"#;
        assert_eq!(cell(json, "a.b"), "1.5");
        assert_eq!(cell(json, "a.n"), "");
        assert_eq!(cell(json, "a.t"), "true");
        assert_eq!(cell(json, "a.missing"), "");
        assert_eq!(cell(json, "l"), format!("x{LIST}y"));
        assert_eq!(cell(json, "l.1"), "y");
        assert_eq!(cell(json, "c.name"), format!("p{LIST}q"));
        assert_eq!(cell(json, "c.0.name"), "p");
        assert_eq!(cell(json, "d.e"), "z");
    }
}
