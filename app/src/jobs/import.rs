//! Takes files into the store: one thread reads and parses, the store saves, two pages at most in between, so that
//! memory does not grow with the file. Every page is saved whole or not at all, with its rejects; killed anywhere,
//! the same import again goes on.

mod rejects;

use crate::clock;
use crate::failure::misuse;
use crate::progress::RowsBar;
use crate::setup::Setup;
use anyhow::{Context, Result};
use collectors::files::{FileError, FileImport, Mapping};
use model::records::{Page, Reject};
use rejects::RejectsFile;
use std::path::PathBuf;
use store::{ImportSummary, SourceStatus, Store};
use tokio::sync::mpsc;

/// Records a page.
const PAGE_ROWS: usize = 20_000;

/// Pages that wait to be saved.
const PAGES_AHEAD: usize = 2;

/// Duplicates that are told one by one.
const DUPLICATES_TOLD: usize = 5;

/// What an import did.
#[derive(Debug)]
pub(crate) struct Imported {
    /// What the store says.
    pub(crate) summary: ImportSummary,
    /// Rows that could not be taken.
    pub(crate) rejected: u64,
    /// The first of them.
    pub(crate) first_rejects: Vec<Reject>,
    /// All of them, in a file.
    pub(crate) rejects_file: Option<PathBuf>,
    /// The first rows that came again with another content and were left out.
    pub(crate) duplicates: Vec<Reject>,
    /// What the source holds now.
    pub(crate) holds: Option<SourceStatus>,
    /// Records read.
    pub(crate) rows: u64,
    /// How long it took.
    pub(crate) seconds: f64,
}

/// A page and how many bytes of all were read with it.
struct ReadPage {
    page: Page,
    bytes: u64,
}

/// Imports files by a mapping.
pub(crate) async fn run(
    setup: &Setup,
    store: &Store,
    mapping: &Mapping,
    files: &[PathBuf],
) -> Result<Imported> {
    let import = FileImport::open(mapping, files, setup.config.organisation.time_zone, PAGE_ROWS)
        .map_err(|error| misuse(error.to_string()))?;
    let _lock = setup
        .data
        .lock(|| setup.say("Another import or refresh is under way: waiting for it to end."))
        .await?;
    let mut bar = RowsBar::new(import.bytes_total(), setup.quiet);
    let mut run = store.begin_import(mapping.source(), clock::now()).await?;
    run.brings(mapping.kinds_of(files));
    let mut rejects = RejectsFile::new(setup.data.rejects(mapping.source(), run.id()));
    let mut duplicates = Vec::new();
    let (pages, mut read) = mpsc::channel(PAGES_AHEAD);
    let reader = tokio::task::spawn_blocking(move || read_pages(import, &pages));
    while let Some(page) = read.recv().await {
        let ReadPage { page, bytes } = page?;
        let report = store.save_page(&mut run, &page).await?;
        rejects.add(&page.rejects)?;
        rejects.add(&report.rejected)?;
        keep_first(&mut duplicates, report.duplicates);
        bar.advance(page.records.len() as u64, bytes);
    }
    reader.await.context("reading the files")?;
    let summary = store.finish_import(run, clock::now()).await?;
    let (rows, seconds) = bar.finish();
    let (rejected, first_rejects, rejects_file) = rejects.finish();
    let statuses = store.source_statuses().await?;
    Ok(Imported {
        summary,
        rejected,
        first_rejects,
        rejects_file,
        duplicates,
        holds: statuses
            .into_iter()
            .find(|status| status.source == *mapping.source()),
        rows,
        seconds,
    })
}

/// Sends page after page until there is no more, something fails, or nobody listens any longer.
fn read_pages(mut import: FileImport, pages: &mpsc::Sender<Result<ReadPage, FileError>>) {
    while let Some(page) = import.next() {
        let bytes = import.bytes_read();
        let failed = page.is_err();
        let sent = pages.blocking_send(page.map(|page| ReadPage { page, bytes }));
        if failed || sent.is_err() {
            return;
        }
    }
}

/// The first few say what is going on; the store counts them all.
fn keep_first(duplicates: &mut Vec<Reject>, more: Vec<Reject>) {
    let room = DUPLICATES_TOLD.saturating_sub(duplicates.len());
    duplicates.extend(more.into_iter().take(room));
}
