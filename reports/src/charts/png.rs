//! A picture from a chart's SVG, with the fonts that ship in the binary: the same bytes on every machine.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use crate::ReportError;

/// The longest side a picture may have, in pixels.
const LARGEST: f32 = 16_384.0;

static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(notosans::REGULAR_TTF.to_vec());
    fonts.load_font_data(notosans::BOLD_TTF.to_vec());
    fonts.set_sans_serif_family("Noto Sans");
    Arc::new(fonts)
});

/// Turns a chart's SVG into a PNG. `scale` is the number of picture pixels for one logical pixel: 2 for a sharp
/// picture on most screens.
///
/// # Errors
/// When the SVG is not one of this crate's charts, or when the picture would be empty or too large.
pub fn png(svg: &str, scale: f32) -> Result<Vec<u8>, ReportError> {
    let options = Options {
        fontdb: Arc::clone(&FONTS),
        font_family: "Noto Sans".to_owned(),
        ..Options::default()
    };
    let tree = Tree::from_str(svg, &options).map_err(|error| ReportError::Png(error.to_string()))?;
    let (width, height) = (tree.size().width() * scale, tree.size().height() * scale);
    if !(width.is_finite() && height.is_finite() && width <= LARGEST && height <= LARGEST) {
        return Err(ReportError::Png(format!(
            "{width} by {height} pixels is more than {LARGEST} a side"
        )));
    }
    let mut picture = Pixmap::new(width.round() as u32, height.round() as u32)
        .ok_or_else(|| ReportError::Png(format!("{width} by {height} pixels is empty")))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut picture.as_mut());
    picture
        .encode_png()
        .map_err(|error| ReportError::Png(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"30\" height=\"20\">\
                       <text x=\"2\" y=\"15\" font-family=\"sans-serif\" font-size=\"14\">M</text></svg>";

    /// Width and height as the file's header says them.
    fn size(png: &[u8]) -> (u32, u32) {
        let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
        (number(16), number(20))
    }

    #[test]
    fn a_picture_has_the_size_asked_for() {
        assert_eq!(size(&png(SVG, 1.0).unwrap()), (30, 20));
        assert_eq!(size(&png(SVG, 2.0).unwrap()), (60, 40));
    }

    #[test]
    fn letters_are_drawn_with_the_fonts_that_ship() {
        let empty = SVG.replace(">M<", "><");
        assert_ne!(png(SVG, 1.0).unwrap(), png(&empty, 1.0).unwrap());
    }

    #[test]
    fn a_picture_too_large_is_refused() {
        assert!(matches!(png(SVG, 1000.0), Err(ReportError::Png(_))));
        assert!(matches!(png("<p>", 1.0), Err(ReportError::Png(_))));
    }
}
