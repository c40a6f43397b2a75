//! How a maintenance ticket found its squad (section 5 of the book, "Routing and triage").
//!
//! A ticket's *owners* are the squads of its life up to its finish, in order, repeats merged; a stretch with nobody
//! (`unattributed`) is no owner, and no hop by itself; neither is a squad's end, whose tickets its successors keep: they
//! take its place among the owners. The *right squad* is the owner at the finish; it became owner
//! where its last unbroken ownership starts. The rest follows:
//!
//! - `hops`: changes of owner after the first; `misrouted`: there was one; `ping_pong`: a squad got it back;
//! - triaged: the first instant out of `intake` and `triage`; a ticket that was created beyond them needed no time.
//!
//! Worked: created in *a*, passed on to *b*, back to *a*, then to *b* who finish it: owners a b a b, 3 hops, ping-pong,
//! the right squad is *b*, and it became so at the third hop.
//!
//! A ticket that is not finished, was no maintenance when it was, or that nobody owned then has no routing. What
//! happens after the finish (somebody tidies up a field) is no hop; a reopened ticket is not finished until it is
//! again.

pub mod rules;

use crate::classify::Category;
use crate::ids::SquadId;
use crate::rules::Rules;
use crate::stage::Stage;
use crate::timeline::{Span, Timeline};
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;

/// How a finished maintenance ticket found its squad.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Routing {
    /// The first squad that had it.
    pub first: SquadId,
    /// Since when.
    pub first_at: DateTime<Utc>,
    /// The squad that finished it.
    pub right: SquadId,
    /// Since when that squad had it without a break.
    pub right_at: DateTime<Utc>,
    /// Changes of owner after the first.
    pub hops: u32,
    /// Whether it came back to a squad that had it before.
    pub ping_pong: bool,
    /// The first instant out of `intake` and `triage`.
    pub triaged_at: DateTime<Utc>,
    /// The last entry into `done`.
    pub finished_at: DateTime<Utc>,
}

impl Routing {
    /// Works it out; none for a ticket that has none.
    #[must_use]
    pub fn of(timeline: &Timeline, rules: &Rules) -> Option<Self> {
        let spans = timeline.spans();
        let done = |span: &Span| span.state.stage == Stage::Done;
        let finish = spans
            .iter()
            .rposition(|span| !done(span))
            .map_or(0, |last| last + 1);
        let state = &spans.get(finish)?.state;
        if state.classification.category != Category::Maintenance || state.squad.is_unattributed() {
            return None;
        }
        let life = &spans[..=finish];
        let owners = owners(life, rules);
        let ((first, first_at), (right, right_at)) = (*owners.first()?, *owners.last()?);
        let triaged = life
            .iter()
            .find(|span| !matches!(span.state.stage, Stage::Intake | Stage::Triage));
        let distinct: BTreeSet<_> = owners.iter().map(|(squad, _)| squad).collect();
        Some(Self {
            first: first.clone(),
            first_at,
            right: right.clone(),
            right_at,
            hops: u32::try_from(owners.len() - 1).unwrap_or(u32::MAX),
            ping_pong: distinct.len() < owners.len(),
            triaged_at: triaged?.from,
            finished_at: life[finish].from,
        })
    }

    /// Whether the owner changed after the first.
    #[must_use]
    pub fn is_misrouted(&self) -> bool {
        self.hops > 0
    }
}

/// The squads that had a ticket, in order, each with the instant it got it. The one place that says what a change of
/// owner is.
fn owners<'a>(life: &'a [Span], rules: &Rules) -> Vec<(&'a SquadId, DateTime<Utc>)> {
    let mut owners: Vec<(&SquadId, DateTime<Utc>)> = Vec::new();
    for span in life.iter().filter(|span| !span.state.squad.is_unattributed()) {
        let (squad, day) = (&span.state.squad, rules.day_of(span.from));
        match owners.last_mut() {
            Some((last, _)) if *last == squad => {}
            Some((last, _)) if rules.squads.is_succession(last, squad, day) => *last = squad,
            _ => owners.push((squad, span.from)),
        }
    }
    owners
}

#[cfg(test)]
mod tests;
