//! What every page has around it: who reads, how, and how far the data can be trusted.

use crate::app::{App, Inner};
use crate::error::ApiError;
use crate::guard::{Visit, VisitParts, cookies, forms};
use crate::views::words;
use axum::http::{HeaderMap, Uri, header};
use axum_extra::extract::CookieJar;
use chrono::{DateTime, Duration, Utc};
use model::analyst::{AnalystError, HiddenWeeks, Snapshot};
use model::config::SourceConfig;
use model::ids::{SourceId, SquadId};
use model::query::{Filter, Level};
use model::time::Week;
use reports::Language;
use reports::charts::DataNote;
use reports::pages::{Notice, PageContext, ThemeChoice};
use store::SourceStatus;

/// Weeks without data after which a page says where the data end.
const ENDED_WEEKS: i64 = 3;

/// The frame of a page that needs no data, such as the sign-in form or a failure.
pub(crate) fn plain(app: &App, headers: &HeaderMap, uri: &Uri, visit: Option<&Visit>) -> PageContext {
    let viewer = visit.and_then(|visit| visit.viewer.as_ref());
    let session = visit.and_then(|visit| visit.session.as_deref());
    PageContext {
        language: language(app, headers),
        theme: theme(headers),
        organisation: app.config().organisation.name.clone(),
        user: viewer
            .filter(|viewer| viewer.user.is_some())
            .map(|viewer| viewer.name.clone()),
        csrf: session.map(forms::token).unwrap_or_default(),
        path: uri.path_and_query().map_or("/", |path| path.as_str()).to_owned(),
        as_of: None,
        rules_version: app.rules().version.clone(),
        data_version: "–".to_owned(),
        notices: Vec::new(),
    }
}

/// The data a page is made from, as far as every page speaks of them.
pub(crate) struct Basis {
    /// None before the first refresh.
    pub(crate) snapshot: Option<Snapshot>,
    /// Squads too small to be shown.
    pub(crate) hidden: HiddenWeeks,
    pub(crate) sources: Vec<SourceStatus>,
}

/// Reads the basis of a page.
pub(crate) async fn basis(app: &Inner) -> Result<Basis, ApiError> {
    let asked = app.ask(|analyst| match analyst.snapshot() {
        Err(AnalystError::NothingYet) => Ok((None, HiddenWeeks::default())),
        other => Ok((Some(other?), analyst.hidden_weeks()?)),
    });
    let (snapshot, hidden) = asked.await?;
    Ok(Basis {
        snapshot,
        hidden,
        sources: app.store().source_statuses().await?,
    })
}

impl Basis {
    /// The latest closed week that has data, on a day; the latest closed one before there are any.
    pub(crate) fn week(&self, app: &Inner) -> Week {
        let closed = Week::of(app.today()).previous();
        let last = self.snapshot.as_ref().and_then(|snapshot| snapshot.last_week);
        last.map_or(closed, |last| last.min(closed))
    }

    /// Whether the data ended long ago.
    pub(crate) fn has_ended(&self, app: &Inner) -> bool {
        Week::of(app.today()).previous().weeks_since(self.week(app)) > ENDED_WEEKS
    }

    /// When the data were last read.
    pub(crate) fn as_of(&self) -> Option<DateTime<Utc>> {
        let read = self
            .sources
            .iter()
            .filter_map(|source| source.last_success_at)
            .max();
        read.or(self.snapshot.as_ref().map(|snapshot| snapshot.refreshed_at))
    }

    /// The sources that have not been read for longer than they should.
    pub(crate) fn stale(&self, app: &Inner) -> impl Iterator<Item = (&SourceId, Option<DateTime<Utc>>)> {
        let now = app.now();
        self.sources.iter().filter_map(move |status| {
            let hours = app.config().sources.get(&status.source)?.stale_after_hours()?;
            let fresh = status
                .last_success_at
                .is_some_and(|at| now - at <= Duration::hours(i64::from(hours)));
            (!fresh).then_some((&status.source, status.last_success_at))
        })
    }

    /// Says of some squads how many are too small to be shown in a week.
    pub(crate) fn too_small<'a>(
        &self,
        visit: &VisitParts,
        week: Week,
        squads: impl Iterator<Item = &'a SquadId>,
    ) -> Option<Notice> {
        let hidden = squads
            .filter(|squad| self.hidden.hides(squad, week.monday()))
            .count();
        let least = visit.app.config().privacy.squad_people;
        (hidden > 0).then(|| {
            Notice::Said(match language_of(visit) {
                Language::En => format!(
                    "Squads not shown in {week}: {hidden}. Fewer than {least} people worked in them, or they are \
                     the next smallest beside such a squad. The sums above hold them."
                ),
                Language::Fr => format!(
                    "Squads non montrées en {week} : {hidden}. Moins de {least} personnes y ont travaillé, ou elles \
                     sont les plus petites à côté d’une telle squad. Les sommes au-dessus les comprennent."
                ),
            })
        })
    }

    /// What a chart has to say about the data.
    pub(crate) fn notes(&self, app: &Inner) -> Vec<DataNote> {
        let stale = self.stale(app);
        stale
            .map(|(source, at)| DataNote::Stale {
                source: source_name(app, source),
                last_success: at.map(|at| app.local(at)),
            })
            .collect()
    }

    /// The frame of a page made from these data.
    pub(crate) fn context(&self, visit: &Visit) -> PageContext {
        let app = &visit.app;
        let plain = plain(app, &visit.headers, &visit.uri, Some(visit));
        let Some(snapshot) = &self.snapshot else {
            return PageContext {
                notices: vec![Notice::NoData],
                ..plain
            };
        };
        let stale = self.stale(app).map(|(source, at)| Notice::StaleSource {
            source: source_name(app, source),
            last_success: at.map(|at| app.local(at)),
        });
        let week = self.week(app);
        let ended = self
            .has_ended(app)
            .then(|| Notice::Said(data_end(plain.language, week)));
        PageContext {
            as_of: self.as_of().map(|at| app.local(at)),
            rules_version: snapshot.rules_version.clone(),
            data_version: snapshot.data_version.to_string(),
            notices: stale.chain(ended).collect(),
            ..plain
        }
    }
}

/// Says that nobody logs hours, so that shares of the whole organisation come from activity.
pub(crate) async fn by_activity(app: &Inner, basis: &Basis) -> Result<Option<Notice>, ApiError> {
    if basis.snapshot.is_none() {
        return Ok(None);
    }
    let week = basis.week(app).monday();
    let filter = Filter {
        level: Level::Organisation,
        from: Some(week),
        to: Some(week),
        ..Filter::all(app.today())
    };
    let answer = app.ask(move |analyst| analyst.maintenance(&filter)).await?;
    let by_activity = words::method(answer.provenance.method) == reports::Method::Activity;
    Ok(by_activity.then_some(Notice::ActivityMethod))
}

fn data_end(language: Language, week: Week) -> String {
    match language {
        Language::En => format!("The data end in {week}: the periods shown end there, not today."),
        Language::Fr => format!(
            "Les données s’arrêtent à {week} : les périodes affichées s’arrêtent là, pas aujourd’hui."
        ),
    }
}

/// What people call a source.
pub(crate) fn source_name(app: &Inner, source: &SourceId) -> String {
    let title = app.config().sources.get(source).and_then(|config| match config {
        SourceConfig::Files { title, .. } => title.clone(),
    });
    title.unwrap_or_else(|| source.to_string())
}

/// Says that rows are hidden.
pub(crate) fn hidden_rows(language: Language, hidden: usize) -> Option<Notice> {
    (hidden > 0).then(|| {
        Notice::Said(match language {
            Language::En => format!("{hidden} rows of this list belong to squads outside what you may see."),
            Language::Fr => {
                format!("{hidden} lignes de cette liste sont celles de squads que vous ne pouvez pas voir.")
            }
        })
    })
}

/// Says that hours of squads too small to be shown are left out of a list.
pub(crate) fn small_rows(language: Language, rows: usize) -> Option<Notice> {
    (rows > 0).then(|| {
        Notice::Said(match language {
            Language::En => format!("{rows} rows of this list are not shown: their squads are too small."),
            Language::Fr => {
                format!("{rows} lignes de cette liste ne sont pas montrées : leurs squads sont trop petites.")
            }
        })
    })
}

/// The reader's language: chosen, else the browser's, else the organisation's.
pub(crate) fn language(app: &Inner, headers: &HeaderMap) -> Language {
    let jar = CookieJar::from_headers(headers);
    let chosen = jar
        .get(cookies::LANGUAGE)
        .and_then(|cookie| Language::parse(cookie.value()));
    let header = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|header| header.to_str().ok());
    chosen
        .or_else(|| {
            header
                .filter(|header| !header.trim().is_empty())
                .map(Language::negotiate)
        })
        .unwrap_or_else(|| words::language(app.config().organisation.language))
}

fn theme(headers: &HeaderMap) -> ThemeChoice {
    let jar = CookieJar::from_headers(headers);
    jar.get(cookies::THEME)
        .and_then(|cookie| ThemeChoice::parse(cookie.value()))
        .unwrap_or_default()
}

/// The language of a page.
pub(crate) fn language_of(visit: &VisitParts) -> Language {
    language(&visit.app, &visit.headers)
}
