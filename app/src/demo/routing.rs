//! How tickets arrive: at the right squad or at a wrong one, triaged, passed on, and in somebody's queue at last.

use super::calendar::{At, DAY, Day};
use super::company::{MISROUTED_COMPONENT, RIGHT_SQUAD, SQUADS};
use super::simulation::{Arrival, Simulation, Task};
use super::stories::WeekPlan;
use super::tickets::{Kind, Leg, Status, Ticket};
use super::titles;

/// Hours the wrong squad needs to find out that a ticket is not its own.
const MISROUTED_HOURS: f64 = 6.0;

/// What maintenance is made of, apart from technical debt: kind, weight, mean hours.
const MIX: [(Kind, f64, f64); 4] = [
    (Kind::Bug, 0.42, 8.0),
    (Kind::Support, 0.32, 3.5),
    (Kind::OpsTask, 0.18, 5.0),
    (Kind::Incident, 0.08, 9.0),
];
const DEBT_HOURS: f64 = 16.0;
const LEGAL_HOURS: f64 = 12.0;

/// Mean hours of a squad's own maintenance ticket under a plan.
fn mean_hours(plan: &WeekPlan) -> f64 {
    let mix: f64 = MIX.iter().map(|(_, weight, hours)| weight * hours).sum();
    plan.debt * DEBT_HOURS + plan.legal * LEGAL_HOURS + (1.0 - plan.debt - plan.legal) * mix
}

impl Simulation<'_> {
    /// Tickets that are open when the demo begins.
    pub(super) fn stock_up(&mut self, squad: usize) {
        let plan = self.plan(squad, 0);
        for place in 0..plan.backlog as usize {
            let day = -1 - (place as Day) % 33;
            let ticket = self.own(squad, &plan, day, None);
            let at = self.moment(day, 17, 18);
            self.change(ticket, |ticket| ticket.set_status(ticket.after(at), Status::ToDo));
            self.desks[squad].queue.push_back(ticket);
        }
        for place in 0..10 {
            let ticket = self.feature(squad, -20 + place);
            self.desks[squad].pool.push_back(ticket);
        }
    }

    /// Draws the arrivals of a week: what the planned hours will take, and what moves the backlog to its plan.
    pub(super) fn draw_arrivals(&mut self, squad: usize, day: Day, hours: f64) {
        let plan = self.plan(squad, day);
        let due = plan.share * hours;
        let drift = plan.growth + 0.3 * (plan.backlog - f64::from(self.open[squad]));
        let own = (1.0 - plan.misrouted) * due / mean_hours(&plan) + drift.max(-0.6 * due / mean_hours(&plan));
        let own = self.chance.within(0.85, 1.15) * own;
        let wrong = plan.misrouted * due / MISROUTED_HOURS;
        let mut all = vec![Arrival::Own; self.chance.about(own)];
        for arrival in &mut all {
            if self.chance.holds(0.07) {
                *arrival = Arrival::Detour;
            }
        }
        all.resize(all.len() + self.chance.about(wrong), Arrival::Misrouted);
        all.resize(all.len() + self.chance.about(0.1), Arrival::Nobody);
        for arrival in all {
            let day = self.chance.weighted(&[0.24, 0.22, 0.19, 0.18, 0.15, 0.01, 0.01]);
            self.desks[squad].arrivals[day].push(arrival);
        }
    }

    /// What arrives at a squad today.
    pub(super) fn arrive(&mut self, squad: usize, day: Day) {
        let plan = self.plan(squad, day);
        for arrival in std::mem::take(&mut self.desks[squad].arrivals[day.rem_euclid(7) as usize]) {
            let ticket = match arrival {
                Arrival::Own => self.own(squad, &plan, day, None),
                Arrival::Detour => {
                    let way = self.detour(squad);
                    self.own(squad, &plan, day, Some(way))
                }
                Arrival::Misrouted => self.misrouted(squad, day),
                Arrival::Nobody => self.nobodys(squad, day),
            };
            let urgent = self.tickets[ticket].kind == Kind::Incident;
            let nobody = arrival == Arrival::Nobody;
            let wait = match (urgent, nobody) {
                (true, _) => 0,
                (_, true) => self.chance.between(3, 15),
                _ => self.chance.weighted(&[0.0, 0.6, 0.25, 0.15]) as Day,
            };
            if wait == 0 {
                self.triage(ticket, day);
            } else {
                self.schedule(ticket, Task::Triage, day + wait);
            }
            if !urgent && self.chance.holds(0.05) {
                let patience = self.chance.between(2, 60);
                self.schedule(ticket, Task::GiveUp, day + patience);
            }
        }
    }

    /// A ticket of a squad's own, perhaps with a way before it gets there.
    fn own(&mut self, squad: usize, plan: &WeekPlan, day: Day, way: Option<Vec<Leg>>) -> usize {
        let legal = self.chance.holds(plan.legal);
        let (kind, hours) = if legal {
            (Kind::Improvement, LEGAL_HOURS)
        } else if self.chance.holds(plan.debt / (1.0 - plan.legal)) {
            (Kind::TechDebt, DEBT_HOURS)
        } else {
            let (kind, _, hours) = MIX[self.chance.weighted(&MIX.map(|(_, weight, _)| weight))];
            (kind, hours)
        };
        let mut legs = way.unwrap_or_default();
        legs.push(Leg {
            squad: Some(squad),
            quarters: (self.chance.skewed(hours, 0.7) * 4.0).round().clamp(1.0, 240.0) as i32,
        });
        let created = self.moment(day, 8, 19);
        let mut ticket = Ticket::new(kind, legs, created);
        let component = self.chance.pick(SQUADS[squad].components);
        ticket.component = Some(component);
        ticket.title = titles::title(kind, component, &mut self.chance);
        self.dress(&mut ticket, day);
        if legal {
            ticket.is_maintenance = true;
            ticket.labels.push("legal-change");
            ticket.title = titles::legal(component, &mut self.chance);
            ticket.priority = "High";
        }
        self.add(ticket)
    }

    /// Priority, reporter, labels, estimate.
    fn dress(&mut self, ticket: &mut Ticket, day: Day) {
        let chance = &mut self.chance;
        ticket.group = match ticket.kind {
            Kind::Support => ["Customer success", "Sales"][chance.weighted(&[0.86, 0.14])],
            Kind::Bug | Kind::Incident => {
                ["Customer success", "Sales", "Internal"][chance.weighted(&[0.6, 0.06, 0.34])]
            }
            _ => "Internal",
        };
        ticket.priority = match ticket.kind {
            Kind::Incident => "Highest",
            Kind::Bug => ["Highest", "High", "Medium", "Low"][chance.weighted(&[0.04, 0.22, 0.54, 0.2])],
            _ => ["High", "Medium", "Low"][chance.weighted(&[0.15, 0.6, 0.25])],
        };
        if ticket.group != "Internal" {
            if chance.holds(0.3) {
                ticket.country = chance.pick(&["FR", "ES", "DE", "GB"]);
            }
            if chance.holds(0.1) {
                ticket.labels.push("key-account");
            }
            ticket.is_billable = ticket.kind == Kind::Support && chance.holds(0.15);
        }
        if chance.holds(0.35) {
            ticket.estimate = Some(estimate(ticket.leg_total(), chance));
        }
        if ticket.kind == Kind::Incident || chance.holds(0.06) {
            ticket.due = Some(day + chance.between(1, 14));
        }
    }

    /// A wrong squad first, sometimes two, sometimes back again.
    fn detour(&mut self, squad: usize) -> Vec<Leg> {
        let leg = |squad| Leg {
            squad: Some(squad),
            quarters: 0,
        };
        let others: Vec<_> = (0..SQUADS.len()).filter(|other| *other != squad).collect();
        let first = self.chance.pick(&others);
        let mut way = vec![leg(first)];
        if self.chance.holds(0.25) {
            let second = self.chance.pick(&others);
            if second != first {
                way.push(leg(second));
                if self.chance.holds(0.3) {
                    way.push(leg(first));
                }
            }
        }
        way
    }

    /// A Spanish customer's ticket on another squad's component, which the tracker gives to the Spanish squad.
    fn misrouted(&mut self, squad: usize, day: Day) -> usize {
        let hours = self.chance.skewed(MISROUTED_HOURS, 0.5);
        let right = self.chance.skewed(2.0, 0.5);
        let leg = |squad, hours: f64| Leg {
            squad: Some(squad),
            quarters: (hours * 4.0).round().max(1.0) as i32,
        };
        let mut legs = vec![leg(squad, hours)];
        if self.chance.holds(0.3) {
            legs.push(Leg {
                squad: Some(0),
                quarters: 0,
            });
        }
        legs.push(leg(RIGHT_SQUAD, right));
        let kind = if self.chance.holds(0.55) { Kind::Support } else { Kind::Bug };
        let created = self.moment(day, 8, 19);
        let mut ticket = Ticket::new(kind, legs, created);
        ticket.component = Some(MISROUTED_COMPONENT);
        ticket.title = titles::title(kind, MISROUTED_COMPONENT, &mut self.chance);
        self.dress(&mut ticket, day);
        ticket.group = "Customer success";
        ticket.country = "ES";
        ticket.is_misrouted = true;
        self.add(ticket)
    }

    /// A ticket that nobody's form, rule or assignee gives to a squad.
    fn nobodys(&mut self, squad: usize, day: Day) -> usize {
        let kind = if self.chance.holds(0.5) { Kind::Support } else { Kind::Bug };
        let mut legs = vec![Leg {
            squad: None,
            quarters: 0,
        }];
        if self.chance.holds(0.7) {
            legs.push(Leg {
                squad: Some(squad),
                quarters: self.chance.between(2, 24),
            });
        }
        let created = self.moment(day, 8, 19);
        let mut ticket = Ticket::new(kind, legs, created);
        ticket.project = SQUADS[squad].project;
        ticket.title = titles::title(kind, "Other", &mut self.chance);
        self.dress(&mut ticket, day);
        self.add(ticket)
    }

    /// Somebody looks at it: it is queued where it is, or found to be another squad's or another kind of work.
    pub(super) fn triage(&mut self, ticket: usize, day: Day) {
        if self.tickets[ticket].status != Status::New {
            return;
        }
        let at = self.moment(day, 8, 12).max(self.tickets[ticket].created + 5);
        let leg = self.tickets[ticket].leg();
        if leg.quarters == 0 {
            self.change(ticket, |ticket| ticket.set_status(ticket.after(at), Status::InTriage));
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
            self.change(ticket, |ticket| ticket.set_status(ticket.after(at), Status::InTriage));
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
            Kind::Bug if !of.is_misrouted && of.legs.len() == 1 && self.chance.holds(0.02) => Kind::Improvement,
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
            (true, _) if of.kind == Kind::Incident || of.status == Status::Reopened => desk.queue.push_front(ticket),
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

    /// A story, an improvement or a tool that waits for somebody, created on a day.
    pub(super) fn feature(&mut self, squad: usize, day: Day) -> usize {
        let weights = match SQUADS[squad].project {
            "PLT" => [0.35, 0.25, 0.36, 0.02],
            _ => [0.5, 0.37, 0.11, 0.02],
        };
        let kinds = [Kind::Story, Kind::Improvement, Kind::Tooling, Kind::Task];
        let kind = kinds[self.chance.weighted(&weights)];
        let hours = [38.0, 24.0, 20.0, 6.0][kinds.iter().position(|other| *other == kind).unwrap_or(0)];
        self.wish(squad, kind, hours, day)
    }

    /// Work that is no maintenance, ready to be taken.
    pub(super) fn wish(&mut self, squad: usize, kind: Kind, hours: f64, day: Day) -> usize {
        let quarters = (self.chance.skewed(hours, 0.6) * 4.0).round().clamp(4.0, 480.0) as i32;
        let legs = vec![Leg {
            squad: Some(squad),
            quarters,
        }];
        let created = self.moment(day, 9, 16);
        let mut ticket = Ticket::new(kind, legs, created);
        let component = self.chance.pick(SQUADS[squad].components);
        ticket.component = Some(component);
        ticket.title = titles::title(kind, component, &mut self.chance);
        ticket.priority = ["High", "Medium", "Low"][self.chance.weighted(&[0.2, 0.6, 0.2])];
        if self.chance.holds(0.85) {
            ticket.estimate = Some(estimate(quarters, &mut self.chance));
        }
        let at = created + At::from(self.chance.between(10, 100));
        ticket.set_status(at, Status::ToDo);
        self.add(ticket)
    }

    /// Divides a story or a bug: the part takes its parent's kind of work.
    pub(super) fn divide(&mut self, parent: usize, day: Day) -> usize {
        let of = &self.tickets[parent];
        let (squad, maintenance, initiative) = (of.leg().squad, of.is_maintenance, of.initiative);
        let (component, parent_title, project) = (of.component, of.title.clone(), of.project);
        let after = of.last() + 5;
        let quarters = self.chance.between(6, 40);
        let at = self.moment(day, 9, 17).max(after);
        let mut ticket = Ticket::new(Kind::SubTask, vec![Leg { squad, quarters }], at);
        ticket.project = project;
        ticket.component = component;
        ticket.parent = Some(parent);
        ticket.initiative = initiative;
        ticket.is_maintenance = maintenance;
        ticket.title = format!("{parent_title} ({})", self.chance.pick(&["tests", "interface", "migration"]));
        ticket.set_status(at + 4, Status::ToDo);
        self.add(ticket)
    }
}

/// What people think it takes: right in the middle, far off at times, a little too low.
fn estimate(quarters: i32, chance: &mut super::chance::Chance) -> i32 {
    ((f64::from(quarters) * chance.skewed(0.95, 0.4)) / 4.0).round().max(1.0) as i32 * 4
}

impl Ticket {
    /// Quarter hours of all that is left of its way.
    fn leg_total(&self) -> i32 {
        self.legs.iter().map(|leg| leg.quarters).sum()
    }
}

/// The day of an instant.
pub(super) fn day_of(at: At) -> Day {
    at.div_euclid(DAY) as Day
}
