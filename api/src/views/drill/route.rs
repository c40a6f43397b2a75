//! The figures of routing that a list adds up to, and the way of each ticket in words.

use crate::app::Inner;
use crate::error::ApiError;
use crate::guard::VisitParts;
use crate::views::context::language_of;
use crate::views::squads::squad_name;
use model::analyst::{DrilledRoute, RoutingFlowRow, RoutingSuggestionRow};
use model::ids::SquadId;
use model::query::{DrillInto, Filter, Level, Way};
use reports::Language;
use reports::pages::Link;

/// The figure as pages show it: a cell or a sum of cells of the matrix, or of a suggestion. None where no page shows it.
#[expect(clippy::cast_precision_loss, reason = "counts of tickets are far below 2^53")]
pub(super) async fn figure(
    app: &Inner,
    into: DrillInto,
    filter: &Filter,
    way: &Way,
) -> Result<Option<f64>, ApiError> {
    let way = way.clone();
    if way.having.is_some() {
        let all = Filter {
            squads: Vec::new(),
            tribe: None,
            ..filter.clone()
        };
        let suggestions = app.ask(move |analyst| analyst.routing_suggestions(&all)).await?;
        let shown = |row: &RoutingSuggestionRow| {
            way.having.as_ref() == Some(&(row.dimension, row.value.clone())) && way.first.is_none()
        };
        let row = suggestions.rows.into_iter().find(shown);
        let whole = filter.squads.is_empty() && filter.tribe.is_none();
        return Ok(row
            .filter(|_| whole)
            .and_then(|row| of_suggestion(into, &way, &row)));
    }
    let by_squad = Filter {
        level: Level::Squad,
        ..filter.clone()
    };
    let matrix = app.ask(move |analyst| analyst.routing_matrix(&by_squad)).await?;
    let holds = |row: &&RoutingFlowRow| {
        let is =
            |squad: &Option<SquadId>, key: &str| squad.as_ref().is_none_or(|squad| squad.as_str() == key);
        is(&way.first, &row.from) && is(&way.right, &row.to)
    };
    let count = |row: &RoutingFlowRow| match into {
        DrillInto::Misrouted => row.misrouted,
        DrillInto::Detours if row.from == row.to => 0,
        _ => row.tickets,
    };
    let sum: i64 = matrix.rows.iter().filter(holds).map(count).sum();
    Ok(Some(sum as f64))
}

#[expect(clippy::cast_precision_loss, reason = "counts of tickets are far below 2^53")]
fn of_suggestion(into: DrillInto, way: &Way, row: &RoutingSuggestionRow) -> Option<f64> {
    match (into, &way.right) {
        (DrillInto::Finished, None) => Some(row.tickets as f64),
        (DrillInto::Finished, Some(right)) if *right == row.squad => row.share.numerator,
        (DrillInto::Detours, Some(right)) if *right == row.squad => Some(row.detours as f64),
        _ => None,
    }
}

/// Which way is opened, in words; none for every way.
pub(super) fn scope(app: &Inner, way: &Way) -> Option<Link> {
    let name = |squad: &SquadId| squad_name(app.config(), squad);
    let squads = match (&way.first, &way.right) {
        (Some(first), Some(right)) => Some(format!("{} → {}", name(first), name(right))),
        (Some(first), None) => Some(format!("{} →", name(first))),
        (None, Some(right)) => Some(format!("→ {}", name(right))),
        (None, None) => None,
    };
    let value = way.having.as_ref().map(|(_, value)| value.clone());
    let parts: Vec<String> = value.into_iter().chain(squads).collect();
    (!parts.is_empty()).then(|| Link::new(parts.join(" · "), "/routing"))
}

/// From whom to whom a ticket went, and how long that took.
pub(super) fn why(visit: &VisitParts, row: &DrilledRoute) -> String {
    let name = |squad: &SquadId| squad_name(visit.app.config(), squad);
    if row.hops == 0 {
        return reports::format::DASH.to_owned();
    }
    let path = if row.hops == 1 {
        format!("{} → {}", name(&row.first), name(&row.right))
    } else {
        format!("{} → … → {}", name(&row.first), name(&row.right))
    };
    let days = row.detour_days;
    match language_of(visit) {
        Language::En if days == 1 => format!("{path}, 1 day"),
        Language::En => format!("{path}, {days} days"),
        Language::Fr if days < 2 => format!("{path}, {days} jour"),
        Language::Fr => format!("{path}, {days} jours"),
    }
}
