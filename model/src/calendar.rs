//! When people work: working days, public holidays, and days that differ (sections 1 and 5 of the book).

use crate::config::{CalendarConfig, Config, Day};
use crate::ids::SquadId;
use crate::records::CalendarDayRecord;
use crate::time::Seconds;
use chrono::{Datelike, NaiveDate};
use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;

/// The years whose public holidays are known.
pub const HOLIDAY_YEARS: RangeInclusive<i32> = 2000..=2030;

macro_rules! known_countries {
    ($($code:ident),* $(,)?) => {
        const COUNTRIES: &[(&str, holidays::Country)] = &[$((stringify!($code), holidays::Country::$code)),*];
    };
}
known_countries!(
    AT, AU, BE, BR, CA, CH, CZ, DE, DK, ES, FI, FR, GB, GR, HU, IE, IN, IT, LU, MA, NL, NO, NZ, PL, PT, RO,
    SE, TN, UA, US,
);

/// The countries whose public holidays are known, as two capitals.
pub fn countries() -> impl Iterator<Item = &'static str> {
    COUNTRIES.iter().map(|(code, _)| *code)
}

/// Whether a country's public holidays are known.
#[must_use]
pub fn knows_country(code: &str) -> bool {
    COUNTRIES.iter().any(|(known, _)| *known == code)
}

fn holidays_of(code: &str) -> HashSet<NaiveDate> {
    let Some((_, country)) = COUNTRIES.iter().find(|(known, _)| *known == code) else {
        return HashSet::new();
    };
    holidays::Builder::new()
        .countries(&[*country])
        .years(*HOLIDAY_YEARS.start()..*HOLIDAY_YEARS.end() + 1)
        .build()
        .map(|by_country| {
            by_country
                .into_values()
                .flat_map(HashMap::into_values)
                .flatten()
                .filter(|(_, holiday)| !is_regional(&holiday.name))
                .map(|(day, _)| day)
                .collect()
        })
        .unwrap_or_default()
}

/// Whether a holiday of the United Kingdom is one in Scotland or Northern Ireland only. Other countries' regional
/// days are not marked as such: `calendar.worked` takes those out that a squad works on.
fn is_regional(name: &str) -> bool {
    name.ends_with("[Scotland]") || name.ends_with("[Northern Ireland]")
}

/// Working time of every day, for every squad.
#[derive(Debug, Clone)]
pub struct Calendar {
    working_days: Vec<Day>,
    day: Seconds,
    closed: HashSet<NaiveDate>,
    worked: HashSet<NaiveDate>,
    holidays: HashMap<String, HashSet<NaiveDate>>,
    country: Option<String>,
    country_of_squad: HashMap<SquadId, String>,
    imported: HashMap<(Option<SquadId>, NaiveDate), Seconds>,
}

impl Calendar {
    /// The calendar of a configuration, with the days that an import said differ.
    #[must_use]
    pub fn new(config: &Config, imported: &[CalendarDayRecord]) -> Self {
        let CalendarConfig {
            country,
            working_days,
            hours_per_day,
            closed,
            worked,
        } = &config.calendar;
        let country_of_squad: HashMap<_, _> = config
            .squads
            .iter()
            .filter_map(|squad| Some((squad.id.clone(), squad.country.clone()?)))
            .collect();
        let holidays = country_of_squad
            .values()
            .chain(country)
            .map(|code| (code.clone(), holidays_of(code)))
            .collect();
        Self {
            working_days: working_days.clone(),
            day: whole_seconds(*hours_per_day),
            closed: closed.iter().copied().collect(),
            worked: worked.iter().copied().collect(),
            holidays,
            country: country.clone(),
            country_of_squad,
            imported: imported
                .iter()
                .map(|day| ((day.squad.clone(), day.day), day.seconds))
                .collect(),
        }
    }

    /// Working time of a day in a squad: zero on a free day.
    #[must_use]
    pub fn working_time(&self, squad: &SquadId, day: NaiveDate) -> Seconds {
        let own = self.imported.get(&(Some(squad.clone()), day));
        if let Some(seconds) = own.or_else(|| self.imported.get(&(None, day))) {
            return *seconds;
        }
        let country = self.country_of_squad.get(squad).or(self.country.as_ref());
        let holiday = country
            .and_then(|code| self.holidays.get(code))
            .is_some_and(|holidays| holidays.contains(&day) && !self.worked.contains(&day));
        let worked = self.working_days.contains(&day.weekday().into());
        if worked && !holiday && !self.closed.contains(&day) {
            self.day
        } else {
            Seconds(0)
        }
    }
}

/// Hours of a configuration or an import as whole seconds, rounded to the nearest.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    reason = "hours of a day or a worklog fit in an i64 of seconds"
)]
pub fn whole_seconds(hours: f64) -> Seconds {
    Seconds((hours * 3600.0).round() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config;

    fn calendar(imported: &[CalendarDayRecord]) -> Calendar {
        let text = r#"
            organisation = { name = "A", time_zone = "Europe/Paris" }
            calendar = { country = "FR", hours_per_day = 7.5, closed = ["2026-05-15"], worked = ["2026-05-25"] }
            squads = [{ id = "fr" }, { id = "de", country = "DE" }, { id = "gb", country = "GB" }]
        "#;
        Calendar::new(&config::parse(text, "t").unwrap(), imported)
    }

    fn hours(calendar: &Calendar, squad: &str, day: &str) -> f64 {
        calendar
            .working_time(&SquadId::new(squad).unwrap(), day.parse().unwrap())
            .hours()
    }

    #[test]
    fn holidays_follow_the_squads_country() {
        let calendar = calendar(&[]);
        assert_eq!(hours(&calendar, "fr", "2026-07-14"), 0.0);
        assert_eq!(hours(&calendar, "de", "2026-07-14"), 7.5);
        assert_eq!(hours(&calendar, "fr", "2026-05-15"), 0.0);
        assert_eq!(hours(&calendar, "fr", "2026-07-12"), 0.0, "a Sunday");
        assert_eq!(
            hours(&calendar, "fr", "2026-05-25"),
            7.5,
            "Whit Monday is worked here"
        );
        assert_eq!(
            hours(&calendar, "gb", "2026-03-17"),
            7.5,
            "free in Northern Ireland only"
        );
        assert_eq!(hours(&calendar, "gb", "2026-04-06"), 0.0, "Easter Monday");
    }

    #[test]
    fn an_imported_day_wins() {
        let day = CalendarDayRecord {
            squad: Some(SquadId::new("fr").unwrap()),
            day: "2026-07-14".parse().unwrap(),
            seconds: Seconds(3600),
        };
        let calendar = calendar(&[day]);
        assert_eq!(hours(&calendar, "fr", "2026-07-14"), 1.0);
        assert_eq!(hours(&calendar, "de", "2026-07-14"), 7.5);
    }
}
