//! A good file is read; a wrong one is refused with its place.

use super::*;

const GOOD: &str = r#"
[organisation]
name = "Acme"
time_zone = "Europe/Paris"

[[tribes]]
id = "payroll"
name = "Payroll"

[[squads]]
id = "payroll-fr"
tribe = "payroll"

[[squad_rules]]
squad = "payroll-fr"
when = { project = "PAY" }

[[classification]]
id = "bug"
category = "maintenance"
maintenance_type = "corrective"
when = { type = ["Bug", "Incident"], fields = { Area = "Core" } }

[stages]
done = ["Closed"]
"#;

fn errors(text: &str) -> String {
    parse(text, "plimsoll.toml").unwrap_err().to_string()
}

#[test]
fn a_good_file_is_read() {
    let config = parse(GOOD, "plimsoll.toml").unwrap();
    assert_eq!(config.thresholds, Thresholds::default());
    assert_eq!(config.classification[0].when.kind.0, ["Bug", "Incident"]);
}

#[test]
fn an_unknown_key_names_line_and_nearest() {
    let error = errors(&GOOD.replace("time_zone", "timezone"));
    assert!(error.starts_with("plimsoll.toml:4:1:"), "{error}");
    assert!(error.contains("did you mean `time_zone`?"), "{error}");
}

#[test]
fn an_unknown_squad_names_line_and_nearest() {
    let error = errors(&GOOD.replace("squad = \"payroll-fr\"", "squad = \"payrol-fr\""));
    assert!(error.starts_with("plimsoll.toml:15:9:"), "{error}");
    assert!(error.contains("did you mean \"payroll-fr\"?"), "{error}");
}

#[test]
fn contradictions_are_found() {
    let text = GOOD.replace(
        "done = [\"Closed\"]",
        "done = [\"Closed\"]\ndropped = [\"Closed\"]",
    );
    assert!(errors(&text).contains("one status, one stage"));
    let text = GOOD.replace("category = \"maintenance\"", "category = \"new\"");
    assert!(errors(&text).contains("only category \"maintenance\" has types"));
    let text = format!("{GOOD}\n[thresholds]\nwarn = 35\n");
    assert!(errors(&text).contains("35 % is 0.35"));
}

#[test]
fn squads_hand_over_to_squads_that_are_there() {
    let with = |squads: &str| {
        let text = GOOD.replace("[[squad_rules]]", &format!("{squads}\n\n[[squad_rules]]"));
        parse(&text, "plimsoll.toml").map_err(|errors| errors.to_string())
    };
    let squad = |id: &str, rest: &str| format!("[[squads]]\nid = \"{id}\"\n{rest}");
    let ended = r#"to = "2026-03-31"
successors = ["payroll-fr"]"#;
    assert!(with(&squad("old", ended)).is_ok());
    let told = [
        (
            ended.replace("payroll-fr", "payrol-fr"),
            "did you mean \"payroll-fr\"?",
        ),
        (ended.replace("to =", "from ="), "has a successor and no last day"),
        (ended.replace("payroll-fr", "old"), "in a circle"),
        (format!("from = \"2026-04-01\"\n{ended}"), "before it begins"),
        (
            ended.replace("payroll-fr", "late"),
            "it has to be there on 2026-04-01",
        ),
        (ended.replace("payroll-fr", "early"), "ended on 2026-01-31"),
        (ended.replace("payroll-fr", "back"), "in a circle"),
    ];
    let others = [
        squad("late", "from = \"2026-05-01\""),
        squad("early", "to = \"2026-01-31\""),
        squad("back", "to = \"2026-06-30\"\nsuccessors = [\"old\"]"),
    ]
    .join("\n");
    for (rest, said) in told {
        let error = with(&format!("{}\n{others}", squad("old", &rest))).unwrap_err();
        assert!(error.contains(said), "{said}: {error}");
    }
}
