//! Who is there, how much they log, and how much of it goes into maintenance.

use super::calendar::Day;
use super::simulation::Simulation;

/// Part of somebody's day that can go into maintenance.
const MOST: f64 = 0.92;

/// Chance that somebody forgets to log a day.
const FORGOTTEN: f64 = 0.03;

/// Somebody's day in a squad.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shift {
    pub(super) person: usize,
    /// Quarter hours that are logged.
    pub(super) logged: i32,
    /// Of which maintenance.
    pub(super) maintenance: i32,
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

    /// How much everybody will log today.
    pub(super) fn shifts(&mut self, squad: usize, day: Day) -> Vec<Shift> {
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
    pub(super) fn share_out(&mut self, squad: usize, day: Day, shifts: &mut [Shift]) {
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
                let take = ((most * f64::from(shift.logged)) as i32 - shift.maintenance)
                    .min(left)
                    .max(0);
                shift.maintenance += take;
                left -= take;
            }
        }
        desk.maintenance += shifts.iter().map(|shift| shift.maintenance).sum::<i32>();
    }
}
