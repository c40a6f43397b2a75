//! `plimsoll alerts test`: rules replayed over history, before anybody is woken by them.

use crate::commands::show::provenance;
use crate::config::read_text;
use crate::failure::misuse;
use crate::human;
use crate::jobs::evaluate::series;
use crate::output::{Format, OutputArgs, note};
use crate::setup::Setup;
use analytics::alerts::{Fired, Series, backtest};
use anyhow::Result;
use model::alert::AlertRule;
use model::analyst::{Analyst, AnalystError};
use model::config::nearest;
use model::figure::{Cell, Table, Unit, column};
use model::ids::RuleId;
use model::time::{Period, Week};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Days of a month, on average.
const DAYS_OF_MONTH: f64 = 365.25 / 12.0;

/// The words of `plimsoll alerts test`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// This rule only; can be given several times
    #[arg(long, value_name = "RULE")]
    rule: Vec<RuleId>,
    /// Another plimsoll.toml whose rules are tried, instead of the one in force
    #[arg(long, value_name = "FILE")]
    rules: Option<PathBuf>,
    /// Alerts that hold in this period or later
    #[arg(long, value_name = "PERIOD")]
    from: Option<Period>,
    /// Alerts that start in this period or before
    #[arg(long, value_name = "PERIOD")]
    to: Option<Period>,
    #[command(flatten)]
    output: OutputArgs,
}

/// Prints when rules would have fired, and tells how often.
pub(super) async fn run(setup: &Setup, args: &Args) -> Result<()> {
    args.output.check()?;
    let rules = rules(setup, args)?;
    let warehouse = setup.warehouse()?;
    let store = setup.store().await?;
    let series = series::of(setup, &store, &warehouse, &rules)
        .await?
        .ok_or(AnalystError::NothingYet)?;
    let tribes = setup.config.tribes_of_squads();
    let mut rows = Vec::new();
    for rule in &rules {
        let mut fired = backtest(&series, rule, &tribes);
        fired.retain(|fired| is_asked(fired, args));
        if args.output.format == Format::Table {
            note(summary(rule, &fired, weeks(&series, rule, args)));
        }
        rows.extend(fired.iter().map(|fired| cells(rule, fired)));
    }
    let table = Table {
        columns: vec![
            column("rule", Unit::Text),
            column("scope", Unit::Text),
            column("subject", Unit::Text),
            column("severity", Unit::Text),
            column("start", Unit::Text),
            column("raised", Unit::Text),
            column("end", Unit::Text),
            column("weeks", Unit::Count),
            column("peak", Unit::Number),
        ],
        rows,
    };
    let provenance = provenance(&warehouse, setup.today());
    args.output.print("alert-test", &table, &provenance, |table| {
        warehouse.parquet(table)
    })
}

/// The rules that are tried.
fn rules(setup: &Setup, args: &Args) -> Result<Vec<AlertRule>> {
    let rules = match &args.rules {
        None => setup.config.alert_rules(),
        Some(file) => model::config::parse(&read_text(file)?, &file.display().to_string())?.alert_rules(),
    };
    for asked in &args.rule {
        if !rules.iter().any(|rule| rule.id == *asked) {
            let known = || rules.iter().map(|rule| rule.id.as_str());
            let hint = match nearest(asked.as_str(), known()) {
                Some(near) => format!("did you mean {near:?}?"),
                None => format!("there are: {}", known().collect::<Vec<_>>().join(", ")),
            };
            return Err(misuse(format!(
                "there is no alert rule {:?} in force; {hint}",
                asked.as_str()
            )));
        }
    }
    let is_asked = |rule: &AlertRule| args.rule.is_empty() || args.rule.contains(&rule.id);
    Ok(rules.into_iter().filter(is_asked).collect())
}

fn is_asked(fired: &Fired, args: &Args) -> bool {
    args.to.is_none_or(|to| fired.start.monday() <= to.last_day())
        && args
            .from
            .is_none_or(|from| fired.end.is_none_or(|end| from.first_day() <= end.sunday()))
}

/// The closed weeks that a rule looked at, of the subject that has most.
fn weeks(series: &[Series], rule: &AlertRule, args: &Args) -> usize {
    let is_inside = |week: Week| {
        args.from.is_none_or(|from| from.first_day() <= week.sunday())
            && args.to.is_none_or(|to| week.monday() <= to.last_day())
    };
    let of_rule = series
        .iter()
        .filter(|series| series.metric == rule.metric && series.subject.scope == rule.scope);
    let weeks = of_rule.map(|series| series.points.iter().filter(|point| is_inside(point.week)).count());
    weeks.max().unwrap_or(0)
}

/// How many alerts a rule would have raised, in a sentence.
fn summary(rule: &AlertRule, fired: &[Fired], weeks: usize) -> String {
    let subjects: BTreeSet<_> = fired.iter().map(|fired| &fired.subject).collect();
    if rule.metric.is_momentary() {
        return format!(
            "{}: only today's value is known; {} now.",
            rule.id,
            human::count(fired.len() as u64, "alert")
        );
    }
    let months = weeks as f64 * 7.0 / DAYS_OF_MONTH;
    let a_month = if months > 0.0 {
        fired.len() as f64 / months
    } else {
        0.0
    };
    format!(
        "{}: {} of {} in {}, {a_month:.1} a month.",
        rule.id,
        human::count(fired.len() as u64, "alert"),
        human::count(subjects.len() as u64, rule.scope.word()),
        human::count(weeks as u64, "week"),
    )
}

fn cells(rule: &AlertRule, fired: &Fired) -> Vec<Cell> {
    vec![
        Cell::Text(rule.id.to_string()),
        Cell::Text(rule.scope.to_string()),
        Cell::Text(fired.subject.key.clone()),
        Cell::Text(rule.severity.to_string()),
        Cell::Text(fired.start.to_string()),
        Cell::Text(fired.raised.to_string()),
        Cell::text(fired.end.map(|week| week.to_string())),
        Cell::Int(fired.weeks.cast_signed()),
        Cell::Float(fired.peak),
    ]
}
