//! `plimsoll show WHAT`: figures as a table, CSV, JSON or Parquet.

use crate::cli::Global;
use crate::clock;
use crate::failure::Outcome;
use crate::filters::FilterArgs;
use crate::output::{Format, OutputArgs};
use crate::setup::Setup;
use analytics::Warehouse;
use anyhow::Result;
use chrono::NaiveDate;
use model::analyst::{Analyst, AnalystError};
use model::figure::{Answer, Provenance, Table, Tabular};
use model::intervention::Intervention;
use model::query::{Filter, What};
use std::str::FromStr;

/// The words of `plimsoll show`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// maintenance, mix, flow, spells, limits, interventions, forward, routing, routing-matrix, routing-suggestions, quality, alerts
    /// or sources
    what: Shown,
    #[command(flatten)]
    filters: FilterArgs,
    #[command(flatten)]
    output: OutputArgs,
}

/// What there is to show: what the analyst answers or the store remembers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    Figures(What),
    Sources,
}

impl Shown {
    fn word(self) -> &'static str {
        match self {
            Self::Figures(what) => what.word(),
            Self::Sources => "sources",
        }
    }
}

impl FromStr for Shown {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let all = || What::ALL.into_iter().map(Self::Figures).chain([Self::Sources]);
        all().find(|shown| shown.word() == text).ok_or_else(|| {
            let words: Vec<_> = all().map(Self::word).collect();
            match model::config::nearest(text, words.iter().copied()) {
                Some(near) => format!("did you mean {near:?}?"),
                None => format!("there are: {}", words.join(", ")),
            }
        })
    }
}

/// Prints what is asked for.
pub(crate) async fn run(args: Args, global: &Global) -> Result<Outcome> {
    let setup = Setup::load(global)?;
    print(&setup, args.what, &args.filters, &args.output).await?;
    Ok(Outcome::Done)
}

/// Prints figures.
pub(crate) async fn figures(
    setup: &Setup,
    what: What,
    filters: &FilterArgs,
    output: &OutputArgs,
) -> Result<()> {
    print(setup, Shown::Figures(what), filters, output).await
}

async fn print(setup: &Setup, shown: Shown, filters: &FilterArgs, output: &OutputArgs) -> Result<()> {
    output.check()?;
    let filter = filters.filter(setup)?;
    let warehouse = setup.warehouse()?;
    let (table, provenance) = match shown {
        Shown::Figures(What::Alerts) => alerts(setup, &warehouse, &filter).await?,
        Shown::Figures(What::Quality) => quality(setup, &warehouse, filter).await?,
        Shown::Figures(what) => ask(setup, &warehouse, what, filter).await?,
        Shown::Sources => {
            let statuses = setup.store().await?.source_statuses().await?;
            (
                api::tables::sources(&statuses),
                provenance(&warehouse, setup.today()),
            )
        }
    };
    tell_notes(setup, output, &table, &provenance);
    output.print(shown.word(), &table, &provenance, |table| {
        warehouse.parquet(table)
    })
}

/// Asks the analyst, on a thread that may take its time.
async fn ask(
    setup: &Setup,
    warehouse: &Warehouse,
    what: What,
    filter: Filter,
) -> Result<(Table, Provenance)> {
    let decided = match what {
        What::Limits | What::Interventions => setup.store().await?.interventions().await?,
        _ => Vec::<Intervention>::new(),
    };
    let warehouse = warehouse.clone();
    let answered = tokio::task::spawn_blocking(move || match what {
        What::Maintenance => warehouse.maintenance(&filter).map(whole),
        What::Mix => warehouse.mix(&filter).map(whole),
        What::Flow => warehouse.flow(&filter).map(whole),
        What::Spells => warehouse.spells(&filter).map(whole),
        What::Routing => warehouse.routing(&filter).map(whole),
        What::RoutingMatrix => warehouse.routing_matrix(&filter).map(whole),
        What::RoutingSuggestions => warehouse.routing_suggestions(&filter).map(whole),
        What::Forward => warehouse.forward(&filter).map(whole),
        What::Limits => warehouse.limits(&filter, &decided).map(whole),
        What::Interventions => warehouse.interventions(&filter, &decided).map(whole),
        What::Quality | What::Alerts => warehouse.quality(&filter).map(whole),
    });
    Ok(answered.await??)
}

fn whole<R: Tabular>(answer: Answer<R>) -> (Table, Provenance) {
    (answer.table(), answer.provenance)
}

/// What the facts say, and what the store knows of each source.
async fn quality(setup: &Setup, warehouse: &Warehouse, filter: Filter) -> Result<(Table, Provenance)> {
    let statuses = setup.store().await?.source_statuses().await?;
    let warehouse = warehouse.clone();
    let whole_sources = filter.squads.is_empty() && filter.tribe.is_none() && filter.project.is_none();
    let mut answer = tokio::task::spawn_blocking(move || warehouse.quality(&filter)).await??;
    if whole_sources {
        answer
            .rows
            .extend(api::tables::quality_of_sources(&statuses, clock::now()));
        answer
            .rows
            .sort_by(|a, b| (&a.source, &a.squad, a.check).cmp(&(&b.source, &b.squad, b.check)));
    }
    Ok(whole(answer))
}

/// Where every rule stands for every subject asked for, and why nobody is told.
pub(super) async fn alerts(
    setup: &Setup,
    warehouse: &Warehouse,
    filter: &Filter,
) -> Result<(Table, Provenance)> {
    let store = setup.store().await?;
    let mut alerts = api::hush::alerts(&store, &setup.config, clock::now()).await?;
    let tribes = setup.config.tribes_of_squads();
    alerts.retain(|(status, _)| {
        let squad = status.subject.squad();
        (filter.squads.is_empty() || squad.is_some_and(|squad| filter.squads.contains(&squad)))
            && (filter.tribe.is_none() || model::alert::tribe_of(&status.subject, &tribes) == filter.tribe)
    });
    Ok((api::tables::alerts(&alerts), provenance(warehouse, setup.today())))
}

/// Where lists come from that the store keeps.
pub(crate) fn provenance(warehouse: &Warehouse, today: NaiveDate) -> Provenance {
    let snapshot: Result<_, AnalystError> = warehouse.snapshot();
    let (rules_version, data_version) = match snapshot {
        Ok(snapshot) => (snapshot.rules_version, snapshot.data_version),
        Err(_) => (String::new(), 0),
    };
    Provenance {
        as_of: today,
        rules_version,
        data_version,
        method: "worklogs",
        notes: Vec::new(),
    }
}

/// Says on stderr what JSON says in its envelope, and why a table may be empty.
fn tell_notes(setup: &Setup, output: &OutputArgs, table: &Table, provenance: &Provenance) {
    if output.format != Format::Json {
        for note in &provenance.notes {
            setup.say(format!("note: {note}"));
        }
    }
    if table.rows.is_empty() {
        setup.say("Nothing matches: there are no rows for these filters.");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_what_names_the_nearest() {
        assert_eq!("sources".parse(), Ok(Shown::Sources));
        assert_eq!("flow".parse(), Ok(Shown::Figures(What::Flow)));
        assert_eq!(
            "maintenence".parse::<Shown>().unwrap_err(),
            "did you mean \"maintenance\"?"
        );
        let error = "xyz".parse::<Shown>().unwrap_err();
        assert!(error.contains("spells") && error.contains("sources"), "{error}");
    }
}
