//! Suggestions of routing as rules: for `plimsoll.toml`, and for a tracker's automation.

use crate::analyst::RoutingSuggestionRow;
use crate::query::Dimension;
use std::fmt::Write as _;

/// A suggestion as a rule of `plimsoll.toml`, the evidence as comments above it.
#[must_use]
pub fn squad_rule(row: &RoutingSuggestionRow) -> String {
    let mut text = String::new();
    for line in evidence(row) {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "# {line}");
    }
    let (key, value) = (row.dimension.word(), quoted(&row.value));
    let squad = quoted(row.squad.as_str());
    let _ = write!(
        text,
        "[[squad_rules]]\nsquad = {squad}\nwhen = {{ {key} = [{value}] }}\n"
    );
    text
}

/// Suggestions as rules of `plimsoll.toml`.
#[must_use]
pub fn squad_rules(rows: &[RoutingSuggestionRow]) -> String {
    let head = "# Whose tickets are, by what they had when they were created: learned from finished maintenance tickets.\n\
                # A ticket's own squad field goes before these rules: teach them to the tracker's automation, too.\n";
    rows.iter()
        .map(squad_rule)
        .fold(head.to_owned(), |text, rule| format!("{text}\n{rule}"))
}

/// Suggestions about labels as policies of gitlab-triage, which give open issues with a label that of a squad; and
/// how many suggestions are left out, because that tool does not see what they look at.
#[must_use]
pub fn gitlab_triage(rows: &[RoutingSuggestionRow]) -> (String, usize) {
    let (labels, others): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row.dimension == Dimension::Label);
    if labels.is_empty() {
        return ("resource_rules: {}\n".to_owned(), others.len());
    }
    let mut text = "resource_rules:\n  issues:\n    rules:\n".to_owned();
    for row in labels {
        let (label, squad) = (quoted(&row.value), quoted(row.squad.as_str()));
        let name = quoted(&format!("{} goes to {}", row.value, row.squad));
        for line in evidence(row) {
            let _ = writeln!(text, "      # {line}");
        }
        let _ = write!(
            text,
            "      - name: {name}\n        conditions:\n          state: opened\n          labels:\n            - {label}\n          \
             forbidden_labels:\n            - {squad}\n        actions:\n          labels:\n            - {squad}\n"
        );
    }
    (text, others.len())
}

/// Why: how many, whose, how sure, and what it would have spared.
fn evidence(row: &RoutingSuggestionRow) -> [String; 2] {
    let percent = |share: f64| format!("{:.1} %", share * 100.0);
    let days = row.detour_days_p50.value.unwrap_or_default();
    [
        format!(
            "{} of {} finished tickets were finished by {} ({}; 95 % sure of {} or more).",
            row.share.numerator.unwrap_or_default(),
            row.tickets,
            row.squad,
            percent(row.share.value.unwrap_or_default()),
            percent(row.lower_bound)
        ),
        format!(
            "{} of them were at another squad first: {} days in all, {days} in the median.",
            row.detours, row.detour_days
        ),
    ]
}

/// A text in double quotes, as TOML, YAML and JSON all read it: what trackers say cannot leave its quotes.
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            letter if letter.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", letter as u32);
            }
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config;
    use crate::figure::Figure;
    use proptest::prelude::*;

    fn row(dimension: Dimension, value: &str) -> RoutingSuggestionRow {
        RoutingSuggestionRow {
            dimension,
            value: value.to_owned(),
            tickets: 60,
            squad: "identity".parse().unwrap(),
            share: Figure {
                value: Some(0.95),
                numerator: Some(57.0),
                denominator: Some(60.0),
                n: 60,
                coverage: None,
            },
            lower_bound: 0.863,
            suggested: true,
            detours: 20,
            detour_days: 190,
            detour_days_p50: Figure::plain(Some(9.0), 20, None),
        }
    }

    #[test]
    fn a_rule_says_why() {
        assert_eq!(
            squad_rule(&row(Dimension::Component, "Sign-in")),
            "# 57 of 60 finished tickets were finished by identity (95.0 %; 95 % sure of 86.3 % or more).\n\
             # 20 of them were at another squad first: 190 days in all, 9 in the median.\n\
             [[squad_rules]]\n\
             squad = \"identity\"\n\
             when = { component = [\"Sign-in\"] }\n"
        );
    }

    #[test]
    fn only_labels_are_for_gitlab_triage() {
        let rows = [
            row(Dimension::Label, "sso: \"new\""),
            row(Dimension::Component, "Sign-in"),
        ];
        let (text, left_out) = gitlab_triage(&rows);
        assert_eq!(left_out, 1);
        assert!(
            text.contains("- \"sso: \\\"new\\\"\"\n") && !text.contains("Sign-in"),
            "{text}"
        );
        assert_eq!(gitlab_triage(&rows[1..]), ("resource_rules: {}\n".to_owned(), 1));
    }

    proptest! {
        #[test]
        fn rules_are_read_as_they_were_meant(values in prop::collection::vec(any::<String>(), 1..4), at in 0_usize..4) {
            let dimension = Dimension::ALL[at];
            let rows: Vec<_> = values.iter().map(|value| row(dimension, value)).collect();
            let text = format!(
                "organisation = {{ name = \"A\", time_zone = \"Europe/Paris\" }}\nsquads = [{{ id = \"identity\" }}]\n{}",
                squad_rules(&rows)
            );
            let config = config::parse(&text, "t").unwrap();
            for (rule, value) in config.squad_rules.iter().zip(&values) {
                let when = &rule.when;
                let read = match dimension {
                    Dimension::Project => &when.project,
                    Dimension::Component => &when.component,
                    Dimension::Label => &when.label,
                    Dimension::ReporterGroup => &when.reporter_group,
                };
                prop_assert_eq!(&read.0, std::slice::from_ref(value));
            }
            prop_assert_eq!(config.squad_rules.len(), values.len());
        }
    }
}
