//! What the types cannot say of a mapping: names that must exist, fields that must be there, options that fit.

use super::column::{ColumnMapping, ColumnTable, Unit};
use super::kind::ValueKind;
use super::{Input, Mapping, RecordMapping};
use crate::files::values::date::DatePattern;
use encoding_rs::Encoding;
use model::config::{ConfigError, ConfigErrors, nearest};
use model::ticket::Field;
use std::collections::BTreeSet;
use toml::Spanned;

/// Everything that is wrong, in the order of lines.
pub(super) fn check(mapping: &Mapping, text: &str, file: &str) -> ConfigErrors {
    let mut found = Findings {
        text,
        file,
        errors: Vec::new(),
    };
    if mapping.inputs.is_empty() {
        found.at(0, "no [[inputs]]: say which file is read".into());
    }
    if mapping.records.is_empty() {
        found.at(0, "no [[records]]: say what the rows become".into());
    }
    inputs(mapping, &mut found);
    for record in &mapping.records {
        let from = &record.from;
        if mapping.input(from.get_ref()).is_none() {
            found.unknown(from.span().start, "input", from.get_ref(), &names(mapping));
        }
        fields(record, &mut found);
    }
    found.errors.sort_by_key(|error| (error.line, error.column));
    ConfigErrors(found.errors)
}

struct Findings<'a> {
    text: &'a str,
    file: &'a str,
    errors: Vec<ConfigError>,
}

impl Findings<'_> {
    fn at(&mut self, offset: usize, message: String) {
        self.errors
            .push(ConfigError::at(self.file, self.text, offset, message));
    }

    fn unknown(&mut self, offset: usize, what: &str, value: &str, valid: &[&str]) {
        let hint = match nearest(value, valid.iter().copied()) {
            Some(near) => format!("; did you mean \"{near}\"?"),
            None => format!("; known: {}", valid.join(", ")),
        };
        self.at(offset, format!("{what} \"{value}\" is not known{hint}"));
    }
}

fn names(mapping: &Mapping) -> Vec<&str> {
    mapping.inputs.iter().map(Input::name).collect()
}

fn inputs(mapping: &Mapping, found: &mut Findings<'_>) {
    let mut seen = BTreeSet::new();
    for input in &mapping.inputs {
        if !seen.insert(input.name()) {
            let message = format!("input \"{}\" is there twice", input.name());
            found.at(input.name.span().start, message);
        }
        let used = mapping
            .records
            .iter()
            .any(|record| record.from.get_ref() == input.name())
            || mapping
                .inputs
                .iter()
                .filter_map(|other| other.join.as_ref())
                .any(|join| join.input.get_ref() == input.name());
        if !used {
            let message = format!(
                "input \"{}\" is used by no [[records]] and no join: use it or take it away",
                input.name()
            );
            found.at(input.name.span().start, message);
        }
        text_options(input, found);
        if let Some(join) = &input.join {
            let (at, other) = (join.input.span().start, join.input.get_ref());
            match mapping.input(other) {
                None => found.unknown(at, "input", other, &names(mapping)),
                Some(_) if other == input.name() => {
                    found.at(at, format!("input \"{other}\" cannot be joined to itself"));
                }
                Some(joined) if joined.join.is_some() => found.at(
                    at,
                    format!("input \"{other}\" has a join of its own: join both to \"{}\"'s rows by one key, or prepare one file", input.name()),
                ),
                Some(_) => {}
            }
        }
    }
}

fn text_options(input: &Input, found: &mut Findings<'_>) {
    if let Some(label) = &input.encoding
        && Encoding::for_label(label.get_ref().as_bytes()).is_none()
    {
        let known = [
            "utf-8",
            "windows-1252",
            "latin1",
            "iso-8859-15",
            "utf-16le",
            "utf-16be",
            "shift_jis",
            "gbk",
        ];
        found.unknown(label.span().start, "encoding", label.get_ref(), &known);
    }
    if let Some(delimiter) = &input.delimiter {
        let good = matches!(delimiter.get_ref().as_bytes(), [byte] if byte.is_ascii() && !matches!(byte, b'"' | b'\r' | b'\n'));
        if !good {
            let message = format!(
                "delimiter {:?} is not one plain character: write \",\", \";\", \"|\" or \"\\t\"",
                delimiter.get_ref()
            );
            found.at(delimiter.span().start, message);
        }
    }
    if let Some(row) = &input.header_row
        && *row.get_ref() == 0
    {
        found.at(row.span().start, "header_row counts from 1".into());
    }
}

fn fields(record: &RecordMapping, found: &mut Findings<'_>) {
    let kind = *record.kind.get_ref();
    for (name, column) in &record.columns {
        let Some(field) = kind.field(name.get_ref()) else {
            let valid: Vec<_> = kind.fields().iter().map(|field| field.name).collect();
            found.unknown(name.span().start, "field", name.get_ref(), &valid);
            continue;
        };
        column_options(name, &column.get_ref().0, field.value, column.span().start, found);
        constant(kind, name.get_ref(), column, found);
    }
    let missing: Vec<_> = kind
        .fields()
        .iter()
        .filter(|field| field.required && record.column(field.name).is_none())
        .map(|field| format!("\"{}\"", field.name))
        .collect();
    if !missing.is_empty() {
        let message = format!(
            "a record of this kind needs {}: name a column or give a {{ value = … }}",
            missing.join(", ")
        );
        found.at(record.kind.span().start, message);
    }
    let (money, time) = (record.column("amount"), record.column("seconds"));
    if kind == super::Kind::Budget && money.is_none() && time.is_none() {
        let message = "a budget needs \"amount\" with \"currency\", or \"seconds\"".to_owned();
        found.at(record.kind.span().start, message);
    }
    if kind == super::Kind::Budget && money.is_some() && record.column("currency").is_none() {
        let message = "a budget with an \"amount\" needs \"currency\"".to_owned();
        found.at(record.kind.span().start, message);
    }
}

/// A constant that no row could ever make right.
fn constant(kind: super::Kind, name: &str, column: &Spanned<ColumnMapping>, found: &mut Findings<'_>) {
    let Some(value) = &column.get_ref().0.value else {
        return;
    };
    let fields: Vec<_> = Field::ALL.iter().map(|field| field.word()).collect();
    if kind == super::Kind::Transition && name == "field" && !fields.contains(&value.0.as_str()) {
        found.unknown(column.span().start, "field with a history", &value.0, &fields);
    }
}

fn column_options(
    name: &Spanned<String>,
    column: &ColumnTable,
    value: ValueKind,
    offset: usize,
    found: &mut Findings<'_>,
) {
    let name = name.get_ref();
    let origins = [
        column.column.is_some(),
        column.first_of.is_some(),
        column.concat.is_some(),
        column.value.is_some(),
    ];
    if origins.iter().filter(|there| **there).count() != 1 {
        let message = format!("\"{name}\" needs exactly one of column, first_of, concat and value");
        found.at(offset, message);
    }
    let date = value == ValueKind::Date;
    let duration = value == ValueKind::Duration;
    let number = duration || value == ValueKind::Number;
    for (option, given, fits) in [
        ("date", column.date.is_some(), date),
        ("two_digit_year_from", column.two_digit_year_from.is_some(), date),
        ("not_after", column.not_after.is_some(), date),
        ("unit", column.unit.is_some(), duration),
        ("hours_per_day", column.hours_per_day.is_some(), duration),
        ("decimal_comma", column.decimal_comma.is_some(), number),
        ("thousands", column.thousands.is_some(), number),
        ("split", column.split.is_some(), value == ValueKind::List),
        ("separator", column.separator.is_some(), column.concat.is_some()),
        ("strict", column.strict.is_some(), column.map.is_some()),
    ] {
        if given && !fits {
            found.at(
                offset,
                format!("\"{option}\" does not fit \"{name}\": {}", what_fits(option)),
            );
        }
    }
    if duration && column.unit.is_none() {
        let message =
            format!("\"{name}\" needs a unit: \"h\", \"min\", \"s\", \"d\", \"h:mm\" or \"iso8601\"");
        found.at(offset, message);
    }
    if column.unit == Some(Unit::Days) && column.hours_per_day.is_none() {
        let message = format!("\"{name}\" counts days: say how many hours, such as hours_per_day = 8");
        found.at(offset, message);
    }
    if column
        .hours_per_day
        .is_some_and(|hours| !(hours > 0.0 && hours <= 24.0))
    {
        found.at(offset, format!("hours_per_day of \"{name}\" is not from 0 to 24"));
    }
    for pattern in column.date.iter().flat_map(|patterns| patterns.all()) {
        if let Err(problem) = DatePattern::new(pattern) {
            found.at(offset, problem);
        }
    }
    if column.split.as_deref() == Some("") {
        found.at(
            offset,
            format!("split of \"{name}\" is empty: say what stands between values"),
        );
    }
}

fn what_fits(option: &str) -> &'static str {
    match option {
        "date" | "two_digit_year_from" | "not_after" => "it is for days and instants",
        "unit" | "hours_per_day" => "it is for durations",
        "decimal_comma" | "thousands" => "it is for numbers and durations",
        "split" => "it is for lists: labels and components",
        "separator" => "it goes with concat",
        _ => "it goes with map",
    }
}
