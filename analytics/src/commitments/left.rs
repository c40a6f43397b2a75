//! What is left of one initiative (section 5 of the book, `forward_load`): a pure function over its tickets.
//!
//! | what | left | by |
//! |---|---|---|
//! | an open ticket whose tracker says it | `remaining`, never less than zero | `remaining` |
//! | an open ticket with an estimate > 0 | max(0, estimate − logged on it) | `estimate` |
//! | the initiative, where no open ticket has either | max(0, effort − logged on all its tickets) | `effort` |
//! | an open ticket without either; an initiative without tickets and effort | nothing is known: 0, counted | `unknown` |
//!
//! Nothing is counted twice: a ticket stands for those below it. Where some of those have an estimate, theirs count
//! and the upper one is left out; where none has, the upper one's counts, less what was logged on all of them.
//!
//! Maintenance tickets are left out before: they are in the expected maintenance.
//!
//! Worked: an epic of 100 h with two stories, one of 30 h with 10 h logged, one of 20 h that is done: 20 h are left.
//! Without the stories' estimates and with 40 h logged on all three: 60 h.
//!
//! Blind spots: work that nobody has written down yet; estimates that were never right.

use crate::symbols::Symbol;
use model::analyst::LeftBy;
use model::time::{Micros, Seconds};
use std::collections::{HashMap, HashSet};

/// A ticket of an initiative, finished or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) ticket: i64,
    pub(crate) parent: Option<i64>,
    pub(crate) squad: Symbol,
    pub(crate) project: Option<Symbol>,
    pub(crate) is_open: bool,
    /// In seconds.
    pub(crate) estimate: Option<i64>,
    /// In seconds.
    pub(crate) remaining: Option<i64>,
    /// What was logged on it, by whomever.
    pub(crate) logged: Micros,
}

impl Part {
    fn is_estimated(&self) -> bool {
        self.remaining.is_some() || self.estimate.is_some_and(|estimate| estimate > 0)
    }
}

/// What is left of a ticket, or of the initiative as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Left {
    /// None for the initiative as a whole.
    pub(crate) ticket: Option<i64>,
    pub(crate) squad: Symbol,
    pub(crate) project: Option<Symbol>,
    pub(crate) left: Micros,
    pub(crate) by: LeftBy,
}

/// The initiative itself: who promised it, what finance books it on, and its effort in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Whole {
    pub(crate) squad: Symbol,
    pub(crate) project: Option<Symbol>,
    pub(crate) effort: Option<i64>,
}

/// What is left of an initiative, in the order of its tickets, the initiative as a whole last.
pub(crate) fn left(whole: Whole, parts: &[Part]) -> Vec<Left> {
    let tree = Tree::new(parts);
    let mut rows: Vec<Left> = parts
        .iter()
        .filter(|part| part.is_open)
        .filter_map(|part| tree.left_of(part))
        .collect();
    let known = rows.iter().any(|row| row.by != LeftBy::Unknown);
    if !known && (whole.effort.is_some() || parts.is_empty()) {
        let logged: Micros = parts.iter().map(|part| part.logged).sum();
        rows.push(Left {
            ticket: None,
            squad: whole.squad,
            project: whole.project,
            left: less(whole.effort.unwrap_or_default(), logged),
            by: whole.effort.map_or(LeftBy::Unknown, |_| LeftBy::Effort),
        });
    }
    rows.sort_by_key(|row| (row.ticket.is_none(), row.ticket));
    rows
}

fn less(seconds: i64, logged: Micros) -> Micros {
    Micros((Micros::from(Seconds(seconds)).0 - logged.0).max(0))
}

/// Which ticket is below which, within an initiative.
struct Tree<'a> {
    by_id: HashMap<i64, &'a Part>,
    /// Tickets with tickets below them.
    uppers: HashSet<i64>,
    /// Tickets with estimated tickets below them.
    told_below: HashSet<i64>,
    /// What was logged on the tickets below.
    logged_below: HashMap<i64, Micros>,
}

impl<'a> Tree<'a> {
    fn new(parts: &'a [Part]) -> Self {
        let mut tree = Self {
            by_id: parts.iter().map(|part| (part.ticket, part)).collect(),
            uppers: HashSet::new(),
            told_below: HashSet::new(),
            logged_below: HashMap::new(),
        };
        for part in parts {
            for upper in tree.above(part) {
                tree.uppers.insert(upper.ticket);
                *tree.logged_below.entry(upper.ticket).or_insert(Micros::ZERO) += part.logged;
                if part.is_estimated() {
                    tree.told_below.insert(upper.ticket);
                }
            }
        }
        tree
    }

    /// The tickets over one, nearest first; a circle ends where it closes.
    fn above(&self, part: &Part) -> Vec<&'a Part> {
        let mut above: Vec<&Part> = Vec::new();
        let mut at = part.parent;
        while let Some(upper) = at.and_then(|id| self.by_id.get(&id).copied())
            && upper.ticket != part.ticket
            && above.iter().all(|known| known.ticket != upper.ticket)
        {
            above.push(upper);
            at = upper.parent;
        }
        above
    }

    /// Whether a ticket's own estimate is the one that counts.
    fn counts(&self, part: &Part) -> bool {
        part.is_estimated() && !self.told_below.contains(&part.ticket)
    }

    /// What is left of an open ticket; none where others stand for it.
    fn left_of(&self, part: &Part) -> Option<Left> {
        let (left, by) = if self.counts(part) {
            self.estimated(part)
        } else {
            let covered = self
                .above(part)
                .iter()
                .any(|upper| upper.is_open && self.counts(upper));
            if covered || self.uppers.contains(&part.ticket) {
                return None;
            }
            (Micros::ZERO, LeftBy::Unknown)
        };
        Some(Left {
            ticket: Some(part.ticket),
            squad: part.squad,
            project: part.project,
            left,
            by,
        })
    }

    fn estimated(&self, part: &Part) -> (Micros, LeftBy) {
        match (part.remaining, part.estimate) {
            (Some(remaining), _) => (less(remaining, Micros::ZERO), LeftBy::Remaining),
            (None, estimate) => {
                let mut logged = part.logged;
                logged += self.logged_below.get(&part.ticket).copied().unwrap_or_default();
                (less(estimate.unwrap_or_default(), logged), LeftBy::Estimate)
            }
        }
    }
}

#[cfg(test)]
mod tests;
