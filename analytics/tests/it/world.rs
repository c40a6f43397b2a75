//! A small organisation, its tickets and worklogs, and a folder to refresh them into.

use analytics::facts::TicketLife;
use analytics::{Organisation, Refresh, Warehouse};
use chrono::{DateTime, NaiveDate, Utc};
use model::analyst::Snapshot;
use model::capacity::{Absences, capacity};
use model::classify::Classification;
use model::config::{self, Config};
use model::ids::{PersonId, SourceId, SquadId, TicketId, WorklogId};
use model::people::{Membership, Memberships};
use model::query::Filter;
use model::records::{Allocation, TicketFields};
use model::rules::Rules;
use model::ticket::{Field, Ticket, TicketHistory, Transition, Worklog};
use model::time::{Month, Seconds};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use tempfile::TempDir;

/// Three squads in two tribes, one squad without a tribe; projects A, B and C are theirs, X is nobody's.
const CONFIG: &str = r#"
    organisation = { name = "Acme", time_zone = "Europe/Paris" }
    calendar = { hours_per_day = 7.0 }
    privacy = { squad_people = 1, cell_people = 1 }
    tribes = [{ id = "north", name = "North" }, { id = "south", name = "South" }]
    squads = [
        { id = "c" },
        { id = "b", tribe = "north" },
        { id = "a", tribe = "north" },
        { id = "d", tribe = "south" },
    ]
    sources = { s = { kind = "files" }, t = { kind = "files" } }
    squad_rules = [
        { squad = "a", when = { project = "A" } },
        { squad = "b", when = { project = "B" } },
        { squad = "c", when = { project = "C" } },
        { squad = "d", when = { project = "D" } },
    ]
    classification = [
        { id = "bug", category = "maintenance", maintenance_type = "corrective", when = { type = "Bug" } },
        { id = "help", category = "maintenance", maintenance_type = "user_support", when = { type = "Help" } },
        { id = "story", category = "new", when = { type = "Story" } },
    ]
    [stages]
    intake = ["New"]
    active = ["Doing"]
    done = ["Closed"]
    dropped = ["Rejected"]
"#;

#[derive(Debug)]
pub(crate) struct World {
    pub(crate) config: Config,
    pub(crate) rules: Arc<Rules>,
    pub(crate) memberships: Arc<Memberships>,
    pub(crate) tickets: Vec<TicketHistory>,
    pub(crate) worklogs: Vec<Worklog>,
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn noon(text: &str) -> DateTime<Utc> {
    format!("{text}T12:00:00Z").parse().unwrap()
}

pub(crate) fn squad(key: &str) -> SquadId {
    key.parse().unwrap()
}

pub(crate) fn source(key: &str) -> SourceId {
    key.parse().unwrap()
}

pub(crate) fn member(person: i64, of: &str, fraction: f64, from: &str) -> Membership {
    Membership {
        person: PersonId(person),
        squad: squad(of),
        role: None,
        allocation: Allocation::from_fraction(fraction).unwrap(),
        from: day(from),
        to: None,
    }
}

/// A ticket with the days on which its status (or project, as `project=B`, or type, as `type=Bug`) changed.
pub(crate) fn ticket(
    id: i64,
    project: &str,
    kind: &str,
    created: &str,
    changes: &[(&str, &str)],
) -> TicketHistory {
    let mut fields = TicketFields {
        project: Some(project.to_owned()),
        kind: Some(kind.to_owned()),
        status: "New".to_owned(),
        ..TicketFields::default()
    };
    let mut transitions = Vec::new();
    for (place, (on, to)) in changes.iter().enumerate() {
        let (field, from, to) = match to.split_once('=') {
            Some(("project", to)) => (Field::Project, fields.project.replace(to.to_owned()), to),
            Some((_, to)) => (Field::Kind, fields.kind.replace(to.to_owned()), to),
            None => (
                Field::Status,
                Some(std::mem::replace(&mut fields.status, (*to).to_owned())),
                *to,
            ),
        };
        transitions.push(Transition {
            ticket: TicketId(id),
            at: noon(on),
            sequence: i32::try_from(place).unwrap(),
            field,
            from,
            to: Some(to.to_owned()),
        });
    }
    let ticket = Ticket {
        id: TicketId(id),
        source: source("s"),
        key: id.to_string(),
        title: String::new(),
        url: None,
        created_at: noon(created),
        initial_status: Some("New".to_owned()),
        fields,
        assignee: None,
        parent: None,
        due_date: None,
        estimate: None,
        remaining: None,
    };
    TicketHistory { ticket, transitions }
}

pub(crate) fn worklog(id: i64, ticket: Option<i64>, person: Option<i64>, on: &str, hours: f64) -> Worklog {
    Worklog {
        id: WorklogId(id),
        source: source("s"),
        key: id.to_string(),
        ticket: ticket.map(TicketId),
        ticket_key: ticket.map(|ticket| ticket.to_string()),
        person: person.map(PersonId),
        work_date: day(on),
        seconds: model::calendar::whole_seconds(hours),
        billable: None,
    }
}

impl World {
    pub(crate) fn new(members: Vec<Membership>) -> Self {
        Self::with(CONFIG, members)
    }

    /// A world whose rules are others: bugs are new things.
    pub(crate) fn with_other_rules(members: Vec<Membership>) -> Self {
        let config = CONFIG.replace(
            r#"category = "maintenance", maintenance_type = "corrective""#,
            r#"category = "improve""#,
        );
        Self::with(&config, members)
    }

    pub(crate) fn with(text: &str, members: Vec<Membership>) -> Self {
        let config = config::parse(text, "plimsoll.toml").unwrap();
        let rules = Rules::new(&config).unwrap();
        Self {
            config,
            memberships: Arc::new(rules.squads.memberships(members)),
            rules: Arc::new(rules),
            tickets: Vec::new(),
            worklogs: Vec::new(),
        }
    }

    pub(crate) fn life(&self, id: TicketId) -> Option<TicketLife> {
        let history = self.tickets.iter().find(|history| history.ticket.id == id)?;
        Some(TicketLife::resolve(history, None, &self.rules, &self.memberships))
    }

    fn lives(&self) -> HashMap<TicketId, Arc<TicketLife>> {
        let life = |history: &TicketHistory| {
            let life = TicketLife::resolve(history, None, &self.rules, &self.memberships);
            (history.ticket.id, Arc::new(life))
        };
        self.tickets.iter().map(life).collect()
    }

    pub(crate) fn worklog_months(&self) -> BTreeSet<Month> {
        self.worklogs
            .iter()
            .map(|worklog| Month::of(worklog.work_date))
            .collect()
    }

    pub(crate) fn ticket_months(&self) -> BTreeSet<Month> {
        self.tickets.iter().map(month_of).collect()
    }

    pub(crate) fn write_worklogs(&self, refresh: &Refresh, month: Month, portion: usize) {
        let lives = self.lives();
        let of_month: Vec<Worklog> = self
            .worklogs
            .iter()
            .filter(|worklog| Month::of(worklog.work_date) == month)
            .cloned()
            .collect();
        let mut writing = refresh.worklog_month(month);
        for rows in of_month.chunks(portion) {
            writing.push(rows, &lives).unwrap();
        }
        writing.finish().unwrap();
    }

    pub(crate) fn write_tickets(&self, refresh: &Refresh, month: Month, portion: usize) {
        let parents: HashMap<TicketId, Classification> = HashMap::new();
        let of_month: Vec<TicketHistory> = self
            .tickets
            .iter()
            .filter(|history| month_of(history) == month)
            .cloned()
            .collect();
        let mut writing = refresh.ticket_month(month);
        for rows in of_month.chunks(portion) {
            writing.push(rows, &parents).unwrap();
        }
        writing.finish().unwrap();
    }

    pub(crate) fn write_capacity(&self, refresh: &Refresh) {
        let calendar = model::calendar::Calendar::new(&self.config, &[]);
        let (first, last) = (day("2025-12-01"), day("2026-12-31"));
        let capacity = capacity(&self.memberships, &Absences::default(), &calendar, first, last);
        refresh.capacity(&capacity).unwrap();
    }

    pub(crate) fn begin(&self, warehouse: &Warehouse, version: i64) -> Refresh {
        warehouse
            .begin(Arc::clone(&self.rules), Arc::clone(&self.memberships), version)
            .unwrap()
    }

    /// Writes some months and commits.
    pub(crate) fn refresh_months(
        &self,
        warehouse: &Warehouse,
        version: i64,
        worklogs: &BTreeSet<Month>,
        tickets: &BTreeSet<Month>,
        portion: usize,
    ) -> Snapshot {
        let refresh = self.begin(warehouse, version);
        worklogs
            .iter()
            .for_each(|month| self.write_worklogs(&refresh, *month, portion));
        tickets
            .iter()
            .for_each(|month| self.write_tickets(&refresh, *month, portion));
        self.write_capacity(&refresh);
        refresh.commit(noon("2026-06-01")).unwrap()
    }

    /// Writes all there is and commits.
    pub(crate) fn refresh(&self, warehouse: &Warehouse, version: i64) -> Snapshot {
        self.refresh_months(
            warehouse,
            version,
            &self.worklog_months(),
            &self.ticket_months(),
            1000,
        )
    }

    pub(crate) fn organisation(&self) -> Arc<Organisation> {
        Arc::new(Organisation::from(&self.config))
    }

    /// A warehouse in a folder of its own with all there is.
    pub(crate) fn refreshed(&self) -> (TempDir, Warehouse) {
        let folder = tempfile::tempdir().unwrap();
        let warehouse = self.open(&folder);
        self.refresh(&warehouse, 1);
        (folder, warehouse)
    }

    pub(crate) fn open(&self, folder: &TempDir) -> Warehouse {
        Warehouse::open(folder.path(), self.organisation()).unwrap()
    }
}

pub(crate) fn month_of(history: &TicketHistory) -> Month {
    Month::of(history.ticket.created_at.date_naive())
}

pub(crate) fn today() -> NaiveDate {
    day("2026-06-01")
}

pub(crate) fn everything() -> Filter {
    Filter {
        sees_people: true,
        ..Filter::all(today())
    }
}

pub(crate) fn hours(seconds: i64) -> f64 {
    Seconds(seconds).hours()
}
