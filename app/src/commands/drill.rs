//! `plimsoll drill FIGURE`: the worklogs or tickets behind a figure. They add up to it exactly.

use super::show::provenance;
use crate::cli::Global;
use crate::failure::{Outcome, misuse};
use crate::filters::{FilterArgs, squad};
use crate::human;
use crate::output::{Format, OutputArgs};
use crate::setup::Setup;
use analytics::Warehouse;
use anyhow::Result;
use api::tables::{drilled_routes, drilled_tickets, drilled_worklogs, harmless};
use model::analyst::{Analyst, Drilled, DrilledRows};
use model::figure::Table;
use model::ids::TicketId;
use model::query::{Dimension, Drill, DrillInto, Way};
use std::collections::HashMap;
use store::{Store, TicketBrief};

/// Rows asked for at once.
const PAGE_ROWS: usize = 10_000;

/// Rows that a table for people shows if nobody says.
const TABLE_ROWS: usize = 50;

/// The words of `plimsoll drill`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// logged_h, maintenance_h, arrivals, departures, backlog, finished, misrouted or detours
    figure: DrillInto,
    #[command(flatten)]
    filters: FilterArgs,
    #[command(flatten)]
    way: WayArgs,
    /// At most so many rows [default: 50 in a table, else all]
    #[arg(long, value_name = "ROWS")]
    limit: Option<usize>,
    #[command(flatten)]
    output: OutputArgs,
}

/// Which way finished tickets went.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Of finished, misrouted and detours")]
struct WayArgs {
    /// Only tickets that this squad had first
    #[arg(long, value_name = "SQUAD")]
    first_squad: Option<String>,
    /// Only tickets that this squad finished
    #[arg(long, value_name = "SQUAD")]
    right_squad: Option<String>,
    /// Only tickets that had --value as this when they were created: project, component, label or reporter_group
    #[arg(long, requires = "value")]
    dimension: Option<Dimension>,
    /// The project, component, label or reporter group
    #[arg(long, requires = "dimension")]
    value: Option<String>,
}

impl WayArgs {
    fn way(&self, setup: &Setup, figure: DrillInto) -> Result<Way> {
        let squad = |name: &Option<String>| name.as_deref().map(|name| squad(setup, name)).transpose();
        let way = Way {
            first: squad(&self.first_squad)?,
            right: squad(&self.right_squad)?,
            having: self.dimension.zip(self.value.clone()),
        };
        if way != Way::default() && !figure.is_routing() {
            return Err(misuse(format!(
                "--first-squad, --right-squad, --dimension and --value are for finished, misrouted and detours, not for {}",
                figure.word()
            )));
        }
        Ok(way)
    }
}

/// Prints the rows; the sum of all goes to stderr.
pub(crate) async fn run(args: Args, global: &Global) -> Result<Outcome> {
    args.output.check()?;
    let setup = Setup::load(global)?;
    let filter = args.filters.filter(&setup)?;
    let warehouse = setup.warehouse()?;
    let store = setup.store().await?;
    let limit = match (args.limit, args.output.format) {
        (Some(limit), _) => limit,
        (None, Format::Table) => TABLE_ROWS,
        (None, _) => usize::MAX,
    };
    let asked = Drill {
        into: args.figure,
        way: args.way.way(&setup, args.figure)?,
        filter,
        after: 0,
        limit,
    };
    let opened = open(&warehouse, &store, asked).await?;
    let provenance = provenance(&warehouse, setup.today());
    args.output.print("drill", &opened.table, &provenance, |table| {
        warehouse.parquet(table)
    })?;
    setup.say(opened.describe(args.figure));
    Ok(Outcome::Done)
}

/// A figure, opened.
struct Opened {
    table: Table,
    total: f64,
    count: usize,
    /// Where the next rows start.
    next: Option<usize>,
}

impl Opened {
    fn describe(&self, figure: DrillInto) -> String {
        let total = match figure {
            DrillInto::LoggedH | DrillInto::MaintenanceH => human::hours(self.total),
            _ => human::grouped(&format!("{:.0}", self.total)),
        };
        let shown = self.table.rows.len();
        let rows = human::count(self.count as u64, "row");
        if shown < self.count {
            format!(
                "{} = {total}, from {rows}; shown: {shown} (--limit N shows more)",
                figure.word()
            )
        } else {
            format!("{} = {total}, from {rows}", figure.word())
        }
    }
}

/// All parts of a list, up to the limit.
async fn open(warehouse: &Warehouse, store: &Store, asked: Drill) -> Result<Opened> {
    let mut opened = page(warehouse, store, &asked, 0).await?;
    while let Some(next) = opened.next
        && opened.table.rows.len() < asked.limit
    {
        let more = page(warehouse, store, &asked, next).await?;
        opened.table.rows.extend(more.table.rows);
        opened.next = more.next;
    }
    Ok(opened)
}

async fn page(warehouse: &Warehouse, store: &Store, asked: &Drill, after: usize) -> Result<Opened> {
    let drill = Drill {
        after,
        limit: (asked.limit - after).min(PAGE_ROWS),
        ..asked.clone()
    };
    let warehouse = warehouse.clone();
    let drilled = tokio::task::spawn_blocking(move || warehouse.drill(&drill)).await??;
    with_tickets(store, drilled).await
}

/// The rows with what the store knows of their tickets.
async fn with_tickets(store: &Store, drilled: Drilled) -> Result<Opened> {
    let ids: Vec<TicketId> = match &drilled.rows {
        DrilledRows::Worklogs(rows) => rows.iter().filter_map(|row| row.ticket).collect(),
        DrilledRows::Tickets(rows) => rows.iter().map(|row| row.ticket).collect(),
        DrilledRows::Routes(rows) => rows.iter().map(|row| row.ticket).collect(),
    };
    let briefs = briefs(store, ids).await?;
    let of = |ticket: Option<TicketId>| ticket.and_then(|id| briefs.get(&id)).cloned();
    let table = match &drilled.rows {
        // Pseudonyms are left out: no figure compares people (section 11 of the book).
        DrilledRows::Worklogs(rows) => {
            let told = rows.iter().map(|row| (row.clone(), of(row.ticket)));
            drilled_worklogs(&told.collect::<Vec<_>>(), false)
        }
        DrilledRows::Tickets(rows) => {
            let told = rows.iter().map(|row| (row.clone(), of(Some(row.ticket))));
            drilled_tickets(&told.collect::<Vec<_>>())
        }
        DrilledRows::Routes(rows) => {
            let told = rows.iter().map(|row| (row.clone(), of(Some(row.ticket))));
            drilled_routes(&told.collect::<Vec<_>>())
        }
    };
    Ok(Opened {
        table,
        total: drilled.total,
        count: drilled.count,
        next: drilled.next,
    })
}

async fn briefs(store: &Store, mut ids: Vec<TicketId>) -> Result<HashMap<TicketId, TicketBrief>> {
    ids.sort_unstable();
    ids.dedup();
    let briefs = store.ticket_briefs(&ids).await?;
    let harmless = |brief: TicketBrief| TicketBrief {
        title: harmless(brief.title),
        ..brief
    };
    Ok(briefs
        .into_iter()
        .map(|brief| (brief.id, harmless(brief)))
        .collect())
}
