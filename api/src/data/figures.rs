//! `/api/v1/maintenance`, `/mix`, `/flow`, `/spells` and `/forward`: section 5 of the book.

use crate::access::{Resource, Sight};
use crate::answer::{Form, TableAnswer};
use crate::error::ApiError;
use crate::fresh::{figures_tag, unchanged};
use crate::guard::Visit;
use crate::parameters::{FILTER, FORMAT, METHOD, SERIES};
use crate::routes::{Endpoint, Gives, Routes};
use axum::response::Response;
use model::activity::Method;
use model::analyst::{Analyst, AnalystError, FlowRow, ForwardRow, MaintenanceRow, MixRow, SpellRow, Subject};
use model::figure::{Answer, Column, Shape, Tabular};
use model::query::{Filter, Level};

pub(crate) fn router() -> Routes {
    Routes::new()
        .add(
            endpoint::<MaintenanceRow>(
                "/api/v1/maintenance",
                "Hours, maintenance share and load, coverage, backlog.",
            ),
            async |visit: Visit| {
                table(
                    visit,
                    "maintenance",
                    |analyst, filter| analyst.maintenance(filter),
                    |row| &row.subject,
                )
                .await
            },
        )
        .add(
            endpoint::<MixRow>("/api/v1/mix", "Hours by category and type of maintenance."),
            async |visit: Visit| {
                table(
                    visit,
                    "mix",
                    |analyst, filter| analyst.mix(filter),
                    |row| &row.subject,
                )
                .await
            },
        )
        .add(
            endpoint::<FlowRow>(
                "/api/v1/flow",
                "Arrivals, departures, backlog, rates and ages of maintenance tickets.",
            ),
            async |visit: Visit| {
                table(
                    visit,
                    "flow",
                    |analyst, filter| analyst.flow(filter),
                    |row| &row.subject,
                )
                .await
            },
        )
        .add(
            endpoint::<SpellRow>("/api/v1/spells", "Spells under water: who, since when, how deep."),
            async |visit: Visit| {
                table(
                    visit,
                    "spells",
                    |analyst, filter| analyst.spells(filter),
                    |row| &row.subject,
                )
                .await
            },
        )
        .merge(forward())
}

/// The weeks ahead have no periods to choose.
fn forward() -> Routes {
    Routes::new().add(
        endpoint::<ForwardRow>(
            "/api/v1/forward",
            "What the next four weeks ask for, over what there will be; periods do not matter.",
        ),
        async |visit: Visit| {
            table(
                visit,
                "forward",
                |analyst, filter| analyst.forward(filter),
                |row| &row.subject,
            )
            .await
        },
    )
}

pub(super) fn endpoint<R: Tabular>(path: &'static str, summary: &'static str) -> Endpoint {
    Endpoint::get(
        path,
        Resource::Figures,
        summary,
        Gives::Table(described::<R>, false),
    )
    .takes(&[FILTER, SERIES, METHOD, FORMAT])
}

/// All columns there can be: tables by activity have more than those of hours.
fn described<R: Tabular>() -> Vec<Column> {
    R::columns(Shape {
        method: Method::Activity,
        ..Shape::default()
    })
}

/// Answers with the rows whose subject the viewer sees.
pub(super) async fn table<R: Tabular + Send + 'static>(
    visit: Visit,
    what: &'static str,
    ask: fn(&dyn Analyst, &Filter) -> Result<Answer<R>, AnalystError>,
    subject: fn(&R) -> &Subject,
) -> Result<Response, ApiError> {
    seen_table(visit, what, ask, move |sight, level, row| {
        sight.subject(level, &subject(row).key)
    })
    .await
}

/// Answers with the rows that the viewer sees.
pub(super) async fn seen_table<R: Tabular + Send + 'static>(
    visit: Visit,
    what: &'static str,
    ask: fn(&dyn Analyst, &Filter) -> Result<Answer<R>, AnalystError>,
    sees: impl Fn(&Sight<'_>, Level, &R) -> bool + Send,
) -> Result<Response, ApiError> {
    let app = &visit.app;
    let sight = visit.sight();
    let form = Form::of(&visit)?;
    let filter = visit.asked.filter(app.today(), app.config(), &sight)?;
    let snapshot = app.ask(|analyst| analyst.snapshot()).await?;
    let tag = figures_tag(&visit, &snapshot, &format!("{form:?}"));
    if let Some(same) = unchanged(&visit, &tag) {
        return Ok(same);
    }
    let level = filter.level;
    let mut answer = app.ask(move |analyst| ask(analyst, &filter)).await?;
    answer.rows.retain(|row| sees(&sight, level, row));
    let table = answer.table();
    TableAnswer::whole(what, answer.provenance, table)
        .write(&visit, form, Some(&tag))
        .await
}
