//! Looks into the memory of a running Foyer, as somebody with a debugger and every right would: its own process and those
//! of the engine that draws its page.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    os::unix::fs::FileExt as _,
};

use aho_corasick::AhoCorasick;
use anyhow::{Context, Result};

use crate::Foyer;

/// What a page of memory holds, on every Linux that WebKit's driver comes for here.
const PAGE: u64 = 4_096;
/// How many pages are looked at together.
const TOGETHER: u64 = 1_024;
/// Of the kernel's eight bytes on a page: it is in memory, or was put out to the disk.
const TOUCHED: u64 = 3 << 62;

/// Words that stand nowhere else.
pub struct Marked {
    words: Vec<String>,
    ways: AhoCorasick,
}

impl Marked {
    /// So many: each eight letters that a seed decides, after two rare ones.
    ///
    /// # Errors
    /// They are too many to look for.
    pub fn words(many: u64) -> Result<Self> {
        Self::of((0..many).map(word).collect())
    }

    /// These.
    ///
    /// # Errors
    /// They are too many to look for.
    pub fn of(words: Vec<String>) -> Result<Self> {
        // An engine keeps them in bytes or in UTF-16.
        let wide = |word: &String| word.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let ways: Vec<Vec<u8>> =
            words.iter().flat_map(|word| [word.clone().into_bytes(), wide(word)]).collect();
        Ok(Self { ways: AhoCorasick::new(ways)?, words })
    }

    /// A text of some of them.
    pub fn text(&self, from: usize, many: usize) -> String {
        self.words.get(from..from.saturating_add(many)).unwrap_or_default().join(" ")
    }

    /// How often each process of Foyer's holds one, by the name of the program. A process that this user may not look into
    /// is left out: Foyer's own lets nobody but root.
    ///
    /// # Errors
    /// Foyer does not run.
    pub fn left_in(&self, foyer: &Foyer) -> Result<BTreeMap<String, usize>> {
        let mut found = BTreeMap::new();
        for (id, name) in foyer.processes()? {
            if let Ok(hits) = self.hits(id) {
                *found.entry(name).or_default() += hits;
            }
        }
        Ok(found)
    }

    fn hits(&self, process: u32) -> Result<usize> {
        let maps = fs::read_to_string(format!("/proc/{process}/maps"))?;
        let (memory, pages) =
            (File::open(format!("/proc/{process}/mem"))?, File::open(format!("/proc/{process}/pagemap"))?);
        let writable = |line: &&str| line.split(' ').nth(1).is_some_and(|may| may.starts_with("rw"));
        let mut hits = 0;
        for line in maps.lines().filter(writable) {
            let (from, to) =
                line.split(' ').next().and_then(|span| span.split_once('-')).context("a span")?;
            let (mut at, to) = (u64::from_str_radix(from, 16)?, u64::from_str_radix(to, 16)?);
            while at < to {
                let size = to.saturating_sub(at).min(PAGE * TOGETHER);
                // An engine reserves far more than it touches.
                if touched(&pages, at, size) {
                    let mut bytes = vec![0; usize::try_from(size)?];
                    let read = memory.read_at(&mut bytes, at).unwrap_or_default();
                    hits += self.ways.find_iter(bytes.get(..read).unwrap_or_default()).count();
                }
                at = at.saturating_add(size);
            }
        }
        Ok(hits)
    }
}

fn touched(pages: &File, at: u64, size: u64) -> bool {
    let mut marks = vec![0; usize::try_from(size / PAGE * 8).unwrap_or_default()];
    let read = pages.read_at(&mut marks, at / PAGE * 8).unwrap_or_default();
    let (marks, _) = marks.get(..read).unwrap_or_default().as_chunks();
    marks.iter().any(|mark| u64::from_le_bytes(*mark) & TOUCHED != 0)
}

fn word(number: u64) -> String {
    let mut state = number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let letter = |_| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        char::from(b'a' + u8::try_from((state >> 33) % 26).unwrap_or_default())
    };
    "Zq".chars().chain((0..8).map(letter)).collect()
}
