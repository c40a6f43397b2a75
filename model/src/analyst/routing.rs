//! Rows of how finished maintenance tickets found their squad (section 5 of the book, "Routing and triage").

use super::Subject;
use super::subject::{period_column, subject_columns};
use crate::figure::{Cell, Column, Figure, Shape, Tabular, Unit, column};
use crate::ids::SquadId;
use crate::query::Dimension;
use crate::time::Period;

/// The finished maintenance tickets of one period that a squad had first.
#[derive(Debug, Clone, PartialEq)]
pub struct RoutingRow {
    /// Whom it speaks of: the first owner.
    pub subject: Subject,
    /// When they were finished.
    pub period: Period,
    /// Whether the period still runs.
    pub provisional: bool,
    /// How they found their squad.
    pub figures: RoutingFigures,
}

/// How the finished maintenance tickets of some time found their squad.
#[derive(Debug, Clone, PartialEq)]
pub struct RoutingFigures {
    /// How many were finished.
    pub finished: i64,
    /// Those whose owner changed after the first.
    pub misrouted: i64,
    /// `misrouted` / `finished`.
    pub misroute_rate: Figure,
    /// Mean number of changes of owner.
    pub hops_mean: Figure,
    /// Those that came back to a squad that had them before.
    pub ping_pong: i64,
    /// Days from creation to the end of triage: the median.
    pub time_to_triage_p50: Figure,
    /// The same, 85 in 100 were faster.
    pub time_to_triage_p85: Figure,
    /// Days from creation to the squad that finished it: the median.
    pub time_to_right_squad_p50: Figure,
    /// The same, 85 in 100 were faster.
    pub time_to_right_squad_p85: Figure,
    /// Days from the first owner to the right squad, of the misrouted: the median.
    pub detour_days_p50: Figure,
    /// The same, 85 in 100 were faster.
    pub detour_days_p85: Figure,
}

impl Tabular for RoutingRow {
    fn columns(shape: Shape) -> Vec<Column> {
        let mut columns = subject_columns(shape);
        columns.extend([
            period_column(shape),
            column("finished", Unit::Count),
            column("misrouted", Unit::Count),
            column("misroute_rate", Unit::Share),
            column("hops_mean", Unit::PerTicket),
            column("ping_pong", Unit::Count),
            column("time_to_triage_p50", Unit::Days),
            column("time_to_triage_p85", Unit::Days),
            column("time_to_right_squad_p50", Unit::Days),
            column("time_to_right_squad_p85", Unit::Days),
            column("detour_days_p50", Unit::Days),
            column("detour_days_p85", Unit::Days),
            column("provisional", Unit::Flag),
        ]);
        columns
    }

    fn cells(&self, _: Shape) -> Vec<Cell> {
        let figures = &self.figures;
        vec![
            Cell::Text(self.subject.key.clone()),
            Cell::Text(self.period.to_string()),
            Cell::Int(figures.finished),
            Cell::Int(figures.misrouted),
            Cell::Figure(figures.misroute_rate),
            Cell::Figure(figures.hops_mean),
            Cell::Int(figures.ping_pong),
            Cell::Figure(figures.time_to_triage_p50),
            Cell::Figure(figures.time_to_triage_p85),
            Cell::Figure(figures.time_to_right_squad_p50),
            Cell::Figure(figures.time_to_right_squad_p85),
            Cell::Figure(figures.detour_days_p50),
            Cell::Figure(figures.detour_days_p85),
            Cell::Flag(self.provisional),
        ]
    }
}

/// Tickets that went from one first owner to one right squad. Both are squads' or tribes' keys, or the organisation's.
#[derive(Debug, Clone, PartialEq)]
pub struct RoutingFlowRow {
    /// The first owner.
    pub from: String,
    /// The right squad.
    pub to: String,
    /// How many.
    pub tickets: i64,
    /// Those of them whose owner changed after the first: all, but where `from` is `to`.
    pub misrouted: i64,
    /// Those of them that came back to a squad that had them before.
    pub ping_pong: i64,
    /// Days from the first owner to the right squad, of the misrouted: the median.
    pub detour_days_p50: Figure,
    /// The same, 85 in 100 were faster.
    pub detour_days_p85: Figure,
}

impl Tabular for RoutingFlowRow {
    fn columns(_: Shape) -> Vec<Column> {
        vec![
            column("from", Unit::Text),
            column("to", Unit::Text),
            column("tickets", Unit::Count),
            column("misrouted", Unit::Count),
            column("ping_pong", Unit::Count),
            column("detour_days_p50", Unit::Days),
            column("detour_days_p85", Unit::Days),
        ]
    }

    fn cells(&self, _: Shape) -> Vec<Cell> {
        vec![
            Cell::Text(self.from.clone()),
            Cell::Text(self.to.clone()),
            Cell::Int(self.tickets),
            Cell::Int(self.misrouted),
            Cell::Int(self.ping_pong),
            Cell::Figure(self.detour_days_p50),
            Cell::Figure(self.detour_days_p85),
        ]
    }
}

/// Whose the tickets are that had some project, component, label or reporter group when they were created.
#[derive(Debug, Clone, PartialEq)]
pub struct RoutingSuggestionRow {
    /// Of what.
    pub dimension: Dimension,
    /// Which one.
    pub value: String,
    /// Finished maintenance tickets that had it: n.
    pub tickets: i64,
    /// The squad that finished most of them.
    pub squad: SquadId,
    /// How many that were, of all.
    pub share: Figure,
    /// Lower end of the share's 95 % interval (Wilson).
    pub lower_bound: f64,
    /// Whether the lower bound is high enough for a rule.
    pub suggested: bool,
    /// Those that the squad finished and another one had first: a rule would have spared them the detour.
    pub detours: i64,
    /// Days of these detours together.
    pub detour_days: i64,
    /// Days of such a detour: the median.
    pub detour_days_p50: Figure,
}

impl RoutingSuggestionRow {
    /// Whether it is suggested and would have spared somebody something.
    #[must_use]
    pub fn would_have_helped(&self) -> bool {
        self.suggested && self.detours > 0
    }
}

impl Tabular for RoutingSuggestionRow {
    fn columns(_: Shape) -> Vec<Column> {
        vec![
            column("dimension", Unit::Text),
            column("value", Unit::Text),
            column("squad", Unit::Text),
            column("tickets", Unit::Count),
            column("share", Unit::Share),
            column("lower_bound", Unit::Share),
            column("suggested", Unit::Flag),
            column("detours", Unit::Count),
            column("detour_days", Unit::Days),
            column("detour_days_p50", Unit::Days),
        ]
    }

    fn cells(&self, _: Shape) -> Vec<Cell> {
        vec![
            Cell::Text(self.dimension.word().to_owned()),
            Cell::Text(self.value.clone()),
            Cell::Text(self.squad.to_string()),
            Cell::Int(self.tickets),
            Cell::Figure(self.share),
            Cell::Float(self.lower_bound),
            Cell::Flag(self.suggested),
            Cell::Int(self.detours),
            Cell::Int(self.detour_days),
            Cell::Figure(self.detour_days_p50),
        ]
    }
}
