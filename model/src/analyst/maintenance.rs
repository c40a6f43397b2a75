//! Rows of the maintenance load and of the mix of work (section 5 of the book).

use super::Subject;
use super::subject::{period_column, subject_columns};
use crate::activity::Method;
use crate::classify::{Category, MaintenanceType};
use crate::figure::{Cell, Column, Figure, Shape, Tabular, Unit, column};
use crate::time::Period;

/// Person-days of a row by activity; its hours, load and coverage are not known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ActiveDays {
    /// All person-days.
    pub active: Figure,
    /// Their parts on maintenance.
    pub maintenance: Figure,
}

/// One squad, tribe or the organisation in one period.
#[derive(Debug, Clone, PartialEq)]
pub struct MaintenanceRow {
    /// Whom it speaks of.
    pub subject: Subject,
    /// When.
    pub period: Period,
    /// Whether the period still runs: such a row never alerts.
    pub provisional: bool,
    /// All hours.
    pub logged_h: Figure,
    /// Hours on maintenance.
    pub maintenance_h: Figure,
    /// Share of the hours that were maintenance.
    pub maintenance_share: Figure,
    /// Hours there could have been; none without memberships.
    pub capacity_h: Option<f64>,
    /// Maintenance over capacity.
    pub maintenance_load: Figure,
    /// Logged over capacity, not clipped.
    pub coverage: Option<f64>,
    /// Maintenance tickets that entered.
    pub arrivals: i64,
    /// Maintenance tickets that left.
    pub departures: i64,
    /// Open maintenance tickets at the end.
    pub backlog: i64,
    /// People who logged time, or had a ticket active.
    pub people: u64,
    /// Only by activity.
    pub activity: Option<ActiveDays>,
}

impl Tabular for MaintenanceRow {
    fn columns(shape: Shape) -> Vec<Column> {
        let mut columns = subject_columns(shape);
        columns.push(period_column(shape));
        columns.extend([
            column("logged_h", Unit::Hours),
            column("maintenance_h", Unit::Hours),
            column("maintenance_share", Unit::Share),
            column("capacity_h", Unit::Hours),
            column("maintenance_load", Unit::Share),
            column("coverage", Unit::Share),
            column("arrivals", Unit::Count),
            column("departures", Unit::Count),
            column("backlog", Unit::Count),
            column("people", Unit::Count),
            column("provisional", Unit::Flag),
        ]);
        if shape.method == Method::Activity {
            columns.extend([
                column("active_days", Unit::Days),
                column("maintenance_days", Unit::Days),
            ]);
        }
        columns
    }

    fn cells(&self, shape: Shape) -> Vec<Cell> {
        let mut cells = vec![
            Cell::Text(self.subject.key.clone()),
            Cell::Text(self.period.to_string()),
            Cell::Figure(self.logged_h),
            Cell::Figure(self.maintenance_h),
            Cell::Figure(self.maintenance_share),
            Cell::float(self.capacity_h),
            Cell::Figure(self.maintenance_load),
            Cell::float(self.coverage),
            Cell::Int(self.arrivals),
            Cell::Int(self.departures),
            Cell::Int(self.backlog),
            Cell::Int(self.people.cast_signed()),
            Cell::Flag(self.provisional),
        ];
        if shape.method == Method::Activity {
            let days = |of: fn(ActiveDays) -> Figure| {
                self.activity.map_or(Cell::Null, |days| Cell::Figure(of(days)))
            };
            cells.extend([days(|days| days.active), days(|days| days.maintenance)]);
        }
        cells
    }
}

/// Hours of one kind of work in one period.
#[derive(Debug, Clone, PartialEq)]
pub struct MixRow {
    /// Whom it speaks of.
    pub subject: Subject,
    /// When.
    pub period: Period,
    /// What kind of work.
    pub category: Category,
    /// Which kind of maintenance.
    pub maintenance_type: Option<MaintenanceType>,
    /// Hours.
    pub logged_h: Figure,
    /// Person-days; only by activity.
    pub active_days: Option<Figure>,
}

impl Tabular for MixRow {
    fn columns(shape: Shape) -> Vec<Column> {
        let mut columns = subject_columns(shape);
        columns.push(period_column(shape));
        columns.extend([
            column("category", Unit::Text),
            column("maintenance_type", Unit::Text),
            column("logged_h", Unit::Hours),
        ]);
        if shape.method == Method::Activity {
            columns.push(column("active_days", Unit::Days));
        }
        columns
    }

    fn cells(&self, shape: Shape) -> Vec<Cell> {
        let mut cells = vec![
            Cell::Text(self.subject.key.clone()),
            Cell::Text(self.period.to_string()),
            Cell::Text(self.category.word().to_owned()),
            Cell::text(self.maintenance_type.map(MaintenanceType::word)),
            Cell::Figure(self.logged_h),
        ];
        if shape.method == Method::Activity {
            cells.push(self.active_days.map_or(Cell::Null, Cell::Figure));
        }
        cells
    }
}
