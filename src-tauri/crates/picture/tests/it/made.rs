//! Pictures made for a test: good ones, and headers that promise what does not follow.

use std::io::Cursor;

use foyer_picture::Format;
use image::{DynamicImage, Frame, GrayImage, ImageFormat, RgbaImage, codecs::gif::GifEncoder};

pub fn kinds() -> [(ImageFormat, Format); 4] {
    [
        (ImageFormat::Png, Format::Png),
        (ImageFormat::Jpeg, Format::Jpeg),
        (ImageFormat::Gif, Format::Gif),
        (ImageFormat::WebP, Format::Webp),
    ]
}

/// 24 x 18 pixels.
pub fn picture(format: ImageFormat) -> Vec<u8> {
    let image = RgbaImage::from_fn(24, 18, |x, y| {
        image::Rgba([u8::try_from(x * 10).unwrap(), u8::try_from(y * 14).unwrap(), 7, 255])
    });
    let image = DynamicImage::from(image);
    let image = if format == ImageFormat::Jpeg { image.into_rgb8().into() } else { image };
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

pub fn photograph() -> Vec<u8> {
    picture(ImageFormat::Jpeg)
}

/// The same, as a telephone held upright would have written it: turned, with what it calls the place.
pub fn held(jpeg: &[u8]) -> Vec<u8> {
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0".to_vec();
    exif.extend([2, 0]);
    // Orientation, one short: 6, turn right.
    exif.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0]);
    // A description, ten letters at offset 38.
    exif.extend([0x0e, 0x01, 2, 0, 10, 0, 0, 0, 38, 0, 0, 0]);
    exif.extend([0, 0, 0, 0]);
    exif.extend(b"Ward 7 NW\0");
    let mut bytes = jpeg[..2].to_vec();
    bytes.extend([0xff, 0xe1]);
    bytes.extend(u16::try_from(exif.len() + 2).unwrap().to_be_bytes());
    bytes.extend(exif);
    bytes.extend(&jpeg[2..]);
    bytes
}

/// Nothing but grey.
pub fn grey(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(GrayImage::new(width, height)).write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// A GIF of so many frames.
pub fn album(frames: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = GifEncoder::new_with_speed(&mut bytes, 30);
    encoder.encode_frames((0..frames).map(|_| Frame::new(RgbaImage::new(2, 2)))).unwrap();
    drop(encoder);
    bytes
}

/// A PNG with a header that is right in itself: so many pixels of four colours of so many bits. A byte of data follows.
pub fn named_png(width: u32, height: u32, bits: u8) -> Vec<u8> {
    let mut header = width.to_be_bytes().to_vec();
    header.extend(height.to_be_bytes());
    header.extend([bits, 6, 0, 0, 0]);
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, data) in [(b"IHDR", header), (b"IDAT", vec![0x78])] {
        bytes.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
        let sealed = [name.as_slice(), &data].concat();
        bytes.extend(&sealed);
        bytes.extend(crc(&sealed).to_be_bytes());
    }
    bytes
}

/// As PNG counts it (RFC 2083, appendix).
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 * (crc & 1)))
    })
}
