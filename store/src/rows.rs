//! Many rows in one statement, with the same text on both databases but for where the rows stand.
//!
//! A statement names them as `with incoming (a, b) as ({rows}) …`. SQLite gets `values (?,?),(?,?)`, PostgreSQL gets
//! `select * from unnest($1::bigint[],$2::text[])`.

use crate::pool::Link;
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::postgres::{PgArguments, PgRow};
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{Arguments, AssertSqlSafe, FromRow, Postgres, Sqlite};
use std::fmt::Write;

/// How many rows a statement of SQLite may carry. Few sizes, so that each stays prepared; the largest times the widest
/// table (28 columns) stays under SQLite's 32,766 parameters.
const SIZES: [usize; 4] = [512, 64, 8, 1];

/// A row that both databases can be read into.
pub(crate) trait Readable:
    for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin
{
}
impl<T> Readable for T where T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

/// Rows to hand to a statement, kept by column.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    columns: Vec<Column>,
    len: usize,
}

/// One row being written, cell after cell.
pub(crate) struct Row<'a> {
    rows: &'a mut Rows,
    at: usize,
}

macro_rules! columns {
    ($($name:ident, $method:ident, $type:ty, $array:literal;)*) => {
        #[derive(Debug)]
        enum Column {
            $($name(Vec<Option<$type>>),)*
        }

        impl Column {
            /// PostgreSQL's type of the whole column.
            fn array(&self) -> &'static str {
                match self { $(Self::$name(_) => $array,)* }
            }

            fn bind_all(self, arguments: &mut PgArguments) -> Result<(), sqlx::Error> {
                match self { $(Self::$name(cells) => arguments.add(cells),)* }.map_err(sqlx::Error::Encode)
            }

            fn bind_one(&mut self, row: usize, arguments: &mut SqliteArguments) -> Result<(), sqlx::Error> {
                match self {
                    $(Self::$name(cells) => Arguments::add(arguments, cells.get_mut(row).and_then(Option::take)),)*
                }
                .map_err(sqlx::Error::Encode)
            }
        }

        impl Row<'_> {
            $(
                fn $method(&mut self, value: Option<$type>) -> &mut Self {
                    if self.rows.columns.len() == self.at {
                        self.rows.columns.push(Column::$name(Vec::new()));
                    }
                    match &mut self.rows.columns[self.at] {
                        Column::$name(cells) => cells.push(value),
                        other => unreachable!("column {} is {}, not {}", self.at, other.array(), $array),
                    }
                    self.at += 1;
                    self
                }
            )*
        }
    };
}

columns! {
    Int, put_int, i64, "bigint[]";
    Text, put_text, String, "text[]";
    Bool, put_bool, bool, "boolean[]";
    Day, put_day, NaiveDate, "date[]";
    Instant, put_instant, DateTime<Utc>, "timestamptz[]";
    Real, put_real, f64, "double precision[]";
}

impl Row<'_> {
    pub(crate) fn int(&mut self, value: impl Into<Option<i64>>) -> &mut Self {
        self.put_int(value.into())
    }

    /// PostgreSQL takes no NUL inside a text; neither do we, so that both keep the same.
    pub(crate) fn text<'t>(&mut self, value: impl Into<Option<&'t str>>) -> &mut Self {
        self.put_text(value.into().map(|text| {
            if text.contains('\0') {
                text.replace('\0', "\u{fffd}")
            } else {
                text.to_owned()
            }
        }))
    }

    pub(crate) fn bool(&mut self, value: impl Into<Option<bool>>) -> &mut Self {
        self.put_bool(value.into())
    }

    pub(crate) fn day(&mut self, value: impl Into<Option<NaiveDate>>) -> &mut Self {
        self.put_day(value.into())
    }

    /// Cut to the microsecond.
    pub(crate) fn instant(&mut self, value: impl Into<Option<DateTime<Utc>>>) -> &mut Self {
        self.put_instant(value.into().map(crate::instant::cut))
    }

    pub(crate) fn real(&mut self, value: impl Into<Option<f64>>) -> &mut Self {
        self.put_real(value.into())
    }
}

impl Rows {
    /// Begins the next row. Every row has the same cells.
    pub(crate) fn row(&mut self) -> Row<'_> {
        self.len += 1;
        Row { rows: self, at: 0 }
    }

    /// One column of integers, such as ids.
    pub(crate) fn of_ints(values: impl IntoIterator<Item = i64>) -> Self {
        let mut rows = Self::default();
        for value in values {
            rows.row().int(value);
        }
        rows
    }

    /// Runs a statement with these rows and reads what it returns. Without rows nothing is run.
    pub(crate) async fn fetch<T: Readable>(
        self,
        link: Link<'_>,
        sql: &'static str,
    ) -> Result<Vec<T>, sqlx::Error> {
        let mut found = Vec::new();
        if self.len == 0 {
            return Ok(found);
        }
        match link {
            Link::Sqlite(connection) => {
                for part in self.into_sqlite(sql) {
                    let (text, arguments) = part?;
                    let query = sqlx::query_as_with::<Sqlite, T, _>(AssertSqlSafe(text), arguments);
                    found.extend(query.fetch_all(&mut *connection).await?);
                }
            }
            Link::Postgres(connection) => {
                let (text, arguments) = self.into_postgres(sql)?;
                let query = sqlx::query_as_with::<Postgres, T, _>(AssertSqlSafe(text), arguments);
                found = query.fetch_all(connection).await?;
            }
        }
        Ok(found)
    }

    /// Runs a statement with these rows and tells how many it changed.
    pub(crate) async fn execute(self, link: Link<'_>, sql: &'static str) -> Result<u64, sqlx::Error> {
        let mut changed = 0;
        if self.len == 0 {
            return Ok(changed);
        }
        match link {
            Link::Sqlite(connection) => {
                for part in self.into_sqlite(sql) {
                    let (text, arguments) = part?;
                    let query = sqlx::query_with::<Sqlite, _>(AssertSqlSafe(text), arguments);
                    changed += query.execute(&mut *connection).await?.rows_affected();
                }
            }
            Link::Postgres(connection) => {
                let (text, arguments) = self.into_postgres(sql)?;
                let query = sqlx::query_with::<Postgres, _>(AssertSqlSafe(text), arguments);
                changed = query.execute(connection).await?.rows_affected();
            }
        }
        Ok(changed)
    }

    fn into_postgres(self, sql: &'static str) -> Result<(String, PgArguments), sqlx::Error> {
        let mut list = String::from("select * from unnest(");
        for (at, column) in self.columns.iter().enumerate() {
            let comma = if at == 0 { "" } else { "," };
            // Writing into a String cannot fail.
            let _ = write!(list, "{comma}${}::{}", at + 1, column.array());
        }
        list.push(')');
        let mut arguments = PgArguments::default();
        for column in self.columns {
            column.bind_all(&mut arguments)?;
        }
        Ok((sql.replace("{rows}", &list), arguments))
    }

    fn into_sqlite(
        mut self,
        sql: &'static str,
    ) -> impl Iterator<Item = Result<(String, SqliteArguments), sqlx::Error>> {
        let tuple = format!("({})", vec!["?"; self.columns.len()].join(","));
        let mut done = 0;
        std::iter::from_fn(move || {
            let size = SIZES.into_iter().find(|size| *size <= self.len - done)?;
            let list = format!("values {}", vec![tuple.as_str(); size].join(","));
            let mut arguments = SqliteArguments::default();
            for row in done..done + size {
                for column in &mut self.columns {
                    if let Err(error) = column.bind_one(row, &mut arguments) {
                        return Some(Err(error));
                    }
                }
            }
            done += size;
            Some(Ok((sql.replace("{rows}", &list), arguments)))
        })
    }
}
