//! A ticket's way to somebody's queue: triaged, found to be another squad's or another kind of work, passed on.

use super::calendar::{At, Day};
use super::simulation::{Simulation, Task};
use super::tickets::{Kind, Status};

impl Simulation<'_> {
    /// Somebody looks at it: it is queued where it is, or found to be another squad's or another kind of work.
    pub(super) fn triage(&mut self, ticket: usize, day: Day) {
        if self.tickets[ticket].status != Status::New {
            return;
        }
        let at = self.moment(day, 8, 12).max(self.tickets[ticket].created + 5);
        let leg = self.tickets[ticket].leg();
        if leg.quarters == 0 {
            self.change(ticket, |ticket| {
                ticket.set_status(ticket.after(at), Status::InTriage)
            });
            if self.tickets[ticket].legs.len() > 1 {
                let wait = self.chance.between(1, 6);
                self.schedule(ticket, Task::Route, day + wait);
            } else {
                let wait = self.chance.between(30, 150);
                self.schedule(ticket, Task::GiveUp, day + wait);
            }
            return;
        }
        if self.chance.holds(0.4) {
            self.change(ticket, |ticket| {
                ticket.set_status(ticket.after(at), Status::InTriage)
            });
        }
        self.look_again(ticket, at);
        let at = at + At::from(self.chance.between(5, 180));
        self.change(ticket, |ticket| ticket.set_status(ticket.after(at), Status::ToDo));
        self.enqueue(ticket);
    }

    /// Some requests are bugs, and some bugs are wishes.
    fn look_again(&mut self, ticket: usize, at: At) {
        let of = &self.tickets[ticket];
        let other = match of.kind {
            Kind::Support if !of.is_misrouted && self.chance.holds(0.06) => Kind::Bug,
            Kind::Bug if !of.is_misrouted && of.legs.len() == 1 && self.chance.holds(0.02) => {
                Kind::Improvement
            }
            _ => return,
        };
        self.change(ticket, |ticket| ticket.reclassify(at, other));
    }

    /// Puts it where its squad looks for work.
    pub(super) fn enqueue(&mut self, ticket: usize) {
        let of = &self.tickets[ticket];
        let Some(squad) = of.leg().squad else { return };
        let desk = &mut self.desks[squad];
        match (of.is_maintenance, of.initiative) {
            (true, _) if of.kind == Kind::Incident || of.status == Status::Reopened => {
                desk.queue.push_front(ticket)
            }
            (true, _) => desk.queue.push_back(ticket),
            (false, Some(_)) => desk.promised.push_back(ticket),
            (false, None) => desk.pool.push_back(ticket),
        }
    }

    /// It goes to the squad of its next leg, which looks at it and queues it or passes it on.
    pub(super) fn route(&mut self, ticket: usize, day: Day) {
        if !self.tickets[ticket].status.is_open() || self.tickets[ticket].legs.len() < 2 {
            return;
        }
        let at = self.moment(day, 9, 11);
        self.change(ticket, |ticket| {
            ticket.legs.remove(0);
            let squad = ticket.leg().squad;
            ticket.route(at, squad);
        });
        if self.tickets[ticket].leg().quarters == 0 {
            let wait = self.chance.between(1, 5);
            self.schedule(ticket, Task::Route, day + wait);
        } else {
            let at = at + At::from(self.chance.between(20, 240));
            self.change(ticket, |ticket| ticket.set_status(ticket.after(at), Status::ToDo));
            self.enqueue(ticket);
        }
    }
}
