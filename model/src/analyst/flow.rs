//! Rows of stock and flow of maintenance tickets (section 5 of the book).

use super::Subject;
use super::subject::{period_column, subject_columns};
use crate::figure::{Cell, Column, Figure, Shape, Tabular, Unit, column};
use crate::time::Period;
use crate::timeline::FlowReason;

/// How many weeks until the open maintenance is done.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Drain {
    /// So many weeks, at the rates of the last four closed weeks.
    Weeks(f64),
    /// It does not shrink.
    Never,
}

/// Stock and flow of maintenance tickets in one period.
#[derive(Debug, Clone, PartialEq)]
pub struct FlowRow {
    /// Whom it speaks of.
    pub subject: Subject,
    /// When.
    pub period: Period,
    /// Whether the period still runs.
    pub provisional: bool,
    /// Tickets that entered or left, by reason, in the order of [`FlowReason::ALL`].
    pub by_reason: [i64; 8],
    /// Open at the end.
    pub backlog: i64,
    /// λ: mean arrivals of the last four closed weeks, a week.
    pub arrival_rate: Figure,
    /// μ: mean departures of the last four closed weeks, a week.
    pub departure_rate: Figure,
    /// λ − μ.
    pub net_flow: Option<f64>,
    /// Weeks until the backlog is done; none without four closed weeks.
    pub drain: Option<Drain>,
    /// Age of the open tickets at the end, in days: the median.
    pub open_age_p50: Figure,
    /// The same, 85 in 100 are younger.
    pub open_age_p85: Figure,
    /// Days from creation to finish of those finished: the median.
    pub resolution_p50: Figure,
    /// The same, 85 in 100 were faster.
    pub resolution_p85: Figure,
}

impl FlowRow {
    /// All that entered.
    #[must_use]
    pub fn arrivals(&self) -> i64 {
        self.by_reason[..4].iter().sum()
    }

    /// All that left.
    #[must_use]
    pub fn departures(&self) -> i64 {
        self.by_reason[4..].iter().sum()
    }
}

impl Tabular for FlowRow {
    fn columns(shape: Shape) -> Vec<Column> {
        let mut columns = subject_columns(shape);
        columns.extend([
            period_column(shape),
            column("arrivals", Unit::Count),
            column("departures", Unit::Count),
            column("backlog", Unit::Count),
        ]);
        columns.extend(FlowReason::ALL.map(|reason| column(reason.word(), Unit::Count)));
        columns.extend([
            column("arrival_rate", Unit::PerWeek),
            column("departure_rate", Unit::PerWeek),
            column("net_flow", Unit::PerWeek),
            column("drain_weeks", Unit::Weeks),
            column("open_age_p50", Unit::Days),
            column("open_age_p85", Unit::Days),
            column("resolution_p50", Unit::Days),
            column("resolution_p85", Unit::Days),
            column("provisional", Unit::Flag),
        ]);
        columns
    }

    fn cells(&self, _: Shape) -> Vec<Cell> {
        let mut cells = vec![
            Cell::Text(self.subject.key.clone()),
            Cell::Text(self.period.to_string()),
            Cell::Int(self.arrivals()),
            Cell::Int(self.departures()),
            Cell::Int(self.backlog),
        ];
        cells.extend(self.by_reason.map(Cell::Int));
        cells.extend([
            Cell::Figure(self.arrival_rate),
            Cell::Figure(self.departure_rate),
            Cell::float(self.net_flow),
            match self.drain {
                None => Cell::Null,
                // A word, as the book says: tables of numbers keep such a column as text.
                Some(Drain::Never) => Cell::Text("never".to_owned()),
                Some(Drain::Weeks(weeks)) => Cell::Text(weeks.to_string()),
            },
            Cell::Figure(self.open_age_p50),
            Cell::Figure(self.open_age_p85),
            Cell::Figure(self.resolution_p50),
            Cell::Figure(self.resolution_p85),
            Cell::Flag(self.provisional),
        ]);
        cells
    }
}
