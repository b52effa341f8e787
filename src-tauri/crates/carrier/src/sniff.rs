//! What a file is, by looking at it.
//!
//! A picture counts as one only if its first bytes, its size in pixels and its whole data agree; it is decoded
//! once here, in a thread of its own and within limits, so that the window's decoder never meets a surprise. The
//! bytes are kept as received: encoding again would cost a patient's photo its sharpness.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, ImageReader, Limits};

use crate::MediaType;

/// The largest picture shown: a 40-megapixel phone camera; beyond that lie decompression bombs.
const MAX_PIXELS: u64 = 40_000_000;

/// The longest side, so that a 1 x 40,000,000 strip is no picture either.
const MAX_SIDE: u32 = 16_384;

/// Room to decode 40 megapixels at 4 bytes, and the decoder's own tables.
const MAX_DECODE_BYTES: u64 = 192 * 1024 * 1024;

/// The type of `bytes`, and the bytes.
pub(crate) async fn sniffed(bytes: Vec<u8>) -> (MediaType, Vec<u8>) {
    let bytes = std::sync::Arc::new(bytes);
    let looked_at = std::sync::Arc::clone(&bytes);
    // Should the decoder fail on crafted bytes, only its own thread ends, and the file is no picture.
    let media_type = tokio::task::spawn_blocking(move || sniff(&looked_at)).await.unwrap_or(MediaType::Other);
    (media_type, std::sync::Arc::unwrap_or_clone(bytes))
}

/// The type of `bytes`.
pub(crate) fn sniff(bytes: &[u8]) -> MediaType {
    let (media_type, format) = match infer::get(bytes).map(|kind| kind.mime_type()) {
        Some("image/png") => (MediaType::Png, ImageFormat::Png),
        Some("image/jpeg") => (MediaType::Jpeg, ImageFormat::Jpeg),
        Some("image/gif") => (MediaType::Gif, ImageFormat::Gif),
        Some("image/webp") => (MediaType::Webp, ImageFormat::WebP),
        Some(_) | None => return MediaType::Other,
    };
    if decodes(bytes, format) { media_type } else { MediaType::Other }
}

fn decodes(bytes: &[u8], format: ImageFormat) -> bool {
    let fits = |width: u32, height: u32| {
        (1..=MAX_SIDE).contains(&width)
            && (1..=MAX_SIDE).contains(&height)
            && u64::from(width) * u64::from(height) <= MAX_PIXELS
    };
    let announced = ImageReader::with_format(Cursor::new(bytes), format).into_dimensions();
    announced.is_ok_and(|(width, height)| fits(width, height)) && decoded(bytes, format).is_some()
}

fn decoded(bytes: &[u8], format: ImageFormat) -> Option<DynamicImage> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_DECODE_BYTES);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    reader.decode().ok()
}

#[cfg(test)]
mod tests {
    use image::RgbImage;

    use super::*;

    fn picture(format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        let image = RgbImage::from_fn(8, 6, |x, y| {
            image::Rgb([u8::try_from(x * 30).unwrap(), u8::try_from(y * 40).unwrap(), 7])
        });
        DynamicImage::from(image).write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn pictures_are_known_by_their_bytes() {
        assert_eq!(sniff(&picture(ImageFormat::Png)), MediaType::Png);
        assert_eq!(sniff(&picture(ImageFormat::Jpeg)), MediaType::Jpeg);
        assert_eq!(sniff(&picture(ImageFormat::Gif)), MediaType::Gif);
        assert_eq!(sniff(&picture(ImageFormat::WebP)), MediaType::Webp);
    }

    #[test]
    fn everything_else_is_other() {
        for bytes in [
            &b""[..],
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            b"<html><img src=x>",
            b"%PDF-1.7",
            b"MZ\x90",
        ] {
            assert_eq!(sniff(bytes), MediaType::Other);
        }
    }

    #[test]
    fn a_picture_that_lies_is_other() {
        let png = picture(ImageFormat::Png);
        assert_eq!(sniff(&png[..24]), MediaType::Other, "a header without a picture");
        let mut huge = png.clone();
        huge[16..24].copy_from_slice(&[0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]);
        assert_eq!(sniff(&huge), MediaType::Other, "65,535 pixels each way, announced");
        let mut torn = picture(ImageFormat::WebP);
        torn.truncate(20);
        assert_eq!(sniff(&torn), MediaType::Other);
        let mut named_jpeg = vec![0xff, 0xd8, 0xff, 0xe0];
        named_jpeg.extend_from_slice(b"<script>alert(1)</script>");
        assert_eq!(sniff(&named_jpeg), MediaType::Other);
    }

    #[test]
    fn a_bomb_of_many_pixels_in_few_bytes_is_other() {
        let mut bytes = Cursor::new(Vec::new());
        let plain = image::GrayImage::new(9_000, 9_000);
        DynamicImage::from(plain).write_to(&mut bytes, ImageFormat::Png).unwrap();
        let bomb = bytes.into_inner();
        assert!(bomb.len() < 1_000_000, "it is small on the wire: {}", bomb.len());
        assert_eq!(sniff(&bomb), MediaType::Other);
    }
}
