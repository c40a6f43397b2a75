//! The tickets that took most maintenance hours.

use super::Scope;
use crate::figures::Cube;
use crate::frame::{Reading, collect, scan};
use crate::warehouse::Loaded;
use model::analyst::{AnalystError, TicketWeight};
use model::classify::{Category, MaintenanceType};
use model::ids::{RuleId, TicketId};
use model::query::Filter;
use model::time::Micros;
use polars::prelude::{col, lit};
use std::collections::BTreeMap;

/// What a ticket took: its hours and worklogs, and the kind that took most of them.
#[derive(Default)]
struct Weight {
    micros: i64,
    worklogs: i64,
    heaviest: i64,
    maintenance_type: Option<MaintenanceType>,
    rule: Option<RuleId>,
}

/// The tickets that took most maintenance hours in a filter's periods, most first, then by id. A ticket that was
/// several kinds of maintenance in turn is told as the one that took most.
pub(crate) fn heaviest_tickets(
    loaded: &Loaded,
    cube: &Cube<'_>,
    filter: &Filter,
    limit: usize,
) -> Result<Vec<TicketWeight>, AnalystError> {
    let scope = Scope::new(cube, filter);
    let mut weights: BTreeMap<Option<TicketId>, Weight> = BTreeMap::new();
    for path in scope.worklog_files(loaded) {
        let holds = scope
            .of_whom("squad")
            .and(scope.on_days("work_date"))
            .and(scope.hidden.told("work_date"))
            .and(col("category").eq(lit(Category::Maintenance.word())));
        let sums = scan(std::slice::from_ref(&path))?
            .filter(holds)
            .group_by([col("ticket_id"), col("maintenance_type"), col("rule")])
            .agg([
                col("micros").sum(),
                col("worklog_id")
                    .n_unique()
                    .cast(polars::prelude::DataType::Int64),
            ]);
        let frame = collect(sums, &path)?;
        let reading = Reading::new(&frame, &path);
        let tickets = reading.ints("ticket_id")?;
        let types = reading.words("maintenance_type", |word| word.parse().ok())?;
        let rules = reading.words("rule", |word| RuleId::new(word).ok())?;
        let micros = reading.all_ints("micros")?;
        let worklogs = reading.all_ints("worklog_id")?;
        for (place, rule) in rules.into_iter().enumerate() {
            let weight = weights.entry(tickets[place].map(TicketId)).or_default();
            weight.add(micros[place], worklogs[place], types[place], rule);
        }
    }
    let mut weights: Vec<_> = weights.into_iter().collect();
    weights.sort_by_key(|(ticket, weight)| (-weight.micros, *ticket));
    weights.truncate(limit);
    Ok(weights
        .into_iter()
        .map(|(ticket, weight)| weight.told(ticket))
        .collect())
}

impl Weight {
    fn add(&mut self, micros: i64, worklogs: i64, kind: Option<MaintenanceType>, rule: Option<RuleId>) {
        self.micros += micros;
        self.worklogs += worklogs;
        if self.rule.is_none() || micros > self.heaviest {
            self.heaviest = micros;
            self.maintenance_type = kind;
            self.rule = rule;
        }
    }

    fn told(self, ticket: Option<TicketId>) -> TicketWeight {
        TicketWeight {
            ticket,
            hours: Micros(self.micros).hours(),
            worklogs: self.worklogs.unsigned_abs(),
            maintenance_type: self.maintenance_type,
            rule: self.rule,
        }
    }
}
