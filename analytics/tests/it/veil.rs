//! The veil of section 11 against somebody who adds and subtracts: from all that a viewer may ask, the hours of too
//! few people cannot be worked out.
//!
//! What is asked becomes sums over cells, one for each squad, project and part of a week in a month; who knows nothing
//! of them beforehand knows as little as the equations do. Every row of an answer is compared with the sum of its
//! cells, so that the equations are true, and then becomes one.

use crate::algebra::Known;
use crate::world::{World, day, member, ticket, today, worklog};
use analytics::Warehouse;
use model::analyst::{Analyst, DrilledRows, MaintenanceRow};
use model::ids::{PersonId, SquadId};
use model::ownership::hours_of_worklog;
use model::query::{Drill, DrillInto, Filter, Level};
use model::time::{Grain, Month, Period, Week};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const FIRST: &str = "2026-01-19";
const WEEKS: usize = 10;
const PROJECTS: [&str; 4] = ["P", "Q", "R", "S"];
const SQUAD_PEOPLE: usize = 3;
const CELL_PEOPLE: usize = 5;

/// Squads of one to eight people in two tribes and none.
const TRIBES: [Option<&str>; 7] = [
    Some("north"),
    Some("north"),
    Some("north"),
    Some("south"),
    Some("south"),
    None,
    None,
];

fn config(squad_people: usize, cell_people: usize) -> String {
    let squads = TRIBES.iter().enumerate().map(|(place, tribe)| {
        let tribe = tribe
            .map(|tribe| format!(", tribe = {tribe:?}"))
            .unwrap_or_default();
        format!("{{ id = \"s{place}\"{tribe} }}")
    });
    format!(
        r#"
        organisation = {{ name = "Acme", time_zone = "Europe/Paris" }}
        privacy = {{ squad_people = {squad_people}, cell_people = {cell_people} }}
        tribes = [{{ id = "north", name = "North" }}, {{ id = "south", name = "South" }}]
        squads = [{}]
        classification = [{{ id = "bug", category = "maintenance", when = {{ type = "Bug" }} }}]
        "#,
        squads.collect::<Vec<_>>().join(", ")
    )
}

/// Somebody: their squads (of which those there are), the first week and how many they work, and a day, a project
/// and hours of each.
type Worker = ((usize, usize), (usize, usize), Vec<(u64, usize, u8)>);

fn some_worker() -> impl Strategy<Value = Worker> {
    let logged = (0_u64..5, 0..PROJECTS.len(), 0_u8..9);
    (
        (0..TRIBES.len() + 1, 0..TRIBES.len() * 4),
        (0..WEEKS, 2..=WEEKS),
        prop::collection::vec(logged, WEEKS),
    )
}

fn number(place: usize) -> i64 {
    i64::try_from(place).unwrap()
}

fn world(workers: &[Worker], squad_people: usize, cell_people: usize) -> World {
    let mut members = Vec::new();
    let mut worklogs = Vec::new();
    for (place, ((one, other), (from, weeks), logged)) in workers.iter().enumerate() {
        let person = number(place) + 1;
        let squads: BTreeSet<usize> = [*one, *other]
            .into_iter()
            .filter(|squad| *squad < TRIBES.len())
            .collect();
        members.extend(
            squads
                .iter()
                .map(|squad| member(person, &format!("s{squad}"), 0.5, "2026-01-01")),
        );
        for (week, (weekday, project, hours)) in logged.iter().enumerate().skip(*from).take(*weeks) {
            if *hours > 2 {
                let on = Week::of(day(FIRST)).plus(number(week)).monday() + chrono::Days::new(*weekday);
                let (id, ticket) = (number(worklogs.len()) + 1, number(*project) + 1);
                let hours = f64::from(*hours);
                worklogs.push(worklog(id, Some(ticket), Some(person), &on.to_string(), hours));
            }
        }
    }
    let mut world = World::with(&config(squad_people, cell_people), members);
    world.worklogs = worklogs;
    for (place, project) in PROJECTS.into_iter().enumerate() {
        let kind = if place % 2 == 0 { "Bug" } else { "Story" };
        world
            .tickets
            .push(ticket(number(place) + 1, project, kind, "2026-01-02", &[]));
    }
    world
}

/// What only an attacker does not know: the hours and the people of each cell.
struct Truth {
    squads: Vec<String>,
    /// Parts of weeks in months.
    parts: Vec<(Week, Month)>,
    micros: BTreeMap<(usize, usize, usize), i64>,
    /// Who worked in a squad, on a project and in a week.
    people: BTreeSet<(usize, usize, Week, i64)>,
}

impl Truth {
    fn of(world: &World) -> Self {
        let squads: Vec<String> = (0..TRIBES.len())
            .map(|place| format!("s{place}"))
            .chain(["unattributed".to_owned()])
            .collect();
        let days = world.worklogs.iter().map(|worklog| worklog.work_date);
        let parts: BTreeSet<_> = days.map(|day| (Week::of(day), Month::of(day))).collect();
        let mut truth = Self {
            squads,
            parts: parts.into_iter().collect(),
            micros: BTreeMap::new(),
            people: BTreeSet::new(),
        };
        for worklog in &world.worklogs {
            let (person, ticket) = (worklog.person.unwrap(), worklog.ticket.unwrap());
            let (week, month) = (Week::of(worklog.work_date), Month::of(worklog.work_date));
            let part = truth
                .parts
                .iter()
                .position(|part| *part == (week, month))
                .unwrap();
            let project = usize::try_from(ticket.0).unwrap() - 1;
            let nobody = SquadId::unattributed();
            let parts = hours_of_worklog(
                worklog.seconds,
                Some(PersonId(person.0)),
                worklog.work_date,
                Some(&nobody),
                &world.memberships,
            );
            for (squad, micros) in parts {
                let squad = truth
                    .squads
                    .iter()
                    .position(|known| known == squad.as_str())
                    .unwrap();
                *truth.micros.entry((squad, project, part)).or_default() += micros.0;
                truth.people.insert((squad, project, week, person.0));
            }
        }
        truth
    }

    /// The cells that a sum holds.
    fn cells(&self, holds: impl Fn(usize, usize, (Week, Month)) -> bool) -> Vec<bool> {
        let mut cells = Vec::new();
        for squad in 0..self.squads.len() {
            for project in 0..PROJECTS.len() {
                cells.extend(self.parts.iter().map(|part| holds(squad, project, *part)));
            }
        }
        cells
    }

    fn micros(&self, cells: &[bool]) -> i64 {
        let place = |(squad, project, part): &(usize, usize, usize)| {
            (squad * PROJECTS.len() + project) * self.parts.len() + part
        };
        self.micros
            .iter()
            .filter(|(at, _)| cells[place(at)])
            .map(|(_, micros)| micros)
            .sum()
    }

    /// The people of squads in a week or in the four on either side.
    fn crew(&self, squads: &[usize], week: Week) -> usize {
        let near = |worked: Week| worked.weeks_since(week).abs() <= 4;
        let people = self
            .people
            .iter()
            .filter(|(squad, _, worked, _)| squads.contains(squad) && near(*worked));
        people.map(|(.., person)| person).collect::<BTreeSet<_>>().len()
    }

    /// The people who worked on projects in a week.
    fn hands(&self, projects: &[usize], week: Week) -> usize {
        let people = self
            .people
            .iter()
            .filter(|(_, project, worked, _)| projects.contains(project) && *worked == week);
        people.map(|(.., person)| person).collect::<BTreeSet<_>>().len()
    }

    fn is_of(&self, squad: usize, level: Level, key: &str) -> bool {
        match level {
            Level::Squad => self.squads[squad] == key,
            Level::Tribe => TRIBES.get(squad).copied().flatten().unwrap_or("unattributed") == key,
            Level::Organisation => true,
        }
    }
}

fn holds(grain: Grain, period: Period, (week, month): (Week, Month)) -> bool {
    match grain {
        Grain::Week => Period::Week(week) == period,
        grain => Period::of(grain, month.first_day()) == period,
    }
}

/// All that a viewer may ask for: every level, grain and project.
fn questions(sees_people: bool) -> Vec<Filter> {
    let mut questions = Vec::new();
    for level in Level::ALL {
        for grain in [Grain::Week, Grain::Month, Grain::Quarter, Grain::Year] {
            for project in [None].into_iter().chain(PROJECTS.map(Some)) {
                questions.push(Filter {
                    level,
                    grain,
                    project: project.map(str::to_owned),
                    sees_people,
                    ..Filter::all(today())
                });
            }
        }
    }
    questions
}

/// What follows from all answers. Every row is compared with its cells.
fn learnt(truth: &Truth, warehouse: &Warehouse, sees_people: bool) -> Known {
    let mut known = Known::default();
    for question in questions(sees_people) {
        let project = question.project.as_deref();
        let project = project.map(|asked| PROJECTS.iter().position(|known| *known == asked).unwrap());
        for row in warehouse.maintenance(&question).unwrap().rows {
            let cells = truth.cells(|squad, of, part| {
                truth.is_of(squad, question.level, &row.subject.key)
                    && project.is_none_or(|project| project == of)
                    && holds(question.grain, row.period, part)
            });
            assert_eq!(micros(&row), truth.micros(&cells), "{question:?} {row:?}");
            known.learn(&cells);
        }
    }
    known
}

fn micros(row: &MaintenanceRow) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "hours of a test")]
    let micros = (row.logged_h.value.unwrap() * 3_600_000_000.0).round() as i64;
    micros
}

/// Every set of some things.
fn sets(of: usize) -> impl Iterator<Item = Vec<usize>> {
    (1_u32..1 << of).map(move |set| (0..of).filter(|place| set & (1 << place) != 0).collect())
}

/// Sums of too few people that follow from what is known.
fn leaks(truth: &Truth, known: &Known, sees_people: bool) -> Vec<String> {
    let mut leaks = Vec::new();
    let mut look = |cells: Vec<bool>, what: String| {
        if truth.micros(&cells) != 0 && known.tells(&cells) {
            leaks.push(what);
        }
    };
    let weeks: BTreeSet<Week> = truth.parts.iter().map(|(week, _)| *week).collect();
    let whole = |period: Option<Month>, month: Month| period.is_none_or(|known| known == month);
    for week in weeks {
        let months = truth
            .parts
            .iter()
            .filter(|part| part.0 == week)
            .map(|part| Some(part.1));
        for month in months.chain([None]) {
            // The last one is `unattributed`, which is no squad.
            for squads in sets(truth.squads.len() - 1)
                .filter(|squads| (1..SQUAD_PEOPLE).contains(&truth.crew(squads, week)))
            {
                let at = |part: (Week, Month)| part.0 == week && whole(month, part.1);
                look(
                    truth.cells(|squad, _, part| squads.contains(&squad) && at(part)),
                    format!("squads {squads:?} in {week}"),
                );
                for project in 0..PROJECTS.len() {
                    let of = |squad, of| squads.contains(&squad) && of == project;
                    look(
                        truth.cells(|squad, project, part| of(squad, project) && at(part)),
                        format!("squads {squads:?} on {project} in {week}"),
                    );
                }
            }
            if !sees_people {
                for projects in sets(PROJECTS.len()) {
                    if (1..CELL_PEOPLE).contains(&truth.hands(&projects, week)) {
                        let at = |part: (Week, Month)| part.0 == week && whole(month, part.1);
                        let is_all = (0..PROJECTS.len())
                            .all(|project| projects.contains(&project) || truth.hands(&[project], week) == 0);
                        if !is_all {
                            look(
                                truth.cells(|_, project, part| projects.contains(&project) && at(part)),
                                format!("projects {projects:?} in {week}"),
                            );
                        }
                    }
                }
                // A squad's work on a project is below the squad, however large the squad is.
                for (squad, project) in
                    (0..truth.squads.len()).flat_map(|squad| (0..4).map(move |of| (squad, of)))
                {
                    let at = |part: (Week, Month)| part.0 == week && whole(month, part.1);
                    look(
                        truth.cells(|of, on, part| of == squad && on == project && at(part)),
                        format!("squad {squad} on {project} in {week}"),
                    );
                }
            }
        }
    }
    leaks
}

fn attack(workers: &[Worker], hidden: (usize, usize), sees_people: bool) -> Vec<String> {
    let world = world(workers, hidden.0, hidden.1);
    let (_folder, warehouse) = world.refreshed();
    let truth = Truth::of(&world);
    leaks(&truth, &learnt(&truth, &warehouse, sees_people), sees_people)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn nobody_can_subtract_too_few_people(workers in prop::collection::vec(some_worker(), 1..26), sees_people: bool) {
        prop_assert_eq!(attack(&workers, (SQUAD_PEOPLE, CELL_PEOPLE), sees_people), Vec::<String>::new());
    }

    #[test]
    fn rows_behind_a_figure_add_up_to_it_under_the_veil(workers in prop::collection::vec(some_worker(), 1..26)) {
        let world = world(&workers, SQUAD_PEOPLE, CELL_PEOPLE);
        let (_folder, warehouse) = world.refreshed();
        let hidden = warehouse.hidden_weeks().unwrap();
        for grain in [Grain::Week, Grain::Month] {
            for (squads, tribe) in scopes() {
                let filter = Filter { squads, tribe, grain, ..Filter::all(today()) };
                let level = match (&filter.squads[..], &filter.tribe) {
                    ([_, ..], _) => Level::Squad,
                    (_, Some(_)) => Level::Tribe,
                    _ => Level::Organisation,
                };
                let rows = warehouse.maintenance(&Filter { level, ..filter.clone() }).unwrap().rows;
                for into in [DrillInto::LoggedH, DrillInto::MaintenanceH] {
                    let figure: f64 = rows.iter().filter_map(|row| match into {
                        DrillInto::LoggedH => row.logged_h.value,
                        _ => row.maintenance_h.value,
                    }).sum();
                    let drill = Drill { into, filter: filter.clone(), way: model::query::Way::default(), after: 0, limit: usize::MAX };
                    let opened = warehouse.drill(&drill).unwrap();
                    let DrilledRows::Worklogs(told) = opened.rows else { panic!("hours are worklogs") };
                    let listed: f64 = told.iter().map(|row| row.part.hours()).sum();
                    prop_assert!((opened.total - figure).abs() < 1e-6, "{level:?} {grain:?} {figure} {}", opened.total);
                    prop_assert!((listed + opened.too_small.total - opened.total).abs() < 1e-6);
                    prop_assert!(told.iter().all(|row| !hidden.hides(&row.squad, row.work_date)));
                }
            }
        }
    }
}

fn scopes() -> Vec<(Vec<SquadId>, Option<model::ids::TribeId>)> {
    let squads = (0..TRIBES.len()).map(|place| (vec![format!("s{place}").parse().unwrap()], None));
    let tribes = ["north", "south"].map(|tribe| (Vec::new(), Some(tribe.parse().unwrap())));
    squads.chain(tribes).chain([(Vec::new(), None)]).collect()
}

/// People of the first squads, as many as are said, at most nine; the ninth is alone on the last project.
fn crews(people: &[usize]) -> Vec<Worker> {
    let of_squad = |(squad, people): (usize, &usize)| {
        (0..*people).map(move |place| {
            let logged = vec![(1, [0, 1, 2, 0, 1, 2, 0, 1, 3][place], 7); WEEKS];
            ((squad, TRIBES.len()), (0, WEEKS), logged)
        })
    };
    people.iter().enumerate().flat_map(of_squad).collect()
}

#[test]
fn the_attack_finds_what_is_not_hidden() {
    let workers = crews(&[2, 4, 9, 5, 5]);
    let open = attack(&workers, (1, 1), false);
    assert!(
        open.iter().any(|leak| leak.starts_with("squads [0] in")),
        "{open:?}"
    );
    assert!(open.iter().any(|leak| leak.starts_with("projects")), "{open:?}");
    assert_eq!(attack(&workers, (3, 5), false), Vec::<String>::new());
}

#[test]
fn the_worked_example_of_the_veil() {
    let world = world(&crews(&[2, 4, 9, 5, 5]), 3, 5);
    let (_folder, warehouse) = world.refreshed();
    let answer = warehouse.maintenance(&Filter::all(today())).unwrap();
    let shown = answer.rows.iter().map(|row| row.subject.key.as_str());
    let shown: BTreeSet<_> = shown.filter(|key| *key != "unattributed").collect();
    assert_eq!(
        shown,
        BTreeSet::from(["s2", "s3", "s4"]),
        "the squads of 2 and of 4 hide each other"
    );
    let notes = answer.provenance.notes.join("\n");
    assert!(
        notes.contains("2 squads have weeks that are not shown"),
        "{notes}"
    );
    let north = Filter {
        level: Level::Tribe,
        ..Filter::all(today())
    };
    let tribes = warehouse.maintenance(&north).unwrap().rows;
    let hours: f64 = tribes
        .iter()
        .filter(|row| row.subject.key == "north")
        .filter_map(|row| row.logged_h.value)
        .sum();
    assert!(
        (hours - 15.0 * 7.0 * 10.0).abs() < 1e-9,
        "the sum is whole: {hours}"
    );
}
