//! `plimsoll explain SOURCE KEY`: why is this maintenance, whose is it, and where does it stand?

mod reasons;

use crate::cli::Global;
use crate::failure::{Outcome, misuse};
use crate::human;
use crate::jobs::lineage::Lineage;
use crate::output::data;
use crate::setup::Setup;
use anyhow::Result;
use model::classify::Classification;
use model::ids::SourceId;
use model::people::Memberships;
use model::ticket::{TicketHistory, Worklog};
use model::time::Seconds;
use model::timeline::{Span, Timeline};
use std::fmt::Write as _;
use store::Store;

/// The words of `plimsoll explain`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The source, as plimsoll.toml calls it
    source: String,
    /// The ticket's key in it
    key: String,
}

/// Everything an explanation is made from.
struct Found {
    history: TicketHistory,
    parent: Option<Classification>,
    memberships: Memberships,
    worklogs: Vec<Worklog>,
}

/// Explains a ticket.
pub(crate) async fn run(args: &Args, global: &Global) -> Result<Outcome> {
    let setup = Setup::load(global)?;
    let source = source(&setup, &args.source)?;
    let store = setup.store().await?;
    let Some(history) = store.ticket_by_key(&source, &args.key).await? else {
        return Err(misuse(format!(
            "source {source} has no ticket {:?}: keys are written as in the source, capitals included",
            args.key
        )));
    };
    let found = Found {
        parent: parent(&setup, &store, &history).await?,
        memberships: setup.rules.squads.memberships(store.memberships().await?),
        worklogs: store.worklogs_of_ticket(history.ticket.id).await?,
        history,
    };
    data(explain(&setup, &found).as_bytes())?;
    Ok(Outcome::Done)
}

fn source(setup: &Setup, name: &str) -> Result<SourceId> {
    let sources = setup.config.sources.keys();
    if let Some(known) = sources.clone().find(|known| known.as_str() == name) {
        return Ok(known.clone());
    }
    let names: Vec<_> = sources.map(SourceId::as_str).collect();
    let hint = match model::config::nearest(name, names.iter().copied()) {
        Some(near) => format!("did you mean {near:?}?"),
        None => format!("known: {}", names.join(", ")),
    };
    Err(misuse(format!(
        "source {name:?} is not under [sources] of {}; {hint}",
        setup.file.display()
    )))
}

async fn parent(setup: &Setup, store: &Store, history: &TicketHistory) -> Result<Option<Classification>> {
    let (setup, store, history) = (setup.clone(), store.clone(), history.clone());
    let runtime = tokio::runtime::Handle::current();
    tokio::task::spawn_blocking(move || {
        let mut lineage = Lineage::default();
        lineage.learn(std::slice::from_ref(&history), &setup.rules, |ids| {
            Ok(runtime.block_on(store.ticket_histories(ids))?)
        })?;
        Ok(lineage.parent_of(&history).cloned())
    })
    .await?
}

fn explain(setup: &Setup, found: &Found) -> String {
    let ticket = &found.history.ticket;
    let timeline = Timeline::resolve(
        &found.history,
        found.parent.as_ref(),
        &setup.rules,
        &found.memberships,
    );
    let now = timeline.current();
    let mut lines = vec![format!("{} {}", ticket.key, ticket.title)];
    lines.extend(ticket.url.clone());
    lines.push(String::new());
    lines.push(format!("kind     {}", reasons::kind(setup, &now.classification)));
    lines.push(format!(
        "squad    {}",
        reasons::squad(setup, &found.history, &now.squad, &found.memberships)
    ));
    lines.push(format!("stage    {}", reasons::stage(setup, ticket, now.stage)));
    lines.push(format!("hours    {}", hours(&found.worklogs)));
    lines.push(String::new());
    lines.push(format!("Its life, in {}:", setup.rules.time_zone));
    lines.extend(timeline.spans().iter().map(|span| life(setup, span)));
    let flows: Vec<_> = timeline
        .flows()
        .iter()
        .map(|flow| {
            format!(
                "{} {} {}",
                setup.rules.day_of(flow.at),
                flow.squad,
                flow.reason.word()
            )
        })
        .collect();
    if !flows.is_empty() {
        lines.push(String::new());
        lines.push(format!("In the open maintenance of squads: {}", flows.join(", ")));
    }
    lines.push(String::new());
    lines.push(format!(
        "Rules version {} of {}",
        setup.rules.version,
        setup.file.display()
    ));
    lines.join("\n") + "\n"
}

fn hours(worklogs: &[Worklog]) -> String {
    let total = Seconds(worklogs.iter().map(|worklog| worklog.seconds.0).sum());
    let days = worklogs.iter().map(|worklog| worklog.work_date);
    match (days.clone().min(), days.max()) {
        (Some(first), Some(last)) => format!(
            "{} in {}, {first} to {last}",
            human::hours(total.hours()),
            human::count(worklogs.len() as u64, "worklog")
        ),
        _ => "none logged".to_owned(),
    }
}

fn life(setup: &Setup, span: &Span) -> String {
    let at = span
        .from
        .with_timezone(&setup.rules.time_zone)
        .format("%Y-%m-%d %H:%M");
    let state = &span.state;
    let mut text = format!("  {at}  {:<8} {:<20} ", state.stage.word(), state.squad.as_str());
    // Writing to a string cannot fail.
    let _ = write!(text, "{}", reasons::category(&state.classification));
    text
}
