//! A look at a CSV: rows by the names of their columns.

use std::collections::BTreeMap;

/// The rows of a CSV.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Rows {
    /// The heading.
    pub(crate) columns: Vec<String>,
    /// Each row, by column.
    pub(crate) rows: Vec<BTreeMap<String, String>>,
}

impl Rows {
    pub(crate) fn read(text: &str) -> Self {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let columns: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        let rows = reader
            .records()
            .map(|record| {
                columns
                    .iter()
                    .cloned()
                    .zip(record.unwrap().iter().map(str::to_owned))
                    .collect()
            })
            .collect();
        Self { columns, rows }
    }

    /// The rows in which some columns have some values: `[("squad", "pay"), ("week", "2026-W05")]`.
    pub(crate) fn all(&self, wanted: &[(&str, &str)]) -> Vec<&BTreeMap<String, String>> {
        let holds =
            |row: &&BTreeMap<String, String>| wanted.iter().all(|(column, value)| row[*column] == *value);
        self.rows.iter().filter(holds).collect()
    }

    /// The only such row.
    #[track_caller]
    pub(crate) fn one(&self, wanted: &[(&str, &str)]) -> &BTreeMap<String, String> {
        match self.all(wanted).as_slice() {
            [row] => row,
            other => panic!("{} rows with {wanted:?} in {self:#?}", other.len()),
        }
    }

    /// The sum of a column.
    pub(crate) fn sum(&self, column: &str) -> f64 {
        self.rows
            .iter()
            .map(|row| number(&row[column]).unwrap_or(0.0))
            .sum()
    }

    /// The rows by some of their columns; a key that comes twice fails.
    #[track_caller]
    pub(crate) fn by(&self, key: &[&str]) -> BTreeMap<Vec<String>, &BTreeMap<String, String>> {
        let mut found = BTreeMap::new();
        for row in &self.rows {
            let key: Vec<_> = key.iter().map(|column| row[*column].clone()).collect();
            assert!(found.insert(key.clone(), row).is_none(), "{key:?} comes twice");
        }
        found
    }
}

/// A number, or nothing where the cell is empty.
#[track_caller]
pub(crate) fn number(cell: &str) -> Option<f64> {
    (!cell.is_empty()).then(|| {
        cell.parse()
            .unwrap_or_else(|_| panic!("{cell:?} is not a number"))
    })
}

/// Whether two cells are the same number, or both nothing.
pub(crate) fn same(left: &str, right: &str) -> bool {
    match (number(left), number(right)) {
        (Some(left), Some(right)) => (left - right).abs() < 1e-9,
        (None, None) => true,
        _ => false,
    }
}
