//! The rollups of one snapshot in memory: a part for each month, shared between snapshots while it does not change.

use super::capacity::{self, CapacityDay, CapacityRow};
use super::flows::{self, FlowCount, FlowWeek};
use super::hours::HoursRow;
use super::people::PeopleRow;
use super::quality::QualityCount;
use super::route_values::ValueCount;
use super::routes::RouteCount;
use super::{read, squads_in};
use crate::facts::initiatives::InitiativeRow;
use crate::manifest::{Manifest, TicketFiles, WorklogFiles};
use crate::symbols::{Symbol, Symbols};
use model::analyst::AnalystError;
use model::time::{Month, Week};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, OnceLock};

/// Rollups of the worklogs of one month, each list in the order of squads.
#[derive(Debug)]
pub(crate) struct WorklogPart {
    pub(crate) files: WorklogFiles,
    pub(crate) hours: Vec<HoursRow>,
    pub(crate) people: Vec<PeopleRow>,
    pub(crate) quality: Vec<QualityCount>,
    /// The same by project: read when first asked for.
    by_project: OnceLock<ByProject>,
}

/// Hours and people with their projects.
#[derive(Debug, Default)]
pub(crate) struct ByProject {
    pub(crate) hours: Vec<HoursRow>,
    pub(crate) people: Vec<PeopleRow>,
}

impl WorklogPart {
    /// Takes rows that were just written.
    pub(crate) fn new(
        files: WorklogFiles,
        hours: Vec<HoursRow>,
        people: Vec<PeopleRow>,
        quality: Vec<QualityCount>,
    ) -> Self {
        Self {
            files,
            hours,
            people,
            quality,
            by_project: OnceLock::new(),
        }
    }

    fn load(folder: &Path, files: &WorklogFiles, symbols: &Symbols) -> Result<Self, AnalystError> {
        Ok(Self::new(
            files.clone(),
            read(&folder.join(&files.hours.name), symbols)?,
            read(&folder.join(&files.people.name), symbols)?,
            read(&folder.join(&files.quality.name), symbols)?,
        ))
    }

    /// Hours and people by project.
    pub(crate) fn by_project(&self, folder: &Path, symbols: &Symbols) -> Result<&ByProject, AnalystError> {
        if let Some(known) = self.by_project.get() {
            return Ok(known);
        }
        let loaded = ByProject {
            hours: read(&folder.join(&self.files.project_hours.name), symbols)?,
            people: read(&folder.join(&self.files.project_people.name), symbols)?,
        };
        Ok(self.by_project.get_or_init(|| loaded))
    }
}

/// Rollups of the tickets created in one month, each list in the order of squads.
#[derive(Debug)]
pub(crate) struct TicketPart {
    pub(crate) files: TicketFiles,
    pub(crate) flows: Vec<FlowCount>,
    pub(crate) flow_weeks: Vec<FlowWeek>,
    /// In the order of first owners.
    pub(crate) routes: Vec<RouteCount>,
    pub(crate) quality: Vec<QualityCount>,
    /// Routes by what tickets had when they were new: read when first asked for.
    route_values: OnceLock<Vec<ValueCount>>,
}

impl TicketPart {
    /// Takes rows that were just written.
    pub(crate) fn new(
        files: TicketFiles,
        flows: Vec<FlowCount>,
        routes: Vec<RouteCount>,
        quality: Vec<QualityCount>,
    ) -> Self {
        let flow_weeks = flows::by_week(&flows);
        Self {
            files,
            flows,
            flow_weeks,
            routes,
            quality,
            route_values: OnceLock::new(),
        }
    }

    fn load(folder: &Path, files: &TicketFiles, symbols: &Symbols) -> Result<Self, AnalystError> {
        Ok(Self::new(
            files.clone(),
            read(&folder.join(&files.flows_by_day.name), symbols)?,
            read(&folder.join(&files.routes_by_day.name), symbols)?,
            read(&folder.join(&files.quality.name), symbols)?,
        ))
    }

    /// Routes by what tickets had when they were new.
    pub(crate) fn route_values(
        &self,
        folder: &Path,
        symbols: &Symbols,
    ) -> Result<&[ValueCount], AnalystError> {
        if let Some(known) = self.route_values.get() {
            return Ok(known);
        }
        let loaded = read(&folder.join(&self.files.route_values.name), symbols)?;
        Ok(self.route_values.get_or_init(|| loaded))
    }
}

/// All rollups of a snapshot.
#[derive(Debug, Clone, Default)]
pub(crate) struct Parts {
    pub(crate) worklogs: BTreeMap<Month, Arc<WorklogPart>>,
    pub(crate) tickets: BTreeMap<Month, Arc<TicketPart>>,
    pub(crate) capacity: Arc<Vec<CapacityRow>>,
    pub(crate) initiatives: Arc<Vec<InitiativeRow>>,
}

impl Parts {
    /// Reads what a manifest names, but for parts of `known` whose files are the same.
    pub(crate) fn load(
        folder: &Path,
        manifest: &Manifest,
        known: Option<&Self>,
        symbols: &Symbols,
    ) -> Result<Self, AnalystError> {
        let mut parts = Self::default();
        for (month, files) in &manifest.worklogs {
            let same = known
                .and_then(|known| known.worklogs.get(month))
                .filter(|part| part.files == *files);
            let part = match same {
                Some(part) => Arc::clone(part),
                None => Arc::new(WorklogPart::load(folder, files, symbols)?),
            };
            parts.worklogs.insert(*month, part);
        }
        for (month, files) in &manifest.tickets {
            let same = known
                .and_then(|known| known.tickets.get(month))
                .filter(|part| part.files == *files);
            let part = match same {
                Some(part) => Arc::clone(part),
                None => Arc::new(TicketPart::load(folder, files, symbols)?),
            };
            parts.tickets.insert(*month, part);
        }
        if let Some(file) = &manifest.capacity {
            let days: Vec<CapacityDay> = read(&folder.join(&file.name), symbols)?;
            parts.capacity = Arc::new(capacity::by_week(&days));
        }
        if let Some(file) = &manifest.initiatives {
            parts.initiatives = Arc::new(read(&folder.join(&file.name), symbols)?);
        }
        Ok(parts)
    }

    /// Every squad that has hours or tickets, or had or finished one.
    pub(crate) fn squads(&self) -> BTreeSet<Symbol> {
        let hours = self.worklogs.values().flat_map(|part| squads_in(&part.hours));
        let flows = self.tickets.values().flat_map(|part| squads_in(&part.flows));
        let routes = self.tickets.values().flat_map(|part| &part.routes);
        let routes = routes.flat_map(|row| [row.key.first, row.key.right]);
        hours.chain(flows).chain(routes).collect()
    }

    /// First and last week with a worklog, a ticket or something that happened to a ticket.
    pub(crate) fn weeks(&self) -> Option<(Week, Week)> {
        let worked = self.worklogs.values().flat_map(|part| part.hours.iter());
        let worked = worked.map(|row| row.key.week);
        let happened = self.tickets.values().flat_map(|part| part.flow_weeks.iter());
        let happened = happened.map(|row| row.week);
        let seen = self.tickets.values().flat_map(|part| part.quality.iter());
        let created = seen.map(|row: &QualityCount| Week::of(row.key.day));
        let mut weeks = worked.chain(happened).chain(created);
        let first = weeks.next()?;
        Some(weeks.fold((first, first), |(first, last), week| {
            (first.min(week), last.max(week))
        }))
    }
}
