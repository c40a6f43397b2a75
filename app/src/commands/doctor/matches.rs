//! Which tickets the rules do not reach, and the values that would reach most of them.

use super::Check;
use crate::human::{count, grouped};
use crate::jobs::lineage::Lineage;
use crate::jobs::pages::Pages;
use crate::progress::MonthsBar;
use crate::setup::Setup;
use anyhow::Result;
use model::classify::Category;
use model::people::Memberships;
use model::stage::Stage;
use model::ticket::{Field, TicketHistory};
use model::timeline::Timeline;
use std::collections::HashMap;
use store::Store;
use tokio::runtime::Handle;

/// So many values are told.
const TOLD: usize = 5;
/// So many different values are counted: a field with more is not one to make rules on.
const COUNTED: usize = 10_000;

/// What the rules did not reach.
#[derive(Debug, Default)]
struct Unmatched {
    tickets: u64,
    squad: Values,
    category: Values,
    status: Values,
}

/// Values and how often they were met.
#[derive(Debug, Default)]
struct Values {
    met: u64,
    counts: HashMap<String, u64>,
}

impl Values {
    fn add(&mut self, value: impl FnOnce() -> String) {
        self.met += 1;
        let value = value();
        if self.counts.len() < COUNTED || self.counts.contains_key(&value) {
            *self.counts.entry(value).or_default() += 1;
        }
    }

    /// The commonest first; among equals by name, so that two runs say the same.
    fn commonest(&self) -> String {
        let mut counts: Vec<_> = self.counts.iter().collect();
        counts.sort_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
        let told: Vec<_> = counts
            .iter()
            .take(TOLD)
            .map(|(value, n)| format!("{value} ({})", grouped(&n.to_string())))
            .collect();
        told.join(", ")
    }
}

/// Reads every ticket and counts what no rule reaches.
pub(super) async fn check(setup: &Setup, store: &Store) -> Result<Vec<Check>> {
    let memberships = setup.rules.squads.memberships(store.memberships().await?);
    let (_, months) = store.all_months().await?;
    let (setup, store, runtime) = (setup.clone(), store.clone(), Handle::current());
    let unmatched = tokio::task::spawn_blocking(move || {
        let bar = MonthsBar::new(months.len(), setup.quiet);
        let mut unmatched = Unmatched::default();
        let mut lineage = Lineage::default();
        for month in months {
            for page in Pages::<TicketHistory>::of(&runtime, &store, month) {
                let page = page?;
                lineage.learn(&page, &setup.rules, |ids| {
                    Ok(runtime.block_on(store.ticket_histories(ids))?)
                })?;
                for history in &page {
                    unmatched.look_at(history, &lineage, &setup, &memberships);
                }
            }
            bar.advance();
        }
        bar.finish();
        anyhow::Ok(unmatched)
    })
    .await??;
    Ok(unmatched.checks())
}

impl Unmatched {
    fn look_at(
        &mut self,
        history: &TicketHistory,
        lineage: &Lineage,
        setup: &Setup,
        memberships: &Memberships,
    ) {
        self.tickets += 1;
        let ticket = &history.ticket;
        let fields = &ticket.fields;
        let timeline = Timeline::resolve(history, lineage.parent_of(history), &setup.rules, memberships);
        let now = timeline.current();
        if now.squad.is_unattributed() {
            self.squad.add(|| match &fields.squad {
                Some(name) => format!("squad {name:?}"),
                None => format!("project {:?}", fields.project.as_deref().unwrap_or_default()),
            });
        }
        if now.classification.category == Category::Uncategorised {
            self.category.add(|| {
                let (project, kind) = (fields.project.as_deref(), fields.kind.as_deref());
                format!(
                    "project {:?} type {:?}",
                    project.unwrap_or_default(),
                    kind.unwrap_or_default()
                )
            });
        }
        let passed = history
            .transitions
            .iter()
            .filter(|change| change.field == Field::Status);
        let statuses = passed
            .filter_map(|change| change.to.as_deref())
            .chain([fields.status.as_str()]);
        let mut unknown = statuses.filter(|status| setup.rules.stage(&ticket.source, status).is_none());
        if let Some(status) = unknown.next_back() {
            self.status.add(|| format!("{status:?}"));
        }
    }

    fn checks(&self) -> Vec<Check> {
        let all = grouped(&self.tickets.to_string());
        let check = |values: &Values, good: &str, found: &str, todo: String| {
            if values.met == 0 {
                Check::good(format!("{all} tickets {good}"))
            } else {
                Check::look(format!("{} of {all} {found}", count(values.met, "ticket")), todo)
            }
        };
        if self.tickets == 0 {
            return vec![Check::look("there are no tickets yet", "import some")];
        }
        vec![
            check(
                &self.squad,
                "all belong to a squad",
                "belong to no squad",
                format!(
                    "add [[squad_rules]] or aliases; commonest: {}",
                    self.squad.commonest()
                ),
            ),
            check(
                &self.category,
                "all match a classification rule",
                "match no classification rule",
                format!(
                    "add [[classification]] rules; commonest: {}",
                    self.category.commonest()
                ),
            ),
            check(
                &self.status,
                "all have statuses with a stage",
                "have or had a status without a stage",
                format!(
                    "add it to [stages] ({}); until then it counts as intake; commonest: {}",
                    Stage::ALL.map(Stage::word).join(", "),
                    self.status.commonest()
                ),
            ),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commonest_values_come_first() {
        let mut values = Values::default();
        for value in ["b", "a", "b", "c", "d", "e", "f"] {
            values.add(|| value.to_owned());
        }
        assert_eq!(values.met, 7);
        assert_eq!(values.commonest(), "b (2), a (1), c (1), d (1), e (1)");
    }
}
