//! Rows kept aside in a temporary file, for joins that do not fit in memory. The file has no name and is gone with
//! the process, however it ends.

use super::FileError;
use super::row::Row;
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Seek, Write};

/// Rows being kept aside.
pub(super) struct Spill(BufWriter<File>);

/// Rows being taken back, in the order they were kept.
pub(super) struct Kept {
    reader: BufReader<File>,
    text: Vec<u8>,
}

impl Spill {
    /// An empty one.
    ///
    /// # Errors
    /// When the system gives no temporary file.
    pub(super) fn new() -> Result<Self, FileError> {
        let file = tempfile::tempfile().map_err(FileError::Temporary)?;
        Ok(Self(BufWriter::new(file)))
    }

    /// Keeps a row.
    ///
    /// # Errors
    /// When the disk is full.
    pub(super) fn keep(&mut self, row: &Row) -> Result<(), FileError> {
        self.write(row).map_err(FileError::Temporary)
    }

    fn write(&mut self, row: &Row) -> std::io::Result<()> {
        for number in [row.file as u64, row.line, row.cells.len() as u64] {
            self.0.write_all(&number.to_le_bytes())?;
        }
        for text in row.cells.iter().chain([row.raw.as_str()]) {
            self.0.write_all(&(text.len() as u64).to_le_bytes())?;
            self.0.write_all(text.as_bytes())?;
        }
        Ok(())
    }

    /// Turns to taking back.
    ///
    /// # Errors
    /// When the disk is full.
    pub(super) fn take_back(self) -> Result<Kept, FileError> {
        let file = self
            .0
            .into_inner()
            .map_err(|error| FileError::Temporary(error.into_error()));
        let mut file = file?;
        file.rewind().map_err(FileError::Temporary)?;
        Ok(Kept {
            reader: BufReader::new(file),
            text: Vec::new(),
        })
    }
}

impl Kept {
    /// Takes the next row back; false where there is no more.
    ///
    /// # Errors
    /// When the temporary file cannot be read.
    pub(super) fn next(&mut self, row: &mut Row) -> Result<bool, FileError> {
        self.read(row).map_err(FileError::Temporary)
    }

    fn read(&mut self, row: &mut Row) -> std::io::Result<bool> {
        use std::io::BufRead as _;
        if self.reader.fill_buf()?.is_empty() {
            return Ok(false);
        }
        row.file = self.size()?;
        row.line = self.number()?;
        let count = self.size()?;
        row.cells.clear();
        for _ in 0..count {
            let text = self.text()?;
            row.cells.push(text);
        }
        row.raw.clear();
        let text = self.text()?;
        row.raw.push_str(text);
        Ok(true)
    }

    fn number(&mut self) -> std::io::Result<u64> {
        let mut bytes = [0; 8];
        self.reader.read_exact(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn size(&mut self) -> std::io::Result<usize> {
        usize::try_from(self.number()?).map_err(std::io::Error::other)
    }

    fn text(&mut self) -> std::io::Result<&str> {
        let length = self.size()?;
        self.text.resize(length, 0);
        self.reader.read_exact(&mut self.text)?;
        std::str::from_utf8(&self.text).map_err(std::io::Error::other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back_as_they_were() {
        let mut rows = Vec::new();
        let mut spill = Spill::new().unwrap();
        for line in 0..3_u64 {
            let mut row = Row {
                file: 1,
                line,
                raw: format!("é,{line}"),
                ..Row::default()
            };
            (0..line).for_each(|cell| row.cells.push(&format!("é{cell}")));
            spill.keep(&row).unwrap();
            rows.push(row);
        }
        let mut kept = spill.take_back().unwrap();
        let mut row = Row::default();
        for expected in rows {
            assert!(kept.next(&mut row).unwrap());
            assert_eq!(row, expected);
        }
        assert!(!kept.next(&mut row).unwrap());
    }
}
