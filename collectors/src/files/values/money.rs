//! Money into minor units, exactly.

use super::number::Decimal;
use model::money::{Currency, Minor};

/// An amount in the minor units of a currency.
///
/// # Errors
/// When it has more decimals than the currency, or is beyond any amount.
pub(in crate::files) fn minor(number: Decimal, currency: Currency) -> Result<Minor, String> {
    let decimals = currency.minor_digits();
    number.exactly(decimals).map(Minor).ok_or_else(|| {
        format!("the amount has more decimals than {currency} has ({decimals}), or is too large: round it where it comes from")
    })
}

/// The three capitals of a currency.
///
/// # Errors
/// When they are not.
pub(in crate::files) fn currency(text: &str) -> Result<Currency, String> {
    Currency::new(text).map_err(|bad| bad.to_string())
}

#[cfg(test)]
mod tests {
    use super::super::number::NumberFormat;
    use super::*;

    #[test]
    fn amounts_are_exact_or_refused() {
        let amount = |text, code| {
            minor(
                NumberFormat::default().read(text).unwrap(),
                currency(code).unwrap(),
            )
        };
        assert_eq!(amount("83.3", "EUR"), Ok(Minor(8330)));
        assert_eq!(amount("-12.05", "EUR"), Ok(Minor(-1205)));
        assert_eq!(amount("12.500", "EUR"), Ok(Minor(1250)));
        assert_eq!(amount("1200", "JPY"), Ok(Minor(1200)));
        assert_eq!(amount("0.005", "TND"), Ok(Minor(5)));
        assert!(
            amount("83.333", "EUR")
                .unwrap_err()
                .contains("more decimals than EUR has (2)")
        );
        assert!(currency("eur").is_err());
    }
}
