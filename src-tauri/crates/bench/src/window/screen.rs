//! What is on a display in memory, read from the file Xvfb keeps it in: what a person would see, and nothing a
//! program says about itself.

use std::{
    collections::HashSet,
    fs::File,
    ops::Range,
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

/// Some rows of a part of a display, a number per pixel: 0xRRGGBB.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Sample {
    pixels: Vec<u32>,
}

/// Between two rows that are looked at. Text is higher than that.
const EVERY: usize = 5;

/// So much of the width belongs to the list.
const LIST_SHARE: f64 = 0.42;

/// Pixels that a caret covers, of the rows that are looked at.
const CARET: usize = 16;

/// Where the words of a draft are: right of the list, left of the patient, above the buttons.
const COMPOSER_END: f64 = 0.75;
const COMPOSER_TOP: f64 = 0.62;
const COMPOSER_FOOT: f64 = 0.90;

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
        self.rows(0..(self.width as f64 * LIST_SHARE) as usize, 0..self.height, EVERY)
    }

    /// What all of it shows now.
    pub fn all(&self) -> Result<Sample> {
        self.rows(0..self.width, 0..self.height, EVERY)
    }

    /// What the composer's part shows now: the words of a draft, not what stands under them.
    pub fn composer(&self) -> Result<Sample> {
        let share = |side: usize, share: f64| (side as f64 * share) as usize;
        let (left, right) = (share(self.width, LIST_SHARE), share(self.width, COMPOSER_END));
        self.rows(left..right, share(self.height, COMPOSER_TOP)..share(self.height, COMPOSER_FOOT), 2)
    }

    /// What the thread's part shows now, its head and its composer included.
    pub fn thread(&self) -> Result<Sample> {
        let share = |share: f64| (self.width as f64 * share) as usize;
        self.rows(share(LIST_SHARE)..share(COMPOSER_END), 0..self.height, EVERY)
    }

    fn rows(&self, columns: Range<usize>, rows: Range<usize>, every: usize) -> Result<Sample> {
        let mut pixels = Vec::with_capacity(columns.len() * rows.len() / every);
        let mut row = vec![0; columns.len() * 4];
        let left = self.start + u64::try_from(columns.start * 4)?;
        for y in rows.step_by(every) {
            self.file.read_exact_at(&mut row, left + self.stride * u64::try_from(y)?)?;
            // Little-endian, blue first; the fourth byte means nothing.
            pixels.extend(row.chunks_exact(4).map(|pixel| {
                pixel.iter().rev().skip(1).fold(0_u32, |sum, byte| sum << 8 | u32::from(*byte))
            }));
        }
        Ok(Sample { pixels })
    }

    /// Saves the whole display.
    pub fn save(&self, path: &Path) -> Result<()> {
        let all = self.rows(0..self.width, 0..self.height, 1)?;
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
        self.pixels.iter().filter(|pixel| is_ink(**pixel, paper)).count()
    }

    /// The share of an earlier picture's ink that still stands where it stood.
    pub fn ink_left_of(&self, before: &Self) -> f64 {
        let Some(paper) = before.commonest() else { return 0.0 };
        let ink = || before.pixels.iter().zip(&self.pixels).filter(|(was, _)| is_ink(**was, paper));
        ink().filter(|(was, is)| was == is).count() as f64 / (ink().count() as f64).max(1.0)
    }

    /// Whether it is all of this colour, but for a stray pixel.
    pub fn is_all(&self, colour: u32) -> bool {
        let other = self.pixels.iter().filter(|pixel| **pixel != colour).count();
        other * 100 < self.pixels.len()
    }

    /// Whether it shows the same, but for a caret that blinks.
    pub fn is_like(&self, other: &Self) -> bool {
        let differ = self.pixels.iter().zip(&other.pixels).filter(|(one, other)| one != other).count();
        self.pixels.len() == other.pixels.len() && differ <= CARET
    }

    /// How many pixels have this colour.
    pub fn count(&self, colour: u32) -> usize {
        self.pixels.iter().filter(|pixel| **pixel == colour).count()
    }

    /// The commonest colour that `before` has not, and how much of it there is.
    pub fn newest(&self, before: &Self) -> Option<(u32, usize)> {
        let known: HashSet<u32> = before.pixels.iter().copied().collect();
        let mut fresh: Vec<u32> =
            self.pixels.iter().copied().filter(|pixel| !known.contains(pixel)).collect();
        fresh.sort_unstable();
        let most = fresh.chunk_by(|a, b| a == b).max_by_key(|same| same.len())?;
        most.first().map(|colour| (*colour, most.len()))
    }

    fn commonest(&self) -> Option<u32> {
        let mut sorted = self.pixels.clone();
        sorted.sort_unstable();
        sorted.chunk_by(|a, b| a == b).max_by_key(|same| same.len()).and_then(|same| same.first().copied())
    }
}

/// Whether it stands out from the paper as words do.
const fn is_ink(pixel: u32, paper: u32) -> bool {
    light(pixel).abs_diff(light(paper)) > 120
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
        let mut faded = sample.pixels.clone();
        faded.splice(1_200..1_215, [0x00f1_efeb; 15]);
        assert!((Sample { pixels: faded }.ink_left_of(&sample) - 0.5).abs() < f64::EPSILON);
        assert!(!sample.is_all(0x00f1_efeb));
        let before = Sample { pixels: vec![0x00f1_efeb; 1_230] };
        assert_eq!(sample.newest(&before), Some((0x00d8_d4cc, 200)));
        assert!(Sample { pixels: vec![0x002f_6f5e; 500] }.is_all(0x002f_6f5e));
    }
}
