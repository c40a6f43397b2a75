//! Every shape of file, and every kind of record.

use super::{read, shown};

const SEMICOLONS: &str = r#"
source = "s"
[[inputs]]
name = "time"
file = "*.csv"
encoding = "windows-1252"
delimiter = ";"
[[records]]
kind = "worklog"
from = "time"
empty = ["néant"]
[records.columns]
key = "N°"
ticket = "Ticket"
person = "Qui"
work_date = { column = "Jour", date = ["%d/%m/%Y", "%d-%b-%y"] }
seconds = { column = "Heures", unit = "h", decimal_comma = true }
billable = { column = "Facturé", map = { O = "yes", N = "no" }, strict = true }
"#;

#[test]
fn semicolons_decimal_commas_and_windows_letters() {
    let text = "N°;Ticket;Qui;Jour;Heures;Facturé;Note\r\n\
        1;A-1;zoé;03/02/2026;0,7;O;\r\n\
        2;A-1;néant;04-Feb-26;-1 200,5;N;\"deux\r\nlignes; et \"\"plus\"\"\"\r\n\
        \r\n\
        ;;;;;;\r\n\
        3;A-2;zoé;31/02/2026;1;O;\r\n\
        4;A-2;zoé;01/02/2026;1.5;O;\r\n\
        5;A-2;zoé;01/02/2026;1e9;O;\r\n\
        6;A-2;zoé;01/02/2026;abc;O;\r\n\
        7;A-2;zoé;01/02/2026;1;peut-être;\r\n\
        ;A-2;zoé;01/02/2026;1;O;\r\n\
        8;A-2\r\n\
        9;A-3;zoé;01/02/2026;1;O;;;\r\n\
        10;A-3;zoé;01/02/2026;2;;x;y\r\n\
        11;A-3;zoé;01/02/2026;2;;";
    let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(text);
    let page = read(SEMICOLONS, &[("temps.csv", &bytes)]).unwrap();
    insta::assert_snapshot!(shown(&page));
}

const TICKETS: &str = r#"
source = "s"
[[inputs]]
name = "issues"
file = "issues.jsonl"
[[records]]
kind = "ticket"
from = "issues"
where = { "fields.project.key" = ["PAY", "HR"] }
not = { "fields.type" = "Epic" }
[records.columns]
key = "key"
title = "fields.summary"
created_at = "fields.created"
project = "fields.project.key"
type = "fields.type"
status = { column = "fields.status.name", map = { "Terminé" = "Done" }, default = "Open" }
labels = "fields.labels"
components = "fields.components.name"
assignee = "fields.people.0"
due_date = "fields.due"
estimate = { column = "fields.estimate", unit = "iso8601", hours_per_day = 7.5 }
remaining = { column = "fields.left", unit = "s" }
"custom.Squad size" = "fields.size"
"#;

#[test]
fn json_lines_with_nested_fields() {
    let text = r#"{"key":"PAY-1","fields":{"summary":"é","created":"2026-02-03T09:30:00.000+0100","project":{"key":"PAY"},"type":"Bug","status":{"name":"Terminé"},"labels":["a","b, c"],"components":[{"name":"x"},{"name":"y"}],"people":["p1","p2"],"due":"2026-03-01","estimate":"P1DT2H","left":90.5,"size":5}}
{"key":"PAY-2","fields":{"created":"2026-07-03T22:30:00Z","project":{"key":"PAY"},"type":"Epic"}}

{"key":"HR-1","fields":{"created":"2026-07-03T22:30:00Z","project":{"key":"HR"},"due":"2026-13-01"}}
{"key":"HR-2","fields":{"created":"2026-07-03T22:30:00Z","project":{"key":"HR"},"due":null,"labels":[]}}
["no object"]
{"key":"HR-3","fields":{"created":"2026-07-"#;
    let page = read(TICKETS, &[("issues.jsonl", text.as_bytes())]).unwrap();
    insta::assert_snapshot!(shown(&page));
}

const BOOK: &str = r#"
source = "s"
[[inputs]]
name = "time"
file = "book.xlsx"
sheet = "Time"
header_row = 2
[[records]]
kind = "worklog"
from = "time"
[records.columns]
key = { concat = ["Ticket", "Day"], separator = "@" }
ticket = "Ticket"
work_date = { column = "Day", date = "%d/%m/%Y" }
seconds = { column = "Hours", unit = "h" }
[[records]]
kind = "worklog"
from = "time"
skip_if_empty = ["Clock"]
[records.columns]
work_date = { column = "Day", date = "%d/%m/%Y" }
seconds = { column = "Clock", unit = "h:mm" }
"#;

/// `book.xlsx` has a sheet `Notes`, then `Time`: a title in row 1, the heading in row 2, real dates and numbers,
/// a date as text, a duration, and an empty row.
#[test]
fn a_workbook_with_real_dates_and_numbers() {
    let book = include_bytes!("../fixtures/book.xlsx");
    let page = read(BOOK, &[("book.xlsx", book)]).unwrap();
    insta::assert_snapshot!(shown(&page));
}

const JOINED: &str = r#"
source = "s"
[[inputs]]
name = "tasks"
file = "tasks-*.csv"
join = { input = "dates", on = "Task", to = "Number" }
[[inputs]]
name = "dates"
file = "dates.csv"
delimiter = "\t"
[[records]]
kind = "transition"
from = "tasks"
skip_if_empty = ["Started"]
[records.columns]
ticket = "Task"
at = { column = "Started", not_after = "dates.Done" }
field = { value = "status" }
to = { value = "STARTED" }
[[records]]
kind = "worklog"
from = "tasks"
[records.columns]
key = "Row"
ticket = "Task"
work_date = { first_of = ["dates.Done", "Started", "Planned"] }
seconds = { column = "Hours", unit = "min" }
"#;

#[test]
fn a_join_completes_rows_and_never_multiplies_them() {
    let tasks = "Row,Task,Hours,Done\n1,T1,60,no\n2,T1,30,no\n3,T2,15,no\n4,T9,15,no\n";
    let more = "Hours,Row,Task\n5,5,T3\n";
    let dates = "Number\tPlanned\tStarted\tDone\n\
        T1\t2026-01-01\t2026-01-09\t2026-01-05\n\
        T1\t2026-01-01\t2026-01-09\t2026-01-05\n\
        T2\t2026-01-02\t\t\n\
        T1\t2026-01-01\t2026-01-09\t2026-01-06\n\
        T3\t2026-01-03\t2026-02-30\t\n\
        \t2026-01-03\t\t\n";
    let files: [(&str, &[u8]); 3] = [
        ("tasks-a.csv", tasks.as_bytes()),
        ("tasks-b.csv", more.as_bytes()),
        ("dates.csv", dates.as_bytes()),
    ];
    let page = read(JOINED, &files).unwrap();
    insta::assert_snapshot!(shown(&page));
}

/// A mapping of one kind, whose columns are called as its fields.
fn plain(kind: &str, columns: &[&str]) -> String {
    let mut text = format!(
        "source = \"s\"\n[[inputs]]\nname = \"i\"\nfile = \"i.csv\"\n[[records]]\nkind = \"{kind}\"\nfrom = \"i\"\n[records.columns]\n"
    );
    for column in columns {
        text += &match *column {
            "seconds" | "effort" => format!("{column} = {{ column = \"{column}\", unit = \"h\" }}\n"),
            column => format!("{column} = \"{column}\"\n"),
        };
    }
    text
}

#[test]
fn every_other_kind_of_record() {
    let files = [
        (
            "link",
            "from,to,type\nA-1,A-2,blocks\nA-1,A-2,Split_From\nA-1,A-2,block\n",
        ),
        (
            "person",
            "key,name,email,group,employment,vendor\np1,Zoé,z@x,Support,contractor,ACME\np2,,,,,\np3,,,,intern,\n",
        ),
        (
            "membership",
            "person,squad,role,allocation,from,to\np1,pay,dev,0.5,2026-01-01,2026-06-30\np1,hr,,25 %,2026-01-01,\n\
             p1,hr,,1.2,2026-01-01,\np1,not a squad,,1,2026-01-01,\np1,hr,,,2026-01-01,2025-01-01\n",
        ),
        (
            "absence",
            "person,day,seconds\np1,2026-01-02,\np1,2026-01-05,3.5\np1,2026-01-06,25\np1,2026-01-06,-1\n",
        ),
        (
            "calendar_day",
            "squad,day,seconds\n,2026-01-02,0\npay,2026-01-05,4\n",
        ),
        (
            "sprint",
            "key,name,squad,starts_at,ends_at,completed_at\ns1,One,pay,2026-01-05,2026-01-16T18:00:00,\n",
        ),
        (
            "initiative",
            "key,name,squad,quarter,start_date,due_date,effort,okr_impact\n\
             i1,Big,pay,2026-Q1,2026-01-05,2026-03-31,100,2.5\ni2,Small,,Q2 2026,,,,\ni3,Bad,,soon,,,,\n",
        ),
        (
            "dependency",
            "key,initiative,provider,what,need_by,declared_at,state,state_at\n\
             d1,i1,hr,an endpoint,2026-02-01,2026-01-05,accepted,2026-01-07\nd2,i1,hr,a table,,2026-01-05,,\n",
        ),
        (
            "intervention",
            "key,squad,tribe,kind,from,to,note,rebase,author\n\
             v1,pay,,debt_quarter,2026-01-05,2026-03-29,half of every sprint,yes,ann\nv2,,hr,hiring,2026-02-01,,,,\n\
             v3,,,Other,2026-02-01,,a week without meetings,no,\nv4,pay,hr,rotation,2026-02-01,,,,\n\
             v5,pay,,rotation,2026-02-01,2026-01-31,,,\nv6,pay,,holiday,2026-02-01,,,,\n",
        ),
        (
            "rate",
            "project,person,role,from,hourly,currency\nP,,,2026-01-01,83.3,EUR\n,,dev,2026-01-01,9000,JPY\n,,,2026-01-01,83.333,EUR\n",
        ),
        (
            "budget",
            "project,from,to,amount,currency,seconds,revision\nP,2026-01-01,,100000,EUR,,1\nP,,,,,1200,2\nP,,,,,,3\nP,,,5,,,x\n",
        ),
        (
            "expense",
            "key,project,vendor,day,amount,currency,is_invoice\ne1,P,ACME,2026-01-31,1 200.50,EUR,yes\ne2,P,,2026-01-31,-5,eur,\n",
        ),
        (
            "exchange_rate",
            "from,to,month,rate\nUSD,EUR,2026-01,0.923456\nGBP,EUR,2026-02-28,1.15\nGBP,EUR,2026-02,0\n",
        ),
    ];
    let mut all = String::new();
    for (kind, text) in files {
        let heading: Vec<_> = text.lines().next().unwrap().split(',').collect();
        let page = read(&plain(kind, &heading), &[("i.csv", text.as_bytes())]).unwrap();
        all += &format!("# {kind}\n{}", shown(&page));
    }
    insta::assert_snapshot!(all);
}

#[test]
fn a_byte_order_mark_tells_the_encoding() {
    let mapping = plain("sprint", &["key", "name"]);
    let text = "key,name\n1,é\n";
    let utf8 = [b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat();
    let little: Vec<u8> = [0xfeff]
        .into_iter()
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let big: Vec<u8> = [0xfeff]
        .into_iter()
        .chain(text.encode_utf16())
        .flat_map(u16::to_be_bytes)
        .collect();
    let plain = shown(&read(&mapping, &[("i.csv", text.as_bytes())]).unwrap());
    assert!(plain.contains("\"name\":\"é\""), "{plain}");
    for marked in [utf8, little, big] {
        assert_eq!(shown(&read(&mapping, &[("i.csv", &marked)]).unwrap()), plain);
    }
}

#[test]
fn worklogs_without_a_key_keep_theirs_over_imports() {
    let mapping = plain("worklog", &["ticket", "work_date", "seconds"]);
    let keys = |text: &str| -> Vec<String> {
        let page = read(&mapping, &[("i.csv", text.as_bytes())]).unwrap();
        let keys = page.records.into_iter().map(|located| match located.record {
            model::records::Record::Worklog(worklog) => worklog.key,
            other => panic!("{other:?}"),
        });
        keys.collect()
    };
    let first = keys("ticket,work_date,seconds\nA,2026-01-05,1\nB,2026-01-05,1\nA,2026-01-05,1\n");
    let unique: std::collections::BTreeSet<_> = first.iter().collect();
    assert_eq!(unique.len(), 3, "identical rows are two worklogs: {first:?}");
    let mut second = keys("ticket,work_date,seconds\nB,2026-01-05,1.0\nA,2026-01-05,1\nA,2026-01-05,1\n");
    second.sort();
    let mut first = first;
    first.sort();
    assert_eq!(first, second, "order and spelling do not matter");
}
