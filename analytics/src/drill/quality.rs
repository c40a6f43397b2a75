//! The list behind each check of data quality (section 12 of the book): as many rows as the check found.

use crate::figures::Window;
use crate::figures::quality::{Looked, looks_at};
use crate::frame::{Reading, collect, lit_day, scan};
use crate::warehouse::Loaded;
use model::analyst::{AnalystError, FoundId, FoundRow, HiddenWeeks, QualityAsked, QualityCheck, QualityList};
use model::classify::Category;
use model::ids::{PersonId, SourceId, SquadId, TicketId, WorklogId};
use model::query::Filter;
use model::time::Seconds;
use polars::prelude::{Expr, LazyFrame, NULL, col, lit};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A day holds so many seconds.
const DAY_SECONDS: i64 = 86_400;

/// A kind of row: its files, and its columns of days and of ids.
struct Listed {
    files: Vec<PathBuf>,
    day: &'static str,
    id: &'static str,
    of: fn(i64) -> FoundId,
}

/// What a check found, over `after`, at most `limit`. Worklogs of squads too small to be shown are counted only.
pub(crate) fn quality_list(
    loaded: &Loaded,
    hidden: &HiddenWeeks,
    asked: &QualityAsked,
) -> Result<QualityList, AnalystError> {
    let looked = looks_at(asked.check);
    let listed = match looked {
        Looked::Tickets => Listed {
            files: ticket_files(loaded),
            day: "created_day",
            id: "ticket_id",
            of: |id| FoundId::Ticket(TicketId(id)),
        },
        Looked::Worklogs => Listed {
            files: worklog_files(loaded),
            day: "work_date",
            id: "worklog_id",
            of: |id| FoundId::Worklog(WorklogId(id)),
        },
        Looked::People => Listed {
            files: worklog_files(loaded),
            day: "work_date",
            id: "person_id",
            of: |id| FoundId::Person(PersonId(id)),
        },
        Looked::Store => return Ok(QualityList::default()),
    };
    let mut found = found(asked, &listed)?.into_iter();
    let mut rows: Vec<FoundRow> = found
        .by_ref()
        .take(asked.limit)
        .map(|(_, (_, row))| row)
        .collect();
    let next = found.next().and(rows.last().map(|row| row.id.number()));
    let all = rows.len();
    rows.retain(|row| looked == Looked::Tickets || !hidden.hides(&row.squad, row.day));
    Ok(QualityList {
        too_small: all - rows.len(),
        rows,
        next,
    })
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

/// Rows over `after` by id, each once with the part that is largest, file by file.
fn found(asked: &QualityAsked, listed: &Listed) -> Result<BTreeMap<i64, (i64, FoundRow)>, AnalystError> {
    let holds = condition(asked, listed);
    let mut found: BTreeMap<i64, (i64, FoundRow)> = BTreeMap::new();
    for path in &listed.files {
        let mut facts = scan(std::slice::from_ref(path))?;
        if asked.check == QualityCheck::WorklogsOver24Hours {
            facts = on_long_days(facts);
        }
        for (size, row) in rows(facts.filter(holds.clone()), path, listed)? {
            let known = found.get(&row.id.number());
            if known.is_none_or(|(most, _)| *most < size) {
                found.insert(row.id.number(), (size, row));
            }
        }
        // Only the page and one more are needed.
        while found.len() > asked.limit.saturating_add(1) {
            found.pop_last();
        }
    }
    Ok(found)
}

/// The condition of a list on facts.
fn condition(asked: &QualityAsked, listed: &Listed) -> Expr {
    let window = Window::new(&asked.filter, None);
    let mut holds = suspect(asked.check, &asked.filter).and(col(listed.id).gt(lit(asked.after)));
    if let Some(source) = &asked.source {
        holds = holds.and(col("source").eq(lit(source.as_str())));
    }
    let squads = asked.filter.squads.iter();
    if let Some(of_squads) = squads
        .map(|squad| col("squad").eq(lit(squad.as_str())))
        .reduce(Expr::or)
    {
        holds = holds.and(of_squads);
    }
    if let Some(first) = window.first_day() {
        holds = holds.and(col(listed.day).gt_eq(lit_day(first)));
    }
    if let Some(last) = window.last_day() {
        holds = holds.and(col(listed.day).lt_eq(lit_day(last)));
    }
    holds
}

/// The rows of a file, each with the size of its part.
fn rows(facts: LazyFrame, path: &Path, listed: &Listed) -> Result<Vec<(i64, FoundRow)>, AnalystError> {
    let is_of_tickets = listed.id == "ticket_id";
    let mut columns = vec![
        col(listed.id),
        col(listed.day),
        col("squad"),
        col("source"),
        col("project"),
    ];
    if !is_of_tickets {
        columns.extend([col("ticket_id"), col("seconds"), col("micros")]);
    }
    let frame = collect(facts.select(columns), path)?;
    let reading = Reading::new(&frame, path);
    let ids = reading.ints(listed.id)?;
    let days = reading.all_days(listed.day)?;
    let squads = reading.all_words("squad", |word| SquadId::new(word).ok())?;
    let sources = reading.all_words("source", |word| SourceId::new(word).ok())?;
    let projects = reading.words("project", |word| Some(word.to_owned()))?;
    let more = |column| match is_of_tickets {
        true => Ok(vec![None; ids.len()]),
        false => reading.ints(column),
    };
    let (tickets, seconds, micros) = (more("ticket_id")?, more("seconds")?, more("micros")?);
    let row = |(place, id): (usize, Option<i64>)| {
        let id = id?;
        let ticket = if is_of_tickets { Some(id) } else { tickets[place] };
        let found = FoundRow {
            id: (listed.of)(id),
            source: SourceId::clone(&sources[place]),
            squad: SquadId::clone(&squads[place]),
            day: days[place],
            ticket: ticket.map(TicketId),
            project: projects[place].clone(),
            seconds: seconds[place].map(Seconds),
        };
        Some((micros[place].unwrap_or_default().abs(), found))
    };
    Ok(ids.iter().copied().enumerate().filter_map(row).collect())
}
