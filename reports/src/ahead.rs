//! What a squad is asked for in the weeks ahead, against what it will have: on the chart, the page and a squad's page.

/// Whether what is asked for fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Fit {
    /// Nobody knows: no capacity, or no hours behind it.
    Unknown,
    /// There is room.
    Fits,
    /// At the alert's line or over it, and still not over capacity.
    Full,
    /// More than there is.
    Over,
}

impl Fit {
    /// Where a load lies; `line` is the alert's, as a fraction.
    pub(crate) fn of(load: Option<f64>, line: f64) -> Self {
        match load {
            None => Fit::Unknown,
            Some(load) if load > 1.0 => Fit::Over,
            Some(load) if load >= line => Fit::Full,
            Some(_) => Fit::Fits,
        }
    }

    /// The end of the message key.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Fit::Unknown => "unknown",
            Fit::Fits => "fits",
            Fit::Full => "full",
            Fit::Over => "over",
        }
    }

    /// The class of the stylesheet, shared with the states under water.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Fit::Unknown => "none",
            Fit::Fits => "calm",
            Fit::Full => "warn",
            Fit::Over => "critical",
        }
    }

    /// A sign beside the colour.
    pub(crate) fn sign(self) -> &'static str {
        match self {
            Fit::Unknown => "○",
            Fit::Fits => "●",
            Fit::Full => "▲",
            Fit::Over => "◆",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_itself_is_full_and_all_of_it_still_fits() {
        let fits = [None, Some(0.899), Some(0.9), Some(1.0), Some(1.001)].map(|load| Fit::of(load, 0.9));
        assert_eq!(fits, [Fit::Unknown, Fit::Fits, Fit::Full, Fit::Full, Fit::Over]);
    }
}
