//! Figures by activity, for trackers without hours: person-days in the place of hours, from active runs.
//!
//! Runs that still last go on until today, so what is added up here is of a day: it is remembered for a snapshot and a
//! day, and made when first asked for.

mod days;

pub(crate) use days::{Places, walk};

use crate::facts::activity::ActiveRow;
use crate::facts::places::{FreeDay, PlaceRow};
use crate::figures::PeopleCounts;
use crate::figures::veil::Veil;
use crate::figures::veil::projects::ProjectVeil;
use crate::organisation::Organisation;
use crate::rollups::hours::{self, HoursKey, HoursRow, HoursSums};
use crate::rollups::people::{self, PeopleKey, PeopleRow, PeopleSums};
use crate::rollups::read;
use crate::symbols::{Symbol, Symbols};
use crate::warehouse::Loaded;
use chrono::NaiveDate;
use model::analyst::AnalystError;
use model::people::Memberships;
use model::time::{Month, Week};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Person-days up to a day, as hours are: `micros` are millionths of a person-day, `worklogs` count parts.
#[derive(Debug)]
pub(crate) struct Activity {
    pub(crate) hours: Vec<HoursRow>,
    pub(crate) people: Vec<PeopleRow>,
    /// Squads with person-days.
    pub(crate) squads: BTreeSet<Symbol>,
    /// The last day with any.
    pub(crate) last_day: Option<NaiveDate>,
    pub(crate) people_counts: PeopleCounts,
    veil: OnceLock<Veil>,
    project_veil: OnceLock<ProjectVeil>,
}

impl Activity {
    /// The veil over those who had tickets in `active`: where nobody logs hours it is they who are a squad's people.
    pub(crate) fn veil(&self, organisation: &Organisation, symbols: &Symbols) -> &Veil {
        self.veil
            .get_or_init(|| Veil::new(organisation, symbols, self.people.iter()))
    }

    /// The veil over their projects.
    pub(crate) fn project_veil(&self, organisation: &Organisation) -> &ProjectVeil {
        let least = organisation.privacy.cell_people;
        self.project_veil
            .get_or_init(|| ProjectVeil::new(least, self.people.iter()))
    }
}

/// What a snapshot has read and added up so far.
#[derive(Debug, Default)]
pub(crate) struct Remembered {
    runs: OnceLock<Runs>,
    by_day: Mutex<HashMap<NaiveDate, Arc<Activity>>>,
}

/// All runs of a snapshot, and what is needed to tell whose their days are.
#[derive(Debug)]
pub(crate) struct Runs {
    pub(crate) rows: Vec<ActiveRow>,
    pub(crate) places: Places,
}

/// The runs of a snapshot, read when first asked for.
pub(crate) fn runs<'a>(loaded: &'a Loaded, symbols: &Symbols) -> Result<&'a Runs, AnalystError> {
    if let Some(known) = loaded.activity.runs.get() {
        return Ok(known);
    }
    let manifest = &loaded.manifest;
    let mut rows: Vec<ActiveRow> = Vec::new();
    for file in manifest
        .tickets
        .values()
        .filter_map(|files| files.activity.as_ref())
    {
        rows.extend(read::<ActiveRow>(&loaded.folder.join(&file.name), symbols)?);
    }
    let mut places = Places::default();
    if let Some(file) = &manifest.places {
        let rows: Vec<PlaceRow> = read(&loaded.folder.join(&file.name), symbols)?;
        let all = rows.iter().filter_map(|row| row.membership(symbols));
        places.memberships = Memberships::new(all);
    }
    if let Some(file) = &manifest.free_days {
        for row in read::<FreeDay>(&loaded.folder.join(&file.name), symbols)? {
            let squad = symbols.name(row.squad).to_string();
            places
                .free
                .entry(squad)
                .or_insert_with(HashSet::new)
                .insert(row.day);
        }
    }
    Ok(loaded.activity.runs.get_or_init(|| Runs { rows, places }))
}

/// Person-days up to a day.
pub(crate) fn up_to(
    loaded: &Loaded,
    symbols: &Symbols,
    today: NaiveDate,
) -> Result<Arc<Activity>, AnalystError> {
    let known = || {
        loaded
            .activity
            .by_day
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    };
    if let Some(activity) = known().get(&today) {
        return Ok(Arc::clone(activity));
    }
    let activity = Arc::new(added_up(runs(loaded, symbols)?, symbols, today));
    known().insert(today, Arc::clone(&activity));
    Ok(activity)
}

fn added_up(runs: &Runs, symbols: &Symbols, today: NaiveDate) -> Activity {
    let (mut hours, mut people) = (HoursSums::new(), PeopleSums::new());
    let mut last_day = None;
    walk(&runs.rows, &runs.places, symbols, today, |piece| {
        let run = piece.run;
        let squad = symbols.intern(piece.squad.as_str());
        let (week, month) = (Week::of(piece.day), Month::of(piece.day));
        let key = HoursKey {
            squad,
            week,
            month,
            source: run.source,
            project: run.project,
            category: run.category,
            maintenance_type: run.maintenance_type,
        };
        let sum = hours.entry(key).or_default();
        sum.0 += piece.micros;
        sum.1 += 1;
        let key = PeopleKey {
            squad,
            week,
            month,
            source: run.source,
            project: run.project,
            person: run.person,
            has_place: true,
        };
        *people.entry(key).or_default() += piece.micros;
        last_day = last_day.max(Some(piece.day));
    });
    let hours = hours::rows(hours);
    Activity {
        squads: hours.iter().map(|row| row.key.squad).collect(),
        hours,
        people: people::rows(people),
        last_day,
        people_counts: PeopleCounts::default(),
        veil: OnceLock::new(),
        project_veil: OnceLock::new(),
    }
}
