//! Alerts on the demo: they fire in the right week, late hours confirm and withdraw them, and `plimsoll alerts test` says
//! what would have been.

use crate::support::table::number;
use crate::support::{Place, Rows, repository};
use serde_json::Value;
use std::collections::BTreeSet;

const NOW: &str = "2026-03-18T09:00:00Z";

/// A demo with its truth.
struct Demo {
    place: Place,
    truth: Value,
}

impl Demo {
    fn make() -> Self {
        let place = Place::new().at(NOW);
        place.run("demo --no-serve --data demo --seed 1").ok();
        let truth = serde_json::from_str(&place.read("demo/demo/truth.json")).unwrap();
        Self {
            place: place.with_data("demo"),
            truth,
        }
    }

    fn squad(&self, story: &str) -> &str {
        self.truth["stories"][story]["squad"].as_str().unwrap()
    }

    fn alerts(&self, what: &str) -> Rows {
        Rows::read(&self.place.run(&format!("alerts {what} --format csv")).ok().out)
    }

    /// Where a rule stands for a squad.
    fn state(&self, rule: &str, squad: &str) -> String {
        let alerts = self.alerts("list");
        let wanted = [("rule", rule), ("scope", "squad"), ("subject", squad)];
        alerts.one(&wanted)["state"].clone()
    }

    /// The lines of the log about a rule and a squad.
    fn log(&self, rule: &str, squad: &str) -> Vec<String> {
        let about = format!(" {squad} {rule} ");
        let log = self.place.read("demo/alerts.log");
        log.lines()
            .filter(|line| line.contains(&about))
            .map(str::to_owned)
            .collect()
    }

    /// Imports further hours on features of a squad: so many a day, on every day with such hours since a day.
    fn import_late(&self, squad: &str, since: &str, hours: u32, name: &str) {
        let tickets = Rows::read(&self.place.read("demo/demo/tickets.csv"));
        let config = self.place.read("demo/demo/plimsoll.toml");
        let id = format!("id = \"{squad}\"\nname = \"");
        let title = config.split(&id).nth(1).unwrap().split('"').next().unwrap();
        let features: BTreeSet<&str> = tickets
            .rows
            .iter()
            .filter(|row| row["Type"] == "Story" && row["Squad"] == title)
            .map(|row| row["Key"].as_str())
            .collect();
        let worklogs = Rows::read(&self.place.read("demo/demo/worklogs.csv"));
        let mut late = String::from("Id,Ticket,Account,Day,Hours,Billable\n");
        let mut days = BTreeSet::new();
        for row in &worklogs.rows {
            let is_late = row["Day"].as_str() >= since && features.contains(row["Ticket"].as_str());
            if is_late && days.insert(row["Day"].as_str()) {
                let (ticket, person, day) = (&row["Ticket"], &row["Account"], &row["Day"]);
                late.push_str(&format!("{name}{day},{ticket},{person},{day},{hours},no\n"));
            }
        }
        assert!(days.len() > 10, "only {} days since {since}", days.len());
        std::fs::create_dir_all(self.place.path(name)).unwrap();
        self.place.file(&format!("{name}/worklogs.csv"), late);
        let import = format!("import {name}/worklogs.csv --mapping demo/demo/demo-mapping.toml");
        self.place.run(&import).ok();
    }
}

#[test]
fn alerts_fire_in_the_right_week_and_follow_late_hours() {
    let demo = Demo::make();
    replaying_the_rules_finds_the_spells(&demo);
    the_stories_raise_their_alerts(&demo);
    people_take_alerts_and_silence_them(&demo);
    late_hours_confirm_and_withdraw(&demo);
}

fn replaying_the_rules_finds_the_spells(demo: &Demo) {
    let spells = demo.place.show("spells");
    let told = demo.alerts("test --rule maintenance-share-warn --rule maintenance-share-critical");
    assert_eq!(told.rows.len(), spells.rows.len(), "{told:#?}");
    for spell in &spells.rows {
        let (squad, severity) = (spell["squad"].as_str(), spell["severity"].as_str());
        let wanted = [
            ("subject", squad),
            ("severity", severity),
            ("start", &spell["start"]),
        ];
        let fired = told.one(&wanted);
        for column in ["end", "weeks", "peak"] {
            assert_eq!(fired[column], spell[column], "{column} of {spell:?}");
        }
    }
    let of_one = demo.alerts("test --rule logs-missing --from 2026-W10");
    assert!(of_one.rows.len() <= demo.alerts("test --rule logs-missing").rows.len());
}

fn the_stories_raise_their_alerts(demo: &Demo) {
    let sinking = demo.squad("sinking");
    let told = demo.alerts("test --rule maintenance-share-warn");
    let fired = told.one(&[("subject", sinking)]);
    let log = demo.log("maintenance-share-warn", sinking);
    let raised = format!(
        "pending -> firing in {} since {}",
        fired["raised"], fired["start"]
    );
    assert!(
        log.iter().any(|line| line.contains(&raised)),
        "{raised}: {log:#?}"
    );

    assert_eq!(
        demo.state("backlog-cannot-drain", demo.squad("undrained")),
        "firing"
    );

    let unlogged = demo.squad("unlogged");
    let missing = demo.alerts("test --rule logs-missing");
    let of_squad = missing.all(&[("subject", unlogged)]);
    let gated = demo.truth["stories"]["unlogged"]["gated_weeks"]
        .as_array()
        .unwrap();
    let first = gated[0].as_str().unwrap();
    assert!(
        of_squad
            .iter()
            .any(|row| row["start"].as_str() <= first
                && (row["end"].is_empty() || row["end"].as_str() > first)),
        "{missing:#?}"
    );
    assert!(number(&of_squad[0]["peak"]) < Some(0.7));
    assert!(
        told.all(&[("subject", unlogged)]).is_empty(),
        "no spell without logs"
    );
}

fn people_take_alerts_and_silence_them(demo: &Demo) {
    let alert = format!("maintenance-share-warn.squad.{}", demo.squad("sinking"));
    let row = |column: &str| {
        let alerts = demo.alerts("list");
        let wanted = [
            ("rule", "maintenance-share-warn"),
            ("subject", demo.squad("sinking")),
        ];
        alerts.one(&wanted)[column].clone()
    };
    demo.place
        .run(&format!("alerts ack {alert} --by ada --note ours"))
        .ok();
    assert_eq!(
        (row("quiet"), row("quiet_by")),
        ("acknowledged".into(), "ada".into())
    );
    demo.place
        .run("alerts silence --rule maintenance-share-warn --reason release --by bob")
        .ok();
    assert_eq!((row("quiet"), row("quiet_by")), ("silenced".into(), "bob".into()));
    let silences = demo.alerts("silences");
    let id = &silences.one(&[("author", "bob")])["id"];
    demo.place.run(&format!("alerts unsilence {id} --by ada")).ok();
    assert_eq!(row("quiet"), "acknowledged");
    let wrong = demo.place.run(&format!("alerts ack {alert}x --by ada"));
    assert_eq!(wrong.code, 2, "{wrong:?}");
    assert!(wrong.err.contains(&format!("did you mean {alert}?")), "{wrong:?}");
}

fn late_hours_confirm_and_withdraw(demo: &Demo) {
    let (rule, sinking) = ("maintenance-share-warn", demo.squad("sinking"));
    let before = demo.log(rule, sinking).len();
    let since = (NOW[..10].parse::<chrono::NaiveDate>().unwrap() - chrono::Days::new(200)).to_string();

    demo.import_late(sinking, &since, 1, "few");
    let told = demo.log(rule, sinking).split_off(before);
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(
        told[0].contains("firing -> firing") && told[0].ends_with("confirmed by late data"),
        "{told:#?}"
    );
    demo.place.run("refresh").ok();
    assert_eq!(demo.log(rule, sinking).len(), before + 1, "told once");

    demo.import_late(sinking, &since, 1000, "many");
    let told = demo.log(rule, sinking).split_off(before + 1);
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(
        told[0].contains("firing -> ok") && told[0].ends_with("withdrawn by late data"),
        "{told:#?}"
    );
    assert_eq!(demo.state(rule, sinking), "ok");
}

/// The table of the documentation is what the simulation gives.
#[test]
fn operating_characteristics_are_those_of_the_documentation() {
    let printed = Place::new().run("alerts characteristics").ok().out;
    let page = std::fs::read_to_string(repository().join("docs/operating-characteristics.md")).unwrap();
    assert!(
        page.contains(&printed),
        "docs/operating-characteristics.md is old; `plimsoll alerts characteristics` prints:\n{printed}"
    );
}
