//! A squad's day: who is there, how much goes into maintenance, and which tickets the hours go to.

use super::calendar::{DAY, Day};
use super::company::SQUADS;
use super::simulation::{Hands, Simulation, Task, Worklog};
use super::tickets::{Kind, Leg, Status, Ticket};

/// Part of somebody's day that can go into maintenance.
const MOST: f64 = 0.92;

/// Chance that somebody forgets to log a day.
const FORGOTTEN: f64 = 0.03;

/// Somebody's day in a squad.
#[derive(Debug, Clone, Copy)]
struct Shift {
    person: usize,
    /// Quarter hours that are logged.
    logged: i32,
    /// Of which maintenance.
    maintenance: i32,
}

impl Simulation<'_> {
    /// Monday: what will arrive, and enough other work for everybody.
    pub(super) fn begin_week(&mut self, squad: usize, day: Day) {
        let plan = self.plan(squad, day);
        let capacity: i32 = (day..day + 7)
            .flat_map(|day| self.present(squad, day))
            .map(|(_, quarters)| quarters)
            .sum();
        let hours = f64::from(capacity) / 4.0 * plan.coverage;
        self.draw_arrivals(squad, day, hours);
        let desk = &mut self.desks[squad];
        (desk.logged, desk.maintenance) = (0, 0);
        while self.desks[squad].pool.len() < 9 {
            let ticket = self.feature(squad, day);
            self.desks[squad].pool.push_back(ticket);
            if self.tickets[ticket].legs[0].quarters > 150 && self.chance.holds(0.4) {
                for _ in 0..2 {
                    let part = self.divide(ticket, day);
                    self.desks[squad].pool.push_front(part);
                }
            }
        }
    }

    /// Who works for a squad on a day, and how many quarter hours they have for it.
    fn present(&self, squad: usize, day: Day) -> Vec<(usize, i32)> {
        if self.calendars.working(squad, day) == 0 {
            return Vec::new();
        }
        self.people
            .iter()
            .enumerate()
            .filter_map(|(person, of)| {
                let place = of.place_in(squad, day)?;
                let quarters = self.calendars.available(person, &of.places, place, day);
                (quarters > 0).then_some((person, quarters))
            })
            .collect()
    }

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

    /// How much everybody will log today.
    fn shifts(&mut self, squad: usize, day: Day) -> Vec<Shift> {
        let coverage = self.plan(squad, day).coverage / (1.0 - FORGOTTEN);
        let mut shifts = Vec::new();
        for (person, quarters) in self.present(squad, day) {
            if self.chance.holds(FORGOTTEN) {
                continue;
            }
            let part = self.chance.within(coverage - 0.06, coverage + 0.06).min(1.0);
            let logged = (f64::from(quarters) * part).round() as i32;
            shifts.push(Shift {
                person,
                logged,
                maintenance: 0,
            });
        }
        shifts
    }

    /// Shares out the maintenance of the day: first those who are on a ticket, then those on duty, then everybody.
    ///
    /// What is due is the planned share of all that was logged this week, less what was done: so the week keeps
    /// to its plan to the quarter of an hour.
    fn share_out(&mut self, squad: usize, day: Day, shifts: &mut [Shift]) {
        let plan = self.plan(squad, day);
        let logged: i32 = shifts.iter().map(|shift| shift.logged).sum();
        let desk = &mut self.desks[squad];
        desk.logged += logged;
        let due = (plan.share * f64::from(desk.logged)).round() as i32 - desk.maintenance;
        let mut left = due.clamp(0, logged);
        let busy = |shift: &Shift| desk.hands.get(&shift.person).and_then(|hands| hands.maintenance);
        for shift in shifts.iter_mut() {
            if let Some(ticket) = busy(shift) {
                let most = (MOST * f64::from(shift.logged)) as i32;
                let take = self.tickets[ticket].leg().quarters.min(most).min(left);
                shift.maintenance += take;
                left -= take;
            }
        }
        // Who is on duty changes every week.
        let turn = (day / 7) as usize;
        let many = shifts.len();
        for most in [MOST, 1.0] {
            for place in 0..many {
                let shift = &mut shifts[(place + turn * 2) % many];
                let take = ((most * f64::from(shift.logged)) as i32 - shift.maintenance).min(left).max(0);
                shift.maintenance += take;
                left -= take;
            }
        }
        desk.maintenance += shifts.iter().map(|shift| shift.maintenance).sum::<i32>();
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
                let status = if self.chance.holds(0.5) { Status::Waiting } else { Status::Blocked };
                self.wait(ticket, status, day);
            }
        }
    }

    /// The next ticket of the queue; where it is empty, something that always needs doing.
    fn next_maintenance(&mut self, squad: usize, day: Day) -> usize {
        for _ in 0..self.desks[squad].queue.len() {
            let Some(ticket) = self.desks[squad].queue.pop_front() else { break };
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
            self.change(ticket, |ticket| ticket.set_status(ticket.after(at), Status::Resolved));
            self.perhaps_reopen(ticket, day);
        } else {
            self.change(ticket, |ticket| ticket.set_status(ticket.after(at), Status::InReview));
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
            (Kind::Meeting, "Team meetings", self.chance.between(2, 8).min(left))
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
        use chrono::Datelike;
        let date = self.horizon.date(day);
        let quarter = date.year() * 4 + date.month0() as i32 / 3;
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
        ticket.title = format!(
            "{title} {} {}-Q{}",
            SQUADS[squad].name,
            date.year(),
            quarter.rem_euclid(4) + 1
        );
        let ticket = self.add(ticket);
        self.desks[squad].ceremonies.insert(title, (quarter, ticket));
        let left = 92 - (date.ordinal0() as Day % 92).min(91);
        self.schedule(ticket, Task::CloseCeremony, day + left + 5);
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
