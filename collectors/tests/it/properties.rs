//! What holds for any file, however broken.

use super::{Folder, read_all};
use collectors::files::{FileImport, Mapping};
use proptest::prelude::*;

const MAPPING: &str = r#"
source = "s"
[[inputs]]
name = "i"
file = "i.*"
[[records]]
kind = "worklog"
from = "i"
[records.columns]
key = "Key"
person = "Who"
work_date = { column = "Day", date = "%d-%b-%y" }
seconds = { column = "Hours", unit = "h" }
"#;

const CSV: &str = "Key,Who,Day,Hours\r\n1,\"a, b\",02-Nov-04,1.75\r\n2,\"x\r\ny\",03-Nov-04,-2\r\n\
    3,é,31-Feb-04,1\r\n4,z,04-Nov-04,0.1\r\n";

fn mapping() -> Mapping {
    Mapping::parse(MAPPING, "m").unwrap()
}

/// Reads bytes as a file and gives rows read, records and rejects; none where the file was refused as a whole.
fn counts(name: &str, bytes: &[u8]) -> Option<(u64, usize, usize)> {
    let folder = Folder::with(&[(name, bytes)]);
    let path = folder.0.path().join(name);
    let mut import = FileImport::open(&mapping(), &[path], chrono_tz::UTC, 100).ok()?;
    let (mut records, mut rejects) = (0, 0);
    for page in &mut import {
        let page = page.ok()?;
        records += page.records.len();
        rejects += page.rejects.len();
    }
    Some((import.rows_read(), records, rejects))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn every_row_is_a_record_or_a_reject(
        changes in prop::collection::vec((0_usize..CSV.len(), prop::sample::select(
            b"\"\r\n,;1aZ\xe9\xc3\xa9\0 -".to_vec()
        )), 0..8),
        cut in 0_usize..=CSV.len(),
    ) {
        let mut bytes = CSV.as_bytes().to_vec();
        for (place, byte) in changes {
            bytes[place] = byte;
        }
        bytes.truncate(cut);
        if let Some((rows, records, rejects)) = counts("i.csv", &bytes) {
            prop_assert_eq!(rows, (records + rejects) as u64);
        }
    }

    #[test]
    fn no_bytes_break_a_reader(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for name in ["i.csv", "i.jsonl", "i.xlsx"] {
            let heading = if name == "i.csv" { &b"Key,Who,Day,Hours\n"[..] } else { b"" };
            let bytes = [heading, &bytes].concat();
            if let Some((rows, records, rejects)) = counts(name, &bytes) {
                prop_assert_eq!(rows, (records + rejects) as u64);
            }
        }
    }

    #[test]
    fn lines_are_right_whatever_the_cells_hold(
        cells in prop::collection::vec("[a\",\r\n é]{0,12}", 1..30),
        crlf in any::<bool>(),
    ) {
        let end = if crlf { "\r\n" } else { "\n" };
        let mut text = format!("Key,Who,Day,Hours{end}");
        let mut lines = Vec::new();
        let mut line = 2;
        for cell in &cells {
            lines.push(line);
            text += &format!("k,\"{}\",02-Nov-04,1{end}", cell.replace('"', "\"\""));
            line += 1 + cell.replace("\r\n", "\n").matches(['\r', '\n']).count() as u64;
        }
        let folder = Folder::with(&[("i.csv", text.as_bytes())]);
        let page = read_all(&mapping(), &[folder.0.path().join("i.csv")]).unwrap();
        let found: Vec<u64> = page.records.iter().map(|located| located.line).collect();
        prop_assert_eq!(found, lines);
        let trimmed = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        for (located, cell) in page.records.iter().zip(&cells) {
            let model::records::Record::Worklog(worklog) = &located.record else { unreachable!() };
            prop_assert_eq!(&worklog.person, &trimmed(cell));
        }
    }

    #[test]
    fn hours_add_up_to_the_second(hundredths in prop::collection::vec(-50_000_i64..50_000, 1..60)) {
        let mut text = "Key,Who,Day,Hours\n".to_owned();
        for (row, amount) in hundredths.iter().enumerate() {
            let sign = if *amount < 0 { "-" } else { "" };
            text += &format!("{row},a,02-Nov-04,{sign}{}.{:02}\n", amount.abs() / 100, amount.abs() % 100);
        }
        let folder = Folder::with(&[("i.csv", text.as_bytes())]);
        let page = read_all(&mapping(), &[folder.0.path().join("i.csv")]).unwrap();
        let sum: i64 = page.records.iter().map(|located| match &located.record {
            model::records::Record::Worklog(worklog) => worklog.seconds.0,
            _ => 0,
        }).sum();
        prop_assert_eq!(sum, hundredths.iter().sum::<i64>() * 36);
    }
}

/// Line ends of two bytes, one of which falls on the edge of a block that is read at once.
#[test]
fn lines_are_right_over_blocks() {
    let mut text = "Key,Who,Day,Hours\r\n".to_owned();
    for row in 0..30_000 {
        text += &format!("{row},{},02-Nov-04,1\r\n", "x".repeat(row % 7));
    }
    let folder = Folder::with(&[("i.csv", text.as_bytes())]);
    let page = read_all(&mapping(), &[folder.0.path().join("i.csv")]).unwrap();
    assert_eq!(page.records.len(), 30_000);
    assert!(
        (2..)
            .zip(&page.records)
            .all(|(line, located)| located.line == line)
    );
}
