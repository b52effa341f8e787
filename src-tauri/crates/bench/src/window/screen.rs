//! What is on a display in memory, read from the file Xvfb keeps it in: what a person would see, and nothing a
//! program says about itself.

use std::{
    fs::File,
    os::unix::fs::FileExt as _,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, ensure};

/// An open display.
pub struct Screen {
    file: File,
    /// Where the first pixel is.
    start: u64,
    /// Bytes of a row.
    stride: u64,
    width: usize,
    height: usize,
}

/// Some rows of the left part of a display, a number per pixel: 0xRRGGBB.
#[derive(Clone, PartialEq, Eq)]
pub struct Sample {
    pixels: Vec<u32>,
}

/// Between two rows that are looked at. Text is higher than that.
const EVERY: usize = 5;

/// So much of the width belongs to the list.
const LIST_SHARE: f64 = 0.42;

impl Screen {
    /// Where Xvfb keeps screen 0 when told `-fbdir folder`.
    pub fn file(folder: &Path) -> PathBuf {
        folder.join("Xvfb_screen0")
    }

    /// Opens it: an XWD picture (header of big-endian words), mapped by Xvfb and always up to date.
    pub fn open(folder: &Path) -> Result<Self> {
        let file = File::open(Self::file(folder)).context("the display has no picture")?;
        let mut header = [0; 100];
        file.read_exact_at(&mut header, 0)?;
        let words: Vec<u32> = header
            .chunks_exact(4)
            .map(|word| word.iter().fold(0, |sum, byte| sum << 8 | u32::from(*byte)))
            .collect();
        let word = |at: usize| words.get(at).copied().map(u64::from).context("a short header");
        // header_size, bits_per_pixel, bytes_per_line, ncolors: see X11/XWDFile.h.
        ensure!(word(1)? == 7 && word(11)? == 32, "the display is not kept as expected");
        let (width, height) = (usize::try_from(word(4)?)?, usize::try_from(word(5)?)?);
        let start = word(0)? + word(19)? * 12;
        Ok(Self { file, start, stride: word(12)?, width, height })
    }

    /// What the list's part shows now.
    pub fn list(&self) -> Result<Sample> {
        self.rows((self.width as f64 * LIST_SHARE) as usize, EVERY)
    }

    fn rows(&self, width: usize, every: usize) -> Result<Sample> {
        let mut pixels = Vec::with_capacity(width * self.height / every);
        let mut row = vec![0; width * 4];
        for y in (0..self.height).step_by(every) {
            self.file.read_exact_at(&mut row, self.start + self.stride * u64::try_from(y)?)?;
            // Little-endian, blue first; the fourth byte means nothing.
            pixels.extend(row.chunks_exact(4).map(|pixel| {
                pixel.iter().rev().skip(1).fold(0_u32, |sum, byte| sum << 8 | u32::from(*byte))
            }));
        }
        Ok(Sample { pixels })
    }

    /// Saves the whole display.
    pub fn save(&self, path: &Path) -> Result<()> {
        let all = self.rows(self.width, 1)?;
        let bytes: Vec<u8> =
            all.pixels.iter().flat_map(|pixel| pixel.to_be_bytes().into_iter().skip(1)).collect();
        let (width, height) = (u32::try_from(self.width)?, u32::try_from(self.height)?);
        image::RgbImage::from_raw(width, height, bytes).context("the display's size")?.save(path)?;
        Ok(())
    }
}

impl Sample {
    /// Pixels as dark as words on a light page (or as light as words on a dark one): how many differ from the
    /// commonest colour by more than half the way to black or white. Lines, fields and what stands in while a
    /// list is read are paler than that.
    pub fn ink(&self) -> usize {
        let Some(paper) = self.commonest() else { return 0 };
        let paper = light(paper);
        self.pixels.iter().filter(|pixel| light(**pixel).abs_diff(paper) > 120).count()
    }

    /// Whether it is all of this colour, but for a stray pixel.
    pub fn is_all(&self, colour: u32) -> bool {
        let other = self.pixels.iter().filter(|pixel| **pixel != colour).count();
        other * 100 < self.pixels.len()
    }

    fn commonest(&self) -> Option<u32> {
        let mut sorted = self.pixels.clone();
        sorted.sort_unstable();
        sorted.chunk_by(|a, b| a == b).max_by_key(|same| same.len()).and_then(|same| same.first().copied())
    }
}

/// How light a colour looks, 0 to 255.
const fn light(pixel: u32) -> u32 {
    let (red, green, blue) = (pixel >> 16 & 0xff, pixel >> 8 & 0xff, pixel & 0xff);
    (red * 3 + green * 6 + blue) / 10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_ink_and_lines_are_not() {
        let mut pixels = vec![0x00f1_efeb; 1_000];
        pixels.extend([0x00d8_d4cc; 200]);
        pixels.extend([0x001c_1e21; 30]);
        let sample = Sample { pixels };
        assert_eq!(sample.ink(), 30);
        assert!(!sample.is_all(0x00f1_efeb));
        assert!(Sample { pixels: vec![0x002f_6f5e; 500] }.is_all(0x002f_6f5e));
    }
}
