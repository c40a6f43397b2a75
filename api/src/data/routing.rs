//! `/api/v1/routing`, `/routing-matrix` and `/routing-suggestions`: section 5 of the book, "Routing and triage".

use super::figures::{endpoint, seen_table, table};
use crate::guard::Visit;
use crate::routes::Routes;
use model::analyst::{RoutingFlowRow, RoutingRow, RoutingSuggestionRow};

pub(crate) fn router() -> Routes {
    Routes::new()
        .add(
            endpoint::<RoutingRow>(
                "/api/v1/routing",
                "How finished maintenance tickets found their squad, by the squad that had them first.",
            ),
            async |visit: Visit| {
                table(
                    visit,
                    "routing",
                    |analyst, filter| analyst.routing(filter),
                    |row| &row.subject,
                )
                .await
            },
        )
        .add(
            endpoint::<RoutingFlowRow>(
                "/api/v1/routing-matrix",
                "From which first owner to which right squad finished maintenance tickets went.",
            ),
            async |visit: Visit| {
                // A ticket that went from one squad to another is both squads'.
                seen_table(
                    visit,
                    "routing-matrix",
                    |analyst, filter| analyst.routing_matrix(filter),
                    |sight, level, row| sight.subject(level, &row.from) || sight.subject(level, &row.to),
                )
                .await
            },
        )
        .add(
            endpoint::<RoutingSuggestionRow>(
                "/api/v1/routing-suggestions",
                "Whose tickets with some project, component, label or reporter group are, with the evidence.",
            ),
            async |visit: Visit| {
                seen_table(
                    visit,
                    "routing-suggestions",
                    |analyst, filter| analyst.routing_suggestions(filter),
                    |sight, _, row| sight.squad(&row.squad),
                )
                .await
            },
        )
}
