//! CSV into rows, with the line each row begins in, also after quoted line ends.
//!
//! The reader goes on after what is broken: a quote that is never closed costs its own line, not the rest of the
//! file.

use super::FileError;
use super::mapping::Input;
use super::row::{Cells, Opened, Row, Rows, Step, reject};
use super::text::Text;
use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

/// The longest row that is believed: beyond it a quote was not closed.
const LONGEST_ROW: usize = 1024 * 1024;

/// Opens a CSV file and reads its heading.
///
/// # Errors
/// When it cannot be opened, is empty or has no heading.
pub(super) fn open(path: &Path, input: &Input, read: Arc<AtomicU64>) -> Result<Opened, FileError> {
    let mut reader = CsvReader::new(Text::open(path, input.encoding(), read)?, input.delimiter());
    reader.skip_lines(input.header_row() - 1)?;
    let mut heading = Row::default();
    let no_heading = || FileError::NoHeading {
        path: path.to_owned(),
        row: input.header_row(),
    };
    if !matches!(reader.read(&mut heading)?, Step::Row) {
        return Err(no_heading());
    }
    let names: Vec<String> = heading.cells.iter().map(|name| name.trim().to_owned()).collect();
    if names.iter().all(String::is_empty) {
        return Err(no_heading());
    }
    reader.width = names.len();
    Ok(Opened {
        path: path.to_owned(),
        origin: Arc::clone(&reader.origin),
        cells: names.clone(),
        names,
        sampled: false,
        rows: Box::new(reader),
    })
}

struct CsvReader {
    text: Text,
    origin: Arc<str>,
    core: Reader,
    line: u64,
    width: usize,
    out: Vec<u8>,
    ends: Vec<usize>,
}

/// How the bytes of one record ended.
enum Ended {
    /// After `consumed` bytes of the window, with `length` bytes and `fields` ends put out.
    Record {
        consumed: usize,
        length: usize,
        fields: usize,
    },
    /// Within a quote.
    Unclosed { at_end: bool },
    /// There was nothing.
    Nothing,
}

impl CsvReader {
    fn new(text: Text, delimiter: u8) -> Self {
        Self {
            origin: text.path.display().to_string().into(),
            text,
            core: ReaderBuilder::new().delimiter(delimiter).build(),
            line: 1,
            width: 0,
            out: vec![0; 1024],
            ends: vec![0; 64],
        }
    }

    fn skip_lines(&mut self, count: u64) -> Result<(), FileError> {
        for _ in 0..count {
            let length = self.text.line_length(LONGEST_ROW)?;
            self.text.consume(length);
            self.line += 1;
        }
        Ok(())
    }

    /// Consumes line ends before a row, so that the row's line is the one it begins in.
    fn skip_line_ends(&mut self) -> Result<(), FileError> {
        loop {
            let window = self.text.window();
            let mut blank = window
                .iter()
                .take_while(|byte| matches!(byte, b'\r' | b'\n'))
                .count();
            let more = blank == window.len();
            if more && window.ends_with(b"\r") && self.text.fill()? {
                // The other half of this line end may just have come.
                continue;
            }
            let window = self.text.window();
            blank = blank.min(window.len());
            self.line += line_ends(&window[..blank]);
            self.text.consume(blank);
            if !more || !self.text.fill()? {
                return Ok(());
            }
        }
    }

    /// Lets the state machine run over one record, reading on where the window ends.
    fn scan(&mut self) -> Result<Ended, FileError> {
        let (mut at, mut length, mut fields) = (0, 0, 0);
        loop {
            let window = &self.text.window()[at..];
            if window.is_empty() {
                if self.text.fill()? {
                    continue;
                }
                if at == 0 {
                    return Ok(Ended::Nothing);
                }
                return Ok(self.scan_end(at, length, fields));
            }
            let (result, read, written, ended) =
                self.core
                    .read_record(window, &mut self.out[length..], &mut self.ends[fields..]);
            at += read;
            length += written;
            fields += ended;
            match result {
                ReadRecordResult::Record => {
                    return Ok(Ended::Record {
                        consumed: at,
                        length,
                        fields,
                    });
                }
                ReadRecordResult::OutputFull => self.out.resize(self.out.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::InputEmpty | ReadRecordResult::End => {}
            }
            if at > LONGEST_ROW {
                return Ok(Ended::Unclosed { at_end: false });
            }
        }
    }

    /// At the end of the file a line end closes a record, except within a quote, where it belongs to the cell.
    fn scan_end(&mut self, consumed: usize, mut length: usize, mut fields: usize) -> Ended {
        self.out.resize(self.out.len().max(length + 16), 0);
        self.ends.resize(self.ends.len().max(fields + 16), 0);
        let (result, _, written, ended) =
            self.core
                .read_record(b"\n", &mut self.out[length..], &mut self.ends[fields..]);
        length += written;
        fields += ended;
        match result {
            ReadRecordResult::Record => Ended::Record {
                consumed,
                length,
                fields,
            },
            _ => Ended::Unclosed { at_end: true },
        }
    }

    /// Reads one record, whatever its width.
    fn read(&mut self, row: &mut Row) -> Result<Step, FileError> {
        self.skip_line_ends()?;
        row.line = self.line;
        match self.scan()? {
            Ended::Nothing => Ok(Step::End),
            Ended::Record {
                consumed,
                length,
                fields,
            } => {
                let step = self.take(row, consumed, length, fields);
                // The row's own line end stays, to be counted once with those that follow.
                let row = without_line_end(&self.text.window()[..consumed]);
                let length = row.len();
                self.line += line_ends(row);
                self.text.consume(length);
                step
            }
            Ended::Unclosed { at_end } => self.drop_line(at_end),
        }
    }

    /// Checks the text of a record and hands it over.
    fn take(&self, row: &mut Row, consumed: usize, length: usize, fields: usize) -> Result<Step, FileError> {
        let raw = &self.text.window()[..consumed];
        let raw = without_line_end(raw);
        let (out, ends) = (&self.out[..length], &self.ends[..fields]);
        let text = match std::str::from_utf8(out) {
            Ok(text) if ends.iter().all(|end| text.is_char_boundary(*end)) => text,
            Err(error) if error.error_len().is_none() && consumed == self.text.window().len() => {
                let raw = String::from_utf8_lossy(raw);
                let reason = "the file ends in the middle of a character: it was cut; give the whole file";
                return Ok(reject(&self.origin, row.line, &raw, reason));
            }
            _ => return Err(self.text.wrong_encoding(self.line, out)),
        };
        row.raw.clear();
        row.raw.push_str(&String::from_utf8_lossy(raw));
        row.cells.set(text, ends);
        Ok(Step::Row)
    }

    /// Rejects the line of a quote that is never closed and starts again on the next one.
    fn drop_line(&mut self, at_end: bool) -> Result<Step, FileError> {
        let line = self.line;
        let length = self.text.line_length(LONGEST_ROW)?;
        let raw = String::from_utf8_lossy(&self.text.window()[..length]).into_owned();
        self.text.consume(length);
        self.line += 1;
        self.core.reset();
        let reason = if at_end {
            "a quote opens here and the file ends before it closes: the file was cut or a quote is missing"
        } else {
            "a quote opens here and does not close within 1 MiB: a quote is missing or not doubled"
        };
        Ok(reject(&self.origin, line, raw.trim_end(), reason))
    }

    /// What is wrong with a row's shape, if anything is.
    fn misshapen(&self, cells: &mut Cells) -> Option<String> {
        let (found, expected) = (cells.len(), self.width);
        if found == expected {
            return None;
        }
        if found > expected && (expected..found).all(|place| cells.get(place).trim().is_empty()) {
            cells.resize(expected);
            return None;
        }
        Some(if found < expected {
            format!(
                "the row has {found} cells where the heading has {expected}: it was cut, or the delimiter is another one"
            )
        } else {
            format!(
                "the row has {found} cells where the heading has {expected}: put cells that hold the delimiter in quotes"
            )
        })
    }
}

impl Rows for CsvReader {
    fn next(&mut self, row: &mut Row) -> Result<Step, FileError> {
        loop {
            match self.read(row)? {
                Step::Row if row.cells.is_blank() => {}
                Step::Row => {
                    if let Some(reason) = self.misshapen(&mut row.cells) {
                        return Ok(reject(&self.origin, row.line, &row.raw, reason));
                    }
                    if self.text.encoding != encoding_rs::UTF_8 && row.raw.contains('\u{fffd}') {
                        let reason = format!("the row has bytes that are not {}", self.text.encoding.name());
                        return Ok(reject(&self.origin, row.line, &row.raw, reason));
                    }
                    return Ok(Step::Row);
                }
                step => return Ok(step),
            }
        }
    }
}

/// A record's bytes without the line end that closed it.
fn without_line_end(record: &[u8]) -> &[u8] {
    let record = record.strip_suffix(b"\n").unwrap_or(record);
    record.strip_suffix(b"\r").unwrap_or(record)
}

/// Lines that end within bytes: with `\n`, `\r\n`, or a lone `\r` as old Macs wrote.
fn line_ends(bytes: &[u8]) -> u64 {
    let count = |wanted: u8| bytes.iter().filter(|byte| **byte == wanted).count();
    let returns = count(b'\r');
    if returns == 0 {
        return count(b'\n') as u64;
    }
    let both = bytes.windows(2).filter(|pair| pair == b"\r\n").count();
    (count(b'\n') + returns - both) as u64
}
