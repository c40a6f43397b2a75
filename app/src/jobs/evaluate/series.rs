//! The series that alert rules look at: one place that knows where each metric comes from.

use crate::clock;
use crate::setup::Setup;
use analytics::Warehouse;
use analytics::alerts::{Point, Series, of_flow, of_forward, of_maintenance, of_routing};
use anyhow::Result;
use chrono::NaiveDate;
use model::activity::Method;
use model::alert::{AlertMetric, AlertRule, AlertSubject, Scope};
use model::analyst::{Analyst, AnalystError, MaintenanceRow};
use model::query::{Filter, Level};
use std::collections::BTreeSet;
use store::{SourceStatus, Store};

/// Every series that the rules look at; none while there are no figures.
pub(crate) async fn of(
    setup: &Setup,
    store: &Store,
    warehouse: &Warehouse,
    rules: &[AlertRule],
) -> Result<Option<Vec<Series>>> {
    let asked: BTreeSet<_> = rules.iter().map(|rule| (rule.metric, rule.scope)).collect();
    let filter = Filter::all(setup.today());
    let (analyst, of_figures) = (warehouse.clone(), filter.clone());
    let squads = setup.config.squads.iter();
    let by_activity = squads
        .filter(|squad| squad.method == Some(Method::Activity))
        .map(|squad| squad.id.to_string())
        .collect();
    let found =
        tokio::task::spawn_blocking(move || from_figures(&analyst, &of_figures, &asked, &by_activity))
            .await?;
    let mut series = match found {
        Ok(series) => series,
        Err(AnalystError::NothingYet) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let sources = store.source_statuses().await?;
    let ages = ages(setup, &sources, &filter);
    if let Some(unread_from) = unread_from(setup, &sources, &ages) {
        for point in series.iter_mut().flat_map(|series| &mut series.points) {
            point.is_stale = unread_from <= point.week.sunday();
        }
    }
    series.extend(ages);
    Ok(Some(series))
}

/// The series of metrics that are figures. Squads `by_activity` have none of hours.
fn from_figures(
    analyst: &dyn Analyst,
    filter: &Filter,
    asked: &BTreeSet<(AlertMetric, Scope)>,
    by_activity: &BTreeSet<String>,
) -> Result<Vec<Series>, AnalystError> {
    let mut series = Vec::new();
    for scope in Scope::ALL {
        let Some(level) = level(scope) else { continue };
        let filter = Filter {
            level,
            ..filter.clone()
        };
        let metrics: Vec<AlertMetric> = asked
            .iter()
            .filter_map(|(metric, of)| (*of == scope).then_some(*metric))
            .collect();
        let any = |some: &[AlertMetric]| metrics.iter().any(|metric| some.contains(metric));
        use AlertMetric::{
            Backlog, Coverage, ForwardLoad, MaintenanceLoad, MaintenanceShare, MisrouteRate, OpenAgeP85,
            SourceAge, UndrainedFlow,
        };
        // Shares by activity cannot show overload: no rule asks for them.
        let by_hours = Filter {
            method: Some(Method::Worklogs),
            ..filter.clone()
        };
        let mut of_hours = if any(&[MaintenanceShare, MaintenanceLoad, Coverage]) {
            analyst.maintenance(&by_hours)?.rows
        } else {
            Vec::new()
        };
        // Where nobody ever logs hours, none are missing: the tracker keeps none.
        let logged = |row: &MaintenanceRow| row.logged_h.value.is_some_and(|hours| hours != 0.0);
        if !of_hours.iter().any(logged) {
            of_hours.clear();
        }
        of_hours.retain(|row| scope != Scope::Squad || !by_activity.contains(&row.subject.key));
        let of_stock = if any(&[UndrainedFlow, Backlog, OpenAgeP85]) {
            analyst.flow(&filter)?.rows
        } else {
            Vec::new()
        };
        for metric in metrics {
            series.extend(match metric {
                MaintenanceShare | MaintenanceLoad | Coverage => of_maintenance(&of_hours, metric, scope),
                UndrainedFlow | Backlog | OpenAgeP85 => of_flow(&of_stock, metric, scope),
                ForwardLoad => of_forward(&analyst.forward(&filter)?.rows, scope, filter.last_closed_week()),
                MisrouteRate => of_routing(&analyst.routing(&filter)?.rows, scope),
                SourceAge => Vec::new(),
            });
        }
    }
    Ok(series)
}

/// What a scope is in questions about figures.
fn level(scope: Scope) -> Option<Level> {
    match scope {
        Scope::Squad => Some(Level::Squad),
        Scope::Tribe => Some(Level::Tribe),
        Scope::Organisation => Some(Level::Organisation),
        Scope::Source => None,
    }
}

/// The age of each source that can be stale, in intervals: half the hours after which it is. One that was never read has
/// none.
fn ages(setup: &Setup, sources: &[SourceStatus], filter: &Filter) -> Vec<Series> {
    let age = |(id, config): (&model::ids::SourceId, &model::config::SourceConfig)| {
        let interval = f64::from(config.stale_after_hours()?) / 2.0;
        let status = sources.iter().find(|status| status.source == *id);
        let read = status.and_then(|status| status.last_success_at);
        let hours =
            |at: chrono::DateTime<chrono::Utc>| (clock::now() - at).num_seconds().max(0) as f64 / 3600.0;
        Some(Series {
            metric: AlertMetric::SourceAge,
            subject: AlertSubject::from(id.clone()),
            points: vec![Point {
                week: filter.last_closed_week(),
                value: read.map(|at| hours(at) / interval.max(0.5)),
                n: 1,
                coverage: None,
                is_stale: false,
            }],
        })
    };
    setup.config.sources.iter().filter_map(age).collect()
}

/// The day of the oldest last success of a source that is stale: weeks that end then or later may lack its data.
fn unread_from(setup: &Setup, sources: &[SourceStatus], ages: &[Series]) -> Option<NaiveDate> {
    let is_stale = |status: &&SourceStatus| {
        let subject = AlertSubject::from(status.source.clone());
        ages.iter().filter(|age| age.subject == subject).any(|age| {
            age.points
                .iter()
                .any(|point| point.value.is_some_and(|age| age >= 2.0))
        })
    };
    let zone = setup.config.organisation.time_zone;
    let read = sources
        .iter()
        .filter(is_stale)
        .filter_map(|status| status.last_success_at);
    read.map(|at| at.with_timezone(&zone).date_naive()).min()
}
