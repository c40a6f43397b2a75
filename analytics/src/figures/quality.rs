//! Trust in the data (section 12 of the book): what is missing or odd, by source and squad, as far as facts tell.
//!
//! | check | found | of |
//! |---|---|---|
//! | `tickets_without_squad` … `tickets_with_unknown_status` | tickets, by day of creation | tickets |
//! | `worklogs_without_ticket`, `worklogs_without_squad`, `worklogs_negative` | worklogs, by work date | worklogs |
//! | `worklogs_in_the_future` | worklogs dated after today | worklogs |
//! | `worklogs_over_24_hours` | worklogs of days on which their author logged more than a day holds | worklogs |
//! | `people_without_membership` | distinct people who logged time on a day without a place in a squad | people |
//!
//! `hours` are those the worklogs hold. Per squad a split worklog counts in each; per source (any level above the
//! squad) once. Worked: 12 worklogs, one of −2 h: `worklogs_negative` found 1 of 12, hours −2.
//!
//! The hours of the last two are told to those only who may see people. A squad with weeks that are hidden has
//! ticket checks only.
//!
//! Freshness and rejected rows come from the store. The project filter does not apply: a ticket without a project
//! is just what these look for. Blind spot: worklogs that the source has and nobody imported.

use super::{Cube, Window};
use crate::rollups::of_squad;
use crate::rollups::people::PeopleRow;
use crate::rollups::quality::{Counted, QualityCount};
use crate::symbols::Symbol;
use model::analyst::{QualityCheck, QualityRow};
use model::ids::{SourceId, SquadId};
use model::query::{Filter, Level};
use model::time::Micros;
use std::collections::{BTreeMap, HashMap, HashSet};

/// The checks that facts answer.
pub(crate) const CHECKS: [QualityCheck; 11] = [
    QualityCheck::TicketsWithoutSquad,
    QualityCheck::TicketsWithoutCategory,
    QualityCheck::TicketsWithoutEstimate,
    QualityCheck::TicketsWithoutDueDate,
    QualityCheck::TicketsWithUnknownStatus,
    QualityCheck::WorklogsWithoutTicket,
    QualityCheck::WorklogsWithoutSquad,
    QualityCheck::WorklogsInTheFuture,
    QualityCheck::WorklogsOver24Hours,
    QualityCheck::WorklogsNegative,
    QualityCheck::PeopleWithoutMembership,
];

/// What a check looks at.
pub(crate) fn looks_at(check: QualityCheck) -> Looked {
    use QualityCheck as Check;
    match check {
        Check::TicketsWithoutSquad
        | Check::TicketsWithoutCategory
        | Check::TicketsWithoutEstimate
        | Check::TicketsWithoutDueDate
        | Check::TicketsWithUnknownStatus => Looked::Tickets,
        Check::WorklogsWithoutTicket
        | Check::WorklogsWithoutSquad
        | Check::WorklogsInTheFuture
        | Check::WorklogsOver24Hours
        | Check::WorklogsNegative => Looked::Worklogs,
        Check::PeopleWithoutMembership => Looked::People,
        Check::Freshness | Check::RejectedRows => Looked::Store,
    }
}

/// What a check looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Looked {
    Tickets,
    Worklogs,
    People,
    /// Nothing that facts hold.
    Store,
}

/// The rows of a filter: for each source and squad (or the source as a whole) every check there is anything to
/// look at for.
pub(crate) fn rows(cube: &Cube<'_>, filter: &Filter) -> Vec<QualityRow> {
    let window = Window::new(filter, None);
    let mut rows = Vec::new();
    for (squads, told) in whom(cube, filter) {
        let mut by_source: BTreeMap<String, Counts> = BTreeMap::new();
        for squad in &squads {
            let lists = cube.quality.iter().flat_map(|list| of_squad(list, *squad));
            for row in lists.filter(|row| holds(&window, row)) {
                counts_of(&mut by_source, cube, row.key.source).add(row, filter);
            }
        }
        for row in people_rows(cube, squads.as_slice()) {
            let period = window.period(row.key.week, row.key.month);
            if window.holds(period) {
                counts_of(&mut by_source, cube, row.key.source).add_person(row);
            }
        }
        let is_small = squads
            .iter()
            .flatten()
            .any(|squad| cube.sight.hides_any(*squad, window.weeks()));
        for (source, counts) in by_source {
            if let Ok(source) = SourceId::new(source) {
                let found = counts.rows(&source, told.as_ref());
                rows.extend(found.into_iter().filter_map(|row| veiled(row, is_small, filter)));
            }
        }
    }
    rows
}

/// A row as it may be shown (section 11): of a squad with hidden weeks only what is found in tickets; the hours of
/// single people only to those who may see people.
fn veiled(row: QualityRow, is_small: bool, filter: &Filter) -> Option<QualityRow> {
    let of_people = matches!(
        row.check,
        QualityCheck::PeopleWithoutMembership | QualityCheck::WorklogsOver24Hours
    );
    (!is_small || looks_at(row.check) == Looked::Tickets).then(|| QualityRow {
        hours: row.hours.filter(|_| filter.sees_people || !of_people),
        ..row
    })
}

/// What a reader should know of the rows.
pub(crate) fn notes(filter: &Filter) -> Vec<String> {
    let mut notes = vec![
        "completeness against the source's own totals is not known for files".to_owned(),
        "months cannot be closed yet: every month is open".to_owned(),
    ];
    if filter.project.is_some() {
        notes.push("data quality is of all projects".to_owned());
    }
    notes
}

/// The squads that rows are added up of: one, or none for the source as a whole.
fn whom(cube: &Cube<'_>, filter: &Filter) -> Vec<(Vec<Option<Symbol>>, Option<SquadId>)> {
    if filter.level != Level::Squad {
        return vec![(vec![None], None)];
    }
    super::subjects(cube, filter)
        .into_iter()
        .map(|(subject, squads)| {
            let squads = squads.into_iter().map(Some).collect();
            (squads, SquadId::new(subject.key).ok())
        })
        .collect()
}

fn people_rows<'a>(cube: &'a Cube<'_>, squads: &[Option<Symbol>]) -> Vec<&'a PeopleRow> {
    match squads {
        [None] => cube.people.iter().flat_map(|rows| rows.iter()).collect(),
        squads => squads
            .iter()
            .flatten()
            .flat_map(|squad| cube.people(*squad))
            .collect(),
    }
}

fn holds(window: &Window, row: &QualityCount) -> bool {
    let day = row.key.day;
    window.first_day().is_none_or(|first| first <= day) && window.last_day().is_none_or(|last| day <= last)
}

fn counts_of<'a>(
    by_source: &'a mut BTreeMap<String, Counts>,
    cube: &Cube<'_>,
    source: Symbol,
) -> &'a mut Counts {
    by_source
        .entry(cube.symbols.name(source).to_string())
        .or_default()
}

/// What was found in one source.
#[derive(Default)]
struct Counts {
    tickets: i64,
    worklogs: i64,
    found: HashMap<QualityCheck, (i64, i64)>,
    people: HashSet<i64>,
    without_place: HashSet<i64>,
    without_place_micros: i64,
}

impl Counts {
    fn add(&mut self, row: &QualityCount, filter: &Filter) {
        match row.key.counted {
            Counted::Tickets => self.tickets += row.found,
            Counted::Worklogs => {
                self.worklogs += row.found;
                if row.key.day > filter.today {
                    self.find(QualityCheck::WorklogsInTheFuture, row);
                }
            }
            Counted::Found(check) => self.find(check, row),
        }
    }

    fn find(&mut self, check: QualityCheck, row: &QualityCount) {
        let sum = self.found.entry(check).or_default();
        sum.0 += row.found;
        sum.1 += row.micros;
    }

    fn add_person(&mut self, row: &PeopleRow) {
        self.people.insert(row.key.person.0);
        if !row.key.has_place {
            self.without_place.insert(row.key.person.0);
            self.without_place_micros += row.micros;
        }
    }

    fn rows(&self, source: &SourceId, squad: Option<&SquadId>) -> Vec<QualityRow> {
        let row = |check: QualityCheck| {
            let (found, micros) = self.found.get(&check).copied().unwrap_or_default();
            let (found, of, micros) = match looks_at(check) {
                Looked::Tickets => (found, self.tickets, None),
                Looked::Worklogs => (found, self.worklogs, Some(micros)),
                Looked::People | Looked::Store => (
                    len(&self.without_place),
                    len(&self.people),
                    Some(self.without_place_micros),
                ),
            };
            (of > 0).then(|| QualityRow {
                source: source.clone(),
                squad: squad.cloned(),
                check,
                found: found.unsigned_abs(),
                of: Some(of.unsigned_abs()),
                hours: micros.map(|micros| Micros(micros).hours()),
            })
        };
        CHECKS.into_iter().filter_map(row).collect()
    }
}

fn len(people: &HashSet<i64>) -> i64 {
    i64::try_from(people.len()).unwrap_or(i64::MAX)
}
