//! A month of tickets, by creation: a fact for each, one for each time it entered or left open maintenance, one for
//! each way to a squad, and their rollups (sections 2 to 5 and 12 of the book).

use super::routes::Routes;
use crate::facts::activity::ActiveRow;
use crate::frame::{Columns, GROUP_ROWS, Writing};
use crate::manifest::{PartFile, TicketFiles};
use crate::rollups::TicketPart;
use crate::rollups::flows::{self, FlowKey, FlowSums};
use crate::rollups::quality::{self, Counted, QualityKey, QualitySums};
use crate::storage::misuse;
use crate::symbols::{Symbol, Symbols};
use crate::warehouse::Inbox;
use chrono::{DateTime, NaiveDate, Utc};
use model::activity::ActiveRun;
use model::analyst::{AnalystError, QualityCheck};
use model::classify::{Category, Classification, MaintenanceType};
use model::ids::TicketId;
use model::ticket::TicketHistory;
use model::time::{Month, Week};
use model::timeline::{FlowReason, Timeline};
use polars::prelude::DataFrame;
use std::collections::HashMap;
use std::sync::Arc;

/// Writes the facts and rollups of the tickets created in one month (of UTC, which the store's marks count by).
/// Rows can come in any order and in any portions.
pub struct TicketMonth {
    month: Month,
    inbox: Arc<Inbox>,
    tickets: Vec<TicketRow>,
    flows: Vec<FlowRow>,
    ticket_file: Option<(String, Writing)>,
    flow_file: Option<(String, Writing)>,
    flow_sums: FlowSums,
    routes: Routes,
    active: Vec<ActiveRow>,
    quality: QualitySums,
}

/// One row of facts of a ticket, names as symbols.
struct TicketRow {
    ticket: i64,
    parent: Option<i64>,
    source: Symbol,
    project: Option<Symbol>,
    squad: Symbol,
    stage: &'static str,
    category: Category,
    maintenance_type: Option<MaintenanceType>,
    rule: Option<Symbol>,
    inherited: bool,
    created: NaiveDate,
    started: Option<NaiveDate>,
    finished: Option<NaiveDate>,
    due: Option<NaiveDate>,
    estimate: Option<i64>,
    remaining: Option<i64>,
    initiative: Option<Symbol>,
    status_known: bool,
}

/// One row of facts of a flow.
struct FlowRow {
    ticket: i64,
    day: NaiveDate,
    squad: Symbol,
    reason: FlowReason,
    is_final: bool,
    maintenance_type: Option<MaintenanceType>,
    created: NaiveDate,
    project: Option<Symbol>,
    source: Symbol,
}

impl TicketMonth {
    pub(crate) fn new(month: Month, inbox: Arc<Inbox>) -> Self {
        Self {
            month,
            inbox,
            tickets: Vec::new(),
            flows: Vec::new(),
            ticket_file: None,
            flow_file: None,
            flow_sums: FlowSums::new(),
            routes: Routes::default(),
            active: Vec::new(),
            quality: QualitySums::new(),
        }
    }

    /// Adds tickets. `parents` holds what the parents are, by the parent's id.
    ///
    /// # Errors
    /// When a ticket was created in another month, or the facts' files cannot be written.
    pub fn push(
        &mut self,
        tickets: &[TicketHistory],
        parents: &HashMap<TicketId, Classification>,
    ) -> Result<(), AnalystError> {
        for history in tickets {
            let (id, at) = (history.ticket.id, history.ticket.created_at);
            if Month::of(at.date_naive()) != self.month {
                let month = self.month;
                return Err(misuse(format!(
                    "ticket {id} created at {at} was handed in with {month}"
                )));
            }
            let parent = history.ticket.parent.and_then(|parent| parents.get(&parent));
            self.add(history, parent);
            if self.tickets.len() >= GROUP_ROWS {
                self.flush()?;
            }
        }
        Ok(())
    }

    fn add(&mut self, history: &TicketHistory, parent: Option<&Classification>) {
        let inbox = Arc::clone(&self.inbox);
        let (rules, symbols) = (&inbox.rules, &inbox.symbols);
        let timeline = Timeline::resolve(history, parent, rules, &inbox.memberships);
        let (ticket, now) = (&history.ticket, timeline.current());
        let day = |at: DateTime<Utc>| rules.day_of(at);
        let name = |text: &Option<String>| text.as_deref().map(|text| symbols.intern(text));
        let row = TicketRow {
            ticket: ticket.id.0,
            parent: ticket.parent.map(|parent| parent.0),
            source: symbols.intern(ticket.source.as_str()),
            project: name(&ticket.fields.project),
            squad: symbols.intern(now.squad.as_str()),
            stage: now.stage.word(),
            category: now.classification.category,
            maintenance_type: now.classification.maintenance_type,
            rule: (now.classification.rule.as_ref()).map(|rule| symbols.intern(rule.as_str())),
            inherited: now.classification.inherited,
            created: day(ticket.created_at),
            started: timeline.started_at().map(day),
            finished: timeline.finished_at().map(day),
            due: ticket.due_date,
            estimate: ticket.estimate.map(|estimate| estimate.0),
            remaining: ticket.remaining.map(|remaining| remaining.0),
            initiative: name(&ticket.fields.initiative),
            status_known: rules.stage(&ticket.source, &ticket.fields.status).is_some(),
        };
        for flow in timeline.flows() {
            let flow = FlowRow {
                ticket: row.ticket,
                day: day(flow.at),
                squad: symbols.intern(flow.squad.as_str()),
                reason: flow.reason,
                is_final: flow.is_final,
                maintenance_type: flow.maintenance_type,
                created: row.created,
                project: row.project,
                source: row.source,
            };
            *self.flow_sums.entry(flow.key()).or_default() += 1;
            self.flows.push(flow);
        }
        self.routes.add(history, &timeline, rules, symbols);
        self.active.extend(
            model::activity::runs(&timeline, rules)
                .iter()
                .map(|run| row.active(run, symbols)),
        );
        self.count(&row, now.squad.is_unattributed());
        self.tickets.push(row);
    }

    /// Counts a ticket once for its source and once for its squad.
    fn count(&mut self, row: &TicketRow, without_squad: bool) {
        use QualityCheck as Check;
        let found = [
            (Counted::Tickets, true),
            (Counted::Found(Check::TicketsWithoutSquad), without_squad),
            (
                Counted::Found(Check::TicketsWithoutCategory),
                row.category == Category::Uncategorised,
            ),
            (
                Counted::Found(Check::TicketsWithoutEstimate),
                row.estimate.is_none(),
            ),
            (Counted::Found(Check::TicketsWithoutDueDate), row.due.is_none()),
            (Counted::Found(Check::TicketsWithUnknownStatus), !row.status_known),
        ];
        for squad in [None, Some(row.squad)] {
            for (counted, _) in found.iter().filter(|(_, holds)| *holds) {
                let key = QualityKey {
                    squad,
                    source: row.source,
                    counted: *counted,
                    day: row.created,
                };
                self.quality.entry(key).or_default().0 += 1;
            }
        }
    }

    fn flush(&mut self) -> Result<(), AnalystError> {
        if !self.tickets.is_empty() {
            let frame = tickets_frame(&self.tickets, &self.inbox.symbols)?;
            started(&mut self.ticket_file, &self.inbox, "tickets", self.month)?.add(&frame)?;
            self.tickets.clear();
        }
        if !self.flows.is_empty() {
            let frame = flows_frame(&self.flows, &self.inbox.symbols)?;
            started(&mut self.flow_file, &self.inbox, "flows", self.month)?.add(&frame)?;
            self.flows.clear();
        }
        let (naming, symbols) = (&self.inbox.naming, &self.inbox.symbols);
        self.routes.flush(naming, self.month, symbols)
    }

    /// Ends the month: it is part of the snapshot that the refresh commits. A month without tickets is removed.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn finish(mut self) -> Result<(), AnalystError> {
        self.flush()?;
        let Some(tickets) = self.ticket_file.take() else {
            self.inbox.put_tickets(self.month, None);
            return Ok(());
        };
        let flows = flows::rows(self.flow_sums);
        let routes = self.routes.finish()?;
        let quality = quality::rows(self.quality);
        let (naming, symbols) = (&self.inbox.naming, &self.inbox.symbols);
        let files = TicketFiles {
            facts: finished(tickets)?,
            flows: self.flow_file.map(finished).transpose()?,
            activity: (!self.active.is_empty())
                .then(|| naming.rollup(naming.of("activity", self.month), &self.active, symbols))
                .transpose()?,
            flows_by_day: naming.rollup(naming.of("flows-by-day", self.month), &flows, symbols)?,
            routes: routes.facts,
            routes_by_day: naming.rollup(naming.of("routes-by-day", self.month), &routes.by_day, symbols)?,
            route_values: naming.rollup(naming.of("route-values", self.month), &routes.values, symbols)?,
            quality: naming.rollup(naming.of("ticket-quality", self.month), &quality, symbols)?,
        };
        tracing::debug!(month = %self.month, "a month of tickets is written");
        let part = TicketPart::new(files, flows, routes.by_day, quality);
        self.inbox.put_tickets(self.month, Some(part));
        Ok(())
    }
}

impl TicketRow {
    /// A run of days of its.
    fn active(&self, run: &ActiveRun, symbols: &Symbols) -> ActiveRow {
        ActiveRow {
            ticket: self.ticket,
            person: run.person,
            first: run.first,
            last: run.last,
            squad: symbols.intern(run.state.squad.as_str()),
            category: run.state.classification.category,
            maintenance_type: run.state.classification.maintenance_type,
            source: self.source,
            project: self.project,
        }
    }
}

impl FlowRow {
    fn key(&self) -> FlowKey {
        FlowKey {
            squad: self.squad,
            day: self.day,
            reason: self.reason,
            is_final: self.is_final,
            maintenance_type: self.maintenance_type,
            source: self.source,
            project: self.project,
            created: self.created,
        }
    }
}

/// The file, started if it is not yet.
fn started<'a>(
    file: &'a mut Option<(String, Writing)>,
    inbox: &Inbox,
    kind: &str,
    month: Month,
) -> Result<&'a mut Writing, AnalystError> {
    match file {
        Some((_, writing)) => Ok(writing),
        none => Ok(&mut none.insert(inbox.naming.start(kind, month)?).1),
    }
}

pub(super) fn finished((name, writing): (String, Writing)) -> Result<PartFile, AnalystError> {
    let (_, bytes) = writing.finish()?;
    Ok(PartFile { name, bytes })
}

fn tickets_frame(rows: &[TicketRow], symbols: &Symbols) -> Result<DataFrame, AnalystError> {
    let mut columns = Columns::default();
    columns.ints("ticket_id", rows.iter().map(|row| Some(row.ticket)));
    columns.ints("parent_id", rows.iter().map(|row| row.parent));
    columns.symbols("source", symbols, rows.iter().map(|row| Some(row.source)));
    columns.symbols("project", symbols, rows.iter().map(|row| row.project));
    columns.symbols("squad", symbols, rows.iter().map(|row| Some(row.squad)));
    columns.text("stage", rows.iter().map(|row| Some(row.stage)));
    columns.text("category", rows.iter().map(|row| Some(row.category.word())));
    columns.text(
        "maintenance_type",
        rows.iter()
            .map(|row| row.maintenance_type.map(MaintenanceType::word)),
    );
    columns.symbols("rule", symbols, rows.iter().map(|row| row.rule));
    columns.flags("inherited", rows.iter().map(|row| Some(row.inherited)));
    columns.days("created_day", rows.iter().map(|row| Some(row.created)));
    columns.days("started_day", rows.iter().map(|row| row.started));
    columns.days("finished_day", rows.iter().map(|row| row.finished));
    columns.days("due_day", rows.iter().map(|row| row.due));
    columns.ints("estimate_seconds", rows.iter().map(|row| row.estimate));
    columns.ints("remaining_seconds", rows.iter().map(|row| row.remaining));
    columns.symbols("initiative", symbols, rows.iter().map(|row| row.initiative));
    columns.flags("status_known", rows.iter().map(|row| Some(row.status_known)));
    columns.frame()
}

fn flows_frame(rows: &[FlowRow], symbols: &Symbols) -> Result<DataFrame, AnalystError> {
    let mut columns = Columns::default();
    columns.ints("ticket_id", rows.iter().map(|row| Some(row.ticket)));
    columns.days("day", rows.iter().map(|row| Some(row.day)));
    columns.days("week", rows.iter().map(|row| Some(Week::of(row.day).monday())));
    columns.symbols("squad", symbols, rows.iter().map(|row| Some(row.squad)));
    columns.text("reason", rows.iter().map(|row| Some(row.reason.word())));
    columns.flags("is_final", rows.iter().map(|row| Some(row.is_final)));
    columns.text(
        "maintenance_type",
        rows.iter()
            .map(|row| row.maintenance_type.map(MaintenanceType::word)),
    );
    columns.days("created_day", rows.iter().map(|row| Some(row.created)));
    columns.symbols("project", symbols, rows.iter().map(|row| row.project));
    columns.symbols("source", symbols, rows.iter().map(|row| Some(row.source)));
    columns.frame()
}
