//! How sure a share is: the lower end of its 95 % interval after Wilson.
//!
//! E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
//! Statistical Association 22 (1927), 209–212; recommended for shares near 0 or 1 and few cases by R. G. Newcombe,
//! "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998), 857–872 (method 3).
//!
//! Worked: of 20 tickets 20: lower bound 1 / (1 + z² / 20) = 83.9 %; of 20 tickets 19: 76.4 %.

/// The 97.5th percentile of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// The lower end, a fraction; none of nothing.
#[expect(clippy::cast_precision_loss, reason = "counts of tickets are far below 2^53")]
pub(super) fn lower_bound(hits: i64, of: i64) -> Option<f64> {
    if of <= 0 {
        return None;
    }
    let n = of as f64;
    let share = hits as f64 / n;
    let square = Z * Z;
    let middle = share + square / (2.0 * n);
    let half = Z * (share * (1.0 - share) / n + square / (4.0 * n * n)).sqrt();
    Some(((middle - half) / (1.0 + square / n)).max(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rounded(hits: i64, of: i64) -> String {
        format!("{:.4}", lower_bound(hits, of).unwrap())
    }

    #[test]
    fn newcombes_table_is_met() {
        // Table I of Newcombe (1998), method 3.
        assert_eq!(rounded(81, 263), "0.2553");
        assert_eq!(rounded(15, 148), "0.0624");
        assert_eq!(rounded(0, 20), "0.0000");
        assert_eq!(rounded(1, 29), "0.0061");
    }

    #[test]
    fn the_worked_example() {
        assert_eq!(
            (rounded(20, 20), rounded(19, 20)),
            ("0.8389".into(), "0.7639".into())
        );
        assert_eq!(rounded(57, 60), "0.8630");
        assert_eq!(lower_bound(0, 0), None);
    }

    proptest! {
        #[test]
        fn it_solves_wilsons_equation(of in 1_i64..500, part in 0.0_f64..=1.0) {
            #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "small numbers of a test")]
            let hits = (part * of as f64).floor() as i64;
            let low = lower_bound(hits, of).unwrap();
            let (n, share) = (f64::from(i32::try_from(of).unwrap()), f64::from(i32::try_from(hits).unwrap()));
            let share = share / n;
            // The bound is the share of which the observed one lies z standard errors away.
            prop_assert!((n * (share - low).powi(2) - Z * Z * low * (1.0 - low)).abs() < 1e-9);
            prop_assert!((0.0..=share.max(1e-12)).contains(&low));
        }
    }
}
