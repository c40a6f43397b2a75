//! `plimsoll drill FIGURE`: the worklogs or tickets behind a figure, which add up to it exactly, or the list behind a
//! check of data quality.

mod way;

use self::way::WayArgs;
use super::show::provenance;
use crate::cli::Global;
use crate::failure::Outcome;
use crate::filters::FilterArgs;
use crate::human;
use crate::output::{Format, OutputArgs};
use crate::setup::Setup;
use analytics::Warehouse;
use anyhow::Result;
use api::tables::{
    add_too_small, drilled_activity, drilled_commitments, drilled_routes, drilled_tickets, drilled_worklogs,
    harmless, listed_rows, quality_list,
};
use model::analyst::{Analyst, Drilled, DrilledRows, QualityAsked, QualityCheck};
use model::figure::Table;
use model::ids::TicketId;
use model::query::{Drill, DrillInto};
use std::collections::HashMap;
use std::str::FromStr;
use store::{Store, TicketBrief};

/// Rows asked for at once.
const PAGE_ROWS: usize = 10_000;

/// Rows that a table for people shows if nobody says.
const TABLE_ROWS: usize = 50;

/// The words of `plimsoll drill`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// logged_h, maintenance_h, arrivals, departures, backlog, committed_h, overdue_h, active_days,
    /// maintenance_days, finished, misrouted or detours, or a check of `show quality`
    figure: Listed,
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

/// What has a list: a figure or a check of data quality.
#[derive(Debug, Clone, Copy)]
enum Listed {
    Figure(DrillInto),
    Check(QualityCheck),
}

impl Listed {
    fn figure(self) -> Option<DrillInto> {
        match self {
            Self::Figure(figure) => Some(figure),
            Self::Check(_) => None,
        }
    }
}

impl FromStr for Listed {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        if let Some(check) = QualityCheck::from_word(text) {
            return Ok(Self::Check(check));
        }
        let words = QualityCheck::ALL.map(QualityCheck::word);
        text.parse()
            .map(Self::Figure)
            .map_err(|error| match model::config::nearest(text, words) {
                Some(near) => format!("did you mean {near:?}?"),
                None => format!("{error}, or a check of `plimsoll show quality`"),
            })
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
    let way = args.way.way(&setup, args.figure.figure())?;
    let figure = match args.figure {
        Listed::Figure(figure) => figure,
        Listed::Check(check) => {
            let asked = QualityAsked {
                filter,
                check,
                source: None,
                after: 0,
                limit,
            };
            return list(&setup, &args.output, (&warehouse, &store), asked).await;
        }
    };
    let asked = Drill {
        into: figure,
        way,
        filter,
        after: 0,
        limit,
    };
    let opened = open(&warehouse, &store, asked).await?;
    let provenance = provenance(&warehouse, setup.today());
    args.output.print("drill", &opened.table, &provenance, |table| {
        warehouse.parquet(table)
    })?;
    setup.say(opened.describe(figure));
    Ok(Outcome::Done)
}

/// Prints what a check found.
async fn list(
    setup: &Setup,
    output: &OutputArgs,
    (warehouse, store): (&Warehouse, &Store),
    asked: QualityAsked,
) -> Result<Outcome> {
    let check = asked.check;
    let analyst = warehouse.clone();
    let found = tokio::task::spawn_blocking(move || analyst.quality_list(&asked)).await??;
    let mut rows = listed_rows(store, found.rows).await?;
    for ticket in rows.iter_mut().filter_map(|row| row.ticket.as_mut()) {
        ticket.title = harmless(std::mem::take(&mut ticket.title));
    }
    let provenance = provenance(warehouse, setup.today());
    output.print("quality-list", &quality_list(&rows), &provenance, |table| {
        warehouse.parquet(table)
    })?;
    let more = if found.next.is_some() {
        " and more (--limit N shows them)"
    } else {
        ""
    };
    setup.say(format!(
        "{}: {}{more}",
        check.word(),
        human::count(rows.len() as u64, "row")
    ));
    if found.too_small > 0 {
        let small = human::count(found.too_small as u64, "row");
        setup.say(format!("{small} of squads too small to be shown"));
    }
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
            DrillInto::LoggedH | DrillInto::MaintenanceH | DrillInto::CommittedH | DrillInto::OverdueH => {
                human::hours(self.total)
            }
            DrillInto::ActiveDays | DrillInto::MaintenanceDays => {
                format!("{:.2} person-days", self.total)
            }
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
        DrilledRows::Commitments(rows) => rows.iter().filter_map(|row| row.ticket).collect(),
        DrilledRows::Activity(rows) => rows.iter().map(|row| row.ticket).collect(),
    };
    let briefs = briefs(store, ids).await?;
    let of = |ticket: Option<TicketId>| ticket.and_then(|id| briefs.get(&id)).cloned();
    let mut table = match &drilled.rows {
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
        DrilledRows::Commitments(rows) => {
            let told = rows.iter().map(|row| (row.clone(), of(row.ticket)));
            drilled_commitments(&told.collect::<Vec<_>>())
        }
        DrilledRows::Activity(rows) => {
            let told = rows.iter().map(|row| (row.clone(), of(Some(row.ticket))));
            drilled_activity(&told.collect::<Vec<_>>())
        }
    };
    if drilled.next.is_none() {
        add_too_small(&mut table, drilled.too_small);
    }
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
