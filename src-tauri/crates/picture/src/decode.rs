//! From bytes to pixels, within caps of bytes, pixels and memory. No file, no clock, no thread of its own.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder as _, ImageError, ImageFormat, ImageReader, Limits};

use crate::{Format, NoPicture, Picture};

/// The most bytes of one file: what the carrier's adapter fetches.
pub const MAX_BYTES: usize = 10 * 1024 * 1024;

/// The largest picture opened: a 40-megapixel phone camera; beyond that lie decompression bombs.
pub const MAX_PIXELS: u64 = 40_000_000;

/// The longest side, so that a 1 x 40,000,000 strip is no picture either.
pub const MAX_SIDE: u32 = 16_384;

/// The longest side of what is handed on: enough to read a card by, at twice a window's width.
pub const WINDOW_SIDE: u32 = 2_400;

/// Room to decode 40 megapixels at 4 bytes, and the decoder's own tables.
const MAX_DECODE_BYTES: u64 = 192 * 1024 * 1024;

/// Decodes a picture in this process.
///
/// # Errors
/// [`NoPicture`], never [`NoPicture::NoAnswer`]. A decoder may panic on crafted bytes: let that end no more than the
/// thread or process that asked.
pub fn decode(bytes: &[u8]) -> Result<Picture, NoPicture> {
    if bytes.len() > MAX_BYTES {
        return Err(NoPicture::TooLarge);
    }
    let format = Format::by_first_bytes(bytes).ok_or(NoPicture::NotOne)?;
    let kind = match format {
        Format::Png => ImageFormat::Png,
        Format::Jpeg => ImageFormat::Jpeg,
        Format::Gif => ImageFormat::Gif,
        Format::Webp => ImageFormat::WebP,
    };
    let (width, height) =
        ImageReader::with_format(Cursor::new(bytes), kind).into_dimensions().map_err(why)?;
    if width == 0 || height == 0 {
        return Err(NoPicture::Broken);
    }
    if width > MAX_SIDE || height > MAX_SIDE || u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(NoPicture::TooLarge);
    }
    let mut decoded = pixels(bytes, kind)?;
    if width > WINDOW_SIDE || height > WINDOW_SIDE {
        decoded = decoded.thumbnail(WINDOW_SIDE, WINDOW_SIDE);
    }
    let rgba = decoded.into_rgba8();
    Ok(Picture { format, width: rgba.width(), height: rgba.height(), rgba: rgba.into_raw() })
}

/// The pixels, upright: a telephone writes beside them how it was held.
fn pixels(bytes: &[u8], kind: ImageFormat) -> Result<DynamicImage, NoPicture> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_DECODE_BYTES);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), kind);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(why)?;
    // 16 bits a colour take twice the room of what was counted in pixels.
    if decoder.total_bytes() > MAX_DECODE_BYTES {
        return Err(NoPicture::TooLarge);
    }
    // Where that cannot be read, it lies as it lies.
    let held = decoder.orientation();
    let mut decoded = DynamicImage::from_decoder(decoder).map_err(why)?;
    if let Ok(held) = held {
        decoded.apply_orientation(held);
    }
    Ok(decoded)
}

fn why(error: ImageError) -> NoPicture {
    match error {
        ImageError::Limits(_) => NoPicture::TooLarge,
        ImageError::Decoding(_)
        | ImageError::Encoding(_)
        | ImageError::Parameter(_)
        | ImageError::Unsupported(_)
        | ImageError::IoError(_) => NoPicture::Broken,
    }
}
