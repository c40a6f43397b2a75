//! What a tracker's automation could have known, with the address of the evidence.

use super::Asked;
use crate::error::ApiError;
use crate::guard::VisitParts;
use crate::link::Href;
use crate::views::squads::squad_link;
use crate::views::words;
use model::analyst::RoutingSuggestionRow;
use model::routing::rules::squad_rule;
use reports::pages::routing::SuggestionRow;

/// The suggestions that would have spared somebody something, of squads in sight.
pub(super) async fn rows(visit: &VisitParts, asked: &Asked) -> Result<Vec<SuggestionRow>, ApiError> {
    let filter = asked.filter.clone();
    let answer = visit
        .app
        .ask(move |analyst| analyst.routing_suggestions(&filter))
        .await?;
    let sight = visit.sight();
    let shown = answer
        .rows
        .iter()
        .filter(|row| row.would_have_helped() && sight.squad(&row.squad));
    Ok(shown.map(|row| suggestion(visit, asked, row)).collect())
}

fn suggestion(visit: &VisitParts, asked: &Asked, row: &RoutingSuggestionRow) -> SuggestionRow {
    let drill = |figure: &str| {
        let href = Href::new("/drill")
            .with("figure", figure)
            .with("dimension", row.dimension.word())
            .with("value", &row.value);
        asked.during(href)
    };
    SuggestionRow {
        kind: words::suggestion(row.dimension),
        value: row.value.clone(),
        squad: squad_link(visit.app.config(), &row.squad),
        tickets: (row.tickets.unsigned_abs(), drill("finished").finish()),
        share: row.share.value.unwrap_or_default(),
        lower_bound: row.lower_bound,
        detours: (
            row.detours.unsigned_abs(),
            drill("detours").with("right_squad", row.squad.as_str()).finish(),
        ),
        detour_days: row.detour_days.unsigned_abs(),
        detour_days_p50: row.detour_days_p50.value,
        rule: squad_rule(row),
    }
}
