//! `alerts.log`: one line a transition, starting with its number in the store's history, so that a line is written
//! once however often Plimsoll is stopped in the middle.

use anyhow::{Context, Result};
use model::alert::{AlertTransition, Late};
use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

/// No line is longer.
const LONGEST_LINE: u64 = 4096;

/// The log, opened at its end.
#[derive(Debug)]
pub(super) struct AlertsLog {
    file: File,
    last: i64,
    name: String,
}

impl AlertsLog {
    /// Opens the log; a last line that was cut off by a crash is taken away, to be written again.
    pub(super) fn open(path: &Path) -> Result<Self> {
        let name = path.display().to_string();
        let mut file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(path)
            .with_context(|| format!("cannot write {name}"))?;
        let length = file.metadata()?.len();
        let start = length.saturating_sub(2 * LONGEST_LINE);
        file.seek(SeekFrom::Start(start))?;
        let mut tail = Vec::new();
        file.read_to_end(&mut tail)
            .with_context(|| format!("cannot read {name}"))?;
        let whole = tail
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(0, |end| end + 1);
        file.set_len(start + whole as u64)?;
        file.seek(SeekFrom::End(0))?;
        let last = last_number(&tail[..whole]);
        Ok(Self { file, last, name })
    }

    /// The number of the last line; 0 in an empty log.
    pub(super) fn last(&self) -> i64 {
        self.last
    }

    /// Adds lines.
    pub(super) fn append(&mut self, history: &[(i64, AlertTransition)]) -> Result<()> {
        let mut text = String::new();
        for (number, transition) in history {
            text.push_str(&format!("{number} {}\n", line(transition)));
        }
        self.file
            .write_all(text.as_bytes())
            .and_then(|()| self.file.sync_data())
            .with_context(|| format!("cannot write {}", self.name))?;
        self.last = history.last().map_or(self.last, |(number, _)| *number);
        Ok(())
    }
}

fn last_number(lines: &[u8]) -> i64 {
    String::from_utf8_lossy(lines)
        .lines()
        .rev()
        .find_map(|line| line.split(' ').next()?.parse().ok())
        .unwrap_or(0)
}

/// What happened, in a line: when it was noticed, how bad, who, by which rule, from which state to which, since when, the value.
pub(super) fn line(transition: &AlertTransition) -> String {
    let status = &transition.status;
    let since = status
        .since
        .map(|week| format!(" since {week}"))
        .unwrap_or_default();
    let value = status.value.map_or_else(
        || "–".to_owned(),
        |value| crate::human::measure(status.metric, value),
    );
    let late = match transition.late {
        Some(Late::Withdrawn) => ", withdrawn by late data",
        Some(Late::Confirmed) => ", confirmed by late data",
        None => "",
    };
    format!(
        "{} {} {} {} {} -> {} in {}{since}: {value} in {}, line {}{late}",
        transition.noticed_at.format("%Y-%m-%dT%H:%M:%SZ"),
        status.severity,
        status.subject,
        status.rule,
        transition.from,
        status.state,
        transition.week,
        status.through,
        crate::human::measure(status.metric, status.raise),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::alert::{AlertState, AlertStatus, Severity};

    fn transition() -> AlertTransition {
        AlertTransition {
            status: AlertStatus {
                rule: "maintenance-share-warn".parse().unwrap(),
                subject: "pay".parse::<model::ids::SquadId>().unwrap().into(),
                metric: model::alert::AlertMetric::MaintenanceShare,
                severity: Severity::Warn,
                state: AlertState::Firing,
                since: Some("2026-W04".parse().unwrap()),
                through: "2026-W05".parse().unwrap(),
                value: Some(0.4),
                raise: 0.35,
                clear: 0.3,
                held: None,
                number: 1,
                evidence: String::new(),
            },
            from: AlertState::Pending,
            week: "2026-W05".parse().unwrap(),
            late: None,
            is_history: false,
            noticed_at: "2026-02-02T08:00:00Z".parse().unwrap(),
        }
    }

    #[test]
    fn a_line_says_it_all() {
        assert_eq!(
            line(&transition()),
            "2026-02-02T08:00:00Z warn pay maintenance-share-warn pending -> firing in 2026-W05 since 2026-W04: \
             40.0 % in 2026-W05, line 35.0 %"
        );
    }

    #[test]
    fn a_line_cut_off_by_a_crash_is_written_again() {
        let path = std::env::temp_dir().join(format!("plimsoll-alerts-{}.log", std::process::id()));
        std::fs::write(&path, "6 whole\n7 who").unwrap();
        let mut log = AlertsLog::open(&path).unwrap();
        assert_eq!(log.last(), 6);
        log.append(&[(7, transition())]).unwrap();
        let again = AlertsLog::open(&path).unwrap();
        assert_eq!(again.last(), 7);
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::remove_file(&path).unwrap();
        assert_eq!(text.lines().count(), 2);
        assert!(
            text.starts_with("6 whole\n7 2026-02-02T08:00:00Z warn pay"),
            "{text}"
        );
    }
}
