//! Work that is no maintenance, parts of larger tickets, and what people think a ticket will take.

use super::calendar::{At, Day};
use super::chance::Chance;
use super::company::SQUADS;
use super::simulation::Simulation;
use super::tickets::{Kind, Leg, Status, Ticket};
use super::titles;

impl Simulation<'_> {
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
        ticket.title = format!(
            "{parent_title} ({})",
            self.chance.pick(&["tests", "interface", "migration"])
        );
        ticket.set_status(at + 4, Status::ToDo);
        self.add(ticket)
    }
}

/// What people think it takes: right in the middle, far off at times, a little too low.
pub(super) fn estimate(quarters: i32, chance: &mut Chance) -> i32 {
    ((f64::from(quarters) * chance.skewed(0.95, 0.4)) / 4.0)
        .round()
        .max(1.0) as i32
        * 4
}
