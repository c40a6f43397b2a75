//! How figures are asked for: the same words on the command line, in the API and in links between pages.

use crate::activity::Method;
use crate::ids::{SquadId, TribeId};
use crate::time::{Grain, Period, Week};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// What a row speaks of. All three come from the same hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// One squad.
    #[default]
    Squad,
    /// All squads of a tribe.
    Tribe,
    /// Everybody, the unattributed too.
    Organisation,
}

impl Level {
    /// Every level, finest first.
    pub const ALL: [Self; 3] = [Self::Squad, Self::Tribe, Self::Organisation];

    /// The word of the command line, the API and the column of a table.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Squad => "squad",
            Self::Tribe => "tribe",
            Self::Organisation => "organisation",
        }
    }
}

impl FromStr for Level {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|level| level.word() == text)
            .ok_or_else(|| format!("{text:?} is not a level: use squad, tribe or organisation"))
    }
}

/// Which rows are asked for. Empty means all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// These squads only. Sums above squads are not filtered by it: totals are the same for everybody.
    pub squads: Vec<SquadId>,
    /// Squads of this tribe only.
    pub tribe: Option<TribeId>,
    /// Work on this project only.
    pub project: Option<String>,
    /// From the period that holds this day on.
    pub from: Option<NaiveDate>,
    /// Up to the period that holds this day.
    pub to: Option<NaiveDate>,
    /// How finely the series is cut.
    pub grain: Grain,
    /// What a row speaks of.
    pub level: Level,
    /// The day it is asked: closed periods lie before it.
    pub today: NaiveDate,
    /// An older version of the rules; none for the one in force.
    pub rules_version: Option<String>,
    /// Whether it is asked by somebody who may see people: a cut that reaches people, such as a project, is answered
    /// to others for the organisation only (section 11 of the book).
    pub sees_people: bool,
    /// Hours or activity; none for what is usual for those asked for.
    pub method: Option<Method>,
}

impl Filter {
    /// Everything, by squad and week, asked on a day.
    #[must_use]
    pub fn all(today: NaiveDate) -> Self {
        Self {
            squads: Vec::new(),
            tribe: None,
            project: None,
            from: None,
            to: None,
            grain: Grain::Week,
            level: Level::Squad,
            today,
            rules_version: None,
            sees_people: false,
            method: None,
        }
    }

    /// One squad's weeks.
    #[must_use]
    pub fn squad(squad: SquadId, today: NaiveDate) -> Self {
        Self {
            squads: vec![squad],
            ..Self::all(today)
        }
    }

    /// Keeps what lies from the first day of one period to the last day of another.
    #[must_use]
    pub fn between(self, from: Option<Period>, to: Option<Period>) -> Self {
        Self {
            from: from.map(Period::first_day),
            to: to.map(Period::last_day),
            ..self
        }
    }

    /// How the rows of its answer are called.
    #[must_use]
    pub fn shape(&self) -> crate::figure::Shape {
        crate::figure::Shape {
            level: self.level,
            grain: self.grain,
            method: self.method.unwrap_or_default(),
        }
    }

    /// The last week that is closed on the day it is asked.
    #[must_use]
    pub fn last_closed_week(&self) -> Week {
        Week::of(self.today).previous()
    }
}

/// What a table is about: the WHAT of `plimsoll show` and of `/api/v1/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum What {
    /// Maintenance load.
    Maintenance,
    /// Hours by category and maintenance type.
    Mix,
    /// Arrivals, departures, backlog, ages.
    Flow,
    /// Spells under water.
    Spells,
    /// What is asked for in the next four weeks.
    Forward,
    /// Change against the own past.
    Limits,
    /// What was decided, and what it changed.
    Interventions,
    /// Trust in the data.
    Quality,
    /// Alerts.
    Alerts,
    /// How finished maintenance tickets found their squad.
    Routing,
    /// From which squad to which they went.
    #[serde(rename = "routing-matrix")]
    RoutingMatrix,
    /// Which squad tickets of some kind belong to.
    #[serde(rename = "routing-suggestions")]
    RoutingSuggestions,
}

impl What {
    /// Everything there is to show.
    pub const ALL: [Self; 12] = [
        Self::Maintenance,
        Self::Mix,
        Self::Flow,
        Self::Spells,
        Self::Forward,
        Self::Limits,
        Self::Interventions,
        Self::Quality,
        Self::Alerts,
        Self::Routing,
        Self::RoutingMatrix,
        Self::RoutingSuggestions,
    ];

    /// The word of the command line and the API.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Maintenance => "maintenance",
            Self::Mix => "mix",
            Self::Flow => "flow",
            Self::Spells => "spells",
            Self::Forward => "forward",
            Self::Limits => "limits",
            Self::Interventions => "interventions",
            Self::Quality => "quality",
            Self::Alerts => "alerts",
            Self::Routing => "routing",
            Self::RoutingMatrix => "routing-matrix",
            Self::RoutingSuggestions => "routing-suggestions",
        }
    }
}

impl FromStr for What {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|what| what.word() == text)
            .ok_or_else(|| {
                let words: Vec<_> = Self::ALL.iter().map(|what| what.word()).collect();
                match crate::config::nearest(text, words.iter().copied()) {
                    Some(near) => format!("{text:?} cannot be shown; did you mean {near:?}?"),
                    None => format!("{text:?} cannot be shown; there are: {}", words.join(", ")),
                }
            })
    }
}

/// What of a cell is opened: the rows behind it add up to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DrillInto {
    /// The worklogs behind `logged_h`.
    LoggedH,
    /// The worklogs behind `maintenance_h`.
    MaintenanceH,
    /// The tickets that arrived.
    Arrivals,
    /// The tickets that left.
    Departures,
    /// The tickets open at the end of the last period.
    Backlog,
    /// The maintenance tickets that were finished.
    Finished,
    /// Those of them whose owner changed after the first.
    Misrouted,
    /// Those of them that another squad had first than the one that finished them.
    Detours,
    /// What is left of the commitments due in the next four weeks.
    CommittedH,
    /// What is left of commitments that were due before.
    OverdueH,
    /// The tickets behind `active_days`, by activity.
    ActiveDays,
    /// The tickets behind `maintenance_days`, by activity.
    MaintenanceDays,
}

impl DrillInto {
    /// Every figure that can be opened.
    pub const ALL: [Self; 12] = [
        Self::LoggedH,
        Self::MaintenanceH,
        Self::Arrivals,
        Self::Departures,
        Self::Backlog,
        Self::Finished,
        Self::Misrouted,
        Self::Detours,
        Self::CommittedH,
        Self::OverdueH,
        Self::ActiveDays,
        Self::MaintenanceDays,
    ];

    /// Whether it is about the way of finished tickets to their squad.
    #[must_use]
    pub fn is_routing(self) -> bool {
        matches!(self, Self::Finished | Self::Misrouted | Self::Detours)
    }

    /// The book's name of the figure.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::LoggedH => "logged_h",
            Self::MaintenanceH => "maintenance_h",
            Self::Arrivals => "arrivals",
            Self::Departures => "departures",
            Self::Backlog => "backlog",
            Self::Finished => "finished",
            Self::Misrouted => "misrouted",
            Self::Detours => "detours",
            Self::CommittedH => "committed_h",
            Self::OverdueH => "overdue_h",
            Self::ActiveDays => "active_days",
            Self::MaintenanceDays => "maintenance_days",
        }
    }
}

impl FromStr for DrillInto {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|figure| figure.word() == text)
            .ok_or_else(|| {
                let words = Self::ALL.map(Self::word).join(", ");
                format!("{text:?} cannot be opened: use one of {words}")
            })
    }
}

/// Which figure is opened, and how many rows at a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drill {
    /// The figure.
    pub into: DrillInto,
    /// Whose, and when. `level` and `grain` do not matter: everything the filter holds is one list.
    pub filter: Filter,
    /// Which way the tickets went; only for [`DrillInto::is_routing`].
    pub way: Way,
    /// Rows before this one are left out.
    pub after: usize,
    /// At most so many rows.
    pub limit: usize,
}

/// Which way tickets went, and what they had when they were created. Empty means all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Way {
    /// The squad that had them first.
    pub first: Option<SquadId>,
    /// The squad that finished them.
    pub right: Option<SquadId>,
    /// What they had when they were created.
    pub having: Option<(Dimension, String)>,
}

/// What of a new ticket a tracker's automation can see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// The tracker's project.
    Project,
    /// One of its components.
    Component,
    /// One of its labels.
    Label,
    /// The group of its reporter.
    ReporterGroup,
}

impl Dimension {
    /// Every dimension.
    pub const ALL: [Self; 4] = [Self::Project, Self::Component, Self::Label, Self::ReporterGroup];

    /// The word of the command line and the API, and the key of a rule's condition in `plimsoll.toml`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Project => "project",
            Self::Component => "component",
            Self::Label => "label",
            Self::ReporterGroup => "reporter_group",
        }
    }
}

impl FromStr for Dimension {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|dimension| dimension.word() == text)
            .ok_or_else(|| {
                let words = Self::ALL.map(Self::word);
                format!("{text:?} is not one of {}", words.join(", "))
            })
    }
}
