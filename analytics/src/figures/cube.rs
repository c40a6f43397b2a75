//! What figures are computed from: the rollups of one snapshot, and what is known of the organisation.

use super::veil::Sight;
use crate::organisation::Organisation;
use crate::rollups::capacity::CapacityRow;
use crate::rollups::flows::{FlowCount, FlowWeek};
use crate::rollups::hours::HoursRow;
use crate::rollups::people::PeopleRow;
use crate::rollups::quality::QualityCount;
use crate::rollups::routes::RouteCount;
use crate::rollups::{TicketPart, of_squad};
use crate::symbols::{Symbol, Symbols};
use chrono::NaiveDate;
use model::activity::Method;
use model::query::Level;
use model::time::{Grain, Period};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

/// The work on one project, or on all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Projects {
    All,
    /// One; none for a project that no ticket ever had.
    One(Option<Symbol>),
}

impl Projects {
    /// Whether work on a project, or on none, is meant.
    pub(crate) fn hold(self, project: Option<Symbol>) -> bool {
        match self {
            Self::All => true,
            Self::One(one) => one.is_some() && one == project,
        }
    }
}

/// Distinct people by period, remembered for a snapshot: they are counted by id, over rows that are many.
#[derive(Debug, Default)]
pub(crate) struct PeopleCounts(Mutex<HashMap<CountedOf, PeopleByPeriod>>);

/// Whom distinct people were counted of, and how finely.
type CountedOf = (Level, Grain, Vec<Symbol>);

/// Distinct people by period.
pub(crate) type PeopleByPeriod = Arc<BTreeMap<Period, u64>>;

impl PeopleCounts {
    /// The counts of some squads, counted if they are asked for the first time.
    pub(crate) fn of(
        &self,
        level: Level,
        grain: Grain,
        squads: &[Symbol],
        count: impl FnOnce() -> BTreeMap<Period, u64>,
    ) -> PeopleByPeriod {
        let key = (level, grain, squads.to_vec());
        let known = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(counts) = known().get(&key) {
            return Arc::clone(counts);
        }
        let counts = Arc::new(count());
        known().insert(key, Arc::clone(&counts));
        counts
    }
}

/// The rollups that a question is about. With a project there is no capacity: nobody knows how much of their time
/// people could have given to it.
#[derive(Clone)]
pub(crate) struct Cube<'a> {
    pub(crate) organisation: &'a Organisation,
    pub(crate) symbols: &'a Symbols,
    /// By activity, `hours` and `people` hold millionths of person-days.
    pub(crate) method: Method,
    /// Squads with hours or tickets.
    pub(crate) squads: &'a BTreeSet<Symbol>,
    pub(crate) projects: Projects,
    /// A list a month, each in the order of squads.
    pub(crate) hours: Vec<&'a [HoursRow]>,
    /// A list a month, each in the order of squads.
    pub(crate) people: Vec<&'a [PeopleRow]>,
    /// A list a month of worklogs, then a list a month of tickets.
    pub(crate) quality: Vec<&'a [QualityCount]>,
    pub(crate) tickets: Vec<&'a TicketPart>,
    /// People of all projects that were counted before.
    pub(crate) people_counts: &'a PeopleCounts,
    /// None with a project.
    pub(crate) capacity: Option<&'a [CapacityRow]>,
    /// The last day of the last week of which anything is known, of all squads and projects.
    pub(crate) last_day: Option<NaiveDate>,
    /// What is not hidden: hours, people and capacity of hidden weeks are not given out.
    pub(crate) sight: Sight<'a>,
}

impl<'a> Cube<'a> {
    /// The same, as a question of another level sees it.
    pub(crate) fn at(&self, level: Level) -> Self {
        Self {
            sight: Sight { level, ..self.sight },
            ..self.clone()
        }
    }

    /// A squad's hours.
    pub(crate) fn hours(&self, squad: Symbol) -> impl Iterator<Item = &'a HoursRow> {
        let projects = self.projects;
        let seen = self.sight.of(squad);
        let months = self
            .hours
            .iter()
            .flat_map(move |rows| of_squad(rows, Some(squad)));
        months.filter(move |row| projects.hold(row.key.project) && seen(row.key.week))
    }

    /// A squad's people.
    pub(crate) fn people(&self, squad: Symbol) -> impl Iterator<Item = &'a PeopleRow> {
        let projects = self.projects;
        let seen = self.sight.of(squad);
        let months = self
            .people
            .iter()
            .flat_map(move |rows| of_squad(rows, Some(squad)));
        months.filter(move |row| projects.hold(row.key.project) && seen(row.key.week))
    }

    /// A squad's flows by week.
    pub(crate) fn flow_weeks(&self, squad: Symbol) -> impl Iterator<Item = &'a FlowWeek> {
        let projects = self.projects;
        let months = self.tickets.iter();
        let rows = months.flat_map(move |part| of_squad(&part.flow_weeks, Some(squad)));
        rows.filter(move |row| projects.hold(row.project))
    }

    /// A squad's flows by day.
    pub(crate) fn flows(&self, squad: Symbol) -> impl Iterator<Item = &'a FlowCount> {
        let projects = self.projects;
        let months = self.tickets.iter();
        let rows = months.flat_map(move |part| of_squad(&part.flows, Some(squad)));
        rows.filter(move |row| projects.hold(row.key.project))
    }

    /// The finished maintenance tickets that a squad had first.
    pub(crate) fn routes(&self, squad: Symbol) -> impl Iterator<Item = &'a RouteCount> {
        let projects = self.projects;
        let months = self.tickets.iter();
        let rows = months.flat_map(move |part| of_squad(&part.routes, Some(squad)));
        rows.filter(move |row| projects.hold(row.key.project))
    }

    /// A squad's capacity.
    pub(crate) fn capacity(&self, squad: Symbol) -> impl Iterator<Item = &'a CapacityRow> {
        let seen = self.sight.of(squad);
        let rows = self.capacity.map_or(&[][..], |rows| of_squad(rows, Some(squad)));
        rows.iter().filter(move |row| seen(row.week))
    }
}
