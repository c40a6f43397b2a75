//! A table in the form that was asked for: JSON with where it came from, CSV, or Parquet.

use crate::error::ApiError;
use crate::fresh::Tag;
use crate::guard::Visit;
use crate::tables::harmless;
use axum::Json;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use model::figure::{Cell, Provenance, Table};
use serde_json::Value;

/// The media type of Parquet files.
pub(crate) const PARQUET: &str = "application/vnd.apache.parquet";

/// The form of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Rows with where they came from.
    Json,
    /// RFC 4180 with a heading.
    Csv,
    /// A Parquet file.
    Parquet,
}

impl Form {
    const ALL: [(&'static str, Self); 3] = [
        ("application/json", Self::Json),
        ("text/csv", Self::Csv),
        (PARQUET, Self::Parquet),
    ];

    /// The form that `format`, else the Accept header, asks for.
    pub(crate) fn of(visit: &Visit) -> Result<Self, ApiError> {
        match visit.asked.one("format")? {
            Some("csv") => Ok(Self::Csv),
            Some("parquet") => Ok(Self::Parquet),
            Some(_) => Ok(Self::Json),
            None => accepted(&visit.headers),
        }
    }

    fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::Parquet => PARQUET,
        }
    }
}

/// The form that an Accept header likes best; JSON where it likes several as much, or does not say.
fn accepted(headers: &HeaderMap) -> Result<Form, ApiError> {
    let accept: Vec<_> = headers
        .get_all(header::ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .collect();
    let accept = accept.join(",");
    if accept.trim().is_empty() {
        return Ok(Form::Json);
    }
    let ranges: Vec<(&str, f32)> = accept.split(',').map(range).collect();
    let liking = |media_type: &str| {
        let fits = |range: &str| match range.strip_suffix("/*") {
            Some("*") => Some(0),
            Some(group) => (media_type.split('/').next() == Some(group)).then_some(1),
            None => range.eq_ignore_ascii_case(media_type).then_some(2),
        };
        // The most specific range decides (RFC 9110, 12.5.1).
        let specific = ranges.iter().filter_map(|(range, q)| Some((fits(range)?, *q)));
        specific
            .max_by_key(|(exactness, _)| *exactness)
            .map_or(0.0, |(_, q)| q)
    };
    let mut best: Option<(f32, Form)> = None;
    for (media_type, form) in Form::ALL {
        let q = liking(media_type);
        if q > 0.0 && best.is_none_or(|(other, _)| q > other) {
            best = Some((q, form));
        }
    }
    best.map(|(_, form)| form).ok_or_else(|| {
        ApiError::NotAcceptable(format!(
            "ask for application/json, text/csv or {PARQUET}; not for {accept:?}"
        ))
    })
}

fn range(item: &str) -> (&str, f32) {
    let mut parts = item.split(';').map(str::trim);
    let media_type = parts.next().unwrap_or_default();
    let q = parts
        .find_map(|part| part.strip_prefix("q="))
        .map_or(1.0, |q| q.parse().unwrap_or(0.0));
    (media_type, q)
}

/// A table to be answered.
pub(crate) struct TableAnswer {
    /// What it is about; also the name of the file.
    pub(crate) what: &'static str,
    /// Where it came from.
    pub(crate) provenance: Provenance,
    /// The rows.
    pub(crate) table: Table,
    /// More members of the JSON envelope, before the rows.
    pub(crate) more: Vec<(&'static str, Value)>,
    /// The address of the next rows.
    pub(crate) next: Option<String>,
}

impl TableAnswer {
    /// A whole table.
    pub(crate) fn whole(what: &'static str, provenance: Provenance, table: Table) -> Self {
        Self {
            what,
            provenance,
            table,
            more: Vec::new(),
            next: None,
        }
    }

    /// Writes it in a form.
    pub(crate) async fn write(
        self,
        visit: &Visit,
        form: Form,
        tag: Option<&Tag>,
    ) -> Result<Response, ApiError> {
        let headers = self.headers(form);
        let body = match form {
            Form::Json => Json(self.json()).into_response(),
            Form::Csv => without_formulas(self.table).csv().into_response(),
            Form::Parquet => {
                let table = self.table;
                visit
                    .app
                    .ask(move |analyst| analyst.parquet(&table))
                    .await?
                    .into_response()
            }
        };
        let mut response = (headers, body).into_response();
        response
            .headers_mut()
            .insert(header::CONTENT_TYPE, HeaderValue::from_static(form.media_type()));
        Ok(match tag {
            Some(tag) => tag.on(response),
            None => response,
        })
    }

    fn json(&self) -> Value {
        let mut envelope = self.table.json(self.what, &self.provenance);
        if let Some(fields) = envelope.as_object_mut() {
            let rows = fields.shift_remove("rows");
            for (name, value) in &self.more {
                fields.insert((*name).to_owned(), value.clone());
            }
            if let Some(rows) = rows {
                fields.insert("rows".to_owned(), rows);
            }
        }
        envelope
    }

    /// What JSON says in its envelope stands in headers too: CSV and Parquet have no other place for it.
    fn headers(&self, form: Form) -> HeaderMap {
        let mut headers = HeaderMap::new();
        let provenance = &self.provenance;
        put(&mut headers, "plimsoll-as-of", &provenance.as_of.to_string());
        put(&mut headers, "plimsoll-rules-version", &provenance.rules_version);
        put(
            &mut headers,
            "plimsoll-data-version",
            &provenance.data_version.to_string(),
        );
        put(&mut headers, "plimsoll-method", provenance.method);
        if let Some(next) = &self.next {
            put(&mut headers, "link", &format!("<{next}>; rel=\"next\""));
        }
        let ending = match form {
            Form::Json => return headers,
            Form::Csv => "csv",
            Form::Parquet => "parquet",
        };
        let name = format!("attachment; filename=\"plimsoll-{}.{ending}\"", self.what);
        put(&mut headers, "content-disposition", &name);
        headers
    }
}

/// The table with no text that a spreadsheet would take for a formula.
fn without_formulas(mut table: Table) -> Table {
    for cell in table.rows.iter_mut().flatten() {
        if let Cell::Text(text) = cell {
            *text = harmless(std::mem::take(text));
        }
    }
    table
}

fn put(headers: &mut HeaderMap, name: &'static str, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(HeaderName::from_static(name), value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(accept: &str) -> Option<Form> {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_str(accept).unwrap());
        accepted(&headers).ok()
    }

    #[test]
    fn the_best_liked_form_wins_and_json_among_equals() {
        assert_eq!(form("*/*"), Some(Form::Json));
        assert_eq!(form("text/csv"), Some(Form::Csv));
        assert_eq!(form("application/vnd.apache.parquet"), Some(Form::Parquet));
        assert_eq!(form("text/csv;q=0.4, application/json;q=0.9"), Some(Form::Json));
        assert_eq!(form("text/csv, */*;q=0.1"), Some(Form::Csv));
        assert_eq!(form("text/*"), Some(Form::Csv));
        assert_eq!(form("application/json;q=0, */*"), Some(Form::Csv));
        assert_eq!(form("image/png"), None);
    }
}
