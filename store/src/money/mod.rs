//! Rates, budgets, expenses and exchange rates: whole minor units with a currency, never a float.

mod budgets;
mod exchange_rates;
mod expenses;
mod rates;

use crate::StoreError;
use model::money::Currency;

/// A currency as it was stored.
fn currency(table: &'static str, code: &str) -> Result<Currency, StoreError> {
    Currency::new(code).map_err(|bad| StoreError::unreadable(table, bad))
}
