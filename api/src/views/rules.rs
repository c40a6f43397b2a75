//! What a rule looks for, as it stands in `plimsoll.toml`.

use model::config::{Condition, OneOrMany};

/// A condition in words: `type = Bug, project = PAY | HR`.
pub(crate) fn matches(when: &Condition) -> String {
    let lists = [
        ("source", &when.source),
        ("project", &when.project),
        ("type", &when.kind),
        ("label", &when.label),
        ("component", &when.component),
        ("priority", &when.priority),
        ("reporter_group", &when.reporter_group),
        ("initiative", &when.initiative),
    ];
    let named = lists
        .into_iter()
        .chain(when.fields.iter().map(|(name, values)| (name.as_str(), values)));
    let mut parts: Vec<String> = named.filter_map(|(name, values)| one(name, values)).collect();
    if let Some(pattern) = &when.title {
        parts.push(format!("title ~ {pattern}"));
    }
    parts.join(", ")
}

fn one(name: &str, values: &OneOrMany) -> Option<String> {
    (!values.0.is_empty()).then(|| format!("{name} = {}", values.0.join(" | ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_reads_like_the_file() {
        let when = Condition {
            kind: OneOrMany(vec!["Bug".into()]),
            project: OneOrMany(vec!["PAY".into(), "HR".into()]),
            title: Some("(?i)urgent".into()),
            ..Condition::default()
        };
        assert_eq!(
            matches(&when),
            "project = PAY | HR, type = Bug, title ~ (?i)urgent"
        );
    }
}
