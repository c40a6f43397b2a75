//! Names live apart (section 11 of the book): nothing that the demo answers, draws, exports or logs has one.

use crate::support::server::Server;
use crate::support::{Place, Rows};
use std::collections::BTreeSet;

/// Names and mail addresses of the file of people.
pub(super) fn of(place: &Place) -> Vec<String> {
    let people = Rows::read(&place.read("demo/demo/people.csv"));
    let words = people
        .rows
        .iter()
        .flat_map(|row| [row["Name"].clone(), row["Mail"].clone()]);
    let names: Vec<String> = words.filter(|word| !word.is_empty()).collect();
    assert!(names.len() > 200, "{} names", names.len());
    names
}

/// People are pseudonyms from the import on: no answer, page, chart, export or log has a name.
pub(super) fn are_nowhere(names: &[String], server: &Server, folder: &std::path::Path) {
    let mut told: Vec<(String, String)> = Vec::new();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut next: Vec<String> = [
        "/",
        "/quality",
        "/alerts",
        "/how",
        "/charts/fleet.svg",
        "/charts/timeline.svg",
        "/metrics",
        "/api/v1/maintenance",
        "/api/v1/mix",
        "/api/v1/flow",
        "/api/v1/spells",
        "/api/v1/quality",
        "/api/v1/alerts",
        "/api/v1/sources",
        "/api/v1/organisation",
        "/api/v1/maintenance/drill?figure=logged_h&limit=1000",
        "/api/v1/maintenance?format=csv",
        "/api/v1/quality/list?check=people_without_membership",
        "/api/v1/quality/list?check=worklogs_over_24_hours&format=csv",
    ]
    .map(str::to_owned)
    .to_vec();
    while let Some(path) = next.pop().filter(|_| seen.len() < 250) {
        if !seen.insert(path.clone()) {
            continue;
        }
        let answer = server.get(&path).text();
        // Every page of squads, tribes and checks, and the first tickets, as the pages link them.
        let links = answer
            .split("href=\"/")
            .skip(1)
            .filter_map(|rest| rest.split('"').next());
        let is_page = |link: &&str| {
            ["squads/", "tribes/", "quality/", "tickets/"]
                .iter()
                .any(|start| link.starts_with(start))
        };
        next.extend(
            links
                .filter(is_page)
                .map(|link| format!("/{}", link.replace("&amp;", "&"))),
        );
        told.push((path, answer));
    }
    assert!(seen.len() > 60, "{} addresses were looked at", seen.len());
    let log = folder.join("alerts.log");
    told.push((log.display().to_string(), std::fs::read_to_string(&log).unwrap()));
    for (place, text) in &told {
        for name in names {
            assert!(!text.contains(name.as_str()), "{place} says {name:?}");
        }
    }
}
