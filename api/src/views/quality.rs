//! How far the data can be trusted: sources, checks with their lists, and coverage.

use crate::access::{Grant, Resource};
use crate::app::Inner;
use crate::data::quality;
use crate::data::quality_list::names_people;
use crate::error::ApiError;
use crate::guard::VisitParts;
use crate::link::Href;
use crate::views::context::{Basis, source_name};
use crate::views::squads::{Squads, squad_link};
use model::analyst::{QualityCheck, QualityRow};
use model::config::SourceConfig;
use model::query::Filter;
use reports::pages::quality::{Check, CheckRow, CoverageRow, QualityView, SourceRow};
use std::collections::BTreeMap;
use store::SourceStatus;

/// Fills the page.
pub(crate) async fn view(visit: &VisitParts, basis: &Basis) -> Result<QualityView, ApiError> {
    let app = &visit.app;
    let gate = app.config().thresholds.coverage_gate;
    let sources = basis
        .sources
        .iter()
        .map(|source| source_row(app, basis, source))
        .collect();
    if basis.snapshot.is_none() {
        return Ok(QualityView {
            sources,
            checks: Vec::new(),
            coverage: Vec::new(),
            gate,
        });
    }
    let asked = quality::of_viewer(visit, Filter::all(app.today()));
    let rows = quality::rows(visit, asked).await?.rows;
    Ok(QualityView {
        sources,
        checks: checks(visit, &rows),
        coverage: coverage(visit, basis).await?,
        gate,
    })
}

fn source_row(app: &Inner, basis: &Basis, status: &SourceStatus) -> SourceRow {
    let kind = app
        .config()
        .sources
        .get(&status.source)
        .map_or("", |config| match config {
            SourceConfig::Files { .. } => "files",
        });
    let count = |n: i64| u64::try_from(n).unwrap_or(0);
    SourceRow {
        name: source_name(app, &status.source),
        kind: kind.to_owned(),
        last_success: status.last_success_at.map(|at| app.local(at)),
        stale: basis.stale(app).any(|(source, _)| *source == status.source),
        rows: count(status.tickets) + count(status.worklogs) + count(status.people),
        rejects: count(status.rejects_of_last_run),
        rejects_href: Href::new("/api/v1/sources/rejects")
            .with("source", status.source.as_str())
            .finish(),
        completeness: None,
    }
}

/// One row a check and source, over the squads that the viewer sees.
fn checks(visit: &VisitParts, rows: &[QualityRow]) -> Vec<CheckRow> {
    let app = &visit.app;
    let sees_people = visit.grant_of(Resource::People) != Grant::No;
    let mut sums: BTreeMap<(QualityCheck, &str), (u64, Option<u64>)> = BTreeMap::new();
    // Where a check has a row for the source as a whole, its squads' rows are parts of it.
    let has_whole = |row: &QualityRow| {
        rows.iter()
            .any(|other| other.squad.is_none() && other.check == row.check && other.source == row.source)
    };
    for row in rows.iter().filter(|row| row.squad.is_none() || !has_whole(row)) {
        let sum = sums.entry((row.check, row.source.as_str())).or_insert((0, None));
        sum.0 += row.found;
        sum.1 = match (sum.1, row.of) {
            (None, of) | (of, None) => of,
            (Some(a), Some(b)) => Some(a + b),
        };
    }
    let row = |((check, source), (count, of)): ((QualityCheck, &str), (u64, Option<u64>))| {
        Some(CheckRow {
            check: shown(check)?,
            source: model::ids::SourceId::new(source)
                .ok()
                .map(|source| source_name(app, &source)),
            count,
            of,
            href: (sees_people || !names_people(check)).then(|| {
                Href::new(format!("/quality/{}", check.word()))
                    .with("source", source)
                    .finish()
            }),
        })
    };
    sums.into_iter().filter_map(row).collect()
}

/// The check as the page knows it. Freshness and rejected rows stand with their source.
pub(crate) fn shown(check: QualityCheck) -> Option<Check> {
    Some(match check {
        QualityCheck::Freshness | QualityCheck::RejectedRows => return None,
        QualityCheck::TicketsWithoutSquad => Check::TicketsWithoutSquad,
        QualityCheck::TicketsWithoutCategory => Check::TicketsWithoutCategory,
        QualityCheck::TicketsWithoutEstimate => Check::TicketsWithoutEstimate,
        QualityCheck::TicketsWithoutDueDate => Check::TicketsWithoutDueDate,
        QualityCheck::TicketsWithUnknownStatus => Check::TicketsWithUnknownStatus,
        QualityCheck::WorklogsWithoutTicket => Check::WorklogsWithoutTicket,
        QualityCheck::WorklogsWithoutSquad => Check::WorklogsWithoutSquad,
        QualityCheck::WorklogsInTheFuture => Check::WorklogsInFuture,
        QualityCheck::WorklogsOver24Hours => Check::WorklogsOverDay,
        QualityCheck::WorklogsNegative => Check::WorklogsNegative,
        QualityCheck::PeopleWithoutMembership => Check::PeopleWithoutMembership,
    })
}

async fn coverage(visit: &VisitParts, basis: &Basis) -> Result<Vec<CoverageRow>, ApiError> {
    let app = &visit.app;
    let week = basis.week(app);
    let gate = app.config().thresholds.coverage_gate;
    let squads = Squads::ask(app, Filter::all(app.today()), week).await?;
    let sight = visit.sight();
    let seen = app.config().squads.iter().filter(|squad| sight.squad(&squad.id));
    let rows = seen.map(|squad| {
        let weeks = squads.weeks(&squad.id);
        let last = weeks.iter().rfind(|row| row.period.first_day() == week.monday());
        let below = weeks
            .iter()
            .filter(|row| row.coverage.is_some_and(|coverage| coverage < gate))
            .count();
        CoverageRow {
            squad: squad_link(app.config(), &squad.id),
            coverage: last.and_then(|row| row.coverage),
            weeks_below: u32::try_from(below).unwrap_or(u32::MAX),
        }
    });
    Ok(rows.collect())
}
