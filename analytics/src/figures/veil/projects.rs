//! Cuts below a squad: the work on a project reaches people, so a week of it needs `cell_people` (section 11).
//!
//! For viewers who may see people it is answered as everything else, under the veil of squads. For others it is
//! answered for the organisation only. A project's week needs `cell_people` people who logged time on it in that week,
//! each counted once; the projects hidden in a week hold two projects and as many people, else the next smallest are
//! hidden too. Work on no project counts as a project: all less the projects shown is what is left.
//!
//! Why: the organisation's hours less the projects shown are those of the hidden ones together, as in the proof
//! beside this module; the squads' rows, of all projects, hold every project of a squad with one coefficient.
//!
//! Worked, with 5: projects of 2, 6 and 12 people: those of 2 and 6 are hidden, 12 is shown.

use super::Weeks;
use crate::rollups::people::PeopleRow;
use crate::symbols::Symbol;
use model::query::{Filter, Level};
use model::time::Week;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The weeks in which too few people worked on a project.
#[derive(Debug, Default)]
pub(crate) struct ProjectVeil(HashMap<Option<Symbol>, Weeks>);

impl ProjectVeil {
    /// Draws the veil over rows with their projects.
    pub(crate) fn new<'a>(least: usize, people: impl Iterator<Item = &'a PeopleRow>) -> Self {
        let mut weeks: BTreeMap<Week, BTreeMap<Option<Symbol>, BTreeSet<i64>>> = BTreeMap::new();
        for row in people {
            let projects = weeks.entry(row.key.week).or_default();
            projects
                .entry(row.key.project)
                .or_default()
                .insert(row.key.person.0);
        }
        let mut veil = Self::default();
        for (week, projects) in weeks {
            for project in hide(projects, least) {
                veil.0.entry(project).or_default().insert(week);
            }
        }
        veil
    }

    /// The hidden weeks of a project.
    pub(crate) fn of(&self, project: Option<Symbol>) -> Option<&Weeks> {
        self.0.get(&project)
    }
}

/// The projects that are hidden in a week.
fn hide(projects: BTreeMap<Option<Symbol>, BTreeSet<i64>>, least: usize) -> Vec<Option<Symbol>> {
    let mut projects: Vec<_> = projects.into_iter().collect();
    projects.sort_by_key(|(project, people)| (people.len(), *project));
    let small = projects
        .iter()
        .take_while(|(_, people)| people.len() < least)
        .count();
    let together = |count: usize| {
        let people = projects[..count].iter().flat_map(|(_, people)| people);
        count >= 2 && people.collect::<BTreeSet<_>>().len() >= least
    };
    let count = match small {
        0 => 0,
        _ => (small..=projects.len())
            .find(|count| together(*count))
            .unwrap_or(projects.len()),
    };
    projects.truncate(count);
    projects.into_iter().map(|(project, _)| project).collect()
}

/// Whether rows of a filter's level may be cut by its project.
pub(crate) fn is_answered(filter: &Filter) -> bool {
    filter.project.is_none() || filter.sees_people || filter.level == Level::Organisation
}

/// What a reader should know who may not see people.
pub(crate) fn note(least: usize) -> String {
    format!(
        "work on a project is shown for the organisation only, in weeks in which {least} people worked on it: \
         finance sees it by squad"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::symbols::Symbols;

    fn hidden(projects: &str) -> String {
        let symbols = Symbols::default();
        let project = |text: &str| {
            let (name, people) = text.split_once(':').unwrap();
            let project = (name != "none").then(|| symbols.intern(name));
            (project, people.bytes().map(i64::from).collect())
        };
        let hidden = hide(projects.split_whitespace().map(project).collect(), 5);
        let name = |project: Option<Symbol>| project.map_or("none".into(), |project| symbols.name(project));
        let mut names: Vec<String> = hidden
            .into_iter()
            .map(|project| name(project).to_string())
            .collect();
        names.sort();
        names.join(" ")
    }

    #[test]
    fn a_project_of_few_takes_the_next_smallest_with_it() {
        assert_eq!(
            hidden("p:ab q:cdefgh r:ijklmnopqrst"),
            "p q",
            "the worked example"
        );
        assert_eq!(hidden("p:abcde q:abcde"), "");
        assert_eq!(
            hidden("p:ab q:abc r:abcd s:abcde"),
            "p q r s",
            "the same people in all"
        );
        assert_eq!(
            hidden("p:abcde q:abcdef none:a"),
            "none p",
            "what is left would be one person's"
        );
        assert_eq!(hidden("p:ab"), "p");
    }
}
