//! What cannot be read: refused before anything is read, with the nearest valid name; or rejected row by row.

use super::{read, shown};

const TIME: &str = r#"
source = "s"
[[inputs]]
name = "time"
file = "time*.csv"
[[records]]
kind = "worklog"
from = "time"
[records.columns]
key = "Key"
person = "Person"
work_date = "Day"
seconds = { column = "Hours", unit = "h" }
"#;

const HEADING: &str = "Key,Person,Day,Hours\n";

fn refused(files: &[(&str, &[u8])]) -> String {
    read(TIME, files).map(|page| shown(&page)).unwrap_err()
}

#[test]
fn a_file_that_is_empty_or_not_there() {
    for empty in ["", " \r\n\n", "\u{feff}"] {
        let error = refused(&[("time.csv", empty.as_bytes())]);
        assert_eq!(error, "time.csv: the file is empty: not even a heading is there");
    }
    let page = read(TIME, &[("time.csv", HEADING.as_bytes())]).unwrap();
    assert!(
        page.records.is_empty() && page.rejects.is_empty(),
        "a heading alone is no error"
    );
    let mapping = collectors::files::Mapping::parse(TIME, "m").unwrap();
    let error = super::read_all(&mapping, &["/nowhere/time.csv"])
        .unwrap_err()
        .to_string();
    assert!(error.starts_with("/nowhere/time.csv: No such file"), "{error}");
}

#[test]
fn files_and_inputs_that_do_not_meet() {
    let error = refused(&[]);
    assert_eq!(
        error,
        "input \"time\" of the mapping reads \"time*.csv\", and no such file was given; given: none"
    );
    let error = refused(&[("tiem.csv", HEADING.as_bytes())]);
    assert_eq!(
        error,
        "tiem.csv: no input of the mapping reads this file (did you mean \"time*.csv\"?); its inputs read time*.csv"
    );
}

#[test]
fn all_missing_columns_are_named_at_once() {
    let error = refused(&[("time.csv", b"Key,Persn,Hour\n1,2,3\n")]);
    assert_eq!(
        error,
        "time.csv: the mapping names columns that are not there:\n  mapping.toml:12: \"Day\" (did you mean \"Key\"?)\n  \
         mapping.toml:13: \"Hours\" (did you mean \"Hour\"?)\n  mapping.toml:11: \"Person\" (did you mean \"Persn\"?)\n  there are: Key, Persn, Hour"
            .replace(" (did you mean \"Key\"?)", "")
    );
    let error = refused(&[("time.csv", b"Key,Person,Day,Hours,Key\n1,2,3,4,5\n")]);
    assert!(error.contains("has the column \"Key\" more than once"), "{error}");
}

#[test]
fn a_slip_in_a_json_path_is_found_and_a_rare_field_is_not_one() {
    let mapping = TIME
        .replace("time*.csv", "time.jsonl")
        .replace("\"Day\"", "\"work.day\"");
    let line = br#"{"Key":1,"Persn":"p","work":{"day":"2026-01-05"},"Hours":1}"#;
    let error = read(&mapping, &[("time.jsonl", line)]).unwrap_err();
    assert!(error.contains("\"Person\" (did you mean \"Persn\"?)"), "{error}");
    let line = br#"{"Key":1,"work":{"day":"2026-01-05"},"Hours":1}"#;
    assert_eq!(read(&mapping, &[("time.jsonl", line)]).unwrap().records.len(), 1);
    let line = br#"{"Key":1,"work":{"dya":"2026-01-05"},"Hours":1}"#;
    let error = read(&mapping, &[("time.jsonl", line)]).unwrap_err();
    assert!(
        error.contains("\"work.day\" (did you mean \"work.dya\"?)"),
        "{error}"
    );
}

#[test]
fn a_wrong_encoding_is_named_with_its_line() {
    let latin = b"Key,Person,Day,Hours\n1,a,2026-01-05,1\n2,Zo\xe9,2026-01-05,1\n";
    let error = refused(&[("time.csv", latin)]);
    assert_eq!(
        error,
        "time.csv:3: this line is not UTF-8 (it has the byte 0xE9): write encoding = \"windows-1252\" under \
         [[inputs]] of this file in the mapping"
    );
    let declared = TIME.replace("file =", "encoding = \"latin1\"\nfile =");
    let error = read(
        &declared,
        &[(
            "time.csv",
            "Key,Person,Day,Hours\n1,Zoé,2026-01-05,1\n".as_bytes(),
        )],
    );
    let error = error.unwrap_err();
    assert!(
        error.starts_with("time.csv:2: this line is not windows-1252"),
        "{error}"
    );
    assert!(error.contains("write encoding = \"UTF-8\""), "{error}");
    let wide: Vec<u8> = HEADING.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let error = refused(&[("time.csv", &wide)]);
    assert!(error.contains("write encoding = \"UTF-16LE\""), "{error}");
    let bytes = [HEADING.as_bytes(), b"1,\x82\xff,2026-01-05,1\n2,a,2026-01-05,1\n"].concat();
    let declared = TIME.replace("file =", "encoding = \"shift_jis\"\nfile =");
    let page = read(&declared, &[("time.csv", &bytes)]).unwrap();
    assert_eq!((page.records.len(), page.rejects.len()), (1, 1));
    assert!(page.rejects[0].reason.contains("bytes that are not Shift_JIS"));
}

#[test]
fn what_was_read_before_an_error_is_given_first() {
    let folder = super::Folder::with(&[]);
    let path = folder.0.path().join("time.csv");
    let mut bytes = HEADING.as_bytes().to_vec();
    (0..40_000).for_each(|row| bytes.extend(format!("{row},a,2026-01-05,0.25,\n").into_bytes()));
    bytes.extend(b"x,\xff,2026-01-05,1\n");
    std::fs::write(&path, bytes).unwrap();
    let mapping = collectors::files::Mapping::parse(TIME, "m").unwrap();
    let import = collectors::files::FileImport::open(&mapping, &[path], chrono_tz::UTC, 30_000).unwrap();
    let pages: Vec<_> = import.collect();
    let sizes: Vec<_> = pages
        .iter()
        .map(|page| page.as_ref().map(|page| page.records.len()).ok())
        .collect();
    assert_eq!(sizes, [Some(30_000), Some(10_000), None]);
    assert!(
        pages[2]
            .as_ref()
            .unwrap_err()
            .to_string()
            .contains("time.csv:40002:")
    );
}

#[test]
fn a_file_cut_in_the_middle_loses_only_its_last_row() {
    let whole =
        "Key,Person,Day,Hours\n1,a,2026-01-05,1\n2,b,2026-01-06,2\n3,\"a \"\"b\"\" é\",2026-01-07,3\n";
    for (cut, records, reason) in [
        ("2,b,2026-01-06", 1, "the row has 3 cells where the heading has 4"),
        (
            "3,\"a \"\"b",
            2,
            "a quote opens here and the file ends before it closes",
        ),
        (
            "3,\"a \"\"b\"\" é\",2026-0",
            2,
            "the row has 3 cells where the heading has 4",
        ),
    ] {
        let end = whole.find(cut).unwrap() + cut.len();
        let page = read(TIME, &[("time.csv", &whole.as_bytes()[..end])]).unwrap();
        assert_eq!(
            (page.records.len(), page.rejects.len()),
            (records, 1),
            "{}",
            shown(&page)
        );
        assert!(
            page.rejects[0].reason.contains(reason),
            "{}",
            page.rejects[0].reason
        );
        assert_eq!(page.rejects[0].line, Some(records as u64 + 2));
    }
    let half = whole.replace("3,\"a \"\"b\"\" é\",2026-01-07,3\n", "3,a,2026-01-07,é");
    let page = read(TIME, &[("time.csv", &half.as_bytes()[..half.len() - 1])]).unwrap();
    assert_eq!(
        (page.records.len(), page.rejects.len()),
        (2, 1),
        "{}",
        shown(&page)
    );
    assert!(page.rejects[0].reason.contains("middle of a character"));
}

#[test]
fn a_stray_quote_costs_its_own_line_only() {
    let mut text = HEADING.to_owned();
    for row in 0..60_000 {
        let person = if row == 10 {
            "\"a"
        } else {
            "somebody whose name is long"
        };
        text += &format!("{row},{person},2026-01-05,0.25\n");
    }
    let page = read(TIME, &[("time.csv", text.as_bytes())]).unwrap();
    assert_eq!((page.records.len(), page.rejects.len()), (59_999, 1));
    assert_eq!(page.rejects[0].line, Some(12));
    assert!(page.rejects[0].reason.contains("does not close within 1 MiB"));
    assert_eq!(page.records[59_998].line, 60_001);
}

#[test]
fn workbooks_that_cannot_be_read() {
    let mapping = |more: &str| TIME.replace("time*.csv\"", &format!("book.xlsx\"\n{more}"));
    let book = include_bytes!("../fixtures/book.xlsx");
    let error = |more: &str, bytes: &[u8]| read(&mapping(more), &[("book.xlsx", bytes)]).unwrap_err();
    assert!(error("", b"no workbook").contains("not a workbook that can be read"));
    assert!(error("", &book[..200]).contains("not a workbook that can be read"));
    assert_eq!(
        error("sheet = \"Tim\"", book),
        "book.xlsx: there is no sheet \"Tim\"; there are: Notes, Time"
    );
    assert!(error("sheet = \"Time\"\nheader_row = 900", book).contains("no heading in row 900"));
}
