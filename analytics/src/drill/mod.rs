//! The worklogs and tickets behind a figure, from the facts: they add up to it exactly (section 0 of the book).
//!
//! A drill reads only the files of the months asked for, and of each only the columns and rows that it needs.

mod activity;
mod commitments;
mod heaviest;
mod hours;
mod quality;
mod routes;
mod tickets;
mod veiled;

pub(crate) use heaviest::heaviest_tickets;
pub(crate) use quality::quality_list;

use crate::figures::{Cube, Window, squads_of_filter};
use crate::manifest::TicketFiles;
use crate::warehouse::Loaded;
use chrono::NaiveDate;
use model::analyst::{AnalystError, Drilled};
use model::query::{Drill, DrillInto, Filter};
use model::time::Month;
use polars::prelude::{Expr, IntoSeries, NamedFrom, Series, col, lit};
use std::ops::RangeBounds;
use std::path::PathBuf;
use veiled::Hidden;

/// The rows behind a figure.
pub(crate) fn drill(loaded: &Loaded, cube: &Cube<'_>, drill: &Drill) -> Result<Drilled, AnalystError> {
    let scope = Scope::new(cube, &drill.filter);
    match drill.into {
        DrillInto::LoggedH | DrillInto::MaintenanceH => hours::drill(loaded, &scope, drill),
        DrillInto::Arrivals => tickets::flows(loaded, cube, &scope, drill, true),
        DrillInto::Departures => tickets::flows(loaded, cube, &scope, drill, false),
        DrillInto::Backlog => tickets::backlog(loaded, cube, &scope, drill),
        DrillInto::Finished | DrillInto::Misrouted | DrillInto::Detours => {
            routes::drill(loaded, &scope, drill)
        }
        DrillInto::CommittedH => commitments::due(loaded, cube, drill),
        DrillInto::OverdueH => commitments::overdue(loaded, cube, drill),
        DrillInto::ActiveDays | DrillInto::MaintenanceDays => activity::drill(loaded, cube, &scope, drill),
    }
}

/// What a filter holds, as conditions on facts. Its periods are whole: those of its grain that hold `from` and
/// `to`, as in the answers.
struct Scope {
    /// None for all.
    squads: Option<Vec<String>>,
    project: Option<String>,
    first: Option<NaiveDate>,
    last: Option<NaiveDate>,
    /// What is not told row by row.
    hidden: Hidden,
}

impl Scope {
    fn new(cube: &Cube<'_>, filter: &Filter) -> Self {
        let window = Window::new(filter, cube.last_day);
        let names = |squads: Vec<_>| {
            squads
                .into_iter()
                .map(|squad| cube.symbols.name(squad).to_string())
        };
        Self {
            squads: squads_of_filter(cube, filter).map(|squads| names(squads).collect()),
            project: filter.project.clone(),
            first: window.first_day(),
            last: window.last_day(),
            hidden: Hidden::new(cube, filter),
        }
    }

    /// Whether a squad's rows are asked for.
    fn holds(&self, squad: &str) -> bool {
        let named = |squads: &Vec<String>| squads.iter().any(|asked| asked == squad);
        self.squads.as_ref().is_none_or(named)
    }

    /// The condition on whose rows are, by a column of squads, and on their project.
    fn of_whom(&self, column: &str) -> Expr {
        let mut holds = lit(true);
        if let Some(squads) = &self.squads {
            let series = Series::new("squads".into(), squads.as_slice()).into_series();
            holds = holds.and(col(column).is_in(lit(series).implode(false), false));
        }
        if let Some(project) = &self.project {
            holds = holds.and(col("project").eq(lit(project.as_str())));
        }
        holds
    }

    /// The condition on a column of days.
    fn on_days(&self, column: &str) -> Expr {
        let mut holds = lit(true);
        if let Some(first) = self.first {
            holds = holds.and(col(column).gt_eq(crate::frame::lit_day(first)));
        }
        if let Some(last) = self.last {
            holds = holds.and(col(column).lt_eq(crate::frame::lit_day(last)));
        }
        holds
    }

    /// The months that can hold its days.
    fn months(&self) -> impl RangeBounds<Month> + use<> {
        use std::ops::Bound::{Included, Unbounded};
        (
            self.first.map_or(Unbounded, |day| Included(Month::of(day))),
            self.last.map_or(Unbounded, |day| Included(Month::of(day))),
        )
    }

    /// The files of worklogs that can hold its days, oldest first.
    fn worklog_files(&self, loaded: &Loaded) -> Vec<PathBuf> {
        if self
            .first
            .zip(self.last)
            .is_some_and(|(first, last)| first > last)
        {
            return Vec::new();
        }
        let months = loaded.manifest.worklogs.range(self.months());
        months
            .map(|(_, files)| loaded.folder.join(&files.facts.name))
            .collect()
    }
}

/// The files of tickets created up to a day, oldest first: nothing happens to a ticket before. A day of the organisation
/// can lie in the month after, by UTC.
fn created_by(loaded: &Loaded, last: Option<NaiveDate>) -> impl Iterator<Item = &TicketFiles> {
    let can_hold =
        move |month: &Month| last.is_none_or(|last| month.first_day() <= last + chrono::Days::new(1));
    let months = loaded.manifest.tickets.iter();
    months
        .filter(move |(month, _)| can_hold(month))
        .map(|(_, files)| files)
}
