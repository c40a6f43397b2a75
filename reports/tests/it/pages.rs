//! The pages as readers get them, in both languages.

use reports::pages::login::{LoginFailure, LoginView};
use reports::pages::routing::{Matrix, RoutingFigures};
use reports::pages::{self, PageContext, ThemeChoice};
use reports::samples::{self, pages as sample};
use reports::{AlertState, Direction, Drain, Language, Stage};

/// Every page, also in its rarer shapes.
fn all(context: &PageContext) -> Vec<(String, String)> {
    let mut pages = vec![
        (
            "fleet".to_owned(),
            pages::fleet::render(&sample::fleet(), context),
        ),
        (
            "squad".to_owned(),
            pages::squad::render(&samples::squad(), context),
        ),
        ("week".to_owned(), pages::week::render(&samples::week(), context)),
        (
            "timeline".to_owned(),
            pages::timeline::render(&samples::timeline(), context),
        ),
        (
            "tribe".to_owned(),
            pages::tribe::render(&sample::tribe(), context),
        ),
        (
            "forward".to_owned(),
            pages::forward::render(&samples::forward::forward(), context),
        ),
        (
            "alerts".to_owned(),
            pages::alerts::render(&sample::alerts(), context),
        ),
        (
            "notifications".to_owned(),
            pages::notifications::render(&notifications(), context),
        ),
        (
            "quality".to_owned(),
            pages::quality::render(&sample::quality(), context),
        ),
        (
            "drill".to_owned(),
            pages::drill::render(&sample::drill(), context),
        ),
        (
            "routing".to_owned(),
            pages::routing::render(&samples::routing::page(), context),
        ),
        (
            "ticket".to_owned(),
            pages::ticket::render(&sample::ticket(), context),
        ),
        (
            "explain".to_owned(),
            pages::explain::render(&sample::explain(), context),
        ),
        (
            "login".to_owned(),
            pages::login::render(&sample::login(), context),
        ),
        (
            "error".to_owned(),
            pages::error::render(&sample::error(), context),
        ),
    ];
    pages.extend(empty(context));
    pages.extend(variants(context));
    pages
}

/// A message in every state and of every kind.
fn notifications() -> pages::notifications::NotificationsView {
    let row = |id, kind, state| pages::notifications::NotificationRow {
        id,
        channel: "ops".to_owned(),
        kind,
        event: format!("event-{id}"),
        state,
        attempts: id,
        planned: "2026-02-02T08:00:00".parse().unwrap(),
        sent: (state == "sent").then(|| "2026-02-02T08:00:01".parse().unwrap()),
        remark: (state == "dead").then(|| "the receiver answered 404".to_owned()),
    };
    let dead = row(1, "transition", "dead");
    pages::notifications::NotificationsView {
        dead: vec![dead.clone()],
        latest: vec![
            row(5, "test", "pending"),
            row(4, "digest", "sending"),
            row(3, "reminder", "dropped"),
            row(2, "transition", "sent"),
            dead,
        ],
    }
}

/// Pages with nothing on them.
fn empty(context: &PageContext) -> Vec<(String, String)> {
    let bare = PageContext {
        user: None,
        as_of: None,
        notices: sample::notices(),
        ..context.clone()
    };
    let mut week = samples::week();
    week.is_running = true;
    week.load = Default::default();
    week.flows.clear();
    week.mix.clear();
    week.tickets.clear();
    week.routed.clear();
    week.reopened.clear();
    week.oldest.clear();
    let (mut fleet, mut squad, mut alerts) = (sample::fleet(), samples::squad(), sample::alerts());
    let (mut quality, mut drill, mut ticket) = (sample::quality(), sample::drill(), sample::ticket());
    let mut timeline = samples::timeline();
    timeline.squads.iter_mut().for_each(|known| known.spells.clear());
    timeline.range = None;
    timeline.chart_url = None;
    timeline.decided.clear();
    fleet.squads.clear();
    squad.summary.share = None;
    squad.summary.range = None;
    squad.tickets.clear();
    squad.spells.clear();
    squad.types.clear();
    alerts.current.clear();
    alerts.history.clear();
    quality.sources.clear();
    quality.checks.iter_mut().for_each(|check| check.count = 0);
    drill.rows.clear();
    drill.total = Some(0.0);
    ticket.worklogs.clear();
    ticket.spans.clear();
    ticket.classification.rule = None;
    let mut routing = samples::routing::page();
    routing.subject = None;
    routing.range = None;
    routing.summary.figures = RoutingFigures::default();
    routing.matrix = Matrix::default();
    routing.suggestions.clear();
    if let Some(routing) = &mut squad.routing {
        routing.others.clear();
        routing.elsewhere.clear();
    }
    vec![
        (
            "empty routing".to_owned(),
            pages::routing::render(&routing, &bare),
        ),
        (
            "empty timeline".to_owned(),
            pages::timeline::render(&timeline, &bare),
        ),
        ("empty fleet".to_owned(), pages::fleet::render(&fleet, &bare)),
        ("empty week".to_owned(), pages::week::render(&week, &bare)),
        ("empty squad".to_owned(), pages::squad::render(&squad, &bare)),
        ("empty alerts".to_owned(), pages::alerts::render(&alerts, &bare)),
        (
            "empty quality".to_owned(),
            pages::quality::render(&quality, &bare),
        ),
        ("empty drill".to_owned(), pages::drill::render(&drill, &bare)),
        ("empty ticket".to_owned(), pages::ticket::render(&ticket, &bare)),
    ]
}

/// A squad's alert in every state and direction, and every reason why signing in failed.
fn variants(context: &PageContext) -> Vec<(String, String)> {
    use AlertState::{Confirmed, Firing, Ok, Pending, Recovering, Withdrawn};
    let mut pages = Vec::new();
    for (index, state) in [Ok, Pending, Firing, Recovering, Confirmed, Withdrawn]
        .into_iter()
        .enumerate()
    {
        let mut squad = samples::squad();
        if let Some(alert) = &mut squad.alert {
            alert.state = state;
            alert.direction = [
                Direction::Up,
                Direction::Flat,
                Direction::Down,
                Direction::Unknown,
            ][index % 4];
        }
        squad.now.drain = [Drain::Empty, Drain::Weeks(0.2), Drain::Unknown][index % 3];
        if index % 2 == 1 {
            squad.interventions.clear();
        }
        squad.form = squad.form.filter(|_| index % 3 == 0);
        squad.tickets[0].stage = [
            Stage::Intake,
            Stage::Triage,
            Stage::Queue,
            Stage::Blocked,
            Stage::Review,
            Stage::Dropped,
        ][index];
        pages.push((format!("{state:?} squad"), pages::squad::render(&squad, context)));
    }
    for failure in [LoginFailure::TooMany { wait_minutes: 1 }, LoginFailure::Expired] {
        let view = LoginView {
            failure: Some(failure),
            ..LoginView::default()
        };
        pages.push((format!("{failure:?}"), pages::login::render(&view, context)));
    }
    pages
}

fn every_page() -> Vec<(String, String)> {
    let contexts = Language::ALL.into_iter().flat_map(|language| {
        ThemeChoice::ALL
            .into_iter()
            .map(move |theme| sample::context(language, theme))
    });
    contexts
        .flat_map(|context| {
            let (language, theme) = (context.language.code(), context.theme.code());
            all(&context)
                .into_iter()
                .map(move |(name, html)| (format!("{name} {language} {theme}"), html))
        })
        .collect()
}

#[test]
fn no_page_misses_a_message() {
    for (name, html) in every_page() {
        let missing: Vec<&str> = html
            .split('⟦')
            .skip(1)
            .filter_map(|rest| rest.split('⟧').next())
            .collect();
        assert!(missing.is_empty(), "{name}: {missing:?}");
    }
}

#[test]
fn no_page_needs_script_or_inline_style() {
    for (name, html) in every_page() {
        for forbidden in [
            "<script",
            " style=\"",
            "<style",
            " onclick=",
            "javascript:",
            "http://",
            "url(",
        ] {
            let html = html.replace("xmlns=\"http://www.w3.org/2000/svg\"", "");
            assert!(!html.contains(forbidden), "{name} contains {forbidden}");
        }
    }
}

#[test]
fn every_page_has_landmarks_one_heading_and_a_way_to_skip() {
    for (name, html) in every_page() {
        for wanted in [
            "<header",
            "<nav",
            "<main id=\"main\"",
            "<footer",
            "class=\"skip\" href=\"#main\"",
        ] {
            assert!(html.contains(wanted), "{name} has no {wanted}");
        }
        assert_eq!(html.matches("<h1").count(), 1, "{name}");
        assert_eq!(
            html.matches("<table").count(),
            html.matches("<caption").count(),
            "{name}: a table without caption"
        );
        assert!(!html.contains("<th>"), "{name}: a heading cell without scope");
    }
}

#[test]
fn every_image_and_every_id_is_what_a_screen_reader_expects() {
    for (name, html) in every_page() {
        for image in html.split("<img ").skip(1) {
            let tag = image.split('>').next().unwrap();
            assert!(
                tag.contains("alt=\"") && !tag.contains("alt=\"\""),
                "{name}: {tag}"
            );
        }
        let mut ids: Vec<&str> = html
            .split(" id=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "{name} uses an id twice");
    }
}

#[test]
fn forms_carry_the_token() {
    for (name, html) in every_page() {
        for form in html.split("<form ").skip(1) {
            let form = form.split("</form>").next().unwrap();
            assert!(form.contains("name=\"csrf\" value=\"token\""), "{name}: {form}");
        }
    }
}

#[test]
fn the_headlines_answer_in_plain_words() {
    let english = sample::context(Language::En, ThemeChoice::Light);
    let french = sample::context(Language::Fr, ThemeChoice::Light);
    let fleet = pages::fleet::render(&sample::fleet(), &english);
    assert!(
        fleet.contains("<h1>3 of 14 squads are under water.</h1>"),
        "{fleet}"
    );
    assert!(fleet.contains("since 2026-W20 (11 weeks)."), "{fleet}");
    let squad = pages::squad::render(&samples::squad(), &english);
    assert!(
        squad.contains("<h1>31\u{202F}% of Payroll FR’s time went to maintenance.</h1>"),
        "{squad}"
    );
    let squad = pages::squad::render(&samples::squad(), &french);
    assert!(
        squad.contains("Pire semaine\u{202F}: 2025-W16, 64\u{202F}%. 2 fois sous l’eau."),
        "{squad}"
    );
}

#[test]
fn a_chart_follows_the_readers_choice_of_colours() {
    let page = |theme| pages::squad::render(&samples::squad(), &sample::context(Language::Fr, theme));
    let auto = page(ThemeChoice::Auto);
    assert!(
        auto.contains("prefers-color-scheme: dark") && auto.contains("theme=dark&amp;lang=fr"),
        "{auto}"
    );
    let dark = page(ThemeChoice::Dark);
    assert!(!dark.contains("<source"), "{dark}");
    assert!(
        dark.contains(
            "<img src=\"/charts/load-line.svg?squad=payroll-fr&amp;window=2y&amp;theme=dark&amp;lang=fr\""
        ),
        "{dark}"
    );
    assert!(!page(ThemeChoice::Light).contains("<source"));
}

#[test]
fn words_from_trackers_are_escaped() {
    let mut ticket = sample::ticket();
    ticket.title = Some("<img src=x>".to_owned());
    let html = pages::ticket::render(&ticket, &sample::context(Language::En, ThemeChoice::Auto));
    assert!(html.contains("&lt;img src=x&gt;") && !html.contains("<img src=x>"));
}

#[test]
fn a_list_that_does_not_add_up_says_so() {
    let context = sample::context(Language::En, ThemeChoice::Auto);
    let mut drill = sample::drill();
    assert!(pages::drill::render(&drill, &context).contains("class=\"agrees\""));
    drill.figure += 0.01;
    assert!(pages::drill::render(&drill, &context).contains("class=\"differs\""));
}
