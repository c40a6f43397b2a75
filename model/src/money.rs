//! Money: integers in a currency's minor unit, never a float (section 0 of the book).

use serde::{Deserialize, Serialize};
use std::fmt;

/// An ISO 4217 code of three capitals, such as `EUR`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency([u8; 3]);

/// A currency code that is not one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a currency: use the three capitals of ISO 4217, such as EUR")]
pub struct BadCurrency(pub String);

impl Currency {
    /// Checks and takes the code.
    ///
    /// # Errors
    /// When it is not three capitals.
    pub fn new(code: &str) -> Result<Self, BadCurrency> {
        match <[u8; 3]>::try_from(code.as_bytes()) {
            Ok(bytes) if bytes.iter().all(u8::is_ascii_uppercase) => Ok(Self(bytes)),
            _ => Err(BadCurrency(code.to_owned())),
        }
    }

    /// Digits after the decimal point of its minor unit: 2 for euros, 0 for yen, 3 for dinars.
    #[must_use]
    pub fn minor_digits(self) -> u32 {
        match &self.0 {
            b"BIF" | b"CLP" | b"DJF" | b"GNF" | b"ISK" | b"JPY" | b"KMF" | b"KRW" | b"PYG" | b"RWF"
            | b"UGX" | b"VND" | b"VUV" | b"XAF" | b"XOF" | b"XPF" => 0,
            b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => 3,
            _ => 2,
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .try_for_each(|byte| write!(f, "{}", char::from(*byte)))
    }
}

impl TryFrom<String> for Currency {
    type Error = BadCurrency;
    fn try_from(code: String) -> Result<Self, BadCurrency> {
        Self::new(&code)
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> String {
        currency.to_string()
    }
}

/// An amount in the minor unit of some currency: cents for euros.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Minor(pub i64);

/// An amount with its currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// How much, in minor units.
    pub amount: Minor,
    /// Of which currency.
    pub currency: Currency,
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.currency.minor_digits();
        let unit = 10_u64.pow(digits);
        let sign = if self.amount.0 < 0 { "-" } else { "" };
        let size = self.amount.0.unsigned_abs();
        match digits {
            0 => write!(f, "{sign}{size} {}", self.currency),
            _ => write!(
                f,
                "{sign}{}.{:0width$} {}",
                size / unit,
                size % unit,
                self.currency,
                width = digits as usize
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_written_in_its_own_minor_unit() {
        let money = |amount, code| Money {
            amount: Minor(amount),
            currency: Currency::new(code).unwrap(),
        };
        assert_eq!(money(-1205, "EUR").to_string(), "-12.05 EUR");
        assert_eq!(money(1205, "JPY").to_string(), "1205 JPY");
        assert_eq!(money(5, "TND").to_string(), "0.005 TND");
        assert!(Currency::new("eur").is_err());
    }
}
