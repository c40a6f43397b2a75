//! Alert rules that cannot mean what they say.

use super::Findings;
use crate::alert::{AlertRule, AlertSubject, Scope, Severity, Tribes};
use crate::config::{AlertEntry, Config};
use crate::figure::Unit;
use std::collections::BTreeMap;

/// What is wrong with `[[alerts]]`, each at the entry's id or at the name that is not known.
pub(super) fn check(config: &Config, found: &mut Findings<'_>) {
    let rules = config.effective_rules();
    let mut seen = BTreeMap::new();
    for entry in &config.alerts {
        let id = entry.id.get_ref();
        if seen.insert(id.clone(), ()).is_some() {
            let message = format!("alerts rule \"{id}\" stands twice: give one entry all its keys");
            found.at(entry.id.span().start, message);
            continue;
        }
        names(entry, config, found);
        match rules.iter().find(|known| known.rule.id == *id) {
            Some(known) => {
                for problem in problems(&known.rule) {
                    found.at(entry.id.span().start, format!("alerts rule \"{id}\": {problem}"));
                }
            }
            None => incomplete(entry, found),
        }
    }
    let enabled: Vec<&AlertRule> = rules
        .iter()
        .filter(|known| known.enabled && problems(&known.rule).is_empty())
        .map(|known| &known.rule)
        .collect();
    contradictions(config, &enabled, found);
}

fn names(entry: &AlertEntry, config: &Config, found: &mut Findings<'_>) {
    let squads: Vec<_> = config.squads.iter().map(|squad| squad.id.as_str()).collect();
    let tribes: Vec<_> = config.tribes.iter().map(|tribe| tribe.id.as_str()).collect();
    for squad in entry.squads.iter().flatten() {
        if !squads.contains(&squad.get_ref().as_str()) {
            let valid = squads.iter().copied();
            found.unknown(squad.span().start, "squad", squad.get_ref().as_str(), valid);
        }
    }
    for tribe in entry.tribes.iter().flatten() {
        if !tribes.contains(&tribe.get_ref().as_str()) {
            let valid = tribes.iter().copied();
            found.unknown(tribe.span().start, "tribe", tribe.get_ref().as_str(), valid);
        }
    }
}

/// A rule of its own needs what a built-in one has.
fn incomplete(entry: &AlertEntry, found: &mut Findings<'_>) {
    let missing: Vec<&str> = [
        ("metric", entry.metric.is_none()),
        ("raise", entry.raise.is_none()),
        ("clear", entry.clear.is_none()),
    ]
    .into_iter()
    .filter_map(|(key, is_missing)| is_missing.then_some(key))
    .collect();
    found.at(
        entry.id.span().start,
        format!(
            "alerts rule \"{}\" is not a built-in one, so it needs {} too; \
             `plimsoll alerts rules` lists the built-in ones",
            entry.id.get_ref(),
            missing.join(", ")
        ),
    );
}

/// What is wrong with a rule by itself, with what to write instead.
fn problems(rule: &AlertRule) -> Vec<String> {
    let mut told = Vec::new();
    let metric = rule.metric;
    if !metric.scopes().contains(&rule.scope) {
        let scopes: Vec<_> = metric.scopes().iter().map(|scope| scope.word()).collect();
        told.push(format!(
            "{metric} is nothing a {} has: write scope = \"{}\"",
            rule.scope,
            scopes.join("\" or \"")
        ));
    }
    if !rule.squads.is_empty() && rule.scope != Scope::Squad {
        told.push(format!(
            "squads go with scope \"squad\", not \"{}\": leave them out",
            rule.scope
        ));
    }
    if !rule.tribes.is_empty() && !matches!(rule.scope, Scope::Squad | Scope::Tribe) {
        told.push(format!(
            "tribes go with scope \"squad\" or \"tribe\", not \"{}\": leave them out",
            rule.scope
        ));
    }
    told.extend(lines(rule));
    if rule.periods == 0 {
        told.push("periods is 0: write at least 1 week".to_owned());
    }
    if metric.is_momentary() && rule.periods > 1 {
        told.push(format!(
            "of {metric} only today's value is known: write periods = 1"
        ));
    }
    if let Some(gate) = rule.coverage_gate {
        if !(0.0..=1.0).contains(&gate) {
            told.push(format!("coverage_gate is {gate}: write a fraction, 70 % is 0.7"));
        }
        if metric == crate::alert::AlertMetric::Coverage {
            told.push("coverage cannot be its own gate: leave coverage_gate out".to_owned());
        }
    }
    told
}

fn lines(rule: &AlertRule) -> Vec<String> {
    let (metric, raise, clear) = (rule.metric, rule.raise, rule.clear);
    let is_share = metric.unit() == Unit::Share;
    // A load can be over the whole capacity; a part of a whole cannot.
    let most = match metric {
        crate::alert::AlertMetric::MaintenanceShare | crate::alert::AlertMetric::MisrouteRate => 1.0,
        _ => 10.0,
    };
    let mut told = Vec::new();
    for (key, line) in [("raise", raise), ("clear", clear)] {
        if !line.is_finite() || line < 0.0 {
            told.push(format!("{key} is {line}: write a number, 0 or more"));
        } else if is_share && line > most {
            told.push(format!("{key} is {line}: {metric} is a fraction, 35 % is 0.35"));
        }
    }
    let (less, side) = (
        metric.less_is_worse(),
        if metric.less_is_worse() { "over" } else { "under" },
    );
    let wrong = if less { clear <= raise } else { clear >= raise };
    if wrong {
        let what = if clear == raise {
            "are the same line"
        } else {
            "lie on the wrong sides of each other"
        };
        told.push(format!(
            "raise ({raise}) and clear ({clear}) {what}: write a clear {side} raise"
        ));
    }
    told
}

/// A warning that comes after the critical alert, or a critical alert that outlasts the warning.
fn contradictions(config: &Config, rules: &[&AlertRule], found: &mut Findings<'_>) {
    let tribes = config.tribes_of_squads();
    for warn in rules.iter().filter(|rule| rule.severity == Severity::Warn) {
        for critical in rules.iter().filter(|rule| rule.severity == Severity::Critical) {
            if warn.metric != critical.metric || !overlap(warn, critical, config, &tribes) {
                continue;
            }
            let worse = |a: f64, b: f64| if warn.metric.less_is_worse() { a < b } else { a > b };
            let told = if worse(warn.raise, critical.raise) {
                format!(
                    "warns at {}, after rule \"{}\" is critical at {}",
                    warn.raise, critical.id, critical.raise
                )
            } else if worse(warn.clear, critical.clear) {
                format!(
                    "ends at {}, before rule \"{}\", which is critical, ends at {}",
                    warn.clear, critical.id, critical.clear
                )
            } else {
                continue;
            };
            // Where the file says nothing of either, the lines are those of [thresholds], which are checked there.
            let entry = config
                .alerts
                .iter()
                .find(|entry| [&warn.id, &critical.id].contains(&entry.id.get_ref()));
            if let Some(entry) = entry {
                found.at(
                    entry.id.span().start,
                    format!(
                        "alerts rule \"{}\" {told}, of the same {}: move a line, or give them different squads or tribes",
                        warn.id, warn.metric
                    ),
                );
            }
        }
    }
}

/// Whether there is anybody both rules are about.
fn overlap(one: &AlertRule, other: &AlertRule, config: &Config, tribes: &Tribes) -> bool {
    let squads = config
        .squads
        .iter()
        .map(|squad| AlertSubject::from(squad.id.clone()));
    let of_tribes = config
        .tribes
        .iter()
        .map(|tribe| AlertSubject::from(tribe.id.clone()));
    let sources = config
        .sources
        .keys()
        .map(|source| AlertSubject::from(source.clone()));
    squads
        .chain(of_tribes)
        .chain(sources)
        .chain([AlertSubject::organisation()])
        .any(|subject| one.watches(&subject, tribes) && other.watches(&subject, tribes))
}
