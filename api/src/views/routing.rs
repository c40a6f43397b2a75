//! Whether maintenance went to the right place: figures, flows, matrix and suggestions of a period.

mod matrix;
mod squad;
mod suggestions;

pub(crate) use squad::of_squad;

use crate::access::tribe_of;
use crate::error::ApiError;
use crate::guard::VisitParts;
use crate::link::Href;
use crate::views::context::Basis;
use crate::views::squads::{squad_link, squad_name, tribe_link};
use crate::views::words;
use model::analyst::{RoutingFigures, RoutingFlowRow};
use model::config::Config;
use model::figure::{Figure, Provenance};
use model::ids::{SquadId, TribeId};
use model::query::{Filter, Level};
use model::time::Week;
use reports::pages::Link;
use reports::pages::fleet::TribeChoice;
use reports::pages::routing::{
    self as page, RoutingSummary, RoutingView, RoutingWindow, RoutingWindowChoice,
};

const WINDOWS: [(RoutingWindow, &str, i64); 4] = [
    (RoutingWindow::Quarter, "quarter", 13),
    (RoutingWindow::HalfYear, "half_year", 26),
    (RoutingWindow::Year, "year", 52),
    (RoutingWindow::All, "all", i64::MAX),
];

/// Whose routing is asked for, and over how much of the history.
pub(crate) struct Asked {
    window: RoutingWindow,
    filter: Filter,
}

impl Asked {
    /// Reads the query. Without a window, the last 13 closed weeks; all of it where the data ended long ago.
    pub(crate) fn read(visit: &VisitParts, basis: &Basis) -> Result<Self, ApiError> {
        let app = &visit.app;
        let usual = if basis.has_ended(app) {
            RoutingWindow::All
        } else {
            RoutingWindow::Quarter
        };
        let window = visit.asked.one("window")?.map_or(usual, |word| {
            let known = WINDOWS.iter().find(|(_, known, _)| *known == word);
            known.map_or(usual, |(window, ..)| *window)
        });
        let filter = visit.asked.filter(app.today(), app.config(), &visit.sight())?;
        if filter.squads.len() > 1 {
            // Percentiles of several squads do not add up.
            let message = "this page is of one squad, one tribe or the organisation: give one squad=…";
            return Err(ApiError::BadRequest(message.to_owned()));
        }
        let last = basis.week(app);
        let first = basis.snapshot.as_ref().and_then(|snapshot| snapshot.first_week);
        let from = first_week(window, first.unwrap_or(last), last);
        Ok(Self {
            window,
            filter: Filter {
                from: Some(from.monday()),
                to: Some(last.sunday()),
                ..filter
            },
        })
    }

    /// Whether a squad is among those asked for.
    fn wants(&self, config: &Config, squad: &SquadId) -> bool {
        let filter = &self.filter;
        (filter.squads.is_empty() || filter.squads.contains(squad))
            && (filter.tribe.is_none() || tribe_of(config, squad) == filter.tribe)
    }

    /// An address with the filters of this page.
    fn on(&self, href: Href) -> Href {
        let href = href
            .maybe("squad", self.filter.squads.first().map(SquadId::as_str))
            .maybe("tribe", self.filter.tribe.as_ref().map(TribeId::as_str));
        self.during(href)
    }

    /// An address with the period of this page.
    fn during(&self, href: Href) -> Href {
        during(&self.filter, href)
    }

    fn page(&self, window: RoutingWindow, tribe: Option<&TribeId>, squad: Option<&SquadId>) -> String {
        let word = WINDOWS
            .iter()
            .find(|(known, ..)| *known == window)
            .map_or("quarter", |(_, word, _)| word);
        Href::new("/routing")
            .with("window", word)
            .maybe("tribe", tribe.map(TribeId::as_str))
            .maybe("squad", squad.map(SquadId::as_str))
            .finish()
    }
}

/// The first week of a window.
fn first_week(window: RoutingWindow, first: Week, last: Week) -> Week {
    let weeks = WINDOWS
        .iter()
        .find(|(known, ..)| *known == window)
        .map_or(13, |(.., weeks)| *weeks);
    if weeks > last.weeks_since(first) {
        first.min(last)
    } else {
        last.plus(1 - weeks)
    }
}

/// An address with the weeks of a filter.
fn during(filter: &Filter, href: Href) -> Href {
    let week = |day: Option<chrono::NaiveDate>| day.map(|day| Week::of(day).to_string());
    href.maybe("from", week(filter.from)).maybe("to", week(filter.to))
}

/// A flow with its squads.
pub(crate) struct Flow {
    pub(crate) from: SquadId,
    pub(crate) to: SquadId,
    pub(crate) row: RoutingFlowRow,
}

/// The flows that the viewer sees, of some squads.
pub(crate) struct Flows {
    pub(crate) provenance: Provenance,
    pub(crate) rows: Vec<Flow>,
}

impl Flows {
    /// Asks for the flows that begin or end at a wanted squad. A ticket that went from one squad to another is both
    /// squads'.
    pub(crate) async fn ask(
        visit: &VisitParts,
        filter: Filter,
        wanted: impl Fn(&SquadId) -> bool,
    ) -> Result<Self, ApiError> {
        let sight = visit.sight();
        let whole = Filter {
            squads: Vec::new(),
            tribe: None,
            level: Level::Squad,
            ..filter
        };
        let answer = visit
            .app
            .ask(move |analyst| analyst.routing_matrix(&whole))
            .await?;
        let rows = answer.rows.into_iter().filter_map(|row| {
            let (from, to) = (row.from.parse().ok()?, row.to.parse().ok()?);
            let shown = (wanted(&from) || wanted(&to)) && (sight.squad(&from) || sight.squad(&to));
            shown.then_some(Flow { from, to, row })
        });
        Ok(Self {
            provenance: answer.provenance,
            rows: rows.collect(),
        })
    }

    /// The squads of the flows: in the order of the configuration, then others by key.
    pub(crate) fn squads(&self, config: &Config) -> Vec<SquadId> {
        let mut squads: Vec<_> = self
            .rows
            .iter()
            .flat_map(|flow| [flow.from.clone(), flow.to.clone()])
            .collect();
        let place = |squad: &SquadId| {
            let place = config.squads.iter().position(|known| known.id == *squad);
            (place.unwrap_or(usize::MAX), squad.clone())
        };
        squads.sort_by_key(place);
        squads.dedup();
        squads
    }
}

/// Whole days of a figure.
pub(crate) fn days(figure: Figure) -> Option<u64> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole days that are not negative"
    )]
    figure.value.map(|days| days.round().max(0.0) as u64)
}

/// Fills the page.
pub(crate) async fn view(visit: &VisitParts, asked: Asked) -> Result<RoutingView, ApiError> {
    let config = visit.app.config();
    let flows = Flows::ask(visit, asked.filter.clone(), |squad| asked.wants(config, squad)).await?;
    let suggestions = suggestions::rows(visit, &asked).await?;
    Ok(RoutingView {
        subject: subject(config, &asked.filter),
        range: words::range(&asked.filter),
        summary: summary(visit, &asked).await?,
        windows: WINDOWS
            .map(|(window, ..)| RoutingWindowChoice {
                window,
                href: asked.page(window, asked.filter.tribe.as_ref(), asked.filter.squads.first()),
                selected: window == asked.window,
            })
            .to_vec(),
        tribes: tribes(visit, &asked),
        squads: squads(visit, &asked),
        flows_url: asked.on(Href::new("/charts/routing-flows.svg")).finish(),
        flows_squads: flows.squads(config).len(),
        matrix: matrix::matrix(visit, &asked, &flows),
        suggestions,
        suggestions_csv: asked
            .on(Href::new("/api/v1/routing-suggestions"))
            .with("format", "csv")
            .finish(),
    })
}

/// The tribe or squad that is asked for.
fn subject(config: &Config, filter: &Filter) -> Option<Link> {
    match (filter.squads.as_slice(), &filter.tribe) {
        ([squad, ..], _) => Some(squad_link(config, squad)),
        ([], Some(tribe)) => Some(tribe_link(config, tribe)),
        _ => None,
    }
}

async fn summary(visit: &VisitParts, asked: &Asked) -> Result<RoutingSummary, ApiError> {
    let level = match (asked.filter.squads.as_slice(), &asked.filter.tribe) {
        ([_, ..], _) => Level::Squad,
        ([], Some(_)) => Level::Tribe,
        ([], None) => Level::Organisation,
    };
    let filter = Filter {
        level,
        ..asked.filter.clone()
    };
    let rows = visit
        .app
        .ask(move |analyst| analyst.routing_summary(&filter))
        .await?;
    let drill = |figure: &str| asked.on(Href::new("/drill").with("figure", figure)).finish();
    Ok(RoutingSummary {
        figures: rows.first().map(|(_, known)| figures(known)).unwrap_or_default(),
        finished_href: drill("finished"),
        misrouted_href: drill("misrouted"),
    })
}

fn figures(known: &RoutingFigures) -> page::RoutingFigures {
    page::RoutingFigures {
        finished: known.finished.unsigned_abs(),
        misrouted: known.misrouted.unsigned_abs(),
        misroute_rate: known.misroute_rate.value,
        hops_mean: known.hops_mean.value,
        ping_pong: known.ping_pong.unsigned_abs(),
        triage: (known.time_to_triage_p50.value, known.time_to_triage_p85.value),
        right_squad: (
            known.time_to_right_squad_p50.value,
            known.time_to_right_squad_p85.value,
        ),
        detour: (known.detour_days_p50.value, known.detour_days_p85.value),
    }
}

/// The tribe that is asked for, or that of the squad.
fn tribe_of_page(config: &Config, filter: &Filter) -> Option<TribeId> {
    let of_squad = || tribe_of(config, filter.squads.first()?);
    filter.tribe.clone().or_else(of_squad)
}

fn tribes(visit: &VisitParts, asked: &Asked) -> Vec<TribeChoice> {
    let (config, sight) = (visit.app.config(), visit.sight());
    let chosen = tribe_of_page(config, &asked.filter);
    let choice = |tribe: Option<&TribeId>| TribeChoice {
        tribe: tribe.map(|tribe| tribe_link(config, tribe).label),
        href: asked.page(asked.window, tribe, None),
        selected: tribe == chosen.as_ref(),
    };
    let tribes = config.tribes.iter().map(|tribe| &tribe.id);
    std::iter::once(None)
        .chain(tribes.filter(|tribe| sight.tribe(tribe)).map(Some))
        .map(choice)
        .collect()
}

fn squads(visit: &VisitParts, asked: &Asked) -> Vec<(Link, bool)> {
    let (config, sight) = (visit.app.config(), visit.sight());
    let Some(tribe) = tribe_of_page(config, &asked.filter) else {
        return Vec::new();
    };
    let squads = config.squads.iter().map(|squad| &squad.id);
    squads
        .filter(|squad| sight.squad(squad) && tribe_of(config, squad).as_ref() == Some(&tribe))
        .map(|squad| {
            let href = asked.page(asked.window, None, Some(squad));
            (
                Link::new(squad_name(config, squad), href),
                asked.filter.squads.contains(squad),
            )
        })
        .collect()
}
