//! The files a page asks for: one stylesheet and one mark, served under names that change with their contents.

use std::sync::LazyLock;

use crate::charts::{Theme, hex};

/// A file to serve. Its path carries a hash of its contents, so it may be cached for ever.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Where to serve it, such as `/assets/style.0123456789abcdef.css`.
    pub path: String,
    /// Its content type.
    pub content_type: &'static str,
    /// Its contents.
    pub bytes: Vec<u8>,
}

/// The mark inside a page, in the colour of the text around it.
pub(crate) const MARK_INLINE: &str = "<svg class=\"brand-mark\" viewBox=\"0 0 32 32\" aria-hidden=\"true\" \
    focusable=\"false\"><circle cx=\"16\" cy=\"16\" r=\"9.5\" fill=\"none\" stroke=\"currentColor\" \
    stroke-width=\"3\"/><path d=\"M1.5 16h29\" stroke=\"currentColor\" stroke-width=\"3\"/></svg>";

const MARK: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 32 32\"><rect width=\"32\" \
    height=\"32\" rx=\"7\" fill=\"#12406B\"/><circle cx=\"16\" cy=\"16\" r=\"7.5\" fill=\"none\" stroke=\"#fff\" \
    stroke-width=\"2.6\"/><path d=\"M4 16h24\" stroke=\"#fff\" stroke-width=\"2.6\"/></svg>";

static ASSETS: LazyLock<[Asset; 2]> = LazyLock::new(|| {
    let style = format!("{}{}", variables(), include_str!("../../assets/style.css"));
    [
        asset("style", "css", "text/css; charset=utf-8", style),
        asset("mark", "svg", "image/svg+xml", MARK.to_owned()),
    ]
});

/// Every file of the pages.
pub fn assets() -> &'static [Asset] {
    ASSETS.as_slice()
}

/// The address of the stylesheet.
pub fn style_path() -> &'static str {
    &ASSETS[0].path
}

/// The address of the mark.
pub(crate) fn mark_path() -> &'static str {
    &ASSETS[1].path
}

fn asset(name: &str, ending: &str, content_type: &'static str, contents: String) -> Asset {
    let path = format!(
        "/assets/{name}.{:016x}.{ending}",
        fingerprint(contents.as_bytes())
    );
    Asset {
        path,
        content_type,
        bytes: contents.into_bytes(),
    }
}

/// FNV-1a: enough to tell two versions of a file apart, and the same on every machine.
fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// The charts' colours as variables, so that pages and charts never differ.
fn variables() -> String {
    let list = |theme: Theme| -> String {
        theme
            .palette()
            .named()
            .into_iter()
            .map(|(name, color)| format!("--c-{name}:{};", hex(color)))
            .collect()
    };
    let (light, dark) = (list(Theme::Light), list(Theme::Dark));
    format!(
        ":root{{color-scheme:light;{light}}}\n\
         :root[data-theme=dark]{{color-scheme:dark;{dark}}}\n\
         @media screen and (prefers-color-scheme:dark){{:root[data-theme=auto]{{color-scheme:dark;{dark}}}}}\n\
         @media print{{:root[data-theme]{{color-scheme:light;{light}}}}}\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_changes_with_the_contents() {
        let path = |contents: &str| asset("style", "css", "text/css", contents.to_owned()).path;
        assert_ne!(path("a"), path("b"));
        assert_eq!(path("a"), "/assets/style.af63dc4c8601ec8c.css");
    }

    #[test]
    fn the_stylesheet_asks_for_nothing_else() {
        let style = String::from_utf8(assets()[0].bytes.clone()).unwrap();
        assert!(!style.contains("url(") && !style.contains("@import"));
    }

    #[test]
    fn every_variable_used_is_defined() {
        let style = String::from_utf8(assets()[0].bytes.clone()).unwrap();
        for use_ in style.split("var(").skip(1) {
            let name = use_.split([')', ',']).next().unwrap().trim();
            assert!(
                style.contains(&format!("{name}:")),
                "{name} is used but never defined"
            );
        }
    }
}
