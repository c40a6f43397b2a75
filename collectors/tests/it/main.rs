//! Files in, pages out: what a user of the crate sees.

#![expect(clippy::unwrap_used, reason = "a test fails where it cannot go on")]

mod broken;
mod properties;
mod shapes;
mod sip;

use collectors::files::{FileError, FileImport, Mapping};
use model::records::{Page, Reject};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// A folder with files, gone when dropped.
struct Folder(tempfile::TempDir);

impl Folder {
    fn with(files: &[(&str, &[u8])]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes) in files {
            std::fs::write(folder.path().join(name), bytes).unwrap();
        }
        Self(folder)
    }

    fn paths(&self, files: &[(&str, &[u8])]) -> Vec<PathBuf> {
        files.iter().map(|(name, _)| self.0.path().join(name)).collect()
    }

    /// A text without the folder's name.
    fn without(&self, text: &str) -> String {
        text.replace(&format!("{}/", self.0.path().display()), "")
    }
}

/// Reads files into one page.
fn read(mapping: &str, files: &[(&str, &[u8])]) -> Result<Page, String> {
    let folder = Folder::with(files);
    let mapping = Mapping::parse(mapping, "mapping.toml").map_err(|errors| errors.to_string())?;
    let page = read_all(&mapping, &folder.paths(files)).map_err(|error| error.to_string());
    let mut page = page.map_err(|error| folder.without(&error))?;
    for located in &mut page.records {
        located.origin = folder.without(&located.origin).into();
    }
    for reject in &mut page.rejects {
        reject.origin = folder.without(&reject.origin);
    }
    Ok(page)
}

fn read_all(mapping: &Mapping, files: &[impl AsRef<Path>]) -> Result<Page, FileError> {
    let files: Vec<PathBuf> = files.iter().map(|file| file.as_ref().to_owned()).collect();
    let import = FileImport::open(mapping, &files, chrono_tz::Europe::Paris, 3)?;
    let mut all = Page::default();
    for page in import {
        let page = page?;
        assert!(
            page.records.len() <= 3 && page.rejects.len() <= 3,
            "a page is too long"
        );
        all.records.extend(page.records);
        all.rejects.extend(page.rejects);
    }
    Ok(all)
}

/// What was read, a line a record and a line a reject.
fn shown(page: &Page) -> String {
    let mut text = String::new();
    for located in &page.records {
        let record = serde_json::to_string(&located.record).unwrap();
        writeln!(text, "{}:{} {record}", located.origin, located.line).unwrap();
    }
    for reject in &page.rejects {
        writeln!(text, "{}", shown_reject(reject)).unwrap();
    }
    text
}

fn shown_reject(reject: &Reject) -> String {
    format!(
        "REJECT {}:{} {}={} {} | {:?}",
        reject.origin,
        reject.line.unwrap_or(0),
        reject.column.as_deref().unwrap_or("-"),
        reject.value.as_deref().unwrap_or("-"),
        reject.reason,
        reject.raw
    )
}
