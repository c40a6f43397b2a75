//! People, their places, and when they work.

use super::super::values::number::{Decimal, NumberFormat};
use super::super::values::word::one_of;
use super::{Build, DAY, Fields, squad};
use model::records::{
    AbsenceRecord, Allocation, CalendarDayRecord, Employment, MembershipRecord, PersonRecord, Record,
};
use model::time::Seconds;

/// Somebody.
pub(super) fn person(fields: &mut Fields) -> Build {
    let (key, name, email) = (fields.take("key"), fields.take("name"), fields.take("email"));
    let (group, employment, vendor) = (
        fields.take("group"),
        fields.take("employment"),
        fields.take("vendor"),
    );
    let words = [
        ("employee", Employment::Employee),
        ("contractor", Employment::Contractor),
    ];
    Box::new(move |row| {
        Ok(Record::Person(PersonRecord {
            key: key.needed(key.text(row)?)?,
            name: name.text(row)?,
            email: email.text(row)?,
            group: group.text(row)?,
            employment: employment
                .value(row, |text| one_of(text, &words))?
                .unwrap_or_default(),
            vendor: vendor.text(row)?,
        }))
    })
}

/// Somebody's place in a squad, with all of their time unless the row says otherwise.
pub(super) fn membership(fields: &mut Fields) -> Build {
    let (person, squad_field, role) = (fields.take("person"), fields.take("squad"), fields.take("role"));
    let (allocation, from, to) = (fields.take("allocation"), fields.take("from"), fields.take("to"));
    Box::new(move |row| {
        let membership = MembershipRecord {
            person: person.needed(person.text(row)?)?,
            squad: squad_field.needed(squad_field.value(row, squad)?)?,
            role: role.text(row)?,
            allocation: allocation.value(row, part)?.unwrap_or(Allocation::FULL),
            from: from.needed(from.day(row)?)?,
            to: to.day(row)?,
        };
        if membership.to.is_some_and(|to| to < membership.from) {
            return Err(to.problem(
                row,
                format!("the last day lies before the first, {}", membership.from),
            ));
        }
        Ok(Record::Membership(membership))
    })
}

/// `0.8` or `80 %`.
fn part(text: &str) -> Result<Allocation, String> {
    let (number, decimals) = match text.strip_suffix('%') {
        Some(percent) => (percent.trim_end(), 4),
        None => (text, 6),
    };
    let format = NumberFormat {
        decimal_comma: number.contains(','),
        thousands: None,
    };
    let number: Decimal = format.read(number)?;
    let millionths = number
        .exactly(decimals)
        .and_then(|number| u32::try_from(number).ok());
    millionths
        .and_then(Allocation::from_millionths)
        .ok_or_else(|| format!("{text:?} is not a part of somebody's time: write 0.8 or 80 %, from 0 to 1"))
}

/// Hours somebody was away.
pub(super) fn absence(fields: &mut Fields) -> Build {
    let (person, day, seconds) = (fields.take("person"), fields.take("day"), fields.take("seconds"));
    Box::new(move |row| {
        let absence = AbsenceRecord {
            person: person.needed(person.text(row)?)?,
            day: day.needed(day.day(row)?)?,
            seconds: seconds.seconds(row, DAY)?,
        };
        if absence.seconds.is_some_and(|length| length < Seconds(0)) {
            return Err(seconds.problem(row, "nobody is away for less than no time".to_owned()));
        }
        Ok(Record::Absence(absence))
    })
}

/// A day whose working hours differ.
pub(super) fn calendar_day(fields: &mut Fields) -> Build {
    let (squad_field, day, seconds) = (fields.take("squad"), fields.take("day"), fields.take("seconds"));
    Box::new(move |row| {
        let day = CalendarDayRecord {
            squad: squad_field.value(row, squad)?,
            day: day.needed(day.day(row)?)?,
            seconds: seconds.needed(seconds.seconds(row, DAY)?)?,
        };
        if day.seconds < Seconds(0) {
            return Err(seconds.problem(row, "a day has no less than no working time".to_owned()));
        }
        Ok(Record::CalendarDay(day))
    })
}
