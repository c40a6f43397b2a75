//! The next four weeks: what squads are asked for, worst first.

use crate::error::ApiError;
use crate::guard::VisitParts;
use crate::link::Href;
use crate::views::squads::{squad_link, tribe_link};
use crate::views::words;
use model::analyst::{self, AHEAD_WEEKS, FORWARD_LINE, TRAILING_WEEKS};
use model::figure::Answer;
use model::ids::{SquadId, TribeId};
use model::query::{Filter, Level};
use model::time::Week;
use reports::Period;
use reports::pages::Link;
use reports::pages::forward::{ForwardRow, ForwardView};
use reports::pages::squad::ForwardBox;

/// Fills the page.
pub(crate) async fn view(visit: &VisitParts, tribe: Option<TribeId>) -> Result<ForwardView, ApiError> {
    let app = &visit.app;
    let filter = Filter {
        tribe: tribe.clone(),
        ..Filter::all(app.today())
    };
    let above = Filter {
        level: tribe.as_ref().map_or(Level::Organisation, |_| Level::Tribe),
        ..filter.clone()
    };
    let asked = filter.clone();
    let (squads, above) = app
        .ask(move |analyst| Ok((analyst.forward(&asked)?, analyst.forward(&above)?)))
        .await?;
    let key = tribe.as_ref().map(TribeId::as_str);
    let name = match &tribe {
        Some(tribe) => tribe_link(app.config(), tribe),
        None => Link::new(app.config().organisation.name.clone(), "/"),
    };
    let total = above.rows.first().map(|row| ForwardRow {
        squad: name,
        ..shown(visit, row, Whom::Above(key))
    });
    Ok(ForwardView {
        range: range(app.today()),
        line: FORWARD_LINE,
        notes: squads.provenance.notes.clone(),
        squads: rows(visit, &squads),
        organisation: total,
        chart_url: Href::new("/charts/forward-load.svg").maybe("tribe", key).finish(),
        csv_href: Href::new("/api/v1/forward")
            .maybe("tribe", key)
            .with("format", "csv")
            .finish(),
    })
}

/// The first and the last of the weeks ahead.
pub(crate) fn range(today: chrono::NaiveDate) -> (Period, Period) {
    let first = Week::of(today);
    (words::week(first), words::week(first.plus(AHEAD_WEEKS - 1)))
}

/// The rows of the squads that the viewer sees, worst first. What belongs to no squad is shown where it is asked for
/// anything.
pub(crate) fn rows(visit: &VisitParts, answer: &Answer<analyst::ForwardRow>) -> Vec<ForwardRow> {
    let sight = visit.sight();
    let config = visit.app.config();
    let is_known = |key: &str| config.squads.iter().any(|squad| squad.id.as_str() == key);
    let mut rows: Vec<_> = answer
        .rows
        .iter()
        .filter(|row| sight.subject(Level::Squad, &row.subject.key))
        .filter(|row| is_known(&row.subject.key) || row.initiatives > 0 || row.overdue_h.n > 0)
        .map(|row| shown(visit, row, Whom::Squad(&row.subject.key)))
        .collect();
    let depth = |row: &ForwardRow| row.load.unwrap_or(-1.0);
    rows.sort_by(|a, b| depth(b).total_cmp(&depth(a)));
    rows
}

/// A squad's own section.
pub(crate) async fn of_squad(visit: &VisitParts, squad: &SquadId) -> Result<Option<ForwardBox>, ApiError> {
    let filter = Filter::squad(squad.clone(), visit.app.today());
    let answer = visit.app.ask(move |analyst| analyst.forward(&filter)).await?;
    Ok(answer.rows.first().map(|row| ForwardBox {
        row: shown(visit, row, Whom::Squad(squad.as_str())),
        line: FORWARD_LINE,
    }))
}

/// Whose rows are opened.
#[derive(Clone, Copy)]
enum Whom<'a> {
    Squad(&'a str),
    /// A tribe, or the organisation.
    Above(Option<&'a str>),
}

fn shown(visit: &VisitParts, row: &analyst::ForwardRow, whom: Whom<'_>) -> ForwardRow {
    let drill = |figure: &str| {
        let href = Href::new("/drill").with("figure", figure);
        match whom {
            Whom::Squad(squad) => href.with("squad", squad),
            Whom::Above(tribe) => href.maybe("tribe", tribe),
        }
    };
    let trailing = drill("maintenance_h")
        .with("from", row.first_week.plus(-TRAILING_WEEKS).to_string())
        .with("to", row.first_week.previous().to_string());
    let name = SquadId::new(row.subject.key.as_str());
    ForwardRow {
        squad: name.map_or_else(
            |_| Link::new(row.subject.key.clone(), ""),
            |squad| squad_link(visit.app.config(), &squad),
        ),
        committed_h: row.committed_h.value.unwrap_or_default(),
        committed_href: drill("committed_h").finish(),
        expected_h: row.expected_maintenance_h.value,
        expected_href: trailing.finish(),
        expected_weeks: row.expected_maintenance_h.n,
        capacity_h: row.capacity_h,
        load: row.forward_load.value,
        overdue_h: row.overdue_h.value.unwrap_or_default(),
        overdue_href: drill("overdue_h").finish(),
        initiatives: row.initiatives,
        without_estimate: row.without_estimate,
    }
}
