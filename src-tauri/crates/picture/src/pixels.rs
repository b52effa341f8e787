//! What passes between the helper and its host: a word, and raw pixels whose number must be right.

use std::io::{self, Write};

use image::{
    ExtendedColorType, ImageEncoder as _,
    codecs::{jpeg::JpegEncoder, png::PngEncoder},
};

use crate::{NoPicture, WINDOW_SIDE};

/// How a picture came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// GIF.
    Gif,
    /// WebP.
    Webp,
}

impl Format {
    const ALL: [Self; 4] = [Self::Png, Self::Jpeg, Self::Gif, Self::Webp];

    /// What the first bytes claim; whether it is a picture is another question.
    pub fn by_first_bytes(bytes: &[u8]) -> Option<Self> {
        match infer::get(bytes).map(|kind| kind.mime_type()) {
            Some("image/png") => Some(Self::Png),
            Some("image/jpeg") => Some(Self::Jpeg),
            Some("image/gif") => Some(Self::Gif),
            Some("image/webp") => Some(Self::Webp),
            Some(_) | None => None,
        }
    }
}

/// A decoded picture, at most [`WINDOW_SIDE`] pixels wide and high. `Debug` shows its size only.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// How it came.
    pub format: Format,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// Red, green, blue and opacity of each pixel, row by row.
    pub(crate) rgba: Vec<u8>,
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Picture({:?}, {} x {})", self.format, self.width, self.height)
    }
}

/// A picture in bytes of our own making, for the window.
#[derive(Clone, PartialEq, Eq)]
pub struct Encoded {
    /// Their type: `image/png` or `image/jpeg`.
    pub mime: &'static str,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// Of photographs: no difference is seen, and a third of the bytes of the best.
const QUALITY: u8 = 90;

impl Picture {
    /// Encodes it: a photograph as JPEG, what is drawn or see-through as PNG, which keeps every pixel.
    ///
    /// # Errors
    /// [`NoPicture::Broken`] when the pixels are not as many as they should be.
    pub fn encoded(self) -> Result<Encoded, NoPicture> {
        let drawn = matches!(self.format, Format::Png | Format::Gif);
        let see_through = self.rgba.chunks_exact(4).any(|pixel| pixel.last() != Some(&u8::MAX));
        let mut bytes = Vec::new();
        let (mime, encoded) = if drawn || see_through {
            let encoder = PngEncoder::new(&mut bytes);
            let encoded = encoder.write_image(&self.rgba, self.width, self.height, ExtendedColorType::Rgba8);
            ("image/png", encoded)
        } else {
            let rgb: Vec<u8> =
                self.rgba.chunks_exact(4).flat_map(|pixel| pixel.iter().take(3)).copied().collect();
            let encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
            ("image/jpeg", encoder.write_image(&rgb, self.width, self.height, ExtendedColorType::Rgb8))
        };
        match encoded {
            Ok(()) => Ok(Encoded { mime, bytes }),
            Err(_) => Err(NoPicture::Broken),
        }
    }
}

/// Before the pixels: a word, the format, two sides.
const HEAD: usize = 10;

/// The longest answer.
pub(crate) const ANSWER_AT_MOST: usize = HEAD + 4 * (WINDOW_SIDE as usize) * (WINDOW_SIDE as usize);

/// The helper's answer.
pub(crate) fn write(answer: &Result<Picture, NoPicture>, out: &mut impl Write) -> io::Result<()> {
    match answer {
        Ok(picture) => {
            let format = match picture.format {
                Format::Png => 0,
                Format::Jpeg => 1,
                Format::Gif => 2,
                Format::Webp => 3,
            };
            out.write_all(&[0, format])?;
            out.write_all(&picture.width.to_be_bytes())?;
            out.write_all(&picture.height.to_be_bytes())?;
            out.write_all(&picture.rgba)
        }
        Err(NoPicture::NotOne) => out.write_all(&[1]),
        Err(NoPicture::TooLarge) => out.write_all(&[2]),
        Err(NoPicture::Broken) => out.write_all(&[3]),
        Err(NoPicture::NoAnswer) => out.write_all(&[4]),
    }
}

/// Reads it. The helper may have been taken over: everything is checked, and nothing but numbers and pixels comes in.
pub(crate) fn read(mut answer: Vec<u8>) -> Result<Picture, NoPicture> {
    let (format, width, height, pixels) = match answer.as_slice() {
        [1] => return Err(NoPicture::NotOne),
        [2] => return Err(NoPicture::TooLarge),
        [3] => return Err(NoPicture::Broken),
        [0, format, w0, w1, w2, w3, h0, h1, h2, h3, pixels @ ..] => (
            Format::ALL.get(usize::from(*format)).copied(),
            u32::from_be_bytes([*w0, *w1, *w2, *w3]),
            u32::from_be_bytes([*h0, *h1, *h2, *h3]),
            pixels.len(),
        ),
        _ => return Err(NoPicture::NoAnswer),
    };
    let fits = (1..=WINDOW_SIDE).contains(&width) && (1..=WINDOW_SIDE).contains(&height);
    let room = u64::from(width) * u64::from(height) * 4;
    match format {
        Some(format) if fits && u64::try_from(pixels) == Ok(room) => {
            answer.drain(..HEAD);
            Ok(Picture { format, width, height, rgba: answer })
        }
        Some(_) | None => Err(NoPicture::NoAnswer),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(format: Format) -> Picture {
        Picture { format, width: 2, height: 1, rgba: vec![1, 2, 3, 255, 5, 6, 7, 255] }
    }

    fn written(answer: &Result<Picture, NoPicture>) -> Vec<u8> {
        let mut bytes = Vec::new();
        write(answer, &mut bytes).unwrap();
        bytes
    }

    #[test]
    fn an_answer_is_read_as_it_was_written() {
        let none = [NoPicture::NotOne, NoPicture::TooLarge, NoPicture::Broken, NoPicture::NoAnswer];
        for answer in none.into_iter().map(Err).chain(Format::ALL.map(|format| Ok(picture(format)))) {
            assert_eq!(read(written(&answer)), answer);
        }
    }

    #[test]
    fn nonsense_from_a_helper_that_was_taken_over_is_no_picture() {
        let good = written(&Ok(picture(Format::Gif)));
        let changed = |at: usize, byte: u8| {
            let mut bad = good.clone();
            bad[at] = byte;
            bad
        };
        let mut more = good.clone();
        more.push(0);
        let mut empty = good[..HEAD].to_vec();
        empty[2..].fill(0);
        let cut = |to: usize| good[..to].to_vec();
        for bad in [
            cut(good.len() - 1),
            cut(HEAD),
            cut(5),
            cut(1),
            Vec::new(),
            vec![7],
            vec![1, 1],
            more,
            empty,
            changed(1, 9),
            changed(2, 0xff),
            changed(5, 3),
        ] {
            assert_eq!(read(bad.clone()), Err(NoPicture::NoAnswer), "{} bytes", bad.len());
        }
    }

    #[test]
    fn a_photograph_becomes_a_jpeg_and_what_is_see_through_a_png() {
        for (format, mime) in [
            (Format::Png, "image/png"),
            (Format::Gif, "image/png"),
            (Format::Jpeg, "image/jpeg"),
            (Format::Webp, "image/jpeg"),
        ] {
            let encoded = picture(format).encoded().unwrap();
            assert_eq!((encoded.mime, image::load_from_memory(&encoded.bytes).unwrap().width()), (mime, 2));
        }
        let mut veiled = picture(Format::Webp);
        veiled.rgba[3] = 9;
        let kept = image::load_from_memory(&veiled.clone().encoded().unwrap().bytes).unwrap();
        assert_eq!(kept.into_rgba8().into_raw(), veiled.rgba, "every pixel, and how far it is seen through");
    }
}
