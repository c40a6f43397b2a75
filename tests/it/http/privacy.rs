//! What is not shown because too few people stand behind it (section 11 of the book), from the outside: answers, files,
//! pages and lists of the real binary. That nothing can be subtracted is shown where figures are made.

use crate::support::Place;
use crate::support::client::{Request, Response};
use crate::support::examples::{CONFIG, IMPORT, MAPPING, day};
use crate::support::server::Server;
use std::fmt::Write as _;

/// People of the squads: crane and rope hide each other, mast and lamp are large enough.
const CREWS: [(&str, usize); 4] = [("crane", 2), ("rope", 4), ("mast", 9), ("lamp", 5)];

/// A harbour of twenty people. Each logs 5 hours a week on the project of their squad, and 2 on DECK, but for the last
/// of rope, who logs them on ROOF.
fn harbour() -> Place {
    let place = Place::new();
    let config = CONFIG.replace("squad_people = 1\ncell_people = 1\n", "").replace(
        "id = \"rope\"",
        "id = \"mast\"\ntribe = \"docks\"\n\n[[squads]]\nid = \"rope\"",
    );
    place.file("plimsoll.toml", config);
    place.file("mapping.toml", MAPPING);
    let mut tickets = "Key,Summary,Project,Type,Status,Created\n".to_owned();
    let mut hours = "Id,Issue,Login,Date,Hours\n".to_owned();
    let mut members = "Login,Squad,Share,From\n".to_owned();
    for project in ["CRANE", "ROPE", "MAST", "LAMP", "DECK", "ROOF"] {
        let _ = writeln!(
            tickets,
            "{project}-1,All there is to do,{project},Bug,Open,2026-01-05"
        );
    }
    for (squad, people) in CREWS {
        for place in 0..people {
            let person = format!("{squad}-hand-{place}");
            let _ = writeln!(members, "{person},{squad},1,2025-12-01");
            let other = if person == "rope-hand-3" { "ROOF" } else { "DECK" };
            for week in 0..10 {
                let (monday, tuesday) = (day(week, 0), day(week, 1));
                let own = squad.to_uppercase();
                let _ = writeln!(hours, "{person}-{week}-a,{own}-1,{person},{monday},5");
                let _ = writeln!(hours, "{person}-{week}-b,{other}-1,{person},{tuesday},2");
            }
        }
    }
    place.file("tickets.csv", tickets);
    place.file("history.csv", "Issue,At,From,To\n");
    place.file("hours.csv", hours);
    place.file("members.csv", members);
    place.run(IMPORT).ok();
    place
}

/// A token of a role, on a server on which one has to sign in.
fn token(place: &Place, role: &str) -> String {
    place
        .shell(&format!(
            "echo 'correct horse battery' | \"$plimsoll\" user add {role} --role admin --password-stdin"
        ))
        .ok();
    let made = place.run(&format!("token create {role} --role {role}")).ok();
    made.out.trim().to_owned()
}

fn ask(server: &Server, token: &str, path: &str) -> Response {
    server.send(&Request::get(path).bearer(token))
}

/// The words of a column, each once.
fn words(answer: &Response, column: &str) -> Vec<String> {
    let answer = answer.json();
    let rows = answer["rows"].as_array().unwrap().iter();
    let mut words: Vec<String> = rows.map(|row| row[column].as_str().unwrap().to_owned()).collect();
    words.sort();
    words.dedup();
    words
}

fn sum(answer: &Response, column: &str) -> f64 {
    let answer = answer.json();
    let rows = answer["rows"].as_array().unwrap().iter();
    rows.map(|row| row[column]["value"].as_f64().or(row[column].as_f64()).unwrap())
        .sum()
}

#[test]
fn small_squads_are_in_sums_and_nowhere_else() {
    let place = harbour();
    for what in ["maintenance", "mix", "flow"] {
        let rows = place.show(what);
        let mut squads: Vec<_> = rows.rows.iter().map(|row| row["squad"].as_str()).collect();
        squads.retain(|squad| *squad != "unattributed");
        squads.sort_unstable();
        squads.dedup();
        assert_eq!(squads, ["lamp", "mast"], "{what}");
    }
    let tribes = place.show("maintenance --by tribe");
    let docks: f64 = tribes
        .all(&[("tribe", "docks")])
        .iter()
        .map(|row| row["logged_h"].parse::<f64>().unwrap())
        .sum();
    assert_eq!(docks, 15.0 * 7.0 * 10.0, "the tribe's sum is whole");
    place
        .run("show maintenance")
        .ok()
        .says(&["2 squads have weeks that are not shown"]);
    place.run("show spells").ok();
    place
        .run("doctor")
        .ok()
        .says(&["no figure of fewer than 3 people"]);

    let opened = place.run("drill logged_h --tribe docks --format csv").ok();
    assert!(
        opened.out.contains("squads too small to show: 120 rows"),
        "{}",
        opened.out
    );
    assert!(
        !opened.out.contains("crane") && !opened.out.contains("rope"),
        "{}",
        opened.out
    );
    opened.says(&["logged_h = 1,050"]);
    let alone = place.run("drill logged_h --squad crane --format csv").ok();
    assert_eq!(
        alone.out.lines().count(),
        1,
        "a heading and no rows: {}",
        alone.out
    );
}

#[test]
fn roles_see_projects_as_far_as_people_allow() {
    let place = harbour();
    let (director, finance) = (token(&place, "director"), token(&place, "finance"));
    let server = Server::start(&place);
    for viewer in [&director, &finance] {
        let squads = ask(&server, viewer, "/api/v1/mix").status(200);
        assert_eq!(
            words(&squads, "squad"),
            ["lamp", "mast"],
            "the veil is the same for everybody"
        );
    }
    for path in ["by=squad", "by=tribe", "squad=mast", "tribe=docks"] {
        let answer = ask(
            &server,
            &director,
            &format!("/api/v1/maintenance?project=DECK&{path}"),
        );
        answer.status(403);
    }
    let deck = ask(&server, &director, "/api/v1/maintenance?project=MAST").status(200);
    assert_eq!(
        sum(&deck, "logged_h"),
        9.0 * 5.0 * 10.0,
        "nine people: of the whole organisation"
    );
    for hidden in ["ROOF", "CRANE", "ROPE"] {
        let answer = ask(
            &server,
            &director,
            &format!("/api/v1/maintenance?project={hidden}"),
        )
        .status(200);
        assert_eq!(
            answer.json()["rows"].as_array().unwrap().len(),
            0,
            "{hidden} has too few people"
        );
    }
    let rope = ask(&server, &finance, "/api/v1/mix?project=DECK&by=squad").status(200);
    assert_eq!(
        words(&rope, "squad"),
        ["lamp", "mast"],
        "finance sees squads, under their veil"
    );

    let opened = ask(
        &server,
        &director,
        "/api/v1/maintenance/drill?figure=logged_h&project=MAST",
    )
    .status(200);
    let opened = opened.json();
    assert_eq!(
        (opened["total"].as_f64(), opened["rows"].as_array().unwrap().len()),
        (Some(450.0), 1)
    );
    assert_eq!(opened["too_small"]["rows"], 90);
}

#[test]
fn pages_and_tickets_hold_nothing_of_small_squads() {
    let place = harbour();
    let director = token(&place, "director");
    let server = Server::start(&place);
    let page = |path: &str| ask(&server, &director, path).status(200).text();
    assert!(
        page("/").contains("Squads not shown in 2026-W11: 2"),
        "{}",
        page("/")
    );
    let squad = page("/squads/crane");
    assert!(squad.contains("Squads not shown in 2026-W11: 1"), "{squad}");
    assert!(!squad.contains("CRANE-1"), "its tickets would tell its hours");
    assert!(page("/how").contains("What is not shown"));
    let drill = page("/drill?figure=logged_h&tribe=docks&from=2026-W03&to=2026-W03");
    assert!(drill.contains("Squads too small to show: 12 rows"), "{drill}");
    assert!(drill.contains("Exactly the figure shown"), "{drill}");

    let ticket = ask(&server, &director, "/api/v1/tickets/tracker/DECK-1")
        .status(200)
        .json();
    let told = ticket["worklogs"].as_array().unwrap();
    assert!(
        told.iter()
            .all(|row| row["squad"] == "mast" || row["squad"] == "lamp"),
        "{ticket}"
    );
    assert_eq!(ticket["too_small"], 50);
    assert_eq!(
        ticket["logged_h"],
        14.0 * 2.0 * 10.0,
        "nor can they be subtracted"
    );
}
