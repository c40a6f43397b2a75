//! `/api/v1/…/drill`: the worklogs and tickets behind a figure. All of them add up to it; those outside the
//! viewer's scope are counted and not listed.

use crate::access::{Grant, Resource};
use crate::answer::{Form, TableAnswer};
use crate::error::ApiError;
use crate::fresh::{figures_tag, unchanged};
use crate::guard::{Visit, VisitParts};
use crate::link::Href;
use crate::parameters::{FIGURE, FILTER, FORMAT, GRAIN, PAGING, WAY};
use crate::query;
use crate::routes::{Endpoint, Gives, Routes};
use crate::tables;
use axum::response::Response;
use model::access::AccessScope;
use model::analyst::{
    DrilledActivity, DrilledCommitment, DrilledRoute, DrilledRows, DrilledTicket, DrilledWorklog, Snapshot,
    TooSmall,
};
use model::figure::Table;
use model::ids::{SquadId, TicketId};
use model::query::{Dimension, Drill, DrillInto, Filter, Way};
use serde_json::{Value, json};
use std::collections::HashMap;
use store::TicketBrief;

pub(crate) fn router() -> Routes {
    const PATHS: [(&str, &str); 8] = [
        (
            "/api/v1/maintenance/drill",
            "The worklogs or tickets behind a figure of maintenance.",
        ),
        ("/api/v1/mix/drill", "The worklogs behind hours."),
        (
            "/api/v1/flow/drill",
            "The tickets behind arrivals, departures or the backlog.",
        ),
        (
            "/api/v1/spells/drill",
            "The worklogs behind the hours of a spell.",
        ),
        (
            "/api/v1/routing/drill",
            "The tickets behind `finished`, `misrouted` or `detours`.",
        ),
        (
            "/api/v1/routing-matrix/drill",
            "The tickets that went from `first_squad` to `right_squad`.",
        ),
        (
            "/api/v1/routing-suggestions/drill",
            "The tickets that had `value` as `dimension` when they were created.",
        ),
        (
            "/api/v1/forward/drill",
            "What is left of the commitments behind committed or overdue hours.",
        ),
    ];
    PATHS.into_iter().fold(Routes::new(), |routes, (path, summary)| {
        let gives = Gives::Table(tables::drilled_columns, true);
        let endpoint = Endpoint::get(path, Resource::Rows, summary, gives)
            .takes(&[FIGURE, FILTER, WAY, GRAIN, PAGING, FORMAT]);
        routes.add(endpoint, drill)
    })
}

async fn drill(visit: Visit) -> Result<Response, ApiError> {
    let form = Form::of(&visit)?;
    let question = Question::read(&visit)?;
    let snapshot = visit.app.ask(|analyst| analyst.snapshot()).await?;
    let tag = figures_tag(&visit, &snapshot, &format!("{form:?}"));
    if let Some(same) = unchanged(&visit, &tag) {
        return Ok(same);
    }
    let opened = open(&visit, question, &snapshot).await?;
    let next = opened.next.as_deref().map(|cursor| next_page(&visit, cursor));
    let more: Vec<(&str, Value)> = vec![
        ("total", json!(opened.total)),
        ("count", json!(opened.count)),
        ("hidden", json!(opened.hidden)),
        (
            "too_small",
            json!({ "rows": opened.too_small.rows, "total": opened.too_small.total }),
        ),
        ("next", json!(opened.next)),
    ];
    let answer = TableAnswer {
        what: "drill",
        provenance: super::provenance(&snapshot, visit.app.today()),
        table: opened.table(),
        more,
        next,
    };
    answer.write(&visit, form, Some(&tag)).await
}

/// The address of the same question with another cursor.
pub(crate) fn next_page(visit: &VisitParts, cursor: &str) -> String {
    let query = visit.uri.query().unwrap_or_default().split('&');
    let kept: Vec<_> = query
        .filter(|pair| !pair.is_empty() && !pair.starts_with("cursor="))
        .collect();
    let path = visit.uri.path();
    let base = if kept.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{}", kept.join("&"))
    };
    Href::new(base).with("cursor", cursor).finish()
}

/// What is opened, and from which row on.
pub(crate) struct Question {
    pub(crate) into: DrillInto,
    pub(crate) filter: Filter,
    pub(crate) way: Way,
    cursor: Option<Cursor>,
    limit: usize,
}

/// A place in a list that holds as long as the data do not change.
struct Cursor {
    data_version: i64,
    after: usize,
}

impl Cursor {
    fn read(text: &str) -> Result<Self, ApiError> {
        let parts = text.split_once('-').and_then(|(version, after)| {
            Some(Self {
                data_version: version.parse().ok()?,
                after: after.parse().ok()?,
            })
        });
        parts.ok_or_else(|| {
            ApiError::BadRequest(format!("cursor {text:?} is not one: take `next` of an answer"))
        })
    }
}

impl Question {
    /// Reads a question and checks that all of it is in sight.
    pub(crate) fn read(visit: &VisitParts) -> Result<Self, ApiError> {
        let app = &visit.app;
        let into = visit.asked.parsed::<DrillInto>("figure")?.ok_or_else(|| {
            ApiError::BadRequest("say which figure to open: figure=maintenance_h, for example".to_owned())
        })?;
        let filter = visit.asked.filter(app.today(), app.config(), &visit.sight())?;
        let projects = visit
            .viewer
            .as_ref()
            .map(|viewer: &model::access::Viewer| &viewer.scope);
        let limited = projects.is_some_and(|scope: &AccessScope| !scope.projects.is_empty());
        if limited && visit.grant == Grant::Within && filter.project.is_none() {
            return Err(ApiError::Forbidden(
                "name one of your projects: project=…".to_owned(),
            ));
        }
        let cursor = visit.asked.one("cursor")?.map(Cursor::read).transpose()?;
        Ok(Self {
            into,
            filter,
            way: way(visit, into)?,
            cursor,
            limit: visit.asked.limit()?,
        })
    }
}

/// Which way tickets went. A ticket that went from one squad to another is both squads': one in sight is enough.
fn way(visit: &VisitParts, into: DrillInto) -> Result<Way, ApiError> {
    let (config, sight) = (visit.app.config(), visit.sight());
    let known = |key: &str| config.squads.iter().find(|squad| squad.id.as_str() == key);
    let squad = |name| -> Result<Option<SquadId>, ApiError> {
        let read =
            |key| known(key).map_or_else(|| query::squad(key, config, &sight), |squad| Ok(squad.id.clone()));
        visit.asked.one(name)?.map(read).transpose()
    };
    let (first, right) = (squad("first_squad")?, squad("right_squad")?);
    let named: Vec<_> = first.iter().chain(&right).collect();
    if let [hidden, ..] = named.as_slice()
        && !named.iter().any(|squad| sight.squad(squad))
    {
        query::squad(hidden.as_str(), config, &sight)?;
    }
    let (dimension, value) = (
        visit.asked.parsed::<Dimension>("dimension")?,
        visit.asked.one("value")?,
    );
    if dimension.is_some() != value.is_some() {
        let message = "give `dimension` and `value` together: dimension=component&value=Exports, for example";
        return Err(ApiError::BadRequest(message.to_owned()));
    }
    let way = Way {
        first,
        right,
        having: dimension.zip(value.map(str::to_owned)),
    };
    if way != Way::default() && !into.is_routing() {
        let message =
            "`first_squad`, `right_squad`, `dimension` and `value` are for finished, misrouted and detours";
        return Err(ApiError::BadRequest(message.to_owned()));
    }
    Ok(way)
}

/// A figure, opened.
pub(crate) struct Opened {
    /// The figure: what all rows add up to.
    pub(crate) total: f64,
    /// How many rows there are in all.
    pub(crate) count: usize,
    /// How many of this part are outside the viewer's scope.
    pub(crate) hidden: usize,
    /// The rows of squads too small to be shown, as one.
    pub(crate) too_small: TooSmall,
    /// The rows of this part that the viewer sees.
    pub(crate) rows: OpenedRows,
    /// The cursor of the next part.
    pub(crate) next: Option<String>,
    /// Whether people's pseudonyms are shown.
    people: bool,
}

/// Rows with what the store knows of their tickets.
pub(crate) enum OpenedRows {
    /// Behind hours.
    Worklogs(Vec<(DrilledWorklog, Option<TicketBrief>)>),
    /// Behind counts.
    Tickets(Vec<(DrilledTicket, Option<TicketBrief>)>),
    /// Behind figures of routing.
    Routes(Vec<(DrilledRoute, Option<TicketBrief>)>),
    /// Behind hours left.
    Commitments(Vec<(DrilledCommitment, Option<TicketBrief>)>),
    /// Behind person-days.
    Activity(Vec<(DrilledActivity, Option<TicketBrief>)>),
}

impl Opened {
    fn table(&self) -> Table {
        let mut table = match &self.rows {
            OpenedRows::Worklogs(rows) => tables::drilled_worklogs(rows, self.people),
            OpenedRows::Tickets(rows) => tables::drilled_tickets(rows),
            OpenedRows::Routes(rows) => tables::drilled_routes(rows),
            OpenedRows::Commitments(rows) => tables::drilled_commitments(rows),
            OpenedRows::Activity(rows) => tables::drilled_activity(rows),
        };
        if self.next.is_none() {
            tables::add_too_small(&mut table, self.too_small);
        }
        table
    }
}

/// Opens a figure.
pub(crate) async fn open(
    visit: &VisitParts,
    question: Question,
    snapshot: &Snapshot,
) -> Result<Opened, ApiError> {
    let after = match question.cursor {
        Some(cursor) if cursor.data_version != snapshot.data_version => {
            return Err(ApiError::Conflict(
                "the data changed since this list was opened: open it again, without a cursor".to_owned(),
            ));
        }
        cursor => cursor.map_or(0, |cursor| cursor.after),
    };
    let drill = Drill {
        into: question.into,
        filter: question.filter,
        way: question.way,
        after,
        limit: question.limit,
    };
    let drilled = visit.app.ask(move |analyst| analyst.drill(&drill)).await?;
    let (rows, hidden) = seen_rows(visit, drilled.rows).await?;
    Ok(Opened {
        total: drilled.total,
        count: drilled.count,
        hidden,
        too_small: drilled.too_small,
        rows,
        next: drilled
            .next
            .map(|after| format!("{}-{after}", snapshot.data_version)),
        people: visit.grant_of(Resource::People) != Grant::No,
    })
}

async fn seen_rows(visit: &VisitParts, rows: DrilledRows) -> Result<(OpenedRows, usize), ApiError> {
    match rows {
        DrilledRows::Worklogs(rows) => {
            let (rows, hidden) = seen(visit, rows, |row| [&row.squad]);
            let briefs = briefs(visit, rows.iter().filter_map(|row| row.ticket)).await?;
            let join = |row: DrilledWorklog| {
                let brief = row.ticket.and_then(|id| briefs.get(&id).cloned());
                (row, brief)
            };
            Ok((OpenedRows::Worklogs(rows.into_iter().map(join).collect()), hidden))
        }
        DrilledRows::Tickets(rows) => {
            let (rows, hidden) = seen(visit, rows, |row| [&row.squad]);
            let briefs = briefs(visit, rows.iter().map(|row| row.ticket)).await?;
            let join = |row: DrilledTicket| {
                let brief = briefs.get(&row.ticket).cloned();
                (row, brief)
            };
            Ok((OpenedRows::Tickets(rows.into_iter().map(join).collect()), hidden))
        }
        DrilledRows::Routes(rows) => {
            let (rows, hidden) = seen(visit, rows, |row| [&row.first, &row.right]);
            let briefs = briefs(visit, rows.iter().map(|row| row.ticket)).await?;
            let join = |row: DrilledRoute| {
                let brief = briefs.get(&row.ticket).cloned();
                (row, brief)
            };
            Ok((OpenedRows::Routes(rows.into_iter().map(join).collect()), hidden))
        }
        DrilledRows::Commitments(rows) => {
            let (rows, hidden) = seen(visit, rows, |row| [&row.squad]);
            let briefs = briefs(visit, rows.iter().filter_map(|row| row.ticket)).await?;
            let join = |row: DrilledCommitment| {
                let brief = row.ticket.and_then(|id| briefs.get(&id).cloned());
                (row, brief)
            };
            let rows = rows.into_iter().map(join).collect();
            Ok((OpenedRows::Commitments(rows), hidden))
        }
        DrilledRows::Activity(rows) => {
            let (rows, hidden) = seen(visit, rows, |row| [&row.squad]);
            let briefs = briefs(visit, rows.iter().map(|row| row.ticket)).await?;
            let join = |row: DrilledActivity| {
                let brief = briefs.get(&row.ticket).cloned();
                (row, brief)
            };
            Ok((OpenedRows::Activity(rows.into_iter().map(join).collect()), hidden))
        }
    }
}

/// The rows of which a squad is in sight.
fn seen<R, const N: usize>(
    visit: &VisitParts,
    mut rows: Vec<R>,
    squads: impl Fn(&R) -> [&SquadId; N],
) -> (Vec<R>, usize) {
    let all = rows.len();
    let sight = visit.sight();
    rows.retain(|row| squads(row).into_iter().any(|squad| sight.squad(squad)));
    let hidden = all - rows.len();
    (rows, hidden)
}

/// Keys and titles of tickets.
pub(crate) async fn briefs(
    visit: &VisitParts,
    tickets: impl Iterator<Item = TicketId>,
) -> Result<HashMap<TicketId, TicketBrief>, ApiError> {
    let mut ids: Vec<_> = tickets.collect();
    ids.sort_unstable();
    ids.dedup();
    let briefs = visit.app.store().ticket_briefs(&ids).await?;
    Ok(briefs.into_iter().map(|brief| (brief.id, brief)).collect())
}
