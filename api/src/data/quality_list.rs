//! `/api/v1/quality/list`: the tickets or worklogs that a check of data quality found.
//!
//! The list is read from the store month by month, so that it never holds more than a part in memory; a part can be
//! short, even empty, and still have a next one.

use super::lives::{self, Life};
use crate::access::Resource;
use crate::answer::{Form, TableAnswer};
use crate::error::ApiError;
use crate::guard::{Visit, VisitParts};
use crate::parameters::{CHECK, FORMAT, PAGING, SOURCE};
use crate::query;
use crate::routes::{Endpoint, Gives, Routes};
use axum::response::Response;
use chrono::NaiveDate;
use model::analyst::QualityCheck;
use model::classify::Category;
use model::figure::{Cell, Column, Table, Unit, column};
use model::ids::{PersonId, SourceId, SquadId, TicketId, WorklogId};
use model::people::Memberships;
use model::ticket::{TicketHistory, Worklog};
use model::time::Month;
use serde_json::json;
use std::collections::{HashMap, HashSet};

/// Rows read at once.
const STEP: usize = 500;
/// Rows looked at for one answer.
const MOST: usize = 1_000_000;
/// Seconds that a person can log in a day.
const DAY: i64 = 24 * 3600;

pub(crate) fn router() -> Routes {
    let endpoint = Endpoint::get(
        "/api/v1/quality/list",
        Resource::Quality,
        "The tickets or worklogs that a check found, oldest first. A part can be short and still have a next one.",
        Gives::Table(columns, true),
    );
    Routes::new().add(endpoint.takes(&[CHECK, SOURCE, PAGING, FORMAT]), list)
}

fn columns() -> Vec<Column> {
    vec![
        column("day", Unit::Day),
        column("source", Unit::Text),
        column("ticket", Unit::Text),
        column("title", Unit::Text),
        column("squad", Unit::Text),
        column("worklog", Unit::Text),
        column("hours", Unit::Hours),
    ]
}

async fn list(visit: Visit) -> Result<Response, ApiError> {
    let form = Form::of(&visit)?;
    let check = visit.asked.one("check")?.ok_or_else(|| {
        ApiError::BadRequest("say which check: check=worklogs_without_ticket, for example".to_owned())
    })?;
    let found = found(&visit, check).await?;
    let rows = found.rows.iter().map(|row| {
        vec![
            Cell::Day(row.day),
            Cell::Text(row.source.to_string()),
            Cell::text(row.ticket.clone()),
            Cell::text(row.title.clone()),
            Cell::Text(row.squad.to_string()),
            Cell::text(row.worklog.clone()),
            Cell::float(row.hours),
        ]
    });
    let table = Table {
        columns: columns(),
        rows: rows.collect(),
    };
    let snapshot = visit.app.ask(|analyst| analyst.snapshot()).await?;
    let answer = TableAnswer {
        what: "quality-list",
        provenance: super::provenance(&snapshot, visit.app.today()),
        table,
        more: vec![("check", json!(found.check.word())), ("next", json!(found.next))],
        next: found
            .next
            .as_deref()
            .map(|cursor| super::drill::next_page(&visit, cursor)),
    };
    answer.write(&visit, form, None).await
}

/// A part of what a check found.
pub(crate) struct Found {
    pub(crate) check: QualityCheck,
    pub(crate) rows: Vec<FoundRow>,
    /// The cursor of the next part.
    pub(crate) next: Option<String>,
}

/// A ticket or a worklog that a check found.
pub(crate) struct FoundRow {
    pub(crate) day: NaiveDate,
    pub(crate) source: SourceId,
    pub(crate) ticket: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) squad: SquadId,
    pub(crate) worklog: Option<String>,
    pub(crate) hours: Option<f64>,
}

/// Reads what a check found, from the query's cursor on.
pub(crate) async fn found(visit: &VisitParts, check: &str) -> Result<Found, ApiError> {
    let check = QualityCheck::from_word(check).ok_or_else(|| {
        let words = QualityCheck::ALL.iter().map(|check| check.word());
        ApiError::BadRequest(query::unknown("check", check, words))
    })?;
    let start = visit.asked.one("cursor")?.map(Place::read).transpose()?;
    let mut search = Search {
        visit,
        check,
        source: visit.asked.source(visit.app.config())?,
        limit: visit.asked.limit()?,
        memberships: lives::memberships(&visit.app).await?,
        looked_at: 0,
        rows: Vec::new(),
    };
    let (worklogs, tickets) = visit.app.store().all_months().await?;
    let is_of_worklogs = match check {
        QualityCheck::Freshness => {
            return Err(ApiError::BadRequest(
                "freshness has no list: see /api/v1/sources".to_owned(),
            ));
        }
        QualityCheck::RejectedRows => {
            return Err(ApiError::BadRequest(
                "rejected rows are listed at /api/v1/sources/rejects".to_owned(),
            ));
        }
        QualityCheck::TicketsWithoutSquad
        | QualityCheck::TicketsWithoutCategory
        | QualityCheck::TicketsWithoutEstimate
        | QualityCheck::TicketsWithoutDueDate
        | QualityCheck::TicketsWithUnknownStatus => false,
        QualityCheck::WorklogsWithoutTicket
        | QualityCheck::WorklogsWithoutSquad
        | QualityCheck::WorklogsInTheFuture
        | QualityCheck::WorklogsOver24Hours
        | QualityCheck::WorklogsNegative
        | QualityCheck::PeopleWithoutMembership => true,
    };
    let mut next = None;
    for month in if is_of_worklogs { worklogs } else { tickets } {
        let after = match &start {
            Some(start) if month.ordinal() < start.month => continue,
            Some(start) if month.ordinal() == start.month => start.after,
            _ => 0,
        };
        next = if is_of_worklogs {
            search.worklogs(month, after).await?
        } else {
            search.tickets(month, after).await?
        };
        if next.is_some() {
            break;
        }
    }
    Ok(Found {
        check,
        rows: search.rows,
        next: next.map(|place| place.write()),
    })
}

/// A place in the list: a month and the row after which it goes on.
struct Place {
    month: i32,
    after: i64,
}

impl Place {
    fn read(text: &str) -> Result<Self, ApiError> {
        let parts = text.split_once('-').and_then(|(month, after)| {
            Some(Self {
                month: month.parse().ok()?,
                after: after.parse().ok()?,
            })
        });
        parts.ok_or_else(|| {
            ApiError::BadRequest(format!("cursor {text:?} is not one: take `next` of an answer"))
        })
    }

    fn write(&self) -> String {
        format!("{}-{}", self.month, self.after)
    }
}

struct Search<'a> {
    visit: &'a VisitParts,
    check: QualityCheck,
    source: Option<SourceId>,
    limit: usize,
    memberships: Memberships,
    looked_at: usize,
    rows: Vec<FoundRow>,
}

impl Search<'_> {
    /// Whether this part is long enough after a row; then the place to go on from.
    fn is_done(&self, month: Month, after: i64) -> Option<Place> {
        let done = self.rows.len() >= self.limit || self.looked_at >= MOST;
        done.then(|| Place {
            month: month.ordinal(),
            after,
        })
    }

    /// Takes a row of a ticket's project, if the viewer may see it.
    fn push(&mut self, project: Option<&str>, row: FoundRow) {
        let of_source = self.source.as_ref().is_none_or(|source| *source == row.source);
        let sight = self.visit.sight();
        if of_source && sight.squad(&row.squad) && sight.project(project) {
            self.rows.push(row);
        }
    }

    async fn tickets(&mut self, month: Month, mut after: i64) -> Result<Option<Place>, ApiError> {
        let app = &self.visit.app;
        loop {
            let part = app.store().tickets_of_month(month, TicketId(after), STEP).await?;
            let is_last = part.len() < STEP;
            for life in lives::of_histories(app, part, &self.memberships).await? {
                let TicketHistory { ticket, .. } = &life.history;
                after = ticket.id.0;
                self.looked_at += 1;
                if self.finds_ticket(&life) {
                    self.push(
                        ticket.fields.project.as_deref(),
                        FoundRow {
                            day: app.rules().day_of(ticket.created_at),
                            source: ticket.source.clone(),
                            ticket: Some(ticket.key.clone()),
                            title: Some(ticket.title.clone()),
                            squad: life.timeline.current().squad.clone(),
                            worklog: None,
                            hours: None,
                        },
                    );
                }
                if let Some(place) = self.is_done(month, after) {
                    return Ok(Some(place));
                }
            }
            if is_last {
                return Ok(None);
            }
        }
    }

    fn finds_ticket(&self, life: &Life) -> bool {
        let ticket = &life.history.ticket;
        let now = life.timeline.current();
        match self.check {
            QualityCheck::TicketsWithoutSquad => now.squad.is_unattributed(),
            QualityCheck::TicketsWithoutCategory => now.classification.category == Category::Uncategorised,
            QualityCheck::TicketsWithoutEstimate => ticket.estimate.is_none(),
            QualityCheck::TicketsWithoutDueDate => ticket.due_date.is_none(),
            QualityCheck::TicketsWithUnknownStatus => self
                .visit
                .app
                .rules()
                .stage(&ticket.source, &ticket.fields.status)
                .is_none(),
            _ => false,
        }
    }

    async fn worklogs(&mut self, month: Month, mut after: i64) -> Result<Option<Place>, ApiError> {
        let app = &self.visit.app;
        let long_days = match self.check {
            QualityCheck::WorklogsOver24Hours => self.long_days(month).await?,
            _ => HashSet::new(),
        };
        loop {
            let part = app
                .store()
                .worklogs_of_month(month, WorklogId(after), STEP)
                .await?;
            let is_last = part.len() < STEP;
            let wanted: Vec<_> = part
                .iter()
                .filter(|worklog| self.may_find(worklog, &long_days))
                .cloned()
                .collect();
            let ids = wanted.iter().filter_map(|worklog| worklog.ticket);
            let lives = lives::of_tickets(app, ids, &self.memberships).await?;
            let mut wanted = wanted.into_iter().peekable();
            for worklog in part {
                after = worklog.id.0;
                self.looked_at += 1;
                if wanted.next_if(|next| next.id == worklog.id).is_some() {
                    self.take_worklog(&worklog, worklog.ticket.and_then(|id| lives.get(&id)));
                }
                if let Some(place) = self.is_done(month, after) {
                    return Ok(Some(place));
                }
            }
            if is_last {
                return Ok(None);
            }
        }
    }

    /// Whether a check finds a worklog, as far as its ticket's life need not be known.
    fn may_find(&self, worklog: &Worklog, long_days: &HashSet<(PersonId, NaiveDate)>) -> bool {
        let has_place = || {
            worklog
                .person
                .is_some_and(|person| self.memberships.on(person, worklog.work_date).next().is_some())
        };
        match self.check {
            QualityCheck::WorklogsWithoutTicket => worklog.ticket.is_none(),
            QualityCheck::WorklogsInTheFuture => worklog.work_date > self.visit.app.today(),
            QualityCheck::WorklogsNegative => worklog.seconds.0 < 0,
            QualityCheck::WorklogsOver24Hours => worklog
                .person
                .is_some_and(|person| long_days.contains(&(person, worklog.work_date))),
            QualityCheck::PeopleWithoutMembership => worklog.person.is_some() && !has_place(),
            QualityCheck::WorklogsWithoutSquad => !has_place(),
            _ => false,
        }
    }

    /// Lists a worklog once, under the squad that has most of it.
    fn take_worklog(&mut self, worklog: &Worklog, life: Option<&Life>) {
        let parts = lives::parts_of(&self.visit.app, worklog, life, &self.memberships);
        let main = parts.into_iter().max_by_key(|(_, part)| part.0.abs());
        let squad = main.map_or_else(SquadId::unattributed, |(squad, _)| squad);
        if self.check == QualityCheck::WorklogsWithoutSquad && !squad.is_unattributed() {
            return;
        }
        let key = worklog.ticket_key.clone();
        let project = life.and_then(|life| life.history.ticket.fields.project.as_deref());
        self.push(
            project,
            FoundRow {
                day: worklog.work_date,
                source: worklog.source.clone(),
                ticket: life.map(|life| life.history.ticket.key.clone()).or(key),
                title: life.map(|life| life.history.ticket.title.clone()),
                squad,
                worklog: Some(worklog.key.clone()),
                hours: Some(worklog.seconds.hours()),
            },
        );
    }

    /// The days of a month on which somebody logged more than there is.
    async fn long_days(&self, month: Month) -> Result<HashSet<(PersonId, NaiveDate)>, ApiError> {
        let mut seconds: HashMap<(PersonId, NaiveDate), i64> = HashMap::new();
        let mut after = WorklogId(0);
        loop {
            let part = self
                .visit
                .app
                .store()
                .worklogs_of_month(month, after, STEP)
                .await?;
            for worklog in &part {
                after = worklog.id;
                if let Some(person) = worklog.person {
                    *seconds.entry((person, worklog.work_date)).or_default() += worklog.seconds.0;
                }
            }
            if part.len() < STEP {
                return Ok(seconds
                    .into_iter()
                    .filter(|(_, sum)| *sum > DAY)
                    .map(|(day, _)| day)
                    .collect());
            }
        }
    }
}
