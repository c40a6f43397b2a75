//! A tribe: its squads that the viewer sees, and the hours of all of them together.

use crate::error::ApiError;
use crate::guard::VisitParts;
use crate::link::Href;
use crate::views::context::Basis;
use crate::views::squads::{Squads, tribe_link};
use crate::views::timeline::USUAL_WEEKS;
use crate::views::words;
use model::analyst::MaintenanceRow;
use model::ids::TribeId;
use model::query::{Filter, Level};
use reports::pages::tribe::{TribeTotals, TribeView};

/// Fills the page, with charts over the last year of data.
pub(crate) async fn view(visit: &VisitParts, basis: &Basis, tribe: TribeId) -> Result<TribeView, ApiError> {
    let app = &visit.app;
    let week = basis.week(app);
    let squads = Filter {
        tribe: Some(tribe.clone()),
        ..Filter::all(app.today())
    };
    let whole = Filter {
        level: Level::Tribe,
        from: Some(week.monday()),
        to: Some(week.sunday()),
        ..squads.clone()
    };
    let squads = Squads::ask(app, squads, week).await?;
    let rows = app.ask(move |analyst| analyst.maintenance(&whole)).await?.rows;
    let total = rows.iter().find(|row| row.subject.key == tribe.as_str());
    let chart = |name: &str, weeks: i64| {
        Href::new(format!("/charts/{name}.svg"))
            .with("tribe", tribe.as_str())
            .with("from", week.plus(1 - weeks).to_string())
            .with("to", week.to_string())
            .finish()
    };
    Ok(TribeView {
        name: tribe_link(app.config(), &tribe).label,
        week: words::week(week),
        totals: totals(
            total,
            Href::new("/drill")
                .with("figure", "maintenance_h")
                .with("tribe", tribe.as_str())
                .with("from", week.to_string())
                .with("to", week.to_string())
                .finish(),
        ),
        squads: squads.rows(visit, Some(&tribe)),
        load_line_url: chart("load-line", 52),
        timeline_url: chart("timeline", USUAL_WEEKS),
    })
}

fn totals(row: Option<&MaintenanceRow>, drill_href: String) -> TribeTotals {
    TribeTotals {
        share: row.and_then(|row| row.maintenance_share.value),
        maintenance_h: row.and_then(|row| row.maintenance_h.value),
        logged_h: row.and_then(|row| row.logged_h.value),
        capacity_h: row.and_then(|row| row.capacity_h),
        coverage: row.and_then(|row| row.coverage),
        backlog: row.map(|row| row.backlog),
        drill_href,
    }
}
