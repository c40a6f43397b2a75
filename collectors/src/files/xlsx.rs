//! Workbooks into rows. Real dates and numbers of a cell stay what they are: a date is written as ISO text, which a
//! date column of a workbook always understands; a number as its shortest exact text.
//!
//! A workbook is a packed file whose texts lie apart from its cells: it is held in memory while it is read.

use super::FileError;
use super::mapping::Input;
use super::row::{Opened, Row, Rows, Step};
use calamine::{Data, ExcelDateTime, Range, Reader, Xlsx, XlsxError};
use std::fmt::Write as _;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Opens a workbook and reads its sheet.
///
/// # Errors
/// When it is no workbook, does not have the sheet, or has no heading where the mapping says.
pub(super) fn open(path: &Path, input: &Input, read: Arc<AtomicU64>) -> Result<Opened, FileError> {
    let failed = |error| FileError::read(path, error);
    let file = File::open(path).map_err(failed)?;
    let size = file.metadata().map_err(failed)?.len();
    if size == 0 {
        return Err(FileError::Empty(path.to_owned()));
    }
    let broken = |error: XlsxError| FileError::Workbook {
        path: path.to_owned(),
        message: error.to_string(),
    };
    let mut book = Xlsx::new(BufReader::new(file)).map_err(broken)?;
    let sheets = book.sheet_names();
    let sheet = match (input.sheet(), sheets.first()) {
        (Some(sheet), _) if sheets.iter().any(|there| there == sheet) => sheet.to_owned(),
        (None, Some(first)) => first.clone(),
        (wanted, _) => {
            return Err(FileError::NoSheet {
                path: path.to_owned(),
                sheet: wanted.unwrap_or_default().to_owned(),
                there: sheets,
            });
        }
    };
    let range = book.worksheet_range(&sheet).map_err(broken)?;
    let first_row = range.start().map_or(0, |(row, _)| u64::from(row)) + 1;
    let no_heading = || FileError::NoHeading {
        path: path.to_owned(),
        row: input.header_row(),
    };
    let place = input.header_row().checked_sub(first_row).ok_or_else(no_heading)?;
    let place = usize::try_from(place).map_err(|_| no_heading())?;
    let heading = range.rows().nth(place).ok_or_else(no_heading)?;
    let names: Vec<String> = heading.iter().map(|cell| text(cell).trim().to_owned()).collect();
    if names.iter().all(String::is_empty) {
        return Err(no_heading());
    }
    Ok(Opened {
        path: path.to_owned(),
        origin: path.display().to_string().into(),
        cells: names.clone(),
        names,
        sampled: false,
        rows: Box::new(SheetReader {
            first_row,
            next: place + 1,
            range,
            size,
            read,
        }),
    })
}

struct SheetReader {
    range: Range<Data>,
    first_row: u64,
    next: usize,
    size: u64,
    read: Arc<AtomicU64>,
}

impl Rows for SheetReader {
    fn next(&mut self, row: &mut Row) -> Result<Step, FileError> {
        let (height, width) = self.range.get_size();
        while self.next < height {
            row.line = self.first_row + self.next as u64;
            row.cells.clear();
            for column in 0..width {
                let cell = self.range.get((self.next, column)).unwrap_or(&Data::Empty);
                row.cells.push_with(|out| write(cell, out));
            }
            self.next += 1;
            if !row.cells.is_blank() {
                row.raw = row.cells.iter().collect::<Vec<_>>().join("\t");
                return Ok(Step::Row);
            }
        }
        self.read
            .fetch_add(std::mem::take(&mut self.size), Ordering::Relaxed);
        Ok(Step::End)
    }
}

fn text(cell: &Data) -> String {
    let mut out = String::new();
    write(cell, &mut out);
    out
}

fn write(cell: &Data, out: &mut String) {
    // Writing into a String cannot fail.
    let _ = match cell {
        Data::Empty => Ok(()),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => out.write_str(text),
        Data::Int(number) => write!(out, "{number}"),
        Data::Float(number) => write!(out, "{number}"),
        Data::Bool(yes) => write!(out, "{yes}"),
        Data::Error(error) => write!(out, "{error}"),
        Data::DateTime(instant) => write_instant(instant, out),
    };
}

/// A date, a date with a time, or a time: hours, minutes and seconds where there is no day.
fn write_instant(instant: &ExcelDateTime, out: &mut String) -> std::fmt::Result {
    if instant.is_duration() || instant.as_f64().abs() < 1.0 {
        return write_time(instant.as_f64(), out);
    }
    let (year, month, day, hour, minute, second, milli) = instant.to_ymd_hms_milli();
    write!(out, "{year:04}-{month:02}-{day:02}")?;
    match (hour, minute, second, milli) {
        (0, 0, 0, 0) => Ok(()),
        (_, _, _, 0) => write!(out, "T{hour:02}:{minute:02}:{second:02}"),
        _ => write!(out, "T{hour:02}:{minute:02}:{second:02}.{milli:03}"),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a cell's days, however many, are far from the end of an i64 of seconds"
)]
fn write_time(days: f64, out: &mut String) -> std::fmt::Result {
    let seconds = (days * 86_400.0).round() as i64;
    let sign = if seconds < 0 { "-" } else { "" };
    let size = seconds.unsigned_abs();
    write!(
        out,
        "{sign}{}:{:02}:{:02}",
        size / 3600,
        size / 60 % 60,
        size % 60
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType::{DateTime, TimeDelta};

    #[test]
    fn real_dates_and_numbers_stay_what_they_are() {
        let date = |days| Data::DateTime(ExcelDateTime::new(days, DateTime, false));
        assert_eq!(text(&date(45_322.0)), "2024-01-31");
        assert_eq!(text(&date(45_322.5)), "2024-01-31T12:00:00");
        let time = |days| Data::DateTime(ExcelDateTime::new(days, TimeDelta, false));
        assert_eq!(text(&time(1.25)), "30:00:00");
        assert_eq!(text(&time(-0.0625)), "-1:30:00");
        assert_eq!(text(&Data::Float(0.7)), "0.7");
        assert_eq!(text(&Data::Float(1735.0)), "1735");
    }
}
