//! Brings facts and rollups up to the store: only the months that changed, unless the rules did.
//!
//! Killed anywhere, the next run does it again: the store's marks are cleared only once the new files are in force.

mod capacity;
mod origin;

use super::lineage::Lineage;
use super::pages::Pages;
use crate::clock;
use crate::progress::MonthsBar;
use crate::setup::Setup;
use analytics::facts::TicketLife;
use analytics::{Refresh, Warehouse};
use anyhow::Result;
use chrono::NaiveDate;
use model::analyst::{Analyst, Snapshot};
use model::calendar::Calendar;
use model::capacity::Absences;
use model::ids::TicketId;
use model::people::Memberships;
use model::ticket::{TicketHistory, Worklog};
use model::time::Month;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Instant;
use store::{Changed, Store};
use tokio::runtime::Handle;

/// Tickets whose histories are read at once.
const HISTORIES_AT_ONCE: usize = 5_000;

/// What a refresh did.
#[derive(Debug)]
pub(crate) struct Refreshed {
    /// The figures now in force.
    pub(crate) snapshot: Snapshot,
    /// Months of worklogs and tickets that were written again; none where nothing had changed.
    pub(crate) months: usize,
    /// Whether everything was written again.
    pub(crate) everything: bool,
    /// How long it took.
    pub(crate) seconds: f64,
}

/// Refreshes; `full` writes everything again.
pub(crate) async fn run(
    setup: &Setup,
    store: &Store,
    warehouse: &Warehouse,
    full: bool,
) -> Result<Refreshed> {
    let _lock = setup
        .data
        .lock(|| setup.say("Another import or refresh is under way: waiting for it to end."))
        .await?;
    let started = Instant::now();
    store
        .record_rules(&setup.rules.version, &setup.rules.text, clock::now())
        .await?;
    origin::check(&setup.data, store).await?;
    let changed = store.changed().await?;
    let memberships = Arc::new(setup.rules.squads.memberships(store.memberships().await?));
    let refresh = warehouse.begin(
        Arc::clone(&setup.rules),
        Arc::clone(&memberships),
        changed.version,
    )?;
    let everything = full || changed.everything || refresh.is_new_version();
    let made_today = warehouse
        .snapshot()
        .ok()
        .filter(|snapshot| is_of_today(setup, snapshot));
    let mut plan = Plan::new(store, &changed, everything).await?;
    plan.capacity |= made_today.is_none() || plan.reaches_over(setup.today());
    if let Some(snapshot) = made_today
        && plan.is_empty()
    {
        store.mark_refreshed(changed.version).await?;
        return Ok(Refreshed::new(snapshot, 0, false, started));
    }
    let months = plan.months();
    let job = Job {
        runtime: Handle::current(),
        store: store.clone(),
        setup: setup.clone(),
        memberships,
        lineage: Lineage::default(),
    };
    let snapshot = tokio::task::spawn_blocking(move || job.write(refresh, &plan)).await??;
    store.mark_refreshed(changed.version).await?;
    Ok(Refreshed::new(snapshot, months, everything, started))
}

impl Refreshed {
    fn new(snapshot: Snapshot, months: usize, everything: bool, started: Instant) -> Self {
        Self {
            snapshot,
            months,
            everything,
            seconds: started.elapsed().as_secs_f64(),
        }
    }
}

/// Whether figures are of the rules in force and were made today: capacity looks some weeks ahead of the day.
fn is_of_today(setup: &Setup, snapshot: &Snapshot) -> bool {
    snapshot.rules_version == setup.rules.version
        && setup.rules.day_of(snapshot.refreshed_at) == setup.today()
}

/// What is to be written.
#[derive(Debug)]
struct Plan {
    worklogs: Vec<Month>,
    tickets: Vec<Month>,
    capacity: bool,
    initiatives: bool,
}

impl Plan {
    async fn new(store: &Store, changed: &Changed, everything: bool) -> Result<Self> {
        if !everything {
            return Ok(Self {
                worklogs: changed.worklogs.clone(),
                tickets: changed.tickets.clone(),
                capacity: changed.capacity,
                initiatives: changed.initiatives,
            });
        }
        let (worklogs, tickets) = store.all_months().await?;
        // A month that was emptied is only in the marks.
        Ok(Self {
            worklogs: union(worklogs, &changed.worklogs),
            tickets: union(tickets, &changed.tickets),
            capacity: true,
            initiatives: true,
        })
    }

    fn months(&self) -> usize {
        self.worklogs.len() + self.tickets.len()
    }

    fn is_empty(&self) -> bool {
        self.months() == 0 && !self.capacity && !self.initiatives
    }

    /// Whether hours lie so far ahead that capacity may not have been worked out for them.
    fn reaches_over(&self, today: NaiveDate) -> bool {
        self.worklogs.iter().any(|month| month.first_day() > today)
    }
}

fn union(mut months: Vec<Month>, more: &[Month]) -> Vec<Month> {
    months.extend(more);
    months.sort_unstable();
    months.dedup();
    months
}

/// The work itself, on a thread that may block.
struct Job {
    runtime: Handle,
    store: Store,
    setup: Setup,
    memberships: Arc<Memberships>,
    lineage: Lineage,
}

impl Job {
    fn write(mut self, refresh: Refresh, plan: &Plan) -> Result<Snapshot> {
        let bar = MonthsBar::new(plan.months(), self.setup.quiet);
        for month in &plan.tickets {
            bar.working_on(format!("tickets of {month}"));
            self.tickets(&refresh, *month)?;
            bar.advance();
        }
        for month in &plan.worklogs {
            bar.working_on(format!("hours of {month}"));
            self.worklogs(&refresh, *month)?;
            bar.advance();
        }
        if plan.capacity {
            bar.working_on("capacity");
            self.capacity(&refresh)?;
        }
        if plan.initiatives {
            bar.working_on("initiatives");
            refresh.initiatives(&self.runtime.block_on(self.store.initiatives())?)?;
        }
        let snapshot = refresh.commit(clock::now())?;
        bar.finish();
        Ok(snapshot)
    }

    fn tickets(&mut self, refresh: &Refresh, month: Month) -> Result<()> {
        let mut written = refresh.ticket_month(month);
        for page in Pages::<TicketHistory>::of(&self.runtime, &self.store, month) {
            let page = page?;
            self.learn(&page)?;
            written.push(&page, self.lineage.parents())?;
        }
        Ok(written.finish()?)
    }

    /// A ticket's life is worked out once a month of worklogs and forgotten after it.
    fn worklogs(&mut self, refresh: &Refresh, month: Month) -> Result<()> {
        let mut written = refresh.worklog_month(month);
        let mut lives = HashMap::new();
        for page in Pages::<Worklog>::of(&self.runtime, &self.store, month) {
            let page = page?;
            let tickets: HashSet<TicketId> = page.iter().filter_map(|worklog| worklog.ticket).collect();
            let mut missing: Vec<_> = tickets.into_iter().filter(|id| !lives.contains_key(id)).collect();
            missing.sort_unstable();
            for ids in missing.chunks(HISTORIES_AT_ONCE) {
                self.resolve(ids, &mut lives)?;
            }
            written.push(&page, &lives)?;
        }
        Ok(written.finish()?)
    }

    fn resolve(&mut self, ids: &[TicketId], lives: &mut HashMap<TicketId, Arc<TicketLife>>) -> Result<()> {
        let histories = self.runtime.block_on(self.store.ticket_histories(ids))?;
        self.learn(&histories)?;
        for history in &histories {
            let parent = self.lineage.parent_of(history);
            let life = TicketLife::resolve(history, parent, &self.setup.rules, &self.memberships);
            lives.insert(history.ticket.id, Arc::new(life));
        }
        Ok(())
    }

    fn learn(&mut self, tickets: &[TicketHistory]) -> Result<()> {
        let (runtime, store) = (&self.runtime, &self.store);
        self.lineage.learn(tickets, &self.setup.rules, |ids| {
            Ok(runtime.block_on(store.ticket_histories(ids))?)
        })
    }

    fn capacity(&self, refresh: &Refresh) -> Result<()> {
        let (worklogs, tickets) = self.runtime.block_on(self.store.all_months())?;
        let differing = self.runtime.block_on(self.store.calendar_days())?;
        let calendar = Calendar::new(&self.setup.config, &differing);
        let first_ticket = tickets.iter().min().map(|month| month.first_day());
        let days = capacity::days_of_tickets(first_ticket, self.setup.today());
        refresh.free_days(capacity::free_days(&self.setup.config, &calendar, &days))?;
        let last_data = worklogs.iter().max().map(|month| month.last_day());
        let Some(days) = capacity::days(&self.memberships, last_data, self.setup.today()) else {
            return Ok(refresh.capacity(&std::collections::BTreeMap::new())?);
        };
        let absences = Absences::new(self.runtime.block_on(self.store.absences())?);
        let capacity = model::capacity::capacity(
            &self.memberships,
            &absences,
            &calendar,
            *days.start(),
            *days.end(),
        );
        Ok(refresh.capacity(&capacity)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_to_write_are_each_named_once_in_order() {
        let month = |number| Month::new(2026, number).unwrap();
        let all = union(vec![month(3), month(1)], &[month(2), month(3)]);
        assert_eq!(all, [month(1), month(2), month(3)]);
    }
}
