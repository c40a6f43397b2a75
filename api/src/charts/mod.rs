//! `/charts/….svg` and `.png`: the same figures as pictures, one file a chart.

mod ages;
mod backlog;
mod fleet;
mod forward_load;
mod hours;
mod load_line;
mod routing_flows;
mod timeline;

use crate::access::{Resource, Sight};
use crate::data::interventions::state;
use crate::error::ApiError;
use crate::fresh::{Tag, figures_tag, unchanged};
use crate::guard::Visit;
use crate::parameters::{FILTER, GRAIN, LIMITS, LOOK, METHOD};
use crate::routes::{Endpoint, Gives, Routes};
use crate::views::context::{self, Basis};
use crate::views::squads::{squad_name, tribe_link};
use crate::views::words;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use model::config::Config;
use model::figure::Provenance;
use model::ids::SquadId;
use model::intervention::Intervention;
use model::query::{Filter, Level};
use model::time::Week;
use reports::charts::{ChartMeta, ChartStyle, DataNote, Theme, png};
use std::pin::Pin;

/// Picture pixels for one logical pixel: sharp on most screens.
const PNG_SCALE: f32 = 2.0;

/// A chart that is drawn.
type Drawn<'a> = Pin<Box<dyn Future<Output = Result<String, ApiError>> + Send + 'a>>;
/// Draws a chart.
type Draw = for<'a> fn(&'a Request) -> Drawn<'a>;

pub(crate) fn router() -> Routes {
    let charts: [(&str, &str, &str, Draw); 8] = [
        (
            "/charts/load-line.svg",
            "/charts/load-line.png",
            load_line::SUMMARY,
            |r| Box::pin(load_line::draw(r)),
        ),
        ("/charts/hours.svg", "/charts/hours.png", hours::SUMMARY, |r| {
            Box::pin(hours::draw(r))
        }),
        (
            "/charts/backlog.svg",
            "/charts/backlog.png",
            backlog::SUMMARY,
            |r| Box::pin(backlog::draw(r)),
        ),
        ("/charts/ages.svg", "/charts/ages.png", ages::SUMMARY, |r| {
            Box::pin(ages::draw(r))
        }),
        ("/charts/fleet.svg", "/charts/fleet.png", fleet::SUMMARY, |r| {
            Box::pin(fleet::draw(r))
        }),
        (
            "/charts/forward-load.svg",
            "/charts/forward-load.png",
            forward_load::SUMMARY,
            |r| Box::pin(forward_load::draw(r)),
        ),
        (
            "/charts/timeline.svg",
            "/charts/timeline.png",
            timeline::SUMMARY,
            |r| Box::pin(timeline::draw(r)),
        ),
        (
            "/charts/routing-flows.svg",
            "/charts/routing-flows.png",
            routing_flows::SUMMARY,
            |r| Box::pin(routing_flows::draw(r)),
        ),
    ];
    charts
        .into_iter()
        .fold(Routes::new(), |routes, (svg, png, summary, draw)| {
            let endpoint = |path, gives| {
                Endpoint::get(path, Resource::Figures, summary, gives)
                    .takes(&[FILTER, GRAIN, METHOD, LIMITS, LOOK])
            };
            routes
                .add(endpoint(svg, Gives::Svg), async move |visit: Visit| {
                    picture(visit, draw, false).await
                })
                .add(endpoint(png, Gives::Png), async move |visit: Visit| {
                    picture(visit, draw, true).await
                })
        })
}

async fn picture(visit: Visit, draw: Draw, as_png: bool) -> Result<Response, ApiError> {
    let (request, tag) = Request::read(visit).await?;
    if let Some(same) = unchanged(&request.visit, &tag) {
        return Ok(same);
    }
    let svg = draw(&request).await?;
    if !as_png {
        return Ok(tag.on(([(header::CONTENT_TYPE, "image/svg+xml")], svg).into_response()));
    }
    let picture = tokio::task::spawn_blocking(move || png(&svg, PNG_SCALE))
        .await
        .map_err(|error| ApiError::internal("drawing a picture panicked", error))??;
    Ok(tag.on(([(header::CONTENT_TYPE, "image/png")], picture).into_response()))
}

/// What a chart is asked for.
struct Request {
    visit: Visit,
    basis: Basis,
    /// What was decided, all of it.
    decided: Vec<Intervention>,
    filter: Filter,
    theme: Theme,
    language: reports::Language,
    size: (Option<u32>, Option<u32>),
    /// Whether squads are drawn one by one.
    of_each_squad: bool,
}

impl Request {
    /// Reads a request, with the tag of its answer.
    async fn read(visit: Visit) -> Result<(Self, Tag), ApiError> {
        let app = &visit.app;
        let filter = visit.asked.filter(app.today(), app.config(), &visit.sight())?;
        let theme = visit
            .asked
            .one("theme")?
            .and_then(Theme::parse)
            .unwrap_or_default();
        let chosen = visit.asked.one("lang")?.and_then(reports::Language::parse);
        let language = chosen.unwrap_or_else(|| context::language_of(&visit));
        let size = (visit.asked.parsed("width")?, visit.asked.parsed("height")?);
        let of_each_squad = ["/charts/fleet.", "/charts/timeline."]
            .iter()
            .any(|chart| visit.uri.path().starts_with(chart));
        let basis = context::basis(app).await?;
        let Some(snapshot) = &basis.snapshot else {
            return Err(model::analyst::AnalystError::NothingYet.into());
        };
        // What a chart says of its sources changes with the time and with imports that change nothing.
        let decided = app.store().interventions().await?;
        let said = format!(
            "{language:?}\n{:?}\n{:?}\n{}",
            basis.notes(app),
            basis.as_of(),
            state(&decided)
        );
        let tag = figures_tag(&visit, snapshot, &said);
        Ok((
            Self {
                visit,
                basis,
                decided,
                filter,
                theme,
                language,
                size,
                of_each_squad,
            },
            tag,
        ))
    }

    fn config(&self) -> &Config {
        self.visit.app.config()
    }

    fn sight(&self) -> Sight<'_> {
        self.visit.sight()
    }

    /// The filter of one series: a squad's, a tribe's, or the organisation's.
    fn series(&self) -> Result<Filter, ApiError> {
        let level = match (self.filter.squads.as_slice(), &self.filter.tribe) {
            ([_], _) => Level::Squad,
            ([], Some(_)) => Level::Tribe,
            ([], None) => Level::Organisation,
            _ => {
                let message = "this chart is of one squad, one tribe or the organisation: give one squad=…";
                return Err(ApiError::BadRequest(message.to_owned()));
            }
        };
        Ok(Filter {
            level,
            ..self.filter.clone()
        })
    }

    /// Whom the chart is about.
    fn subject(&self) -> String {
        let config = self.config();
        match (self.filter.squads.as_slice(), &self.filter.tribe) {
            ([], None) => config.organisation.name.clone(),
            ([], Some(tribe)) => tribe_link(config, tribe).label,
            (squads, _) => squads
                .iter()
                .map(|squad| squad_name(config, squad))
                .collect::<Vec<_>>()
                .join(", "),
        }
    }

    /// What the chart says about itself.
    fn meta(&self, provenance: &Provenance, more: Vec<DataNote>) -> ChartMeta {
        let app = &self.visit.app;
        let mut notes = self.basis.notes(app);
        notes.extend(more);
        notes.extend(self.too_small());
        ChartMeta {
            subject: self.subject(),
            as_of: app.local(self.basis.as_of().unwrap_or_else(|| app.now())),
            rules_version: provenance.rules_version.clone(),
            method: words::method(provenance.method),
            notes,
        }
    }

    /// How many of the squads drawn one by one have weeks that are not shown, for want of people.
    fn too_small(&self) -> Option<DataNote> {
        let (first, last) = (self.filter.from.map(Week::of), self.filter.to.map(Week::of));
        let sight = self.sight();
        let is_asked = |squad: &&SquadId| match self.filter.squads.as_slice() {
            [] => self.of_each_squad && sight.squad(squad),
            squads => squads.contains(squad),
        };
        let in_view =
            |week: &Week| first.is_none_or(|first| first <= *week) && last.is_none_or(|last| *week <= last);
        let squads = self
            .config()
            .squads
            .iter()
            .map(|squad| &squad.id)
            .filter(is_asked);
        let hidden = squads
            .filter_map(|squad| self.basis.hidden.of(squad))
            .filter(|weeks| weeks.iter().any(in_view))
            .count();
        let squads = u32::try_from(hidden).unwrap_or(u32::MAX);
        (hidden > 0).then_some(DataNote::TooSmall { squads })
    }

    /// How it looks: as large as asked for, else as on a page.
    fn style(&self, size: (u32, u32)) -> ChartStyle {
        let size = (self.size.0.unwrap_or(size.0), self.size.1.unwrap_or(size.1));
        ChartStyle::new(self.theme, self.language, size)
    }
}

/// What a chart of several squads says about coverage: how many of their weeks are under the gate.
fn coverage_of_squads(coverage: impl Iterator<Item = Option<f64>>, gate: f64) -> Vec<DataNote> {
    let below = coverage_notes(coverage, gate).into_iter().map(|note| match note {
        DataNote::LowCoverage { periods, gate } => DataNote::LowCoverageOfSquads { weeks: periods, gate },
        other => other,
    });
    below.collect()
}

/// What a chart says about coverage: how many periods are under the gate, or that nothing is known of it.
fn coverage_notes(coverage: impl Iterator<Item = Option<f64>>, gate: f64) -> Vec<DataNote> {
    let all: Vec<_> = coverage.collect();
    if !all.is_empty() && all.iter().all(Option::is_none) {
        return vec![DataNote::NoCapacity];
    }
    let below = all
        .into_iter()
        .flatten()
        .filter(|coverage| *coverage < gate)
        .count();
    let note = DataNote::LowCoverage {
        periods: u32::try_from(below).unwrap_or(u32::MAX),
        gate,
    };
    if below > 0 { vec![note] } else { Vec::new() }
}
