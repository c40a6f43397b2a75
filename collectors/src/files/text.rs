//! Bytes of a file into UTF-8 bytes: encodings, byte order marks, and a look at the first bytes before reading.

use super::FileError;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use encoding_rs_io::DecodeReaderBytesBuilder;
use std::fs::File;
use std::io::{Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// How much is looked at before reading.
const SAMPLE: u64 = 1024 * 1024;
/// How much is read at once.
const BLOCK: usize = 64 * 1024;

/// A text file being read: a window of UTF-8 bytes (not checked yet) that moves over it.
pub(super) struct Text {
    /// The file.
    pub(super) path: PathBuf,
    /// The encoding it is read with.
    pub(super) encoding: &'static Encoding,
    reader: Box<dyn Read + Send>,
    window: Vec<u8>,
    start: usize,
    at_end: bool,
}

impl Text {
    /// Opens a file and checks its first bytes against the declared encoding. `read` counts the bytes read.
    ///
    /// # Errors
    /// When it cannot be opened, is empty, or is plainly in another encoding.
    pub(super) fn open(
        path: &Path,
        declared: &'static Encoding,
        read: Arc<AtomicU64>,
    ) -> Result<Self, FileError> {
        let failed = |error| FileError::read(path, error);
        let mut file = File::open(path).map_err(failed)?;
        let mut sample = Vec::new();
        (&file).take(SAMPLE).read_to_end(&mut sample).map_err(failed)?;
        file.rewind().map_err(failed)?;
        let encoding = check_sample(path, &sample, declared)?;
        let mut builder = DecodeReaderBytesBuilder::new();
        builder.strip_bom(true).bom_override(true);
        if encoding == UTF_8 {
            // Passed on as they are, so that what is no UTF-8 can be found and named.
            builder.utf8_passthru(true);
        } else {
            builder.encoding(Some(encoding));
        }
        let counted = Counted { file, read };
        Ok(Self {
            path: path.to_owned(),
            encoding,
            reader: Box::new(builder.build(counted)),
            window: Vec::with_capacity(2 * BLOCK),
            start: 0,
            at_end: false,
        })
    }

    /// The bytes read and not yet consumed.
    pub(super) fn window(&self) -> &[u8] {
        &self.window[self.start..]
    }

    /// Takes bytes off the window's front.
    pub(super) fn consume(&mut self, count: usize) {
        self.start = (self.start + count).min(self.window.len());
    }

    /// Reads on; false at the end of the file.
    ///
    /// # Errors
    /// When the system cannot read.
    pub(super) fn fill(&mut self) -> Result<bool, FileError> {
        if self.at_end {
            return Ok(false);
        }
        self.window.drain(..self.start);
        self.start = 0;
        let before = self.window.len();
        self.window.resize(before + BLOCK, 0);
        let count = loop {
            match self.reader.read(&mut self.window[before..]) {
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                other => break other,
            }
        };
        let count = count.inspect_err(|_| self.window.truncate(before));
        let count = count.map_err(|error| FileError::read(&self.path, error))?;
        self.window.truncate(before + count);
        self.at_end = count == 0;
        Ok(count > 0)
    }

    /// The length of the first line in the window, its end included, reading on as far as `most` bytes; the whole
    /// window where no line ends.
    ///
    /// # Errors
    /// When the system cannot read.
    pub(super) fn line_length(&mut self, most: usize) -> Result<usize, FileError> {
        let mut looked_at = 0;
        loop {
            if let Some(end) = self.window()[looked_at..].iter().position(|byte| *byte == b'\n') {
                return Ok(looked_at + end + 1);
            }
            looked_at = self.window().len();
            if looked_at >= most || !self.fill()? {
                return Ok(looked_at);
            }
        }
    }

    /// The error of bytes that are no text in this encoding.
    pub(super) fn wrong_encoding(&self, line: u64, bad: &[u8]) -> FileError {
        let byte = bad.iter().find(|byte| !byte.is_ascii());
        FileError::Encoding {
            path: self.path.clone(),
            line,
            declared: self.encoding.name(),
            because: byte.map(|byte| format!("it has the byte 0x{byte:02X}")),
            proposed: WINDOWS_1252.name(),
        }
    }
}

/// The encoding to read with: the declared one, or the one the byte order mark tells.
fn check_sample(
    path: &Path,
    sample: &[u8],
    declared: &'static Encoding,
) -> Result<&'static Encoding, FileError> {
    let marked = Encoding::for_bom(sample);
    let content = &sample[marked.map_or(0, |(_, length)| length)..];
    if content.iter().all(u8::is_ascii_whitespace) {
        return Err(FileError::Empty(path.to_owned()));
    }
    if let Some((encoding, _)) = marked {
        return Ok(encoding);
    }
    let wrong = |line, because: &str, proposed: &'static Encoding| FileError::Encoding {
        path: path.to_owned(),
        line,
        declared: declared.name(),
        because: Some(because.to_owned()),
        proposed: proposed.name(),
    };
    let is_wide = declared == UTF_16LE || declared == UTF_16BE;
    if !is_wide && let Some(nul) = sample.iter().position(|byte| *byte == 0) {
        let proposed = if nul % 2 == 1 { UTF_16LE } else { UTF_16BE };
        return Err(wrong(1, "every other byte is zero", proposed));
    }
    if declared.is_single_byte() && !sample.is_ascii() && is_utf8_so_far(sample) {
        let at = sample.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
        let line = 1 + sample[..at].iter().filter(|byte| **byte == b'\n').count() as u64;
        return Err(wrong(line, "its letters with accents are UTF-8", UTF_8));
    }
    Ok(declared)
}

/// Whether bytes are UTF-8, but for a character that the end of the sample cuts.
fn is_utf8_so_far(sample: &[u8]) -> bool {
    match std::str::from_utf8(sample) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none() && !sample[..error.valid_up_to()].is_ascii(),
    }
}

/// Counts what is read, for a progress bar.
struct Counted {
    file: File,
    read: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.file.read(buffer)?;
        self.read.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}
