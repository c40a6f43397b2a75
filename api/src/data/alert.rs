//! `/api/v1/alerts/{id}`: one alert, explained: the numbers, the rule, the weeks, the tickets that weigh most, what to
//! do, why nobody is told, and what happened to it (section 10 of the book).

use crate::access::{Resource, tribe_of};
use crate::error::ApiError;
use crate::guard::{Visit, VisitParts};
use crate::routes::{Endpoint, Gives, Routes};
use crate::tables::instant;
use crate::trend::{TrendWeek, of_whom, trend};
use crate::views;
use axum::Json;
use axum::extract::Path;
use model::alert::{AlertStatus, AlertSubject, AlertTransition, Quiet};
use model::analyst::{AnalystError, TicketWeight};
use model::config::EffectiveRule;
use model::query::{Filter, Level};
use model::time::Period;
use reports::messages::Words;
use reports::pages::squad::TicketRow;
use serde_json::{Value, json};

/// Weeks of the trend.
const TREND: i64 = 12;
/// Tickets that are named.
const TICKETS: usize = 5;

pub(crate) fn router() -> Routes {
    let gives = Gives::Object(&[
        ("id", "What it is called: rule.scope.subject."),
        ("status", "Where it stands, as `/api/v1/alerts` says it."),
        ("rule", "The rule; null once it is not configured any more."),
        (
            "trend",
            "The last 12 closed weeks: value, n and coverage; empty for metrics of one moment.",
        ),
        (
            "tickets",
            "The five tickets of its weeks that took most maintenance hours, of squads and tribes, as far as they are seen.",
        ),
        (
            "what_to_do",
            "In the reader's language; null where nothing has to be done.",
        ),
        ("quiet", "Why nobody is told, and until when; null if people are."),
        ("transitions", "What happened to it, oldest first."),
    ]);
    let endpoint = Endpoint::get(
        "/api/v1/alerts/{id}",
        Resource::Alerts,
        "One alert, explained.",
        gives,
    );
    Routes::new().add(endpoint, alert)
}

async fn alert(visit: Visit, Path(id): Path<String>) -> Result<Json<Value>, ApiError> {
    let explained = explain(&visit, &id).await?;
    let words = views::alert::words(&visit, &explained);
    Ok(Json(explained.json(&words)))
}

/// An alert with all that explains it.
pub(crate) struct Explained {
    pub(crate) status: AlertStatus,
    pub(crate) quiet: Option<Quiet>,
    pub(crate) rule: Option<EffectiveRule>,
    /// Oldest first.
    pub(crate) trend: Vec<TrendWeek>,
    /// The heaviest first.
    pub(crate) tickets: Vec<TicketRow>,
    /// Oldest first.
    pub(crate) changes: Vec<AlertTransition>,
}

/// Explains the alert of an id, if the viewer sees it; whether there is one they do not see is not told.
pub(crate) async fn explain(visit: &VisitParts, id: &str) -> Result<Explained, ApiError> {
    let app = &visit.app;
    let sight = visit.sight();
    let alerts = crate::hush::alerts(app.store(), app.config(), app.now()).await?;
    let (status, quiet) = alerts
        .into_iter()
        .find(|(status, _)| status.id() == id && sight.alert(&status.subject))
        .ok_or_else(|| super::hush::no_alert(id))?;
    let mut rules = app.config().effective_rules().into_iter();
    let rule = rules.find(|effective| effective.rule.id == status.rule);
    let (trend, weights) = numbers(visit, &status).await?;
    let hours = weights.iter().map(|weight| weight.hours).sum();
    let mut tickets = views::squad::tickets(visit, &weights, hours).await?;
    tickets.truncate(TICKETS);
    let changes = app
        .store()
        .changes_of_alert(&status.rule, &status.subject)
        .await?;
    Ok(Explained {
        status,
        quiet,
        rule,
        trend,
        tickets,
        changes,
    })
}

/// The weeks up to the alert's last one, and the tickets of its weeks. There are none of sources, nor before the first
/// refresh.
async fn numbers(
    visit: &VisitParts,
    status: &AlertStatus,
) -> Result<(Vec<TrendWeek>, Vec<TicketWeight>), ApiError> {
    let Some(filter) = of_whom(&status.subject, visit.app.today()) else {
        return Ok(Default::default());
    };
    let (last, metric) = (status.through, status.metric);
    let week = |week| Some(Period::Week(week));
    let weeks = filter.between(week(last.plus(1 - TREND)), week(last));
    let spell = rows_of(visit, &status.subject)
        .map(|filter| filter.between(week(status.since.unwrap_or(last).min(last)), week(last)));
    let read = move |analyst: &dyn model::analyst::Analyst| {
        let weights = match &spell {
            Some(spell) => analyst.heaviest_tickets(spell, usize::MAX)?,
            None => Vec::new(),
        };
        Ok((trend(analyst, &weeks, metric)?, weights))
    };
    let asked = visit.app.ask(move |analyst| match read(analyst) {
        Err(AnalystError::NothingYet) => Ok(Default::default()),
        other => other,
    });
    asked.await
}

/// Whose tickets are named: the squad's, or those of the tribe's squads that the viewer sees.
fn rows_of(visit: &VisitParts, subject: &AlertSubject) -> Option<Filter> {
    let today = visit.app.today();
    if let Some(squad) = subject.squad() {
        return Some(Filter::squad(squad, today));
    }
    let tribe = subject.tribe()?;
    let (config, sight) = (visit.app.config(), visit.sight());
    let squads: Vec<_> = config
        .squads
        .iter()
        .map(|squad| squad.id.clone())
        .filter(|squad| tribe_of(config, squad).as_ref() == Some(&tribe) && sight.squad(squad))
        .collect();
    (!squads.is_empty()).then(|| Filter {
        squads,
        level: Level::Squad,
        ..Filter::all(today)
    })
}

impl Explained {
    fn json(&self, words: &Words) -> Value {
        let status = &self.status;
        let trend = self.trend.iter().map(|week| {
            json!({ "week": week.period.to_string(), "value": week.value, "n": week.n, "coverage": week.coverage })
        });
        let tickets = self.tickets.iter().map(|row| {
            json!({
                "key": row.ticket.label,
                "title": row.title,
                "page": row.ticket.href,
                "maintenance_h": row.maintenance_h,
                "why": row.rule,
            })
        });
        json!({
            "id": status.id(),
            "status": {
                "rule": status.rule,
                "scope": status.subject.scope,
                "subject": status.subject.key,
                "metric": status.metric.word(),
                "severity": status.severity.word(),
                "state": status.state.word(),
                "since": status.since.map(|week| week.to_string()),
                "through": status.through.to_string(),
                "value": status.value,
                "raise": status.raise,
                "clear": status.clear,
                "held": status.held,
                "number": status.number,
            },
            "rule": self.rule.as_ref().map(|effective| {
                json!({ "rule": effective.rule, "origin": effective.origin, "enabled": effective.enabled })
            }),
            "trend": trend.collect::<Vec<_>>(),
            "tickets": tickets.collect::<Vec<_>>(),
            "what_to_do": words.action,
            "quiet": self.quiet.as_ref().map(described),
            "transitions": self.changes.iter().map(changed).collect::<Vec<_>>(),
        })
    }
}

fn described(quiet: &Quiet) -> Value {
    let (reason, until) = match quiet {
        Quiet::Silenced { reason, until, .. } => (Some(reason.as_str()), Some(*until)),
        Quiet::Acknowledged { until, .. } => (None, Some(*until)),
        Quiet::Inhibited { .. } => (None, None),
    };
    json!({ "why": quiet.word(), "by": quiet.by(), "reason": reason, "until": until.map(instant) })
}

fn changed(change: &AlertTransition) -> Value {
    json!({
        "noticed_at": instant(change.noticed_at),
        "week": change.week.to_string(),
        "from": change.from.word(),
        "to": change.status.state.word(),
        "late": change.late,
        "severity": change.status.severity.word(),
        "value": change.status.value,
        "number": change.status.number,
    })
}
