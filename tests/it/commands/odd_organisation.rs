//! Organisations as they are: a squad without members, weeks without data, corrections larger than the week, a tracker
//! whose workflow changed, squads that were renamed, split and merged. What Plimsoll makes of each, and that it says so.

use crate::support::examples::{CONFIG, Harbour, IMPORT, day};
use crate::support::server::Server;
use crate::support::table::number;
use crate::support::{Place, Rows};

/// A place with the harbour's files as something made of them, imported.
fn made(change: impl Fn(&mut Harbour)) -> Place {
    let place = Place::new();
    let mut files = Harbour::new();
    change(&mut files);
    files.write(&place);
    place.run(IMPORT).ok();
    place
}

fn figure(rows: &Rows, squad: &str, week: &str, column: &str) -> Option<f64> {
    number(&rows.one(&[("squad", squad), ("week", week)])[column])
}

#[test]
fn a_squad_without_members_has_hours_and_no_coverage() {
    let place = made(|files| files.members = files.members.replace("cy,rope,1,2025-12-01\n", ""));
    let rows = place.show("maintenance");
    assert_eq!(
        figure(&rows, "rope", "2026-W05", "logged_h"),
        Some(32.0),
        "by the tickets' squad"
    );
    for column in ["capacity_h", "maintenance_load", "coverage"] {
        assert_eq!(figure(&rows, "rope", "2026-W05", column), None, "{column}");
    }
    place
        .run("show maintenance")
        .ok()
        .says(&["coverage is not known", "rope"]);
    let quality = place.show("quality");
    let strangers = quality.one(&[("check", "people_without_membership"), ("squad", "rope")]);
    assert_eq!(strangers["found"], "1");
}

#[test]
fn weeks_without_any_data_are_there_and_prove_nothing() {
    let silent = [day(3, 0), day(3, 1), day(4, 0), day(4, 1)];
    let place = made(|files| {
        let kept = files
            .hours
            .lines()
            .filter(|line| !silent.iter().any(|day| line.contains(day.as_str())));
        files.hours = kept.fold(String::new(), |all, line| all + line + "\n");
    });
    let rows = place.show("maintenance");
    for week in ["2026-W05", "2026-W06"] {
        assert_eq!(figure(&rows, "crane", week, "logged_h"), Some(0.0), "{week}");
        assert_eq!(
            figure(&rows, "crane", week, "maintenance_share"),
            None,
            "{week}: null is not zero"
        );
        assert_eq!(figure(&rows, "crane", week, "coverage"), Some(0.0), "{week}");
        assert!(figure(&rows, "crane", week, "backlog").unwrap() >= 0.0);
    }
    let spells = place.show("spells --squad crane");
    let spell = spells.one(&[("severity", "warn")]);
    assert_eq!(
        (spell["start"].as_str(), spell["end"].as_str()),
        ("2026-W04", "2026-W08"),
        "the silent weeks belong to the spell they lie in: {spells:#?}"
    );
}

#[test]
fn a_correction_larger_than_the_week_leaves_less_than_nothing() {
    let place = made(|files| {
        let line = format!("undo,CRANE-Bug-4,ada,{},-100\n", day(4, 2));
        files.hours.push_str(&line);
    });
    let rows = place.show("maintenance");
    assert_eq!(figure(&rows, "crane", "2026-W06", "logged_h"), Some(-40.0));
    assert_eq!(
        figure(&rows, "crane", "2026-W06", "maintenance_share"),
        None,
        "there is nothing to divide by"
    );
    let months = place.show("maintenance --grain month --by organisation");
    let all: f64 = months
        .rows
        .iter()
        .map(|row| row["logged_h"].parse::<f64>().unwrap())
        .sum();
    assert_eq!(all, 900.0, "the sums hold it");
    let spells = place.show("spells --squad crane");
    let spell = spells.one(&[("severity", "warn")]);
    assert_eq!(
        (spell["start"].as_str(), spell["end"].as_str()),
        ("2026-W04", "2026-W08"),
        "it proves nothing"
    );
    let opened = place
        .run("drill logged_h --squad crane --from 2026-W06 --to 2026-W06 --format csv")
        .ok();
    assert!(
        opened.out.contains("-100"),
        "the correction is in the list: {}",
        opened.out
    );
}

#[test]
fn a_workflow_that_changed_reads_old_and_new_statuses_and_lists_the_unmapped() {
    let place = Place::new();
    let mut files = Harbour::new();
    files.tickets.push_str("CRANE-Old,of the old workflow,CRANE,Bug,Shipped,2026-01-05\nCRANE-Odd,half way,CRANE,Bug,Parked,2026-01-05\n");
    files.history.push_str("CRANE-Old,2026-01-12,Open,Doing\nCRANE-Old,2026-02-02,Doing,Building\nCRANE-Old,2026-02-16,Building,Shipped\n");
    files.write(&place);
    let config = CONFIG
        .replace("active = [\"Doing\"]", "active = [\"Doing\", \"Building\"]")
        .replace("done = [\"Done\"]", "done = [\"Done\", \"Shipped\"]");
    place.file("plimsoll.toml", config);
    place.run(IMPORT).ok();
    let rows = place.show("flow --squad crane");
    let finished = rows.one(&[("week", "2026-W08")]);
    assert!(
        number(&finished["finished"]).unwrap() >= 1.0,
        "done in the words of the new workflow: {finished:?}"
    );
    let explained = place.run("explain tracker CRANE-Old").ok();
    explained.says(&["2026-01-12", "2026-02-16"]);
    let quality = place.show("quality");
    let unknown = quality.one(&[("check", "tickets_with_unknown_status"), ("squad", "crane")]);
    assert_eq!(unknown["found"], "1", "{quality:#?}");
    let server = Server::start(&place);
    let list = server
        .get("/api/v1/quality/list?check=tickets_with_unknown_status")
        .status(200)
        .json();
    assert_eq!(list["rows"][0]["ticket"], "CRANE-Odd", "{list}");
}

/// The harbour's configuration with other squads.
fn squads(over: &str) -> String {
    CONFIG.replace(
        "[[squads]]\nid = \"crane\"\nname = \"Crane crew\"\ntribe = \"docks\"\n",
        over,
    )
}

#[test]
fn a_renamed_squad_goes_on_under_its_new_name() {
    let place = made(|_| ());
    let before = place.show("maintenance");
    let renamed = squads(
        "[[squads]]\nid = \"crane\"\nname = \"Crane crew\"\ntribe = \"docks\"\nto = \"2026-02-08\"\nsuccessors = [\"winch\"]\n\n\
         [[squads]]\nid = \"winch\"\ntribe = \"docks\"\nfrom = \"2026-02-09\"\n",
    );
    place.file("plimsoll.toml", renamed);
    place.run("refresh").ok();
    let after = place.show("maintenance");
    for (week, squad) in [("2026-W06", "crane"), ("2026-W07", "winch")] {
        for column in ["logged_h", "maintenance_h", "capacity_h"] {
            assert_eq!(
                figure(&before, "crane", week, column),
                figure(&after, squad, week, column),
                "{week} {column}"
            );
        }
    }
    assert_eq!(
        figure(&after, "crane", "2026-W07", "backlog"),
        Some(0.0),
        "its tickets went with it"
    );

    let server = Server::start(&place);
    let fleet = server.get("/").status(200).text();
    assert!(fleet.contains("ended on 2026-02-08"), "{fleet}");
    assert!(
        fleet.contains("of 3 squads") || fleet.contains("No squad is under water"),
        "it is not counted"
    );
    let old = server.get("/squads/crane").status(200).text();
    assert!(
        old.contains("What followed:") && old.contains("/squads/winch"),
        "{old}"
    );
    let new = server.get("/squads/winch").status(200).text();
    assert!(
        new.contains("It took over from") && new.contains("/squads/crane"),
        "{new}"
    );
}

#[test]
fn a_split_leaves_nothing_behind_and_a_circle_is_refused() {
    let place = made(|_| ());
    let whole = place.show("maintenance --by organisation");
    let split = squads(
        "[[squads]]\nid = \"crane\"\ntribe = \"docks\"\nto = \"2026-02-08\"\nsuccessors = [\"port\", \"starboard\"]\n\n\
         [[squads]]\nid = \"port\"\nfrom = \"2026-02-09\"\n\n[[squads]]\nid = \"starboard\"\nfrom = \"2026-02-09\"\n",
    );
    place.file("plimsoll.toml", &split);
    place.run("refresh").ok();
    let after = place.show("maintenance --by organisation");
    for column in ["logged_h", "maintenance_h", "backlog"] {
        let of = |rows: &Rows| {
            rows.rows
                .iter()
                .map(|row| row[column].clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(of(&whole), of(&after), "{column}");
    }
    let rows = place.show("maintenance");
    assert_eq!(
        figure(&rows, "unattributed", "2026-W08", "logged_h"),
        Some(60.0),
        "where its people went nobody said"
    );

    place.file(
        "plimsoll.toml",
        split.replace(
            "id = \"port\"\nfrom = \"2026-02-09\"",
            "id = \"port\"\nto = \"2026-03-01\"\nsuccessors = [\"crane\"]",
        ),
    );
    place
        .run("refresh")
        .code(2)
        .says(&["plimsoll.toml:", "in a circle"]);
}
