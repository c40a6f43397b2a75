//! What the parents of tickets are: a subtask that matches no rule takes its parent's category (section 3).

use analytics::facts::classification_of;
use anyhow::Result;
use model::classify::Classification;
use model::ids::TicketId;
use model::rules::Rules;
use model::ticket::TicketHistory;
use std::collections::{HashMap, HashSet};

/// So many parents are remembered before all are forgotten, so that memory stays flat.
const REMEMBERED: usize = 200_000;

/// Classifications of parents met so far.
#[derive(Debug, Default)]
pub(crate) struct Lineage {
    known: HashMap<TicketId, Classification>,
}

impl Lineage {
    /// Works out what the parents of `tickets` are, and their parents as far as need be. `fetch` reads tickets
    /// by id; one that is not there is nobody's parent. Parents in a circle count as having none.
    pub(crate) fn learn(
        &mut self,
        tickets: &[TicketHistory],
        rules: &Rules,
        mut fetch: impl FnMut(&[TicketId]) -> Result<Vec<TicketHistory>>,
    ) -> Result<()> {
        if self.known.len() > REMEMBERED {
            self.known.clear();
        }
        let mut ancestors: HashMap<TicketId, TicketHistory> = HashMap::new();
        let mut asked = HashSet::new();
        let mut wanted = self.unknown_parents(tickets, &mut asked);
        while !wanted.is_empty() {
            let found = fetch(&wanted)?;
            wanted = self.unknown_parents(&found, &mut asked);
            ancestors.extend(found.into_iter().map(|history| (history.ticket.id, history)));
        }
        // In an order of their own, the latest first: in a circle of parents it decides what they are.
        let mut ids: Vec<TicketId> = ancestors.keys().copied().collect();
        ids.sort_unstable_by_key(|id| std::cmp::Reverse(*id));
        for id in ids {
            self.classify_upwards(id, &ancestors, rules);
        }
        Ok(())
    }

    /// What parents are, by id.
    pub(crate) fn parents(&self) -> &HashMap<TicketId, Classification> {
        &self.known
    }

    /// What the parent of a ticket is, if it has one.
    pub(crate) fn parent_of(&self, history: &TicketHistory) -> Option<&Classification> {
        history.ticket.parent.and_then(|parent| self.known.get(&parent))
    }

    fn unknown_parents(&self, tickets: &[TicketHistory], asked: &mut HashSet<TicketId>) -> Vec<TicketId> {
        let parents = tickets.iter().filter_map(|history| history.ticket.parent);
        parents
            .filter(|parent| !self.known.contains_key(parent) && asked.insert(*parent))
            .collect()
    }

    /// Walks up to the first ancestor that is known or has no further parent, then classifies downwards.
    fn classify_upwards(
        &mut self,
        from: TicketId,
        ancestors: &HashMap<TicketId, TicketHistory>,
        rules: &Rules,
    ) {
        let mut path = Vec::new();
        let mut on_path = HashSet::new();
        let mut next = Some(from);
        while let Some(history) = next.and_then(|id| ancestors.get(&id)) {
            let id = history.ticket.id;
            if self.known.contains_key(&id) || !on_path.insert(id) {
                break;
            }
            path.push(history);
            next = history.ticket.parent;
        }
        for history in path.into_iter().rev() {
            let classification = classification_of(history, self.parent_of(history), rules);
            self.known.insert(history.ticket.id, classification);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::classify::Category;
    use model::records::TicketFields;
    use model::ticket::Ticket;

    fn rules() -> Rules {
        let text = r#"
            organisation = { name = "A", time_zone = "Europe/Paris" }
            squads = [{ id = "a" }]
            classification = [{ id = "bug", category = "maintenance", when = { type = "Bug" } }]
        "#;
        Rules::new(&model::config::parse(text, "t").unwrap()).unwrap()
    }

    fn ticket(id: i64, parent: Option<i64>, kind: &str) -> TicketHistory {
        TicketHistory {
            ticket: Ticket {
                id: TicketId(id),
                source: "s".parse().unwrap(),
                key: id.to_string(),
                title: String::new(),
                url: None,
                created_at: "2026-01-01T00:00:00Z".parse().unwrap(),
                initial_status: None,
                fields: TicketFields {
                    kind: Some(kind.to_owned()),
                    ..TicketFields::default()
                },
                assignee: None,
                parent: parent.map(TicketId),
                due_date: None,
                estimate: None,
                remaining: None,
            },
            transitions: Vec::new(),
        }
    }

    fn category_of_parent(of: &TicketHistory, all: &[TicketHistory]) -> Option<Category> {
        let mut lineage = Lineage::default();
        let fetch = |ids: &[TicketId]| {
            Ok(all
                .iter()
                .filter(|history| ids.contains(&history.ticket.id))
                .cloned()
                .collect())
        };
        lineage.learn(std::slice::from_ref(of), &rules(), fetch).unwrap();
        lineage
            .parent_of(of)
            .map(|classification| classification.category)
    }

    #[test]
    fn a_grandparents_rule_reaches_the_grandchild() {
        let all = [ticket(1, None, "Bug"), ticket(2, Some(1), "Task")];
        let category = category_of_parent(&ticket(3, Some(2), "Task"), &all);
        assert_eq!(category, Some(Category::Maintenance));
    }

    #[test]
    fn a_circle_of_parents_ends() {
        let all = [ticket(1, Some(2), "Task"), ticket(2, Some(1), "Task")];
        let category = category_of_parent(&ticket(3, Some(2), "Task"), &all);
        assert_eq!(category, Some(Category::Uncategorised));
        let all = [ticket(1, Some(2), "Bug"), ticket(2, Some(1), "Task")];
        let category = category_of_parent(&ticket(3, Some(2), "Task"), &all);
        assert_eq!(category, Some(Category::Maintenance));
    }

    #[test]
    fn a_parent_that_is_not_there_is_none() {
        assert_eq!(category_of_parent(&ticket(3, Some(9), "Task"), &[]), None);
    }
}
