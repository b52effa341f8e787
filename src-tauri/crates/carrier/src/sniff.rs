//! What a file is, by having it looked at.
//!
//! A picture counts as one only if its first bytes, its size in pixels and its whole data agree; a process that can do
//! nothing else decodes it once ([`foyer_picture`]). The bytes are kept as received: what leaves Foyer for the chart is
//! what the patient sent. Should nobody be able to look, the first bytes name it for now: what is shown is decoded when
//! somebody asks to see it, and a picture must not be a mere file for ever because a computer had a bad minute.

use foyer_picture::{Decoder, Format, NoPicture};

use crate::MediaType;

/// The type of `bytes`.
pub(crate) async fn sniffed(pictures: &Decoder, bytes: &[u8]) -> MediaType {
    let format = match pictures.decode(bytes).await {
        Ok(picture) => Some(picture.format),
        Err(NoPicture::NotOne | NoPicture::TooLarge | NoPicture::Broken) => None,
        Err(NoPicture::NoAnswer) => Format::by_first_bytes(bytes),
    };
    match format {
        Some(Format::Png) => MediaType::Png,
        Some(Format::Jpeg) => MediaType::Jpeg,
        Some(Format::Gif) => MediaType::Gif,
        Some(Format::Webp) => MediaType::Webp,
        None => MediaType::Other,
    }
}

#[cfg(test)]
mod tests {
    use std::{io::Cursor, time::Duration};

    use image::{DynamicImage, ImageFormat, RgbImage};

    use super::*;

    fn picture(format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        let image = RgbImage::from_fn(8, 6, |x, y| {
            image::Rgb([u8::try_from(x * 30).unwrap(), u8::try_from(y * 40).unwrap(), 7])
        });
        DynamicImage::from(image).write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    async fn sniff(bytes: &[u8]) -> MediaType {
        sniffed(&Decoder::here(), bytes).await
    }

    #[tokio::test]
    async fn pictures_are_known_by_their_bytes() {
        assert_eq!(sniff(&picture(ImageFormat::Png)).await, MediaType::Png);
        assert_eq!(sniff(&picture(ImageFormat::Jpeg)).await, MediaType::Jpeg);
        assert_eq!(sniff(&picture(ImageFormat::Gif)).await, MediaType::Gif);
        assert_eq!(sniff(&picture(ImageFormat::WebP)).await, MediaType::Webp);
    }

    #[tokio::test]
    async fn everything_else_is_other() {
        for bytes in [
            &b""[..],
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            b"<html><img src=x>",
            b"%PDF-1.7",
            b"MZ\x90",
        ] {
            assert_eq!(sniff(bytes).await, MediaType::Other);
        }
    }

    #[tokio::test]
    async fn a_picture_that_lies_is_other() {
        let png = picture(ImageFormat::Png);
        assert_eq!(sniff(&png[..24]).await, MediaType::Other, "a header without a picture");
        let mut huge = png.clone();
        huge[16..24].copy_from_slice(&[0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]);
        assert_eq!(sniff(&huge).await, MediaType::Other, "65,535 pixels each way, announced");
        let mut torn = picture(ImageFormat::WebP);
        torn.truncate(20);
        assert_eq!(sniff(&torn).await, MediaType::Other);
        let mut named_jpeg = vec![0xff, 0xd8, 0xff, 0xe0];
        named_jpeg.extend_from_slice(b"<script>alert(1)</script>");
        assert_eq!(sniff(&named_jpeg).await, MediaType::Other);
    }

    #[tokio::test]
    async fn a_bomb_of_many_pixels_in_few_bytes_is_other() {
        let mut bytes = Cursor::new(Vec::new());
        let plain = image::GrayImage::new(9_000, 9_000);
        DynamicImage::from(plain).write_to(&mut bytes, ImageFormat::Png).unwrap();
        let bomb = bytes.into_inner();
        assert!(bomb.len() < 1_000_000, "it is small on the wire: {}", bomb.len());
        assert_eq!(sniff(&bomb).await, MediaType::Other);
    }

    #[tokio::test]
    async fn a_picture_that_nobody_could_look_at_is_not_a_mere_file_for_ever() {
        let nobody = Decoder::helper("/nowhere/at/all".into(), "", Duration::from_secs(60));
        assert_eq!(sniffed(&nobody, &picture(ImageFormat::Jpeg)).await, MediaType::Jpeg);
        assert_eq!(sniffed(&nobody, b"%PDF-1.7").await, MediaType::Other);
    }
}
