//! One week: which squads, tribes and sums are hidden, given the people of each squad.

use crate::symbols::Symbol;
use std::collections::{BTreeMap, BTreeSet};

/// A squad's people.
#[derive(Debug, Clone)]
pub(super) struct Crew {
    pub(super) squad: Symbol,
    pub(super) tribe: String,
    pub(super) people: BTreeSet<i64>,
}

/// What is hidden in a week.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Hidden {
    pub(super) squads: BTreeSet<Symbol>,
    pub(super) tribes: BTreeSet<String>,
    pub(super) organisation: bool,
}

/// Hides squads of fewer people than `least`, and as much more as keeps sums from being subtracted.
pub(super) fn hide(crews: &[Crew], least: usize) -> Hidden {
    let mut tribes: BTreeMap<&str, Vec<&Crew>> = BTreeMap::new();
    for crew in crews.iter().filter(|crew| !crew.people.is_empty()) {
        tribes.entry(&crew.tribe).or_default().push(crew);
    }
    let mut hidden = Hidden::default();
    let mut pool: Vec<&Crew> = Vec::new();
    let mut shown = Vec::new();
    for (tribe, mut crews) in tribes {
        crews.sort_by_key(|crew| (crew.people.len(), crew.squad));
        let small = crews.iter().take_while(|crew| crew.people.len() < least).count();
        let veiled = match small {
            0 => Some(0),
            _ => (small..=crews.len()).find(|count| is_crowd(&crews[..*count], least)),
        };
        if let Some(count) = veiled {
            hidden.squads.extend(crews[..count].iter().map(|crew| crew.squad));
            shown.push((people(&crews).len(), tribe, crews, count));
        } else {
            hidden.tribes.insert(tribe.to_owned());
            pool.extend(crews);
        }
    }
    shown.sort_by_key(|(people, tribe, ..)| (*people, *tribe));
    let mut next = shown.into_iter();
    while !pool.is_empty() && !is_crowd(&pool, least) {
        let Some((_, tribe, crews, count)) = next.next() else {
            hidden.organisation = true;
            break;
        };
        hidden.tribes.insert(tribe.to_owned());
        pool.extend(&crews[..count.max(1)]);
    }
    hidden.squads.extend(pool.iter().map(|crew| crew.squad));
    hidden
}

/// Whether squads together hide each other.
fn is_crowd(crews: &[&Crew], least: usize) -> bool {
    crews.len() >= 2 && people(crews).len() >= least
}

/// Distinct people.
fn people<'a>(crews: &[&'a Crew]) -> BTreeSet<&'a i64> {
    crews.iter().flat_map(|crew| &crew.people).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::symbols::Symbols;

    /// Squads as `tribe/squad: people`, people as letters.
    fn hidden(squads: &str) -> String {
        let symbols = Symbols::default();
        let crew = |text: &str| {
            let (name, people) = text.split_once(':').unwrap();
            Crew {
                squad: symbols.intern(name),
                tribe: name.split('/').next().unwrap().to_owned(),
                people: people.bytes().map(i64::from).collect(),
            }
        };
        let crews: Vec<Crew> = squads.split_whitespace().map(crew).collect();
        let hidden = hide(&crews, 3);
        let names = hidden.squads.iter().map(|squad| symbols.name(*squad).to_string());
        let mut told: Vec<String> = names.chain(hidden.tribes).collect();
        if hidden.organisation {
            told.push("all".to_owned());
        }
        told.join(" ")
    }

    #[test]
    fn a_small_squad_takes_the_next_smallest_with_it() {
        assert_eq!(
            hidden("t/a:ab t/b:cdef t/c:ghijklmno"),
            "t/a t/b",
            "the worked example"
        );
        assert_eq!(hidden("t/a:abc t/b:def"), "");
        assert_eq!(hidden("t/a: t/b:def"), "", "nobody needs no veil");
        assert_eq!(
            hidden("t/a:ab t/b:c t/c:def"),
            "t/a t/b",
            "three people in two squads"
        );
        assert_eq!(
            hidden("t/a:ab t/b:ab t/c:def"),
            "t/a t/b t/c",
            "the same two people in both"
        );
    }

    #[test]
    fn a_tribe_that_runs_out_is_hidden_with_another() {
        assert_eq!(hidden("t/a:ab u/b:cdef u/c:ghijk"), "t/a u/b t u");
        assert_eq!(
            hidden("t/a:ab u/b:cdef v/c:ghi"),
            "t/a v/c t v",
            "the smallest tribe joins"
        );
        assert_eq!(
            hidden("t/a:ab u/b:c u/c:def u/d:ghi v/e:jklmnopqr"),
            "t/a u/b u/c t u",
            "a tribe that hides squads brings them"
        );
        assert_eq!(
            hidden("t/a:ab u/b:cd v/c:efg"),
            "t/a u/b t u",
            "two tribes that hide each other"
        );
    }

    #[test]
    fn an_organisation_that_runs_out_shows_nothing() {
        assert_eq!(hidden("t/a:ab"), "t/a t all");
        assert_eq!(hidden("t/a:a u/b:b"), "t/a u/b t u all");
    }
}
