//! Rates, budgets, expenses and exchange rates. Amounts are whole cents until they are written.

use super::calendar::Horizon;
use super::chance::Chance;
use super::company::SQUADS;
use super::files::Folder;
use super::initiatives::quarters;
use super::people::{POUNDS_VENDOR, Person, VENDORS};
use chrono::{Datelike, Months, NaiveDate};
use model::time::Month;

/// What an hour of a role costs at first, in cents; 3 % more every January.
const ROLES: [(&str, i64); 5] = [
    ("Engineer", 6_200),
    ("Engineering manager", 7_800),
    ("Product manager", 7_000),
    ("Designer", 5_800),
    ("Quality engineer", 5_400),
];

/// Writes everything about money.
pub(super) fn money(
    folder: &mut Folder<'_>,
    horizon: &Horizon,
    people: &[Person],
    seed: u64,
) -> anyhow::Result<()> {
    let mut chance = Chance::new(seed, 7);
    rates(folder, horizon, people)?;
    budgets(folder, horizon)?;
    expenses(folder, horizon, &mut chance)?;
    exchange_rates(folder, horizon, &mut chance)
}

fn amount(cents: i64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

/// By role, from the day before the first and from every January on; contractors by person.
fn rates(folder: &mut Folder<'_>, horizon: &Horizon, people: &[Person]) -> anyhow::Result<()> {
    let first = horizon.date(-60);
    let januaries = (first.year() + 1..=horizon.date(horizon.today - 1).year())
        .filter_map(|year| NaiveDate::from_ymd_opt(year, 1, 1));
    let mut rows = Vec::new();
    for (raises, from) in std::iter::once(first).chain(januaries).enumerate() {
        for (role, cents) in ROLES {
            let hourly = (0..raises).fold(cents, |cents, _| cents + cents * 3 / 100);
            rows.push([
                String::new(),
                String::new(),
                role.to_owned(),
                from.to_string(),
                amount(hourly),
                "EUR".to_owned(),
            ]);
        }
    }
    for (place, person) in people.iter().enumerate() {
        let Some(vendor) = person.vendor else { continue };
        let (cents, currency) = match vendor {
            POUNDS_VENDOR => (6_800, "GBP"),
            _ => (8_400 + (place as i64 % 5) * 250, "EUR"),
        };
        rows.push([
            String::new(),
            person.key.clone(),
            String::new(),
            first.to_string(),
            amount(cents),
            currency.to_owned(),
        ]);
    }
    let heading = ["Project", "Account", "Role", "From", "Hourly", "Currency"];
    folder.table("rates.csv", heading, rows.into_iter())
}

/// A budget a project and calendar year; one was revised.
fn budgets(folder: &mut Folder<'_>, horizon: &Horizon) -> anyhow::Result<()> {
    let mut projects: Vec<_> = SQUADS.iter().map(|squad| squad.project).collect();
    projects.dedup();
    let years = horizon.date(0).year()..=horizon.date(horizon.today).year();
    let mut rows = Vec::new();
    for year in years {
        for project in &projects {
            let people: usize = SQUADS
                .iter()
                .filter(|squad| squad.project == *project)
                .map(|squad| squad.size)
                .sum();
            // 1,480 hours a person at 64 EUR, rounded to thousands.
            let cents = people as i64 * 1480 * 64 / 1000 * 1000 * 100;
            let row = |revision: i32, cents: i64, author: &str, day: String, reason: &str| {
                [
                    (*project).to_owned(),
                    format!("{year}-01-01"),
                    format!("{year}-12-31"),
                    amount(cents),
                    "EUR".to_owned(),
                    revision.to_string(),
                    author.to_owned(),
                    day,
                    reason.to_owned(),
                ]
            };
            rows.push(row(
                1,
                cents,
                "finance",
                format!("{}-12-05", year - 1),
                "yearly plan",
            ));
            if *project == "LOC" {
                let revised = row(
                    2,
                    cents / 100 * 108,
                    "finance",
                    format!("{year}-05-20"),
                    "change of the law",
                );
                rows.push(revised);
            }
        }
    }
    let heading = [
        "Project", "From", "To", "Amount", "Currency", "Revision", "Author", "Revised", "Reason",
    ];
    folder.table("budgets.csv", heading, rows.into_iter())
}

/// Licences by the month; a subcontractor's invoice by the quarter, for hours that are logged too.
fn expenses(folder: &mut Folder<'_>, horizon: &Horizon, chance: &mut Chance) -> anyhow::Result<()> {
    let mut rows = Vec::new();
    let mut add = |project: &str, vendor: &str, day: NaiveDate, cents: i64, currency: &str, invoice: &str| {
        let key = format!("EXP-{:04}", rows.len() + 1);
        rows.push([
            key,
            project.to_owned(),
            vendor.to_owned(),
            day.to_string(),
            amount(cents),
            currency.to_owned(),
            invoice.to_owned(),
        ]);
    };
    let today = horizon.date(horizon.today);
    let mut month = Month::of(horizon.date(0)).next();
    while month.last_day() < today {
        for project in ["PAY", "HR", "PLT", "LOC"] {
            let cents = i64::from(chance.between(180_000, 420_000));
            add(project, "Cloud & licences", month.last_day(), cents, "EUR", "no");
        }
        month = month.next();
    }
    for first in quarters(horizon) {
        let day = first + Months::new(2) + chrono::Days::new(24);
        if day < today {
            let cents = i64::from(chance.between(900_000, 1_600_000));
            add("LOC", VENDORS[1], day, cents, "EUR", "no");
            add(
                "LOC",
                POUNDS_VENDOR,
                day,
                i64::from(chance.between(2_000_000, 2_800_000)),
                "GBP",
                "yes",
            );
        }
    }
    let heading = ["Id", "Project", "Vendor", "Day", "Amount", "Currency", "Invoice"];
    folder.table("expenses.csv", heading, rows.into_iter())
}

/// Pounds in euros, month by month.
fn exchange_rates(folder: &mut Folder<'_>, horizon: &Horizon, chance: &mut Chance) -> anyhow::Result<()> {
    let mut rows = Vec::new();
    let mut month = Month::of(horizon.date(-60));
    let mut rate = 116_500;
    while month.first_day() < horizon.date(horizon.today) {
        rows.push([
            "GBP".to_owned(),
            "EUR".to_owned(),
            month.first_day().to_string(),
            format!("1.{:05}", rate - 100_000),
        ]);
        rate = (rate + chance.between(-900, 900)).clamp(112_000, 121_000);
        month = month.next();
    }
    folder.table(
        "exchange_rates.csv",
        ["From", "To", "Month", "Rate"],
        rows.into_iter(),
    )
}
