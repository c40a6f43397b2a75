//! A table as a Parquet file: the same rows that the command line prints and the API serves.

use crate::frame::{Columns, encode};
use model::analyst::AnalystError;
use model::figure::{Cell, Table, Unit};

/// Encodes a table: words and periods as text, counts as whole numbers, figures as numbers, flags and days as such.
/// A cell that is not of its column's kind is kept in a column of text, rather than lost.
pub(crate) fn parquet(table: &Table) -> Result<Vec<u8>, AnalystError> {
    let mut columns = Columns::default();
    for (place, column) in table.columns.iter().enumerate() {
        let cells: Vec<Cell> = table
            .rows
            .iter()
            .map(|row| row.get(place).map_or(Cell::Null, Cell::flat))
            .collect();
        add(&mut columns, column.name, column.unit, &cells);
    }
    encode(&mut columns.frame()?)
}

/// What a column is kept as.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Int,
    Float,
    Flag,
    Day,
}

fn kind_of_cell(cell: &Cell) -> Option<Kind> {
    match cell {
        Cell::Null => None,
        Cell::Text(_) => Some(Kind::Text),
        Cell::Int(_) => Some(Kind::Int),
        Cell::Float(_) | Cell::Figure(_) => Some(Kind::Float),
        Cell::Flag(_) => Some(Kind::Flag),
        Cell::Day(_) => Some(Kind::Day),
    }
}

/// The kind of an empty column: its unit's.
fn kind_of_unit(unit: Unit) -> Kind {
    match unit {
        Unit::Text => Kind::Text,
        Unit::Count => Kind::Int,
        Unit::Hours
        | Unit::Share
        | Unit::Days
        | Unit::Weeks
        | Unit::PerWeek
        | Unit::PerTicket
        | Unit::Number => Kind::Float,
        Unit::Flag => Kind::Flag,
        Unit::Day => Kind::Day,
    }
}

fn add(columns: &mut Columns, name: &str, unit: Unit, cells: &[Cell]) {
    let mut kinds = cells.iter().filter_map(kind_of_cell);
    let first = kinds.next().unwrap_or_else(|| kind_of_unit(unit));
    let kind = kinds.fold(first, |kind, next| match (kind, next) {
        (a, b) if a == b => a,
        (Kind::Int | Kind::Float, Kind::Int | Kind::Float) => Kind::Float,
        _ => Kind::Text,
    });
    match kind {
        Kind::Text => columns.text(name, cells.iter().map(text)),
        Kind::Int => columns.ints(name, cells.iter().map(int)),
        Kind::Float => columns.floats(name, cells.iter().map(float)),
        Kind::Flag => columns.flags(name, cells.iter().map(flag)),
        Kind::Day => columns.days(name, cells.iter().map(day)),
    }
}

fn text(cell: &Cell) -> Option<String> {
    (*cell != Cell::Null).then(|| cell.csv())
}

fn int(cell: &Cell) -> Option<i64> {
    match cell {
        Cell::Int(number) => Some(*number),
        _ => None,
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts beside numbers are far below 2^53"
)]
fn float(cell: &Cell) -> Option<f64> {
    match cell {
        Cell::Float(number) => Some(*number),
        Cell::Int(number) => Some(*number as f64),
        _ => None,
    }
}

fn flag(cell: &Cell) -> Option<bool> {
    match cell {
        Cell::Flag(flag) => Some(*flag),
        _ => None,
    }
}

fn day(cell: &Cell) -> Option<chrono::NaiveDate> {
    match cell {
        Cell::Day(day) => Some(*day),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::{Reading, read};
    use crate::symbols::Symbols;
    use model::figure::{Figure, column};

    #[test]
    fn a_table_comes_back_from_its_file() {
        let table = Table {
            columns: vec![
                column("squad", Unit::Text),
                column("arrivals", Unit::Count),
                column("maintenance_share", Unit::Share),
                column("provisional", Unit::Flag),
                column("created", Unit::Day),
                column("drain_weeks", Unit::Weeks),
                column("coverage", Unit::Share),
            ],
            rows: vec![
                vec![
                    Cell::Text("a".into()),
                    Cell::Int(3),
                    Cell::Figure(Figure::total(0.5, 1, None)),
                    Cell::Flag(true),
                    Cell::Day("2026-02-03".parse().unwrap()),
                    Cell::Text("never".into()),
                    Cell::Null,
                ],
                vec![
                    Cell::Null,
                    Cell::Int(4),
                    Cell::Null,
                    Cell::Flag(false),
                    Cell::Day("1969-12-31".parse().unwrap()),
                    Cell::Float(2.5),
                    Cell::Null,
                ],
            ],
        };
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.parquet");
        std::fs::write(&path, parquet(&table).unwrap()).unwrap();
        let frame = read(&path).unwrap();
        let reading = Reading::new(&frame, &path);
        let symbols = Symbols::default();
        let squads = reading.symbols("squad", &symbols).unwrap();
        assert_eq!(squads, [Some(symbols.intern("a")), None]);
        assert_eq!(reading.all_ints("arrivals").unwrap(), [3, 4]);
        assert_eq!(reading.all_flags("provisional").unwrap(), [true, false]);
        assert_eq!(
            reading.all_days("created").unwrap(),
            ["2026-02-03".parse().unwrap(), "1969-12-31".parse().unwrap()]
        );
        let drains = reading
            .all_words("drain_weeks", |word| Some(word.to_owned()))
            .unwrap();
        assert_eq!(drains, ["never", "2.5"]);
        let shares = frame.column("maintenance_share").unwrap().f64().unwrap();
        assert_eq!(shares.iter().collect::<Vec<_>>(), [Some(0.5), None]);
        assert_eq!(frame.column("coverage").unwrap().f64().unwrap().len(), 2);
    }

    #[test]
    fn a_table_without_rows_keeps_its_columns() {
        let table = Table {
            columns: vec![column("squad", Unit::Text), column("arrivals", Unit::Count)],
            rows: Vec::new(),
        };
        let bytes = parquet(&table).unwrap();
        assert_eq!(&bytes[..4], b"PAR1");
    }
}
