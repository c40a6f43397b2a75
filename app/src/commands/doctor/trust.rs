//! How far the data can be trusted: freshness, people and squads, figures that lag behind, users.

use super::Check;
use crate::human::count;
use crate::setup::Setup;
use analytics::Warehouse;
use anyhow::Result;
use chrono::{DateTime, Utc};
use model::analyst::{Analyst, AnalystError, QualityAsked, QualityCheck, QualityRow};
use model::query::Filter;
use std::collections::BTreeMap;
use store::{SourceStatus, Store};

/// When each source was last read, and what could not be taken then.
pub(super) fn freshness(setup: &Setup, sources: &[SourceStatus], now: DateTime<Utc>) -> Vec<Check> {
    let mut checks = Vec::new();
    for (id, config) in &setup.config.sources {
        let import = format!("run `plimsoll import FILE… --mapping M.toml` for source {id}");
        let Some(status) = sources.iter().find(|status| status.source == *id) else {
            checks.push(Check::look(format!("source {id} was never read"), import));
            continue;
        };
        checks.push(match status.last_success_at {
            None => Check::look(format!("source {id} was never read to its end"), import),
            Some(at) => {
                let hours = (now - at).num_hours();
                let stale = config
                    .stale_after_hours()
                    .filter(|limit| hours > i64::from(*limit));
                let read = format!("source {id} was last read {}", ago(hours));
                match stale {
                    Some(limit) => Check::look(format!("{read}: stale after {limit} hours"), import),
                    None => Check::good(read),
                }
            }
        });
        if status.rejects_of_last_run > 0 {
            checks.push(Check::look(
                format!(
                    "{} of the last import of {id} could not be taken",
                    count(status.rejects_of_last_run.unsigned_abs(), "row")
                ),
                format!(
                    "mend them and import again; they are in {}",
                    setup.data.root().join("rejects").display()
                ),
            ));
        }
    }
    let forgotten = sources
        .iter()
        .filter(|status| !setup.config.sources.contains_key(&status.source));
    checks.extend(forgotten.map(|status| {
        Check::look(
            format!(
                "source {} has data but is not under [sources] of {}",
                status.source,
                setup.file.display()
            ),
            format!("add [sources.{}] with kind = \"files\"", status.source),
        )
    }));
    checks
}

fn ago(hours: i64) -> String {
    match hours {
        ..1 => "less than an hour ago".to_owned(),
        1..48 => format!("{} ago", count(hours.unsigned_abs(), "hour")),
        _ => format!("{} ago", count((hours / 24).unsigned_abs(), "day")),
    }
}

/// Whether memberships name squads that there are.
pub(super) async fn people(setup: &Setup, store: &Store) -> Result<Vec<Check>> {
    let memberships = store.memberships().await?;
    if memberships.is_empty() {
        return Ok(vec![Check::look(
            "nobody is in a squad: capacity, load and coverage are not known",
            "import memberships: person, squad, allocation, from, to",
        )]);
    }
    let squads: Vec<_> = setup
        .config
        .squads
        .iter()
        .map(|squad| squad.id.as_str())
        .collect();
    let mut unknown: BTreeMap<&str, u64> = BTreeMap::new();
    for place in &memberships {
        if !squads.contains(&place.squad.as_str()) {
            *unknown.entry(place.squad.as_str()).or_default() += 1;
        }
    }
    let mut checks = vec![Check::good(count(memberships.len() as u64, "membership"))];
    checks.extend(unknown.into_iter().map(|(squad, n)| {
        let hint = match model::config::nearest(squad, squads.iter().copied()) {
            Some(near) => {
                format!("did the file mean {near:?}? Map the value in the mapping, or add the squad")
            }
            None => format!("add [[squads]] id = {squad:?} to {}", setup.file.display()),
        };
        Check::look(
            format!(
                "{} of squad {squad:?}, which is not defined",
                count(n, "membership")
            ),
            hint,
        )
    }));
    Ok(checks)
}

/// Whether figures are shown of fewer people than the book asks for.
pub(super) fn privacy(setup: &Setup) -> Check {
    let privacy = setup.config.privacy;
    if privacy.is_below_the_book() {
        return Check::look(
            format!(
                "figures are shown of squads of {} and of cuts below them of {}: the book asks for 3 and 5 people",
                privacy.squad_people, privacy.cell_people
            ),
            "leave out [privacy], unless the data are public anyway",
        );
    }
    Check::good(format!(
        "no figure of fewer than {} people in a squad, {} in a cut below it",
        privacy.squad_people, privacy.cell_people
    ))
}

/// Whether the figures are those of the data and the rules, and what they say about missing data.
pub(super) async fn figures(setup: &Setup, store: &Store) -> Result<Vec<Check>> {
    let changed = store.changed().await?;
    let dirty = changed.worklogs.len() + changed.tickets.len();
    let warehouse = setup.warehouse()?;
    let snapshot = match warehouse.snapshot() {
        Ok(snapshot) => snapshot,
        Err(AnalystError::NothingYet) => {
            return Ok(vec![Check::look(
                "there are no figures yet",
                "run `plimsoll refresh`",
            )]);
        }
        Err(error) => {
            return Ok(vec![Check::broken(
                error.to_string(),
                "run `plimsoll refresh --full`",
            )]);
        }
    };
    let mut checks = Vec::new();
    if snapshot.rules_version != setup.rules.version {
        checks.push(Check::look(
            format!(
                "the rules changed: figures are of {}, now it is {}",
                snapshot.rules_version, setup.rules.version
            ),
            "run `plimsoll refresh`",
        ));
    } else if changed.everything || dirty > 0 || changed.capacity {
        let what = if changed.everything {
            "everything changed".to_owned()
        } else {
            format!("{} changed", count(dirty as u64, "month"))
        };
        checks.push(Check::look(
            format!("{what} since the last refresh"),
            "run `plimsoll refresh`",
        ));
    } else {
        checks.push(Check::good(format!(
            "figures are up to date (data version {})",
            snapshot.data_version
        )));
    }
    checks.extend(quality(setup, warehouse).await?);
    Ok(checks)
}

/// What the facts say is missing, summed over squads.
async fn quality(setup: &Setup, warehouse: Warehouse) -> Result<Vec<Check>> {
    let filter = Filter::all(setup.today());
    let (answer, people) = tokio::task::spawn_blocking(move || {
        let answer = warehouse.quality(&filter)?;
        Ok::<_, AnalystError>((answer, strangers(&warehouse, &filter)?))
    })
    .await??;
    let mut checks = worklogs(&answer.rows);
    if people > 0 {
        let people = if people == 1 {
            "1 person".to_owned()
        } else {
            format!("{people} people")
        };
        checks.push(Check::look(
            format!("{people} logged time on days without a squad"),
            "import their memberships; until then their hours go to the squads of their tickets",
        ));
    }
    Ok(checks)
}

/// How many people logged time while in no squad, each counted once.
fn strangers(warehouse: &Warehouse, filter: &Filter) -> Result<usize, AnalystError> {
    let asked = QualityAsked {
        filter: filter.clone(),
        check: QualityCheck::PeopleWithoutMembership,
        source: None,
        after: 0,
        limit: usize::MAX,
    };
    let list = warehouse.quality_list(&asked)?;
    Ok(list.rows.len() + list.too_small)
}

/// What is odd with worklogs, over all squads.
fn worklogs(rows: &[QualityRow]) -> Vec<Check> {
    let told = [
        (
            QualityCheck::WorklogsWithoutTicket,
            "worklogs on tickets that were not imported",
            "import those tickets: `plimsoll show quality` counts them by squad",
        ),
        (
            QualityCheck::WorklogsWithoutSquad,
            "worklogs of no squad",
            "add memberships or [[squad_rules]]: they are in squad \"unattributed\"",
        ),
        (
            QualityCheck::WorklogsInTheFuture,
            "worklogs dated after today",
            "correct them in the source",
        ),
        (
            QualityCheck::WorklogsOver24Hours,
            "worklogs of days on which somebody logged over 24 hours",
            "correct them in the source, or check the unit in the mapping",
        ),
    ];
    told.into_iter()
        .filter_map(|(check, what, todo)| {
            let found = found_of(rows, check);
            (found > 0).then(|| {
                Check::look(
                    format!("{what}: {}", crate::human::grouped(&found.to_string())),
                    todo,
                )
            })
        })
        .collect()
}

/// Rows of the source as a whole where there are any, else those of all squads.
fn found_of(rows: &[QualityRow], check: QualityCheck) -> u64 {
    let of_check = rows.iter().filter(|row| row.check == check);
    let (whole, squads): (Vec<_>, Vec<_>) = of_check.partition(|row| row.squad.is_none());
    let told = if whole.is_empty() { squads } else { whole };
    told.iter().map(|row| row.found).sum()
}

/// Whether anybody has to sign in.
pub(super) async fn users(store: &Store) -> Result<Check> {
    let users = store.users().await?;
    let active = users.iter().filter(|user| user.disabled_at.is_none()).count();
    Ok(if active == 0 {
        Check::good("no users: the server listens on this machine only")
    } else {
        Check::good(format!("{} may sign in", count(active as u64, "user")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_told_as_people_do() {
        assert_eq!(ago(0), "less than an hour ago");
        assert_eq!(ago(1), "1 hour ago");
        assert_eq!(ago(49), "2 days ago");
    }
}
