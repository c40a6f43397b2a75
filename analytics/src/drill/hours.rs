//! The worklogs behind `logged_h` and `maintenance_h`, oldest first. Months are read one after the other, and only
//! the months that a page of rows lies in are read row by row: a list of millions takes no more memory.

use super::Scope;
use crate::frame::{Reading, collect, scan};
use crate::warehouse::Loaded;
use model::analyst::{AnalystError, Drilled, DrilledRows, DrilledWorklog, TooSmall};
use model::classify::Category;
use model::ids::{PersonId, TicketId, WorklogId};
use model::query::{Drill, DrillInto};
use model::time::{Micros, Seconds};
use polars::prelude::{DataFrame, Expr, IntoLazy, LazyFrame, col, len, lit};
use std::path::Path;

/// The columns of a row.
const COLUMNS: [&str; 11] = [
    "worklog_id",
    "ticket_id",
    "person_id",
    "work_date",
    "seconds",
    "micros",
    "squad",
    "category",
    "maintenance_type",
    "rule",
    "part",
];

/// The worklogs of a scope: total in hours over all, rows of the page asked for.
pub(super) fn drill(loaded: &Loaded, scope: &Scope, drill: &Drill) -> Result<Drilled, AnalystError> {
    let told = || scope.hidden.told("work_date");
    let mut total = Micros::ZERO;
    let mut count = 0;
    let mut small = (Micros::ZERO, 0);
    let mut rows: Vec<DrilledWorklog> = Vec::new();
    for path in scope.worklog_files(loaded) {
        if let Some(merged) = scope.hidden.merged("work_date") {
            let (micros, found) = sums(&path, matching(&path, scope, drill.into, merged)?)?;
            small.0 += micros;
            small.1 += found;
        }
        let (micros, found) = sums(&path, matching(&path, scope, drill.into, told())?)?;
        let (from, to) = (count, count + found);
        total += micros;
        count = to;
        let page = drill.after.max(from)..drill.after.saturating_add(drill.limit).min(to);
        if page.start < page.end {
            let month = read(&path, matching(&path, scope, drill.into, told())?)?;
            let page = page.start - from..page.end - from;
            rows.extend(month.into_iter().skip(page.start).take(page.len()));
        }
    }
    let shown = drill.after + rows.len();
    Ok(Drilled {
        total: (total + small.0).hours(),
        count,
        too_small: TooSmall {
            rows: small.1,
            total: small.0.hours(),
        },
        rows: DrilledRows::Worklogs(rows),
        next: (shown < count && drill.limit > 0).then_some(shown),
    })
}

fn matching(path: &Path, scope: &Scope, into: DrillInto, standing: Expr) -> Result<LazyFrame, AnalystError> {
    let holds = scope
        .of_whom("squad")
        .and(scope.on_days("work_date"))
        .and(standing);
    let holds = match into {
        DrillInto::MaintenanceH => holds.and(col("category").eq(lit(Category::Maintenance.word()))),
        _ => holds,
    };
    Ok(scan(&[path.to_owned()])?.filter(holds))
}

fn sums(path: &Path, matching: LazyFrame) -> Result<(Micros, usize), AnalystError> {
    let frame = collect(matching.select([col("micros")]), path)?;
    let all = frame.height();
    let sum = collect(frame.lazy().select([col("micros").sum(), len().alias("n")]), path)?;
    let micros = Reading::new(&sum, path).ints("micros")?;
    Ok((Micros(micros.into_iter().flatten().sum()), all))
}

fn read(path: &Path, matching: LazyFrame) -> Result<Vec<DrilledWorklog>, AnalystError> {
    let frame: DataFrame = collect(matching.select(COLUMNS.map(col)), path)?;
    let reading = Reading::new(&frame, path);
    let worklogs = reading.all_ints("worklog_id")?;
    let tickets = reading.ints("ticket_id")?;
    let people = reading.ints("person_id")?;
    let days = reading.all_days("work_date")?;
    let seconds = reading.all_ints("seconds")?;
    let micros = reading.all_ints("micros")?;
    let squads = reading.all_words("squad", |word| word.parse().ok())?;
    let categories = reading.all_words("category", |word| word.parse().ok())?;
    let types = reading.words("maintenance_type", |word| word.parse().ok())?;
    let rules = reading.words("rule", |word| word.parse().ok())?;
    let parts = reading.all_ints("part")?;
    let mut order: Vec<usize> = (0..worklogs.len()).collect();
    order.sort_unstable_by_key(|place| (days[*place], worklogs[*place], parts[*place]));
    let row = |place: usize| DrilledWorklog {
        worklog: WorklogId(worklogs[place]),
        ticket: tickets[place].map(TicketId),
        person: people[place].map(PersonId),
        work_date: days[place],
        squad: model::ids::SquadId::clone(&squads[place]),
        seconds: Seconds(seconds[place]),
        part: Micros(micros[place]),
        category: categories[place],
        maintenance_type: types[place],
        rule: rules[place].clone(),
    };
    Ok(order.into_iter().map(row).collect())
}
