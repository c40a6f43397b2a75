//! Finding and reading `plimsoll.toml`.

use crate::cli::Global;
use crate::data::Data;
use crate::failure::{misuse, reason};
use anyhow::{Context, Result};
use model::config::Config;
use std::path::{Path, PathBuf};

/// What the file is called.
pub(crate) const FILE_NAME: &str = "plimsoll.toml";

/// Where `plimsoll.toml` is: where the caller says, else here, else in the data folder, else where the demo
/// put its own.
pub(crate) fn find(global: &Global, data: &Data) -> Result<PathBuf> {
    if let Some(file) = &global.config {
        return Ok(file.clone());
    }
    let places = [
        PathBuf::from(FILE_NAME),
        data.root().join(FILE_NAME),
        data.demo().join(FILE_NAME),
    ];
    places.into_iter().find(|file| file.is_file()).ok_or_else(|| {
        misuse(format!(
            "there is no {FILE_NAME} here, and none in {}: run `plimsoll init` to make one, \
             or say where it is with --config FILE",
            data.root().display()
        ))
    })
}

/// Reads and checks `plimsoll.toml`.
pub(crate) fn load(file: &Path) -> Result<Config> {
    let text = read_text(file)?;
    Ok(model::config::parse(&text, &file.display().to_string())?)
}

/// Reads a file of the user's that has to be UTF-8 text.
pub(crate) fn read_text(file: &Path) -> Result<String> {
    let bytes = std::fs::read(file)
        .map_err(|error| misuse(format!("cannot read {}: {}", file.display(), reason(&error))))?;
    let bytes = bytes
        .strip_prefix(b"\xEF\xBB\xBF")
        .map_or(bytes.as_slice(), |rest| rest)
        .to_vec();
    String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        misuse(format!(
            "{}:{line}: this is not UTF-8 text: save the file as UTF-8",
            file.display()
        ))
    })
}

/// Writes a file that must not be there yet.
pub(crate) fn write_new(file: &Path, text: &str) -> Result<()> {
    use std::io::Write as _;
    let mut opened = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(file)
        .with_context(|| format!("cannot write {}", file.display()))?;
    opened
        .write_all(text.as_bytes())
        .with_context(|| format!("cannot write {}", file.display()))
}
