//! Entries change and add rules; what cannot be meant is refused with its place.

use super::*;
use crate::config::parse;

const BASE: &str = r#"
organisation = { name = "Acme", time_zone = "Europe/Paris" }
tribes = [{ id = "pay", name = "Pay" }]
squads = [{ id = "core", tribe = "pay" }, { id = "web" }]
"#;

fn rules(alerts: &str) -> Vec<EffectiveRule> {
    let text = format!("{BASE}{alerts}");
    parse(&text, "p.toml").unwrap().effective_rules()
}

/// What is said of the one wrong thing.
fn refused(alerts: &str) -> String {
    let text = format!("{BASE}[[alerts]]\n{alerts}\n");
    let errors = parse(&text, "p.toml").unwrap_err();
    assert_eq!(errors.0.len(), 1, "{errors}");
    errors.to_string()
}

#[test]
fn built_in_rules_need_no_configuration() {
    let rules = rules("");
    assert_eq!(rules.len(), 9);
    for effective in &rules {
        assert_eq!((effective.enabled, effective.origin), (true, RuleOrigin::BuiltIn));
        let rule = &effective.rule;
        assert!(rule.metric.scopes().contains(&rule.scope), "{}", rule.id);
        assert_eq!(
            rule.clear > rule.raise,
            rule.metric.less_is_worse(),
            "{}",
            rule.id
        );
    }
}

#[test]
fn an_entry_changes_the_keys_given_or_adds_a_rule() {
    let rules = rules(
        "[[alerts]]\nid = \"maintenance-share-warn\"\nraise = 0.4\nsquads = [\"core\"]\n\
         [[alerts]]\nid = \"misroute-rate\"\nenabled = false\n\
         [[alerts]]\nid = \"old\"\nmetric = \"open_age_p85\"\nraise = 90\nclear = 60\n",
    );
    let of = |id: &str| rules.iter().find(|known| known.rule.id.as_str() == id).unwrap();
    let warn = of("maintenance-share-warn");
    assert_eq!(warn.origin, RuleOrigin::Changed);
    assert_eq!((warn.rule.raise, warn.rule.periods), (0.4, 2));
    assert!((warn.rule.clear - 0.3).abs() < 1e-12);
    assert_eq!(warn.rule.squads, ["core".parse().unwrap()]);
    assert!(!of("misroute-rate").enabled);
    let own = of("old");
    assert_eq!((own.origin, own.rule.scope), (RuleOrigin::File, Scope::Squad));
    assert_eq!((own.rule.raise, own.rule.coverage_gate), (90.0, None));
}

#[test]
fn what_cannot_be_meant_is_refused_with_its_place() {
    let share = "id = \"maintenance-share-warn\"";
    for (alerts, said) in [
        (
            format!("{share}\nraise = 0.2"),
            "wrong sides of each other: write a clear under raise",
        ),
        (format!("{share}\nraise = 0.4\nclear = 0.4"), "are the same line"),
        (format!("{share}\nraise = 35"), "35 % is 0.35"),
        (
            format!("{share}\nraise = 0.6"),
            "after rule \"maintenance-share-critical\"",
        ),
        (
            format!("{share}\nclear = 0.1\n[[alerts]]\nid = \"maintenance-share-critical\"\nclear = 0.05"),
            "before rule",
        ),
        (format!("{share}\nperiods = 0"), "at least 1 week"),
        (format!("{share}\ncoverage_gate = 70"), "70 % is 0.7"),
        (
            format!("{share}\nscope = \"source\""),
            "write scope = \"squad\" or \"tribe\" or \"organisation\"",
        ),
        (format!("{share}\nsquads = [\"cores\"]"), "did you mean \"core\"?"),
        (format!("{share}\ntribes = [\"payy\"]"), "did you mean \"pay\"?"),
        (
            format!("{share}\nmetric = \"maintenance_shar\""),
            "did you mean `maintenance_share`?",
        ),
        (format!("{share}\n[[alerts]]\n{share}"), "stands twice"),
        (
            "id = \"logs-missing\"\nclear = 0.5".to_owned(),
            "write a clear over raise",
        ),
        (
            "id = \"logs-missing\"\ncoverage_gate = 0.5".to_owned(),
            "its own gate",
        ),
        (
            "id = \"forward-load\"\nperiods = 2".to_owned(),
            "write periods = 1",
        ),
        (
            "id = \"source-stale\"\nsquads = [\"core\"]".to_owned(),
            "leave them out",
        ),
        (
            "id = \"mine\"\nmetric = \"backlog\"".to_owned(),
            "needs raise, clear too",
        ),
    ] {
        let error = refused(&alerts);
        assert!(error.contains(said), "{alerts}: {error}");
        assert!(error.starts_with("p.toml:"), "{error}");
    }
}

#[test]
fn rules_about_different_squads_do_not_contradict_each_other() {
    let text = "[[alerts]]\nid = \"late\"\nmetric = \"backlog\"\nraise = 80\nclear = 60\nsquads = [\"core\"]\n\
        [[alerts]]\nid = \"soon\"\nmetric = \"backlog\"\nseverity = \"critical\"\nraise = 50\nclear = 40\n";
    assert!(parse(&format!("{BASE}{text}"), "p").is_err());
    let apart = format!("{BASE}{text}squads = [\"web\"]\n");
    assert_eq!(parse(&apart, "p").unwrap().alert_rules().len(), 11);
}
