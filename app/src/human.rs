//! Tables for people: percent, hours with one decimal, a dash for what has no value.

use comfy_table::{Cell as Shown, CellAlignment, Color, ContentArrangement, presets};
use model::alert::AlertMetric;
use model::figure::{Cell, Table, Unit};

/// Nothing.
const DASH: &str = "–";

/// A table as text, one row a line.
pub(crate) fn table(table: &Table) -> String {
    if table.rows.is_empty() {
        return String::new();
    }
    let mut shown = comfy_table::Table::new();
    shown.load_style(presets::NOTHING);
    shown.set_content_arrangement(ContentArrangement::Disabled);
    shown.set_header(table.columns.iter().map(|column| {
        Shown::new(column.name)
            .set_alignment(alignment(column.unit))
            .fg(Color::DarkCyan)
    }));
    for row in &table.rows {
        let cells = table.columns.iter().zip(row);
        shown.add_row(cells.map(|(column, value)| {
            Shown::new(cell(column.unit, value)).set_alignment(alignment(column.unit))
        }));
    }
    if let Some(first) = shown.column_mut(0) {
        first.set_padding((0, 1));
    }
    let mut text = shown.trim_fmt();
    text.push('\n');
    text
}

fn alignment(unit: Unit) -> CellAlignment {
    match unit {
        Unit::Text | Unit::Flag | Unit::Day => CellAlignment::Left,
        Unit::Count
        | Unit::Hours
        | Unit::Share
        | Unit::Days
        | Unit::Weeks
        | Unit::PerWeek
        | Unit::PerTicket
        | Unit::Number => CellAlignment::Right,
    }
}

/// A value of a metric that alerts watch, as people read it.
pub(crate) fn measure(metric: AlertMetric, value: f64) -> String {
    cell(metric.unit(), &Cell::Float(value))
}

/// A value as people read it.
pub(crate) fn cell(unit: Unit, value: &Cell) -> String {
    match value.flat() {
        Cell::Null | Cell::Figure(_) => DASH.to_owned(),
        Cell::Text(text) if text.is_empty() => DASH.to_owned(),
        Cell::Text(text) if unit == Unit::Weeks => {
            text.parse().map_or(text, |weeks: f64| number(unit, weeks))
        }
        Cell::Text(text) => text,
        Cell::Int(count) => grouped(&count.to_string()),
        Cell::Float(value) => number(unit, value),
        Cell::Flag(true) => "yes".to_owned(),
        Cell::Flag(false) => String::new(),
        Cell::Day(day) => day.to_string(),
    }
}

fn number(unit: Unit, value: f64) -> String {
    let value = if unit == Unit::Share { value * 100.0 } else { value };
    let rounded = match unit {
        Unit::Count => format!("{value:.0}"),
        Unit::Days if value.fract() == 0.0 => format!("{value:.0}"),
        _ => format!("{value:.1}"),
    };
    // −0.0 is a zero to everybody but a computer.
    let is_zero = rounded.chars().all(|digit| matches!(digit, '-' | '0' | '.'));
    let text = grouped(rounded.strip_prefix('-').filter(|_| is_zero).unwrap_or(&rounded));
    if unit == Unit::Share {
        format!("{text} %")
    } else {
        text
    }
}

/// Puts commas between thousands.
pub(crate) fn grouped(digits: &str) -> String {
    let (sign, rest) = digits.strip_prefix('-').map_or(("", digits), |rest| ("-", rest));
    let (whole, fraction) = rest
        .split_once('.')
        .map_or((rest, None), |(whole, part)| (whole, Some(part)));
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    text.push_str(sign);
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    if let Some(fraction) = fraction {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

/// A number of things, grouped: `1 worklog`, `12,299 worklogs`.
pub(crate) fn count(number: u64, one: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {one}{plural}", grouped(&number.to_string()))
}

/// Hours for people: one decimal.
pub(crate) fn hours(hours: f64) -> String {
    format!("{} h", number(Unit::Hours, hours))
}

/// A share for people.
pub(crate) fn percent(share: f64) -> String {
    number(Unit::Share, share)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::figure::{Figure, column};

    #[test]
    fn values_read_as_people_write_them() {
        assert_eq!(cell(Unit::Share, &Cell::Float(0.3456)), "34.6 %");
        assert_eq!(cell(Unit::Hours, &Cell::Float(95_001.98)), "95,002.0");
        assert_eq!(cell(Unit::Hours, &Cell::Float(-1234.56)), "-1,234.6");
        assert_eq!(cell(Unit::Hours, &Cell::Float(-0.01)), "0.0");
        assert_eq!(cell(Unit::Count, &Cell::Int(1_000_000)), "1,000,000");
        assert_eq!(cell(Unit::Share, &Cell::Figure(Figure::default())), "–");
        assert_eq!(cell(Unit::Weeks, &Cell::Text("never".into())), "never");
        assert_eq!(cell(Unit::Weeks, &Cell::Text("3.3333".into())), "3.3");
        assert_eq!(cell(Unit::Flag, &Cell::Flag(false)), "");
        assert_eq!(count(1, "worklog"), "1 worklog");
        assert_eq!(count(12_299, "worklog"), "12,299 worklogs");
    }

    #[test]
    fn a_row_is_a_line_and_numbers_stand_right() {
        let text = table(&Table {
            columns: vec![column("squad", Unit::Text), column("logged_h", Unit::Hours)],
            rows: vec![
                vec![Cell::Text("a".into()), Cell::Float(1.0)],
                vec![Cell::Text("bb".into()), Cell::Float(1000.0)],
            ],
        });
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(lines.len(), 3);
        assert!(
            lines[1].ends_with("    1.0") && lines[2].ends_with("1,000.0"),
            "{text}"
        );
    }
}
