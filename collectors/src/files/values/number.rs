//! Decimal numbers, exactly as they are written: no float comes near them.

/// A number as an integer and how many of its digits stand after the decimal sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::files) struct Decimal {
    digits: i128,
    scale: u32,
}

/// How numbers of a column are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::files) struct NumberFormat {
    /// Whether the decimal sign is a comma.
    pub(in crate::files) decimal_comma: bool,
    /// What stands between thousands, besides spaces of any width.
    pub(in crate::files) thousands: Option<char>,
}

/// More digits than this are no quantity of anything.
const MOST_DIGITS: u32 = 30;

impl NumberFormat {
    /// Reads a number: `1234.5`, `1 234.5`, `-3`, `1.5e3`.
    ///
    /// # Errors
    /// What is wrong with it, and which option would read it.
    pub(in crate::files) fn read(self, text: &str) -> Result<Decimal, String> {
        let bad = || self.reason(text);
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().map_err(|_| bad())?),
            None => (text, 0),
        };
        let (negative, unsigned) = match mantissa.strip_prefix(['-', '\u{2212}']) {
            Some(rest) => (true, rest),
            None => (false, mantissa.strip_prefix('+').unwrap_or(mantissa)),
        };
        let sign = if self.decimal_comma { ',' } else { '.' };
        let (whole, part) = match unsigned.split_once(sign) {
            Some((whole, part)) => (whole, part),
            None => (unsigned, ""),
        };
        if whole.is_empty() && part.is_empty() || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(bad());
        }
        let whole = self.whole(whole).ok_or_else(bad)?;
        let mut number = Decimal { digits: 0, scale: 0 };
        for digit in whole
            .chars()
            .chain(part.chars())
            .filter_map(|digit| digit.to_digit(10))
        {
            let digits = number.digits.checked_mul(10);
            let digits = digits.and_then(|digits| digits.checked_add(i128::from(digit)));
            number.digits = digits.ok_or_else(|| too_long(text))?;
        }
        number.scale = u32::try_from(part.len()).unwrap_or(u32::MAX);
        if negative {
            number.digits = -number.digits;
        }
        number.shifted(exponent).ok_or_else(|| too_long(text))
    }

    /// The digits before the decimal sign, without what stands between thousands.
    fn whole(self, text: &str) -> Option<String> {
        if text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some(text.to_owned());
        }
        let between = |c: char| {
            matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2007}') || Some(c) == self.thousands
        };
        let mut groups = text.split(between);
        let first = groups.next()?;
        let all_digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
        let mut digits = first.to_owned();
        if !(1..=3).contains(&first.len()) || !all_digits(first) {
            return None;
        }
        for group in groups {
            if group.len() != 3 || !all_digits(group) {
                return None;
            }
            digits.push_str(group);
        }
        Some(digits)
    }

    fn reason(self, text: &str) -> String {
        let hint = if !self.decimal_comma && text.contains(',') {
            ": where the comma is the decimal sign, write decimal_comma = true; where it parts thousands, \
             thousands = \",\""
        } else if self.decimal_comma && text.contains('.') {
            ": the decimal sign of this column is a comma; where the point parts thousands, write \
             thousands = \".\""
        } else {
            ""
        };
        format!("{text:?} is not a number{hint}")
    }
}

fn too_long(text: &str) -> String {
    format!("{text:?} has more digits than any quantity")
}

impl Decimal {
    /// A number that a mapping's file holds, such as `7.5`: the shortest text of a float is exact.
    pub(in crate::files) fn from_float(number: f64) -> Option<Self> {
        NumberFormat::default().read(&number.to_string()).ok()
    }

    /// The whole number of `unit`s it is, if it is one: `12.05` in hundredths is 1205.
    pub(in crate::files) fn exactly(self, decimals: u32) -> Option<i64> {
        let number = match decimals.checked_sub(self.scale) {
            Some(more) => self.digits.checked_mul(10_i128.checked_pow(more)?)?,
            None => {
                let unit = 10_i128.checked_pow(self.scale - decimals)?;
                (self.digits % unit == 0).then_some(self.digits / unit)?
            }
        };
        i64::try_from(number).ok()
    }

    /// Times a number, as the nearest whole number; halves go away from zero.
    pub(in crate::files) fn times_rounded(self, other: Self) -> Option<i64> {
        let product = self.digits.checked_mul(other.digits)?;
        let unit = 10_i128.checked_pow(self.scale.checked_add(other.scale)?)?;
        let (whole, rest) = (product / unit, product % unit);
        let away = match rest.unsigned_abs() * 2 >= unit.unsigned_abs() {
            true => product.signum(),
            false => 0,
        };
        i64::try_from(whole + away).ok()
    }

    /// An integer.
    pub(in crate::files) const fn whole(number: i64) -> Self {
        Self {
            digits: number as i128,
            scale: 0,
        }
    }

    /// The same times a power of ten, without zeros at its end.
    fn shifted(mut self, exponent: i32) -> Option<Self> {
        while self.scale > 0 && self.digits % 10 == 0 {
            self.digits /= 10;
            self.scale -= 1;
        }
        let scale = i64::from(self.scale) - i64::from(exponent);
        let digits = match u32::try_from(-scale) {
            Ok(more) if more <= MOST_DIGITS => self.digits.checked_mul(10_i128.pow(more))?,
            Ok(_) if self.digits != 0 => return None,
            Ok(_) => 0,
            Err(_) => self.digits,
        };
        let scale = u32::try_from(scale.max(0)).ok()?;
        (scale <= MOST_DIGITS).then_some(Self { digits, scale })
    }
}

/// An `f64` for the few fields that are one.
pub(in crate::files) fn real(number: Decimal) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "what is asked for is a float")]
    let digits = number.digits as f64;
    digits / 10_f64.powi(number.scale.cast_signed())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Decimal, String> {
        NumberFormat::default().read(text)
    }

    #[test]
    fn numbers_are_read_as_they_are_written() {
        let millionths = |text| read(text).unwrap().exactly(6);
        assert_eq!(millionths("0.7"), Some(700_000));
        assert_eq!(millionths("-1.50"), Some(-1_500_000));
        assert_eq!(millionths("\u{2212}2"), Some(-2_000_000));
        assert_eq!(millionths("1 234.5"), Some(1_234_500_000));
        assert_eq!(millionths("1\u{a0}234\u{202f}567"), Some(1_234_567_000_000));
        assert_eq!(millionths(".5"), Some(500_000));
        assert_eq!(millionths("5."), Some(5_000_000));
        assert_eq!(millionths("1e3"), Some(1_000_000_000));
        assert_eq!(millionths("1.5E-2"), Some(15_000));
        assert_eq!(millionths("0.0000001"), None, "not a whole number of millionths");
    }

    #[test]
    fn what_is_no_number_is_said() {
        for bad in [
            "", "abc", "1.2.3", "12 34", "1 2345", "--1", "1e", "0x10", "NaN", "inf", "1_000", "½", "-",
        ] {
            assert!(read(bad).is_err(), "{bad:?} was taken");
        }
        assert!(read("1,5").unwrap_err().contains("decimal_comma = true"));
        assert!(read(&"9".repeat(60)).unwrap_err().contains("more digits"));
        assert!(read("1e99").is_err());
    }

    #[test]
    fn commas_and_points_change_places() {
        let german = NumberFormat {
            decimal_comma: true,
            thousands: Some('.'),
        };
        assert_eq!(german.read("1.234,5").unwrap().exactly(1), Some(12_345));
        assert!(german.read("1.5").is_err());
        let english = NumberFormat {
            decimal_comma: false,
            thousands: Some(','),
        };
        assert_eq!(english.read("1,234.5").unwrap().exactly(1), Some(12_345));
        assert!(english.read("1,5").is_err());
    }

    #[test]
    fn halves_go_away_from_zero() {
        let times = |text: &str| read(text).unwrap().times_rounded(Decimal::whole(1));
        assert_eq!((times("0.5"), times("-0.5")), (Some(1), Some(-1)));
        assert_eq!((times("0.49"), times("-1.49")), (Some(0), Some(-1)));
    }
}
