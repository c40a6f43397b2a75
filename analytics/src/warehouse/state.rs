//! A snapshot in memory: its manifest and its rollups.

use crate::figures::veil::projects::ProjectVeil;
use crate::figures::veil::{Sight, Veil};
use crate::figures::{Cube, PeopleCounts, Projects};
use crate::manifest::{MANIFEST, Manifest};
use crate::organisation::Organisation;
use crate::rollups::Parts;
use crate::rollups::people::PeopleRow;
use crate::rollups::route_values::ValueCount;
use crate::storage::failed;
use crate::symbols::{Symbol, Symbols};
use crate::{activity, commitments};
use model::activity::Method;
use model::analyst::{AnalystError, HiddenWeeks, Snapshot};
use model::query::Filter;
use model::time::Week;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::SystemTime;

/// When a manifest was written: another stamp is another snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stamp {
    modified: SystemTime,
    bytes: u64,
}

impl Stamp {
    /// The stamp of the manifest in a folder.
    pub(crate) fn of(folder: &Path) -> Result<Self, AnalystError> {
        let path = folder.join(MANIFEST);
        let metadata = std::fs::metadata(&path).map_err(|error| failed(&path, error))?;
        let modified = metadata.modified().map_err(|error| failed(&path, error))?;
        Ok(Self {
            modified,
            bytes: metadata.len(),
        })
    }
}

/// One consistent snapshot.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub(crate) stamp: Stamp,
    pub(crate) folder: PathBuf,
    pub(crate) manifest: Manifest,
    pub(crate) parts: Parts,
    pub(crate) squads: BTreeSet<Symbol>,
    weeks: Option<(Week, Week)>,
    people_counts: PeopleCounts,
    veil: OnceLock<Veil>,
    project_veil: OnceLock<ProjectVeil>,
    pub(crate) commitments: commitments::Remembered,
    pub(crate) activity: activity::Remembered,
}

impl Loaded {
    /// Reads a folder's snapshot; what `known` has in memory and did not change is taken from there.
    pub(crate) fn read(
        folder: &Path,
        stamp: Stamp,
        known: Option<&Self>,
        symbols: &Symbols,
    ) -> Result<Self, AnalystError> {
        let path = folder.join(MANIFEST);
        let manifest = Manifest::read(folder)?.ok_or_else(|| failed(&path, "it is not there"))?;
        let parts = Parts::load(folder, &manifest, known.map(|known| &known.parts), symbols)?;
        Ok(Self::new(folder.to_owned(), stamp, manifest, parts))
    }

    /// Takes what was just committed.
    pub(crate) fn new(folder: PathBuf, stamp: Stamp, manifest: Manifest, parts: Parts) -> Self {
        Self {
            stamp,
            folder,
            squads: parts.squads(),
            weeks: parts.weeks(),
            people_counts: PeopleCounts::default(),
            veil: OnceLock::new(),
            project_veil: OnceLock::new(),
            commitments: commitments::Remembered::default(),
            activity: activity::Remembered::default(),
            manifest,
            parts,
        }
    }

    /// What it is made from.
    pub(crate) fn snapshot(&self) -> Snapshot {
        Snapshot {
            data_version: self.manifest.data_version,
            rules_version: self.manifest.rules_version.clone(),
            first_week: self.weeks.map(|(first, _)| first),
            last_week: self.weeks.map(|(_, last)| last),
            refreshed_at: self.manifest.refreshed_at,
        }
    }

    /// Routes by what tickets had when they were new, a list a month.
    pub(crate) fn route_values(&self, symbols: &Symbols) -> Result<Vec<&[ValueCount]>, AnalystError> {
        let months = self.parts.tickets.values();
        months
            .map(|part| part.route_values(&self.folder, symbols))
            .collect()
    }

    /// The rollups for a question about one project or all.
    pub(crate) fn cube<'a>(
        &'a self,
        organisation: &'a Organisation,
        symbols: &'a Symbols,
        filter: &Filter,
    ) -> Result<Cube<'a>, AnalystError> {
        let worklogs = self.parts.worklogs.values();
        let tickets: Vec<_> = self.parts.tickets.values().map(AsRef::as_ref).collect();
        let mut cube = Cube {
            organisation,
            symbols,
            method: Method::Worklogs,
            squads: &self.squads,
            projects: Projects::All,
            hours: Vec::new(),
            people: Vec::new(),
            quality: worklogs
                .clone()
                .map(|part| part.quality.as_slice())
                .chain(tickets.iter().map(|part| part.quality.as_slice()))
                .collect(),
            tickets,
            people_counts: &self.people_counts,
            capacity: None,
            last_day: self.weeks.map(|(_, last)| last.sunday()),
            sight: Sight {
                veil: self.veil(organisation, symbols),
                organisation,
                symbols,
                level: filter.level,
                project: None,
                is_cut: filter.project.is_some() && !filter.sees_people,
            },
        };
        for part in worklogs {
            let (hours, people) = match filter.project {
                None => (&part.hours, &part.people),
                Some(_) => {
                    let by_project = part.by_project(&self.folder, symbols)?;
                    (&by_project.hours, &by_project.people)
                }
            };
            cube.hours.push(hours);
            cube.people.push(people);
        }
        match &filter.project {
            None => cube.capacity = Some(&self.parts.capacity),
            // The name may have been met only now, while the parts were read.
            Some(project) => {
                let project = symbols.find(project);
                cube.projects = Projects::One(project);
                if cube.sight.is_cut {
                    cube.sight.project = self.project_veil(organisation, &cube.people).of(project);
                }
            }
        }
        Ok(cube)
    }

    /// The weeks of squads that are not shown, by name.
    pub(crate) fn hidden_weeks(&self, organisation: &Organisation, symbols: &Symbols) -> HiddenWeeks {
        self.veil(organisation, symbols).told(symbols)
    }

    /// The veil over this snapshot, drawn when it is first asked for.
    fn veil(&self, organisation: &Organisation, symbols: &Symbols) -> &Veil {
        self.veil.get_or_init(|| {
            let people = self.parts.worklogs.values().flat_map(|part| &part.people);
            Veil::new(organisation, symbols, people)
        })
    }

    /// The veil over its projects; `people` are all of its rows with their projects.
    fn project_veil(&self, organisation: &Organisation, people: &[&[PeopleRow]]) -> &ProjectVeil {
        self.project_veil.get_or_init(|| {
            let people = people.iter().flat_map(|rows| rows.iter());
            ProjectVeil::new(organisation.privacy.cell_people, people)
        })
    }
}
