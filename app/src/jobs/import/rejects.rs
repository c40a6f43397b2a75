//! The file of rows that could not be taken: nothing is lost, and everything says what is wrong with it.

use anyhow::{Context, Result};
use model::records::Reject;
use std::fs::File;
use std::io::BufWriter;
use std::path::PathBuf;

/// So many are told at once; all of them are in the file.
const TOLD: usize = 5;

/// The file, made with the first row.
pub(super) struct RejectsFile {
    path: PathBuf,
    writer: Option<csv::Writer<BufWriter<File>>>,
    count: u64,
    first: Vec<Reject>,
}

impl RejectsFile {
    /// A file that is not there yet.
    pub(super) fn new(path: PathBuf) -> Self {
        Self {
            path,
            writer: None,
            count: 0,
            first: Vec::new(),
        }
    }

    /// Adds rows.
    pub(super) fn add(&mut self, rejects: &[Reject]) -> Result<()> {
        if rejects.is_empty() {
            return Ok(());
        }
        let failed = || format!("cannot write the rejected rows to {}", self.path.display());
        let writer = match &mut self.writer {
            Some(writer) => writer,
            none => none.insert(create(&self.path).with_context(failed)?),
        };
        for reject in rejects {
            let line = reject.line.map(|line| line.to_string()).unwrap_or_default();
            let (column, value) = (reject.column.as_deref(), reject.value.as_deref());
            writer
                .write_record([
                    reject.origin.as_str(),
                    &line,
                    column.unwrap_or_default(),
                    value.unwrap_or_default(),
                    &reject.reason,
                    &reject.raw,
                ])
                .with_context(failed)?;
        }
        writer.flush().with_context(failed)?;
        self.count += rejects.len() as u64;
        let room = TOLD.saturating_sub(self.first.len());
        self.first.extend(rejects.iter().take(room).cloned());
        Ok(())
    }

    /// How many there are, the first of them, and the file if there are any.
    pub(super) fn finish(self) -> (u64, Vec<Reject>, Option<PathBuf>) {
        let path = self.writer.is_some().then_some(self.path);
        (self.count, self.first, path)
    }
}

fn create(path: &std::path::Path) -> Result<csv::Writer<BufWriter<File>>> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut writer = csv::Writer::from_writer(BufWriter::new(File::create(path)?));
    writer.write_record(["origin", "line", "column", "value", "reason", "raw"])?;
    Ok(writer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rejected_rows_are_kept_with_place_and_reason() {
        let folder = std::env::temp_dir().join(format!("plimsoll-rejects-{}", std::process::id()));
        let mut file = RejectsFile::new(folder.join("rejects").join("s-1.csv"));
        file.add(&[]).unwrap();
        let reject = Reject {
            origin: "hours.csv".into(),
            line: Some(7),
            column: Some("Hours".into()),
            value: Some("a\"b".into()),
            reason: "not a number".into(),
            raw: "x,\"a\"\"b\"".into(),
        };
        file.add(&vec![reject; 7]).unwrap();
        let (count, first, path) = file.finish();
        assert_eq!((count, first.len()), (7, TOLD));
        let text = std::fs::read_to_string(path.unwrap()).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(text.lines().next(), Some("origin,line,column,value,reason,raw"));
        assert!(
            text.contains("hours.csv,7,Hours,\"a\"\"b\",not a number,"),
            "{text}"
        );
    }
}
