//! Pictures that patients send, drawn rather than stored: real PNG and JPEG bytes of nothing real.

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder, Rgb, RgbImage};
use serde::{Deserialize, Serialize};

/// What the picture shows, roughly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Picture {
    /// A card with a coloured band and lines of print. PNG.
    InsuranceCard,
    /// A sheet of paper on a table. PNG.
    Form,
    /// Skin with a patch on it. JPEG.
    Skin,
    /// An orange bottle with a label. JPEG.
    MedicineBottle,
}

/// Content type and bytes.
pub(crate) fn draw(picture: Picture) -> (String, Vec<u8>) {
    match picture {
        Picture::InsuranceCard => png(&paint(428, 270, card)),
        Picture::Form => png(&paint(300, 400, form)),
        Picture::Skin => jpeg(&paint(400, 300, skin)),
        Picture::MedicineBottle => jpeg(&paint(300, 400, bottle)),
    }
}

fn paint(width: u32, height: u32, colour: fn(f32, f32) -> [u8; 3]) -> RgbImage {
    let place = |at: u32, of: u32| {
        f32::from(u16::try_from(at).unwrap_or(0)) / f32::from(u16::try_from(of).unwrap_or(1))
    };
    RgbImage::from_fn(width, height, |x, y| Rgb(colour(place(x, width), place(y, height))))
}

fn within(at: f32, from: f32, to: f32) -> bool {
    at >= from && at < to
}

fn card(x: f32, y: f32) -> [u8; 3] {
    let print =
        within(x, 0.08, 0.62) && [0.42, 0.54, 0.66, 0.78].iter().any(|line| within(y, *line, line + 0.05));
    match () {
        () if !within(x, 0.03, 0.97) || !within(y, 0.05, 0.95) => [92, 84, 76],
        () if y < 0.27 => [24, 88, 140],
        () if print => [70, 74, 82],
        () if within(x, 0.74, 0.9) && within(y, 0.4, 0.66) => [196, 214, 228],
        () => [244, 246, 248],
    }
}

fn form(x: f32, y: f32) -> [u8; 3] {
    let line = (y * 22.0).fract() < 0.22 && within(x, 0.16, 0.84) && within(y, 0.2, 0.82);
    match () {
        () if !within(x, 0.07, 0.93) || !within(y, 0.05, 0.96) => [132, 96, 66],
        () if within(x, 0.16, 0.5) && within(y, 0.1, 0.15) => [40, 44, 52],
        () if line => [128, 132, 140],
        () => [250, 249, 245],
    }
}

fn skin(x: f32, y: f32) -> [u8; 3] {
    let spot = |cx: f32, cy: f32, r: f32| ((x - cx).hypot((y - cy) * 0.75)) < r;
    match () {
        () if spot(0.5, 0.5, 0.07) || spot(0.38, 0.4, 0.04) || spot(0.6, 0.62, 0.05) => [196, 92, 84],
        () if spot(0.5, 0.5, 0.2) => [214, 142, 120],
        () => [226, 176, 148],
    }
}

fn bottle(x: f32, y: f32) -> [u8; 3] {
    match () {
        () if within(x, 0.3, 0.7) && within(y, 0.12, 0.24) => [246, 246, 244],
        () if within(x, 0.27, 0.73) && within(y, 0.42, 0.74) => [252, 252, 250],
        () if within(x, 0.27, 0.73) && within(y, 0.24, 0.9) => [222, 122, 34],
        () => [120, 132, 128],
    }
}

fn png(image: &RgbImage) -> (String, Vec<u8>) {
    let mut bytes = Vec::new();
    let (width, height) = image.dimensions();
    // Writing into memory cannot fail; an empty file would show at once in every test that looks.
    let _ = PngEncoder::new(&mut bytes).write_image(image, width, height, ExtendedColorType::Rgb8);
    ("image/png".to_owned(), bytes)
}

fn jpeg(image: &RgbImage) -> (String, Vec<u8>) {
    let mut bytes = Vec::new();
    let (width, height) = image.dimensions();
    let _ = JpegEncoder::new_with_quality(&mut bytes, 82).write_image(
        image,
        width,
        height,
        ExtendedColorType::Rgb8,
    );
    ("image/jpeg".to_owned(), bytes)
}

#[cfg(test)]
mod tests {
    use super::{Picture, draw};

    #[test]
    fn every_picture_opens_as_what_it_says_it_is() {
        for picture in [Picture::InsuranceCard, Picture::Form, Picture::Skin, Picture::MedicineBottle] {
            let (kind, bytes) = draw(picture);
            let format = image::guess_format(&bytes).unwrap();
            assert_eq!(format.to_mime_type(), kind);
            assert!(image::load_from_memory(&bytes).unwrap().width() >= 300);
        }
    }
}
