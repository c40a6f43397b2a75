//! `plimsoll alerts ack | silence | unsilence | silences`: who has taken an alert, and who wants to hear nothing.

use crate::clock;
use crate::commands::show::provenance;
use crate::failure::misuse;
use crate::output::{OutputArgs, line};
use crate::setup::Setup;
use anyhow::Result;
use chrono::{DateTime, TimeDelta, Utc};
use model::alert::{Acknowledgement, AlertStatus};
use model::analyst::Analyst;
use model::config::nearest;
use model::figure::{Cell, Table, Unit, column};
use model::ids::{RuleId, TribeId};

/// Who says it, and for how long.
#[derive(Debug, clap::Args)]
struct By {
    /// Who says it
    #[arg(long, env = "USER", value_name = "NAME")]
    by: String,
    /// For so many hours
    #[arg(long, default_value_t = 168, value_parser = clap::value_parser!(u32).range(1..=672))]
    hours: u32,
}

impl By {
    fn until(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        now + TimeDelta::hours(i64::from(self.hours))
    }
}

/// An alert that somebody takes.
#[derive(Debug, clap::Args)]
pub(crate) struct Ack {
    /// The alert: rule.scope.subject
    alert: String,
    /// What there is to say
    #[arg(long, default_value = "")]
    note: String,
    #[command(flatten)]
    by: By,
}

/// What somebody wants to hear nothing of.
#[derive(Debug, clap::Args)]
pub(crate) struct Silence {
    /// This alert only: rule.scope.subject
    alert: Option<String>,
    /// This rule only
    #[arg(long, value_name = "RULE", conflicts_with = "alert")]
    rule: Option<RuleId>,
    /// This tribe and its squads only
    #[arg(long, value_name = "TRIBE", conflicts_with = "alert")]
    tribe: Option<TribeId>,
    /// Why
    #[arg(long)]
    reason: String,
    #[command(flatten)]
    by: By,
}

/// A silence that ends.
#[derive(Debug, clap::Args)]
pub(crate) struct Unsilence {
    /// Its number in `plimsoll alerts silences`
    id: i64,
    /// Who ends it
    #[arg(long, env = "USER", value_name = "NAME")]
    by: String,
}

/// Takes an alert.
pub(super) async fn acknowledge(setup: &Setup, args: Ack) -> Result<()> {
    let store = setup.store().await?;
    let status = known(store.alert_statuses().await?, &args.alert)?;
    if !status.state.is_raised() {
        return Err(misuse(format!(
            "alert {} is {}: only a raised one can be acknowledged",
            args.alert, status.state
        )));
    }
    let now = clock::now();
    let given = Acknowledgement {
        rule: status.rule,
        subject: status.subject,
        since: status.since,
        at: now,
        expires_at: args.by.until(now),
        author: args.by.by,
        note: args.note,
    };
    store.acknowledge_alert(&given).await?;
    line(format!(
        "{} has taken {} until {}.",
        given.author,
        args.alert,
        shown(given.expires_at)
    ))
}

/// Silences alerts.
pub(super) async fn silence(setup: &Setup, args: Silence) -> Result<()> {
    let store = setup.store().await?;
    check(setup, &args)?;
    let status = match &args.alert {
        Some(alert) => Some(known(store.alert_statuses().await?, alert)?),
        None => None,
    };
    let now = clock::now();
    let silence = model::alert::Silence {
        id: 0,
        rule: status.as_ref().map(|status| status.rule.clone()).or(args.rule),
        subject: status.map(|status| status.subject),
        tribe: args.tribe,
        created_at: now,
        ends_at: args.by.until(now),
        author: args.by.by,
        reason: args.reason,
        ended: None,
    };
    let id = store.silence_alerts(&silence).await?;
    line(format!("Silence {id} holds until {}.", shown(silence.ends_at)))
}

/// Refuses names that do not exist, and a silence of everything that nobody asked for.
fn check(setup: &Setup, args: &Silence) -> Result<()> {
    if args.alert.is_none() && args.rule.is_none() && args.tribe.is_none() {
        return Err(misuse(
            "say what is to be silent: an alert, --rule RULE or --tribe TRIBE",
        ));
    }
    let rules = setup.config.effective_rules();
    if let Some(rule) = &args.rule
        && !rules.iter().any(|known| known.rule.id == *rule)
    {
        return Err(misuse(format!(
            "there is no alert rule {rule}: see `plimsoll alerts rules`"
        )));
    }
    if let Some(tribe) = &args.tribe
        && !setup.config.tribes.iter().any(|known| known.id == *tribe)
    {
        return Err(misuse(format!(
            "there is no tribe {tribe} in {}",
            setup.file.display()
        )));
    }
    Ok(())
}

/// Ends a silence.
pub(super) async fn unsilence(setup: &Setup, args: &Unsilence) -> Result<()> {
    let store = setup.store().await?;
    if !store.end_silence(args.id, clock::now(), &args.by).await? {
        return Err(misuse(format!(
            "there is no silence {} that still holds: see `plimsoll alerts silences`",
            args.id
        )));
    }
    line(format!("Silence {} has ended.", args.id))
}

/// Lists the silences that hold.
pub(super) async fn list(setup: &Setup, output: &OutputArgs) -> Result<()> {
    output.check()?;
    let warehouse = setup.warehouse()?;
    let now = clock::now();
    let mut silences = setup.store().await?.silences(now).await?;
    silences.retain(|silence| silence.holds(now));
    let words = ["rule", "subject", "tribe", "author", "reason", "from", "until"];
    let columns = words.map(|name| column(name, Unit::Text));
    let table = Table {
        columns: [column("id", Unit::Count)].into_iter().chain(columns).collect(),
        rows: silences
            .into_iter()
            .map(|silence| {
                vec![
                    Cell::Int(silence.id),
                    Cell::text(silence.rule),
                    Cell::text(silence.subject.map(|subject| subject.to_string())),
                    Cell::text(silence.tribe),
                    Cell::Text(silence.author),
                    Cell::Text(silence.reason),
                    Cell::Text(shown(silence.created_at)),
                    Cell::Text(shown(silence.ends_at)),
                ]
            })
            .collect(),
    };
    output.print(
        "silences",
        &table,
        &provenance(&warehouse, setup.today()),
        |table| warehouse.parquet(table),
    )
}

fn known(statuses: Vec<AlertStatus>, id: &str) -> Result<AlertStatus> {
    let ids: Vec<_> = statuses.iter().map(AlertStatus::id).collect();
    statuses
        .into_iter()
        .find(|status| status.id() == id)
        .ok_or_else(|| {
            let hint = match nearest(id, ids.iter().map(String::as_str)) {
                Some(near) => format!("did you mean {near}?"),
                None => "write rule.scope.subject, as `plimsoll alerts list` shows them".to_owned(),
            };
            misuse(format!("there is no alert {id}; {hint}"))
        })
}

fn shown(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%M UTC").to_string()
}
