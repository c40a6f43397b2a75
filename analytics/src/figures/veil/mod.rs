//! The veil (section 11 of the book): what is not shown because too few people stand behind it.
//!
//! A **whole squad** needs at least `squad_people` people, else only its tribe is shown. A squad's people in a week
//! are those who logged time in it in that week, the [`AROUND`] weeks before or after, each counted once: holidays
//! make no holes. A squad-week without people has nothing to protect.
//!
//! Hiding one row is not enough: the tribe's sum less the rows shown would give it back. So in each week and tribe
//! the *hidden set* grows by the next smallest squads until it holds two squads and `squad_people` people. If the
//! tribe runs out of squads its own row is hidden too, and its squads go to a pool of the organisation, which grows
//! by the next smallest tribe (its row, and its hidden set or smallest squad) until it holds as many. If the
//! organisation runs out, its row of that week is hidden. Squads without a tribe are a tribe of their own,
//! `unattributed`. The *squad* `unattributed` is none: what belongs to nobody is always shown (section 0), and hides
//! nobody. A row of a coarser grain is shown only where every week that touches the period is.
//!
//! **Why sums cannot be subtracted.** Take all that is shown as linear equations over the hours of each squad and
//! week (or part of a week in a month). The rows shown are those of squads outside the hidden set, of whole tribes and
//! of the organisation. The first hold no part of a hidden set, the others hold all of it: in every equation the
//! squads of a hidden set, and those of the pool, have *one* coefficient. Adding and subtracting equations keeps it
//! so. What can be worked out of a hidden set is therefore all of it together, or nothing: two squads or more, and
//! people enough.
//!
//! Worked, with 3: a tribe has squads of 2, 4 and 9 people. The squad of 2 is hidden, and the one of 4 with it: the
//! tribe less the squad of 9 is the hours of 6 people in two squads.
//!
//! A **cut below a squad** that reaches people, such as a project, needs `cell_people`: see [`projects`].
//!
//! The veil is the same for every viewer, so that two cannot compare notes: totals never shrink, rows are hidden. It
//! is drawn in the [`Cube`] that every figure is computed from, which holds no hours of hidden weeks
//! back from sums above them, and where answers are made ([`Veiled`]): a figure cannot forget it.
//!
//! Blind spots: stocks and flows of tickets are nobody's hours; a squad's backlog at the end of a hidden week can be
//! told from the next week that is shown. In a week of holidays a squad that is shown can have fewer people at work.

mod crews;
pub(crate) mod projects;

use super::{Cube, Window, squads_of_filter};
use crate::organisation::Organisation;
use crate::rollups::people::PeopleRow;
use crate::symbols::{Symbol, Symbols};
use crews::{Crew, hide};
use model::analyst::{
    FlowRow, ForwardRow, HiddenWeeks, InterventionRow, LimitRow, MaintenanceRow, MixRow, QualityRow,
    RoutingFlowRow, RoutingRow, RoutingSuggestionRow, SpellRow, Subject, TRAILING_WEEKS,
};
use model::query::{Filter, Level};
use model::time::{Period, Week};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Weeks before and after in which people who logged time still are a squad's.
pub(crate) const AROUND: i64 = 4;

/// The squad of what belongs to nobody, and the tribe of squads that have none.
const NO_TRIBE: &str = "unattributed";

/// Weeks, in order.
pub(crate) type Weeks = BTreeSet<Week>;

/// Which weeks of whom are hidden, for all projects and viewers.
#[derive(Debug, Default)]
pub(crate) struct Veil {
    squads: HashMap<Symbol, Weeks>,
    tribes: HashMap<String, Weeks>,
    organisation: Weeks,
}

impl Veil {
    /// Draws the veil over the people of all squads.
    pub(crate) fn new<'a>(
        organisation: &Organisation,
        symbols: &Symbols,
        people: impl Iterator<Item = &'a PeopleRow>,
    ) -> Self {
        let least = organisation.privacy.squad_people;
        let mut veil = Self::default();
        if least <= 1 {
            return veil;
        }
        let nobodys = symbols.find(NO_TRIBE);
        for (week, squads) in around(people) {
            let crews: Vec<Crew> = squads
                .into_iter()
                .filter(|(squad, _)| Some(*squad) != nobodys)
                .map(|(squad, people)| Crew {
                    squad,
                    tribe: tribe_of(organisation, symbols, squad),
                    people,
                })
                .collect();
            let hidden = hide(&crews, least);
            for squad in hidden.squads {
                veil.squads.entry(squad).or_default().insert(week);
            }
            for tribe in hidden.tribes {
                veil.tribes.entry(tribe).or_default().insert(week);
            }
            if hidden.organisation {
                veil.organisation.insert(week);
            }
        }
        veil
    }

    /// The hidden weeks of squads, by name.
    pub(crate) fn told(&self, symbols: &Symbols) -> HiddenWeeks {
        let squads = self.squads.iter();
        let told =
            squads.filter_map(|(squad, weeks)| Some((symbols.name(*squad).parse().ok()?, weeks.clone())));
        HiddenWeeks::new(told.collect())
    }

    /// The hidden weeks of a squad's own row.
    pub(crate) fn of_squad(&self, squad: Symbol) -> Option<&Weeks> {
        self.squads.get(&squad)
    }

    /// The weeks in which the row of a level that holds a squad is hidden.
    fn above(
        &self,
        level: Level,
        squad: Symbol,
        organisation: &Organisation,
        symbols: &Symbols,
    ) -> Option<&Weeks> {
        match level {
            Level::Squad => self.of_squad(squad),
            Level::Tribe => self.tribes.get(&tribe_of(organisation, symbols, squad)),
            Level::Organisation => Some(&self.organisation),
        }
    }

    fn of_subject(&self, level: Level, key: &str, symbols: &Symbols) -> Option<&Weeks> {
        match level {
            Level::Squad => symbols.find(key).and_then(|squad| self.of_squad(squad)),
            Level::Tribe => self.tribes.get(key),
            Level::Organisation => Some(&self.organisation),
        }
    }
}

/// The people of each squad in each week, and those around it.
fn around<'a>(
    people: impl Iterator<Item = &'a PeopleRow>,
) -> BTreeMap<Week, BTreeMap<Symbol, BTreeSet<i64>>> {
    let mut worked: Vec<(Symbol, i64, Week)> = people
        .map(|row| (row.key.squad, row.key.person.0, row.key.week))
        .collect();
    worked.sort_unstable();
    worked.dedup();
    let mut weeks: BTreeMap<Week, BTreeMap<Symbol, BTreeSet<i64>>> = BTreeMap::new();
    for (squad, person, week) in worked {
        for week in week.plus(-AROUND).through(week.plus(AROUND)) {
            let squads = weeks.entry(week).or_default();
            squads.entry(squad).or_default().insert(person);
        }
    }
    weeks
}

fn tribe_of(organisation: &Organisation, symbols: &Symbols, squad: Symbol) -> String {
    let tribe = organisation.tribe_of(&symbols.name(squad));
    tribe.map_or_else(|| NO_TRIBE.to_owned(), ToString::to_string)
}

/// What a question may see: the veil at its level, and that of its project.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sight<'a> {
    pub(crate) veil: &'a Veil,
    pub(crate) organisation: &'a Organisation,
    pub(crate) symbols: &'a Symbols,
    pub(crate) level: Level,
    /// Weeks in which too few people worked on the project; none where it may be seen.
    pub(crate) project: Option<&'a Weeks>,
    /// Whether it is cut by a project for somebody who may not see people.
    pub(crate) is_cut: bool,
}

impl<'a> Sight<'a> {
    /// Whether a squad's hours of a week may be in a row of the question's level.
    pub(crate) fn of(self, squad: Symbol) -> impl Fn(Week) -> bool + use<'a> {
        let row = self
            .veil
            .above(self.level, squad, self.organisation, self.symbols);
        let project = self.project;
        move |week| {
            row.is_none_or(|weeks| !weeks.contains(&week))
                && project.is_none_or(|weeks| !weeks.contains(&week))
        }
    }

    /// Whether a row may be shown.
    pub(crate) fn shows_row(self, row: &impl Veiled) -> bool {
        row.speaks_of().is_none_or(|(subject, first, last)| {
            let hidden = self.veil.of_subject(self.level, &subject.key, self.symbols);
            let touches = |weeks: &Weeks| weeks.range(first..=last).next().is_some();
            !hidden.is_some_and(touches) && !self.project.is_some_and(touches)
        })
    }

    /// Whether every week that touches a period may be shown of a subject.
    pub(crate) fn shows(self, subject: &Subject, period: Period) -> bool {
        let row = self.veil.of_subject(self.level, &subject.key, self.symbols);
        !touches(row, period) && !touches(self.project, period)
    }

    /// The weeks in which the row of the question's level that holds a squad is hidden, in no order.
    pub(crate) fn hidden_weeks(self, squad: Symbol) -> impl Iterator<Item = Week> + use<'a> {
        let row = self
            .veil
            .above(self.level, squad, self.organisation, self.symbols);
        row.into_iter().chain(self.project).flatten().copied()
    }

    /// Whether any week that lies in a span is hidden of a squad.
    pub(crate) fn hides_any(self, squad: Symbol, span: impl std::ops::RangeBounds<Week>) -> bool {
        let mut hidden = self
            .veil
            .of_squad(squad)
            .into_iter()
            .flat_map(|weeks| weeks.range((span.start_bound().cloned(), span.end_bound().cloned())));
        hidden.next().is_some()
    }
}

fn touches(weeks: Option<&Weeks>, period: Period) -> bool {
    let (first, last) = (Week::of(period.first_day()), Week::of(period.last_day()));
    weeks.is_some_and(|weeks| weeks.range(first..=last).next().is_some())
}

/// A row of an answer, as the veil sees it.
pub(crate) trait Veiled {
    /// Of whom and of which weeks, from one to another, its hours are; none for a row that is made of weeks that are shown, each by
    /// itself.
    fn speaks_of(&self) -> Option<(&Subject, Week, Week)>;
}

fn weeks_of(subject: &Subject, period: Period) -> (&Subject, Week, Week) {
    (subject, Week::of(period.first_day()), Week::of(period.last_day()))
}

impl Veiled for MaintenanceRow {
    fn speaks_of(&self) -> Option<(&Subject, Week, Week)> {
        Some(weeks_of(&self.subject, self.period))
    }
}

impl Veiled for MixRow {
    fn speaks_of(&self) -> Option<(&Subject, Week, Week)> {
        Some(weeks_of(&self.subject, self.period))
    }
}

impl Veiled for FlowRow {
    fn speaks_of(&self) -> Option<(&Subject, Week, Week)> {
        Some(weeks_of(&self.subject, self.period))
    }
}

impl Veiled for RoutingRow {
    fn speaks_of(&self) -> Option<(&Subject, Week, Week)> {
        Some(weeks_of(&self.subject, self.period))
    }
}

/// Tickets between two squads: nobody's hours.
impl Veiled for RoutingFlowRow {
    fn speaks_of(&self) -> Option<(&Subject, Week, Week)> {
        None
    }
}

/// Tickets of everybody that have something in common: nobody's hours.
impl Veiled for RoutingSuggestionRow {
    fn speaks_of(&self) -> Option<(&Subject, Week, Week)> {
        None
    }
}

impl Veiled for LimitRow {
    fn speaks_of(&self) -> Option<(&Subject, Week, Week)> {
        Some((&self.subject, self.week, self.week))
    }
}

/// What is expected is the mean of the closed weeks before.
impl Veiled for ForwardRow {
    fn speaks_of(&self) -> Option<(&Subject, Week, Week)> {
        Some((
            &self.subject,
            self.first_week.plus(-TRAILING_WEEKS),
            self.last_week,
        ))
    }
}

/// An effect is worked out of the weeks that are shown of whom it is for.
impl Veiled for InterventionRow {
    fn speaks_of(&self) -> Option<(&Subject, Week, Week)> {
        None
    }
}

/// A spell is found in the weeks that are shown: a hidden week proves nothing.
impl Veiled for SpellRow {
    fn speaks_of(&self) -> Option<(&Subject, Week, Week)> {
        None
    }
}

/// Data quality is cut by source: `quality` asks the veil itself.
impl Veiled for QualityRow {
    fn speaks_of(&self) -> Option<(&Subject, Week, Week)> {
        None
    }
}

/// What a reader should know of what is hidden: how many squads, of those asked for.
pub(crate) fn notes(cube: &Cube<'_>, filter: &Filter) -> Vec<String> {
    let span = Window::new(filter, cube.last_day).weeks();
    let least = cube.organisation.privacy.squad_people;
    let mut notes = Vec::new();
    let asked = squads_of_filter(cube, filter);
    let is_asked = |squad: &&Symbol| asked.as_ref().is_none_or(|asked| asked.contains(squad));
    let hidden = cube.squads.iter().filter(is_asked);
    let hidden = hidden.filter(|squad| cube.sight.hides_any(**squad, span)).count();
    if hidden > 0 {
        let squads = if hidden == 1 { "squad has" } else { "squads have" };
        notes.push(format!(
            "{hidden} {squads} weeks that are not shown: fewer than {least} people, or the next smallest beside \
             them; the sums above hold them"
        ));
    }
    if filter.project.is_some() && !filter.sees_people {
        notes.push(projects::note(cube.organisation.privacy.cell_people));
    }
    notes
}
