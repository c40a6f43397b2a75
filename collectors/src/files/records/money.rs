//! Rates, budgets, expenses and exchange rates.

use super::super::columns::{Field, Problem};
use super::super::row::Cells;
use super::super::values::money::{currency, minor};
use super::{Build, Fields, LONGEST_PLAN};
use model::money::{Currency, Minor};
use model::records::{BudgetAmount, BudgetRecord, ExchangeRateRecord, ExpenseRecord, RateRecord, Record};
use model::time::Month;

/// What an hour costs.
pub(super) fn rate(fields: &mut Fields) -> Build {
    let (project, person, role) = (fields.take("project"), fields.take("person"), fields.take("role"));
    let (from, hourly, unit) = (
        fields.take("from"),
        fields.take("hourly"),
        fields.take("currency"),
    );
    Box::new(move |row| {
        let currency = unit.needed(unit.value(row, currency)?)?;
        Ok(Record::Rate(RateRecord {
            project: project.text(row)?,
            person: person.text(row)?,
            role: role.text(row)?,
            from: from.needed(from.day(row)?)?,
            hourly: hourly.needed(amount_of(&hourly, row, currency)?)?,
            currency,
        }))
    })
}

/// What may be spent: money where the row has an amount, else time.
pub(super) fn budget(fields: &mut Fields) -> Build {
    let (project, from, to) = (fields.take("project"), fields.take("from"), fields.take("to"));
    let (amount, unit, seconds) = (
        fields.take("amount"),
        fields.take("currency"),
        fields.take("seconds"),
    );
    let (revision, author) = (fields.take("revision"), fields.take("author"));
    let (revised_on, reason) = (fields.take("revised_on"), fields.take("reason"));
    Box::new(move |row| {
        let amount = match amount.number(row)? {
            Some(_) => {
                let currency = unit.needed(unit.value(row, currency)?)?;
                let amount = amount.needed(amount_of(&amount, row, currency)?)?;
                BudgetAmount::Money { amount, currency }
            }
            None => {
                let time = seconds.seconds(row, LONGEST_PLAN)?;
                let missing = if seconds.column.is_some() {
                    &seconds
                } else {
                    &amount
                };
                let seconds = missing.needed(time)?;
                BudgetAmount::Time { seconds }
            }
        };
        Ok(Record::Budget(BudgetRecord {
            project: project.needed(project.text(row)?)?,
            from: from.day(row)?,
            to: to.day(row)?,
            amount,
            revision: revision.integer(row)?.unwrap_or(0),
            author: author.text(row)?,
            revised_on: revised_on.day(row)?,
            reason: reason.text(row)?,
        }))
    })
}

/// Money spent outside of hours.
pub(super) fn expense(fields: &mut Fields) -> Build {
    let (key, project, vendor) = (fields.take("key"), fields.take("project"), fields.take("vendor"));
    let (day, amount, unit) = (fields.take("day"), fields.take("amount"), fields.take("currency"));
    let is_invoice = fields.take("is_invoice");
    Box::new(move |row| {
        let currency = unit.needed(unit.value(row, currency)?)?;
        Ok(Record::Expense(ExpenseRecord {
            key: key.needed(key.text(row)?)?,
            project: project.needed(project.text(row)?)?,
            vendor: vendor.text(row)?,
            day: day.needed(day.day(row)?)?,
            amount: amount.needed(amount_of(&amount, row, currency)?)?,
            currency,
            is_invoice: is_invoice.yes_or_no(row)?.unwrap_or(false),
        }))
    })
}

/// What a unit of a foreign currency was worth in a month: the month of any of its days, or `2026-02`.
pub(super) fn exchange_rate(fields: &mut Fields) -> Build {
    let (from, to) = (fields.take("from"), fields.take("to"));
    let (month, rate) = (fields.take("month"), fields.take("rate"));
    Box::new(move |row| {
        let written = month.value(row, |text| Ok(text.parse::<Month>().ok()))?.flatten();
        let month = match written {
            Some(month) => month,
            None => Month::of(month.needed(month.day(row)?)?),
        };
        let number = rate.needed(rate.number(row)?)?;
        let millionths = number.exactly(6).filter(|millionths| *millionths > 0);
        let too_fine = || rate.problem(row, "a rate is over zero and has at most 6 decimals".to_owned());
        Ok(Record::ExchangeRate(ExchangeRateRecord {
            from: from.needed(from.value(row, currency)?)?,
            to: to.needed(to.value(row, currency)?)?,
            month,
            millionths: millionths.ok_or_else(too_fine)?,
        }))
    })
}

fn amount_of(field: &Field, row: &Cells, currency: Currency) -> Result<Option<Minor>, Problem> {
    let number = field.number(row)?;
    let amount = number.map(|number| minor(number, currency)).transpose();
    amount.map_err(|reason| field.problem(row, reason))
}
