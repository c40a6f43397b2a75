//! A join gives the same rows whether it fits in memory or not.

use super::*;
use proptest::prelude::*;

/// Rows that are already there.
struct Given {
    rows: Vec<(u64, Vec<String>)>,
    at: usize,
}

impl Rows for Given {
    fn next(&mut self, row: &mut Row) -> Result<Step, FileError> {
        let Some((line, cells)) = self.rows.get(self.at) else {
            return Ok(Step::End);
        };
        self.at += 1;
        row.line = *line;
        row.cells.clear();
        cells.iter().for_each(|cell| row.cells.push(cell));
        row.raw = cells.join(",");
        Ok(Step::Row)
    }
}

fn chain(rows: &[[u8; 2]], name: &str) -> Chain {
    let rows = (2..).zip(rows);
    let rows = rows.map(|(line, [key, value])| (line, vec![format!("k{key}"), format!("{name}{value}")]));
    Chain::new(vec![Box::new(Given {
        rows: rows.collect(),
        at: 0,
    })])
}

/// What was found in which line.
type Lines<T> = Vec<(u64, T)>;

/// What comes out, by line, and the lines of notices.
fn joined(main: &[[u8; 2]], other: &[[u8; 2]], limit: usize) -> (Lines<Vec<String>>, Lines<String>) {
    let shape = OtherShape {
        origin: "other.csv".into(),
        key: 0,
        key_name: "K".to_owned(),
        wanted: vec![Some(1), None],
    };
    let shapes = vec![MainShape { width: 2, key: 0 }];
    let mut join = Joined::new(
        (chain(main, "m"), shapes),
        (chain(other, "o"), vec![shape]),
        2,
        limit,
    );
    let (mut row, mut rows, mut notices) = (Row::default(), Vec::new(), Vec::new());
    loop {
        match join.next(&mut row).unwrap() {
            Step::Row => rows.push((row.line, row.cells.iter().map(str::to_owned).collect())),
            Step::Reject(reject) => notices.push((reject.line.unwrap(), reject.reason)),
            Step::End => break,
        }
    }
    rows.sort();
    notices.sort();
    (rows, notices)
}

#[test]
fn the_first_row_of_a_key_wins_and_a_different_one_is_noticed() {
    let (rows, notices) = joined(&[[1, 0], [1, 1], [2, 2]], &[[1, 7], [1, 7], [1, 8]], INDEX_LIMIT);
    let row = |line, cells: [&str; 4]| (line, cells.map(str::to_owned).to_vec());
    assert_eq!(
        rows,
        [
            row(2, ["k1", "m0", "o7", ""]),
            row(3, ["k1", "m1", "o7", ""]),
            row(4, ["k2", "m2", "", ""]),
        ]
    );
    assert_eq!(
        notices,
        [(
            4,
            "line 2 has the same key with other values: the first one is taken".to_owned()
        )]
    );
}

proptest! {
    #[test]
    fn memory_does_not_change_the_answer(
        main in prop::collection::vec(any::<[u8; 2]>(), 0..200),
        other in prop::collection::vec([0_u8..40, 0..3], 0..200),
        limit in 0_usize..4000,
    ) {
        prop_assert_eq!(joined(&main, &other, limit), joined(&main, &other, usize::MAX));
    }
}
