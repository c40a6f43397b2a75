//! The pages: in both languages, with links and pictures that lead somewhere, readable without scripts.

use crate::support::client::Request;
use crate::support::examples::imported;
use crate::support::server::Server;
use std::collections::{BTreeSet, VecDeque};

/// The values of an attribute on a page, as a browser reads them.
fn values(page: &str, attribute: &str) -> Vec<String> {
    let mark = format!(" {attribute}=\"");
    let marks = page.split(&mark).skip(1);
    marks
        .filter_map(|rest| rest.split('"').next())
        .map(|value| value.replace("&amp;", "&"))
        .collect()
}

#[test]
fn every_link_and_picture_leads_somewhere() {
    let place = imported();
    let server = Server::start(&place);
    let mut seen = BTreeSet::from(["/".to_owned()]);
    let mut left = VecDeque::from(["/".to_owned()]);
    while let Some(path) = left.pop_front() {
        let answer = server.get(&path);
        assert!(
            [200, 303].contains(&answer.status),
            "{path}: {} {}",
            answer.status,
            answer.text()
        );
        if !answer.header("content-type").starts_with("text/html") {
            assert!(!answer.body.is_empty() || answer.status == 303, "{path} is empty");
            continue;
        }
        let page = answer.text();
        let found = ["href", "src"]
            .iter()
            .flat_map(|attribute| values(&page, attribute));
        for target in found {
            let target = target.split('#').next().unwrap_or_default().to_owned();
            assert!(
                !target.starts_with("http"),
                "{path} links to {target}: pages load nothing from elsewhere"
            );
            // The harbour is small; its pages with all of their filters are a few hundred.
            if target.starts_with('/') && seen.len() < 400 && seen.insert(target.clone()) {
                left.push_back(target);
            }
        }
    }
    for wanted in ["/squads/crane", "/tribes/docks", "/quality", "/alerts"] {
        assert!(
            seen.iter().any(|path| path.split('?').next() == Some(wanted)),
            "no page links to {wanted}: {seen:?}"
        );
    }
}

#[test]
fn pages_speak_english_and_french() {
    let place = imported();
    let server = Server::start(&place);
    for path in ["/", "/squads/crane", "/tribes/docks", "/quality", "/alerts"] {
        let pages = ["en", "fr"].map(|language| {
            let page = server
                .send(&Request::get(path).header("Accept-Language", language))
                .status(200)
                .text();
            assert!(
                page.contains(&format!("lang=\"{language}\"")),
                "{path} does not say that it is in {language}"
            );
            page
        });
        assert_ne!(pages[0], pages[1], "{path} is the same in both languages");
        for page in &pages {
            assert_eq!(page.matches("<h1").count(), 1, "{path} has one headline");
            assert!(page.contains("<title>") && page.contains("<main"), "{path}");
            assert!(!page.contains("<script"), "{path} has a script");
            let images = page.matches("<img").count();
            assert!(
                values(page, "alt").iter().filter(|alt| !alt.is_empty()).count() >= images,
                "{path}: a picture without words"
            );
        }
    }
}

#[test]
fn the_fleet_says_who_is_under_water_and_since_when() {
    let place = imported().at("2026-02-19T12:00:00Z");
    place.run("refresh").ok();
    let server = Server::start(&place);
    let page = server.get("/").status(200).text();
    assert!(
        page.contains("Crane crew") && page.contains("rope") && page.contains("lamp"),
        "{page}"
    );
    assert!(
        page.contains("2026-W04"),
        "the page does not say since when: {page}"
    );
    let squad = server.get("/squads/crane").status(200).text();
    assert!(squad.contains("2026-W04"), "{squad}");
}

#[test]
fn charts_are_pictures_in_light_and_dark() {
    let place = imported();
    let server = Server::start(&place);
    let page = server.get("/squads/crane").status(200).text() + &server.get("/").status(200).text();
    let charts: BTreeSet<_> = values(&page, "src")
        .into_iter()
        .chain(values(&page, "srcset"))
        .filter(|path| path.contains("/charts/"))
        .collect();
    assert!(charts.len() >= 3, "{charts:?}");
    for chart in &charts {
        let chart = chart.split_whitespace().next().unwrap();
        let light = server.get(chart).status(200);
        assert!(
            light.text().starts_with("<svg") || light.text().starts_with("<?xml"),
            "{chart}"
        );
        assert_eq!(light.header("content-type"), "image/svg+xml", "{chart}");
        assert!(!light.header("etag").is_empty(), "{chart} has no ETag");
        let png = server.get(&chart.replacen(".svg", ".png", 1)).status(200);
        assert!(png.body.starts_with(b"\x89PNG"), "{chart} as PNG");
        let theme = if chart.contains('?') {
            "&theme=dark"
        } else {
            "?theme=dark"
        };
        if !chart.contains("theme=") {
            let dark = server.get(&format!("{chart}{theme}")).status(200);
            assert_ne!(dark.body, light.body, "{chart} looks the same in the dark");
        }
    }
}
