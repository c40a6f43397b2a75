//! How figures are answered (section 0 of the book): never a bare number, and always as a table with the
//! book's names as columns.

use crate::time::Micros;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A number with what it was made of. Shares are fractions, hours are hours; no denominator gives no value.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Figure {
    /// The number; none where the book gives none (shown as a dash).
    pub value: Option<f64>,
    /// Over the line.
    pub numerator: Option<f64>,
    /// Under the line.
    pub denominator: Option<f64>,
    /// How many rows (worklogs, tickets, weeks) it was made of.
    pub n: u64,
    /// Share of the capacity that was logged; none without memberships. Not clipped.
    pub coverage: Option<f64>,
}

impl Figure {
    /// A sum or a count: its value is its numerator.
    #[must_use]
    pub fn total(value: f64, n: u64, coverage: Option<f64>) -> Self {
        Self {
            value: Some(value),
            numerator: Some(value),
            denominator: None,
            n,
            coverage,
        }
    }

    /// A ratio of two times; none where there is nothing to divide by, or less.
    #[must_use]
    pub fn ratio(numerator: Micros, denominator: Option<Micros>, n: u64, coverage: Option<f64>) -> Self {
        let under = denominator.map(Micros::hours);
        let value = under
            .filter(|hours| *hours > 0.0)
            .map(|hours| numerator.hours() / hours);
        Self {
            value,
            numerator: Some(numerator.hours()),
            denominator: under,
            n,
            coverage,
        }
    }

    /// A value that is not made by dividing, such as a percentile or a number of weeks.
    #[must_use]
    pub fn plain(value: Option<f64>, n: u64, coverage: Option<f64>) -> Self {
        Self {
            value,
            numerator: None,
            denominator: None,
            n,
            coverage,
        }
    }
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// Words, keys, periods.
    Text,
    /// A number of things.
    Count,
    /// Hours, unrounded.
    Hours,
    /// A fraction, shown as percent.
    Share,
    /// Days.
    Days,
    /// Weeks.
    Weeks,
    /// Tickets a week.
    PerWeek,
    /// A mean a ticket.
    PerTicket,
    /// A number in the unit of what another column names.
    Number,
    /// True or false.
    Flag,
    /// A day.
    Day,
}

/// A column of a table: the book's name and unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Column {
    /// The book's name.
    pub name: &'static str,
    /// What it holds.
    pub unit: Unit,
}

/// A column of a table, in short.
#[must_use]
pub const fn column(name: &'static str, unit: Unit) -> Column {
    Column { name, unit }
}

/// One value of a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing: no value, shown as a dash.
    Null,
    /// Words, keys, periods.
    Text(String),
    /// A whole number.
    Int(i64),
    /// A number.
    Float(f64),
    /// True or false.
    Flag(bool),
    /// A day.
    Day(NaiveDate),
    /// A number with what it was made of; tables show its value, JSON all of it.
    Figure(Figure),
}

impl Cell {
    /// A number, or nothing.
    #[must_use]
    pub fn float(value: Option<f64>) -> Self {
        value.map_or(Self::Null, Self::Float)
    }

    /// Words, or nothing.
    #[must_use]
    pub fn text(value: Option<impl Into<String>>) -> Self {
        value.map_or(Self::Null, |value| Self::Text(value.into()))
    }

    /// The cell as a flat table shows it: a figure is its value.
    #[must_use]
    pub fn flat(&self) -> Self {
        match self {
            Self::Figure(figure) => Self::float(figure.value),
            other => other.clone(),
        }
    }

    /// The cell as JSON: a figure is its value here.
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        match self.flat() {
            Self::Null | Self::Figure(_) => serde_json::Value::Null,
            Self::Text(text) => text.into(),
            Self::Int(number) => number.into(),
            Self::Float(number) => number.into(),
            Self::Flag(flag) => flag.into(),
            Self::Day(day) => day.to_string().into(),
        }
    }

    /// The cell as CSV: nothing is empty, numbers are unrounded.
    #[must_use]
    pub fn csv(&self) -> String {
        match self.flat() {
            Self::Null | Self::Figure(_) => String::new(),
            Self::Text(text) => text,
            Self::Int(number) => number.to_string(),
            Self::Float(number) => number.to_string(),
            Self::Flag(flag) => flag.to_string(),
            Self::Day(day) => day.to_string(),
        }
    }
}

/// Rows with named columns: what the command line prints, the API serves and Parquet keeps.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// The columns, in order.
    pub columns: Vec<Column>,
    /// The rows, each with one cell a column.
    pub rows: Vec<Vec<Cell>>,
}

/// A kind of row that knows its columns.
pub trait Tabular {
    /// The columns of a table of such rows, in the grain and level asked for.
    fn columns(shape: Shape) -> Vec<Column>;

    /// Its cells, in the order of the columns.
    fn cells(&self, shape: Shape) -> Vec<Cell>;
}

/// What the first columns of a table are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shape {
    /// Squad, tribe or organisation.
    pub level: crate::query::Level,
    /// Week, month, quarter or year.
    pub grain: crate::time::Grain,
    /// Hours, or person-days: tables of hours have no columns for person-days.
    pub method: crate::activity::Method,
}

/// What all rows of an answer have in common.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Provenance {
    /// The day the answer speaks of.
    pub as_of: NaiveDate,
    /// The version of the rules that made it.
    pub rules_version: String,
    /// The version of the data that it was made from.
    pub data_version: i64,
    /// `worklogs` or `activity`; never both (section 5).
    pub method: &'static str,
    /// What a reader should know, such as a gate that does not apply.
    pub notes: Vec<String>,
}

/// Rows with where they came from.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer<R> {
    /// Where they came from.
    pub provenance: Provenance,
    /// How they were asked for.
    pub shape: Shape,
    /// The rows.
    pub rows: Vec<R>,
}

impl<R: Tabular> Answer<R> {
    /// The rows as a table.
    #[must_use]
    pub fn table(&self) -> Table {
        Table {
            columns: R::columns(self.shape),
            rows: self.rows.iter().map(|row| row.cells(self.shape)).collect(),
        }
    }
}

impl Table {
    /// The table as CSV with a heading (RFC 4180, UTF-8). Nothing is empty, numbers are unrounded.
    #[must_use]
    pub fn csv(&self) -> String {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let heading = writer.write_record(self.columns.iter().map(|column| column.name));
        let rows = self
            .rows
            .iter()
            .map(|row| writer.write_record(row.iter().map(Cell::csv)));
        let written = std::iter::once(heading)
            .chain(rows)
            .collect::<Result<Vec<()>, _>>();
        match (written, writer.into_inner()) {
            (Ok(_), Ok(bytes)) => String::from_utf8_lossy(&bytes).into_owned(),
            _ => unreachable!("writing rows of one length into memory does not fail"),
        }
    }

    /// The table in the envelope that the API serves and the command line prints: where it came from, then rows.
    #[must_use]
    pub fn json(&self, what: &str, provenance: &Provenance) -> serde_json::Value {
        let mut envelope = serde_json::Map::new();
        envelope.insert("what".to_owned(), what.into());
        if let Ok(serde_json::Value::Object(fields)) = serde_json::to_value(provenance) {
            envelope.extend(fields);
        }
        envelope.insert("rows".to_owned(), self.json_rows().into());
        envelope.into()
    }

    /// The rows as JSON objects with the book's names; figures are values, and once more, whole, under
    /// `figures`.
    #[must_use]
    pub fn json_rows(&self) -> Vec<serde_json::Value> {
        self.rows
            .iter()
            .map(|row| {
                let mut object = serde_json::Map::new();
                let mut figures = serde_json::Map::new();
                for (column, cell) in self.columns.iter().zip(row) {
                    object.insert(column.name.to_owned(), cell.json());
                    if let Cell::Figure(figure) = cell {
                        let whole = serde_json::to_value(figure).unwrap_or_default();
                        figures.insert(column.name.to_owned(), whole);
                    }
                }
                if !figures.is_empty() {
                    object.insert("figures".to_owned(), figures.into());
                }
                object.into()
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Seconds;

    #[test]
    fn null_is_not_zero() {
        let hour = Micros::from(Seconds(3600));
        assert_eq!(Figure::ratio(Micros::ZERO, Some(hour), 1, None).value, Some(0.0));
        assert_eq!(Figure::ratio(hour, Some(Micros::ZERO), 1, None).value, None);
        assert_eq!(Figure::ratio(hour, None, 1, None).value, None);
        assert_eq!(Cell::Figure(Figure::default()).csv(), "");
        assert_eq!(Cell::Float(0.0).csv(), "0");
    }

    #[test]
    fn json_has_values_and_whole_figures() {
        let table = Table {
            columns: vec![
                column("squad", Unit::Text),
                column("maintenance_share", Unit::Share),
            ],
            rows: vec![vec![
                Cell::Text("a".into()),
                Cell::Figure(Figure::ratio(Micros(1), Some(Micros(4)), 7, None)),
            ]],
        };
        let row = &table.json_rows()[0];
        assert_eq!(row["maintenance_share"], 0.25);
        assert_eq!(row["figures"]["maintenance_share"]["n"], 7);
    }
}
