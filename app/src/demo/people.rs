//! About 120 people: who is in which squad, from when to when.

use super::calendar::{Day, Horizon, workday};
use super::chance::Chance;
use super::company::SQUADS;

/// Somebody's place in a squad.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Place {
    /// The squad.
    pub(super) squad: usize,
    /// How much of their time.
    pub(super) allocation: f64,
    /// Their first day.
    pub(super) from: Day,
    /// Their last day, if they left.
    pub(super) to: Option<Day>,
}

impl Place {
    /// Whether they are there on a day.
    pub(super) fn holds_on(&self, day: Day) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }
}

/// Somebody.
#[derive(Debug, Clone)]
pub(super) struct Person {
    /// Their key in the tracker.
    pub(super) key: String,
    /// A made-up name.
    pub(super) name: String,
    /// What they do.
    pub(super) role: &'static str,
    /// Who sends their invoice, if they are contractors.
    pub(super) vendor: Option<&'static str>,
    /// Where they are, in time.
    pub(super) places: Vec<Place>,
}

impl Person {
    /// Their place in a squad on a day.
    pub(super) fn place_in(&self, squad: usize, day: Day) -> Option<&Place> {
        self.places
            .iter()
            .find(|place| place.squad == squad && place.holds_on(day))
    }

    /// Whether they work for one squad only on a day.
    pub(super) fn is_in_one_squad(&self, day: Day) -> bool {
        self.places.iter().filter(|place| place.holds_on(day)).count() == 1
    }
}

/// Those who send invoices.
pub(super) const VENDORS: [&str; 3] = ["Nordlys Conseil", "Taller Digital", "Bramble & Co"];

/// The contractor of this place among people is paid in pounds.
pub(super) const POUNDS_VENDOR: &str = VENDORS[2];

const FIRST: [&str; 48] = [
    "Adèle",
    "Aisha",
    "Alejandro",
    "Amélie",
    "Andrea",
    "Anouk",
    "Antoine",
    "Beatriz",
    "Benoît",
    "Carla",
    "Chloé",
    "Clément",
    "Daniel",
    "Diego",
    "Elena",
    "Elif",
    "Emma",
    "Farid",
    "Fiona",
    "Gabriel",
    "Greta",
    "Hugo",
    "Inès",
    "Jamal",
    "Jonas",
    "Julia",
    "Karim",
    "Lena",
    "Louis",
    "Lucía",
    "Maëlle",
    "Marc",
    "Marta",
    "Mehdi",
    "Mia",
    "Nadia",
    "Noah",
    "Oscar",
    "Paula",
    "Priya",
    "Rachid",
    "Romane",
    "Samuel",
    "Sofia",
    "Théo",
    "Tom",
    "Yasmine",
    "Zoé",
];

const LAST: [&str; 40] = [
    "Aguilar",
    "Arnaud",
    "Bauer",
    "Bennett",
    "Benali",
    "Blanchard",
    "Castro",
    "Chevalier",
    "Cohen",
    "Delgado",
    "Diallo",
    "Dubois",
    "Evans",
    "Faure",
    "Fischer",
    "Fontaine",
    "García",
    "Girard",
    "Haddad",
    "Hartmann",
    "Hughes",
    "Keller",
    "Lambert",
    "Laurent",
    "Lefèvre",
    "Lopez",
    "Marchand",
    "Moreau",
    "Navarro",
    "Novak",
    "Petit",
    "Reyes",
    "Richter",
    "Rossi",
    "Roux",
    "Schmitt",
    "Silva",
    "Turner",
    "Vidal",
    "Weber",
];

/// Draws the company's people: those of the first day, then who moves, leaves, joins and shares their time.
pub(super) fn people(horizon: &Horizon, seed: u64) -> Vec<Person> {
    let mut chance = Chance::new(seed, 1);
    let mut people = Vec::new();
    for (squad, of) in SQUADS.iter().enumerate() {
        for seat in 0..of.size {
            let role = match seat {
                0 => "Engineering manager",
                1 => "Product manager",
                2 => "Designer",
                3 => "Quality engineer",
                _ => "Engineer",
            };
            let from = -chance.between(30, 1400);
            join(&mut people, role, squad, from, &mut chance);
        }
    }
    share(&mut people, "Designer", 2, 3);
    share(&mut people, "Designer", 5, 4);
    share(&mut people, "Engineering manager", 9, 7);
    part_time(&mut people);
    contract(&mut people);
    let seats = engineers(&people);
    moves(&mut people, &seats, horizon, &mut chance);
    turnover(&mut people, &seats, horizon, &mut chance);
    people
}

fn join(people: &mut Vec<Person>, role: &'static str, squad: usize, from: Day, chance: &mut Chance) {
    let number = people.len();
    // Steps that share no factor with the lists: no full name comes twice.
    let name = format!(
        "{} {}",
        FIRST[(number * 5 + number / 48) % FIRST.len()],
        LAST[(number * 7 + chance.below(3)) % LAST.len()]
    );
    people.push(Person {
        key: format!("u{}", 1001 + number),
        name,
        role,
        vendor: None,
        places: vec![Place {
            squad,
            allocation: 1.0,
            from,
            to: None,
        }],
    });
}

/// Gives half of the time of a squad's first person with a role to another squad.
fn share(people: &mut [Person], role: &str, squad: usize, other: usize) {
    let found = people
        .iter_mut()
        .find(|person| person.role == role && person.places[0].squad == squad);
    if let Some(person) = found {
        person.places[0].allocation = 0.5;
        let second = Place {
            squad: other,
            ..person.places[0].clone()
        };
        person.places.push(second);
    }
}

/// Some work four days of five.
fn part_time(people: &mut [Person]) {
    let whole = people
        .iter_mut()
        .filter(|person| person.role == "Quality engineer")
        .step_by(3);
    for person in whole {
        person.places[0].allocation = 0.8;
    }
}

/// Some send invoices; the vendor in pounds has one person, in the British squad.
fn contract(people: &mut [Person]) {
    let engineers = people.iter_mut().filter(|person| person.role == "Engineer");
    for (place, person) in engineers.enumerate() {
        let country = SQUADS[person.places[0].squad].country;
        person.vendor = match (place % 9, country) {
            (4, "GB") => Some(POUNDS_VENDOR),
            (4, "ES") => Some(VENDORS[1]),
            (4, _) => Some(VENDORS[0]),
            _ => None,
        };
    }
    let british = people
        .iter_mut()
        .rfind(|person| SQUADS[person.places[0].squad].country == "GB");
    if let Some(person) = british {
        person.vendor = Some(POUNDS_VENDOR);
    }
}

/// The last engineer of each squad, and the one before: the seats where people come and go.
fn engineers(people: &[Person]) -> Vec<(usize, usize)> {
    (0..SQUADS.len())
        .filter_map(|squad| {
            let of: Vec<_> = (0..people.len())
                .filter(|person| {
                    people[*person].role == "Engineer" && people[*person].places[0].squad == squad
                })
                .collect();
            Some((*of.last()?, *of.get(of.len().checked_sub(2)?)?))
        })
        .collect()
}

/// Five people change squads, each to the next but two.
fn moves(people: &mut [Person], seats: &[(usize, usize)], horizon: &Horizon, chance: &mut Chance) {
    for (squad, (person, _)) in seats.iter().enumerate().step_by(3) {
        let day = workday(chance.between(80, horizon.today - 120));
        let person = &mut people[*person];
        person.places[0].to = Some(day - 1);
        person.places.push(Place {
            squad: (squad + 3) % SQUADS.len(),
            allocation: 1.0,
            from: day,
            to: None,
        });
    }
}

/// Some leave and are replaced some weeks later; three squads grow by one.
fn turnover(people: &mut Vec<Person>, seats: &[(usize, usize)], horizon: &Horizon, chance: &mut Chance) {
    for (squad, (_, person)) in seats.iter().enumerate().skip(1).step_by(2) {
        let day = workday(chance.between(60, horizon.today - 150));
        people[*person].places[0].to = Some(day);
        let from = workday(day + chance.between(10, 60));
        join(people, "Engineer", squad, from, chance);
    }
    for squad in [0, 6, 10] {
        let from = workday(chance.between(100, horizon.today - 60));
        join(people, "Engineer", squad, from, chance);
    }
}
