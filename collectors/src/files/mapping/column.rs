//! Where a field's value comes from, and how it is written there.

use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, Visitor};
use std::collections::BTreeMap;
use std::fmt;

/// A field's value: a column's name, or a table that says more.
#[derive(Debug, Clone, Default)]
pub struct ColumnMapping(pub(crate) ColumnTable);

/// The table. Exactly one of `column`, `first_of`, `concat` and `value` is there.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ColumnTable {
    /// A column.
    pub(crate) column: Option<String>,
    /// The first of these columns that is not empty.
    pub(crate) first_of: Option<Vec<String>>,
    /// These columns, one after the other.
    pub(crate) concat: Option<Vec<String>>,
    /// What stands between the columns of `concat`.
    pub(crate) separator: Option<String>,
    /// A constant.
    pub(crate) value: Option<Constant>,
    /// What becomes of a value.
    pub(crate) map: Option<BTreeMap<String, String>>,
    /// Whether a value that is not in `map` is rejected.
    pub(crate) strict: Option<bool>,
    /// The value where there is none.
    pub(crate) default: Option<Constant>,
    /// How days and instants are written; the first that fits.
    pub(crate) date: Option<Patterns>,
    /// The year that two-digit years begin with: with 1990, 89 is 2089 and 90 is 1990.
    pub(crate) two_digit_year_from: Option<i32>,
    /// A column with a day or an instant that this one is not after: the earlier of the two is taken.
    pub(crate) not_after: Option<String>,
    /// What a duration counts.
    pub(crate) unit: Option<Unit>,
    /// How many hours `d` is.
    pub(crate) hours_per_day: Option<f64>,
    /// Whether the decimal sign is a comma.
    pub(crate) decimal_comma: Option<bool>,
    /// What stands between thousands, besides spaces.
    pub(crate) thousands: Option<char>,
    /// What stands between the values of a list.
    pub(crate) split: Option<String>,
}

/// What a duration counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Unit {
    /// Hours.
    #[serde(rename = "h")]
    Hours,
    /// Minutes.
    #[serde(rename = "min")]
    Minutes,
    /// Seconds.
    #[serde(rename = "s")]
    Seconds,
    /// Working days of `hours_per_day`.
    #[serde(rename = "d")]
    Days,
    /// `6:50` is six hours and fifty minutes; `6:50:30` and thirty seconds.
    #[serde(rename = "h:mm")]
    Clock,
    /// `PT6H50M`.
    #[serde(rename = "iso8601")]
    Iso8601,
}

/// One pattern or several.
#[derive(Debug, Clone, Deserialize)]
#[serde(transparent)]
pub(crate) struct Patterns(model::config::OneOrMany);

impl Patterns {
    /// The patterns in order.
    pub(crate) fn all(&self) -> &[String] {
        &self.0.0
    }
}

/// A text, a number or a yes or no, as the text it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Constant(pub(crate) String);

impl ColumnMapping {
    /// Every column of the input it names.
    pub(crate) fn named_columns(&self) -> impl Iterator<Item = &str> {
        let table = &self.0;
        table
            .column
            .iter()
            .chain(table.first_of.iter().flatten())
            .chain(table.concat.iter().flatten())
            .chain(&table.not_after)
            .map(String::as_str)
    }
}

impl<'de> Deserialize<'de> for ColumnMapping {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextOrTable;
        impl<'de> Visitor<'de> for TextOrTable {
            type Value = ColumnMapping;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a column's name, or a table such as { column = \"Hours\", unit = \"h\" }")
            }
            fn visit_str<E: de::Error>(self, name: &str) -> Result<ColumnMapping, E> {
                Ok(ColumnMapping(ColumnTable {
                    column: Some(name.to_owned()),
                    ..ColumnTable::default()
                }))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<ColumnMapping, A::Error> {
                ColumnTable::deserialize(de::value::MapAccessDeserializer::new(map)).map(ColumnMapping)
            }
        }
        deserializer.deserialize_any(TextOrTable)
    }
}

impl<'de> Deserialize<'de> for Constant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Scalar;
        impl Visitor<'_> for Scalar {
            type Value = Constant;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text, a number, true or false")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Constant, E> {
                Ok(Constant(text.to_owned()))
            }
            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Constant, E> {
                Ok(Constant(number.to_string()))
            }
            fn visit_f64<E: de::Error>(self, number: f64) -> Result<Constant, E> {
                Ok(Constant(number.to_string()))
            }
            fn visit_bool<E: de::Error>(self, yes: bool) -> Result<Constant, E> {
                Ok(Constant(yes.to_string()))
            }
        }
        deserializer.deserialize_any(Scalar)
    }
}
