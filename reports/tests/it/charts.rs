//! The charts as they are drawn: snapshots of small ones, and what must hold for every one.

use reports::charts::load_line::{LoadLineView, LoadPoint};
use reports::charts::{
    ChartStyle, Theme, ages, backlog, fleet, forward_load, hours, load_line, png, routing_flows, sparkline,
    timeline,
};
use reports::samples::{self, charts as sample, routing};
use reports::{Grain, Language, Method};

fn style(theme: Theme, language: Language, size: (u32, u32)) -> ChartStyle {
    ChartStyle::new(theme, language, size)
}

/// Every chart over `count` periods.
fn all(theme: Theme, language: Language, count: usize) -> Vec<(&'static str, String)> {
    let with = |size| style(theme, language, size);
    let week = Grain::Week;
    let (ships, rows) = (sample::fleet(), sample::timeline());
    let fleet_size = fleet::size(ships.ships.len());
    let ahead = samples::forward::forward_load();
    let ahead_size = forward_load::size(ahead.bars.len());
    let timeline_size = timeline::size(14, rows.tribes.len());
    vec![
        (
            "load-line",
            load_line::svg(&sample::load_line(week, count), &with(load_line::SIZE)).unwrap(),
        ),
        (
            "hours",
            hours::svg(&sample::hours(week, count), &with(hours::SIZE)).unwrap(),
        ),
        (
            "backlog",
            backlog::svg(&sample::backlog(week, count), &with(backlog::SIZE)).unwrap(),
        ),
        (
            "ages",
            ages::svg(&sample::ages(week, count), &with(ages::SIZE)).unwrap(),
        ),
        ("fleet", fleet::svg(&ships, &with(fleet_size)).unwrap()),
        (
            "forward-load",
            forward_load::svg(&ahead, &with(ahead_size)).unwrap(),
        ),
        ("timeline", timeline::svg(&rows, &with(timeline_size)).unwrap()),
        (
            "routing-flows",
            routing_flows::svg(&routing::flows(count), &with(routing_flows::size(count))).unwrap(),
        ),
    ]
}

#[test]
fn small_charts_look_as_they_did() {
    for (name, svg) in all(Theme::Light, Language::En, 8) {
        insta::assert_snapshot!(name, svg);
    }
    insta::assert_snapshot!(
        "sparkline",
        sparkline::svg(&sample::sparkline(1, Some(0.58))).unwrap()
    );
}

#[test]
fn the_same_view_gives_the_same_bytes() {
    assert_eq!(
        all(Theme::Dark, Language::Fr, 26),
        all(Theme::Dark, Language::Fr, 26)
    );
}

#[test]
fn every_chart_speaks_and_stays_inside_its_picture() {
    for theme in Theme::ALL {
        for language in Language::ALL {
            for count in [1, 8, 104, 520] {
                for (name, svg) in all(theme, language, count) {
                    assert!(svg.contains("role=\"img\""), "{name} has no role");
                    assert!(
                        !svg.contains("<title></title>") && !svg.contains("<desc></desc>"),
                        "{name} is silent"
                    );
                    assert!(!svg.contains('⟦'), "{name} misses a message in {language:?}");
                    assert!(!svg.contains("NaN"), "{name} has a place that is no number");
                    assert_inside(name, count, &svg);
                }
            }
        }
    }
}

/// Texts begin inside the picture, with their middle at least half a line from its edge.
fn assert_inside(name: &str, count: usize, svg: &str) {
    let view_box = attribute(svg, "viewBox").unwrap();
    let sides: Vec<f64> = view_box.split(' ').map(|side| side.parse().unwrap()).collect();
    for text in svg.split("<text ").skip(1) {
        let x: f64 = attribute(text, "x").unwrap().parse().unwrap();
        let y: f64 = attribute(text, "y").unwrap().parse().unwrap();
        assert!(
            (0.0..=sides[2]).contains(&x),
            "{name} of {count}: a text at x {x} of {}",
            sides[2]
        );
        assert!(
            (24.0..=sides[3] - 24.0).contains(&y),
            "{name} of {count}: a text at y {y} of {}",
            sides[3]
        );
    }
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.split_once(&format!("{name}=\""))?.1.split('"').next()
}

#[test]
fn a_missing_week_leaves_a_gap_and_a_zero_does_not() {
    let whole = LoadLineView {
        spells: Vec::new(),
        interventions: Vec::new(),
        limits: Vec::new(),
        signals: Vec::new(),
        points: sample::load_line(Grain::Week, 12)
            .points
            .iter()
            .map(|point| calm(point, Some(0.2)))
            .collect(),
        ..sample::load_line(Grain::Week, 12)
    };
    let with = |share: Option<f64>| {
        let mut view = whole.clone();
        view.points[5].share = share;
        areas(&load_line::svg(&view, &style(Theme::Light, Language::En, load_line::SIZE)).unwrap())
    };
    assert_eq!(with(Some(0.2)), 1);
    assert_eq!(with(Some(0.0)), 1);
    assert_eq!(with(None), 2);
}

fn calm(point: &LoadPoint, share: Option<f64>) -> LoadPoint {
    LoadPoint {
        share,
        below_gate: false,
        provisional: false,
        ..*point
    }
}

/// How many separate areas lie under the line.
fn areas(svg: &str) -> usize {
    svg.matches("<polygon ").count()
}

#[test]
fn a_chart_without_points_says_so() {
    let empty = LoadLineView {
        points: Vec::new(),
        spells: Vec::new(),
        interventions: Vec::new(),
        limits: Vec::new(),
        signals: Vec::new(),
        ..sample::load_line(Grain::Week, 8)
    };
    let svg = load_line::svg(&empty, &style(Theme::Light, Language::Fr, load_line::SIZE)).unwrap();
    assert!(svg.contains("Aucune donnée sur cette période."), "{svg}");
}

#[test]
fn a_share_from_activity_never_claims_logged_hours() {
    let mut view = sample::load_line(Grain::Week, 8);
    view.meta.method = Method::Activity;
    let svg = load_line::svg(&view, &style(Theme::Light, Language::En, load_line::SIZE)).unwrap();
    assert!(
        svg.contains("share of active time") && !svg.contains("logged hours"),
        "{svg}"
    );
}

#[test]
fn an_intervention_with_markup_in_its_name_stays_text() {
    let mut view = sample::load_line(Grain::Week, 8);
    view.interventions[0].label = "<script>&".to_owned();
    let svg = load_line::svg(&view, &style(Theme::Light, Language::En, load_line::SIZE)).unwrap();
    assert!(
        svg.contains("&lt;script&gt;&amp;") && !svg.contains("<script"),
        "{svg}"
    );
}

#[test]
fn every_chart_becomes_a_picture_of_its_size() {
    for (name, svg) in all(Theme::Light, Language::Fr, 104) {
        let picture = png(&svg, 2.0).unwrap();
        let number = |at: usize| u32::from_be_bytes(picture[at..at + 4].try_into().unwrap());
        let side = |side| attribute(&svg, side).unwrap().parse::<u32>().unwrap();
        assert_eq!(
            (number(16), number(20)),
            (2 * side("width"), 2 * side("height")),
            "{name}"
        );
    }
}

#[test]
fn ten_years_of_weeks_stay_a_small_file() {
    for (name, svg) in all(Theme::Light, Language::En, 520) {
        assert!(svg.len() < 700_000, "{name} has {} bytes", svg.len());
    }
}
