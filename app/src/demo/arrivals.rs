//! Maintenance that arrives: at the squad it belongs to, at a wrong one, or at nobody's.

use super::calendar::Day;
use super::company::{MISROUTED_COMPONENT, RIGHT_SQUAD, SQUADS};
use super::simulation::{Arrival, Simulation, Task};
use super::stories::WeekPlan;
use super::tickets::{Kind, Leg, Status, Ticket};
use super::titles;
use super::wishes::estimate;

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
    /// Tickets that are open when the demo begins: brought over from an older tracker on the first morning.
    pub(super) fn stock_up(&mut self, squad: usize) {
        let plan = self.plan(squad, 0);
        for _ in 0..plan.backlog as usize {
            let ticket = self.own(squad, &plan, 0, None);
            self.tickets[ticket].created = self.moment(0, 6, 7);
            let at = self.moment(0, 7, 8);
            self.change(ticket, |ticket| ticket.set_status(at, Status::ToDo));
            self.desks[squad].queue.push_back(ticket);
        }
        for _ in 0..10 {
            let ticket = self.feature(squad, 0);
            self.desks[squad].pool.push_back(ticket);
        }
    }

    /// Draws the arrivals of a week: what the planned hours will take, and what moves the backlog to its plan.
    pub(super) fn draw_arrivals(&mut self, squad: usize, day: Day, hours: f64) {
        let plan = self.plan(squad, day);
        let due = plan.share * hours;
        let drift = plan.growth + 0.3 * (plan.backlog - f64::from(self.open[squad]));
        let own =
            (1.0 - plan.misrouted) * due / mean_hours(&plan) + drift.max(-0.6 * due / mean_hours(&plan));
        let own = self.chance.within(0.85, 1.15) * own;
        let wrong = plan.misrouted * due / MISROUTED_HOURS;
        let mut all = vec![Arrival::Own; self.chance.about(own)];
        for arrival in &mut all {
            if self.chance.holds(0.07) {
                *arrival = Arrival::Detour;
            }
        }
        all.resize(all.len() + self.chance.about(wrong), Arrival::Misrouted);
        all.resize(all.len() + self.chance.about(0.15), Arrival::Nobody);
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
        let kind = if self.chance.holds(0.55) {
            Kind::Support
        } else {
            Kind::Bug
        };
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
        let stays = self.chance.holds(0.3);
        let wishes = if stays { 0.7 } else { 0.0 };
        let kinds = [Kind::Improvement, Kind::Support, Kind::Bug];
        let kind = kinds[self.chance.weighted(&[wishes, 0.5, 0.5])];
        let mut legs = vec![Leg {
            squad: None,
            quarters: 0,
        }];
        if !stays {
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
}
