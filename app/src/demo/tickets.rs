//! Tickets and what happens to them. Every change is written down at an instant after the one before.

use super::calendar::{At, DAY, Day};
use super::company::SQUADS;

/// What the tracker calls a ticket's type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Bug,
    Incident,
    Support,
    OpsTask,
    TechDebt,
    Story,
    Improvement,
    Tooling,
    Task,
    SubTask,
    Meeting,
    Training,
    Epic,
}

impl Kind {
    /// The tracker's word.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Bug => "Bug",
            Self::Incident => "Incident",
            Self::Support => "Support request",
            Self::OpsTask => "Ops task",
            Self::TechDebt => "Tech debt",
            Self::Story => "Story",
            Self::Improvement => "Improvement",
            Self::Tooling => "Tooling",
            Self::Task => "Task",
            Self::SubTask => "Sub-task",
            Self::Meeting => "Meeting",
            Self::Training => "Training",
            Self::Epic => "Epic",
        }
    }
}

/// What the tracker calls where a ticket stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    New,
    InTriage,
    ToDo,
    Reopened,
    InProgress,
    Blocked,
    Waiting,
    InReview,
    Resolved,
    Done,
    WontDo,
    Duplicate,
}

impl Status {
    /// The tracker's word.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::New => "New",
            Self::InTriage => "In triage",
            Self::ToDo => "To do",
            Self::Reopened => "Reopened",
            Self::InProgress => "In progress",
            Self::Blocked => "Blocked",
            Self::Waiting => "Waiting for customer",
            Self::InReview => "In review",
            Self::Resolved => "Resolved",
            Self::Done => "Done",
            Self::WontDo => "Won't do",
            Self::Duplicate => "Duplicate",
        }
    }

    /// Whether it is still somebody's to do.
    pub(super) fn is_open(self) -> bool {
        !matches!(self, Self::Resolved | Self::Done | Self::WontDo | Self::Duplicate)
    }
}

/// One change: from, to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    /// Of the status.
    Status(Status, Status),
    /// Of the squad field, by place among the squads.
    Squad(Option<usize>, Option<usize>),
    /// Of the assignee, by place among people.
    Assignee(Option<usize>, Option<usize>),
    /// Of the type.
    Kind(Kind, Kind),
    /// Of the due date.
    Due(Option<Day>, Option<Day>),
}

/// A change, and when.
#[derive(Debug, Clone, Copy)]
pub(super) struct Event {
    /// When.
    pub(super) at: At,
    /// What.
    pub(super) change: Change,
    /// Who, where it is known.
    pub(super) author: Option<usize>,
}

/// A squad's part of a ticket: how long it works on it before the ticket goes on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Leg {
    /// The squad; none for nobody's.
    pub(super) squad: Option<usize>,
    /// Quarter hours it takes; 0 where it only looks and passes it on.
    pub(super) quarters: i32,
}

/// A ticket.
#[derive(Debug, Clone)]
pub(super) struct Ticket {
    /// Its tracker project.
    pub(super) project: &'static str,
    /// Its type now.
    pub(super) kind: Kind,
    /// What it is called.
    pub(super) title: String,
    /// Its priority.
    pub(super) priority: &'static str,
    /// Its labels.
    pub(super) labels: Vec<&'static str>,
    /// What it is about.
    pub(super) component: Option<&'static str>,
    /// The customer's country.
    pub(super) country: &'static str,
    /// The group of who reported it.
    pub(super) group: &'static str,
    /// Its status when it was created.
    pub(super) first_status: Status,
    /// Its status now.
    pub(super) status: Status,
    /// Its squad field now.
    pub(super) squad: Option<usize>,
    /// Who has it now.
    pub(super) assignee: Option<usize>,
    /// Its parent.
    pub(super) parent: Option<usize>,
    /// The initiative it belongs to.
    pub(super) initiative: Option<usize>,
    /// The promised day, as it is now.
    pub(super) due: Option<Day>,
    /// Estimated quarter hours.
    pub(super) estimate: Option<i32>,
    /// Logged quarter hours.
    pub(super) spent: i32,
    /// When it was created.
    pub(super) created: At,
    /// Whether its hours are maintenance.
    pub(super) is_maintenance: bool,
    /// Whether it is one of those that were routed to the sinking squad by mistake.
    pub(super) is_misrouted: bool,
    /// Whether customers pay for it.
    pub(super) is_billable: bool,
    /// What is left of its way: the squad that has it first.
    pub(super) legs: Vec<Leg>,
    /// What happened to it, in order.
    pub(super) history: Vec<Event>,
}

impl Ticket {
    /// A ticket that was just created, for the squad of its first leg.
    pub(super) fn new(kind: Kind, legs: Vec<Leg>, created: At) -> Self {
        let squad = legs.first().and_then(|leg| leg.squad);
        let last = legs.iter().rev().find_map(|leg| leg.squad);
        let of = &SQUADS[last.or(squad).unwrap_or(0)];
        Self {
            project: of.project,
            kind,
            title: String::new(),
            priority: "Medium",
            labels: Vec::new(),
            component: None,
            country: of.country,
            group: "Internal",
            first_status: Status::New,
            status: Status::New,
            squad,
            assignee: None,
            parent: None,
            initiative: None,
            due: None,
            estimate: None,
            spent: 0,
            created,
            is_maintenance: matches!(
                kind,
                Kind::Bug | Kind::Incident | Kind::Support | Kind::OpsTask | Kind::TechDebt
            ),
            is_misrouted: false,
            is_billable: false,
            legs,
            history: Vec::new(),
        }
    }

    /// The same ticket, created with a status of its own.
    pub(super) fn starting(mut self, status: Status) -> Self {
        self.first_status = status;
        self.status = status;
        self
    }

    /// The instant of the last thing known of it.
    pub(super) fn last(&self) -> At {
        self.history.last().map_or(self.created, |event| event.at)
    }

    /// An instant not before the one asked for, and after everything known of it.
    pub(super) fn after(&self, at: At) -> At {
        at.max(self.last() + 3)
    }

    /// The squad whose open maintenance it is in.
    pub(super) fn stock(&self) -> Option<usize> {
        self.squad
            .filter(|_| self.is_maintenance && self.status.is_open())
    }

    /// The leg it is on.
    pub(super) fn leg(&self) -> Leg {
        self.legs.first().copied().unwrap_or(Leg {
            squad: self.squad,
            quarters: 0,
        })
    }

    /// Quarter hours of all that is left of its way.
    pub(super) fn leg_total(&self) -> i32 {
        self.legs.iter().map(|leg| leg.quarters).sum()
    }

    /// Changes its status; nothing where it has that status.
    pub(super) fn set_status(&mut self, at: At, status: Status) {
        if self.status != status {
            self.push(at, Change::Status(self.status, status));
            self.status = status;
        }
    }

    /// Somebody takes it and starts, at once.
    pub(super) fn start(&mut self, at: At, person: usize) {
        let (at, known) = (self.after(at), self.history.len());
        self.set_status(at, Status::InProgress);
        self.assign(at, Some(person));
        for event in &mut self.history[known..] {
            event.author = Some(person);
        }
    }

    /// Gives it to somebody or nobody.
    pub(super) fn assign(&mut self, at: At, person: Option<usize>) {
        if self.assignee != person {
            self.push(at, Change::Assignee(self.assignee, person));
            self.assignee = person;
        }
    }

    /// Gives it to another squad, whose turn it is to triage it.
    pub(super) fn route(&mut self, at: At, squad: Option<usize>) {
        let at = self.after(at);
        self.push(at, Change::Squad(self.squad, squad));
        self.squad = squad;
        self.set_status(at, Status::InTriage);
        self.assign(at, None);
    }

    /// Finds that it is another kind of work.
    pub(super) fn reclassify(&mut self, at: At, kind: Kind) {
        let at = self.after(at);
        self.push(at, Change::Kind(self.kind, kind));
        self.kind = kind;
        self.is_maintenance &= !matches!(kind, Kind::Improvement | Kind::Story);
    }

    /// Moves the promised day.
    pub(super) fn promise(&mut self, at: At, due: Option<Day>) {
        if self.due != due {
            let at = self.after(at);
            self.push(at, Change::Due(self.due, due));
            self.due = due;
        }
    }

    fn push(&mut self, at: At, change: Change) {
        self.history.push(Event {
            at,
            change,
            author: None,
        });
    }

    /// When it was done, if it is.
    pub(super) fn done_at(&self) -> Option<At> {
        let done = matches!(self.status, Status::Done | Status::Resolved);
        done.then(|| self.last())
    }

    /// Whether it had been created by the end of a day and was not yet done at its beginning.
    pub(super) fn is_alive_on(&self, day: Day) -> bool {
        let begin = At::from(day) * DAY;
        let closed = (!self.status.is_open()).then(|| self.last());
        self.created < begin + DAY && closed.is_none_or(|at| at >= begin)
    }
}
