//! The colours of the product: deep navy, sea blues, and one family of warning, amber to vermillion.
//!
//! They stay apart for colour-blind readers because they also differ in lightness; text colours have a
//! contrast of at least 4.5 to 1 against the background (tested below).

use plotters::style::RGBColor;

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Theme {
    /// Dark ink on white.
    #[default]
    Light,
    /// Light ink on deep navy.
    Dark,
}

impl Theme {
    /// Both themes.
    pub const ALL: [Theme; 2] = [Theme::Light, Theme::Dark];

    /// The word used in addresses and class names.
    pub fn code(self) -> &'static str {
        match self {
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    /// Reads `light` or `dark`.
    pub fn parse(word: &str) -> Option<Theme> {
        Theme::ALL.into_iter().find(|theme| theme.code() == word)
    }

    pub(crate) fn palette(self) -> &'static Palette {
        match self {
            Theme::Light => &LIGHT,
            Theme::Dark => &DARK,
        }
    }
}

/// The colours of one theme. Every colour of a palette is different from the others, so that a picture drawn
/// for a page can have its colours replaced by the stylesheet's names.
pub(crate) struct Palette {
    pub(crate) background: RGBColor,
    /// What a page is on, behind the cards and charts.
    pub(crate) page: RGBColor,
    pub(crate) ink: RGBColor,
    pub(crate) muted: RGBColor,
    pub(crate) grid: RGBColor,
    pub(crate) axis: RGBColor,
    pub(crate) line: RGBColor,
    pub(crate) line_faded: RGBColor,
    pub(crate) sea: RGBColor,
    pub(crate) sea_soft: RGBColor,
    pub(crate) deep: RGBColor,
    pub(crate) warn: RGBColor,
    pub(crate) warn_fill: RGBColor,
    pub(crate) warn_soft: RGBColor,
    pub(crate) critical: RGBColor,
    pub(crate) critical_fill: RGBColor,
    pub(crate) critical_soft: RGBColor,
    pub(crate) mark: RGBColor,
    pub(crate) hull: RGBColor,
    pub(crate) antifouling: RGBColor,
    pub(crate) paint: RGBColor,
    pub(crate) cargo: RGBColor,
    /// In the order of [`crate::Category::ALL`].
    pub(crate) categories: [RGBColor; 6],
}

const fn rgb(hex: u32) -> RGBColor {
    RGBColor((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

const LIGHT: Palette = Palette {
    background: rgb(0xFFFFFF),
    page: rgb(0xF5F9FC),
    ink: rgb(0x0B2239),
    muted: rgb(0x50657A),
    grid: rgb(0xE8EEF3),
    axis: rgb(0xB9C6D2),
    line: rgb(0x12406B),
    line_faded: rgb(0x9DB4C9),
    sea: rgb(0x4A97C9),
    sea_soft: rgb(0xD9E9F4),
    deep: rgb(0x2C6E9E),
    warn: rgb(0x9A5B00),
    warn_fill: rgb(0xF0AA35),
    warn_soft: rgb(0xFDF1DA),
    critical: rgb(0xB0330D),
    critical_fill: rgb(0xD9541E),
    critical_soft: rgb(0xFBE4DA),
    mark: rgb(0x0F6E66),
    hull: rgb(0x16395C),
    antifouling: rgb(0x7FA6C2),
    paint: rgb(0xFEFEFE),
    cargo: rgb(0xA9BCCD),
    categories: [
        rgb(0x14426E),
        rgb(0x1F8F86),
        rgb(0x7CC0DE),
        rgb(0xA98FCB),
        rgb(0xB4C0CB),
        rgb(0xE6DCC6),
    ],
};

const DARK: Palette = Palette {
    background: rgb(0x0F1D2B),
    page: rgb(0x09131D),
    ink: rgb(0xE9F1F8),
    muted: rgb(0xA0B4C7),
    grid: rgb(0x1E3144),
    axis: rgb(0x40566C),
    line: rgb(0x93C9EC),
    line_faded: rgb(0x4C6C86),
    sea: rgb(0x3A7FAE),
    sea_soft: rgb(0x183851),
    deep: rgb(0x2A658F),
    warn: rgb(0xF2BC55),
    warn_fill: rgb(0xD08C1E),
    warn_soft: rgb(0x33291A),
    critical: rgb(0xFF906A),
    critical_fill: rgb(0xDB5A2B),
    critical_soft: rgb(0x3A221D),
    mark: rgb(0x62D2C4),
    hull: rgb(0xC4D6E6),
    antifouling: rgb(0x5D89A8),
    paint: rgb(0x0E1C2A),
    cargo: rgb(0x6F8AA3),
    categories: [
        rgb(0x7FBDF0),
        rgb(0x1F8C81),
        rgb(0x2F6C93),
        rgb(0x8C79AD),
        rgb(0x55687A),
        rgb(0x8A836C),
    ],
};

impl Palette {
    /// The names under which the stylesheet knows the colours.
    pub(crate) fn named(&self) -> Vec<(&'static str, RGBColor)> {
        vec![
            ("background", self.background),
            ("page", self.page),
            ("ink", self.ink),
            ("muted", self.muted),
            ("grid", self.grid),
            ("axis", self.axis),
            ("line", self.line),
            ("line-faded", self.line_faded),
            ("sea", self.sea),
            ("sea-soft", self.sea_soft),
            ("deep", self.deep),
            ("warn", self.warn),
            ("warn-fill", self.warn_fill),
            ("warn-soft", self.warn_soft),
            ("critical", self.critical),
            ("critical-fill", self.critical_fill),
            ("critical-soft", self.critical_soft),
            ("mark", self.mark),
            ("hull", self.hull),
            ("antifouling", self.antifouling),
            ("paint", self.paint),
            ("cargo", self.cargo),
            ("maintenance", self.categories[0]),
            ("new", self.categories[1]),
            ("improve", self.categories[2]),
            ("productivity", self.categories[3]),
            ("overhead", self.categories[4]),
            ("uncategorised", self.categories[5]),
        ]
    }
}

/// A colour as the drawing library writes it.
pub(crate) fn hex(color: RGBColor) -> String {
    format!("#{:02X}{:02X}{:02X}", color.0, color.1, color.2)
}

/// Replaces the light palette's colours by the stylesheet's variables, so that a picture inside a page follows
/// the page's theme.
pub(crate) fn follow_page(svg: &str) -> String {
    LIGHT
        .named()
        .into_iter()
        .fold(svg.to_owned(), |svg, (name, color)| {
            svg.replace(&hex(color), &format!("var(--c-{name})"))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn luminance(color: RGBColor) -> f64 {
        let channel = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.03928 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * channel(color.0) + 0.7152 * channel(color.1) + 0.0722 * channel(color.2)
    }

    fn contrast(a: RGBColor, b: RGBColor) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_can_be_read_on_the_background() {
        for theme in Theme::ALL {
            let p = theme.palette();
            for (name, color) in [
                ("ink", p.ink),
                ("muted", p.muted),
                ("warn", p.warn),
                ("critical", p.critical),
                ("mark", p.mark),
            ] {
                let ratio = contrast(color, p.background);
                assert!(ratio >= 4.5, "{name} in {theme:?}: {ratio:.2}");
            }
            assert!(
                contrast(p.warn, p.warn_soft) >= 4.5,
                "warn on its own tint in {theme:?}"
            );
            assert!(
                contrast(p.critical, p.critical_soft) >= 4.5,
                "critical on its own tint in {theme:?}"
            );
        }
    }

    #[test]
    fn shapes_stand_out_from_the_background() {
        for theme in Theme::ALL {
            let p = theme.palette();
            assert!(contrast(p.line, p.background) >= 3.0);
            assert!(contrast(p.hull, p.background) >= 3.0);
            assert!(contrast(p.critical_fill, p.background) >= 3.0);
        }
    }

    #[test]
    fn no_two_colours_of_a_palette_are_the_same() {
        for theme in Theme::ALL {
            let named = theme.palette().named();
            let distinct: HashSet<String> = named.iter().map(|(_, color)| hex(*color)).collect();
            assert_eq!(distinct.len(), named.len(), "{theme:?}");
        }
    }

    #[test]
    fn neighbours_in_a_stack_differ_in_lightness() {
        for theme in Theme::ALL {
            for pair in theme.palette().categories.windows(2) {
                let ratio = contrast(pair[0], pair[1]);
                assert!(
                    ratio >= 1.2,
                    "{theme:?} {} {}: {ratio:.2}",
                    hex(pair[0]),
                    hex(pair[1])
                );
            }
        }
    }
}
