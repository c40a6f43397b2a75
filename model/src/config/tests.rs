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
