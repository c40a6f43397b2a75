//! The list behind each check of data quality (section 12 of the book): as many ids as the check found.

use crate::figures::Window;
use crate::figures::quality::{Looked, looks_at};
use crate::frame::{Reading, collect, lit_day, scan};
use crate::warehouse::Loaded;
use model::analyst::{AnalystError, QualityCheck};
use model::classify::Category;
use model::ids::{PersonId, SourceId, SquadId, TicketId, WorklogId};
use model::query::Filter;
use polars::prelude::{Expr, LazyFrame, NULL, col, lit};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// A day holds so many seconds.
const DAY_SECONDS: i64 = 86_400;

/// What a check found, by id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QualityList {
    /// The ids, in order.
    pub ids: QualityIds,
    /// `after` of the next ids, if there are any.
    pub next: Option<i64>,
}

/// Ids of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QualityIds {
    /// Worklogs.
    Worklogs(Vec<WorklogId>),
    /// Tickets.
    Tickets(Vec<TicketId>),
    /// People, by pseudonym.
    People(Vec<PersonId>),
}

/// Which list is asked for.
pub(crate) struct QualityQuestion<'a> {
    pub(crate) filter: &'a Filter,
    pub(crate) check: QualityCheck,
    pub(crate) source: &'a SourceId,
    /// None for the source as a whole.
    pub(crate) squad: Option<&'a SquadId>,
    pub(crate) after: i64,
    pub(crate) limit: usize,
}

/// The ids that a check found, over `after`, at most `limit`.
pub(crate) fn quality_list(
    loaded: &Loaded,
    asked: &QualityQuestion<'_>,
) -> Result<QualityList, AnalystError> {
    let looked = looks_at(asked.check);
    let mut ids = match looked {
        Looked::Tickets => ids(loaded, asked, ticket_files(loaded), "created_day", "ticket_id")?,
        Looked::Worklogs => ids(loaded, asked, worklog_files(loaded), "work_date", "worklog_id")?,
        Looked::People => ids(loaded, asked, worklog_files(loaded), "work_date", "person_id")?,
        Looked::Store => BTreeSet::new(),
    }
    .into_iter();
    let page: Vec<i64> = ids.by_ref().take(asked.limit).collect();
    let next = ids.next().and(page.last().copied());
    let ids = match looked {
        Looked::Tickets => QualityIds::Tickets(page.into_iter().map(TicketId).collect()),
        Looked::People => QualityIds::People(page.into_iter().map(PersonId).collect()),
        Looked::Worklogs | Looked::Store => QualityIds::Worklogs(page.into_iter().map(WorklogId).collect()),
    };
    Ok(QualityList { ids, next })
}

fn ticket_files(loaded: &Loaded) -> Vec<PathBuf> {
    let files = loaded.manifest.tickets.values();
    files.map(|files| loaded.folder.join(&files.facts.name)).collect()
}

fn worklog_files(loaded: &Loaded) -> Vec<PathBuf> {
    let files = loaded.manifest.worklogs.values();
    files.map(|files| loaded.folder.join(&files.facts.name)).collect()
}

/// The condition of a check on facts.
fn suspect(check: QualityCheck, filter: &Filter) -> Expr {
    use QualityCheck as Check;
    match check {
        Check::TicketsWithoutSquad | Check::WorklogsWithoutSquad => {
            col("squad").eq(lit(SquadId::unattributed().as_str()))
        }
        Check::TicketsWithoutCategory => col("category").eq(lit(Category::Uncategorised.word())),
        Check::TicketsWithoutEstimate => col("estimate_seconds").is_null(),
        Check::TicketsWithoutDueDate => col("due_day").is_null(),
        Check::TicketsWithUnknownStatus => col("status_known").not(),
        Check::WorklogsWithoutTicket => col("ticket_id").is_null(),
        Check::WorklogsInTheFuture => col("work_date").gt(lit_day(filter.today)),
        Check::WorklogsNegative => col("seconds").lt(lit(0_i64)),
        Check::PeopleWithoutMembership => col("has_place").not(),
        Check::WorklogsOver24Hours => lit(true),
        Check::Freshness | Check::RejectedRows => lit(NULL).is_not_null(),
    }
}

/// Rows of days on which their author logged more than a day holds, counting every worklog once.
fn on_long_days(facts: LazyFrame) -> LazyFrame {
    let days = facts
        .clone()
        .filter(col("part").eq(lit(0_i64)).and(col("person_id").is_not_null()))
        .group_by([col("person_id"), col("work_date")])
        .agg([col("seconds").sum()])
        .filter(col("seconds").gt(lit(DAY_SECONDS)));
    let on = [col("person_id"), col("work_date")];
    let how = polars::prelude::JoinArgs::new(polars::prelude::JoinType::Semi);
    facts.join(days, on.clone(), on, how)
}

/// Distinct ids over `after`, file by file.
fn ids(
    loaded: &Loaded,
    asked: &QualityQuestion<'_>,
    files: Vec<PathBuf>,
    day: &str,
    id: &str,
) -> Result<BTreeSet<i64>, AnalystError> {
    let window = Window::new(asked.filter, None);
    let mut holds = suspect(asked.check, asked.filter)
        .and(col("source").eq(lit(asked.source.as_str())))
        .and(col(id).gt(lit(asked.after)));
    if let Some(squad) = asked.squad {
        holds = holds.and(col("squad").eq(lit(squad.as_str())));
    }
    if let Some(first) = window.first_day() {
        holds = holds.and(col(day).gt_eq(lit_day(first)));
    }
    if let Some(last) = window.last_day() {
        holds = holds.and(col(day).lt_eq(lit_day(last)));
    }
    let mut found = BTreeSet::new();
    for path in files {
        let mut facts = scan(std::slice::from_ref(&path))?;
        if asked.check == QualityCheck::WorklogsOver24Hours {
            facts = on_long_days(facts);
        }
        let frame = collect(facts.filter(holds.clone()).select([col(id)]), &loaded.folder)?;
        found.extend(Reading::new(&frame, &path).ints(id)?.into_iter().flatten());
        // Only the page and one more are needed.
        while found.len() > asked.limit.saturating_add(1) {
            found.pop_last();
        }
    }
    Ok(found)
}
