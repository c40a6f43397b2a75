//! For which days capacity is worked out.

use chrono::{Days, Months, NaiveDate};
use model::calendar::Calendar;
use model::config::Config;
use model::ids::SquadId;
use model::people::Memberships;
use std::ops::RangeInclusive;

/// From the first day of the first membership to six weeks after the later of today and the last data, so that
/// figures which look four weeks ahead have it, also where nobody refreshed for a while; none without memberships.
///
/// Data more than a year ahead is a slip of somebody's pen (data quality shows it), not a reason to plan for it.
pub(crate) fn days(
    memberships: &Memberships,
    last_data: Option<NaiveDate>,
    today: NaiveDate,
) -> Option<RangeInclusive<NaiveDate>> {
    let first = memberships.iter().map(|place| place.from).min()?;
    let furthest = today + Months::new(12);
    let last = last_data.unwrap_or(today).clamp(today, furthest) + Days::new(42);
    Some(first..=last)
}

/// The days on which tickets can have been active: from the first ticket on, and as far ahead as nobody will ask
/// without a refresh.
pub(crate) fn days_of_tickets(first: Option<NaiveDate>, today: NaiveDate) -> RangeInclusive<NaiveDate> {
    let first = first.map_or(today, |first| first.min(today));
    // The month is one of UTC.
    first - Days::new(1)..=today + Months::new(12)
}

/// The days on which squads do not work; `unattributed` stands for squads that the configuration does not name.
pub(crate) fn free_days(
    config: &Config,
    calendar: &Calendar,
    days: &RangeInclusive<NaiveDate>,
) -> Vec<(SquadId, NaiveDate)> {
    let squads = config.squads.iter().map(|squad| squad.id.clone());
    let mut free = Vec::new();
    for squad in squads.chain([SquadId::unattributed()]) {
        let within = days.start().iter_days().take_while(|day| day <= days.end());
        let of_squad = within.filter(|day| calendar.working_time(&squad, *day).0 == 0);
        free.extend(of_squad.map(|day| (squad.clone(), day)));
    }
    free
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::ids::PersonId;
    use model::people::Membership;
    use model::records::Allocation;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn capacity_looks_six_weeks_ahead_and_not_into_the_next_century() {
        let memberships = Memberships::new([Membership {
            person: PersonId(1),
            squad: "a".parse().unwrap(),
            role: None,
            allocation: Allocation::FULL,
            from: day("2025-01-01"),
            to: None,
        }]);
        let today = day("2026-03-02");
        let last = |data: &str| *days(&memberships, Some(day(data)), today).unwrap().end();
        assert_eq!(last("2026-02-01"), day("2026-04-13"));
        assert_eq!(last("2026-05-01"), day("2026-06-12"));
        assert_eq!(last("2199-01-01"), day("2027-04-13"));
        assert_eq!(
            *days(&memberships, None, today).unwrap().start(),
            day("2025-01-01")
        );
        assert_eq!(days(&Memberships::default(), None, today), None);
    }
}
