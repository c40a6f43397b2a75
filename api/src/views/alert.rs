//! One alert, explained: the words that messages use too, and the page.

use crate::data::alert::Explained;
use crate::guard::VisitParts;
use crate::link::{self, Href};
use crate::trend::{direction, measure};
use crate::views::alerts::{changed, row};
use crate::views::{context, words};
use model::alert::{AlertMetric, AlertState, AlertStatus, Scope};
use reports::messages::{About, AlertNotice, Point, Words};
use reports::pages::Link;
use reports::pages::alerts::alert::{AlertView, TrendPoint};

/// Weeks of the chart.
const CHART: i64 = 26;

/// What a message about the alert would say now, in the reader's language.
pub(crate) fn words(visit: &VisitParts, explained: &Explained) -> Words {
    let status = &explained.status;
    let about = match status.state {
        AlertState::Ok => About::Ended,
        _ => About::Raised,
    };
    let trend = explained.trend.iter().map(|week| Point {
        week: words::period(week.period),
        value: week.value,
    });
    let notice = AlertNotice {
        about,
        organisation: visit.app.config().organisation.name.clone(),
        channel: String::new(),
        subject: subject(visit, status).label,
        severity: words::severity(status.severity),
        rule: status.rule.to_string(),
        metric: status.metric.word().to_owned(),
        measure: measure(status.metric),
        owner: explained
            .rule
            .as_ref()
            .and_then(|effective| effective.rule.owner.clone()),
        value: status.value,
        raise: status.raise,
        clear: status.clear,
        since: status.since.map(words::week),
        week: words::week(status.through),
        trend: trend.collect(),
        direction: direction(&explained.trend, status.raise),
        tickets: Vec::new(),
        link: None,
    };
    reports::messages::alert(&notice, context::language_of(visit))
}

/// Fills the page.
pub(crate) fn view(visit: &VisitParts, explained: Explained, may_hush: bool) -> AlertView {
    let words = words(visit, &explained);
    let app = &visit.app;
    let status = &explained.status;
    let owner = explained
        .rule
        .as_ref()
        .and_then(|effective| effective.rule.owner.clone());
    let mut alert = row(app, status, explained.quiet.as_ref());
    alert.scope = subject(visit, status);
    AlertView {
        alert,
        week: words::week(status.through),
        clear: status.clear,
        held: status.held.map(|held| held.word()),
        owner,
        rule: words.rule.unwrap_or_default(),
        action: words.action,
        chart: (!explained.trend.is_empty()).then(|| chart(status)).flatten(),
        trend: explained
            .trend
            .iter()
            .map(|week| TrendPoint {
                week: words::period(week.period),
                value: week.value,
                n: week.n,
                coverage: week.coverage,
            })
            .collect(),
        tickets: explained.tickets,
        history: explained
            .changes
            .iter()
            .rev()
            .map(|change| changed(app, change))
            .collect(),
        may_hush,
    }
}

/// Whom it is about, by the name people know, with the way to their page.
fn subject(visit: &VisitParts, status: &AlertStatus) -> Link {
    let config = visit.app.config();
    let known = super::alerts::subject_link(&visit.app, &status.subject);
    let named = status.subject.tribe();
    let tribe = config
        .tribes
        .iter()
        .find(|tribe| Some(&tribe.id) == named.as_ref());
    match (tribe, status.subject.scope) {
        (Some(tribe), _) => Link::new(tribe.name.clone(), link::tribe(&status.subject.key)),
        (None, Scope::Organisation) => Link::new(config.organisation.name.clone(), "/"),
        _ => known,
    }
}

/// The share against its lines, where the alert watches that.
fn chart(status: &AlertStatus) -> Option<String> {
    if status.metric != AlertMetric::MaintenanceShare {
        return None;
    }
    let last = status.through;
    let chart = Href::new("/charts/load-line.svg")
        .with("from", last.plus(1 - CHART).to_string())
        .with("to", last.to_string())
        .with("grain", "week");
    let key = status.subject.key.as_str();
    let chart = match status.subject.scope {
        Scope::Squad => chart.with("squad", key),
        Scope::Tribe => chart.with("tribe", key).with("by", "tribe"),
        Scope::Organisation => chart.with("by", "organisation"),
        Scope::Source => return None,
    };
    Some(chart.finish())
}
