//! The two years, day by day: tickets arrive, are triaged and routed, people work on them and log their hours.

use super::calendar::{At, Calendars, DAY, Day, Horizon, week_of, workday};
use super::chance::Chance;
use super::company::SQUADS;
use super::initiatives::Initiative;
use super::people::Person;
use super::stories::WeekPlan;
use super::tickets::{Status, Ticket};
use model::time::Period;
use std::collections::{BTreeMap, VecDeque};

/// Time somebody logged.
#[derive(Debug, Clone)]
pub(super) struct Worklog {
    /// The ticket, by place; a key the tracker does not know otherwise.
    pub(super) ticket: Result<usize, String>,
    /// Who: a person by place, or a key nobody knows.
    pub(super) person: Result<usize, String>,
    /// The squad whose hours these are; none for nobody's.
    pub(super) squad: Option<usize>,
    /// The day.
    pub(super) day: Day,
    /// Quarter hours; negative for a correction.
    pub(super) quarters: i32,
    /// Whether customers pay for it.
    pub(super) is_billable: bool,
}

/// What a person has in hand in a squad.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Hands {
    /// The maintenance ticket they are on.
    pub(super) maintenance: Option<usize>,
    /// The other ticket they are on.
    pub(super) other: Option<usize>,
}

/// A squad at work.
#[derive(Debug, Default)]
pub(super) struct Desk {
    /// Maintenance tickets that wait for somebody.
    pub(super) queue: VecDeque<usize>,
    /// Other tickets that wait for somebody.
    pub(super) pool: VecDeque<usize>,
    /// Tickets of initiatives that wait for somebody.
    pub(super) promised: VecDeque<usize>,
    /// What people have in hand.
    pub(super) hands: BTreeMap<usize, Hands>,
    /// Tickets that arrive, by day of the running week.
    pub(super) arrivals: [Vec<Arrival>; 7],
    /// Tickets for meetings and training of the running quarter.
    pub(super) ceremonies: BTreeMap<&'static str, (Period, usize)>,
    /// Quarter hours logged this week.
    pub(super) logged: i32,
    /// Of which maintenance.
    pub(super) maintenance: i32,
}

/// A maintenance ticket that will arrive at a squad.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Arrival {
    /// Its own.
    Own,
    /// Its own, reported to another squad first.
    Detour,
    /// Another squad's, routed here by mistake.
    Misrouted,
    /// Reported to nobody; this squad's in the end, perhaps.
    Nobody,
}

/// Something that will happen to a ticket in the morning of a day.
#[derive(Debug, Clone, Copy)]
pub(super) enum Task {
    /// Somebody looks at it for the first time.
    Triage,
    /// It goes to the squad of its next leg.
    Route,
    /// What it waited for is there.
    Resume,
    /// The review ends.
    Finish,
    /// It was not good.
    Reopen,
    /// It is given up, if nobody has started.
    GiveUp,
    /// The quarter ends.
    CloseCeremony,
}

/// Everything that moves.
pub(super) struct Simulation<'a> {
    pub(super) horizon: Horizon,
    pub(super) people: &'a [Person],
    pub(super) calendars: &'a Calendars,
    pub(super) plans: &'a [Vec<WeekPlan>],
    pub(super) initiatives: Vec<Initiative>,
    pub(super) tickets: Vec<Ticket>,
    pub(super) worklogs: Vec<Worklog>,
    pub(super) desks: Vec<Desk>,
    /// Open maintenance, by squad.
    pub(super) open: Vec<i32>,
    pub(super) agenda: Vec<Vec<(usize, Task)>>,
    pub(super) chance: Chance,
}

impl<'a> Simulation<'a> {
    /// The company on the evening before the first Monday.
    pub(super) fn new(
        horizon: Horizon,
        people: &'a [Person],
        calendars: &'a Calendars,
        plans: &'a [Vec<WeekPlan>],
        initiatives: Vec<Initiative>,
        seed: u64,
    ) -> Self {
        Self {
            horizon,
            people,
            calendars,
            plans,
            initiatives,
            tickets: Vec::new(),
            worklogs: Vec::new(),
            desks: SQUADS.iter().map(|_| Desk::default()).collect(),
            open: vec![0; SQUADS.len()],
            agenda: vec![Vec::new(); horizon.today as usize],
            chance: Chance::new(seed, 4),
        }
    }

    /// Lives through the two years.
    pub(super) fn run(&mut self) {
        self.open_epics();
        for squad in 0..SQUADS.len() {
            self.stock_up(squad);
        }
        for day in 0..self.horizon.today {
            for (ticket, task) in std::mem::take(&mut self.agenda[day as usize]) {
                self.perform(ticket, task, day);
            }
            self.plan_initiatives(day);
            for squad in 0..SQUADS.len() {
                if day % 7 == 0 {
                    self.begin_week(squad, day);
                }
                self.arrive(squad, day);
                self.work(squad, day);
            }
        }
        self.close_epics();
    }

    /// The plan of a squad's week.
    pub(super) fn plan(&self, squad: usize, day: Day) -> WeekPlan {
        self.plans[squad][week_of(day)]
    }

    /// Adds a ticket and gives its place.
    pub(super) fn add(&mut self, ticket: Ticket) -> usize {
        if let Some(squad) = ticket.stock() {
            self.open[squad] += 1;
        }
        self.tickets.push(ticket);
        self.tickets.len() - 1
    }

    /// Changes a ticket, and keeps count of what is open.
    pub(super) fn change(&mut self, ticket: usize, change: impl FnOnce(&mut Ticket)) {
        let before = self.tickets[ticket].stock();
        change(&mut self.tickets[ticket]);
        let after = self.tickets[ticket].stock();
        if before != after {
            before.into_iter().for_each(|squad| self.open[squad] -= 1);
            after.into_iter().for_each(|squad| self.open[squad] += 1);
        }
    }

    /// Something will happen to a ticket on the first working day from `day` on; never if that is yet to come.
    pub(super) fn schedule(&mut self, ticket: usize, task: Task, day: Day) {
        if let Some(tasks) = usize::try_from(workday(day))
            .ok()
            .and_then(|day| self.agenda.get_mut(day))
        {
            tasks.push((ticket, task));
        }
    }

    /// A moment between two hours of a day.
    pub(super) fn moment(&mut self, day: Day, from_hour: i32, to_hour: i32) -> At {
        At::from(day) * DAY + At::from(self.chance.between(from_hour * 60, to_hour * 60 - 1))
    }

    fn perform(&mut self, ticket: usize, task: Task, day: Day) {
        let at = self.moment(day, 8, 10);
        match task {
            Task::Triage => self.triage(ticket, day),
            Task::Route => self.route(ticket, day),
            Task::Resume => self.resume(ticket),
            Task::Finish => self.finish(ticket, day),
            Task::Reopen => self.reopen(ticket, day),
            Task::GiveUp => {
                let waits = matches!(
                    self.tickets[ticket].status,
                    Status::New | Status::InTriage | Status::ToDo
                );
                if waits && self.tickets[ticket].spent == 0 {
                    let status = if self.chance.holds(0.3) {
                        Status::Duplicate
                    } else {
                        Status::WontDo
                    };
                    self.change(ticket, |ticket| ticket.set_status(ticket.after(at), status));
                }
            }
            Task::CloseCeremony => {
                self.change(ticket, |ticket| ticket.set_status(ticket.after(at), Status::Done))
            }
        }
    }
}
