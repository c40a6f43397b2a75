//! A month's finished maintenance tickets and their ways to their squads, with what each was like when it was new:
//! that is what a tracker's automation can see (section 5 of the book, "Routing and triage").

use super::names::Naming;
use super::tickets::finished;
use crate::frame::{Columns, Writing};
use crate::manifest::PartFile;
use crate::rollups::route_values::{self, ValueCount, ValueKey, ValueSums};
use crate::rollups::routes::{self, RouteCount, RouteKey, RouteSums};
use crate::symbols::{Symbol, Symbols};
use chrono::NaiveDate;
use model::analyst::AnalystError;
use model::query::Dimension;
use model::routing::Routing;
use model::rules::Rules;
use model::ticket::TicketHistory;
use model::time::Month;
use model::timeline::{Timeline, initial_fields};
use polars::prelude::DataFrame;
use std::collections::BTreeSet;

/// Between the values of a list in a column of text.
pub(crate) const SEPARATOR: char = '\n';

/// The routes of a month while they are being written.
#[derive(Default)]
pub(super) struct Routes {
    rows: Vec<RouteRow>,
    file: Option<(String, Writing)>,
    sums: RouteSums,
    values: ValueSums,
}

/// What a month of routes became.
pub(super) struct Written {
    pub(super) facts: Option<PartFile>,
    pub(super) by_day: Vec<RouteCount>,
    pub(super) values: Vec<ValueCount>,
}

/// One row of facts.
struct RouteRow {
    ticket: i64,
    source: Symbol,
    created: NaiveDate,
    key: RouteKey,
    /// What it had when it was created.
    had: Vec<(Dimension, String)>,
}

impl Routes {
    /// Adds a ticket, if it has a way to speak of.
    pub(super) fn add(
        &mut self,
        history: &TicketHistory,
        timeline: &Timeline,
        rules: &Rules,
        symbols: &Symbols,
    ) {
        let Some(routing) = Routing::of(timeline, rules) else {
            return;
        };
        let ticket = &history.ticket;
        let created = rules.day_of(ticket.created_at);
        let since_creation = |at| (rules.day_of(at) - created).num_days();
        let project = ticket.fields.project.as_deref();
        let key = RouteKey {
            first: symbols.intern(routing.first.as_str()),
            right: symbols.intern(routing.right.as_str()),
            day: rules.day_of(routing.finished_at),
            project: project.map(|project| symbols.intern(project)),
            hops: i64::from(routing.hops),
            ping_pong: routing.ping_pong,
            triage_days: since_creation(routing.triaged_at),
            right_days: since_creation(routing.right_at),
            detour_days: since_creation(routing.right_at) - since_creation(routing.first_at),
        };
        let had = had_when_new(history);
        *self.sums.entry(key).or_default() += 1;
        for (dimension, value) in &had {
            let key = ValueKey {
                right: key.right,
                first: key.first,
                day: key.day,
                project: key.project,
                dimension: *dimension,
                value: symbols.intern(value),
                detour_days: key.detour_days,
            };
            *self.values.entry(key).or_default() += 1;
        }
        self.rows.push(RouteRow {
            ticket: ticket.id.0,
            source: symbols.intern(ticket.source.as_str()),
            created,
            key,
            had,
        });
    }

    /// Writes the rows so far.
    pub(super) fn flush(
        &mut self,
        naming: &Naming,
        month: Month,
        symbols: &Symbols,
    ) -> Result<(), AnalystError> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let frame = frame(&self.rows, symbols)?;
        let (_, writing) = match &mut self.file {
            Some(file) => file,
            none => none.insert(naming.start("routes", month)?),
        };
        writing.add(&frame)?;
        self.rows.clear();
        Ok(())
    }

    /// Ends the month. Everything has to be flushed.
    pub(super) fn finish(self) -> Result<Written, AnalystError> {
        debug_assert!(self.rows.is_empty(), "rows would be lost");
        Ok(Written {
            facts: self.file.map(finished).transpose()?,
            by_day: routes::rows(self.sums),
            values: route_values::rows(self.values),
        })
    }
}

/// Project, components, labels and reporter group when it was created, each value once.
fn had_when_new(history: &TicketHistory) -> Vec<(Dimension, String)> {
    let fields = initial_fields(history);
    let one = |dimension, value: Option<String>| value.map(|value| (dimension, value));
    let many = |dimension, values: Vec<String>| values.into_iter().map(move |value| (dimension, value));
    let had: BTreeSet<(Dimension, String)> = one(Dimension::Project, fields.project)
        .into_iter()
        .chain(many(Dimension::Component, fields.components))
        .chain(many(Dimension::Label, fields.labels))
        .chain(one(Dimension::ReporterGroup, fields.reporter_group))
        .filter(|(_, value)| !value.trim().is_empty())
        .collect();
    had.into_iter().collect()
}

/// The column of what a ticket had when it was created.
pub(crate) fn column_of(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Project => "new_project",
        Dimension::Component => "new_components",
        Dimension::Label => "new_labels",
        Dimension::ReporterGroup => "new_reporter_group",
    }
}

fn frame(rows: &[RouteRow], symbols: &Symbols) -> Result<DataFrame, AnalystError> {
    let mut columns = Columns::default();
    let keys = || rows.iter().map(|row| row.key);
    columns.ints("ticket_id", rows.iter().map(|row| Some(row.ticket)));
    columns.symbols("source", symbols, rows.iter().map(|row| Some(row.source)));
    columns.days("created_day", rows.iter().map(|row| Some(row.created)));
    columns.symbols("project", symbols, keys().map(|key| key.project));
    columns.days("finished_day", keys().map(|key| Some(key.day)));
    columns.symbols("first_squad", symbols, keys().map(|key| Some(key.first)));
    columns.symbols("right_squad", symbols, keys().map(|key| Some(key.right)));
    columns.ints("hops", keys().map(|key| Some(key.hops)));
    columns.flags("ping_pong", keys().map(|key| Some(key.ping_pong)));
    columns.ints("triage_days", keys().map(|key| Some(key.triage_days)));
    columns.ints("right_days", keys().map(|key| Some(key.right_days)));
    columns.ints("detour_days", keys().map(|key| Some(key.detour_days)));
    for dimension in Dimension::ALL {
        let values = |row: &RouteRow| {
            let values = row.had.iter().filter(|(of, _)| *of == dimension);
            let values: Vec<&str> = values.map(|(_, value)| value.as_str()).collect();
            (!values.is_empty()).then(|| values.join(&SEPARATOR.to_string()))
        };
        columns.text(column_of(dimension), rows.iter().map(values));
    }
    columns.frame()
}
