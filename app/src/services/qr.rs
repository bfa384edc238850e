//! Pictures of links, for cameras.

use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};

/// A QR code as SVG, without anything a strict page would refuse. Nothing for a text too long for one.
pub fn picture(text: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let drawn = code.render::<svg::Color<'_>>().min_dimensions(200, 200).quiet_zone(true).build();
    // Within a page the declaration of a document has no place.
    drawn.split_once("?>").map(|(_, picture)| picture.to_owned())
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_picture_is_plain_svg() {
        let picture = super::picture("https://teilhabe.example.org/i/7K3M9QTX#0ABCDEFGHJKMNPQR").expect("short enough");
        assert!(picture.trim_start().starts_with("<svg") && !picture.contains("style"));
        assert!(super::picture(&"x".repeat(5_000)).is_none());
    }
}
