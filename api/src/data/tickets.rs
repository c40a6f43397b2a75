//! `/api/v1/tickets/{source}/{key}`: one ticket, and why it counts as it does: its fields, the rule that matched,
//! whose it was from when to when, and the hours it took.

use super::lives::{self, Life};
use crate::access::Resource;
use crate::error::ApiError;
use crate::guard::{Visit, VisitParts};
use crate::query;
use crate::routes::{Endpoint, Gives, Routes};
use crate::tables::instant;
use crate::views::rules::matches;
use axum::Json;
use axum::extract::Path;
use model::ids::SquadId;
use model::people::Memberships;
use model::ticket::Worklog;
use model::time::{Micros, Seconds};
use serde_json::{Value, json};
use store::TicketBrief;

pub(crate) fn router() -> Routes {
    let gives = Gives::Object(&[
        ("source", "Where it came from."),
        ("key", "Its key there."),
        ("title", "Its title."),
        ("url", "Its address in the tracker."),
        ("fields", "Its fields as they are now; people are left out."),
        ("stage", "Where it stands."),
        ("squad", "Whose it is."),
        (
            "classification",
            "What kind of work it is, the rule that says so, what the rule looks for, and whether it is the parent's.",
        ),
        ("parent", "The ticket above it: source, key and title."),
        ("created_at", "When it was created."),
        ("started_at", "When it first became active."),
        ("finished_at", "When it was done for good."),
        (
            "spans",
            "From when to when it was in which stage, whose, and what kind of work.",
        ),
        ("worklogs", "Hours day by day and squad by squad; never whose."),
        (
            "logged_h",
            "All hours, also those that are hidden; of squads too small to be shown only for those who may see people.",
        ),
        ("hidden", "How many hours' rows are outside what the viewer sees."),
        (
            "too_small",
            "How many hours' rows are of squads too small to be shown.",
        ),
        ("rules_version", "The version of the rules."),
    ]);
    let endpoint = Endpoint::get(
        "/api/v1/tickets/{source}/{key}",
        Resource::Rows,
        "One ticket, and why it counts as it does.",
        gives,
    );
    Routes::new().add(endpoint, ticket)
}

async fn ticket(visit: Visit, Path((source, key)): Path<(String, String)>) -> Result<Json<Value>, ApiError> {
    let explained = explain(&visit, &source, &key).await?;
    Ok(Json(explained.json(&visit)))
}

/// A ticket with all that explains it.
pub(crate) struct Explained {
    pub(crate) life: Life,
    pub(crate) parent: Option<TicketBrief>,
    /// Hours, by day and squad, that the viewer sees.
    pub(crate) hours: Vec<HoursOfDay>,
    /// Rows of hours that the viewer does not see.
    pub(crate) hidden: usize,
    /// Rows of squads too small to be shown.
    pub(crate) too_small: usize,
    /// All hours; of squads too small to be shown only for those who may see people.
    pub(crate) logged: Micros,
}

/// A squad's part of a worklog.
pub(crate) struct HoursOfDay {
    pub(crate) worklog: Worklog,
    pub(crate) squad: SquadId,
    pub(crate) part: Micros,
}

/// Finds a ticket and explains it, if one of its squads, then or now, is in the viewer's sight.
pub(crate) async fn explain(visit: &VisitParts, source: &str, key: &str) -> Result<Explained, ApiError> {
    let app = &visit.app;
    let store = app.store();
    let source =
        query::source(source, app.config()).map_err(|error| ApiError::NotFound(error.to_string()))?;
    let history = store.ticket_by_key(&source, key).await?;
    let history = history
        .ok_or_else(|| ApiError::NotFound(format!("there is no ticket {key:?} in source {source}")))?;
    let (id, parent) = (history.ticket.id, history.ticket.parent);
    let memberships = lives::memberships(app).await?;
    let life = lives::of_histories(app, vec![history], &memberships)
        .await?
        .into_iter()
        .next();
    let life = life.ok_or_else(|| ApiError::internal("a ticket has no life", key))?;
    let worklogs = store.worklogs_of_ticket(id).await?;
    let mut all = hours(visit, worklogs, &life, &memberships);
    let sight = visit.sight();
    let was_seen = life
        .timeline
        .spans()
        .iter()
        .any(|span| sight.squad(&span.state.squad));
    let is_seen = was_seen || all.iter().any(|row| sight.squad(&row.squad));
    if !(is_seen && sight.project(life.history.ticket.fields.project.as_deref())) {
        return Err(ApiError::Forbidden(format!(
            "ticket {key:?} belongs to squads outside what you may see"
        )));
    }
    let veil = app.ask(|analyst| analyst.hidden_weeks()).await?;
    let is_small = |row: &HoursOfDay| veil.hides(&row.squad, row.worklog.work_date);
    let logged = all
        .iter()
        .filter(|row| sight.people() || !is_small(row))
        .map(|row| row.part)
        .sum();
    let too_small = all.iter().filter(|row| is_small(row)).count();
    all.retain(|row| !is_small(row));
    let rows = all.len();
    let hours: Vec<_> = all.into_iter().filter(|row| sight.squad(&row.squad)).collect();
    let parent = match parent {
        Some(parent) => store.ticket_briefs(&[parent]).await?.into_iter().next(),
        None => None,
    };
    Ok(Explained {
        life,
        parent,
        hidden: rows - hours.len(),
        too_small,
        hours,
        logged,
    })
}

fn hours(
    visit: &VisitParts,
    worklogs: Vec<Worklog>,
    life: &Life,
    memberships: &Memberships,
) -> Vec<HoursOfDay> {
    let mut hours = Vec::new();
    for worklog in worklogs {
        for (squad, part) in lives::parts_of(&visit.app, &worklog, Some(life), memberships) {
            hours.push(HoursOfDay {
                worklog: worklog.clone(),
                squad,
                part,
            });
        }
    }
    hours.sort_by_key(|row| (row.worklog.work_date, row.worklog.id));
    hours
}

impl Explained {
    fn json(&self, visit: &VisitParts) -> Value {
        let (ticket, timeline) = (&self.life.history.ticket, &self.life.timeline);
        let now = timeline.current();
        let fields = &ticket.fields;
        json!({
            "source": ticket.source,
            "key": ticket.key,
            "title": ticket.title,
            "url": ticket.url,
            "fields": {
                "project": fields.project,
                "type": fields.kind,
                "status": fields.status,
                "priority": fields.priority,
                "labels": fields.labels,
                "components": fields.components,
                "reporter_group": fields.reporter_group,
                "squad": fields.squad,
                "initiative": fields.initiative,
                "sprint": fields.sprint,
                "custom": fields.custom,
                "due_date": ticket.due_date,
                "estimate_h": ticket.estimate.map(Seconds::hours),
                "remaining_h": ticket.remaining.map(Seconds::hours),
            },
            "stage": now.stage,
            "squad": now.squad,
            "classification": self.classification(visit),
            "parent": self.parent.as_ref().map(|parent| json!({
                "source": parent.source, "key": parent.key, "title": parent.title,
            })),
            "created_at": instant(ticket.created_at),
            "started_at": timeline.started_at().map(instant),
            "finished_at": timeline.finished_at().map(instant),
            "spans": self.spans(),
            "worklogs": self.worklogs(),
            "logged_h": self.logged.hours(),
            "hidden": self.hidden,
            "too_small": self.too_small,
            "rules_version": visit.app.rules().version,
        })
    }

    fn classification(&self, visit: &VisitParts) -> Value {
        let classification = &self.life.timeline.current().classification;
        let rules = &visit.app.config().classification;
        let rule = rules
            .iter()
            .find(|rule| Some(&rule.id) == classification.rule.as_ref());
        json!({
            "category": classification.category,
            "maintenance_type": classification.maintenance_type,
            "rule": classification.rule,
            "matches": rule.map(|rule| matches(&rule.when)),
            "inherited": classification.inherited,
        })
    }

    fn spans(&self) -> Vec<Value> {
        let spans = self.life.timeline.spans().iter();
        spans
            .map(|span| {
                json!({
                    "from": instant(span.from),
                    "to": span.to.map(instant),
                    "stage": span.state.stage,
                    "squad": span.state.squad,
                    "category": span.state.classification.category,
                    "maintenance_type": span.state.classification.maintenance_type,
                })
            })
            .collect()
    }

    fn worklogs(&self) -> Vec<Value> {
        let rows = self.hours.iter();
        rows.map(|row| json!({ "work_date": row.worklog.work_date, "squad": row.squad, "hours": row.part.hours() }))
            .collect()
    }
}
