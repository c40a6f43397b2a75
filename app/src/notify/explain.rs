//! What a message says: the notice with the numbers behind it, read from the figures when it is sent.

use super::chart::{self, Around};
use super::plan::owner;
use super::{Letter, Message};
use crate::setup::Setup;
use analytics::Warehouse;
use anyhow::Result;
use api::trend::{TrendWeek, direction, measure, of_whom, trend};
use chrono::{DateTime, Utc};
use model::alert::{AlertMetric, AlertStatus, AlertSubject, Late, Scope, Severity};
use model::analyst::{Analyst, AnalystError, TicketWeight};
use model::config::Channel;
use model::notice::{Delivery, Notice, Route, TribeDigest};
use model::time::Period;
use reports::messages::{
    About, AlertNotice, DigestLine, DigestNotice, Point, Ticket, Words, alert, digest, sample,
};
use reports::{Grain, Language};
use store::Store;

/// Weeks of the trend.
const TREND: i64 = 8;
/// Tickets that are named.
const TICKETS: usize = 5;
/// Reads what explains a notice.
#[derive(Clone)]
pub(crate) struct Explainer {
    pub(crate) setup: Setup,
    pub(crate) store: Store,
    pub(crate) warehouse: Warehouse,
}

/// The numbers behind an alert.
#[derive(Debug, Default)]
struct Numbers {
    weeks: Vec<TrendWeek>,
    tickets: Vec<TicketWeight>,
    snapshot: Option<model::analyst::Snapshot>,
}

impl Explainer {
    /// A delivery as a letter for its channel.
    pub(crate) async fn letter(
        &self,
        delivery: &Delivery,
        channel: &Channel,
        now: DateTime<Utc>,
    ) -> Result<Letter> {
        let notice = delivery.notice.clone();
        self.write(delivery.message_id(), notice, channel, now).await
    }

    /// A notice as a letter that is known by `id`.
    pub(crate) async fn write(
        &self,
        id: String,
        notice: Notice,
        channel: &Channel,
        now: DateTime<Utc>,
    ) -> Result<Letter> {
        let config = &self.setup.config;
        let language = match channel.language.unwrap_or(config.organisation.language) {
            model::config::Language::En => Language::En,
            model::config::Language::Fr => Language::Fr,
        };
        let message = match &notice {
            Notice::Transition(transition) => {
                let about = match (transition.late, transition.status.state.is_raised()) {
                    (Some(Late::Confirmed), _) => About::Confirmed,
                    (Some(Late::Withdrawn), _) => About::Withdrawn,
                    (None, true) => About::Raised,
                    (None, false) => About::Ended,
                };
                self.alert(about, &transition.status, channel, language).await?
            }
            Notice::Reminder(status) => self.alert(About::Reminder, status, channel, language).await?,
            Notice::Digest(tribe) => plain(self.digest(tribe, channel, language)),
            Notice::Test => {
                let name = &config.organisation.name;
                plain(sample(
                    language,
                    name,
                    channel.id.as_str(),
                    self.link("/").as_deref(),
                ))
            }
        };
        let status = notice.status();
        let route = status.map(|status| Route::of(status, config, owner(config, status)));
        let tribe = match &notice {
            Notice::Digest(digest) => Some(digest.tribe.to_string()),
            _ => route
                .as_ref()
                .and_then(|route| Some(route.tribe.as_ref()?.to_string())),
        };
        let owner = route.and_then(|route| route.owner);
        Ok(Letter {
            id,
            message,
            owner,
            tribe,
            notice,
            now,
        })
    }

    async fn alert(
        &self,
        about: About,
        status: &AlertStatus,
        channel: &Channel,
        language: Language,
    ) -> Result<Message> {
        let config = &self.setup.config;
        let numbers = self.numbers(status).await?;
        let subject = self.name(&status.subject);
        let notice = AlertNotice {
            about,
            organisation: config.organisation.name.clone(),
            channel: channel.id.to_string(),
            subject: subject.clone(),
            severity: severity(status.severity),
            rule: status.rule.to_string(),
            metric: status.metric.word().to_owned(),
            measure: measure(status.metric),
            owner: owner(config, status),
            value: status.value,
            raise: status.raise,
            clear: status.clear,
            since: status.since.map(period),
            week: period(status.through),
            direction: direction(&numbers.weeks, status.raise),
            trend: numbers
                .weeks
                .iter()
                .map(|week| Point {
                    week: reports::Period::of(Grain::Week, week.period.first_day()),
                    value: week.value,
                })
                .collect(),
            tickets: self.tickets(&numbers.tickets).await?,
            link: self.link(&path(&status.subject)),
        };
        let chart = numbers
            .snapshot
            .filter(|_| status.metric == AlertMetric::MaintenanceShare);
        let chart = chart.and_then(|snapshot| {
            let zone = config.organisation.time_zone;
            let around = Around {
                subject,
                as_of: snapshot.refreshed_at.with_timezone(&zone).naive_local(),
                rules_version: snapshot.rules_version,
                thresholds: config.thresholds,
                language,
            };
            chart::png(&numbers.weeks, around)
        });
        Ok(Message {
            words: alert(&notice, language),
            chart,
        })
    }

    fn digest(&self, tribe: &TribeDigest, channel: &Channel, language: Language) -> Words {
        let config = &self.setup.config;
        let subject = AlertSubject::from(tribe.tribe.clone());
        let line = |status: &AlertStatus| DigestLine {
            severity: severity(status.severity),
            subject: self.name(&status.subject),
            metric: status.metric.word().to_owned(),
            measure: measure(status.metric),
            value: status.value,
            raise: status.raise,
            since: status.since.map(period),
            link: self.link(&path(&status.subject)),
        };
        let notice = DigestNotice {
            organisation: config.organisation.name.clone(),
            channel: channel.id.to_string(),
            tribe: self.name(&subject),
            day: tribe.day,
            lines: tribe.raised.iter().map(line).collect(),
            link: self.link(&path(&subject)),
        };
        digest(&notice, language)
    }

    /// The weeks before the alert's last one, and the tickets of its spell. There are none of sources, nor before the
    /// first refresh.
    async fn numbers(&self, status: &AlertStatus) -> Result<Numbers> {
        let (warehouse, status, today) = (self.warehouse.clone(), status.clone(), self.setup.today());
        let Some(filter) = of_whom(&status.subject, today) else {
            return Ok(Numbers::default());
        };
        let read = move || -> Result<Numbers, AnalystError> {
            let last = status.through;
            let weeks = filter
                .clone()
                .between(Some(Period::Week(last.plus(1 - TREND))), Some(Period::Week(last)));
            let spell = filter.between(
                Some(Period::Week(status.since.unwrap_or(last).min(last))),
                Some(Period::Week(last)),
            );
            Ok(Numbers {
                weeks: trend(&warehouse, &weeks, status.metric)?,
                tickets: warehouse.heaviest_tickets(&spell, TICKETS + 1)?,
                snapshot: Some(warehouse.snapshot()?),
            })
        };
        match tokio::task::spawn_blocking(read).await? {
            Ok(numbers) => Ok(numbers),
            Err(AnalystError::NothingYet) => Ok(Numbers::default()),
            Err(error) => Err(error.into()),
        }
    }

    async fn tickets(&self, weights: &[TicketWeight]) -> Result<Vec<Ticket>> {
        let ids: Vec<_> = weights
            .iter()
            .filter_map(|weight| weight.ticket)
            .take(TICKETS)
            .collect();
        let briefs = self.store.ticket_briefs(&ids).await?;
        let named = weights.iter().filter_map(|weight| {
            let brief = briefs.iter().find(|brief| Some(brief.id) == weight.ticket)?;
            Some(Ticket {
                key: brief.key.clone(),
                title: brief.title.clone(),
                href: brief.url.clone().filter(|url| url.starts_with("http")),
                hours: weight.hours,
            })
        });
        Ok(named.take(TICKETS).collect())
    }

    /// What people call whom an alert is about.
    fn name(&self, subject: &AlertSubject) -> String {
        let config = &self.setup.config;
        let squad = subject.squad();
        let squad = config
            .squads
            .iter()
            .find(|known| Some(&known.id) == squad.as_ref());
        let tribe = subject.tribe();
        let tribe = config
            .tribes
            .iter()
            .find(|known| Some(&known.id) == tribe.as_ref());
        match (squad, tribe, subject.scope) {
            (Some(squad), ..) => squad.name().to_owned(),
            (_, Some(tribe), _) => tribe.name.clone(),
            (.., Scope::Organisation) => config.organisation.name.clone(),
            _ => subject.key.clone(),
        }
    }

    /// The address of a page, where people reach one.
    fn link(&self, path: &str) -> Option<String> {
        let base = self.setup.config.server.public_url.as_ref()?;
        Some(format!("{}{path}", base.trim_end_matches('/')))
    }
}

fn plain(words: Words) -> Message {
    Message { words, chart: None }
}

fn path(subject: &AlertSubject) -> String {
    match subject.scope {
        Scope::Squad => format!("/squads/{}", subject.key),
        Scope::Tribe => format!("/tribes/{}", subject.key),
        Scope::Organisation => "/alerts".to_owned(),
        Scope::Source => "/quality".to_owned(),
    }
}

fn period(week: model::time::Week) -> reports::Period {
    reports::Period::of(Grain::Week, week.monday())
}

fn severity(severity: Severity) -> reports::Severity {
    match severity {
        Severity::Warn => reports::Severity::Warn,
        Severity::Critical => reports::Severity::Critical,
    }
}
