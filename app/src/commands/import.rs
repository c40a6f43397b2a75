//! `plimsoll import`: takes in files by a mapping.

use super::refresh::refresh_and_evaluate;
use crate::cli::Global;
use crate::config::read_text;
use crate::failure::{Outcome, misuse};
use crate::human;
use crate::jobs::import::{self, Imported};
use crate::output::{line, note};
use crate::progress::rate;
use crate::setup::Setup;
use anyhow::Result;
use collectors::files::Mapping;
use model::records::Reject;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use store::Store;

/// The words of `plimsoll import`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The files, in any order
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Which columns become what
    #[arg(long, short, value_name = "FILE")]
    mapping: PathBuf,
    /// Leave facts, figures and alerts as they are
    #[arg(long)]
    no_refresh: bool,
}

/// Imports, tells what happened, refreshes.
pub(crate) async fn run(args: Args, global: &Global) -> Result<Outcome> {
    let setup = Setup::load(global)?;
    let mapping = load_mapping(&setup, &args.mapping)?;
    check_files(&args.files)?;
    let store = setup.store().await?;
    let imported = import_files(&setup, &store, &mapping, &args.files).await?;
    if !args.no_refresh {
        let warehouse = setup.warehouse()?;
        refresh_and_evaluate(&setup, &store, &warehouse, false).await?;
    }
    Ok(if imported.rejected > 0 {
        Outcome::RejectedRows
    } else {
        Outcome::Done
    })
}

/// Refuses files that are not there, all of them at once.
fn check_files(files: &[PathBuf]) -> Result<()> {
    let missing: Vec<_> = files.iter().filter(|file| !file.exists()).collect();
    let names: Vec<_> = missing.iter().map(|file| file.display().to_string()).collect();
    match names.as_slice() {
        [] => Ok(()),
        [one] => Err(misuse(format!(
            "there is no file {one}: check its name and folder"
        ))),
        many => Err(misuse(format!(
            "there are no files {}: check names and folders",
            many.join(", ")
        ))),
    }
}

/// Reads a mapping and checks that its source is one of the configuration's.
pub(crate) fn load_mapping(setup: &Setup, file: &Path) -> Result<Mapping> {
    let mapping = Mapping::parse(&read_text(file)?, &file.display().to_string())?;
    let source = mapping.source();
    if setup.config.sources.contains_key(source) {
        return Ok(mapping);
    }
    let known: Vec<_> = setup.config.sources.keys().map(|known| known.as_str()).collect();
    let hint = match model::config::nearest(source.as_str(), known.iter().copied()) {
        Some(near) => format!("did you mean {near:?}?"),
        None => format!("add\n\n    [sources.{source}]\n    kind = \"files\"\n\nto it"),
    };
    Err(misuse(format!(
        "{}: source {:?} is not under [sources] of {}; {hint}",
        file.display(),
        source.as_str(),
        setup.file.display()
    )))
}

/// Imports and tells what happened.
pub(crate) async fn import_files(
    setup: &Setup,
    store: &Store,
    mapping: &Mapping,
    files: &[PathBuf],
) -> Result<Imported> {
    let imported = import::run(setup, store, mapping, files).await?;
    if !setup.quiet {
        line(describe(&imported))?;
    }
    if imported.rejected > 0 {
        note(describe_rejects(&imported));
    }
    if !setup.quiet {
        for text in describe_oddities(&imported) {
            note(text);
        }
    }
    Ok(imported)
}

fn describe(imported: &Imported) -> String {
    let mut lines = vec![format!(
        "Read {} in {:.1} s ({} rows/s).",
        human::count(imported.rows, "record"),
        imported.seconds,
        human::grouped(&rate(imported.rows, imported.seconds).to_string()),
    )];
    for (kind, counts) in &imported.summary.counts {
        let [inserted, updated, unchanged] = [counts.inserted, counts.updated, counts.unchanged]
            .map(|count| human::grouped(&count.to_string()));
        lines.push(format!(
            "  {:<14} {inserted:>10} inserted  {updated:>10} updated  {unchanged:>10} unchanged",
            kind.word()
        ));
    }
    if let Some(holds) = &imported.holds {
        lines.push(format!(
            "Source {} now holds {}, {} and {} h of work by {}.",
            holds.source,
            human::count(holds.tickets.unsigned_abs(), "ticket"),
            human::count(holds.worklogs.unsigned_abs(), "worklog"),
            human::grouped(&format!("{:.2}", holds.seconds.hours())),
            if holds.people == 1 {
                "1 person".to_owned()
            } else {
                format!("{} people", holds.people)
            },
        ));
    }
    lines.join("\n")
}

fn describe_rejects(imported: &Imported) -> String {
    let mut text = format!("{} could not be taken", human::count(imported.rejected, "row"));
    if let Some(file) = &imported.rejects_file {
        let _ = write!(text, " and are kept, with the reason, in {}", file.display());
    }
    text.push(':');
    for reject in &imported.first_rejects {
        let _ = write!(text, "\n  {}", describe_reject(reject));
    }
    let more = imported
        .rejected
        .saturating_sub(imported.first_rejects.len() as u64);
    if more > 0 {
        let _ = write!(text, "\n  and {} more", human::grouped(&more.to_string()));
    }
    text
}

/// A row that could not be taken, in a line.
fn describe_reject(reject: &Reject) -> String {
    let place = match (reject.line, &reject.column) {
        (Some(line), Some(column)) => format!("{}:{line}, column {column:?}", reject.origin),
        (Some(line), None) => format!("{}:{line}", reject.origin),
        (None, _) => reject.origin.clone(),
    };
    // Most reasons quote what was found.
    let value = match &reject.value {
        Some(value) if !reject.reason.contains(value.as_str()) => format!(" {value:?}:"),
        _ => String::new(),
    };
    format!("{place}:{value} {}", reject.reason)
}

fn describe_oddities(imported: &Imported) -> Vec<String> {
    let mut texts = Vec::new();
    for vanished in &imported.summary.vanished {
        let examples: Vec<_> = vanished.keys.iter().take(5).map(String::as_str).collect();
        texts.push(format!(
            "{} that earlier imports brought are not in these files; they are kept: {}{}",
            human::count(vanished.count, vanished.kind.word()),
            examples.join(", "),
            if vanished.count > 5 { ", …" } else { "" }
        ));
    }
    if let Some(first) = imported.duplicates.first() {
        texts.push(format!(
            "{} said something else of a key that had come before; the first was kept. The first such row: {}",
            human::count(imported.summary.duplicates, "row"),
            describe_reject(first)
        ));
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rejected_row_says_where_and_why() {
        let reject = Reject {
            origin: "hours.csv".into(),
            line: Some(7),
            column: Some("Hours".into()),
            value: Some("abc".into()),
            reason: "\"abc\" is not a number".into(),
            raw: String::new(),
        };
        assert_eq!(
            describe_reject(&reject),
            "hours.csv:7, column \"Hours\": \"abc\" is not a number"
        );
        let reject = Reject {
            reason: "not a number".into(),
            ..reject
        };
        assert_eq!(
            describe_reject(&reject),
            "hours.csv:7, column \"Hours\": \"abc\": not a number"
        );
    }
}
