//! A squad's day: who is there, how much goes into maintenance, and which tickets the hours go to.

use super::calendar::{DAY, Day};
use super::company::SQUADS;
use super::shifts::Shift;
use super::simulation::{Hands, Simulation, Task, Worklog};
use super::tickets::{Kind, Leg, Status, Ticket};
use model::time::{Grain, Period};

impl Simulation<'_> {
    /// A squad works for a day.
    pub(super) fn work(&mut self, squad: usize, day: Day) {
        self.take_back(squad, day);
        let mut shifts = self.shifts(squad, day);
        self.share_out(squad, day, &mut shifts);
        for shift in shifts {
            self.maintain(squad, shift.person, shift.maintenance, day);
            let left = self.meet(squad, &shift, day);
            self.build(squad, shift.person, left, day);
        }
    }

    /// What somebody had in hand who left the squad goes back to it.
    fn take_back(&mut self, squad: usize, day: Day) {
        let people = self.people;
        let gone = |person: &usize| people[*person].place_in(squad, day).is_none();
        let left: Vec<_> = self.desks[squad].hands.keys().copied().filter(gone).collect();
        for person in left {
            let hands = self.desks[squad].hands.remove(&person).unwrap_or_default();
            for ticket in hands.maintenance.into_iter().chain(hands.other) {
                let at = self.moment(day, 8, 9);
                self.change(ticket, |ticket| {
                    let at = ticket.after(at);
                    ticket.set_status(at, Status::ToDo);
                    ticket.assign(at, None);
                });
                self.enqueue(ticket);
            }
        }
    }

    /// Somebody works on maintenance for so many quarter hours.
    fn maintain(&mut self, squad: usize, person: usize, quarters: i32, day: Day) {
        let mut left = quarters;
        while left > 0 {
            let held = self.hands(squad, person).maintenance;
            let ticket = held.unwrap_or_else(|| self.next_maintenance(squad, day));
            let done = self.spend(squad, person, ticket, left, day);
            left -= done;
            let over = self.tickets[ticket].leg().quarters == 0;
            let stuck = !over && left == 0 && self.chance.holds(0.05);
            self.hands(squad, person).maintenance = (!over && !stuck).then_some(ticket);
            if over {
                self.hand_over(ticket, day);
            } else if stuck {
                let status = if self.chance.holds(0.5) {
                    Status::Waiting
                } else {
                    Status::Blocked
                };
                self.wait(ticket, status, day);
            }
        }
    }

    /// The next ticket of the queue; where it is empty, something that always needs doing.
    fn next_maintenance(&mut self, squad: usize, day: Day) -> usize {
        for _ in 0..self.desks[squad].queue.len() {
            let Some(ticket) = self.desks[squad].queue.pop_front() else {
                break;
            };
            let of = &self.tickets[ticket];
            if !of.status.is_open() {
                continue;
            }
            if of.priority == "Low" && of.spent == 0 && self.chance.holds(0.3) {
                self.desks[squad].queue.push_back(ticket);
                continue;
            }
            return ticket;
        }
        self.wish(squad, Kind::OpsTask, 4.0, day)
    }

    /// Logs time on a ticket, and starts it where nobody had.
    fn spend(&mut self, squad: usize, person: usize, ticket: usize, most: i32, day: Day) -> i32 {
        let at = self.moment(day, 9, 12);
        self.change(ticket, |ticket| {
            if ticket.status != Status::InProgress || ticket.assignee != Some(person) {
                ticket.start(at, person);
            }
        });
        let of = &mut self.tickets[ticket];
        let quarters = most.min(of.leg().quarters);
        if let Some(leg) = of.legs.first_mut() {
            leg.quarters -= quarters;
        }
        self.log(squad, person, ticket, quarters, day);
        quarters
    }

    fn log(&mut self, squad: usize, person: usize, ticket: usize, quarters: i32, day: Day) {
        self.tickets[ticket].spent += quarters;
        self.worklogs.push(Worklog {
            ticket: Ok(ticket),
            person: Ok(person),
            squad: Some(squad),
            day,
            quarters,
            is_billable: self.tickets[ticket].is_billable,
        });
    }

    /// The squad's part is done: to the next squad, to review, or done.
    fn hand_over(&mut self, ticket: usize, day: Day) {
        let (kind, legs) = (self.tickets[ticket].kind, self.tickets[ticket].legs.len());
        if legs > 1 {
            let wait = self.chance.between(1, 5);
            return self.schedule(ticket, Task::Route, day + wait);
        }
        let at = self.moment(day, 13, 18);
        if matches!(kind, Kind::Support | Kind::OpsTask) {
            self.change(ticket, |ticket| {
                ticket.set_status(ticket.after(at), Status::Resolved)
            });
            self.perhaps_reopen(ticket, day);
        } else {
            self.change(ticket, |ticket| {
                ticket.set_status(ticket.after(at), Status::InReview)
            });
            let wait = 1 + self.chance.weighted(&[0.6, 0.2, 0.1, 0.1]) as Day;
            self.schedule(ticket, Task::Finish, day + wait);
        }
    }

    fn wait(&mut self, ticket: usize, status: Status, day: Day) {
        let at = self.moment(day, 14, 18);
        self.change(ticket, |ticket| ticket.set_status(ticket.after(at), status));
        let wait = self.chance.between(1, 9);
        self.schedule(ticket, Task::Resume, day + wait);
    }

    /// It can go on: somebody takes it next.
    pub(super) fn resume(&mut self, ticket: usize) {
        let of = &self.tickets[ticket];
        let Some(squad) = of.leg().squad else { return };
        let desk = &mut self.desks[squad];
        match (of.is_maintenance, of.initiative) {
            (true, _) => desk.queue.push_front(ticket),
            (false, Some(_)) => desk.promised.push_front(ticket),
            (false, None) => desk.pool.push_front(ticket),
        }
    }

    /// The review was good.
    pub(super) fn finish(&mut self, ticket: usize, day: Day) {
        let at = self.moment(day, 9, 13);
        self.change(ticket, |ticket| ticket.set_status(ticket.after(at), Status::Done));
        self.perhaps_reopen(ticket, day);
    }

    fn perhaps_reopen(&mut self, ticket: usize, day: Day) {
        let of = &self.tickets[ticket];
        if of.is_maintenance && !of.is_misrouted && self.chance.holds(0.035) {
            let wait = self.chance.between(2, 21);
            self.schedule(ticket, Task::Reopen, day + wait);
        }
    }

    /// It was not good: back to the queue, with a little more to do.
    pub(super) fn reopen(&mut self, ticket: usize, day: Day) {
        let at = self.moment(day, 9, 12);
        let quarters = self.chance.between(2, 14);
        self.change(ticket, |ticket| {
            ticket.set_status(ticket.after(at), Status::Reopened);
            if let Some(leg) = ticket.legs.first_mut() {
                leg.quarters = quarters;
            }
        });
        self.enqueue(ticket);
    }

    /// Meetings and training, on tickets of their own; gives what is left of the day.
    fn meet(&mut self, squad: usize, shift: &Shift, day: Day) -> i32 {
        let left = shift.logged - shift.maintenance;
        let (kind, title, quarters) = if self.chance.holds(0.008) {
            (Kind::Training, "Training", left)
        } else if self.chance.holds(0.42) {
            (
                Kind::Meeting,
                "Team meetings",
                self.chance.between(2, 8).min(left),
            )
        } else {
            return left;
        };
        if quarters > 0 {
            let ticket = self.ceremony(squad, kind, title, day);
            self.log(squad, shift.person, ticket, quarters, day);
        }
        left - quarters
    }

    /// The ticket on which a squad logs a ceremony in this quarter.
    fn ceremony(&mut self, squad: usize, kind: Kind, title: &'static str, day: Day) -> usize {
        let quarter = Period::of(Grain::Quarter, self.horizon.date(day));
        if let Some((of, ticket)) = self.desks[squad].ceremonies.get(title)
            && *of == quarter
        {
            return *ticket;
        }
        let leg = Leg {
            squad: Some(squad),
            quarters: 0,
        };
        let created = i64::from(day) * DAY + 8 * 60 + 15;
        let mut ticket = Ticket::new(kind, vec![leg], created).starting(Status::InProgress);
        ticket.title = format!("{title} {} {quarter}", SQUADS[squad].name);
        let ticket = self.add(ticket);
        self.desks[squad].ceremonies.insert(title, (quarter, ticket));
        let end = self.horizon.day(quarter.last_day());
        self.schedule(ticket, Task::CloseCeremony, end + 2);
        ticket
    }

    /// Somebody works on what is no maintenance.
    fn build(&mut self, squad: usize, person: usize, quarters: i32, day: Day) {
        let mut left = quarters;
        while left > 0 {
            let held = self.hands(squad, person).other;
            let ticket = held.unwrap_or_else(|| self.next_feature(squad, person, day));
            left -= self.spend(squad, person, ticket, left, day);
            let over = self.tickets[ticket].leg().quarters == 0;
            let stuck = !over && left == 0 && self.chance.holds(0.015);
            self.hands(squad, person).other = (!over && !stuck).then_some(ticket);
            if over {
                self.hand_over(ticket, day);
            } else if stuck {
                self.wait(ticket, Status::Blocked, day);
            }
        }
    }

    /// What was promised first, mostly; else what else there is.
    fn next_feature(&mut self, squad: usize, person: usize, day: Day) -> usize {
        let one_squad = self.people[person].is_in_one_squad(day);
        let promised = self.chance.holds(0.8);
        let desk = &mut self.desks[squad];
        let (first, second) = if promised {
            (&mut desk.promised, &mut desk.pool)
        } else {
            (&mut desk.pool, &mut desk.promised)
        };
        for list in [first, second] {
            // Help for another squad is for those who are in one squad only: their hours stay there.
            let fits = |ticket: &usize| {
                let of = &self.tickets[*ticket];
                of.status.is_open() && (one_squad || of.squad == Some(squad))
            };
            list.retain(|ticket| self.tickets[*ticket].status.is_open());
            if let Some(place) = list.iter().position(fits)
                && let Some(ticket) = list.remove(place)
            {
                return ticket;
            }
        }
        self.feature(squad, day)
    }

    fn hands(&mut self, squad: usize, person: usize) -> &mut Hands {
        self.desks[squad].hands.entry(person).or_default()
    }
}
