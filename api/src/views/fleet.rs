//! The home page: every squad that the viewer sees, worst first.

use crate::data::alerts::seen_with_quiet;
use crate::error::ApiError;
use crate::guard::VisitParts;
use crate::link::Href;
use crate::views::alerts::current;
use crate::views::context::Basis;
use crate::views::squads::Squads;
use crate::views::timeline::USUAL_WEEKS;
use crate::views::words;
use model::alert::{AlertState, AlertStatus, Quiet};
use model::ids::TribeId;
use model::query::Filter;
use reports::pages::fleet::{FleetView, TribeChoice};

/// Fills the page.
pub(crate) async fn view(
    visit: &VisitParts,
    basis: &Basis,
    tribe: Option<TribeId>,
) -> Result<FleetView, ApiError> {
    let app = &visit.app;
    let week = basis.week(app);
    let empty = FleetView {
        week: words::week(week),
        squads: Vec::new(),
        unattributed: None,
        tribes: choices(visit, tribe.as_ref()),
        alerts: Vec::new(),
        timeline_url: None,
    };
    if basis.snapshot.is_none() {
        return Ok(empty);
    }
    let filter = Filter {
        tribe: tribe.clone(),
        ..Filter::all(app.today())
    };
    let squads = Squads::ask(app, filter, week).await?;
    let timeline = Href::new("/charts/timeline.svg")
        .maybe("tribe", tribe.as_ref().map(TribeId::as_str))
        .with("from", week.plus(1 - USUAL_WEEKS).to_string())
        .with("to", week.to_string());
    let alerts = seen_with_quiet(visit).await?;
    Ok(FleetView {
        squads: squads.rows(visit, tribe.as_ref()),
        unattributed: tribe.is_none().then(|| squads.unattributed(visit)).flatten(),
        alerts: current(app, &worst_of_each_squad(alerts)),
        timeline_url: Some(timeline.finish()),
        ..empty
    })
}

/// A subject over several lines is told once, by the worst.
fn worst_of_each_squad(mut alerts: Vec<(AlertStatus, Option<Quiet>)>) -> Vec<(AlertStatus, Option<Quiet>)> {
    alerts.retain(|(status, _)| status.state != AlertState::Ok);
    let weight = |status: &AlertStatus| (status.state.is_raised(), status.severity);
    alerts.sort_by(|(a, _), (b, _)| a.subject.cmp(&b.subject).then_with(|| weight(b).cmp(&weight(a))));
    alerts.dedup_by(|(a, _), (b, _)| a.subject == b.subject);
    alerts
}

/// The choice of a tribe, where there are several.
pub(super) fn choices(visit: &VisitParts, selected: Option<&TribeId>) -> Vec<TribeChoice> {
    let sight = visit.sight();
    let tribes: Vec<_> = visit
        .app
        .config()
        .tribes
        .iter()
        .filter(|tribe| sight.tribe(&tribe.id))
        .collect();
    if tribes.len() < 2 {
        return Vec::new();
    }
    let all = TribeChoice {
        tribe: None,
        href: "/".to_owned(),
        selected: selected.is_none(),
    };
    let each = tribes.into_iter().map(|tribe| TribeChoice {
        tribe: Some(tribe.name.clone()),
        href: Href::new("/").with("tribe", tribe.id.as_str()).finish(),
        selected: selected == Some(&tribe.id),
    });
    std::iter::once(all).chain(each).collect()
}
