//! Why a ticket is what it is, in sentences.

use crate::setup::Setup;
use model::classify::{Category, Classification};
use model::config::{Condition, OneOrMany};
use model::ids::SquadId;
use model::ownership::SquadMap;
use model::people::Memberships;
use model::stage::Stage;
use model::ticket::{Ticket, TicketHistory};

/// What kind of work, in two words.
pub(super) fn category(classification: &Classification) -> String {
    match classification.maintenance_type {
        Some(kind) => format!("{} ({kind})", classification.category),
        None => classification.category.to_string(),
    }
}

/// What kind of work, and the rule that says so.
pub(super) fn kind(setup: &Setup, classification: &Classification) -> String {
    let what = category(classification);
    let Some(id) = &classification.rule else {
        return format!("{what}: it matches no rule under [[classification]]");
    };
    let whose = if classification.inherited {
        "its parent matches"
    } else {
        "it matches"
    };
    let rule = setup.config.classification.iter().find(|rule| rule.id == *id);
    let when = rule.map(|rule| condition(&rule.when)).unwrap_or_default();
    let also = match classification.category {
        Category::Maintenance if classification.maintenance_type.is_none() => " (the rule names no type)",
        _ => "",
    };
    format!("{what}{also}: {whose} rule {:?}: {when}", id.as_str())
}

/// Whose it is now, and why.
pub(super) fn squad(
    setup: &Setup,
    history: &TicketHistory,
    squad: &SquadId,
    memberships: &Memberships,
) -> String {
    let ticket = &history.ticket;
    let field = ticket.fields.squad.as_deref();
    if let Some(name) = field.filter(|name| setup.rules.squads.by_name(name) == Some(squad)) {
        return format!("{squad}: its squad field says {name:?}");
    }
    if let Some(when) = matching_rule(setup, ticket, squad, memberships) {
        return format!("{squad}: the first rule under [[squad_rules]] that matches: {when}");
    }
    let unknown = field.map(|name| format!(", and its squad field says {name:?}, which no squad is called"));
    let unknown = unknown.unwrap_or_default();
    if squad.is_unattributed() {
        let assignee = match ticket.assignee {
            Some(_) => "its assignee was in no squad",
            None => "it has no assignee",
        };
        return format!("{squad}: no rule under [[squad_rules]] matches, {assignee}{unknown}");
    }
    format!("{squad}: the squad of its assignee then{unknown}")
}

/// The condition of the first squad rule that matches: each rule is asked alone.
fn matching_rule(
    setup: &Setup,
    ticket: &Ticket,
    squad: &SquadId,
    memberships: &Memberships,
) -> Option<String> {
    let mut fields = ticket.fields.clone();
    fields.squad = None;
    let day = setup.rules.day_of(ticket.created_at);
    setup.config.squad_rules.iter().find_map(|rule| {
        let mut alone = (*setup.config).clone();
        alone.squad_rules = vec![rule.clone()];
        let map = SquadMap::new(&alone).ok()?;
        let owner = map.owner(&ticket.source, &ticket.title, &fields, None, day, memberships);
        (owner == *squad && !owner.is_unattributed()).then(|| condition(&rule.when))
    })
}

/// Where it stands, and which status says so.
pub(super) fn stage(setup: &Setup, ticket: &Ticket, stage: Stage) -> String {
    let status = &ticket.fields.status;
    match setup.rules.stage(&ticket.source, status) {
        Some(_) => format!("{stage}: its status is {status:?}"),
        None => format!("{stage}: its status {status:?} is under no stage of [stages]: add it to one"),
    }
}

/// A condition in words.
pub(super) fn condition(when: &Condition) -> String {
    let mut parts = Vec::new();
    let mut add = |name: &str, values: &OneOrMany| {
        if !values.0.is_empty() {
            parts.push(format!("{name} is {}", values.0.join(" or ")));
        }
    };
    add("source", &when.source);
    add("project", &when.project);
    add("type", &when.kind);
    add("a label", &when.label);
    add("a component", &when.component);
    add("priority", &when.priority);
    add("reporter group", &when.reporter_group);
    add("initiative", &when.initiative);
    for (name, values) in &when.fields {
        add(name, values);
    }
    if let Some(pattern) = &when.title {
        parts.push(format!("title matches {pattern}"));
    }
    if parts.is_empty() {
        "always".to_owned()
    } else {
        parts.join(" and ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_reads_as_a_sentence() {
        let is = |values: &[&str]| OneOrMany(values.iter().map(ToString::to_string).collect());
        let when = Condition {
            kind: is(&["Bug", "Defect"]),
            project: is(&["PAY"]),
            title: Some("(?i)urgent".to_owned()),
            ..Condition::default()
        };
        assert_eq!(
            condition(&when),
            "project is PAY and type is Bug or Defect and title matches (?i)urgent"
        );
        assert_eq!(condition(&Condition::default()), "always");
    }
}
