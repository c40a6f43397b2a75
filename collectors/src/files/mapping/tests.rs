//! What is wrong with a mapping is said with its place and the nearest valid name.

use super::*;

const GOOD: &str = r#"source = "s"
[[inputs]]
name = "tasks"
file = "tasks.csv"
join = { input = "dates", on = "Task" }
[[inputs]]
name = "dates"
file = "dates.csv"
[[records]]
kind = "worklog"
from = "tasks"
[records.columns]
work_date = { column = "Day", date = "%d/%m/%Y" }
seconds = { column = "Hours", unit = "h" }
"#;

/// The error of the good mapping with one thing changed.
fn error(from: &str, to: &str) -> String {
    assert!(GOOD.contains(from), "{from:?} is not in the mapping");
    Mapping::parse(&GOOD.replace(from, to), "m.toml")
        .unwrap_err()
        .to_string()
}

#[test]
fn a_good_mapping_is_read() {
    let mapping = Mapping::parse(GOOD, "m.toml").unwrap();
    assert_eq!(mapping.source().as_str(), "s");
    let input = &mapping.inputs[0];
    assert_eq!(
        (input.delimiter(), input.header_row(), input.encoding()),
        (b',', 1, UTF_8)
    );
    assert_eq!(input.join.as_ref().map(Join::to), Some("Task"));
    assert_eq!(input.format(Path::new("a.NDJSON")), Format::Jsonl);
}

/// What is changed in the good mapping, and what is said of it.
const SLIPS: &[(&str, &str, &str)] = &[
    (
        "source = \"s\"",
        "sorce = \"s\"",
        "m.toml:1:1: unknown field `sorce`",
    ),
    (
        "source = \"s\"",
        "source = \"a b\"",
        "m.toml:1:10: source: source \"a b\" is not usable",
    ),
    (
        "file = \"tasks.csv\"",
        "fil = \"tasks.csv\"",
        "m.toml:4:1: unknown field `fil`",
    ),
    (
        "\"worklog\"",
        "\"worklg\"",
        "m.toml:10:8: unknown variant `worklg`",
    ),
    (
        "from = \"tasks\"",
        "from = \"task\"",
        "m.toml:11:8: input \"task\" is not known; did you mean \"tasks\"?",
    ),
    (
        "input = \"dates\"",
        "input = \"date\"",
        "m.toml:5:18: input \"date\" is not known; did you mean \"dates\"?",
    ),
    (
        "input = \"dates\"",
        "input = \"tasks\"",
        "m.toml:5:18: input \"tasks\" cannot be joined to itself",
    ),
    (
        "work_date =",
        "work_dat =",
        "m.toml:13:1: field \"work_dat\" is not known; did you mean \"work_date\"?",
    ),
    (
        "seconds = {",
        "person = {",
        "m.toml:10:8: a record of this kind needs \"seconds\"",
    ),
    (
        "seconds = {",
        "person = {",
        "\"unit\" does not fit \"person\": it is for durations",
    ),
    (", unit = \"h\"", "", "m.toml:14:11: \"seconds\" needs a unit"),
    (
        "unit = \"h\"",
        "unit = \"hour\"",
        "m.toml:14:38: unknown variant `hour`",
    ),
    ("unit = \"h\"", "unt = \"h\"", "m.toml:14:31: unknown field `unt`"),
    (
        "unit = \"h\"",
        "unit = \"d\"",
        "say how many hours, such as hours_per_day = 8",
    ),
    (
        "column = \"Hours\"",
        "column = \"Hours\", value = 1",
        "exactly one of column, first_of, concat and value",
    ),
    (
        "%d/%m/%Y",
        "%d/%m/%Q",
        "m.toml:13:13: date pattern \"%d/%m/%Q\" is not one",
    ),
    (
        "file = \"tasks.csv\"",
        "file = \"tasks.csv\"\nencoding = \"utf-9\"",
        "m.toml:5:12: encoding \"utf-9\" is not known; did you mean \"utf-8\"?",
    ),
    (
        "file = \"tasks.csv\"",
        "file = \"tasks.csv\"\ndelimiter = \"ab\"",
        "m.toml:5:13: delimiter \"ab\" is not one plain character",
    ),
    (
        "file = \"tasks.csv\"",
        "file = \"tasks.csv\"\nheader_row = 0",
        "m.toml:5:14: header_row counts from 1",
    ),
    (
        "join = { input = \"dates\", on = \"Task\" }",
        "",
        "m.toml:7:8: input \"dates\" is used by no [[records]] and no join",
    ),
    (
        "name = \"dates\"",
        "name = \"tasks\"",
        "input \"tasks\" is there twice",
    ),
];

#[test]
fn every_error_says_where_and_what() {
    for (from, to, expected) in SLIPS {
        let message = error(from, to);
        assert!(
            message.contains(expected),
            "{from} -> {to}:\n{message}\ninstead of\n{expected}"
        );
    }
    assert!(error("unit = \"h\"", "unt = \"h\"").contains("did you mean `unit`?"));
}
