//! Whose a ticket is at an instant, and whose an hour is (section 2 of the book).

use crate::classify::Matcher;
use crate::config::{Config, SquadRule};
use crate::ids::{PersonId, SourceId, SquadId};
use crate::people::{Membership, Memberships};
use crate::records::TicketFields;
use crate::succession::Succession;
use crate::time::{Micros, Seconds};
use chrono::NaiveDate;
use std::collections::HashMap;

/// The squads of a configuration, ready to be asked whose a ticket is.
#[derive(Debug, Clone)]
pub struct SquadMap {
    by_name: HashMap<String, SquadId>,
    rules: Vec<(Matcher, SquadId)>,
    succession: Succession,
}

impl SquadMap {
    /// Prepares squads and mapping rules.
    ///
    /// # Errors
    /// When a title pattern is not a regular expression; [`crate::config::parse`] has refused it before.
    pub fn new(config: &Config) -> Result<Self, regex::Error> {
        let mut by_name = HashMap::new();
        for squad in &config.squads {
            let names = squad.aliases.iter().map(String::as_str);
            for name in names.chain([squad.name(), squad.id.as_str()]) {
                by_name.insert(name.to_lowercase(), squad.id.clone());
            }
        }
        let rule = |rule: &SquadRule| {
            let squad = by_name.get(&rule.squad.get_ref().to_lowercase());
            let squad = squad.cloned().unwrap_or_else(SquadId::unattributed);
            Ok((Matcher::new(&rule.when)?, squad))
        };
        let rules = config
            .squad_rules
            .iter()
            .map(rule)
            .collect::<Result<_, regex::Error>>()?;
        Ok(Self {
            by_name,
            rules,
            succession: Succession::new(config),
        })
    }

    /// The squad a tracker calls by this name, whatever the case.
    #[must_use]
    pub fn by_name(&self, name: &str) -> Option<&SquadId> {
        self.by_name.get(&name.to_lowercase())
    }

    /// The squads that began, ended and handed over.
    #[must_use]
    pub fn succession(&self) -> &Succession {
        &self.succession
    }

    /// Everybody's places, as they go on in the squads that follow those that ended.
    #[must_use]
    pub fn memberships(&self, all: Vec<Membership>) -> Memberships {
        Memberships::new(self.succession.memberships(all))
    }

    /// Whether a ticket went from one squad to another on a day only because a squad ended: nobody routed it.
    #[must_use]
    pub fn is_succession(&self, from: &SquadId, to: &SquadId, day: NaiveDate) -> bool {
        self.succession.is_succession(from, to, day)
    }

    /// A ticket's squad: its squad field, else the first matching rule, else its assignee's squad on that day,
    /// else `unattributed`; where that squad has ended or not begun, the one that followed or was before.
    /// `fields` are the ticket's as they were then.
    #[must_use]
    pub fn owner(
        &self,
        source: &SourceId,
        title: &str,
        fields: &TicketFields,
        assignee: Option<PersonId>,
        day: NaiveDate,
        memberships: &Memberships,
    ) -> SquadId {
        let named = fields.squad.as_deref().and_then(|name| self.by_name(name));
        let ruled = || {
            self.rules
                .iter()
                .find(|(rule, _)| rule.holds(source, title, fields))
        };
        let home = || assignee.and_then(|person| memberships.main_squad(person, day));
        named
            .or_else(|| ruled().map(|(_, squad)| squad))
            .or_else(home)
            .map_or_else(SquadId::unattributed, |squad| {
                self.succession.owner(squad, day, home())
            })
    }
}

/// Whose the hours of a worklog are: one squad, or several whose parts add up to the whole exactly.
///
/// `ticket_squad` is the ticket's squad on the work date, if the ticket is known.
#[must_use]
pub fn hours_of_worklog(
    seconds: Seconds,
    person: Option<PersonId>,
    work_date: NaiveDate,
    ticket_squad: Option<&SquadId>,
    memberships: &Memberships,
) -> Vec<(SquadId, Micros)> {
    parts_of(
        Micros::from(seconds),
        person,
        work_date,
        ticket_squad,
        memberships,
    )
}

/// Whose some millionths are, by the same rule: they add up to the whole exactly.
pub(crate) fn parts_of(
    whole: Micros,
    person: Option<PersonId>,
    work_date: NaiveDate,
    ticket_squad: Option<&SquadId>,
    memberships: &Memberships,
) -> Vec<(SquadId, Micros)> {
    let places: Vec<_> = person
        .map(|person| memberships.on(person, work_date).collect())
        .unwrap_or_default();
    let of_ticket = ticket_squad.filter(|squad| places.iter().any(|place| place.squad == **squad));
    match (of_ticket, places.as_slice()) {
        (Some(squad), _) => vec![(squad.clone(), whole)],
        (None, []) => vec![(ticket_squad.cloned().unwrap_or_else(SquadId::unattributed), whole)],
        (None, [place]) => vec![(place.squad.clone(), whole)],
        (None, places) => split(
            whole,
            places
                .iter()
                .map(|place| (&place.squad, place.allocation.millionths())),
        ),
    }
}

/// Splits by weight with the largest remainder, so that no millionth of a second is lost.
fn split<'a>(whole: Micros, parts: impl Iterator<Item = (&'a SquadId, u32)>) -> Vec<(SquadId, Micros)> {
    let mut weights: std::collections::BTreeMap<&SquadId, i128> = std::collections::BTreeMap::new();
    for (squad, weight) in parts {
        *weights.entry(squad).or_default() += i128::from(weight);
    }
    if weights.values().all(|weight| *weight == 0) {
        weights.values_mut().for_each(|weight| *weight = 1);
    }
    let total: i128 = weights.values().sum();
    let whole = i128::from(whole.0);
    let mut shares: Vec<_> = weights
        .into_iter()
        .map(|(squad, weight)| {
            let exact = whole * weight;
            (squad, exact.div_euclid(total), exact.rem_euclid(total))
        })
        .collect();
    let given: i128 = shares.iter().map(|(_, part, _)| part).sum();
    let mut left = whole - given;
    shares.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.0.cmp(b.0)));
    for (_, part, _) in &mut shares {
        if left == 0 {
            break;
        }
        *part += 1;
        left -= 1;
    }
    shares.sort_by(|a, b| a.0.cmp(b.0));
    shares
        .into_iter()
        .map(|(squad, part, _)| (squad.clone(), Micros(i64::try_from(part).unwrap_or(i64::MAX))))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::Allocation;
    use proptest::prelude::*;

    fn squad(name: &str) -> SquadId {
        SquadId::new(name).unwrap()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn member(person: i64, name: &str, fraction: f64) -> Membership {
        Membership {
            person: PersonId(person),
            squad: squad(name),
            role: None,
            allocation: Allocation::from_fraction(fraction).unwrap(),
            from: day("2026-01-01"),
            to: Some(day("2026-06-30")),
        }
    }

    fn whose(seconds: i64, on: &str, ticket: Option<&str>, places: Vec<Membership>) -> Vec<(String, i64)> {
        let ticket = ticket.map(squad);
        hours_of_worklog(
            Seconds(seconds),
            Some(PersonId(1)),
            day(on),
            ticket.as_ref(),
            &Memberships::new(places),
        )
        .into_iter()
        .map(|(squad, part)| (squad.to_string(), part.0))
        .collect()
    }

    #[test]
    fn an_hour_goes_where_the_book_says() {
        let two = || vec![member(1, "a", 0.75), member(1, "b", 0.25)];
        let hour = 3_600_000_000;
        assert_eq!(whose(3600, "2026-03-02", Some("b"), two()), [("b".into(), hour)]);
        assert_eq!(
            whose(3600, "2026-03-02", Some("c"), vec![member(1, "a", 0.5)]),
            [("a".into(), hour)]
        );
        assert_eq!(
            whose(3600, "2026-03-02", Some("c"), two()),
            [("a".into(), hour / 4 * 3), ("b".into(), hour / 4)]
        );
        assert_eq!(
            whose(3600, "2026-07-01", Some("c"), two()),
            [("c".into(), hour)],
            "after the last day"
        );
        assert_eq!(
            whose(3600, "2026-07-01", None, two()),
            [("unattributed".into(), hour)]
        );
    }

    proptest! {
        #[test]
        fn parts_add_up_to_the_whole(
            seconds in -1_000_000_i64..1_000_000,
            weights in prop::collection::vec(0_u32..=1_000_000, 2..6),
        ) {
            let places = weights
                .iter()
                .enumerate()
                .map(|(place, weight)| Membership {
                    allocation: Allocation::from_millionths(*weight).unwrap(),
                    ..member(1, &format!("s{place}"), 1.0)
                })
                .collect();
            let parts = whose(seconds, "2026-03-02", None, places);
            prop_assert_eq!(parts.iter().map(|(_, part)| part).sum::<i64>(), seconds * 1_000_000);
        }
    }
}
