//! Rates, budgets, expenses and exchange rates, as a collector reads them.

use crate::money::{Currency, Minor};
use crate::time::{Month, Seconds};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What an hour costs from a first day on. The most precise one wins (section 9 of the book).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RateRecord {
    /// The project it holds for; none for all.
    pub project: Option<String>,
    /// The person it holds for; none for all.
    pub person: Option<String>,
    /// The role it holds for; none for all.
    pub role: Option<String>,
    /// Its first day.
    pub from: NaiveDate,
    /// Minor units an hour.
    pub hourly: Minor,
    /// Of which currency.
    pub currency: Currency,
}

/// What may be spent on a project; a revision never overwrites the one before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BudgetRecord {
    /// The project.
    pub project: String,
    /// The first day it may be spent.
    pub from: Option<NaiveDate>,
    /// The last day it may be spent.
    pub to: Option<NaiveDate>,
    /// The amount.
    pub amount: BudgetAmount,
    /// The order of revisions: the highest is in force.
    pub revision: i32,
    /// Who revised it.
    pub author: Option<String>,
    /// The day of the revision.
    pub revised_on: Option<NaiveDate>,
    /// Why.
    pub reason: Option<String>,
}

/// A budget in money or in hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "unit", rename_all = "lowercase")]
pub enum BudgetAmount {
    /// Money.
    Money {
        /// Minor units.
        amount: Minor,
        /// Of which currency.
        currency: Currency,
    },
    /// Time.
    Time {
        /// Seconds.
        seconds: Seconds,
    },
}

/// Money spent outside of hours: an expense or an invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpenseRecord {
    /// Its key.
    pub key: String,
    /// The project.
    pub project: String,
    /// Who was paid.
    pub vendor: Option<String>,
    /// The day.
    pub day: NaiveDate,
    /// How much, in minor units.
    pub amount: Minor,
    /// Of which currency.
    pub currency: Currency,
    /// Whether it is an invoice for hours (which may be counted already).
    pub is_invoice: bool,
}

/// What a unit of a foreign currency was worth in a month, in millionths of the other's unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExchangeRateRecord {
    /// The foreign currency.
    pub from: Currency,
    /// The currency it is converted to.
    pub to: Currency,
    /// The month.
    pub month: Month,
    /// Millionths of the other's unit for one unit.
    pub millionths: i64,
}
