//! A field's value out of a row: which cells, what becomes of their text, and the value it is.
//!
//! Everything that can be settled once is settled before the first row: a field knows the places of its cells.

use super::mapping::ColumnMapping;
use super::row::{Cells, LIST};
use super::values::date::{DateFormat, DatePattern};
use super::values::duration::{DurationFormat, day_of_hours};
use super::values::number::{Decimal, NumberFormat};
use super::values::word;
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use model::time::Seconds;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

/// Why a row does not become a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Problem {
    pub(super) column: Option<String>,
    pub(super) value: Option<String>,
    pub(super) reason: String,
}

/// A cell of a row, found by place.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) name: String,
    pub(super) at: usize,
}

#[derive(Debug, Clone)]
enum Pick {
    Cell(Place),
    FirstOf(Vec<Place>),
    Concat(Vec<Place>, String),
    Constant(String),
}

/// What all fields of a record share.
#[derive(Debug, Clone)]
pub(super) struct Shared {
    /// Values that mean "nothing".
    pub(super) empty: Arc<[String]>,
    /// Where days begin and end.
    pub(super) time_zone: Tz,
    /// Whether dates of the file can be real dates.
    pub(super) real_dates: bool,
}

/// A field that the mapping fills.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pick: Pick,
    empty: Arc<[String]>,
    map: Option<HashMap<String, String>>,
    strict: bool,
    default: Option<String>,
    not_after: Option<Place>,
    dates: DateFormat,
    duration: Option<DurationFormat>,
    numbers: NumberFormat,
    split: Option<String>,
}

/// A field of a record: filled by the mapping, or not.
#[derive(Debug, Clone)]
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) column: Option<Column>,
}

/// A text, and the column it was found in.
struct Found<'r> {
    text: Cow<'r, str>,
    column: Option<&'r str>,
}

impl Found<'_> {
    fn problem(&self, reason: String) -> Problem {
        Problem {
            column: self.column.map(str::to_owned),
            value: Some(self.text.clone().into_owned()),
            reason,
        }
    }
}

impl Column {
    /// Compiles a mapping; `place` finds a column's cell.
    pub(super) fn new(
        mapping: &ColumnMapping,
        shared: &Shared,
        mut place: impl FnMut(&str) -> Place,
    ) -> Self {
        let table = &mapping.0;
        let mut places = |names: &[String]| names.iter().map(|name| place(name)).collect::<Vec<_>>();
        let pick = if let Some(name) = &table.column {
            Pick::Cell(places(std::slice::from_ref(name)).swap_remove(0))
        } else if let Some(names) = &table.first_of {
            Pick::FirstOf(places(names))
        } else if let Some(names) = &table.concat {
            Pick::Concat(places(names), table.separator.clone().unwrap_or_default())
        } else {
            Pick::Constant(
                table
                    .value
                    .as_ref()
                    .map_or(String::new(), |value| value.0.clone()),
            )
        };
        let numbers = NumberFormat {
            decimal_comma: table.decimal_comma == Some(true),
            thousands: table.thousands,
        };
        Self {
            pick,
            empty: Arc::clone(&shared.empty),
            map: table.map.clone().map(|map| map.into_iter().collect()),
            strict: table.strict == Some(true),
            default: table.default.as_ref().map(|value| value.0.clone()),
            not_after: table.not_after.as_deref().map(&mut place),
            dates: DateFormat {
                // A pattern that is none was refused with the mapping.
                patterns: table
                    .date
                    .iter()
                    .flat_map(|patterns| patterns.all())
                    .filter_map(|pattern| DatePattern::new(pattern).ok())
                    .collect(),
                two_digit_year_from: table.two_digit_year_from,
                iso_first: shared.real_dates,
                time_zone: shared.time_zone,
            },
            duration: table.unit.map(|unit| DurationFormat {
                unit,
                day: table.hours_per_day.and_then(day_of_hours),
                numbers,
            }),
            numbers,
            split: table.split.clone(),
        }
    }

    fn cell<'r>(&'r self, row: &'r Cells, place: &'r Place) -> Option<Found<'r>> {
        let text = row.get(place.at).trim();
        let is_empty = text.is_empty() || self.empty.iter().any(|empty| empty == text);
        (!is_empty).then_some(Found {
            text: Cow::Borrowed(text),
            column: Some(&place.name),
        })
    }

    fn picked<'r>(&'r self, row: &'r Cells) -> Option<Found<'r>> {
        match &self.pick {
            Pick::Cell(place) => self.cell(row, place),
            Pick::FirstOf(places) => places.iter().find_map(|place| self.cell(row, place)),
            Pick::Concat(places, separator) => {
                let parts = places.iter().map(|place| self.cell(row, place));
                let parts: Vec<_> = parts.collect();
                parts.iter().any(Option::is_some).then(|| {
                    let texts = parts
                        .iter()
                        .map(|part| part.as_ref().map_or("", |part| &*part.text));
                    Found {
                        text: Cow::Owned(texts.collect::<Vec<_>>().join(separator)),
                        column: places.first().map(|place| place.name.as_str()),
                    }
                })
            }
            Pick::Constant(text) => (!text.is_empty()).then_some(Found {
                text: Cow::Borrowed(text.as_str()),
                column: None,
            }),
        }
    }

    fn found<'r>(&'r self, row: &'r Cells) -> Result<Option<Found<'r>>, Problem> {
        let mut found = self.picked(row);
        if let (Some(map), Some(text)) = (&self.map, &mut found) {
            match map.get(&*text.text) {
                Some(mapped) => text.text = Cow::Borrowed(mapped.as_str()),
                None if self.strict => {
                    let mut known: Vec<_> = map.keys().map(String::as_str).collect();
                    known.sort_unstable();
                    let reason = format!("the value is not in the map, which has {}", known.join(", "));
                    return Err(text.problem(reason));
                }
                None => {}
            }
        }
        let found = found.filter(|found| !found.text.is_empty());
        Ok(found.or_else(|| {
            self.default.as_deref().map(|text| Found {
                text: Cow::Borrowed(text),
                column: None,
            })
        }))
    }

    /// A day or an instant; the earlier of the two where it may not lie after another column.
    fn date<T: Ord>(
        &self,
        row: &Cells,
        read: impl Fn(&DateFormat, &str) -> Result<T, String>,
    ) -> Result<Option<T>, Problem> {
        let Some(found) = self.found(row)? else {
            return Ok(None);
        };
        let date = read(&self.dates, &found.text).map_err(|reason| found.problem(reason))?;
        let latest = self.not_after.as_ref().and_then(|place| self.cell(row, place));
        let Some(latest) = latest else {
            return Ok(Some(date));
        };
        let latest_date = read(&self.dates, &latest.text).map_err(|reason| latest.problem(reason))?;
        Ok(Some(date.min(latest_date)))
    }

    /// The first column it names.
    fn first_name(&self) -> Option<String> {
        match &self.pick {
            Pick::Cell(place) => Some(place.name.clone()),
            Pick::FirstOf(places) | Pick::Concat(places, _) => places.first().map(|place| place.name.clone()),
            Pick::Constant(_) => None,
        }
    }
}

impl Field {
    fn read<T>(
        &self,
        row: &Cells,
        read: impl FnOnce(&Column, &str) -> Result<T, String>,
    ) -> Result<Option<T>, Problem> {
        let Some(column) = &self.column else {
            return Ok(None);
        };
        let Some(found) = column.found(row)? else {
            return Ok(None);
        };
        read(column, &found.text)
            .map(Some)
            .map_err(|reason| found.problem(reason))
    }

    /// Any value that a text stands for.
    pub(super) fn value<T>(
        &self,
        row: &Cells,
        read: impl FnOnce(&str) -> Result<T, String>,
    ) -> Result<Option<T>, Problem> {
        self.read(row, |_, text| read(text))
    }

    /// A text.
    pub(super) fn text(&self, row: &Cells) -> Result<Option<String>, Problem> {
        self.value(row, |text| Ok(text.replace(LIST, ", ")))
    }

    /// Texts.
    pub(super) fn list(&self, row: &Cells) -> Result<Vec<String>, Problem> {
        let list = self.read(row, |column, text| {
            let parts: Box<dyn Iterator<Item = &str>> = match &column.split {
                Some(split) => Box::new(text.split(LIST).flat_map(|part| part.split(split.as_str()))),
                None => Box::new(text.split(LIST)),
            };
            let parts = parts.map(str::trim).filter(|part| !part.is_empty());
            Ok(parts.map(str::to_owned).collect())
        });
        Ok(list?.unwrap_or_default())
    }

    /// Yes or no.
    pub(super) fn yes_or_no(&self, row: &Cells) -> Result<Option<bool>, Problem> {
        self.value(row, word::yes_or_no)
    }

    /// A day.
    pub(super) fn day(&self, row: &Cells) -> Result<Option<NaiveDate>, Problem> {
        let column = self.column.as_ref();
        column.map_or(Ok(None), |column| column.date(row, DateFormat::day))
    }

    /// An instant.
    pub(super) fn instant(&self, row: &Cells) -> Result<Option<DateTime<Utc>>, Problem> {
        let column = self.column.as_ref();
        column.map_or(Ok(None), |column| column.date(row, DateFormat::instant))
    }

    /// A duration of at most `most` either way.
    pub(super) fn seconds(&self, row: &Cells, most: Seconds) -> Result<Option<Seconds>, Problem> {
        self.read(row, |column, text| {
            let format = column.duration.ok_or("the mapping says no unit")?;
            let seconds = format.read(text)?;
            if seconds.0.unsigned_abs() > most.0.unsigned_abs() {
                return Err(format!(
                    "{text:?} is more than {} h, which nobody does at once: is the unit right?",
                    most.0 / 3600
                ));
            }
            Ok(seconds)
        })
    }

    /// A number.
    pub(super) fn number(&self, row: &Cells) -> Result<Option<Decimal>, Problem> {
        self.read(row, |column, text| column.numbers.read(text))
    }

    /// An integer.
    pub(super) fn integer(&self, row: &Cells) -> Result<Option<i32>, Problem> {
        self.read(row, |column, text| {
            let number = column.numbers.read(text)?.exactly(0);
            let number = number.and_then(|number| i32::try_from(number).ok());
            number.ok_or_else(|| format!("{text:?} is not a whole number"))
        })
    }

    /// A value that cannot be missing.
    pub(super) fn needed<T>(&self, value: Option<T>) -> Result<T, Problem> {
        value.ok_or_else(|| Problem {
            column: self.column.as_ref().and_then(Column::first_name),
            value: Some(String::new()),
            reason: format!(
                "the row has no value for \"{}\", which this record needs",
                self.name
            ),
        })
    }

    /// A reason that concerns this field.
    pub(super) fn problem(&self, row: &Cells, reason: String) -> Problem {
        let found = self.column.as_ref().and_then(|column| column.picked(row));
        match found {
            Some(found) => found.problem(reason),
            None => Problem {
                column: self.column.as_ref().and_then(Column::first_name),
                value: None,
                reason,
            },
        }
    }
}
