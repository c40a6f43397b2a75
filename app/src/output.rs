//! Printing: data on stdout or into a file, everything else on stderr.

use crate::failure::{misuse, reason};
use crate::human;
use anyhow::{Context, Result, anyhow};
use clap::{Args, ValueEnum};
use model::analyst::AnalystError;
use model::figure::{Provenance, Table};
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

/// How a table is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum Format {
    /// For people
    #[default]
    Table,
    /// For spreadsheets: unrounded, shares as fractions
    Csv,
    /// For programs: figures with what they were made of
    Json,
    /// For data tools
    Parquet,
}

/// How and where to print.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct OutputArgs {
    /// How to print
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
    /// Print into a file instead of stdout
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

impl OutputArgs {
    /// Refuses what would only harm a terminal, before any work is done.
    pub(crate) fn check(&self) -> Result<()> {
        if self.format == Format::Parquet && self.out.is_none() && std::io::stdout().is_terminal() {
            return Err(misuse(
                "Parquet is not for reading on a terminal: add --out FILE, or pipe it into a program",
            ));
        }
        Ok(())
    }

    /// Prints a table. `parquet` encodes it where that is asked for.
    pub(crate) fn print(
        &self,
        what: &str,
        table: &Table,
        provenance: &Provenance,
        parquet: impl FnOnce(&Table) -> Result<Vec<u8>, AnalystError>,
    ) -> Result<()> {
        let bytes = match self.format {
            Format::Table => human::table(table).into_bytes(),
            Format::Csv => table.csv().into_bytes(),
            Format::Json => {
                let mut text = serde_json::to_string_pretty(&table.json(what, provenance))?;
                text.push('\n');
                text.into_bytes()
            }
            Format::Parquet => parquet(table)?,
        };
        match &self.out {
            Some(file) => write_file(file, &bytes),
            None => data(&bytes),
        }
    }
}

/// Writes data on stdout.
pub(crate) fn data(bytes: &[u8]) -> Result<()> {
    let mut stdout = std::io::stdout().lock();
    stdout
        .write_all(bytes)
        .and_then(|()| stdout.flush())
        .context("cannot write to stdout")
}

/// Writes a line of an answer on stdout.
pub(crate) fn line(text: impl std::fmt::Display) -> Result<()> {
    data(format!("{text}\n").as_bytes())
}

/// Writes a message on stderr. Where stderr is gone nobody can be told.
pub(crate) fn note(message: impl std::fmt::Display) {
    let _ = writeln!(std::io::stderr(), "{message}");
}

/// Writes a file whole or not at all: readers never see half of it.
pub(crate) fn write_file(file: &Path, bytes: &[u8]) -> Result<()> {
    let failed = |error: std::io::Error| anyhow!("cannot write {}: {}", file.display(), reason(&error));
    if std::fs::symlink_metadata(file).is_ok_and(|found| !found.is_file()) {
        // Not ours to replace: a device, a pipe, a link.
        return std::fs::write(file, bytes).map_err(failed);
    }
    let mut name = file.as_os_str().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    let part = PathBuf::from(name);
    std::fs::write(&part, bytes)
        .and_then(|()| std::fs::rename(&part, file))
        .map_err(|error| {
            // The half-written file may not even be there.
            let _ = std::fs::remove_file(&part);
            failed(error)
        })
}
