//! A month of worklogs: facts row by row, and their rollups while they pass (sections 2, 3 and 12 of the book).

use super::TicketLife;
use super::names::Naming;
use crate::frame::{Columns, GROUP_ROWS, Writing};
use crate::manifest::{PartFile, WorklogFiles};
use crate::rollups::hours::{self, HoursKey, HoursSums};
use crate::rollups::people::{self, PeopleKey, PeopleSums};
use crate::rollups::quality::{self, Counted, QualityKey, QualitySums};
use crate::rollups::{WorklogPart, WorklogPart as Part};
use crate::storage::misuse;
use crate::symbols::{Symbol, Symbols};
use crate::warehouse::Inbox;
use chrono::NaiveDate;
use model::analyst::{AnalystError, QualityCheck};
use model::classify::{Category, Classification, MaintenanceType};
use model::ids::{PersonId, SquadId, TicketId};
use model::ownership::hours_of_worklog;
use model::ticket::Worklog;
use model::time::{Month, Week};
use model::timeline::TicketState;
use std::collections::HashMap;
use std::sync::Arc;

/// A day of a person holds so many seconds.
const DAY_SECONDS: i64 = 86_400;

/// Writes the facts and rollups of one month of worklogs. Rows can come in any order and in any portions.
///
/// Each worklog becomes a row for each squad that has a part of it (section 2); the parts add up to it exactly.
/// Its category is its ticket's at the end of the work date; without a known ticket it is `uncategorised`.
pub struct WorklogMonth {
    month: Month,
    inbox: Arc<Inbox>,
    rows: Vec<FactRow>,
    writing: Option<(String, Writing)>,
    sums: Sums,
}

/// One row of facts, names as symbols.
struct FactRow {
    worklog: i64,
    ticket: Option<i64>,
    person: Option<i64>,
    source: Symbol,
    project: Option<Symbol>,
    work_date: NaiveDate,
    seconds: i64,
    micros: i64,
    part: i64,
    squad: Symbol,
    ticket_squad: Option<Symbol>,
    category: Category,
    maintenance_type: Option<MaintenanceType>,
    rule: Option<Symbol>,
    inherited: bool,
    billable: Option<bool>,
    has_place: bool,
}

#[derive(Default)]
struct Sums {
    hours: HoursSums,
    people: PeopleSums,
    quality: QualitySums,
    /// What each person logged on each day, and whose it was: for days of over 24 hours.
    days: HashMap<(PersonId, NaiveDate), PersonDay>,
}

#[derive(Default)]
struct PersonDay {
    seconds: i64,
    /// (source, squad or the source as a whole, worklogs, micros)
    shares: Vec<(Symbol, Option<Symbol>, i64, i64)>,
}

impl WorklogMonth {
    pub(crate) fn new(month: Month, inbox: Arc<Inbox>) -> Self {
        Self {
            month,
            inbox,
            rows: Vec::new(),
            writing: None,
            sums: Sums::default(),
        }
    }

    /// Adds worklogs. `tickets` holds the life of every ticket that they name and the store knows.
    ///
    /// # Errors
    /// When a worklog is of another month or names a ticket that `tickets` does not hold, or the facts' file
    /// cannot be written.
    pub fn push(
        &mut self,
        worklogs: &[Worklog],
        tickets: &HashMap<TicketId, Arc<TicketLife>>,
    ) -> Result<(), AnalystError> {
        for worklog in worklogs {
            if Month::of(worklog.work_date) != self.month {
                let (id, day, month) = (worklog.id, worklog.work_date, self.month);
                return Err(misuse(format!(
                    "worklog {id} of {day} was handed in with {month}"
                )));
            }
            let life = match worklog.ticket {
                None => None,
                Some(id) => Some(tickets.get(&id).ok_or_else(|| {
                    misuse(format!(
                        "the life of ticket {id} is missing, worklog {} needs it",
                        worklog.id
                    ))
                })?),
            };
            self.add(worklog, life.map(Arc::as_ref));
            if self.rows.len() >= GROUP_ROWS {
                self.flush()?;
            }
        }
        Ok(())
    }

    fn add(&mut self, worklog: &Worklog, life: Option<&TicketLife>) {
        let inbox = Arc::clone(&self.inbox);
        let symbols = &inbox.symbols;
        let state = life.map(|life| life.timeline.at_end_of(worklog.work_date, &inbox.rules));
        let places = worklog
            .person
            .is_some_and(|person| inbox.memberships.on(person, worklog.work_date).next().is_some());
        let parts = hours_of_worklog(
            worklog.seconds,
            worklog.person,
            worklog.work_date,
            state.map(|state| &state.squad),
            &inbox.memberships,
        );
        let nothing = Classification::uncategorised();
        let classification = state.map_or(&nothing, |state: &TicketState| &state.classification);
        let symbol = |squad: &SquadId| symbols.intern(squad.as_str());
        let mut squads = Vec::with_capacity(parts.len());
        for (place, (squad, micros)) in parts.iter().enumerate() {
            let row = FactRow {
                worklog: worklog.id.0,
                ticket: worklog.ticket.map(|ticket| ticket.0),
                person: worklog.person.map(|person| person.0),
                source: symbols.intern(worklog.source.as_str()),
                project: life
                    .and_then(|life| life.project.as_deref())
                    .map(|project| symbols.intern(project)),
                work_date: worklog.work_date,
                seconds: worklog.seconds.0,
                micros: micros.0,
                part: i64::try_from(place).unwrap_or(i64::MAX),
                squad: symbol(squad),
                ticket_squad: state.map(|state| symbol(&state.squad)),
                category: classification.category,
                maintenance_type: classification.maintenance_type,
                rule: classification
                    .rule
                    .as_ref()
                    .map(|rule| symbols.intern(rule.as_str())),
                inherited: classification.inherited,
                billable: worklog.billable,
                has_place: places,
            };
            self.sums.add_part(&row);
            squads.push((row.squad, micros.0, squad.is_unattributed()));
            self.rows.push(row);
        }
        self.sums.add_worklog(worklog, symbols, &squads);
    }

    fn flush(&mut self) -> Result<(), AnalystError> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let writing = match &mut self.writing {
            Some((_, writing)) => writing,
            none => &mut none.insert(self.inbox.naming.start("worklogs", self.month)?).1,
        };
        writing.add(&frame(&self.rows, &self.inbox.symbols)?)?;
        self.rows.clear();
        Ok(())
    }

    /// Ends the month: it is part of the snapshot that the refresh commits. A month without worklogs is removed.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn finish(mut self) -> Result<(), AnalystError> {
        self.flush()?;
        let Some((name, writing)) = self.writing.take() else {
            self.inbox.put_worklogs(self.month, None);
            return Ok(());
        };
        let (rows, bytes) = writing.finish()?;
        let facts = PartFile { name, bytes };
        self.sums.find_long_days();
        let part = write_rollups(&self.inbox, self.month, facts, self.sums)?;
        tracing::debug!(month = %self.month, rows, "a month of worklogs is written");
        self.inbox.put_worklogs(self.month, Some(part));
        Ok(())
    }
}

fn write_rollups(inbox: &Inbox, month: Month, facts: PartFile, sums: Sums) -> Result<Part, AnalystError> {
    let (naming, symbols): (&Naming, &Symbols) = (&inbox.naming, &inbox.symbols);
    let by_project = hours::rows(sums.hours);
    let people_by_project = people::rows(sums.people);
    let hours = hours::of_all_projects(&by_project);
    let people = people::of_all_projects(&people_by_project);
    let quality = quality::rows(sums.quality);
    let files = WorklogFiles {
        facts,
        hours: naming.rollup(naming.of("hours", month), &hours, symbols)?,
        people: naming.rollup(naming.of("people", month), &people, symbols)?,
        project_hours: naming.rollup(naming.of("project-hours", month), &by_project, symbols)?,
        project_people: naming.rollup(naming.of("project-people", month), &people_by_project, symbols)?,
        quality: naming.rollup(naming.of("worklog-quality", month), &quality, symbols)?,
    };
    Ok(WorklogPart::new(files, hours, people, quality))
}

impl Sums {
    fn add_part(&mut self, row: &FactRow) {
        let (week, month) = (Week::of(row.work_date), Month::of(row.work_date));
        let key = HoursKey {
            squad: row.squad,
            week,
            month,
            source: row.source,
            project: row.project,
            category: row.category,
            maintenance_type: row.maintenance_type,
        };
        let sum = self.hours.entry(key).or_default();
        sum.0 += row.micros;
        sum.1 += 1;
        if let Some(person) = row.person {
            let key = PeopleKey {
                squad: row.squad,
                week,
                month,
                source: row.source,
                project: row.project,
                person: PersonId(person),
                has_place: row.has_place,
            };
            *self.people.entry(key).or_default() += row.micros;
        }
    }

    /// Counts a worklog once for its source and once for each squad that has a part of it.
    fn add_worklog(&mut self, worklog: &Worklog, symbols: &Symbols, squads: &[(Symbol, i64, bool)]) {
        use QualityCheck::{WorklogsNegative, WorklogsWithoutSquad, WorklogsWithoutTicket};
        let source = symbols.intern(worklog.source.as_str());
        let nobodys = squads.iter().any(|(_, _, unattributed)| *unattributed);
        let found = [
            (Counted::Worklogs, true),
            (Counted::Found(WorklogsWithoutTicket), worklog.ticket.is_none()),
            (Counted::Found(WorklogsWithoutSquad), nobodys),
            (Counted::Found(WorklogsNegative), worklog.seconds.0 < 0),
        ];
        let whole = (None, worklog.seconds.0 * 1_000_000);
        let parts = squads.iter().map(|(squad, micros, _)| (Some(*squad), *micros));
        for (squad, micros) in parts.chain([whole]) {
            for (counted, _) in found.iter().filter(|(_, holds)| *holds) {
                let key = QualityKey {
                    squad,
                    source,
                    counted: *counted,
                    day: worklog.work_date,
                };
                count(&mut self.quality, key, 1, micros);
            }
            if let Some(person) = worklog.person {
                let day = self.days.entry((person, worklog.work_date)).or_default();
                if squad.is_none() {
                    day.seconds += worklog.seconds.0;
                }
                day.share(source, squad, micros);
            }
        }
    }

    /// A person's day of over 24 hours makes all of its worklogs suspect: nobody knows which is wrong.
    fn find_long_days(&mut self) {
        let long = self.days.drain().filter(|(_, day)| day.seconds > DAY_SECONDS);
        for ((_, work_date), day) in long {
            for (source, squad, worklogs, micros) in day.shares {
                let key = QualityKey {
                    squad,
                    source,
                    counted: Counted::Found(QualityCheck::WorklogsOver24Hours),
                    day: work_date,
                };
                count(&mut self.quality, key, worklogs, micros);
            }
        }
    }
}

impl PersonDay {
    fn share(&mut self, source: Symbol, squad: Option<Symbol>, micros: i64) {
        let known = self
            .shares
            .iter_mut()
            .find(|share| (share.0, share.1) == (source, squad));
        match known {
            Some(share) => {
                share.2 += 1;
                share.3 += micros;
            }
            None => self.shares.push((source, squad, 1, micros)),
        }
    }
}

fn count(sums: &mut QualitySums, key: QualityKey, found: i64, micros: i64) {
    let sum = sums.entry(key).or_default();
    sum.0 += found;
    sum.1 += micros;
}

fn frame(rows: &[FactRow], symbols: &Symbols) -> Result<polars::prelude::DataFrame, AnalystError> {
    let mut columns = Columns::default();
    let week = |row: &FactRow| Week::of(row.work_date).monday();
    columns.ints("worklog_id", rows.iter().map(|row| Some(row.worklog)));
    columns.ints("ticket_id", rows.iter().map(|row| row.ticket));
    columns.ints("person_id", rows.iter().map(|row| row.person));
    columns.symbols("source", symbols, rows.iter().map(|row| Some(row.source)));
    columns.symbols("project", symbols, rows.iter().map(|row| row.project));
    columns.days("work_date", rows.iter().map(|row| Some(row.work_date)));
    columns.days("week", rows.iter().map(|row| Some(week(row))));
    columns.ints("seconds", rows.iter().map(|row| Some(row.seconds)));
    columns.ints("micros", rows.iter().map(|row| Some(row.micros)));
    columns.ints("part", rows.iter().map(|row| Some(row.part)));
    columns.symbols("squad", symbols, rows.iter().map(|row| Some(row.squad)));
    columns.symbols("ticket_squad", symbols, rows.iter().map(|row| row.ticket_squad));
    columns.text("category", rows.iter().map(|row| Some(row.category.word())));
    columns.text(
        "maintenance_type",
        rows.iter()
            .map(|row| row.maintenance_type.map(MaintenanceType::word)),
    );
    columns.symbols("rule", symbols, rows.iter().map(|row| row.rule));
    columns.flags("inherited", rows.iter().map(|row| Some(row.inherited)));
    columns.flags("billable", rows.iter().map(|row| row.billable));
    columns.flags("has_place", rows.iter().map(|row| Some(row.has_place)));
    columns.frame()
}
