//! Columns in and out of polars: the one place that collects, reads and writes frames.

use crate::storage::failed;
use crate::symbols::{Symbol, Symbols};
use chrono::NaiveDate;
use model::analyst::AnalystError;
use polars::prelude::*;
use std::fs::File;
use std::path::{Path, PathBuf};

/// Rows of facts kept in memory before they are written as one group.
pub(crate) const GROUP_ROWS: usize = 100_000;

/// Runs a query. The only call of `collect` there is: it must not run on an async thread.
pub(crate) fn collect(query: LazyFrame, folder: &Path) -> Result<DataFrame, AnalystError> {
    query.collect().map_err(|error| failed(folder, error))
}

/// A lazy look at Parquet files of one kind, in their order.
pub(crate) fn scan(paths: &[PathBuf]) -> Result<LazyFrame, AnalystError> {
    let mut sources = Vec::with_capacity(paths.len());
    for path in paths {
        sources.push(PlRefPath::try_from_path(path).map_err(|error| failed(path, error))?);
    }
    let args = ScanArgsParquet {
        glob: false,
        ..ScanArgsParquet::default()
    };
    let first = paths.first().cloned().unwrap_or_default();
    LazyFrame::scan_parquet_files(sources.into(), args).map_err(|error| failed(&first, error))
}

/// Reads a whole small file.
pub(crate) fn read(path: &Path) -> Result<DataFrame, AnalystError> {
    let file = File::open(path).map_err(|error| failed(path, error))?;
    ParquetReader::new(file)
        .finish()
        .map_err(|error| failed(path, error))
}

/// A Parquet file being written, a group of rows at a time.
pub(crate) struct Writing {
    path: PathBuf,
    file: File,
    writer: Option<polars::io::parquet::write::BatchedWriter<File>>,
    rows: usize,
}

impl Writing {
    /// Starts a file; its columns come with the first group.
    pub(crate) fn create(path: PathBuf) -> Result<Self, AnalystError> {
        let file = File::create(&path).map_err(|error| failed(&path, error))?;
        Ok(Self {
            path,
            file,
            writer: None,
            rows: 0,
        })
    }

    /// Adds a group of rows.
    pub(crate) fn add(&mut self, frame: &DataFrame) -> Result<(), AnalystError> {
        let writer = match &mut self.writer {
            Some(writer) => writer,
            none => {
                let file = self.file.try_clone().map_err(|error| failed(&self.path, error))?;
                let new = ParquetWriter::new(file)
                    .batched(frame.schema())
                    .map_err(|error| failed(&self.path, error))?;
                none.insert(new)
            }
        };
        self.rows += frame.height();
        writer
            .write_batch(frame)
            .map_err(|error| failed(&self.path, error))
    }

    /// Ends the file. Returns its rows and bytes; a commit syncs it.
    pub(crate) fn finish(mut self) -> Result<(usize, u64), AnalystError> {
        if let Some(writer) = &mut self.writer {
            writer.finish().map_err(|error| failed(&self.path, error))?;
        }
        let bytes = self.file.metadata().map_err(|error| failed(&self.path, error))?;
        Ok((self.rows, bytes.len()))
    }
}

/// Writes a whole frame as a file.
pub(crate) fn write(path: &Path, frame: &DataFrame) -> Result<(usize, u64), AnalystError> {
    let mut writing = Writing::create(path.to_owned())?;
    writing.add(frame)?;
    writing.finish()
}

/// A table as a Parquet file in memory.
pub(crate) fn encode(frame: &mut DataFrame) -> Result<Vec<u8>, AnalystError> {
    let mut bytes = Vec::new();
    ParquetWriter::new(&mut bytes)
        .finish(frame)
        .map_err(|error| AnalystError::Storage(format!("a table cannot be written as Parquet: {error}")))?;
    Ok(bytes)
}

/// Columns being laid side by side.
#[derive(Default)]
pub(crate) struct Columns(Vec<Column>);

impl Columns {
    /// Words.
    pub(crate) fn text<S: AsRef<str>>(&mut self, name: &str, values: impl Iterator<Item = Option<S>>) {
        let chunked = StringChunked::from_iter_options(name.into(), values);
        self.0.push(chunked.into_series().into());
    }

    /// Names by symbol.
    pub(crate) fn symbols(
        &mut self,
        name: &str,
        symbols: &Symbols,
        values: impl Iterator<Item = Option<Symbol>>,
    ) {
        let mut last: Option<(Symbol, std::sync::Arc<str>)> = None;
        let names = values.map(|value| {
            let symbol = value?;
            match &last {
                Some((known, name)) if *known == symbol => Some(std::sync::Arc::clone(name)),
                _ => {
                    let name = symbols.name(symbol);
                    last = Some((symbol, std::sync::Arc::clone(&name)));
                    Some(name)
                }
            }
        });
        self.text(name, names);
    }

    /// Whole numbers.
    pub(crate) fn ints(&mut self, name: &str, values: impl Iterator<Item = Option<i64>>) {
        let chunked = Int64Chunked::from_iter_options(name.into(), values);
        self.0.push(chunked.into_series().into());
    }

    /// Numbers.
    pub(crate) fn floats(&mut self, name: &str, values: impl Iterator<Item = Option<f64>>) {
        let chunked = Float64Chunked::from_iter_options(name.into(), values);
        self.0.push(chunked.into_series().into());
    }

    /// True or false.
    pub(crate) fn flags(&mut self, name: &str, values: impl Iterator<Item = Option<bool>>) {
        let chunked = BooleanChunked::from_iter_options(name.into(), values);
        self.0.push(chunked.into_series().into());
    }

    /// Days.
    pub(crate) fn days(&mut self, name: &str, values: impl Iterator<Item = Option<NaiveDate>>) {
        let chunked = Int32Chunked::from_iter_options(name.into(), values.map(|day| day.map(number)));
        self.0.push(chunked.into_date().into_series().into());
    }

    /// The frame they make; they have to be of one length.
    pub(crate) fn frame(self) -> Result<DataFrame, AnalystError> {
        DataFrame::new_infer_height(self.0)
            .map_err(|error| AnalystError::Storage(format!("columns that do not fit together: {error}")))
    }
}

/// A day as polars keeps it: days since 1970.
pub(crate) fn number(day: NaiveDate) -> i32 {
    i32::try_from((day - NaiveDate::default()).num_days()).unwrap_or(i32::MAX)
}

/// A day of polars.
pub(crate) fn day(number: i32) -> NaiveDate {
    NaiveDate::default()
        .checked_add_signed(chrono::Duration::days(i64::from(number)))
        .unwrap_or_default()
}

/// A day as a value in a query.
pub(crate) fn lit_day(day: NaiveDate) -> Expr {
    lit(number(day)).cast(DataType::Date)
}

/// A frame whose columns are read by name; a column that is not there or of another kind is an error that names
/// the file.
pub(crate) struct Reading<'a> {
    frame: &'a DataFrame,
    path: &'a Path,
}

impl<'a> Reading<'a> {
    /// Reads a frame that came from a file or folder.
    pub(crate) fn new(frame: &'a DataFrame, path: &'a Path) -> Self {
        Self { frame, path }
    }

    fn column(&self, name: &str) -> Result<&'a Column, AnalystError> {
        self.frame.column(name).map_err(|error| failed(self.path, error))
    }

    /// Names by symbol.
    pub(crate) fn symbols(&self, name: &str, symbols: &Symbols) -> Result<Vec<Option<Symbol>>, AnalystError> {
        let column = self
            .column(name)?
            .str()
            .map_err(|error| failed(self.path, error))?;
        let mut last: Option<(&str, Symbol)> = None;
        let intern = |value: Option<&'a str>| {
            let name = value?;
            match last {
                Some((known, symbol)) if known == name => Some(symbol),
                _ => {
                    let symbol = symbols.intern(name);
                    last = Some((name, symbol));
                    Some(symbol)
                }
            }
        };
        Ok(column.iter().map(intern).collect())
    }

    /// Names by symbol, none missing.
    pub(crate) fn all_symbols(&self, name: &str, symbols: &Symbols) -> Result<Vec<Symbol>, AnalystError> {
        self.whole(name, self.symbols(name, symbols)?)
    }

    /// Words, each understood by `parse`; what it does not understand is an error.
    pub(crate) fn words<T>(
        &self,
        name: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Vec<Option<T>>, AnalystError> {
        let column = self
            .column(name)?
            .str()
            .map_err(|error| failed(self.path, error))?;
        let read = |value: Option<&str>| match value {
            None => Ok(None),
            Some(word) => match parse(word) {
                Some(value) => Ok(Some(value)),
                None => Err(failed(self.path, format!("{word:?} is no {name}"))),
            },
        };
        column.iter().map(read).collect()
    }

    /// Words, none missing.
    pub(crate) fn all_words<T>(
        &self,
        name: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Vec<T>, AnalystError> {
        self.whole(name, self.words(name, parse)?)
    }

    /// Whole numbers.
    pub(crate) fn ints(&self, name: &str) -> Result<Vec<Option<i64>>, AnalystError> {
        let column = self
            .column(name)?
            .i64()
            .map_err(|error| failed(self.path, error))?;
        Ok(column.iter().collect())
    }

    /// Whole numbers, none missing.
    pub(crate) fn all_ints(&self, name: &str) -> Result<Vec<i64>, AnalystError> {
        self.whole(name, self.ints(name)?)
    }

    /// True or false, none missing.
    pub(crate) fn all_flags(&self, name: &str) -> Result<Vec<bool>, AnalystError> {
        let column = self
            .column(name)?
            .bool()
            .map_err(|error| failed(self.path, error))?;
        self.whole(name, column.iter().collect())
    }

    /// Days.
    pub(crate) fn days(&self, name: &str) -> Result<Vec<Option<NaiveDate>>, AnalystError> {
        let column = self
            .column(name)?
            .date()
            .map_err(|error| failed(self.path, error))?;
        Ok(column.physical().iter().map(|value| value.map(day)).collect())
    }

    /// Days, none missing.
    pub(crate) fn all_days(&self, name: &str) -> Result<Vec<NaiveDate>, AnalystError> {
        self.whole(name, self.days(name)?)
    }

    fn whole<T>(&self, name: &str, values: Vec<Option<T>>) -> Result<Vec<T>, AnalystError> {
        let whole: Option<Vec<T>> = values.into_iter().collect();
        whole.ok_or_else(|| failed(self.path, format!("the column {name:?} has gaps")))
    }
}
